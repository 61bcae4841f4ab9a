//! The officer's own words in a paper: each part of the words file at the paragraph of its indicator or in its section, marked where its
//! figure has changed since it was written. Words for which the paper has no place are told and stand in the annex: none are dropped.

use super::entry::{ManifestEntry, SentenceEvidence};
use super::ledger::{self, Ledger};
use super::tokens::Tokens;
use crate::compare::Comparison;
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{digits, meetings, papers};
use crate::inputs::load::known_name;
use crate::observation::check::{Check, Severity};
use crate::paper::definition::PaperDefinition;
use crate::paper::officer::{self, TextPiece};
use crate::paper::words::{WordsFile, WordsPart, WrittenWhen};
use crate::paper::{Block, Section, TextSpan};
use crate::reference::nearest::nearest;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The words of a paper, ready to be put in their places.
#[derive(Default)]
pub(super) struct WordsDesk {
    file: String,
    parts: Vec<ReadyWords>,
    /// The parts that have their place.
    placed: RefCell<BTreeSet<usize>>,
    /// Headings of sections and ids of indicators, for what was probably meant.
    known: Vec<String>,
}

/// A part of the words, set.
struct ReadyWords {
    row: u64,
    key: String,
    target: WordsTarget,
    blocks: Vec<Block>,
    /// Which line its heading lacks.
    stamp: Option<WrittenWhen>,
    /// What its author has to look at, and the line that is true once that is done.
    to_check: Option<(String, WrittenWhen)>,
}

/// Where words belong.
#[derive(PartialEq)]
enum WordsTarget {
    Indicator(String),
    /// A section by its heading in plain form.
    Section(String),
}

/// The words that answer a question.
pub(super) enum ServiceAnswer {
    /// They stand here.
    Here(Vec<Block>),
    /// They stand where the paper first tells of the indicator.
    Elsewhere,
}

/// What the command tells of the words, and which lines the file lacks.
#[derive(Default)]
pub(crate) struct WordsReport {
    pub(crate) notes: Vec<String>,
    /// Lines to add, each under a row of the file.
    pub(crate) stamps: Vec<(u64, String)>,
}

impl WordsDesk {
    /// Sets the words. `headings` are those of the paper's sections, as defined and as printed.
    ///
    /// # Errors
    /// Usage, with file and row: a token that stands for nothing, Markdown that papers have no form for.
    pub(super) fn of(
        words: &WordsFile,
        (tokens, phrases): (&Tokens<'_>, &Phrases),
        headings: &[String],
        ledger: &mut Ledger,
    ) -> Result<WordsDesk> {
        let setter = WordsSetter {
            file: &words.file,
            tokens,
            phrases,
            headings,
        };
        let parts = words
            .parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| setter.ready(part, ledger))
            .collect::<Result<_>>()?;
        let ids = tokens.compared.iter().map(|c| c.indicator.id.clone());
        Ok(WordsDesk {
            file: words.file.clone(),
            parts,
            placed: RefCell::default(),
            known: headings.iter().cloned().chain(ids).collect(),
        })
    }

    /// Whether words about an indicator have no place yet.
    pub(super) fn waits_for(&self, indicator: &str) -> bool {
        let placed = self.placed.borrow();
        self.about(indicator).any(|(at, _)| !placed.contains(&at))
    }

    /// What the service says of an indicator; none where it says nothing.
    pub(super) fn answer(&self, indicator: &str) -> Option<ServiceAnswer> {
        let waits = self.waits_for(indicator);
        let mut blocks = Vec::new();
        let mut is_answered = false;
        for (at, part) in self.about(indicator) {
            is_answered = true;
            if self.placed.borrow_mut().insert(at) {
                blocks.extend(part.blocks.iter().cloned().map(without_number));
            }
        }
        match (is_answered, waits) {
            (false, _) => None,
            (true, true) => Some(ServiceAnswer::Here(blocks)),
            (true, false) => Some(ServiceAnswer::Elsewhere),
        }
    }

