//! A paper read from its first passage to its last: what each sentence and cell claims, whether that is so, and what could not be
//! checked.

use super::cell_claims;
use super::claim::Claim;
use super::coverage::{self, CheckedCount, UncheckedSentence};
use super::judge::Judge;
use super::lead_in::lead_in;
use super::lexeme::{Lexeme, lexemes};
use super::names::NameIndex;
use super::remark::{ClaimVerdict, LintReport, Remark};
use super::sentence::{ParsedSentence, SentenceContext};
use super::topic::{ClaimTopic, topic};
use super::{
    figure_claims, inspection_claims, people_claims, period_names, position_claims, range_claims,
    told_claims, verdict,
};
use crate::observation::area::Area;
use crate::reference::judgements::Judgements;
use crate::source::document::{CellHeads, Passage, PassagePlace, sentences};
use std::collections::{BTreeMap, BTreeSet};

/// In the place of an indicator's id.
const OF_INSPECTIONS: &str = "inspections";
/// A cell with more lexemes is a text.
const LONGEST_CELL: usize = 8;

/// The reading of one paper, passage after passage.
pub(super) struct PaperReading<'r, 'j> {
    names: &'r NameIndex,
    judge: &'r mut Judge<'j>,
    report: LintReport,
    before: SentenceContext,
    /// Read when a sentence first speaks of inspections.
    judgements: Option<Judgements>,
    heading: Option<String>,
    /// The text before a table, which may be its title.
    caption: String,
    /// Cells that could not be checked, by table and reason, with how many and the first.
    unchecked_cells: BTreeMap<(usize, String), (usize, UncheckedSentence)>,
}

impl<'r, 'j> PaperReading<'r, 'j> {
    pub(super) fn new(
        names: &'r NameIndex,
        judge: &'r mut Judge<'j>,
        home: Option<Area>,
    ) -> PaperReading<'r, 'j> {
        PaperReading {
            names,
            judge,
            report: LintReport::default(),
            before: SentenceContext {
                home,
                ..SentenceContext::default()
            },
            judgements: None,
            heading: None,
            caption: String::new(),
            unchecked_cells: BTreeMap::new(),
        }
    }

    pub(super) fn done(mut self) -> LintReport {
        let cells = self.unchecked_cells.into_values().map(|(count, first)| {
            let sentence = match count {
                1 => first.sentence,
                _ => format!("{count} cells, the first: {}", first.sentence),
            };
            UncheckedSentence { sentence, ..first }
        });
        self.report.unchecked.extend(cells);
        self.report
    }

    pub(super) fn passage(&mut self, passage: &Passage) {
        if self.heading.as_ref() != Some(&passage.heading) {
            self.heading = Some(passage.heading.clone());
            self.before.subject = None;
            self.before.heading = period_names::only_period(&passage.heading);
        }
        if !matches!(passage.place, PassagePlace::Cell { .. }) {
            self.caption.clone_from(&passage.text);
        }
        match &passage.heads {
            Some(heads) if is_cell(&passage.text) => self.cell(passage, heads),
            Some(heads) => self.text_in_row(passage, heads),
            None if matches!(passage.place, PassagePlace::Footnote(_)) => {
                // What a note says is not what the next sentence goes on from.
                let before = self.before.clone();
                self.text(passage);
                self.before = before;
            }
            None => self.text(passage),
        }
    }

    /// Sentences in a cell are about the indicator and the authority of its row.
    fn text_in_row(&mut self, passage: &Passage, heads: &CellHeads) {
        let before = self.before.clone();
        let row = lexemes(&heads.row.join(", "));
        let indicators = self.names.indicators(&row);
        let areas = self.names.areas(&row);
        let area = areas.first().map(|mention| mention.of).or(before.home);
        if let ([indicator], Some(area)) = (indicators.as_slice(), area) {
            self.before.subject = Some((indicator.of.clone(), area));
            self.before.is_in_row = true;
        }
        self.text(passage);
        self.before = before;
    }

    fn text(&mut self, passage: &Passage) {
        let heading = self.before.heading.clone();
        let text = without_number(&passage.text);
        self.before.lead = lead_in(text, self.names);
        if let Some(lead) = &self.before.lead {
            if !lead.periods.is_empty() {
                self.before.heading.clone_from(&lead.periods);
            }
            let area = self.before.home;
            self.before.subject = area.map(|area| (lead.indicator.clone(), area));
        }
        for sentence in sentences(text) {
            if !is_a_note(sentence) {
                self.sentence(passage, sentence);
            }
        }
        self.before.heading = heading;
        self.before.lead = None;
    }

