//! “Since the last report”: which figures are newer or were revised, which places moved, which statements read otherwise, and what came of
//! what was asked of the service. The manifest of the last report is held against the entries of this one.

use super::PaperInputs;
use super::entry::ManifestEntry;
use super::fit::{DraftSection, WeighedBlock};
use super::last_report::LastReport;
use super::ledger::{self, Ledger};
use super::parts::{Stock, tabular};
use super::told::{self, ChangedStatement, ToldFigure};
use crate::compare::peers::PlaceOf;
use crate::compare::{Comparison, PrintedSide};
use crate::error::Result;
use crate::finding::narrative::clause_kind;
use crate::finding::prose::meetings::{self, FigureThen, MovedPlace};
use crate::finding::prose::{papers, sentence_start};
use crate::observation::indicator::Indicator;
use crate::observation::reading::Reading;
use crate::paper::definition::Placeholder;
use crate::paper::{Block, TextSpan};
use crate::table::Table;
use crate::table::cell::text;
use crate::table::claims::PARAGRAPH;
use crate::table::columns::TableColumns;
use crate::world;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many indicators with news stay in the paper; the others may leave it, as may the statements beside each other.
const KEPT: usize = 8;
const OF_MORE: u32 = 14;
const OF_STATEMENTS: u32 = 13;
const OF_QUESTIONS: u32 = 30;

/// Adds the section right after the summary, where there is a last report.
///
/// # Errors
/// Usage: the last report is of another authority or another paper.
pub(super) fn add(
    drafts: &mut Vec<DraftSection>,
    order: &PaperInputs<'_>,
    stock: &Stock<'_>,
    ledger: &mut Ledger,
) -> Result<()> {
    let Some(last) = order.since else {
        return Ok(());
    };
    let (name, definition) = (stock.prose().name(order.area), order.definition);
    last.fits(order.area, name, &definition.title)?;
    let comparing = SinceThen { last, stock };
    let made = comparing.section(ledger);
    let summary = drafts
        .first()
        .is_some_and(|first| first.heading == papers::SUMMARY);
    let place = format!("{{{}}}", Placeholder::Summary.word());
    let placed = definition
        .sections
        .iter()
        .position(|section| section.text.contains(&place));
    let at = if summary { Some(0) } else { placed };
    drafts.insert(at.map_or(0, |at| at + 1).min(drafts.len()), made);
    Ok(())
}

/// This paper beside the last report.
struct SinceThen<'a> {
    last: &'a LastReport,
    stock: &'a Stock<'a>,
}

/// Something new about a figure.
struct SincePoint {
    change: &'static str,
    text: String,
    evidence: Value,
}

