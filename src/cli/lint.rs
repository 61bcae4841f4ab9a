//! `yardstick lint`.

use super::args::{LintArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::{Prose, sentence_start};
use crate::inputs::Messages;
use crate::inputs::load::phrases;
use crate::inputs::named::neighbour_list;
use crate::lint::{
    CheckedCount, ClaimVerdict, EvidenceRow, LintReport, OmittedFacts, Remark, UncheckedSentence,
};
use crate::run::lint::{LintOrder, LintOutcome, lint};
use crate::source::document::PassagePlace;
use crate::table::Table;
use crate::table::cell::{text, whole};
use crate::table::columns::TableColumns;
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &LintArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let area = match (&wanted.authority, setting.home()) {
        (None, None) => None,
        (named, _) => Some(setting.authority(&reference, named.as_deref())?),
    };
    let order = LintOrder {
        file: &wanted.file,
        area,
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        other: &setting.common.data,
        stored: setting.in_place(),
        phrases: &phrases(setting.world, wanted.phrases.as_deref())?,
    };
    let LintOutcome { report, area } = lint(setting.world, &reference, &order, setting)?;
    let prose = Prose {
        reference: &reference,
    };
    tell(setting, &report, area.map(|area| prose.said_name(area)));
    match wanted.format {
        TableFormat::Table => {
            print::result(&text_of(&report, prose))?;
            print::result(&unchecked_text(&report))?;
            print::result(&omissions_text(&report))?;
        }
        format => setting.show(format, &table(&report, prose))?,
    }
    let is_flagged = report.remarks.iter().any(|remark| remark.verdict.is_flag());
    let is_short = wanted.omissions && !report.omissions.is_empty();
    Ok(u8::from(is_flagged || is_short))
}

/// Whose paper it was taken for, and what was read and judged.
fn tell(setting: &Setting<'_>, report: &LintReport, home: Option<&str>) {
    match home {
        Some(name) => setting.note(&format!("read as a paper of {name}")),
        None => setting.note(
            "it names no authority: only sentences that do are judged; --authority says whose paper it is",
        ),
    }
    setting.note(&tally(report));
    let differs = report
        .remarks
        .iter()
        .any(|remark| remark.verdict == ClaimVerdict::Differs);
    if setting.common.data.is_empty() && differs {
        setting.note(
            "a figure that differs may have been revised: --data with the files of an earlier release tells",
        );
    }
}

/// How much could be checked, first of all: "0 flagged" says nothing without it.
fn tally(report: &LintReport) -> String {
    let flagged = |count: CheckedCount| match count.checked() {
        0 => String::new(),
        _ => format!(" ({} flagged)", count.flagged),
    };
    let told = |count: CheckedCount, one: &str, many: &str| {
        let noun = if count.with_figures == 1 { one } else { many };
        let part = match count.in_part {
            0 => String::new(),
            part => format!(", {part} of them in part"),
        };
        let left = match count.unchecked() {
            0 => String::new(),
            left => format!("; {left} could not"),
        };
        format!(
            "{} {noun} with figures: {} could be checked{part}{}{left}",
            count.with_figures,
            count.checked(),
            flagged(count)
        )
    };
    let mut said = told(report.in_sentences, "sentence", "sentences");
    if report.in_cells.with_figures > 0 {
        said = format!(
            "{said}. {}",
            told(report.in_cells, "cell of tables", "cells of tables")
        );
    }
    if report.unchecked.is_empty() {
        said
    } else {
        format!("{said}. What could not, and why, is listed")
    }
}

fn place(place: PassagePlace) -> String {
    match place {
        PassagePlace::Paragraph(number) => format!("paragraph {number}"),
        PassagePlace::Cell { table, row } => format!("table {table}, row {row}"),
        PassagePlace::Footnote(number) => format!("footnote {number}"),
    }
}

/// What is flagged or not found, one below another: sentences are too long for a table in a terminal.
fn text_of(report: &LintReport, prose: Prose<'_>) -> String {
    let width = print::width_up_to(110);
    let mut out = String::new();
    for remark in report
        .remarks
        .iter()
        .filter(|remark| remark.verdict != ClaimVerdict::Agrees)
    {
        let under = if remark.heading.is_empty() {
            String::new()
        } else {
            format!(", under “{}”", remark.heading)
        };
        let source = source_of(&remark.shown);
        let head = format!(
            "{}: {}, {} ({}{under})",
            remark.verdict.key(),
            remark.indicator,
            prose.name(remark.area),
            place(remark.place)
        );
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", sentence_start(&head));
        let quoted = format!("“{}”", remark.sentence);
        for (label, line) in [
            ("  it says   ", quoted.as_str()),
            ("  the data  ", &remark.says),
            ("  source    ", &source),
        ] {
            out.push_str(&print::labelled(label, line, width));
        }
        out.push('\n');
    }
    out
}

/// Release, file and row of a figure.
fn source_of(shown: &EvidenceRow) -> String {
    match (shown.source.as_str(), shown.row) {
        ("", _) => String::new(),
        (source, Some(row)) => format!("{source}: {}, row {row}", shown.file),
        (source, None) => source.to_owned(),
    }
}