    /// The words for a section of one of these headings.
    pub(super) fn section(&self, headings: &[&str]) -> Vec<Block> {
        let headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        let mut blocks = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let is_here =
                matches!(&part.target, WordsTarget::Section(key) if headings.contains(key));
            if is_here && self.placed.borrow_mut().insert(at) {
                blocks.extend(part.blocks.iter().cloned());
            }
        }
        blocks
    }

    /// The section of the annex with words for which the paper has no place; none where all have one.
    pub(super) fn without_place(&self) -> Option<Section> {
        let left = self.unplaced();
        let blocks: Vec<Block> = left
            .flat_map(|part| {
                let heading = match part.key.as_str() {
                    "" => self.file.clone(),
                    key => key.to_owned(),
                };
                std::iter::once(Block::Heading(heading)).chain(part.blocks.iter().cloned())
            })
            .collect();
        (!blocks.is_empty()).then(|| Section {
            number: String::new(),
            heading: meetings::WITHOUT_PLACE.to_owned(),
            blocks,
        })
    }

    /// Each part for which the paper has no place.
    pub(super) fn checks(&self) -> Vec<Check> {
        self.unplaced().map(|part| self.misplaced(part)).collect()
    }

    pub(super) fn report(&self) -> WordsReport {
        let mut report = WordsReport::default();
        let placed = self.placed.borrow();
        for (at, part) in self.parts.iter().enumerate() {
            let place = format!("{}, row {} ({})", self.file, part.row, part.key);
            if let Some((said, now)) = part.to_check.as_ref().filter(|_| placed.contains(&at)) {
                let line = now.line();
                report.notes.push(format!(
                    "to look at: {place}: {said} When the words are right, the line is {line}"
                ));
            }
            if let Some(stamp) = &part.stamp {
                let line = stamp.line();
                report.notes.push(format!(
                    "{place}: the line {line} is to stand under the heading; --stamp writes it"
                ));
                report.stamps.push((part.row, line));
            }
        }
        report
    }

    fn about(&self, indicator: &str) -> impl Iterator<Item = (usize, &ReadyWords)> {
        self.parts.iter().enumerate().filter(
            move |(_, part)| matches!(&part.target, WordsTarget::Indicator(id) if id == indicator),
        )
    }

    fn unplaced(&self) -> impl Iterator<Item = &ReadyWords> {
        let placed = self.placed.borrow().clone();
        self.parts
            .iter()
            .enumerate()
            .filter(move |(at, _)| !placed.contains(at))
            .map(|(_, part)| part)
    }

    fn misplaced(&self, part: &ReadyWords) -> Check {
        let near = nearest(&part.key, self.known.iter().map(String::as_str))
            .filter(|near| *near != part.key)
            .map_or_else(String::new, |near| format!("; perhaps “{near}”"));
        let found = match part.key.as_str() {
            "" => "words without a heading over them".to_owned(),
            key => format!("“## {key}”, for which this paper has no place"),
        };
        Check::new(Severity::Error, "words-without-a-place", &self.file)
            .row(part.row)
            .found(found)
            .expected(format!(
                "the heading of a section, or an indicator with a paragraph or question in the paper{near}"
            ))
            .guidance(format!(
                "the words stand in the annex, under “{}”",
                meetings::WITHOUT_PLACE
            ))
    }
}

/// Sets the parts of one file.
struct WordsSetter<'a> {
    file: &'a str,
    tokens: &'a Tokens<'a>,
    phrases: &'a Phrases,
    headings: &'a [String],
}

