//! `yardstick chain`.

use super::args::{ChainArguments, ChainSide, TableFormat};
use super::compare::chart_request;
use super::insights::{self, ToldTable};
use super::print;
use super::setting::Setting;
use crate::chart::chain as chart;
use crate::compare::Comparison;
use crate::compare::chain::{Chain, ChainAgainst, TO_CARE, TO_PLAN, chains};
use crate::error::{Error, Result};
use crate::finding::prose::{Prose, chains as words};
use crate::inputs::Messages;
use crate::inputs::named::neighbour_list;
use crate::observation::area::Area;
use crate::run::insight::{InsightOrder, write};
use crate::table::{self, chain as tables};
use serde_json::{Value, json};
use std::path::Path;

/// Chains of every year by their names, oldest first.
type EveryYear<'s> = Vec<(&'static str, Vec<Chain<'s>>)>;

pub(super) fn run(setting: &Setting<'_>, wanted: &ChainArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let mut ids: Vec<String> = TO_PLAN.map(str::to_owned).to_vec();
    ids.extend(TO_CARE.iter().skip(1).map(|id| (*id).to_owned()));
    let order = InsightOrder {
        area: Some(area),
        indicators: &ids,
        beside: &[],
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        period: None,
        figures: setting.figures(),
    };
    let study = order.load(setting.world, &reference, setting)?;
    let compared = order.compare(&study, setting)?;
    let all = every_year(&compared, wanted.against);
    let chosen = chosen(&all, wanted.period.as_deref());
    for note in older_than_others(&chosen, &compared, wanted.period.as_deref()) {
        setting.note(&note);
    }
    let prose = Prose {
        reference: &reference,
    };
    if chosen.is_empty() {
        return Err(nothing(area, prose, wanted.period.as_deref()));
    }
    match wanted.output.format {
        TableFormat::Csv => setting.show(TableFormat::Csv, &tables::full(area, &chosen, prose))?,
        TableFormat::Json => print::json(objects(area, &chosen, prose))?,
        TableFormat::Markdown | TableFormat::Table => {
            let mut shown: Vec<ToldTable> = chosen
                .iter()
                .map(|(of, chain)| {
                    let table = tables::for_people(area, (of, chain), prose);
                    (table, vec![prose.chain_sentences(area, chain).join(" ")])
                })
                .collect();
            if wanted.years {
                let years = all.iter();
                shown.extend(
                    years.map(|(of, years)| (tables::by_year(area, of, years, prose), Vec::new())),
                );
            }
            let is_markdown = matches!(wanted.output.format, TableFormat::Markdown);
            insights::show(setting, is_markdown, &shown)?;
        }
    }
    if let Some(folder) = &wanted.output.out {
        keep(setting, area, (&all, &chosen), prose, (folder, wanted))?;
    }
    Ok(0)
}

/// Writes a chart of each chosen chain and the table of all years into a folder.
fn keep(
    setting: &Setting<'_>,
    area: Area,
    (all, chosen): (&EveryYear<'_>, &[(&'static str, &Chain<'_>)]),
    prose: Prose<'_>,
    (folder, wanted): (&Path, &ChainArguments),
) -> Result<()> {
    let request = chart_request(&wanted.output.drawing);
    let charts = chosen
        .iter()
        .map(|(of, chain)| chart::of_one(area, (of, chain), prose, request));
    let charts: Vec<_> = charts.collect();
    let years = all.iter();
    let every: Vec<(&'static str, &Chain<'_>)> = years
        .flat_map(|(of, years)| years.iter().map(|chain| (*of, chain)))
        .collect();
    let table = tables::full(area, &every, prose);
    write(
        setting.world,
        &charts,
        &[table],
        (folder, request.bom),
        setting,
    )
}

fn every_year<'s>(compared: &[Comparison<'s>], side: ChainSide) -> EveryYear<'s> {
    let against = match side {
        ChainSide::Neighbours => ChainAgainst::Neighbours,
        ChainSide::England => ChainAgainst::England,
    };
    [
        (words::TO_PLAN, &TO_PLAN[..]),
        (words::TO_CARE, &TO_CARE[..]),
    ]
    .into_iter()
    .map(|(of, ids)| (of, chains(&in_order(compared, ids), against)))
    .collect()
}

/// The comparisons of some indicators, in their order; none where one is missing.
fn in_order<'c, 's>(compared: &'c [Comparison<'s>], ids: &[&str]) -> Vec<&'c Comparison<'s>> {
    let found: Option<Vec<_>> = ids
        .iter()
        .map(|id| compared.iter().find(|c| c.indicator.id == *id))
        .collect();
    found.unwrap_or_default()
}

/// Of each chain the year asked for, or the newest.
fn chosen<'c, 's>(
    all: &'c EveryYear<'s>,
    period: Option<&str>,
) -> Vec<(&'static str, &'c Chain<'s>)> {
    let of_period = |chain: &&Chain<'_>| {
        period.is_none_or(|wanted| chain.period.label == wanted || chain.period.short() == wanted)
    };
    all.iter()
        .filter_map(|(of, years)| Some((*of, years.iter().rev().find(of_period)?)))
        .collect()
}

/// That a chain is of an older year than the newest figures, because a step has none since.
fn older_than_others(
    chosen: &[(&'static str, &Chain<'_>)],
    compared: &[Comparison<'_>],
    period: Option<&str>,
) -> Vec<String> {
    let newest = compared.iter().map(|c| c.period.end).max();
    let older = chosen
        .iter()
        .filter(|(_, chain)| period.is_none() && Some(chain.period.end) < newest);
    older
        .map(|(of, chain)| words::is_older(of, chain))
        .collect()
}

fn nothing(area: Area, prose: Prose<'_>, period: Option<&str>) -> Error {
    let year = period.map_or(String::new(), |period| format!(" for {period}"));
    let ids = [&TO_PLAN[..], &TO_CARE[1..]].concat().join(", ");
    Error::nothing(words::nothing(prose, area, &year)).hint(format!(
        "“yardstick compare” shows which there are of {ids}"
    ))
}

/// An object a chain, its steps inside.
fn objects(area: Area, chosen: &[(&'static str, &Chain<'_>)], prose: Prose<'_>) -> Value {
    let each = chosen.iter().map(|one| {
        let (of, chain) = one;
        let steps = table::json::rows(&tables::full(area, std::slice::from_ref(one), prose));
        json!({
            "chain": of,
            "period": chain.period.label,
            "against": words::others(chain.against),
            "gap": chain.gap(),
            "paragraph": prose.chain(area, chain),
            "steps": steps,
        })
    });
    Value::Array(each.collect())
}
