//! `yardstick compare`.

use super::args::{self, Compare, Drawing, Format};
use super::benchmark::field;
use super::print;
use super::setting::{self, Setting};
use crate::chart::{ChartRequest, OutputFiles};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::figure::ChartStyle;
use crate::finding::about;
use crate::finding::kinds::peers;
use crate::finding::phrases::Phrases;
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::run::load;
use crate::run::profile;
use crate::source::by_hand;
use crate::table::{self, comparison};
use crate::world;
use std::fmt::Write;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &Compare) -> Result<u8> {
    let reference = Reference::embedded()?;
    let (named, indicators) = authority_and_indicators(setting, &reference, wanted);
    let area = setting.authority(&reference, named)?;
    let hand = made_by_hand(&wanted.by_hand)?;
    if indicators.is_empty() && hand.is_none() {
        return Err(Error::usage("no indicator was named")
            .hint("name one or more, such as cla-rate; “yardstick indicators” lists them"));
    }
    let phrases = load::phrases(setting.world, wanted.phrases.as_deref())?;
    let comparators = comparators(&reference, area, &wanted.company)?;
    let study = setting.study(&reference, &indicators, hand.as_ref())?;
    let chosen = chosen(setting, &study, &indicators, hand.as_ref())?;
    let compared = study.compare_each(&chosen, area, &comparators, wanted.period.as_deref())?;
    let speaker = Words {
        reference: &reference,
    };
    print::result(&shown(setting, &compared, area, speaker, &phrases));
    if let Some(folder) = &wanted.out {
        let files = profile::make(
            &compared,
            area,
            &reference,
            &comparators,
            manner(&wanted.drawing),
            &phrases,
            &|| (),
        )?;
        write(setting, folder, files)?;
    }
    let any = compared.iter().any(|each| each.reading.value().is_some());
    Ok(if any { 0 } else { 1 })
}

/// The first name is the authority, unless `yardstick.toml` names one and the first name is an indicator.
fn authority_and_indicators<'w>(
    setting: &Setting<'_>,
    reference: &Reference,
    wanted: &'w Compare,
) -> (Option<&'w str>, Vec<String>) {
    let first = wanted.authority.as_deref();
    let is_authority = first.is_some_and(|name| reference.register.resolve(name).is_ok());
    let is_indicator = first.is_some_and(|name| load::is_indicator(reference, name));
    if setting.home().is_some() && is_indicator && !is_authority {
        let indicators = first
            .iter()
            .map(|name| (*name).to_owned())
            .chain(wanted.indicators.iter().cloned());
        return (None, indicators.collect());
    }
    (first, wanted.indicators.clone())
}

/// Panels by name in the order they were asked for; a name that was not read is said.
fn chosen<'p>(
    setting: &Setting<'_>,
    study: &'p Study<'_>,
    names: &[String],
    hand: Option<&Entry>,
) -> Result<Vec<&'p crate::compare::panel::Panel>> {
    if hand.is_some() && names.is_empty() {
        return Ok(study.standing().collect());
    }
    let find = |name: &String| {
        let id = load::spoken_name(study.reference, name, &setting.common.data)?;
        let found = study.panel(&id).or_else(|| study.own_panel(&id));
        found.ok_or_else(|| {
            // A name that no file has and nobody knows is a slip of the pen, not a gap in the data.
            if let Err(unknown) = load::known_name(study.reference, &id) {
                return unknown;
            }
            Error::nothing(format!("{id} is in none of the files that were read"))
                .hint(load::way_to_figures(setting.without_embedded()))
        })
    };
    names.iter().map(find).collect()
}

/// With whom, from the options.
pub(super) fn comparators(
    reference: &Reference,
    area: Area,
    options: &args::Company,
) -> Result<Comparators> {
    let list = setting::list(reference, options.list.as_deref())?;
    Comparators::named(
        reference,
        area,
        list,
        &options.groups,
        field(options.rank_abolished),
    )
}

