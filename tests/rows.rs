//! The rows of a CSV by the names of its columns.

use csv::StringRecord;

pub(crate) struct Rows {
    pub(crate) header: Vec<String>,
    records: Vec<StringRecord>,
}

/// One row with the names of its columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    rows: &'a Rows,
    record: &'a StringRecord,
}

impl Rows {
    /// Reads a CSV of any length into memory, with or without a byte order mark.
    pub(crate) fn read(bytes: &[u8]) -> Rows {
        Rows::keep(bytes, |_| true)
    }

    /// Reads a CSV and keeps some of its rows: a whole benchmark of a bulk file would fill the memory of a small machine.
    pub(crate) fn keep(bytes: impl std::io::Read, wanted: impl Fn(Row<'_>) -> bool) -> Rows {
        let mut reader = csv::Reader::from_reader(bytes);
        let header: Vec<String> = reader
            .headers()
            .expect("a header")
            .iter()
            .map(str::to_owned)
            .collect();
        let mut rows = Rows {
            header,
            records: Vec::new(),
        };
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).expect("a sound CSV") {
            if wanted(Row {
                rows: &rows,
                record: &record,
            }) {
                rows.records.push(record.clone());
            }
        }
        rows
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row { rows: self, record })
    }

    /// The only row whose columns hold these texts.
    pub(crate) fn only(&self, wanted: &[(&str, &str)]) -> Row<'_> {
        let found: Vec<Row<'_>> = self.iter().filter(|row| row.holds(wanted)).collect();
        assert_eq!(found.len(), 1, "rows with {wanted:?}");
        found[0]
    }

    fn at(&self, column: &str) -> usize {
        self.header
            .iter()
            .position(|name| name == column)
            .unwrap_or_else(|| panic!("no column {column} in {:?}", self.header))
    }
}

impl<'a> Row<'a> {
    pub(crate) fn get(self, column: &str) -> &'a str {
        self.record.get(self.rows.at(column)).expect("a cell")
    }

    /// A number; `None` where the cell is empty.
    pub(crate) fn number(self, column: &str) -> Option<f64> {
        let cell = self.get(column);
        (!cell.is_empty()).then(|| {
            cell.parse()
                .unwrap_or_else(|_| panic!("{column} holds “{cell}”"))
        })
    }

    pub(crate) fn holds(self, wanted: &[(&str, &str)]) -> bool {
        wanted
            .iter()
            .all(|(column, text)| self.get(column) == *text)
    }

    /// The line on which the row starts; the header is line 1.
    pub(crate) fn line(self) -> u64 {
        self.record.position().expect("a position").line()
    }
}

/// The row of a JSON answer in which a key has a value.
pub(crate) fn row_with(rows: &serde_json::Value, key: &str, value: &str) -> serde_json::Value {
    rows.as_array()
        .expect("rows")
        .iter()
        .find(|row| row[key] == value)
        .unwrap_or_else(|| panic!("no {value} in {rows}"))
        .clone()
}