    fn sentence(&mut self, passage: &Passage, text: &str) {
        let before = self.before.clone();
        let parsed = ParsedSentence::parse(&without_unusual_years(text), self.names, &before);
        if let Some(periods) = parsed.heads_with() {
            self.before.heading = periods;
        }
        self.inspections(passage, &parsed, text);
        let judge = &*self.judge;
        let mut claims = people_claims::claims(&parsed, |id| judge.unit(id));
        claims.extend(told_claims::claims(&parsed));
        let taken: BTreeSet<usize> = claims.iter().flat_map(|of| of.covers.clone()).collect();
        claims.extend(figure_claims::claims(&parsed, &taken, |id| judge.unit(id)));
        claims.extend(range_claims::claims(&parsed, &taken));
        claims.extend(position_claims::claims(&parsed));
        claims.extend(told_claims::judged(&parsed, &claims));
        let decided = self.decide(passage, (text, false), claims);
        let figures = coverage::figures(&parsed);
        if !figures.is_empty() || !decided.lexemes.is_empty() {
            let has_authority = before.home.is_some() || !parsed.areas.is_empty();
            let left = coverage::not_checked(
                &parsed,
                has_authority,
                &decided.lexemes,
                decided.without_figure.as_deref(),
            );
            // A short text in a table without heads: of a paper's own workings there may be hundreds.
            let is_bare = passage.heads.is_none() && is_cell(text) && decided.lexemes.is_empty();
            if let (PassagePlace::Cell { table, .. }, true, Some((_, reason))) =
                (passage.place, is_bare, &left)
            {
                count(&mut self.report.in_cells, left.as_ref());
                self.unchecked_cell(passage, table, (text.to_owned(), reason.clone()));
                return;
            }
            count(&mut self.report.in_sentences, left.as_ref());
            if let Some((in_part, reason)) = left {
                self.report.unchecked.push(UncheckedSentence {
                    sentence: text.to_owned(),
                    heading: passage.heading.clone(),
                    place: passage.place,
                    in_part,
                    reason,
                });
            }
        }
        let has_figure = !figures.is_empty();
        let is_known = parsed.names_an_indicator();
        let subject = parsed.subject();
        if !before.is_in_row {
            self.before.subject = subject.or(before.subject.filter(|_| !has_figure || is_known));
        }
    }

    /// Rules on what a sentence says of inspections.
    fn inspections(&mut self, passage: &Passage, parsed: &ParsedSentence<'_>, text: &str) {
        if !inspection_claims::may_be(text) {
            return;
        }
        let reference = self.judge.reference;
        let judgements = self.judgements.get_or_insert_with(|| {
            // Those compiled in are read by a test.
            reference.judgements().unwrap_or_default()
        });
        let found = inspection_claims::ruling(parsed, text, reference, judgements);
        self.report.remarks.extend(found.map(|ruling| Remark {
            verdict: ruling.verdict,
            sentence: text.to_owned(),
            heading: passage.heading.clone(),
            place: passage.place,
            is_cell: false,
            is_undated: false,
            indicator: OF_INSPECTIONS.to_owned(),
            area: ruling.area,
            topic: ClaimTopic::Inspection,
            period: ruling.period,
            says: ruling.says,
            shown: ruling.shown,
        }));
    }

