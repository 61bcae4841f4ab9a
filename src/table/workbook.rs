//! What a workbook says, whichever format it goes out in: the sheets before the tables, the lines above each table, and the names.
//! `xlsx.rs` and `ods.rs` set it; neither has words of its own.

use super::noted::{WorkbookNotes, noted};
use super::{Table, sheet};

pub(super) const COVER: &str = "Cover";
pub(super) const CONTENTS: &str = "Contents";
pub(super) const NOTES: &str = "Notes";
pub(super) const ABOUT_CONTENTS: &str = "This worksheet links to every other one in the workbook.";
pub(super) const ABOUT_NOTES: &str =
    "This worksheet holds the symbols and notes that the tables refer to.";
/// Where a table has no row.
pub(super) const NO_ROWS: &str = "No rows";
/// Names the marked range of the contents and of the notes.
pub(super) const CONTENTS_RANGE: &str = "contents";
pub(super) const NOTES_RANGE: &str = "notes";
/// The widths of columns of prose, of what they are about, and of short labels, in digits.
pub(super) const PROSE: f64 = 90.0;
const ABOUT: f64 = 34.0;
const LABEL: f64 = 12.0;
pub(super) const CONTENTS_HEADINGS: [(&str, f64); 2] =
    [("Worksheet", ABOUT), ("What it holds", PROSE)];
pub(super) const NOTES_HEADINGS: [(&str, f64); 3] =
    [("Note", LABEL), ("About", ABOUT), ("Text", PROSE)];
/// Twelve points of a sans serif that every office machine has.
pub(super) const FONT: &str = "Arial";
pub(super) const FONT_POINTS: f64 = 12.0;
pub(super) const TITLE_POINTS: f64 = 16.0;
/// The height of a line of the font, and of a title, in points.
pub(super) const LINE_HEIGHT: f64 = 15.0;
pub(super) const TITLE_HEIGHT: f64 = 21.0;
/// As day of creation where nobody says what day the data are as at.
const NO_DATE: (u16, u8, u8) = (2000, 1, 1);

/// The worksheet of Excel's own charts.
pub(super) const CHARTS: &str = "Charts";
pub(super) const ABOUT_CHARTS: &str = "Excel’s own charts of the tables, to restyle or paste elsewhere. They follow the tables when those are changed.";

/// What a chart of Excel's own is made from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NativeChart {
    pub(crate) title: String,
    /// The text for those who do not see it.
    pub(crate) alt: String,
    pub(crate) form: NativeForm,
    /// The place of its table among the tables of the workbook.
    pub(crate) table: usize,
    /// The names of its columns: what stands at the axis, and each series.
    pub(crate) categories: String,
    pub(crate) series: Vec<String>,
    /// The wording at the value axis.
    pub(crate) unit: String,
}

/// How it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NativeForm {
    /// Lines over the rows.
    Lines,
    /// A bar a row, the first on top.
    Bars,
}

/// What goes into a workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Workbook {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    /// Who answers questions about it: a line on the cover, and the author in its properties.
    pub(crate) contact: Option<String>,
    /// The paragraphs of the cover: what this is, from when, under which licence.
    pub(crate) cover_lines: Vec<String>,
    /// What each note is about, and its text. The symbols come before these and the notes of the tables after, each once.
    pub(crate) notes: Vec<(String, String)>,
    pub(crate) tables: Vec<Table>,
    /// What the worksheet of each table is to be called; where none is given, as the table is.
    pub(crate) sheets: Vec<String>,
    /// Charts of Excel's own; a format without them leaves them out.
    pub(crate) charts: Vec<NativeChart>,
    /// Year, month and day that the data are as at: they stand as the day of creation, since the same data must give the same bytes.
    pub(crate) data_date: Option<(u16, u8, u8)>,
}

/// A workbook whose sheets have names and whose notes have numbers.
pub(super) struct BoundWorkbook<'a> {
    pub(super) book: &'a Workbook,
    /// The worksheet of each table, and the name of the marked range on it.
    pub(super) sheets: Vec<String>,
    pub(super) ranges: Vec<String>,
    pub(super) noted: WorkbookNotes,
}

impl Workbook {
    pub(super) fn bound(&self) -> BoundWorkbook<'_> {
        let wished = self.tables.iter().enumerate().map(|(at, table)| {
            let own = self.sheets.get(at).filter(|name| !name.is_empty());
            own.unwrap_or(&table.name).as_str()
        });
        let sheets = sheet::sheet_names(wished, &[COVER, CONTENTS, NOTES, CHARTS]);
        let ranges = sheet::table_names(&sheets);
        let noted = noted(&self.notes, &self.tables, &sheets);
        BoundWorkbook {
            book: self,
            sheets,
            ranges,
            noted,
        }
    }

    /// The author in the document's properties.
    pub(super) fn author(&self) -> &str {
        self.contact.as_deref().unwrap_or("yardstick")
    }

    /// The day of creation in the document's properties.
    pub(super) fn day(&self) -> (u16, u8, u8) {
        self.data_date.unwrap_or(NO_DATE)
    }

    /// The lines below the cover's title.
    pub(super) fn cover(&self) -> Vec<String> {
        let contact = self
            .contact
            .iter()
            .map(|contact| format!("Contact: {contact}"));
        let lines = std::iter::once(self.subtitle.clone())
            .chain(self.cover_lines.iter().cloned())
            .chain(contact);
        lines.filter(|line| !line.is_empty()).collect()
    }
}

impl BoundWorkbook<'_> {
    pub(super) fn has_notes(&self) -> bool {
        !self.noted.entries.is_empty()
    }

    /// Each worksheet but the contents themselves, and what it holds.
    pub(super) fn contents(&self, has_charts: bool) -> Vec<(&str, String)> {
        let cover = (
            COVER,
            "What these tables are, and whom to ask about them".to_owned(),
        );
        let notes = self.has_notes().then(|| {
            (
                NOTES,
                "The symbols and notes that the tables refer to".to_owned(),
            )
        });
        let tables = self
            .sheets
            .iter()
            .zip(&self.book.tables)
            .map(|(sheet, table)| (sheet.as_str(), described(table)));
        let charts = has_charts.then(|| (CHARTS, ABOUT_CHARTS.to_owned()));
        let before = std::iter::once(cover).chain(notes).chain(charts);
        before.chain(tables).collect()
    }

    /// The lines between a table's title and its header: what it covers, its symbols, its notes, its source.
    pub(super) fn above(&self, at: usize) -> Vec<String> {
        let table = &self.book.tables[at];
        let symbols: Vec<String> = table
            .symbols()
            .iter()
            .map(|(code, meaning)| format!("{} {meaning}", sheet::bracketed(code)))
            .collect();
        let lines = [
            table.subtitle.clone(),
            labelled("Symbols", &symbols.join("; ")),
            labelled(
                "Notes, on the Notes worksheet",
                &self.noted.of_table[at].join(", "),
            ),
            labelled("Source", &table.source),
        ];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// A text after its label; nothing where there is no text.
fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{label}: {text}")
    }
}

fn described(table: &Table) -> String {
    if table.subtitle.is_empty() {
        table.title.clone()
    } else {
        format!("{}: {}", table.title, table.subtitle)
    }
}
