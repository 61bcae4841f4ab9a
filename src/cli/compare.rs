//! `yardstick compare`.

use super::args::{ComparatorArguments, CompareArguments, DrawingArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::chart::{ChartRequest, PngOf};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::panel::RankingField;
use crate::error::{Error, Result, printable};
use crate::figure::ChartStyle;
use crate::finding::about;
use crate::finding::kinds::peers;
use crate::finding::narrative::paragraph::in_one_text;
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::inputs::Messages;
use crate::inputs::footprint::settled;
use crate::inputs::load::{is_indicator, phrases};
use crate::inputs::named::indicators as of_themes;
use crate::inputs::named::{expanded, neighbour_list};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::run::compare::CompareOrder;
use crate::run::json;
use crate::source::by_hand;
use crate::table::{self, comparison};
use std::fmt::Write;

pub(super) fn run(setting: &Setting<'_>, wanted: &CompareArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let (named, mut indicators) = authority_and_indicators(setting, &reference, wanted);
    indicators = expanded(&reference, &indicators);
    if !wanted.theme.is_empty() {
        indicators.extend(of_themes(&reference, &wanted.theme, &[])?);
    }
    let area = setting.authority(&reference, named)?;
    if let Some(change) = settled(&reference, area)? {
        setting.note(&change);
    }
    let by_hand = by_hand(wanted.by_hand.column.as_deref(), &wanted.by_hand.selection)?;
    if indicators.is_empty() && by_hand.is_none() {
        return Err(Error::usage("no indicator was named")
            .hint("name one or more, such as cla-rate; “yardstick indicators” lists them"));
    }
    let phrases = phrases(setting.world, wanted.phrases.as_deref())?;
    let order = CompareOrder {
        area,
        indicators: &indicators,
        by_hand: by_hand.as_ref(),
        comparators: comparators(&reference, area, &wanted.comparators)?,
        period: wanted.period.as_deref(),
        phrases: &phrases,
        figures: setting.figures(),
    };
    let study = order.load(setting.world, &reference, setting)?;
    let compared = order.compare(&study, setting)?;
    let prose = Prose {
        reference: &reference,
    };
    match wanted.format {
        TableFormat::Csv => {
            setting.show(TableFormat::Csv, &comparison::full(&compared, prose))?;
        }
        TableFormat::Json => print::result(&json::comparisons(&compared, prose, &phrases))?,
        TableFormat::Markdown => print::result(&markdown(&compared, area, prose, &phrases))?,
        TableFormat::Table => print::painted_result(
            &terminal(setting, &compared, area, prose, &phrases),
            setting.colour(),
        )?,
    }
    if let Some(folder) = &wanted.out {
        let into = (folder.as_path(), chart_request(&wanted.drawing));
        order.write(setting.world, &reference, &compared, into, setting)?;
    }
    let has_figures = compared.iter().any(|each| each.reading.value().is_some());
    Ok(u8::from(!has_figures))
}

/// The first name is the authority, unless `yardstick.toml` names one and the first name is an indicator.
fn authority_and_indicators<'w>(
    setting: &Setting<'_>,
    reference: &Reference,
    wanted: &'w CompareArguments,
) -> (Option<&'w str>, Vec<String>) {
    let Some(first) = wanted.authority.as_deref() else {
        return (None, wanted.indicators.clone());
    };
    let is_authority = reference.register.resolve(first).is_ok();
    if setting.home().is_some() && is_indicator(reference, first) && !is_authority {
        let rest = wanted.indicators.iter().cloned();
        return (
            None,
            std::iter::once(first.to_owned()).chain(rest).collect(),
        );
    }
    (Some(first), wanted.indicators.clone())
}

/// With whom to compare.
pub(super) fn comparators(
    reference: &Reference,
    area: Area,
    options: &ComparatorArguments,
) -> Result<Comparators> {
    let list = neighbour_list(reference, options.list.as_deref())?;
    let field = ranking_field(options.rank_abolished);
    Comparators::named(reference, area, list, &options.groups, field)
}

