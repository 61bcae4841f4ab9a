//! The help of the commands that answer a question about figures.

use super::entry::{CommandHelp, example, help};

pub(super) const ASK: &[CommandHelp] = &[
    help(
        "compare",
        &["with", "period", "theme", "out", "format"],
        &[
            example(
                "yardstick compare Rochdale cla-rate cpp-rate",
                "two indicators, as a table and in sentences",
            ),
            example(
                "yardstick compare Rochdale cla-rate --with coastal,deprived",
                "two groups more",
            ),
            example(
                "yardstick compare Rochdale cla-rate --format csv",
                "for a spreadsheet",
            ),
        ],
    ),
    help(
        "findings",
        &["theme", "indicator", "top", "summary", "format"],
        &[
            example(
                "yardstick findings Rochdale --summary",
                "what a reader must know, in six points",
            ),
            example(
                "yardstick findings Rochdale --theme looked-after",
                "all that is worth saying of a theme",
            ),
            example(
                "yardstick findings Rochdale --indicator cla-rate --top 3",
                "the weightiest three of one indicator",
            ),
        ],
    ),
    help(
        "breakdown",
        &["by", "with", "period", "out", "format"],
        &[
            example(
                "yardstick why Rochdale",
                "needs of looked-after children, and factors of assessments",
            ),
            example(
                "yardstick breakdown Rochdale cla-count --by age",
                "one indicator by one breakdown",
            ),
        ],
    ),
    help(
        "expected",
        &["every-authority", "period", "out", "list", "format"],
        &[
            example(
                "yardstick expected Rochdale",
                "every rate that deprivation says something about",
            ),
            example(
                "yardstick expected Rochdale cla-rate --out given-deprivation",
                "with the chart of all authorities",
            ),
        ],
    ),
    help(
        "chain",
        &["against", "years", "period", "out", "format"],
        &[
            example("yardstick chain Rochdale", "beside its neighbours’ average"),
            example(
                "yardstick chain Rochdale --against england --years",
                "beside England, over the years",
            ),
        ],
    ),
    help(
        "target",
        &["towards", "cost", "period", "out", "format"],
        &[
            example(
                "yardstick target Rochdale cla-rate --towards lower",
                "a rate for which nobody has set a direction",
            ),
            example(
                "yardstick target Rochdale cla-rate --towards lower --cost",
                "with what spending on looked-after children is made of",
            ),
            example(
                "yardstick target Rochdale cpp-repeat-percent",
                "a share of which lower is better",
            ),
        ],
    ),
    help(
        "learn",
        &["towards", "among", "every-authority", "out", "format"],
        &[
            example(
                "yardstick learn Rochdale cla-rate --towards lower",
                "places like it, and which of them moved",
            ),
            example(
                "yardstick learn Rochdale cpp-repeat-percent --among everyone",
                "all authorities of England are asked",
            ),
        ],
    ),
    help(
        "framework",
        &[],
        &[
            example(
                "yardstick framework new Rochdale --out own/framework.toml",
                "measures to begin with, and a table to fill",
            ),
            example(
                "yardstick framework check own/framework.toml",
                "what is measured, or what is wrong",
            ),
        ],
    ),
    help(
        "framework check",
        &["figures", "format"],
        &[example(
            "yardstick framework check framework.toml",
            "what is measured, or what is wrong",
        )],
    ),
    help(
        "framework show",
        &["out", "format"],
        &[example(
            "yardstick framework show framework.toml --out framework.docx",
            "as a document",
        )],
    ),
    help(
        "framework new",
        &["kind", "out"],
        &[example(
            "yardstick framework new Bury --kind youth-justice --out youth/framework.toml",
            "the youth justice measures to fill",
        )],
    ),
    help(
        "footprint",
        &["area", "as", "with", "explain", "out"],
        &[
            example(
                "yardstick footprint --area \"Blackpool+Lancashire+Blackburn with Darwen\" --as \"New Lancashire\" cla-rate cpp-rate",
                "three authorities of today as one",
            ),
            example(
                "yardstick footprint --area \"Rochdale+Bury\" cla-rate --explain",
                "how every number was made, with file and row",
            ),
            example(
                "yardstick footprint --area \"Rochdale+Bury\" --with \"Oldham, Bolton\" --out rochdale-and-bury",
                "the headlines beside others that you choose, with charts",
            ),
        ],
    ),
    help(
        "dashboard",
        &["framework", "figures", "commentary", "as-at", "out"],
        &[example(
            "yardstick dashboard --framework framework.toml --figures figures.csv",
            "one page of the council's own measures",
        )],
    ),
    help(
        "exceptions",
        &["framework", "figures", "commentary", "keep", "out"],
        &[example(
            "yardstick exceptions --framework framework.toml --figures figures.csv --out week.docx",
            "the weekly paper, and the file for its words",
        )],
    ),
    help(
        "club",
        &[],
        &[
            example(
                "yardstick club export --framework framework.toml --figures figures.csv --out shared/own.csv",
                "what a member puts into the folder",
            ),
            example(
                "yardstick club read shared --out club",
                "a page and a workbook for each member",
            ),
        ],
    ),
    help(
        "club export",
        &["framework", "figures", "out"],
        &[example(
            "yardstick club export --framework framework.toml --figures figures.csv --out shared/own.csv",
            "small counts guarded",
        )],
    ),
    help(
        "club read",
        &["out"],
        &[example(
            "yardstick club read shared --out club",
            "a page and a workbook for each member",
        )],
    ),
    help(
        "audit",
        &["moderated", "as-at", "out", "format"],
        &[
            example(
                "yardstick audit audits.csv",
                "grades of audited cases by quarter, and what changed beyond chance",
            ),
            example(
                "yardstick audit audits.csv --moderated --out audits",
                "by moderated grades, with chart and tables",
            ),
        ],
    ),
    help(
        "backlog",
        &["due", "total", "as-at", "out", "format"],
        &[
            example(
                "yardstick backlog backlog.csv --due 2027-03-31",
                "what is left, the pace needed and the pace reached",
            ),
            example(
                "yardstick backlog backlog.csv --due 2027-03-31 --total 2300 --out backlog",
                "by another total, with the chart",
            ),
        ],
    ),
    help(
        "explain",
        &["paper", "period", "with", "format"],
        &[
            example(
                "yardstick explain Rochdale cla-rate",
                "file, row and release, and the sums",
            ),
            example(
                "yardstick explain --paper scrutiny.manifest.json figure-1",
                "a figure of a paper",
            ),
        ],
    ),
    help(
        "neighbours",
        &["list", "format"],
        &[example("yardstick neighbours Rochdale", "closest first")],
    ),
    help(
        "judgements",
        &["neighbours", "timeline", "next", "as-at", "data"],
        &[
            example(
                "yardstick judgements Rochdale",
                "inspections, the newest first",
            ),
            example(
                "yardstick judgements Rochdale --neighbours --as-at 2023-02-01",
                "how things stood on a day",
            ),
            example(
                "yardstick judgements Rochdale --timeline --next",
                "every inspection and visit on one line, and when the next may come",
            ),
        ],
    ),
    help(
        "authorities",
        &["region", "former", "format"],
        &[
            example(
                "yardstick authorities Hull",
                "which authority a name stands for",
            ),
            example(
                "yardstick authorities --region \"North West\"",
                "those of a region",
            ),
        ],
    ),
    help(
        "indicators",
        &["theme", "all", "format"],
        &[
            example("yardstick indicators adoption", "what a word finds"),
            example("yardstick indicators --theme looked-after", "a theme"),
        ],
    ),
];
