//! A finding about data: which question was asked, where, what was found and what it means for the reader.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Severity {
    /// Worth knowing; nothing was set aside.
    Note,
    /// A figure to be careful with; it is used as published.
    Warning,
    /// The figure was set aside and enters nothing.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One finding, one row of a screening report.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Check {
    pub(crate) severity: Severity,
    /// The check's name, kebab-case.
    pub(crate) name: &'static str,
    pub(crate) file: String,
    /// Line of the file where the record starts, the header being row 1; none when it is about the whole file.
    pub(crate) row: Option<u64>,
    pub(crate) column: Option<String>,
    pub(crate) found: String,
    pub(crate) expected: String,
    /// What happened to the figure, or what to do next.
    pub(crate) guidance: String,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.row.map(|row| format!("row {row}"));
        let parts = [
            Some(self.file.clone()).filter(|file| !file.is_empty()),
            row,
            self.column.clone(),
        ];
        let place: Vec<String> = parts.into_iter().flatten().collect();
        write!(f, "{}: ", self.severity)?;
        if !place.is_empty() {
            write!(f, "{}: ", place.join(", "))?;
        }
        write!(f, "found {}", self.found)?;
        if !self.expected.is_empty() {
            write!(f, "; expected {}", self.expected)?;
        }
        if !self.guidance.is_empty() {
            write!(f, ": {}", self.guidance)?;
        }
        Ok(())
    }
}

impl Check {
    pub(crate) fn new(severity: Severity, name: &'static str, file: &str) -> Check {
        Check {
            severity,
            name,
            file: file.to_owned(),
            row: None,
            column: None,
            found: String::new(),
            expected: String::new(),
            guidance: String::new(),
        }
    }

    pub(crate) fn row(mut self, row: u64) -> Check {
        self.row = Some(row);
        self
    }

    pub(crate) fn column(mut self, column: impl Into<String>) -> Check {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn found(mut self, found: impl Into<String>) -> Check {
        self.found = found.into();
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Check {
        self.expected = expected.into();
        self
    }

    pub(crate) fn guidance(mut self, guidance: impl Into<String>) -> Check {
        self.guidance = guidance.into();
        self
    }
}
