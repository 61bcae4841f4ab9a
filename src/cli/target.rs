//! `yardstick target`.

use super::args::{TableFormat, TargetArguments, TargetWay};
use super::compare::chart_request;
use super::insights;
use super::print;
use super::setting::Setting;
use crate::chart::target as chart;
use crate::compare::Comparison;
use crate::compare::cost::{CostGap, LOOKED_AFTER, SPENDING, cost_gaps, spending_of_year};
use crate::compare::study::Study;
use crate::compare::target::{Targets, targets};
use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::inputs::named::{expanded, neighbour_list};
use crate::run::insight::{InsightOrder, write};
use crate::table::{self, cost, target as tables};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &TargetArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let mut indicators = expanded(&reference, &wanted.indicators);
    if indicators.is_empty() {
        return Err(insights::no_indicator());
    }
    let beside = beside(wanted, &indicators)?;
    indicators.extend(beside.iter().cloned());
    let order = InsightOrder {
        area: Some(area),
        indicators: &indicators,
        beside: &[],
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        period: wanted.period.as_deref(),
        figures: setting.figures(),
    };
    let study = order.load(setting.world, &reference, setting)?;
    let study = study.laying_aside(&beside);
    let compared = order.compare(&study, setting)?;
    let prose = Prose {
        reference: &reference,
    };
    let lower = wanted.towards.map(|way| way == TargetWay::Lower);
    let mut all: Vec<(&Comparison<'_>, Targets)> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    for c in &compared {
        match targets(c, lower) {
            Some(of) => all.push((c, of)),
            None => without.push(prose.without_targets(c)),
        }
    }
    if all.is_empty() {
        return Err(Error::nothing("there is no level to compute").hint(without.join(" ")));
    }
    let spent = compared
        .iter()
        .find(|c| wanted.cost && c.indicator.id == LOOKED_AFTER);
    let spent = spent.map(|c| (c, cost_of_year(c, &study)));
    show(
        setting,
        wanted.output.format,
        (&all, &without),
        (&spent, prose),
    )?;
    match &wanted.output.out {
        Some(folder) => keep(setting, (&all, &spent), prose, (folder, wanted)),
        None => Ok(0),
    }
}

/// What is read beside the indicators asked for.
///
/// # Errors
/// Usage: the spending is asked for and the rate that it goes with is not.
fn beside(wanted: &TargetArguments, indicators: &[String]) -> Result<Vec<String>> {
    match wanted.cost {
        false => Ok(Vec::new()),
        true if indicators.iter().any(|id| id == LOOKED_AFTER) => Ok(vec![SPENDING.to_owned()]),
        true => Err(
            Error::usage("--cost is what spending on looked-after children is made of")
                .expected(format!("{LOOKED_AFTER} among the indicators")),
        ),
    }
}

/// The rate with the spending of its year and what the gaps in it are made of; without the spending where it is not known.
type SpentOn<'c, 's> = Option<(&'c Comparison<'s>, Option<(Comparison<'s>, Vec<CostGap>)>)>;

/// The spending of a rate's year, with its gaps; none where either is not published.
fn cost_of_year<'s>(
    c: &Comparison<'s>,
    study: &'s Study<'_>,
) -> Option<(Comparison<'s>, Vec<CostGap>)> {
    let spending = spending_of_year(c, study)?;
    let gaps = cost_gaps(&spending, c);
    (!gaps.is_empty()).then_some((spending, gaps))
}

/// Prints levels, and costs where they were asked for.
fn show(
    setting: &Setting<'_>,
    format: TableFormat,
    (all, without): (&tables::NamedTargets<'_, '_>, &[String]),
    (spent, prose): (&SpentOn<'_, '_>, Prose<'_>),
) -> Result<()> {
    match format {
        TableFormat::Csv => setting.show(TableFormat::Csv, &tables::full(all, prose)),
        TableFormat::Json => print::json(objects(all, spent, prose)),
        TableFormat::Markdown | TableFormat::Table => {
            let paragraph =
                |(c, of): &(&Comparison<'_>, Targets)| prose.target_sentences(c, of).join(" ");
            let mut told: Vec<String> = all.iter().map(paragraph).collect();
            told.extend(without.iter().cloned());
            let mut of_cost = None;
            match spent {
                Some((_, Some((spending, gaps)))) => {
                    let told = vec![prose.costs(spending, gaps)];
                    of_cost = Some((cost::for_people(spending, gaps), told));
                }
                Some((c, None)) => told.push(prose.without_costs(c)),
                None => {}
            }
            let mut shown = vec![(tables::for_people(all, prose), told)];
            shown.extend(of_cost);
            let is_markdown = matches!(format, TableFormat::Markdown);
            insights::show(setting, is_markdown, &shown)
        }
    }
}

/// Writes a chart of each indicator and the tables into a folder.
fn keep(
    setting: &Setting<'_>,
    (all, spent): (&tables::NamedTargets<'_, '_>, &SpentOn<'_, '_>),
    prose: Prose<'_>,
    (folder, wanted): (&Path, &TargetArguments),
) -> Result<u8> {
    let request = chart_request(&wanted.output.drawing);
    let charts = all.iter().map(|(c, of)| chart::of_one(c, of, request));
    let charts: Vec<_> = charts.collect();
    let mut kept = vec![tables::full(all, prose)];
    if let Some((_, Some((spending, gaps)))) = spent {
        kept.push(cost::full(spending, gaps));
    }
    let into = (folder, request.bom);
    write(setting.world, &charts, &kept, into, setting)?;
    Ok(0)
}

/// An object an indicator, its levels inside.
fn objects(all: &tables::NamedTargets<'_, '_>, spent: &SpentOn<'_, '_>, prose: Prose<'_>) -> Value {
    let each = all.iter().map(|one| {
        let (c, of) = one;
        let mut object = json!({
            "indicator": c.indicator.id,
            "period": c.period.label,
            "count": of.count,
            "base": of.base,
            "towards": if of.is_lower { "lower" } else { "higher" },
            "paragraph": prose.targets(c, of),
            "levels": table::json::rows(&tables::full(std::slice::from_ref(one), prose)),
        });
        let own = spent
            .iter()
            .filter(|(of, _)| of.indicator.id == c.indicator.id);
        if let (Some((_, Some((spending, gaps)))), Value::Object(fields)) =
            (own.last(), &mut object)
        {
            let rows = table::json::rows(&cost::full(spending, gaps));
            fields.insert("cost".to_owned(), json!(rows));
            let paragraph = prose.costs(spending, gaps);
            fields.insert("cost_paragraph".to_owned(), json!(paragraph));
        }
        object
    });
    Value::Array(each.collect())
}
