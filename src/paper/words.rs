//! The officer's own words: a Markdown file beside a definition. Each part stands below a second-level heading, which is the heading of
//! a section or the id of an indicator; below the heading of an indicator may stand which figure its words were written under.
//!
//! Nothing here is dropped: a text above the first heading is a part without a key, and what cannot be read is an error with its row.

use crate::error::{Error, Result};

/// A file of words as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WordsFile {
    pub(crate) file: String,
    pub(crate) parts: Vec<WordsPart>,
}

/// A heading and the words below it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WordsPart {
    /// The row of the heading, from 1.
    pub(crate) row: u64,
    /// What the heading says; empty for words above the first heading.
    pub(crate) key: String,
    pub(crate) written: Option<WrittenWhen>,
    /// The Markdown without comments, each line on a line of its own still.
    pub(crate) text: String,
    /// The row on which the text begins.
    pub(crate) text_row: u64,
}

/// The figure under which words were written: `<!-- written when 2025: 184 -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenWhen {
    pub(crate) period: String,
    /// As it was printed.
    pub(crate) figure: String,
}

/// Begins the comment that says under which figure words were written.
const WRITTEN: &str = "written when";
const OPENS: &str = "<!--";
const CLOSES: &str = "-->";

impl WrittenWhen {
    /// The line that is to stand below the heading.
    pub(crate) fn line(&self) -> String {
        format!(
            "{OPENS} {WRITTEN} {}: {} {CLOSES}",
            self.period, self.figure
        )
    }

    /// What a comment says; none where it is another comment.
    fn of(comment: &str) -> Option<Result<WrittenWhen>> {
        let comment = comment.trim();
        let head = comment.get(..WRITTEN.len())?;
        if !head.eq_ignore_ascii_case(WRITTEN) {
            return None;
        }
        let said = comment[WRITTEN.len()..].rsplit_once(':');
        let parts = said.map(|(period, figure)| (period.trim(), figure.trim()));
        Some(
            match parts.filter(|(period, figure)| !period.is_empty() && !figure.is_empty()) {
                Some((period, figure)) => Ok(WrittenWhen {
                    period: period.to_owned(),
                    figure: figure.to_owned(),
                }),
                None => Err(Error::usage(format!("“{comment}” names no period and figure"))
                    .expected("<!-- written when PERIOD: FIGURE -->, such as <!-- written when 2025: 184 -->")
                    .hint("correct the line; or delete it, and --stamp writes it anew")),
            },
        )
    }
}

impl WordsPart {
    /// Whether anything stands below the heading.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Reads a file of words.
///
/// # Errors
/// Usage, with file and row: a comment that is not closed; a line that says in no known form, or in the wrong place, under which figure
/// the words were written; a heading without a key, or without a blank before it.
pub(crate) fn read(text: &str, file: &str) -> Result<WordsFile> {
    let mut reader = WordsReader {
        parts: vec![WordsPart::at(1, String::new())],
        comment: None,
    };
    for (line, row) in text.lines().zip(1..) {
        reader
            .take(line, row)
            .map_err(|fault| fault.or_at_row(row).in_file(file))?;
    }
    if let Some((_, row)) = reader.comment {
        return Err(Error::usage("a comment is opened and not closed")
            .in_file(file)
            .at_row(row)
            .expected(CLOSES)
            .hint("close it, so that nothing below it is left out of the paper"));
    }
    let mut parts = reader.parts;
    let is_opening = parts.first().is_some_and(|first| first.is_empty());
    if is_opening {
        parts.remove(0);
    } else if let Some(first) = parts.first_mut() {
        let blank = first.text.lines().take_while(|line| line.trim().is_empty());
        first.row = first.text_row + blank.count() as u64;
    }
    Ok(WordsFile {
        file: file.to_owned(),
        parts,
    })
}

impl WordsPart {
    fn at(text_row: u64, key: String) -> WordsPart {
        WordsPart {
            row: text_row.saturating_sub(1).max(1),
            key,
            written: None,
            text: String::new(),
            text_row,
        }
    }
}

struct WordsReader {
    parts: Vec<WordsPart>,
    /// A comment that is open, with the row where it begins.
    comment: Option<(String, u64)>,
}

impl WordsReader {
    fn take(&mut self, line: &str, row: u64) -> Result<()> {
        if self.comment.is_none() {
            if let Some(key) = heading(line)? {
                self.parts.push(WordsPart::at(row + 1, key));
                return Ok(());
            }
            // The title of the file is none of its words.
            let is_title = line.starts_with("# ") && self.is_before_all();
            if is_title {
                return self.add("");
            }
        }
        let shown = self.without_comments(line, row)?;
        self.add(&shown)
    }

    fn is_before_all(&self) -> bool {
        self.parts.len() == 1 && self.parts.iter().all(WordsPart::is_empty)
    }

    fn add(&mut self, line: &str) -> Result<()> {
        if let Some(part) = self.parts.last_mut() {
            part.text.push_str(line);
            part.text.push('\n');
        }
        Ok(())
    }

    /// What of a line is printed.
    fn without_comments(&mut self, line: &str, row: u64) -> Result<String> {
        let (mut shown, mut rest) = (String::new(), line);
        loop {
            match self.comment.take() {
                Some((mut said, from)) => match rest.split_once(CLOSES) {
                    Some((inside, after)) => {
                        said.push_str(inside);
                        self.note(&said, &shown)
                            .map_err(|fault| fault.at_row(from))?;
                        rest = after;
                    }
                    None => {
                        said.push_str(rest);
                        said.push('\n');
                        self.comment = Some((said, from));
                        return Ok(shown);
                    }
                },
                None => match rest.split_once(OPENS) {
                    Some((before, after)) => {
                        shown.push_str(before);
                        self.comment = Some((String::new(), row));
                        rest = after;
                    }
                    None => {
                        shown.push_str(rest);
                        return Ok(shown);
                    }
                },
            }
        }
    }