/// The names of the facts that are left out.
fn facts_of(omitted: &OmittedFacts) -> String {
    let names: Vec<&str> = omitted.facts.iter().map(|fact| fact.key()).collect();
    names.join(", ")
}

/// The weighty facts that the paper leaves out, each with the sentence that would say it.
fn omissions_text(report: &LintReport) -> String {
    let width = print::width_up_to(110);
    let mut out = String::new();
    for omitted in &report.omissions {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "Not mentioned: {} ({})",
            omitted.indicator,
            facts_of(omitted)
        );
        for (label, line) in [
            ("  the data  ", &omitted.sentence),
            ("  source    ", &source_of(&omitted.shown)),
        ] {
            out.push_str(&print::labelled(label, line, width));
        }
        out.push('\n');
    }
    out
}

/// What could not be checked, each with the reason.
fn unchecked_text(report: &LintReport) -> String {
    let width = print::width_up_to(110);
    let mut out = String::new();
    for one in &report.unchecked {
        let head = if one.in_part {
            "Checked in part"
        } else {
            "Not checked"
        };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{head} ({})", place(one.place));
        for (label, line) in [
            ("  it says   ", format!("“{}”", one.sentence)),
            ("  because   ", one.reason.clone()),
        ] {
            out.push_str(&print::labelled(label, &line, width));
        }
        out.push('\n');
    }
    out
}

/// A row of the table: how much could be checked, a claim with its verdict, or a sentence that could not be checked.
#[derive(Default)]
struct LintLine<'l> {
    verdict: &'l str,
    heading: &'l str,
    place: String,
    sentence: &'l str,
    says: &'l str,
    indicator: &'l str,
    authority: &'l str,
    period: &'l str,
    shown: Option<&'l EvidenceRow>,
    /// Which facts are not mentioned.
    omitted: String,
}

impl<'l> LintLine<'l> {
    fn of_remark(remark: &'l Remark, prose: Prose<'l>) -> LintLine<'l> {
        LintLine {
            verdict: remark.verdict.key(),
            heading: &remark.heading,
            place: place(remark.place),
            sentence: &remark.sentence,
            says: &remark.says,
            indicator: &remark.indicator,
            authority: prose.name(remark.area),
            period: &remark.period,
            shown: Some(&remark.shown),
            omitted: String::new(),
        }
    }

    fn of_omitted(omitted: &'l OmittedFacts, prose: Prose<'l>) -> LintLine<'l> {
        LintLine {
            verdict: "not-mentioned",
            says: &omitted.sentence,
            indicator: &omitted.indicator,
            authority: prose.name(omitted.area),
            period: &omitted.period,
            shown: Some(&omitted.shown),
            omitted: facts_of(omitted),
            ..LintLine::default()
        }
    }

    fn of_unchecked(one: &'l UncheckedSentence) -> LintLine<'l> {
        LintLine {
            verdict: if one.in_part {
                "checked-in-part"
            } else {
                "not-checked"
            },
            heading: &one.heading,
            place: place(one.place),
            sentence: &one.sentence,
            says: &one.reason,
            ..LintLine::default()
        }
    }
}

/// The first row says how much could be checked, the last rows what could not, and why, and what is not mentioned.
fn table(report: &LintReport, prose: Prose<'_>) -> Table {
    let tally = tally(report);
    let summary = LintLine {
        verdict: "summary",
        says: &tally,
        ..LintLine::default()
    };
    let remarks = report
        .remarks
        .iter()
        .map(|remark| LintLine::of_remark(remark, prose));
    let omitted = report
        .omissions
        .iter()
        .map(|omitted| LintLine::of_omitted(omitted, prose));
    let lines: Vec<LintLine<'_>> = std::iter::once(summary)
        .chain(remarks)
        .chain(report.unchecked.iter().map(LintLine::of_unchecked))
        .chain(omitted)
        .collect();
    let source = |of: &LintLine<'_>| {
        of.shown
            .map_or("", |shown| shown.source.as_str())
            .to_owned()
    };
    let file = |of: &LintLine<'_>| of.shown.map_or("", |shown| shown.file.as_str()).to_owned();
    TableColumns::<LintLine<'_>>::new()
        .text("verdict", "Verdict", |of| text(of.verdict))
        .text("heading", "Heading", |of| text(of.heading))
        .text("place", "Place", |of| text(&of.place))
        .text("sentence", "Sentence", |of| text(of.sentence))
        .text("says", "What the data says", |of| text(of.says))
        .text("indicator", "Indicator", |of| text(of.indicator))
        .text("authority", "Authority", |of| text(of.authority))
        .text("period", "Period", |of| text(of.period))
        .text("source", "Source", |of| text(source(of)))
        .text("source_file", "File", |of| text(file(of)))
        .whole("source_row", "Row", |of| {
            whole(of.shown.and_then(|shown| shown.row))
        })
        .text("omitted", "Not mentioned", |of| text(&of.omitted))
        .table("lint", "What the paper says and what the data says", lines)
}
