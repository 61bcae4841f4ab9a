//! `yardstick lint`.

use super::args::{Format, Lint};
use super::lists::show;
use super::print;
use super::setting::{self, Setting};
use crate::error::Result;
use crate::finding::words::{Words, sentence_start};
use crate::lint::{ClaimVerdict, LintReport, Remark, most_named};
use crate::reference::Reference;
use crate::run::lint::{self as station, LintedPaper};
use crate::source::document::{self, PassagePlace};
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &Lint) -> Result<u8> {
    let reference = Reference::embedded()?;
    let passages = document::read(setting.world, &wanted.file)?;
    let home = match (&wanted.authority, setting.home()) {
        (None, None) => most_named(&reference, &passages),
        (named, _) => Some(setting.authority(&reference, named.as_deref())?),
    };
    let list = setting::list(&reference, wanted.list.as_deref())?;
    let paper = LintedPaper {
        passages: &passages,
        home,
        list,
        other: &setting.common.data,
        stored: setting.in_place(),
    };
    let (reading, checks) = station::make(setting.world, &reference, &paper)?;
    setting.tell(&checks);
    let speaker = Words {
        reference: &reference,
    };
    match setting.format() {
        Format::Table | Format::Html | Format::Ics => print::result(&prose(&reading, speaker)),
        _ => show(setting, &table(&reading, speaker)),
    }
    if !setting.common.quiet {
        match home {
            Some(area) => print::note(&format!("read as a paper of {}", speaker.name(area))),
            None => print::note(
                "it names no authority: only sentences that do are judged; --authority says whose paper it is",
            ),
        }
        print::note(&tally(&reading));
        if setting.common.data.is_empty()
            && reading
                .remarks
                .iter()
                .any(|remark| remark.verdict == ClaimVerdict::Differs)
        {
            print::note(
                "a figure that differs may have been revised: --data with the files of an earlier release tells",
            );
        }
    }
    Ok(
        if reading
            .remarks
            .iter()
            .any(|remark| remark.verdict.is_flag())
        {
            1
        } else {
            0
        },
    )
}

fn tally(reading: &LintReport) -> String {
    let count = |wanted: &dyn Fn(ClaimVerdict) -> bool| {
        reading
            .remarks
            .iter()
            .filter(|remark| wanted(remark.verdict))
            .count()
    };
    format!(
        "{} sentences read; {} claims held against the data: {} agree, {} flagged, {} without a figure of ours. Left alone: {} \
         sentences about known indicators that claim nothing we can hold against a figure, {} with figures about nothing we know",
        reading.sentences,
        reading.remarks.len(),
        count(&|verdict| verdict == ClaimVerdict::Agrees),
        count(&ClaimVerdict::is_flag),
        count(&|verdict| verdict == ClaimVerdict::NotFound),
        reading.unread,
        reading.about_others,
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
fn prose(reading: &LintReport, speaker: Words<'_>) -> String {
    let width = print::width().unwrap_or(110).min(110);
    let mut out = String::new();
    for remark in reading
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
            speaker.name(remark.area),
            place(remark)
        );
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", sentence_start(&head));
        let quoted = format!("“{}”", remark.sentence);
        for (label, line) in [
            ("it says", quoted.as_str()),
            ("the data", &remark.says),
            ("source", &source),
        ] {
            for (at, part) in print::wrap(line, width.saturating_sub(12))
                .iter()
                .enumerate()
                .filter(|(_, part)| !part.is_empty())
            {
                let _ = writeln!(out, "  {:<9} {part}", if at == 0 { label } else { "" });
            }
        }
        out.push('\n');
    }
    out
}

fn table(reading: &LintReport, speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("verdict", "Verdict"),
        Column::text("heading", "Heading"),
        Column::text("place", "Place"),
        Column::text("sentence", "Sentence"),
        Column::text("says", "What the data says"),
        Column::text("indicator", "Indicator"),
        Column::text("authority", "Authority"),
        Column::text("period", "Period"),
        Column::text("source", "Source"),
        Column::text("source_file", "File"),
        Column::whole("source_row", "Row"),
    ];
    let row = |remark: &Remark| {
        vec![
            text(remark.verdict.key()),
            text(&remark.heading),
            text(place(remark)),
            text(&remark.sentence),
            text(&remark.says),
            text(&remark.indicator),
            text(speaker.name(remark.area)),
            text(&remark.period),
            text(&remark.shown.source),
            text(&remark.shown.file),
            remark
                .shown
                .row
                .map_or(Cell::Empty, |row| Cell::Whole(i64::from(row))),
        ]
    };
    Table::bare(
        "lint",
        "What the paper says and what the data says".to_owned(),
        columns,
        reading.remarks.iter().map(row).collect(),
    )
}
