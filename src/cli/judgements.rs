//! `yardstick judgements`.

use super::args::{JudgementsArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::composition::judgements::{self as station, InspectorateReport, JudgementsOrder};
use crate::error::Result;
use crate::finding::prose::Prose;
use crate::finding::prose::judgements::day as in_words;
use crate::inputs::Messages;
use crate::inputs::named::neighbour_list;
use crate::table;
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
    match wanted.format {
        TableFormat::Csv => {
            let rows = station::for_programs(&told, &judgements, prose, wanted.neighbours);
            setting.show(TableFormat::Csv, &rows)?;
        }
        TableFormat::Json => {
            print::result(&station::json(&told, &judgements, prose, wanted.neighbours))?
        }
        TableFormat::Markdown => print::result(&markdown(&told, wanted.neighbours))?,
        TableFormat::Table => print::painted_result(
            &terminal(setting, &told, wanted.neighbours),
            setting.colour(),
        )?,
    }
    Ok(0)
}

/// Sentences first: the history can be long.
fn markdown(told: &[InspectorateReport<'_>], neighbours: bool) -> String {
    let mut text = String::new();
    for each in told {
        for sentence in &each.sentences {
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
            .sentences
            .iter()
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
