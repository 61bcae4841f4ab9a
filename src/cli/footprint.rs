//! `yardstick footprint`.

use super::args::{FootprintArguments, TableFormat};
use super::compare::chart_request;
use super::insights::{self, ToldTable};
use super::print;
use super::setting::Setting;
use crate::chart::{NamedChart, footprint as chart};
use crate::compare::footprint::{Footprint, FootprintFigure, WithoutSum};
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::prose::footprint_steps::steps;
use crate::finding::prose::{Prose, footprints as words};
use crate::inputs::Messages;
use crate::inputs::figure_sources::with_period;
use crate::inputs::footprint::{members, name_of_all, others, planned};
use crate::inputs::named::{indicators, neighbour_list};
use crate::reference::Reference;
use crate::run::insight::write;
use crate::table::{self, footprint as tables};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &FootprintArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let footprint = of_typed(setting, &reference, wanted)?;
    let changes = planned(&reference, &footprint.members)?;
    for change in &changes {
        setting.note(change);
    }
    let ids = indicators(&reference, &wanted.theme, &wanted.indicators)?;
    let figures = setting.figures();
    let study = figures.study(setting.world, &reference, &ids, None, setting)?;
    let prose = Prose {
        reference: &reference,
    };
    let Told { all, without } = told(&study, &footprint, prose, wanted, setting)?;
    if study.standing().next().is_none() {
        return Err(figures.nothing_found());
    }
    if all.is_empty() {
        return Err(nothing(&footprint, &without, prose));
    }
    match wanted.output.format {
        TableFormat::Csv => {
            let table = tables::full(&footprint, &all, prose, wanted.years);
            setting.show(TableFormat::Csv, &table)?;
        }
        TableFormat::Json => {
            let each = all.iter().map(|of| object(&footprint, of, prose));
            print::json(json!({
                "footprint": footprint.name,
                "members": names(&footprint, prose),
                "others": footprint.others.rule,
                "planned": changes,
                "indicators": each.collect::<Vec<Value>>(),
                "not_summed": without.iter().map(|of| lacking(of, prose)).collect::<Vec<Value>>(),
            }))?;
        }
        TableFormat::Markdown | TableFormat::Table => {
            let is_markdown = matches!(wanted.output.format, TableFormat::Markdown);
            let shown = shown(&footprint, (&all, &without), prose, wanted.years);
            insights::show(setting, is_markdown, &shown)?;
            if wanted.explain {
                let each = all
                    .iter()
                    .map(|of| working(&footprint, of, prose, is_markdown));
                print::result(&each.collect::<Vec<_>>().join("\n"))?;
            }
        }
    }
    if let Some(folder) = &wanted.output.out {
        keep(setting, &footprint, &all, prose, (folder, wanted))?;
    }
    Ok(0)
}

/// Who is taken together, under which name, beside whom.
fn of_typed(
    setting: &Setting<'_>,
    reference: &Reference,
    wanted: &FootprintArguments,
) -> Result<Footprint> {
    let list = neighbour_list(reference, wanted.list.as_deref())?;
    let members = members(reference, &wanted.area, setting)?;
    let chosen = wanted.with.as_deref();
    let chosen = chosen
        .map(|typed| others(reference, typed, &members, list, setting))
        .transpose()?;
    let name = match &wanted.name {
        Some(typed) => name_of_all(typed)?,
        None => Prose { reference }.together(&members),
    };
    Ok(Footprint::of(reference, (name, members), list, chosen))
}

/// What could be summed, and why the rest could not.
struct Told<'s> {
    all: Vec<FootprintFigure<'s>>,
    without: Vec<WithoutSum<'s>>,
}

fn told<'s>(
    study: &'s Study<'_>,
    footprint: &Footprint,
    prose: Prose<'_>,
    wanted: &FootprintArguments,
    messages: &dyn Messages,
) -> Result<Told<'s>> {
    let period = wanted.period.as_deref();
    let panels = with_period(study.standing().collect(), period, messages)?;
    let (mut all, mut without) = (Vec::new(), Vec::new());
    for panel in panels {
        let Some(at) = panel.column_of(period) else {
            continue;
        };
        match FootprintFigure::of(panel, at, footprint, &prose.reference.register) {
            Ok(of) => all.push(of),
            Err(why) => without.push(WithoutSum { panel, at, why }),
        }
    }
    Ok(Told { all, without })
}

