//! One table as CSV: machine names in the header, numbers with twelve significant digits, nothing above or below the rows.

use super::stream::{CsvRows, begin_with_bom};
use super::{Cell, Table};

/// The table as UTF-8 CSV, in the dialect of `stream.rs`. With `bom` it begins with the byte order mark that makes Excel read UTF-8.
///
/// A symbol is written as its code in its own cell, whatever the column's kind; an empty cell is an empty field.
pub(crate) fn write(table: &Table, bom: bool) -> Vec<u8> {
    let mut rows = if bom {
        begin_with_bom(CsvRows::default())
    } else {
        CsvRows::default()
    };
    for column in &table.columns {
        rows.text(&column.name);
    }
    rows.end();
    for row in &table.rows {
        for (_, cell) in table.cells(row) {
            match cell {
                Cell::Text(text) => rows.text(text),
                Cell::Number { value, .. } => rows.number(*value),
                Cell::Whole(value) => rows.whole(*value),
                Cell::Symbol { code, .. } => rows.text(code),
                Cell::Empty => rows.empty(),
            };
        }
        rows.end();
    }
    rows.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::round::settled;
    use crate::table::inert::{inert, tests::RUN};
    use crate::table::specimen;
    use proptest::prelude::*;

    #[test]
    fn the_specimen() {
        let expected = "\
authority,value,change,children,status
Blackpool,184,-8.25,531,
\"Kingston upon Hull, City of\",135.3,0,12345,
Isles of Scilly,c,z,,c
Telford | Wrekin,126.04,,540,
";
        assert_eq!(
            String::from_utf8(write(&specimen::neighbours(), false)).unwrap(),
            expected
        );
        assert_eq!(
            write(&specimen::neighbours(), true),
            ["\u{feff}", expected].concat().into_bytes()
        );
    }

    #[test]
    fn no_name_is_run_in_a_cell_or_a_heading() {
        for name in RUN {
            let mut table = specimen::neighbours();
            table.columns[0].name = name.into();
            table.rows = vec![vec![
                specimen::text(name),
                Cell::Number {
                    value: -0.3,
                    decimals: Some(1),
                },
                Cell::Whole(-2),
            ]];
            let bytes = write(&table, false);
            let mut reader = ::csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(bytes.as_slice());
            for record in reader.records().map(Result::unwrap) {
                assert_eq!(&record[0], format!("'{name}"));
                assert!(matches!(&record[1], "value" | "-0.3"), "{record:?}");
                assert!(matches!(&record[2], "change" | "-2"), "{record:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn reads_back(name in "\\PC{0,12}", values in prop::collection::vec(any::<f64>(), 1..4)) {
            let mut table = specimen::neighbours();
            table.rows = values.iter().map(|value| vec![Cell::Text(name.clone()), Cell::Number { value: *value, decimals: Some(0) }]).collect();
            let bytes = write(&table, false);
            let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
            let records: Vec<_> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(records.len(), values.len());
            for (record, value) in records.iter().zip(values) {
                prop_assert_eq!(&record[0], inert(&name));
                prop_assert_eq!(record[1].parse::<f64>().ok(), value.is_finite().then_some(settled(value)));
            }
        }
    }
}
