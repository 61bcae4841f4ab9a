//! `yardstick lint`.

use super::args::{LintArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::{Prose, sentence_start};
use crate::inputs::Messages;
use crate::inputs::load::phrases;
use crate::inputs::named::neighbour_list;
use crate::lint::{ClaimVerdict, LintReport, Remark};
use crate::reference::Reference;
use crate::run::lint::{LintOrder, LintOutcome, lint};
use crate::source::document::PassagePlace;
use crate::table::Table;
use crate::table::cell::{text, whole};
use crate::table::columns::TableColumns;
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &LintArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
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
    match wanted.format {
        TableFormat::Table => print::result(&text_of(&report, prose))?,
        format => setting.show(format, &table(&report, prose))?,
    }
    tell(setting, &report, area.map(|area| prose.name(area)));
    let is_flagged = report.remarks.iter().any(|remark| remark.verdict.is_flag());
    Ok(u8::from(is_flagged))
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

fn tally(report: &LintReport) -> String {
    let verdicts: Vec<ClaimVerdict> = report.remarks.iter().map(|of| of.verdict).collect();
    let agree = verdicts
        .iter()
        .filter(|of| **of == ClaimVerdict::Agrees)
        .count();
    let flagged = verdicts.iter().filter(|of| of.is_flag()).count();
    let not_found = verdicts
        .iter()
        .filter(|of| **of == ClaimVerdict::NotFound)
        .count();
    format!(
        "{} sentences read; {} claims held against the data: {agree} agree, {flagged} flagged, {not_found} without a figure of ours. \
         Left alone: {} sentences about known indicators that claim nothing we can hold against a figure, {} with figures about \
         nothing we know",
        report.sentences,
        verdicts.len(),
        report.unread,
        report.about_others,
    )
}

fn place(remark: &Remark) -> String {
    match remark.place {
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
        let source = match (remark.shown.source.as_str(), remark.shown.row) {
            ("", _) => String::new(),
            (source, Some(row)) => format!("{source}: {}, row {row}", remark.shown.file),
            (source, None) => source.to_owned(),
        };
        let head = format!(
            "{}: {}, {} ({}{under})",
            remark.verdict.key(),
            remark.indicator,
            prose.name(remark.area),
            place(remark)
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

fn table(report: &LintReport, prose: Prose<'_>) -> Table {
    TableColumns::<&Remark>::new()
        .text("verdict", "Verdict", |of| text(of.verdict.key()))
        .text("heading", "Heading", |of| text(&of.heading))
        .text("place", "Place", |of| text(place(of)))
        .text("sentence", "Sentence", |of| text(&of.sentence))
        .text("says", "What the data says", |of| text(&of.says))
        .text("indicator", "Indicator", |of| text(&of.indicator))
        .text("authority", "Authority", |of| text(prose.name(of.area)))
        .text("period", "Period", |of| text(&of.period))
        .text("source", "Source", |of| text(&of.shown.source))
        .text("source_file", "File", |of| text(&of.shown.file))
        .whole("source_row", "Row", |of| whole(of.shown.row))
        .table(
            "lint",
            "What the paper says and what the data says",
            &report.remarks,
        )
}
