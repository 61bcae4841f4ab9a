//! `yardstick target`.

use super::args::{TableFormat, TargetArguments, TargetWay};
use super::insights;
use super::print;
use super::setting::Setting;
use crate::compare::Comparison;
use crate::compare::target::{Targets, targets};
use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::inputs::named::{expanded, neighbour_list};
use crate::run::insight::{InsightOrder, write};
use crate::table::{self, target as tables};
use serde_json::{Value, json};

pub(super) fn run(setting: &Setting<'_>, wanted: &TargetArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let indicators = expanded(&reference, &wanted.indicators);
    if indicators.is_empty() {
        return Err(insights::no_indicator());
    }
    let order = InsightOrder {
        area: Some(area),
        indicators: &indicators,
        beside: &[],
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        period: wanted.period.as_deref(),
        figures: setting.figures(),
    };
    let study = order.load(setting.world, &reference, setting)?;
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
    let mut told: Vec<String> = all.iter().map(|(c, of)| prose.targets(c, of)).collect();
    told.extend(without);
    match wanted.format {
        TableFormat::Csv => setting.show(TableFormat::Csv, &tables::full(&all, prose))?,
        TableFormat::Json => print::json(&objects(&all, prose))?,
        TableFormat::Markdown | TableFormat::Table => {
            let is_markdown = matches!(wanted.format, TableFormat::Markdown);
            let table = tables::for_people(&all, prose);
            insights::show(setting, is_markdown, &[(table, told)])?;
        }
    }
    if let Some(folder) = &wanted.out {
        let table = tables::full(&all, prose);
        write(setting.world, &[], &table, (folder, true), setting)?;
    }
    Ok(0)
}

/// An object an indicator, its levels inside.
fn objects(all: &[(&Comparison<'_>, Targets)], prose: Prose<'_>) -> Value {
    let each = all.iter().map(|one| {
        let (c, of) = one;
        json!({
            "indicator": c.indicator.id,
            "period": c.period.label,
            "count": of.count,
            "base": of.base,
            "towards": if of.is_lower { "lower" } else { "higher" },
            "paragraph": prose.targets(c, of),
            "levels": table::json::rows(&tables::full(std::slice::from_ref(one), prose)),
        })
    });
    Value::Array(each.collect())
}
