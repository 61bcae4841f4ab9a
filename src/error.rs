//! One error for the whole program: what happened, where (file, row, column), what was expected and what to do next.
//!
//! Only faults of the world and of usage are errors. A fault in data is a result: see [`crate::observation::check::Check`].

mod printable;

pub(crate) use printable::{is_command, on_one_line, printable, printable_but};

use std::fmt;

/// What sort of trouble it is; decides the exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The command line, a name or a setting cannot be understood.
    Usage,
    /// An input is missing, damaged or not what it claims to be.
    Unreadable,
    /// An output could not be written; the earlier one is untouched.
    Unwritten,
    /// The work was done and there is nothing to show: no figure could be compared.
    Nothing,
    /// A server gave no answer that can be used; what was taken in before is untouched.
    Unreachable,
}

/// An error that says where it happened and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error(Box<ErrorDetails>);

/// What an error says. It is boxed, since every result has room for one.
#[derive(Clone, PartialEq, Eq, Debug)]
struct ErrorDetails {
    kind: Kind,
    what: String,
    file: Option<String>,
    row: Option<u64>,
    column: Option<String>,
    expected: Option<String>,
    hint: Option<String>,
    set_aside: Vec<String>,
}

/// The program's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    fn new(kind: Kind, what: impl Into<String>) -> Self {
        Error(Box::new(ErrorDetails {
            kind,
            what: what.into(),
            file: None,
            row: None,
            column: None,
            expected: None,
            hint: None,
            set_aside: Vec::new(),
        }))
    }

    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self::new(Kind::Usage, what)
    }

    pub(crate) fn unreadable(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(Kind::Unreadable, what).in_file(file)
    }

    pub(crate) fn unwritten(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(Kind::Unwritten, what).in_file(file)
    }

    pub(crate) fn unreachable(address: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(Kind::Unreachable, what).in_file(address)
    }

    pub(crate) fn nothing(what: impl Into<String>) -> Self {
        Self::new(Kind::Nothing, what)
    }

    pub(crate) fn in_file(mut self, file: impl Into<String>) -> Self {
        self.0.file = Some(file.into());
        self
    }

    /// The same with a file, unless it has one: the file that was named first is nearest to the fault.
    pub(crate) fn or_in_file(self, file: impl Into<String>) -> Self {
        if self.0.file.is_some() {
            self
        } else {
            self.in_file(file)
        }
    }

    pub(crate) fn at_row(mut self, row: u64) -> Self {
        self.0.row = Some(row);
        self
    }

    /// The same at a row, unless it has one.
    pub(crate) fn or_at_row(self, row: u64) -> Self {
        if self.0.row.is_some() {
            self
        } else {
            self.at_row(row)
        }
    }

    pub(crate) fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.column = Some(column.into());
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.0.expected = Some(expected.into());
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// With what was found on the way and would not be told otherwise, such as rows that were set aside until none was left.
    pub(crate) fn after(mut self, findings: impl IntoIterator<Item = impl fmt::Display>) -> Self {
        let told = findings.into_iter().map(|finding| finding.to_string());
        self.0.set_aside.extend(told);
        self
    }

    /// What happened, without place and hint.
    pub(crate) fn what(&self) -> &str {
        &self.0.what
    }

    /// The file, folder or address where it happened; empty where there is none.
    pub(crate) fn place(&self) -> &str {
        self.0.file.as_deref().unwrap_or_default()
    }

    /// What was expected in its place; empty where that was not said.
    pub(crate) fn wanted(&self) -> &str {
        self.0.expected.as_deref().unwrap_or_default()
    }

    /// What to do next; empty where that was not said.
    pub(crate) fn way_out(&self) -> &str {
        self.0.hint.as_deref().unwrap_or_default()
    }

    /// What sort of trouble it is.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The process exit code for this error: 1 nothing to show, 2 usage, 3 unreadable, 4 unwritten, 12 unreachable.
    pub fn exit_code(&self) -> u8 {
        match self.0.kind {
            Kind::Nothing => 1,
            Kind::Usage => 2,
            Kind::Unreadable => 3,
            Kind::Unwritten => 4,
            Kind::Unreachable => 12,
        }
    }
}

/// More findings than this would push the error itself off the screen.
const LISTED: usize = 20;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = &self.0;
        // What is told of a file repeats what stands in it.
        write!(f, "{}", printable(&told.what))?;
        let place: Vec<String> = [
            told.file
                .as_deref()
                .map(|file| on_one_line(file).into_owned()),
            told.row.map(|row| format!("row {row}")),
            told.column
                .as_deref()
                .map(|column| format!("column “{}”", on_one_line(column))),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !place.is_empty() {
            write!(f, "\n  where: {}", place.join(", "))?;
        }
        if let Some(expected) = &told.expected {
            write!(f, "\n  expected: {}", printable(expected))?;
        }
        for finding in told.set_aside.iter().take(LISTED) {
            write!(f, "\n  set aside: {}", on_one_line(finding))?;
        }
        let more = told.set_aside.len().saturating_sub(LISTED);
        if more > 0 {
            write!(f, "\n  set aside: {more} more")?;
        }
        if let Some(hint) = &told.hint {
            write!(f, "\n  what to do: {}", printable(hint))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