    /// Keeps under which figure the words were written, if a comment says so.
    fn note(&mut self, comment: &str, before: &str) -> Result<()> {
        let Some(written) = WrittenWhen::of(comment) else {
            return Ok(());
        };
        let written = written?;
        let is_first = before.trim().is_empty();
        match self.parts.last_mut() {
            Some(part) if is_first && part.is_empty() && !part.key.is_empty() => {
                if part.written.is_some() {
                    return Err(Error::usage(
                        "two lines say under which figure the words were written",
                    )
                    .hint("keep the one that is true"));
                }
                part.written = Some(written);
                Ok(())
            }
            _ => Err(
                Error::usage("a line “written when” does not stand directly below a heading")
                    .hint("move it there, so that it is plain which words it is about"),
            ),
        }
    }
}

/// The key of a second-level heading; none where the line is another one.
fn heading(line: &str) -> Result<Option<String>> {
    let indented = line.len() - line.trim_start_matches(' ').len();
    let Some(after) = line.trim_start_matches(' ').strip_prefix("##") else {
        return Ok(None);
    };
    if indented > 3 || after.starts_with('#') {
        return Ok(None);
    }
    let key = after.trim().trim_end_matches('#').trim_end();
    if key.is_empty() {
        return Err(Error::usage("a heading without a name")
            .expected("## and the heading of a section, or the id of an indicator"));
    }
    if !after.starts_with([' ', '\t']) {
        return Err(
            Error::usage(format!("“##{key}” is no heading: no blank stands after ##"))
                .hint(format!("write “## {key}”")),
        );
    }
    Ok(Some(key.to_owned()))
}

/// The bytes of a file of words with lines added, each directly below the row that it is given with; all else stays as it is.
///
/// # Errors
/// Usage: an encoding into which a line cannot be put byte by byte.
pub(crate) fn stamped(bytes: &[u8], lines: &[(u64, String)], file: &str) -> Result<Vec<u8>> {
    let is_plain = lines.iter().all(|(_, line)| line.is_ascii());
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if bytes.contains(&0) || !(is_utf8 || is_plain) {
        return Err(
            Error::usage("no line can be added to a text of this encoding")
                .in_file(file)
                .hint("save the file as UTF-8, or add the lines that the command prints by hand"),
        );
    }
    let mut made = Vec::with_capacity(bytes.len() + 48 * lines.len());
    for (row_bytes, row) in bytes.split_inclusive(|byte| *byte == b'\n').zip(1..) {
        made.extend_from_slice(row_bytes);
        let ending: &[u8] = if row_bytes.ends_with(b"\r\n") {
            b"\r\n"
        } else {
            b"\n"
        };
        for (_, line) in lines.iter().filter(|(at, _)| *at == row) {
            if !row_bytes.ends_with(b"\n") {
                made.extend_from_slice(ending);
                made.extend_from_slice(line.as_bytes());
                continue;
            }
            made.extend_from_slice(line.as_bytes());
            made.extend_from_slice(ending);
        }
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_a_key_their_figure_and_their_words() {
        let text = "# Words\n\n## cla-rate\n<!-- written when 2024: 182 -->\nWe act.\n<!-- a note\nof two rows -->\n\n## 3 Background ##\nOne.\n### Legal\nTwo.\n";
        let read = read(text, "a.md").unwrap();
        let keys: Vec<(u64, &str)> = read.parts.iter().map(|p| (p.row, p.key.as_str())).collect();
        assert_eq!(keys, [(3, "cla-rate"), (9, "3 Background")]);
        let first = &read.parts[0];
        assert_eq!(
            first.written.as_ref().unwrap().line(),
            "<!-- written when 2024: 182 -->"
        );
        assert_eq!(first.text.trim(), "We act.");
        assert_eq!(read.parts[1].text, "One.\n### Legal\nTwo.\n");
        assert_eq!(read.parts[1].text_row, 10);
    }

    #[test]
    fn words_above_the_first_heading_are_kept() {
        let read = read("\nNobody’s words.\n## a\nb\n", "a.md").unwrap();
        assert_eq!((read.parts[0].row, read.parts[0].key.as_str()), (2, ""));
        assert_eq!(read.parts[0].text.trim(), "Nobody’s words.");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_row() {
        for (text, row) in [
            ("## a\n<!-- open\ntext\n", 2),
            ("## a\n<!-- written when 2025 -->\n", 2),
            ("## a\ntext\n<!-- written when 2025: 1 -->\n", 3),
            ("## a\n\n##b\n", 3),
            ("##\n", 1),
        ] {
            let told = read(text, "a.md").unwrap_err().to_string();
            assert!(told.contains(&format!("a.md, row {row}")), "{text}: {told}");
        }
    }

    #[test]
    fn a_stamp_changes_no_other_byte() {
        let text = "\u{feff}## a\r\ntext \t\r\n## b";
        let lines = [(1, "<!-- x -->".to_owned()), (3, "<!-- y -->".to_owned())];
        let made = stamped(text.as_bytes(), &lines, "a.md").unwrap();
        assert_eq!(
            String::from_utf8(made).unwrap(),
            "\u{feff}## a\r\n<!-- x -->\r\ntext \t\r\n## b\n<!-- y -->"
        );
        assert!(stamped(b"\xff\xfe#\0", &lines, "a.md").is_err());
    }
}
