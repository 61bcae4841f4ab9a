#!/usr/bin/env python3
"""Reads the figures of a store with the tools of analysts, and holds what they say against each other.

    benches/read_store.py STORE [TOOL...]

Tools are duckdb, polars and spark; all three where none is named. Each needs its package (pip install duckdb polars pyspark), Spark
also Java. Printed is one JSON object a tool: its version, rows, figures, their sum, missing cells and type of every column, the first
and the last day, and figures by publication. It ends with 1 where two tools differ.
"""

import json
import sys
from pathlib import Path

# The types of the tools' own names, by what they are.
KINDS = {
    "VARCHAR": "text", "String": "text", "string": "text",
    "DOUBLE": "number", "Float64": "number", "double": "number",
    "USMALLINT": "whole", "UINTEGER": "whole", "UInt16": "whole", "UInt32": "whole", "int": "whole", "bigint": "whole", "smallint": "whole",
    "BIGINT": "whole", "INTEGER": "whole", "Int64": "whole",
    "DATE": "day", "Date": "day", "date": "day",
}


def duckdb_says(files):
    import duckdb

    db = duckdb.connect()
    db.execute("SET threads = 1")
    db.execute(f"CREATE VIEW f AS SELECT * FROM read_parquet('{files.replace(chr(39), chr(39) * 2)}', hive_partitioning = true)")
    columns = db.execute("DESCRIBE f").fetchall()
    one = lambda query: db.execute(query).fetchone()
    rows, figures, total, first, last = one("SELECT count(*), count(value), sum(value), min(period_start), max(period_end) FROM f")
    return {
        "version": duckdb.__version__,
        "rows": rows,
        "figures": figures,
        "sum": total,
        "days": [str(first), str(last)],
        "columns": {
            name: [KINDS.get(kind, kind), one(f'SELECT count(*) FILTER ("{name}" IS NULL) FROM f')[0]]
            for name, kind, *_ in columns
        },
        "by publication": dict(db.execute("SELECT publication, count(value) FROM f GROUP BY publication").fetchall()),
    }


def polars_says(files):
    import polars

    frame = polars.scan_parquet(files, hive_partitioning=True, try_parse_hive_dates=False).collect()
    by = frame.group_by("publication").agg(polars.col("value").count())
    return {
        "version": polars.__version__,
        "rows": frame.height,
        "figures": frame["value"].count(),
        "sum": frame["value"].sum(),
        "days": [str(frame["period_start"].min()), str(frame["period_end"].max())],
        "columns": {name: [KINDS.get(str(kind), str(kind)), frame[name].null_count()] for name, kind in frame.schema.items()},
        "by publication": dict(by.iter_rows()),
    }


def spark_says(files):
    import pyspark
    from pyspark.sql import SparkSession, functions

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    vintages = files.split("/*")[0]
    frame = session.read.parquet(vintages)
    rows, figures, total, first, last = frame.select(
        functions.count("*"), functions.count("value"), functions.sum("value"),
        functions.min("period_start"), functions.max("period_end"),
    ).first()
    missing = frame.select([functions.sum(functions.col(name).isNull().cast("int")).alias(name) for name in frame.columns]).first()
    said = {
        "version": pyspark.__version__,
        "rows": rows,
        "figures": figures,
        "sum": total,
        "days": [str(first), str(last)],
        "columns": {name: [KINDS.get(kind, kind), missing[name]] for name, kind in frame.dtypes},
        "by publication": {row[0]: row[1] for row in frame.groupBy("publication").agg(functions.count("value")).collect()},
    }
    session.stop()
    return said


TOOLS = {"duckdb": duckdb_says, "polars": polars_says, "spark": spark_says}


def differences(one, other):
    """What two tools say differently; sums may differ in the order of their terms."""
    for key in one.keys() - {"version"}:
        if key == "sum":
            if abs(one[key] - other[key]) > 1e-9 * abs(one[key]):
                yield f"sum: {one[key]} and {other[key]}"
        elif one[key] != other[key]:
            yield f"{key}: {one[key]} and {other[key]}"


def main():
    if len(sys.argv) < 2 or any(tool not in TOOLS for tool in sys.argv[2:]):
        sys.exit(__doc__)
    files = str(Path(sys.argv[1]) / "vintages" / "*" / "*" / "*.parquet")
    said = {tool: TOOLS[tool](files) for tool in sys.argv[2:] or TOOLS}
    print(json.dumps(said))
    first, *others = said
    found = [f"{first} and {tool}: {what}" for tool in others for what in differences(said[first], said[tool])]
    for what in found:
        print(what, file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