impl SinceThen<'_> {
    fn section(&self, ledger: &mut Ledger) -> DraftSection {
        let manifest = &self.last.manifest;
        let then = told::figures(manifest.entries.iter());
        let compared = self.stock.tokens.compared.iter();
        let points: Vec<(&Comparison<'_>, Vec<SincePoint>)> = compared
            .filter_map(|c| {
                let id = &c.indicator.id;
                let points = self.points(c, then.get(id)?);
                (!points.is_empty()).then_some((c, points))
            })
            .collect();
        let statements = self.statements(ledger);
        let is_new = !(points.is_empty() && statements.is_empty());
        let mut parts = vec![self.opening(is_new, ledger)];
        parts.extend(self.bullets(points, ledger));
        if !statements.is_empty() {
            parts.extend(self.statement_parts(&statements, ledger));
        }
        parts.extend(self.question_parts(ledger));
        DraftSection {
            heading: meetings::SINCE.to_owned(),
            parts,
        }
    }

    /// What the last report rested on; or that nothing is new.
    fn opening(&self, is_new: bool, ledger: &mut Ledger) -> WeighedBlock {
        let day = self.last.data_day();
        let date = self.last.meeting_day();
        let phrases = self.stock.phrases;
        let text = phrases.since_last(date.as_deref(), day.as_deref(), is_new);
        let change = if is_new { "last" } else { "nothing" };
        let evidence =
            json!({ "manifest": world::slashed(&self.last.path), "date": date, "data": day });
        plain(vec![whole(change, text, evidence, ledger)])
    }

    /// What is new of one indicator.
    fn points(&self, c: &Comparison<'_>, then: &ToldFigure) -> Vec<SincePoint> {
        let phrases = self.stock.phrases;
        let is_same_period = then.period == c.period.label;
        let then_at = c.panel.column_where(|period| period.label == then.period);
        let year = then_at.map_or_else(
            || then.period.clone(),
            |column| c.panel.period(column).short(),
        );
        let figure = FigureThen {
            year: &year,
            value: then.value,
            reason: &then.status,
        };
        let mut found = Vec::new();
        if !is_same_period {
            let newer = then_at.is_none_or(|column| c.panel.period(column).end < c.period.end);
            let text = phrases.since_new(c, &figure, newer);
            found.push(self.point(if newer { "new" } else { "other" }, text, c, then));
        }
        let again = then_at.map(|column| c.panel.reading(column, c.area));
        if let Some(reading) = again.filter(|reading| is_revised(c.indicator, then, *reading)) {
            let text = phrases.since_revised(c, &figure, reading);
            found.push(self.point("revised", text, c, then));
        }
        let moved = moved(c, then);
        if !moved.is_empty() {
            let text = phrases.since_moved(c, &moved);
            found.push(self.point("moved", text, c, then));
        }
        found
    }

    fn point(
        &self,
        change: &'static str,
        text: String,
        c: &Comparison<'_>,
        then: &ToldFigure,
    ) -> SincePoint {
        let now = json!({
            "indicator": c.indicator.id,
            "la_code": c.area.la_code(),
            "period": c.period.label,
            "value": c.reading.value(),
            "england": c.comparable_england(),
            "neighbours_mean": c.comparable_neighbours().map(|spread| spread.mean),
            "origin": ledger::published_row(c.panel, c.at, c.area),
        });
        SincePoint {
            change,
            text,
            evidence: json!({ "last": then.object(), "now": now }),
        }
    }

    /// A bullet an indicator, those whose place moved or whose past was revised first.
    fn bullets(
        &self,
        mut points: Vec<(&Comparison<'_>, Vec<SincePoint>)>,
        ledger: &mut Ledger,
    ) -> Vec<WeighedBlock> {
        points.sort_by_key(|(_, points)| std::cmp::Reverse(points.len()));
        let mut items: Vec<Vec<TextSpan>> = points
            .into_iter()
            .map(|(c, points)| {
                let mut item = vec![TextSpan {
                    strong: true,
                    ..TextSpan::text(format!("{}:", sentence_start(&c.indicator.short)))
                }];
                for point in points {
                    item.push(TextSpan::text(" "));
                    item.push(ledger.span(ManifestEntry::Since {
                        change: point.change.to_owned(),
                        indicator: Some(c.indicator.id.clone()),
                        period: Some(c.period.label.clone()),
                        text: point.text,
                        evidence: point.evidence,
                    }));
                }
                item
            })
            .collect();
        let more = items.split_off(KEPT.min(items.len()));
        let mut parts = Vec::new();
        if !items.is_empty() {
            parts.push(WeighedBlock::fixed(Block::Bullets(items)));
        }
        if !more.is_empty() {
            parts.push(WeighedBlock::weighing(OF_MORE, Block::Bullets(more)));
        }
        parts
    }

    /// Statements that read otherwise, in the order of the paper's indicators.
    fn statements(&self, ledger: &Ledger) -> Vec<ChangedStatement> {
        let then = self.last.manifest.entries.iter().map(|(_, entry)| entry);
        let mut found = told::changed(then, ledger.iter());
        let compared = self.stock.tokens.compared;
        found.sort_by_key(|of| {
            compared
                .iter()
                .position(|c| c.indicator.id == of.indicator)
                .unwrap_or(usize::MAX)
        });
        found
    }

    fn statement_parts(
        &self,
        statements: &[ChangedStatement],
        ledger: &mut Ledger,
    ) -> Vec<WeighedBlock> {
        let many = statements.len();
        let said = self.stock.phrases.since_statements(many);
        let evidence = json!({ "statements": many });
        let cell = |said: &str| text(if said.is_empty() { "not said" } else { said });
        let table = TableColumns::<&ChangedStatement>::new()
            .text("indicator", "Indicator", |row| {
                text(self.name(&row.indicator))
            })
            .text("about", "About", |row| text(clause_kind::about(&row.kind)))
            .text("then", "In the last report", move |row| cell(&row.then))
            .text("now", "Now", move |row| cell(&row.now))
            .table("statements", meetings::STATEMENTS, statements);
        vec![
            plain(vec![whole("statements", said, evidence, ledger)]),
            placed(OF_STATEMENTS, table, ledger),
        ]
    }

    /// What was asked of the service, and what came of it.
    fn question_parts(&self, ledger: &mut Ledger) -> Vec<WeighedBlock> {
        let entries = || self.last.manifest.entries.iter().map(|(_, entry)| entry);
        let asked = told::questions(entries());
        if asked.is_empty() {
            return Vec::new();
        }
        let then = told::answers(entries());
        let now: BTreeMap<String, String> = told::answers(ledger.iter())
            .into_iter()
            .map(|(id, said)| (id.to_owned(), said))
            .collect();
        let again: Vec<String> = told::questions(ledger.iter())
            .into_iter()
            .map(|(id, _)| id.to_owned())
            .collect();
        let answered = asked.iter().filter(|(id, _)| now.contains_key(*id)).count();
        let said = self.stock.phrases.since_questions(asked.len(), answered);
        let evidence = json!({ "asked": asked.len(), "answered": answered });
        let outcome = |id: &str| {
            let (then, now) = (then.get(id), now.get(id));
            let is_asked = again.iter().any(|of| of == id);
            meetings::outcome(then.map(String::as_str), now.map(String::as_str), is_asked)
        };
        let table = TableColumns::<(&str, &str)>::new()
            .text(PARAGRAPH, "Paragraph", |(id, _)| text(*id))
            .text("indicator", "Indicator", |(id, _)| text(self.name(id)))
            .text("asked", "Asked", |(_, asked)| text(*asked))
            .text("outcome", "What came of it", |(id, _)| text(outcome(id)))
            .table("asked", meetings::ASKED, asked.iter().copied());
        vec![
            plain(vec![whole("questions", said, evidence, ledger)]),
            placed(OF_QUESTIONS, table, ledger),
        ]
    }

    /// An indicator as people know it.
    fn name(&self, id: &str) -> String {
        let compared = self.stock.tokens.compared.iter();
        let known = compared
            .map(|c| c.indicator)
            .find(|indicator| indicator.id == id)
            .map(|indicator| indicator.short.clone());
        let listed = || {
            let catalogue = &self.stock.prose().reference.catalogue;
            catalogue.get(id).map(|entry| entry.short.clone())
        };
        known.or_else(listed).unwrap_or_else(|| id.to_owned())
    }
}

/// Whether the publisher gives another figure for the period that the last report told.
fn is_revised(indicator: &Indicator, then: &ToldFigure, now: Reading) -> bool {
    match (then.value, now.value()) {
        (Some(then), Some(now)) => indicator.printed(then) != indicator.printed(now),
        (None, None) => false,
        // What no entry of the last report gave is not known to have been otherwise.
        (None, Some(_)) => !then.status.is_empty(),
        (Some(_), None) => true,
    }
}

/// The places of a figure that are others than in the last report.
fn moved(c: &Comparison<'_>, then: &ToldFigure) -> Vec<MovedPlace> {
    let mut found = Vec::new();
    let side_then = |other: Option<f64>| Some(side(c.indicator, then.value?, other?));
    let england = c.comparable_england().and_then(|england| c.side(england));
    let mean = c
        .comparable_neighbours()
        .and_then(|spread| c.side(spread.mean));
    let sides = side_then(then.england).zip(england);
    found.extend(
        sides
            .filter(|(then, now)| then != now)
            .map(|(then, now)| MovedPlace::England(then, now)),
    );
    let sides = side_then(then.mean).zip(mean);
    found.extend(
        sides
            .filter(|(then, now)| then != now)
            .map(|(then, now)| MovedPlace::Neighbours(then, now)),
    );
    let ranks = then.rank.zip(c.comparable_rank());
    found.extend(
        ranks
            .filter(|((then, _), now)| then.rank != now.place.rank)
            .map(|((place, of), now)| {
                let order = now.order;
                MovedPlace::Rank(PlaceOf { place, of, order }, *now)
            }),
    );
    found
}

fn side(indicator: &Indicator, own: f64, other: f64) -> PrintedSide {
    let (own, other) = (indicator.printed(own), indicator.printed(other));
    if own > other {
        PrintedSide::Above
    } else if own < other {
        PrintedSide::Below
    } else {
        PrintedSide::Level
    }
}

/// A sentence about the report as a whole.
fn whole(change: &str, text: String, evidence: Value, ledger: &mut Ledger) -> TextSpan {
    ledger.span(ManifestEntry::Since {
        change: change.to_owned(),
        indicator: None,
        period: None,
        text,
        evidence,
    })
}

fn plain(text: Vec<TextSpan>) -> WeighedBlock {
    WeighedBlock::fixed(Block::Plain(text))
}

fn placed(weight: u32, table: Table, ledger: &mut Ledger) -> WeighedBlock {
    let caption = table.title.clone();
    WeighedBlock::weighing(weight, tabular(caption, table, Vec::new(), ledger))
}