/// The tables for people: all indicators with what is said of them, each one's years where they are wanted, and what has no sum.
fn shown(
    footprint: &Footprint,
    (all, without): (&[FootprintFigure<'_>], &[WithoutSum<'_>]),
    prose: Prose<'_>,
    with_years: bool,
) -> Vec<ToldTable> {
    let lines = all.iter().map(|of| prose.footprint(footprint, of));
    let mut shown = vec![(
        tables::for_people(footprint, all, prose),
        lines.collect::<Vec<String>>(),
    )];
    let years = all.iter().filter(|_| with_years);
    shown.extend(years.map(|of| (tables::by_year(footprint, of, prose), Vec::new())));
    if !without.is_empty() {
        let table = tables::not_summed(footprint, without, prose);
        shown.push((table, Vec::new()));
    }
    shown
}

/// The working of an indicator: heading, then steps with their facts.
fn working(
    footprint: &Footprint,
    of: &FootprintFigure<'_>,
    prose: Prose<'_>,
    is_markdown: bool,
) -> String {
    let (heading, step, item) = if is_markdown {
        ("## ", "### ", "- ")
    } else {
        ("", "", "   ")
    };
    let indicator = &of.panel.indicator;
    let mut text = format!(
        "{heading}{} ({}), {}\n",
        indicator.title,
        indicator.id,
        of.period.short()
    );
    let steps = steps(prose, footprint, of);
    for (number, (title, facts)) in steps.into_iter().enumerate() {
        text.push_str(&format!("\n{step}{}. {title}\n", number + 1));
        for fact in facts {
            text.push_str(&format!("{item}{fact}\n"));
        }
    }
    text
}

/// That nothing can be summed, with the reasons.
fn nothing(footprint: &Footprint, without: &[WithoutSum<'_>], prose: Prose<'_>) -> Error {
    let why = without.iter().take(MOST_REASONS);
    let why: Vec<String> = why.map(|of| prose.not_summed_in_full(of)).collect();
    Error::nothing(format!(
        "nothing of this can be worked out for {}",
        footprint.name
    ))
    .hint(why.join(" "))
}

/// So many reasons are told where there is nothing else to tell.
const MOST_REASONS: usize = 3;

/// An indicator without a sum, for programs: every member that lacks counts, with file and row.
fn lacking(of: &WithoutSum<'_>, prose: Prose<'_>) -> Value {
    let members = of.gaps().iter().map(|gap| {
        let source = gap.origin.and_then(|origin| of.panel.source(origin.file));
        json!({
            "authority": prose.name(gap.area),
            "why": prose.gap(&gap.why),
            "file": source.map(|source| source.file.as_str()),
            "row": gap.origin.map(|origin| origin.row),
        })
    });
    json!({
        "indicator": of.panel.indicator.id,
        "period": of.panel.period(of.at).label,
        "why": prose.not_summed(&of.why),
        "members": members.collect::<Vec<Value>>(),
    })
}

fn names(footprint: &Footprint, prose: Prose<'_>) -> Vec<String> {
    let members = footprint.members.iter();
    members.map(|area| prose.name(*area).to_owned()).collect()
}

/// One indicator for programs: rows of this and of every earlier year, the paragraph and the working.
fn object(footprint: &Footprint, of: &FootprintFigure<'_>, prose: Prose<'_>) -> Value {
    let rows = tables::full(footprint, std::slice::from_ref(of), prose, true);
    let working = steps(prose, footprint, of);
    let working = working
        .into_iter()
        .map(|(title, facts)| json!({ "step": title, "facts": facts }));
    json!({
        "indicator": of.panel.indicator.id,
        "period": of.period.label,
        "value": of.year.value,
        "numerator": of.year.numerator,
        "denominator": of.year.denominator,
        "rank": of.rank.map(|rank| rank.place.place.rank),
        "of": of.rank.map(|rank| rank.place.of),
        "higher": of.rank.map(|rank| rank.higher),
        "same": of.rank.map(|rank| rank.same),
        "paragraph": prose.footprint(footprint, of),
        "notes": words::notes(of),
        "rows": table::json::rows(&rows),
        "working": working.collect::<Vec<Value>>(),
    })
}

/// Writes a chart of each indicator and the table of all years into a folder.
fn keep(
    setting: &Setting<'_>,
    footprint: &Footprint,
    all: &[FootprintFigure<'_>],
    prose: Prose<'_>,
    (folder, wanted): (&Path, &FootprintArguments),
) -> Result<()> {
    let request = chart_request(&wanted.output.drawing);
    let charts = all.iter();
    let charts: Vec<NamedChart> = charts
        .map(|of| chart::of_one(footprint, of, prose, request))
        .collect();
    let table = tables::full(footprint, all, prose, true);
    let into = (folder, request.bom);
    write(setting.world, &charts, &[table], into, setting)
}