impl<'a> WordsSetter<'a> {
    fn ready(&self, part: &WordsPart, ledger: &mut Ledger) -> Result<ReadyWords> {
        let target = self.target(&part.key);
        let c = match &target {
            WordsTarget::Indicator(id) => self.compared(id),
            WordsTarget::Section(_) => None,
        };
        let is_known = match &target {
            WordsTarget::Indicator(_) => c.is_some(),
            WordsTarget::Section(heading) => self.headings.iter().any(|h| plain(h) == *heading),
        };
        if let (WordsTarget::Section(_), true, Some(_)) = (&target, is_known, &part.written) {
            return Err(Error::usage(format!(
                "“{}” is a section, and a section has no one figure to be written under",
                part.key
            ))
            .in_file(self.file)
            .at_row(part.row)
            .hint("delete the line “written when”; it belongs to the heading of an indicator"));
        }
        let now = c.and_then(now);
        let mut blocks = self.blocks(part, !is_known, ledger)?;
        let entry = ManifestEntry::Words {
            key: part.key.clone(),
            indicator: c.map(|c| c.indicator.id.clone()),
            text: part.text.trim().to_owned(),
            file: self.file.to_owned(),
            row: part.row,
            written: part.written.as_ref().map(figure_of_period),
            now: now.as_ref().map(figure_of_period),
        };
        trace(&mut blocks, &ledger.enter(entry));
        let to_check = c.and_then(|c| self.changed(c, part.written.as_ref()));
        if let (Some(c), Some(said)) = (c, &to_check) {
            mark(&mut blocks, self.marked(c, part, said, ledger));
        }
        Ok(ReadyWords {
            row: part.row,
            key: part.key.clone(),
            target,
            blocks,
            stamp: now.clone().filter(|_| part.written.is_none()),
            to_check: to_check.zip(now),
        })
    }

    /// An indicator by its id, then a section, then an indicator by its title.
    fn target(&self, key: &str) -> WordsTarget {
        let lower = key.to_lowercase();
        if let Some(c) = self.compared(&lower).or_else(|| self.compared(key)) {
            return WordsTarget::Indicator(c.indicator.id.clone());
        }
        let section = plain(key);
        let is_section = self.headings.iter().any(|h| plain(h) == section);
        match known_name(self.tokens.prose.reference, key) {
            Ok(id) if !is_section && !key.is_empty() => WordsTarget::Indicator(id),
            _ => WordsTarget::Section(section),
        }
    }

    fn compared(&self, id: &str) -> Option<&'a Comparison<'a>> {
        self.tokens.compared.iter().find(|c| c.indicator.id == id)
    }

    /// What is said where the figure is another one than the words were written under.
    fn changed(&self, c: &Comparison<'_>, written: Option<&WrittenWhen>) -> Option<String> {
        let (then, now) = (written?, now(c)?);
        let same_period = then.period == now.period || then.period == c.period.short();
        let same_figure = then.figure == now.figure
            || number(&then.figure).is_some_and(|then| number(&now.figure) == Some(then));
        if same_period && same_figure {
            return None;
        }
        Some(meetings::written_when(
            c,
            (&then.period, &then.figure),
            !same_figure,
            self.phrases,
        ))
    }

    fn marked(
        &self,
        c: &Comparison<'_>,
        part: &WordsPart,
        said: &str,
        ledger: &mut Ledger,
    ) -> TextSpan {
        let span = ledger.span(ManifestEntry::Sentence {
            kind: "WordsChanged".to_owned(),
            indicator: c.indicator.id.clone(),
            period: c.period.label.clone(),
            text: said.to_owned(),
            weight: 0,
            evidence: SentenceEvidence {
                finding: json!({
                    "values": { "value": c.reading.value() },
                    "written": part.written.as_ref().map(figure_of_period),
                    "file": self.file,
                    "row": part.row,
                }),
                origin: ledger::published_row(c.panel, c.at, c.area),
            },
        });
        TextSpan {
            strong: true,
            to_write: true,
            ..span
        }
    }

    /// The words as blocks. Where the paper has no place for them, a token that stands for nothing is printed as it was typed.
    fn blocks(
        &self,
        part: &WordsPart,
        is_lenient: bool,
        ledger: &mut Ledger,
    ) -> Result<Vec<Block>> {
        let read = |text: &str, ledger: &mut Ledger| -> Result<Vec<Block>> {
            let pieces =
                officer::pieces(text, &mut |token| match self.tokens.fill(token, ledger) {
                    Err(_) if is_lenient => Ok(TextSpan::text(format!("{{{token}}}"))),
                    filled => filled,
                })?;
            pieces.into_iter().map(only_words).collect()
        };
        read(&part.text, ledger).map_err(|fault| {
            let lines: Vec<&str> = part.text.lines().collect();
            // The first row with which the text cannot be set.
            let upto = (1..=lines.len()).find(|upto| {
                let until = lines.iter().take(*upto).copied().collect::<Vec<_>>();
                read(&until.join("\n"), &mut Ledger::default()).is_err()
            });
            let row = upto.map_or(part.row, |upto| part.text_row + upto as u64 - 1);
            fault.in_file(self.file).at_row(row)
        })
    }
}

