//! `yardstick calendar`.

use super::args::{Calendar, Format};
use super::lists::show;
use super::setting::{Output, Setting};
use super::{paper, print, profile};
use crate::error::Result;
use crate::finding::words::theme;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::run::calendar::{CalendarEntry, DueBasis, DueStatus, OwnOutput, calendar, today};
use crate::run::load;
use crate::run::paper::rests_on;
use crate::table::cell::text;
use crate::table::ics::{self, CalendarEvent};
use crate::table::{Cell, Column, Table};
use jiff::civil::Date;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &Calendar) -> Result<u8> {
    let reference = Reference::embedded()?;
    let area = match &wanted.authority {
        Some(name) => Some(setting.authority(&reference, Some(name))?),
        None => None,
    };
    let own = own(setting, &reference, area)?;
    let today = setting.as_at()?.unwrap_or_else(|| today(setting.world));
    let lines = calendar(
        setting.world,
        &reference,
        &setting.whole_store()?,
        today,
        &own,
    )?;
    match setting.format() {
        Format::Ics => print::result(&ics::write(
            "Children’s services figures",
            today,
            &events(&lines),
        )),
        Format::Table | Format::Markdown => show(setting, &brief(&lines, today, !own.is_empty())),
        Format::Csv | Format::Json | Format::Html => show(setting, &full(&lines, today)),
    }
    Ok(0)
}

/// Papers and profiles of `yardstick.toml`, with the indicators they rest on.
fn own(setting: &Setting<'_>, reference: &Reference, area: Option<Area>) -> Result<Vec<OwnOutput>> {
    let whose = |output: &Output| {
        let name = output.authority.as_deref().or(setting.home());
        name.map(|name| load::authority(reference, name).map(|(area, _)| area))
            .transpose()
    };
    let mut all = Vec::new();
    for output in setting.outputs() {
        if area.is_some() && whose(output)? != area {
            continue;
        }
        let name = output
            .out
            .first()
            .map(|path| path.display().to_string())
            .unwrap_or_default();
        let rests = match &output.paper {
            Some(paper) => rests_on(reference, &paper::definition(setting, paper)?.0)?,
            None => profile::indicators(reference, &output.theme, &output.indicator)?,
        };
        all.push((name, rests));
    }
    Ok(all)
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

fn said_by(line: &CalendarEntry) -> &'static str {
    match line.due.map(|due| due.basis) {
        Some(DueBasis::Announced) => "announced",
        Some(DueBasis::UsualMonth) => "usual month",
        None => "",
    }
}

fn due(line: &CalendarEntry) -> String {
    line.due.map(|due| due.in_words()).unwrap_or_default()
}

fn themes(line: &CalendarEntry) -> Vec<String> {
    line.themes.iter().map(|key| theme(key)).collect()
}

/// "November 2026 (usual month)", "26 November 2026 (announced)".
fn due_by(line: &CalendarEntry) -> String {
    if line.due.is_some() {
        format!("{} ({})", due(line), said_by(line))
    } else {
        String::new()
    }
}

/// What of the officer's own waits for it; where nothing is kept up to date here, how many of the standard papers would.
fn waiting(line: &CalendarEntry, has_own: bool) -> String {
    let name = |path: &String| {
        Path::new(path)
            .file_name()
            .map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned())
    };
    match line.papers.len() {
        _ if has_own => line.own.iter().map(name).collect::<Vec<_>>().join(", "),
        0 => String::new(),
        1 => "1 standard paper".to_owned(),
        many => format!("{many} standard papers"),
    }
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
    let row = |line: &CalendarEntry| {
        vec![
            text(&line.title),
            text(line.status.word()),
            text(due_by(line)),
            text(held(line)),
            Cell::Whole(i64::try_from(line.indicators.len()).unwrap_or(i64::MAX)),
            text(waiting(line, has_own)),
        ]
    };
    let mut table = Table::bare(
        "calendar",
        title(today),
        columns,
        lines.iter().map(row).collect(),
    );
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
    let day = |day: Option<Date>| text(day.map(|day| day.to_string()).unwrap_or_default());
    let row = |line: &CalendarEntry| {
        let here = line.held.as_ref();
        vec![
            text(today.to_string()),
            text(&line.key),
            text(&line.title),
            text(&line.publisher),
            text(line.status.word()),
            day(line.due.map(|due| due.first)),
            day(line.due.and_then(|due| due.end.yesterday().ok())),
            text(said_by(line)),
            text(here.map(|held| held.release.clone()).unwrap_or_default()),
            day(here.map(|held| held.day)),
            text(
                here.map(|held| if held.by_tool { "yes" } else { "no" })
                    .unwrap_or_default(),
            ),
            text(themes(line).join("; ")),
            text(line.indicators.join("; ")),
            text(line.papers.join("; ")),
            text(line.own.join("; ")),
        ]
    };
    Table::bare(
        "calendar",
        title(today),
        columns,
        lines.iter().map(row).collect(),
    )
}

fn events(lines: &[CalendarEntry]) -> Vec<CalendarEvent> {
    let event = |line: &CalendarEntry| {
        let due = line.due?;
        let announced = due.basis == DueBasis::Announced;
        let late = if line.status == DueStatus::Overdue {
            " (not taken in yet)"
        } else {
            ""
        };
        let mut said = vec![if announced {
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
        said.extend(
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
            description: said.join("\n"),
            categories: themes(line),
            confirmed: announced,
        })
    };
    lines.iter().filter_map(event).collect()
}
