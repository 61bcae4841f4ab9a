//! `yardstick judgements`.

use super::args::{Format, Judgements};
use super::print;
use super::setting::{self, Setting};
use crate::error::Result;
use crate::finding::words::Words;
use crate::finding::words::judgements::day as in_words;
use crate::reference::Reference;
use crate::run::judgements::{self as station, InspectorateReport, JudgementQuestion};
use crate::table;
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &Judgements) -> Result<u8> {
    let reference = Reference::embedded()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let question = JudgementQuestion {
        area,
        as_at: setting.as_at()?,
        list: setting::list(&reference, wanted.list.as_deref())?,
    };
    let (judgements, checks) = station::known(
        setting.world,
        &reference,
        &setting.common.data,
        setting.stored_now(),
    )?;
    setting.tell(&checks);
    let told = station::reports(&reference, &judgements, question)?;
    if setting.common.as_at.is_none() && !setting.common.quiet {
        for each in &told {
            let day = in_words(each.as_at);
            print::note(&format!(
                "as at {day}, the day the data is complete to; --as-at DATE chooses another"
            ));
        }
    }
    let speaker = Words {
        reference: &reference,
    };
    let shown = match setting.format() {
        Format::Csv => {
            let rows = station::for_programs(&told, &judgements, speaker, wanted.neighbours);
            String::from_utf8_lossy(&table::csv::write(&rows, false)).into_owned()
        }
        Format::Json => station::json(&told, &judgements, speaker, wanted.neighbours),
        Format::Markdown => markdown(&told, wanted.neighbours),
        Format::Table | Format::Html | Format::Ics => terminal(setting, &told, wanted.neighbours),
    };
    print::result(&shown);
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
        for table in std::iter::once(&each.history).chain(neighbours.then_some(&each.neighbours)) {
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
        text.push_str(&table::terminal::render(&each.history, width, colour));
        text.push('\n');
        for sentence in &each.sentences {
            for (at, line) in print::wrap(sentence, width.unwrap_or(100).min(100) - 2)
                .iter()
                .enumerate()
            {
                let _ = writeln!(text, "{}{line}", if at == 0 { "- " } else { "  " });
            }
        }
        if neighbours {
            let _ = write!(
                text,
                "\n{}",
                table::terminal::render(&each.neighbours, width, colour)
            );
        }
    }
    text
}