/// The headings of all sections, as defined and as printed, and of those that a paper writes of itself.
///
/// # Errors
/// A heading with a token that stands for nothing.
pub(super) fn headings(
    definition: &PaperDefinition,
    of_itself: impl Iterator<Item = &'static str>,
    tokens: &Tokens<'_>,
    ledger: &mut Ledger,
) -> Result<Vec<String>> {
    let mut all: Vec<String> = of_itself
        .chain([papers::SUMMARY, meetings::SINCE, meetings::ACTIONS])
        .map(str::to_owned)
        .collect();
    for section in &definition.sections {
        let printed = officer::line(&section.heading, &mut |token| tokens.fill(token, ledger))?;
        all.extend([section.heading.clone(), printed]);
    }
    Ok(all)
}

fn only_words(piece: TextPiece) -> Result<Block> {
    match piece {
        TextPiece::Block(block) => Ok(block),
        TextPiece::Placeholder(place) => Err(Error::usage(format!(
            "{{{}}} says where a part of the paper goes, and no words",
            place.word()
        ))
        .hint("write it into the text of the section in the definition")),
    }
}

/// The figure that words are written under now; none where there is no figure.
fn now(c: &Comparison<'_>) -> Option<WrittenWhen> {
    Some(WrittenWhen {
        period: c.period.label.clone(),
        figure: digits(c.indicator, c.reading.value()?),
    })
}

fn figure_of_period(of: &WrittenWhen) -> String {
    format!("{}: {}", of.period, of.figure)
}

/// A figure as it may be typed: 1,234 and £1234 and 12.0% are numbers.
fn number(figure: &str) -> Option<f64> {
    let digits = figure.replace([',', '%', '£', ' '], "");
    digits.parse().ok()
}

/// A heading without its number, in small letters, with one blank between words.
fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase().replace('’', "'");
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    if words.len() > 1 && words.first().is_some_and(|first| is_number(first)) {
        words.remove(0);
    }
    words.join(" ")
}

fn without_number(block: Block) -> Block {
    match block {
        Block::Paragraph { text, .. } => Block::Plain(text),
        other => other,
    }
}

/// The spans of a block of words.
fn spans(block: &mut Block) -> Vec<&mut Vec<TextSpan>> {
    match block {
        Block::Paragraph { text, .. } | Block::Plain(text) => vec![text],
        Block::Bullets(items) => items.iter_mut().collect(),
        Block::Heading(_) | Block::Figure(_) | Block::Table(_) => Vec::new(),
    }
}

/// Gives the first words that have no evidence of their own the id of their entry.
fn trace(blocks: &mut [Block], id: &str) {
    let mut texts = blocks.iter_mut().flat_map(spans);
    let free = texts.find_map(|text| text.iter_mut().find(|span| span.id.is_none()));
    match free {
        Some(span) => span.id = Some(id.to_owned()),
        None => {
            let first = blocks.iter_mut().flat_map(spans).next();
            first.into_iter().for_each(|text| {
                text.push(TextSpan {
                    id: Some(id.to_owned()),
                    ..TextSpan::text(" ")
                });
            });
        }
    }
}

/// Puts what is to be checked before the words.
fn mark(blocks: &mut Vec<Block>, said: TextSpan) {
    match blocks.first_mut() {
        Some(Block::Paragraph { text, .. }) => {
            text.insert(0, TextSpan::text(" "));
            text.insert(0, said);
        }
        _ => blocks.insert(0, Block::Plain(vec![said])),
    }
}

/// Blocks of words as one run of text, for a place that has room for no more.
pub(super) fn in_one_run(blocks: Vec<Block>) -> Vec<TextSpan> {
    let mut run: Vec<TextSpan> = Vec::new();
    for mut block in blocks {
        if let Block::Heading(text) = &block {
            run.push(TextSpan::text(format!(" {text}:")));
        }
        for text in spans(&mut block) {
            if !run.is_empty() {
                run.push(TextSpan::text(" "));
            }
            run.append(text);
        }
    }
    run
}