    fn cell(&mut self, passage: &Passage, heads: &CellHeads) {
        let cell = lexemes(&passage.text);
        let has_figure = cell
            .iter()
            .any(|lexeme| lexeme.number().is_some() || matches!(lexeme, Lexeme::Ordinal(_)));
        let judge = &*self.judge;
        let of_table = (heads, self.caption.as_str());
        let claim = cell_claims::claim(&passage.text, of_table, self.names, &self.before, |id| {
            judge.unit(id)
        });
        let sentence = [heads.row.join(", ").as_str(), heads.column.as_str()]
            .iter()
            .filter(|head| !head.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        let sentence = format!("{sentence}: {}", passage.text);
        let is_read = claim.is_some();
        let decided = self.decide(passage, (&sentence, true), claim);
        if !has_figure && decided.lexemes.is_empty() {
            return;
        }
        let reason = match (decided.lexemes.is_empty(), decided.without_figure) {
            (false, _) => None,
            (true, Some(why)) => Some(why),
            (true, None) if is_read => Some("the data has nothing to check it against".to_owned()),
            (true, None) => Some(
                "its row and its column do not say, in one way only, which indicator, whose figure and when"
                    .to_owned(),
            ),
        };
        let left = reason.map(|reason| (false, reason));
        count(&mut self.report.in_cells, left.as_ref());
        if let (Some((_, reason)), PassagePlace::Cell { table, .. }) = (left, passage.place) {
            self.unchecked_cell(passage, table, (sentence, reason));
        }
    }

    /// Counts a cell that could not be checked among those of its table with the same reason.
    fn unchecked_cell(
        &mut self,
        passage: &Passage,
        table: usize,
        (sentence, reason): (String, String),
    ) {
        let first = UncheckedSentence {
            sentence,
            heading: passage.heading.clone(),
            place: passage.place,
            in_part: false,
            reason: reason.clone(),
        };
        self.unchecked_cells
            .entry((table, reason))
            .and_modify(|(count, _)| *count += 1)
            .or_insert((1, first));
    }

    /// Rules on claims, and keeps what is found.
    fn decide(
        &mut self,
        passage: &Passage,
        (sentence, is_cell): (&str, bool),
        claims: impl IntoIterator<Item = Claim>,
    ) -> DecidedClaims {
        let mut decided = DecidedClaims::default();
        for claim in claims {
            let Some(ruling) = verdict::on(self.judge, &claim) else {
                continue;
            };
            if ruling.verdict == ClaimVerdict::NotFound {
                decided.without_figure = Some(ruling.says.clone());
            } else {
                decided.lexemes.extend(&claim.covers);
            }
            self.report.remarks.push(Remark {
                verdict: ruling.verdict,
                sentence: sentence.to_owned(),
                heading: passage.heading.clone(),
                place: passage.place,
                is_cell,
                is_undated: self.before.lead.is_some() && claim.periods.is_empty(),
                indicator: claim.indicator,
                area: ruling.area,
                topic: topic(&claim.assertion, is_cell),
                period: ruling.period,
                says: ruling.says,
                shown: ruling.shown,
            });
        }
        decided
    }
}

/// What became of the claims of one sentence.
#[derive(Default)]
struct DecidedClaims {
    /// The lexemes that were checked.
    lexemes: BTreeSet<usize>,
    /// Why a claim could not be.
    without_figure: Option<String>,
}

fn count(counts: &mut CheckedCount, left: Option<&(bool, String)>) {
    counts.with_figures += 1;
    match left {
        None => counts.in_full += 1,
        Some((true, _)) => counts.in_part += 1,
        Some((false, _)) => {}
    }
}

/// Whether the text of a cell is a figure or a rank, and no sentence.
fn is_cell(text: &str) -> bool {
    lexemes(text).len() <= LONGEST_CELL && !text.ends_with('.')
}

/// A paragraph without its number: "5.1 The rate".
fn without_number(text: &str) -> &str {
    let number = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == 'A'))
        .unwrap_or(0);
    let (start, rest) = text.split_at(number);
    let is_number = start.contains('.')
        && start
            .trim_start_matches('A')
            .starts_with(|c: char| c.is_ascii_digit())
        && rest.starts_with(char::is_whitespace)
        && rest
            .trim_start()
            .starts_with(|c: char| c.is_uppercase() || c == '“');
    if is_number { rest.trim_start() } else { text }
}

/// Whether a text is a reference to a paragraph, such as "(A2.3)", or a place where somebody is to write: neither says anything.
fn is_a_note(text: &str) -> bool {
    let is_reference = text.strip_prefix('(').is_some_and(|inside| {
        let inside = inside.trim_end_matches(['.', ')']).trim_start_matches('A');
        !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    is_reference || text.contains("o be written by the ")
}

/// A sentence without the part that calls years unusual or missing: it makes no claim about a figure of those years. A course that leaves
/// years out "as unusual" is no such part.
fn without_unusual_years(text: &str) -> String {
    let is_note = |part: &str| {
        let part = part.trim_end_matches('.');
        let is_unusual = part.ends_with(" unusual") && !part.ends_with(" as unusual");
        is_unusual || part.ends_with(" missing")
    };
    let text = text.replace(" year missing, ", " year missing; ");
    let text = text.replace(" years missing, ", " years missing; ");
    let parts: Vec<&str> = text.split("; ").filter(|part| !is_note(part)).collect();
    parts.join("; ")
}