pub(super) fn ranking_field(with_abolished: bool) -> RankingField {
    if with_abolished {
        RankingField::WithAbolished
    } else {
        RankingField::Current
    }
}

/// The indicator of `--column` and `--where`, if they are there.
///
/// # Errors
/// `--where` without `--column`, or without an equals sign.
pub(super) fn by_hand(column: Option<&str>, selection: &[String]) -> Result<Option<Entry>> {
    let Some(column) = column else {
        return if selection.is_empty() {
            Ok(None)
        } else {
            Err(Error::usage(
                "--where needs --column: which column is the indicator?",
            ))
        };
    };
    let labels = selection
        .iter()
        .map(|text| filter_and_label(text))
        .collect::<Result<Vec<_>>>()?;
    Ok(Some(by_hand::entry(column, &labels)))
}

fn filter_and_label(text: &str) -> Result<(String, String)> {
    let (filter, label) = text.split_once('=').ok_or_else(|| {
        Error::usage(format!("“{text}” has no equals sign"))
            .expected("--where 'filter=label', such as population_type=…")
    })?;
    Ok((filter.trim().to_owned(), label.trim().to_owned()))
}

pub(super) fn chart_request(drawing: &DrawingArguments) -> ChartRequest {
    ChartRequest {
        style: ChartStyle {
            title_in_image: !drawing.no_title,
            from_zero: !drawing.cut_axis,
            ..ChartStyle::default()
        },
        png: if drawing.all_png {
            PngOf::Every
        } else {
            PngOf::Usual
        },
        neighbour_lines: drawing.neighbour_lines,
        bom: !drawing.no_bom,
        ..ChartRequest::default()
    }
}

fn markdown(
    compared: &[Comparison<'_>],
    area: Area,
    prose: Prose<'_>,
    phrases: &Phrases,
) -> String {
    let mut text = table::markdown::write(&comparison::brief(compared, prose, area));
    for each in compared {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n## {}\n\n", each.indicator.title);
        if let Some(paragraph) = in_one_text(each, phrases) {
            let _ = write!(text, "{paragraph}\n\n");
        }
        for sentence in about::sentences(each, phrases) {
            let _ = writeln!(text, "- {sentence}");
        }
        for peers in &each.groups {
            let _ = write!(
                text,
                "\n{}",
                table::markdown::write(&table::members::members(each, peers, prose))
            );
        }
    }
    text
}

/// Of more indicators than this the members of each group would bury the summary.
const IN_FULL: usize = 3;
/// The members of a larger group are not listed.
const LONGEST_GROUP: usize = 40;

fn terminal(
    setting: &Setting<'_>,
    compared: &[Comparison<'_>],
    area: Area,
    prose: Prose<'_>,
    phrases: &Phrases,
) -> String {
    let (width, colour) = (print::width(), setting.colour());
    let brief = comparison::brief(compared, prose, area);
    let mut text = table::terminal::render(&brief, width, colour);
    for each in compared {
        let _ = write!(text, "\n{}\n", printable(&each.indicator.title));
        if let Some(paragraph) = in_one_text(each, phrases) {
            let lines = print::wrap(&printable(&paragraph), print::width_up_to(100));
            let _ = write!(text, "{}\n\n", lines.join("\n"));
        }
        let sentences = about::sentences(each, phrases);
        text.extend(
            sentences
                .iter()
                .map(|sentence| print::item(sentence, print::width_up_to(100))),
        );
        for group in &each.groups {
            let _ = writeln!(
                text,
                "- {}",
                printable(&peers::about_group(each, group, phrases))
            );
        }
        if compared.len() <= IN_FULL && !each.indicator.local {
            let all = std::iter::once(&each.neighbours).chain(&each.groups);
            for peers in all.filter(|peers| peers.members.len() <= LONGEST_GROUP) {
                let members = table::members::members(each, peers, prose);
                text.push('\n');
                text.push_str(&table::terminal::render(&members, width, colour));
            }
        }
    }
    text
}
