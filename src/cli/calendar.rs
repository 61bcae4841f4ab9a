//! `yardstick calendar`.

use super::args::{CalendarArguments, CalendarFormat, TableFormat};
use super::lists::{optional, whole};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::theme;
use crate::reference::Reference;
use crate::run::calendar::{CalendarEntry, DueBasis, DueStatus, calendar};
use crate::run::outputs::resting;
use crate::table::cell::text;
use crate::table::ics::{self, CalendarEvent};
use crate::table::{Cell, Column, Table};
use crate::world::today;
use jiff::civil::Date;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &CalendarArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
    let area = match &wanted.authority {
        Some(name) => Some(setting.authority(&reference, Some(name))?),
        None => None,
    };
    let world = setting.world;
    let own = resting(world, &reference, setting.outputs(), setting.home(), area)?;
    let today = setting.as_at()?.unwrap_or_else(|| today(world));
    let lines = calendar(world, &reference, &setting.whole_store()?, today, &own)?;
    match wanted.format {
        CalendarFormat::Ics => print::result(&ics::write(
            "Children’s services figures",
            today,
            &lines.iter().filter_map(event).collect::<Vec<_>>(),
        ))?,
        CalendarFormat::Table => {
            setting.show(TableFormat::Table, &brief(&lines, today, !own.is_empty()))?;
        }
        CalendarFormat::Markdown => {
            setting.show(
                TableFormat::Markdown,
                &brief(&lines, today, !own.is_empty()),
            )?;
        }
        CalendarFormat::Csv => setting.show(TableFormat::Csv, &full(&lines, today))?,
        CalendarFormat::Json => setting.show(TableFormat::Json, &full(&lines, today))?,
    }
    Ok(0)
}

/// "27 November 2025"; "8 April 2026, in DfE’s tool".
fn held(line: &CalendarEntry) -> String {
    let Some(held) = &line.held else {
        return String::new();
    };
    let by = if held.by_tool {
        ", in DfE’s tool"
    } else {
        ""
    };
    format!("{}{by}", held.day.strftime("%-d %B %Y"))
}

fn said_by(basis: DueBasis) -> &'static str {
    match basis {
        DueBasis::Announced => "announced",
        DueBasis::UsualMonth => "usual month",
    }
}

fn themes(line: &CalendarEntry) -> Vec<String> {
    line.themes.iter().map(|key| theme(key)).collect()
}

/// "November 2026 (usual month)", "26 November 2026 (announced)".
fn due_by(line: &CalendarEntry) -> String {
    match line.due {
        Some(due) => format!("{} ({})", due.in_words(), said_by(due.basis)),
        None => String::new(),
    }
}

/// Which of the officer's own outputs wait for it; where there are none, how many of the standard papers would.
fn waiting(line: &CalendarEntry, has_own: bool) -> String {
    match line.papers.len() {
        _ if has_own => {
            let names: Vec<String> = line.own.iter().map(|path| file_name(path)).collect();
            names.join(", ")
        }
        0 => String::new(),
        1 => "1 standard paper".to_owned(),
        many => format!("{many} standard papers"),
    }
}

fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn brief(lines: &[CalendarEntry], today: Date, has_own: bool) -> Table {
    let columns = vec![
        Column::text("publication", "Publication"),
        Column::text("state", "Stands"),
        Column::text("due", "Due"),
        Column::text("held", "Here is that of"),
        Column::whole("indicators", "Indicators"),
        Column::text(
            "waiting",
            if has_own {
                "Yours that wait"
            } else {
                "What waits"
            },
        ),
    ];
    let rows = lines.iter().map(|line| {
        vec![
            text(&line.title),
            text(line.status.word()),
            text(due_by(line)),
            text(held(line)),
            whole(line.indicators.len()),
            text(waiting(line, has_own)),
        ]
    });
    let mut table = Table::bare("calendar", title(today), columns, rows.collect());
    if lines.iter().any(|line| line.status == DueStatus::Overdue) {
        table
            .notes
            .push("Overdue here: “yardstick refresh” looks for it; “yardstick import FILE” takes it in by hand.".to_owned());
    }
    table
}

fn title(today: Date) -> String {
    format!(
        "What is published when, as at {}",
        today.strftime("%-d %B %Y")
    )
}

fn full(lines: &[CalendarEntry], today: Date) -> Table {
    let names = [
        ("as_at", "As at"),
        ("publication", "Publication"),
        ("title", "Title"),
        ("publisher", "Publisher"),
        ("state", "State"),
        ("due_from", "Due from"),
        ("due_by", "Due by"),
        ("said_by", "Said by"),
        ("release", "Release here"),
        ("published", "Published"),
        ("by_tool", "In DfE’s tool"),
        ("themes", "Themes"),
        ("indicators", "Indicators"),
        ("papers", "Standard papers"),
        ("own", "Yours"),
    ];
    let columns = names
        .map(|(name, title)| Column::text(name, title))
        .to_vec();
    Table::bare(
        "calendar",
        title(today),
        columns,
        lines.iter().map(|line| full_row(line, today)).collect(),
    )
}

fn full_row(line: &CalendarEntry, today: Date) -> Vec<Cell> {
    let here = line.held.as_ref();
    vec![
        text(today.to_string()),
        text(&line.key),
        text(&line.title),
        text(&line.publisher),
        text(line.status.word()),
        optional(line.due.map(|due| due.first)),
        optional(line.due.and_then(|due| due.end.yesterday().ok())),
        optional(line.due.map(|due| said_by(due.basis))),
        optional(here.map(|held| &held.release)),
        optional(here.map(|held| held.day)),
        optional(here.map(|held| if held.by_tool { "yes" } else { "no" })),
        text(themes(line).join("; ")),
        text(line.indicators.join("; ")),
        text(line.papers.join("; ")),
        text(line.own.join("; ")),
    ]
}

/// The dates of a publication that is due.
fn event(line: &CalendarEntry) -> Option<CalendarEvent> {
    let due = line.due?;
    let announced = due.basis == DueBasis::Announced;
    let late = if line.status == DueStatus::Overdue {
        " (not taken in yet)"
    } else {
        ""
    };
    let mut description = vec![if announced {
        format!("{} says it comes out at this time.", line.publisher)
    } else {
        format!(
            "{} usually publishes it in this month; the day is not known here.",
            line.publisher
        )
    }];
    let listed = [
        ("Themes", themes(line)),
        ("Standard papers", line.papers.clone()),
        ("Your papers", line.own.clone()),
    ];
    description.extend(
        listed
            .iter()
            .filter(|(_, all)| !all.is_empty())
            .map(|(what, all)| format!("{what}: {}.", all.join(", "))),
    );
    Some(CalendarEvent {
        // The year alone: a day that is announced, or put off by a month, moves the event.
        uid: format!("{}-{}", line.key, due.first.year()),
        first: due.first,
        end: due.end,
        summary: format!("{}{late}", line.title),
        description: description.join("\n"),
        categories: themes(line),
        confirmed: announced,
    })
}