/// The indicator of `--column` and `--where`, if they are there.
pub(super) fn made_by_hand(options: &args::ByHand) -> Result<Option<Entry>> {
    Ok(setting::by_hand(options)?.map(|(column, selection)| by_hand::entry(&column, &selection)))
}

pub(super) fn manner(drawing: &Drawing) -> ChartRequest {
    ChartRequest {
        style: ChartStyle {
            title_in_image: !drawing.no_title,
            from_zero: !drawing.cut_axis,
        },
        every_png: drawing.all_png,
        bom: !drawing.no_bom,
        ..ChartRequest::default()
    }
}

fn shown(
    setting: &Setting<'_>,
    compared: &[Comparison<'_>],
    area: Area,
    speaker: Words<'_>,
    phrases: &Phrases,
) -> String {
    match setting.format() {
        Format::Csv => String::from_utf8_lossy(&table::csv::write(
            &comparison::full(compared, speaker),
            false,
        ))
        .into_owned(),
        Format::Json => crate::run::json::comparisons(compared, speaker, phrases),
        Format::Markdown => markdown(compared, area, speaker, phrases),
        Format::Table | Format::Html | Format::Ics => {
            terminal(setting, compared, area, speaker, phrases)
        }
    }
}

fn markdown(
    compared: &[Comparison<'_>],
    area: Area,
    speaker: Words<'_>,
    phrases: &Phrases,
) -> String {
    let mut text = table::markdown::write(&comparison::brief(compared, speaker, area));
    for each in compared {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n## {}\n\n", each.indicator.title);
        for sentence in about::sentences(each, phrases) {
            let _ = writeln!(text, "- {sentence}");
        }
        for peers in groups(each) {
            let _ = write!(
                text,
                "\n{}",
                table::markdown::write(&table::members::members(each, peers, speaker))
            );
        }
    }
    text
}

/// More indicators than this and the members of each group would bury the summary.
const IN_FULL: usize = 3;

fn terminal(
    setting: &Setting<'_>,
    compared: &[Comparison<'_>],
    area: Area,
    speaker: Words<'_>,
    phrases: &Phrases,
) -> String {
    let (width, colour) = (print::width(), setting.colour());
    let render = |table: &table::Table| table::terminal::render(table, width, colour);
    let mut text = render(&comparison::brief(compared, speaker, area));
    for each in compared {
        let _ = write!(text, "\n{}\n", each.indicator.title);
        for sentence in about::sentences(each, phrases) {
            for (at, line) in print::wrap(&sentence, width.unwrap_or(100).min(100) - 2)
                .iter()
                .enumerate()
            {
                let _ = writeln!(text, "{}{line}", if at == 0 { "- " } else { "  " });
            }
        }
        for group in groups(each) {
            let _ = writeln!(text, "- {}", peers::about_group(each, group, phrases));
        }
        if compared.len() <= IN_FULL {
            let all = std::iter::once(&each.neighbours).chain(groups(each));
            for peers in all.filter(|p| p.members.len() <= 40 && !each.indicator.local) {
                let _ = write!(
                    text,
                    "\n{}",
                    render(&table::members::members(each, peers, speaker))
                );
            }
        }
    }
    text
}

fn groups<'c>(each: &'c Comparison<'_>) -> impl Iterator<Item = &'c crate::compare::peers::Peers> {
    each.groups.iter()
}

/// Writes a set of files under a folder, all or none.
pub(super) fn write(setting: &Setting<'_>, folder: &Path, files: OutputFiles) -> Result<()> {
    let files: Vec<_> = files
        .into_iter()
        .map(|(path, bytes)| (folder.join(path), bytes))
        .collect();
    world::write_all(setting.world, &files)?;
    if !setting.common.quiet {
        let index = files.iter().any(|(path, _)| path.ends_with("index.html"));
        let begin = if index { "; begin with index.html" } else { "" };
        print::note(&format!(
            "{} files written to {}{begin}",
            files.len(),
            folder.display()
        ));
    }
    Ok(())
}
