//! `yardstick calendar`.

use super::args::{CalendarArguments, CalendarFormat, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::theme;
use crate::run::calendar::{CalendarEntry, DueBasis, DueStatus, calendar};
use crate::run::outputs::resting;
use crate::table::cell::{count, day, optional, text, yes_or_no};
use crate::table::columns::TableColumns;
use crate::table::ics::{self, CalendarEvent};
use crate::table::{Cell, Table};
use crate::world::today;
use jiff::civil::Date;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &CalendarArguments) -> Result<u8> {
    let reference = setting.reference()?;
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
    let waits = if has_own {
        "Yours that wait"
    } else {
        "What waits"
    };
    let mut table = TableColumns::<&CalendarEntry>::new()
        .text("publication", "Publication", |line| text(&line.title))
        .text("state", "Stands", |line| text(line.status.word()))
        .text("due", "Due", |line| text(due_by(line)))
        .text("held", "Here is that of", |line| text(held(line)))
        .whole("indicators", "Indicators", |line| {
            count(line.indicators.len())
        })
        .text("waiting", waits, |line| text(waiting(line, has_own)))
        .table("calendar", title(today), lines);
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
    TableColumns::<&CalendarEntry>::new()
        .text("as_at", "As at", |_| text(today.to_string()))
        .text("publication", "Publication", |line| text(&line.key))
        .text("title", "Title", |line| text(&line.title))
        .text("publisher", "Publisher", |line| text(&line.publisher))
        .text("state", "State", |line| text(line.status.word()))
        .text("due_from", "Due from", |line| {
            day(line.due.map(|due| due.first))
        })
        .text("due_by", "Due by", |line| {
            day(line.due.and_then(|due| due.end.yesterday().ok()))
        })
        .text("said_by", "Said by", |line| {
            optional(line.due.map(|due| said_by(due.basis)))
        })
        .text("release", "Release here", |line| {
            optional(line.held.as_ref().map(|held| &held.release))
        })
        .text("published", "Published", |line| {
            day(line.held.as_ref().map(|held| held.day))
        })
        .text("by_tool", "In DfE’s tool", |line| {
            let held = line.held.as_ref();
            held.map_or(Cell::Empty, |held| yes_or_no(held.by_tool))
        })
        .text("themes", "Themes", |line| text(themes(line).join("; ")))
        .text("indicators", "Indicators", |line| {
            text(line.indicators.join("; "))
        })
        .text("papers", "Standard papers", |line| {
            text(line.papers.join("; "))
        })
        .text("own", "Yours", |line| text(line.own.join("; ")))
        .table("calendar", title(today), lines)
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
