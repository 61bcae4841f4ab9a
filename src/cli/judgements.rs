//! `yardstick judgements`.

use super::args::{JudgementsArguments, TableFormat};
use super::compare::chart_request;
use super::print;
use super::setting::Setting;
use crate::composition::inspections::{self, InspectionsTold};
use crate::composition::judgements::{self as station, InspectorateReport, JudgementsOrder};
use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::finding::prose::judgements::day as in_words;
use crate::inputs::Messages;
use crate::inputs::named::neighbour_list;
use crate::reference::judgements::Judgements;
use crate::run::insight::write as write_charts;
use crate::table::{self, Table};
use serde_json::{Value, json};
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &JudgementsArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let question = JudgementsOrder {
        area,
        as_at: setting.as_at()?,
        list: neighbour_list(&reference, wanted.list.as_deref())?,
    };
    let (judgements, checks) = station::known(
        setting.world,
        &reference,
        &setting.common.data,
        setting.stored_now(),
    )?;
    setting.tell_checks(&checks);
    let told = station::reports(&reference, &judgements, question)?;
    if setting.common.as_at.is_none() {
        for each in &told {
            let day = in_words(each.as_at);
            setting.note(&format!(
                "as at {day}, the day the data is complete to; --as-at DATE chooses another"
            ));
        }
    }
    let prose = Prose {
        reference: &reference,
    };
    let whole = inspections::told(
        &reference,
        &judgements,
        question,
        wanted.out.as_ref().map(|_| chart_request(&wanted.drawing)),
    );
    show(
        setting,
        wanted,
        (&told, whole.as_ref()),
        (&judgements, prose),
    )?;
    if let (Some(folder), Some(of)) = (&wanted.out, &whole) {
        let bom = !wanted.drawing.no_bom;
        let charts = of.chart.as_slice();
        write_charts(
            setting.world,
            charts,
            std::slice::from_ref(&of.events),
            (folder, bom),
            setting,
        )?;
    }
    Ok(0)
}

/// Prints what was asked for, in the form that was asked for.
fn show(
    setting: &Setting<'_>,
    wanted: &JudgementsArguments,
    (told, whole): (&[InspectorateReport<'_>], Option<&InspectionsTold>),
    (judgements, prose): (&Judgements, Prose<'_>),
) -> Result<()> {
    match wanted.format {
        TableFormat::Csv if wanted.timeline && wanted.next => {
            Err(Error::usage("a CSV holds one table")
                .hint("ask for --timeline and for --next one after the other"))
        }
        TableFormat::Csv if wanted.timeline || wanted.next => {
            let mut asked = whole.into_iter().flat_map(|of| chosen(of, wanted));
            asked.try_for_each(|table| setting.show(TableFormat::Csv, table))
        }
        TableFormat::Csv => {
            let rows = station::for_programs(told, judgements, prose, wanted.neighbours);
            setting.show(TableFormat::Csv, &rows)
        }
        TableFormat::Json => {
            let mut all = station::objects(told, judgements, prose, wanted.neighbours);
            let whole = whole.filter(|_| wanted.timeline || wanted.next);
            all.extend(whole.map(object));
            print::result(&table::json::document(Value::Array(all)))
        }
        TableFormat::Markdown => {
            let mut text = markdown(told, wanted.neighbours);
            if let Some(of) = whole {
                text.push_str(&more(of, wanted, table::markdown::write, |sentence| {
                    format!("- {sentence}\n")
                }));
            }
            print::result(&text)
        }
        TableFormat::Table => {
            let (width, colour) = (print::width(), setting.colour());
            let mut text = terminal(setting, told, wanted.neighbours);
            if let Some(of) = whole {
                let draw = |table: &Table| table::terminal::render(table, width, colour);
                let item = |sentence: &str| print::item(sentence, print::width_up_to(100));
                text.push_str(&more(of, wanted, draw, item));
            }
            print::painted_result(&text, colour)
        }
    }
}

/// The tables of the whole that were asked for.
fn chosen<'t>(of: &'t InspectionsTold, wanted: &JudgementsArguments) -> Vec<&'t Table> {
    let both = [(wanted.timeline, &of.events), (wanted.next, &of.next)];
    let asked = both.into_iter().filter(|(is_asked, _)| *is_asked);
    asked.map(|(_, table)| table).collect()
}

/// What may come next in sentences, and the tables that were asked for.
fn more(
    of: &InspectionsTold,
    wanted: &JudgementsArguments,
    draw: impl Fn(&Table) -> String,
    item: impl Fn(&str) -> String,
) -> String {
    let mut text = String::from("\n");
    text.extend(of.said().map(|sentence| item(sentence)));
    for table in chosen(of, wanted) {
        text.push('\n');
        text.push_str(&draw(table));
    }
    text
}

fn object(of: &InspectionsTold) -> Value {
    json!({
        "as_at": of.as_at.to_string(),
        "timeline": table::json::rows(&of.events),
        "next": table::json::rows(&of.next),
        "estimates": of.evidence,
        "sentences": of.said().collect::<Vec<_>>(),
    })
}

/// Sentences first: the history can be long.
fn markdown(told: &[InspectorateReport<'_>], neighbours: bool) -> String {
    let mut text = String::new();
    for each in told {
        for sentence in each.said() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "- {sentence}");
        }
        let tables = std::iter::once(&each.history).chain(&each.parts);
        for table in tables.chain(neighbours.then_some(&each.neighbours)) {
            let _ = write!(text, "\n{}", table::markdown::write(table));
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn terminal(setting: &Setting<'_>, told: &[InspectorateReport<'_>], neighbours: bool) -> String {
    let (width, colour) = (print::width(), setting.colour());
    let mut text = String::new();
    for each in told {
        if !text.is_empty() {
            text.push('\n');
        }
        // Of an authority that was never inspected there is no table, but what to do about it.
        if each.history.rows.is_empty() {
            let _ = writeln!(text, "{}\n", each.history.title);
            for note in &each.history.notes {
                text.push_str(&print::item(note, print::width_up_to(100)));
            }
        } else {
            text.push_str(&table::terminal::render(&each.history, width, colour));
            text.push('\n');
        }
        let items = each
            .said()
            .map(|sentence| print::item(sentence, print::width_up_to(100)));
        text.extend(items);
        if let Some(parts) = &each.parts {
            text.push('\n');
            text.push_str(&table::terminal::render(parts, width, colour));
        }
        if neighbours {
            text.push('\n');
            text.push_str(&table::terminal::render(&each.neighbours, width, colour));
        }
    }
    text
}
