//! `yardstick learn`.

use super::args::{LearnArguments, LearnPlaces, TableFormat, TargetWay};
use super::compare::chart_request;
use super::insights::{self, ToldTable};
use super::print;
use super::setting::Setting;
use crate::chart::learn as chart;
use crate::compare::Comparison;
use crate::compare::learn::{LearnAmong, LearnedAround, NotLearned, around, learn, read_beside};
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::finding::prose::learned::not_learned_in;
use crate::inputs::named::{expanded, neighbour_list};
use crate::reference::Reference;
use crate::run::insight::{InsightOrder, write};
use crate::table;
use crate::table::learn::{self as tables, LearnedOf};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn run(setting: &Setting<'_>, wanted: &LearnArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let (named, indicators) = insights::authority_and_indicators(
        setting,
        &reference,
        (wanted.authority.as_deref(), &wanted.indicators),
        wanted.every_authority,
    );
    let indicators = expanded(&reference, &indicators);
    if indicators.is_empty() {
        return Err(insights::no_indicator());
    }
    let area = match wanted.every_authority {
        true => None,
        false => Some(setting.authority(&reference, named)?),
    };
    let beside = match area {
        Some(_) => beside(&reference, &indicators),
        None => Vec::new(),
    };
    let order = InsightOrder {
        area,
        indicators: &indicators,
        beside: &beside,
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        period: wanted.period.as_deref(),
        figures: setting.figures(),
    };
    let study = order.load(setting.world, &reference, setting)?;
    let compared = order.compare(&study, setting)?;
    let prose = Prose {
        reference: &reference,
    };
    let LearnAnswers {
        all,
        without,
        is_answered,
    } = answers(&compared, wanted, prose);
    if !is_answered {
        return Err(Error::nothing("there is nobody to look for").hint(without.join(" ")));
    }
    let told = told(&reference, &study, &all, prose)?;
    show(setting, wanted, (&all, &told, without), prose)?;
    if let Some(folder) = &wanted.output.out {
        let request = chart_request(&wanted.output.drawing);
        let charts = all.iter().filter(|_| area.is_some());
        let charts: Vec<_> = charts
            .filter_map(|(c, of)| chart::of_one(c, of, request))
            .collect();
        let table = tables::full(&all, prose);
        write(
            setting.world,
            &charts,
            &[table],
            (folder, request.bom),
            setting,
        )?;
    }
    Ok(0)
}

/// What is read beside all of some indicators, but for these themselves.
fn beside(reference: &Reference, indicators: &[String]) -> Vec<String> {
    let all = indicators.iter().flat_map(|id| read_beside(reference, id));
    let mut all: Vec<String> = all.filter(|id| !indicators.contains(id)).collect();
    all.sort();
    all.dedup();
    all
}

/// The answers, and what is said of the other comparisons.
struct LearnAnswers<'c, 's> {
    all: Vec<LearnedOf<'c, 's>>,
    without: Vec<String>,
    /// Some indicator has an answer: that the authority does not stand out is one too.
    is_answered: bool,
}

fn answers<'c, 's>(
    compared: &'c [Comparison<'s>],
    wanted: &LearnArguments,
    prose: Prose<'_>,
) -> LearnAnswers<'c, 's> {
    let lower = wanted.towards.map(|way| way == TargetWay::Lower);
    let among = among(&wanted.among);
    let each: Vec<_> = compared
        .par_iter()
        .map(|c| (c, learn(c, &among, lower)))
        .collect();
    let (mut all, mut is_answered) = (Vec::new(), false);
    let mut without: Vec<String> = Vec::new();
    let mut many: BTreeMap<(&str, NotLearned), usize> = BTreeMap::new();
    for (c, answer) in each {
        match answer {
            Ok(of) => all.push((c, of)),
            Err(NotLearned::OnTheWantedSide) if !wanted.every_authority => {
                is_answered = true;
                without.push(prose.not_learned(c, NotLearned::OnTheWantedSide));
            }
            Err(why) if wanted.every_authority => {
                *many.entry((c.indicator.short.as_str(), why)).or_default() += 1;
            }
            Err(why) => without.push(prose.not_learned(c, why)),
        }
    }
    let many = many.into_iter();
    without.extend(many.map(|((short, why), number)| not_learned_in(short, why, number)));
    LearnAnswers {
        is_answered: is_answered || !all.is_empty(),
        all,
        without,
    }
}

fn among(wanted: &[LearnPlaces]) -> Vec<LearnAmong> {
    if wanted.is_empty() {
        return LearnAmong::LIKE_OURS.to_vec();
    }
    let each = wanted.iter().map(|one| match one {
        LearnPlaces::Neighbours => LearnAmong::Neighbours,
        LearnPlaces::CountingUs => LearnAmong::CountingUs,
        LearnPlaces::AsDeprived => LearnAmong::AsDeprived,
        LearnPlaces::Everyone => LearnAmong::Everyone,
    });
    each.collect()
}

/// What is said of each answer: of all places, then of each that moved.
fn told(
    reference: &Reference,
    study: &Study<'_>,
    all: &[LearnedOf<'_, '_>],
    prose: Prose<'_>,
) -> Result<Vec<Vec<String>>> {
    let judgements = reference.judgements()?;
    let panels: Vec<&Panel> = study.panels().iter().collect();
    let each = all.iter().map(|(c, of)| {
        let mut said = vec![prose.learned(c, of)];
        said.extend(of.found.iter().map(|place| {
            let around: LearnedAround<'_> =
                around(c, (place.area, place.found), &panels, &judgements);
            prose.learned_place(c, place, &around)
        }));
        said
    });
    Ok(each.collect())
}

fn show(
    setting: &Setting<'_>,
    wanted: &LearnArguments,
    (all, told, without): (&[LearnedOf<'_, '_>], &[Vec<String>], Vec<String>),
    prose: Prose<'_>,
) -> Result<()> {
    match wanted.output.format {
        TableFormat::Csv if wanted.every_authority => {
            setting.show(TableFormat::Csv, &tables::by_authority(all, prose))
        }
        TableFormat::Csv => setting.show(TableFormat::Csv, &tables::full(all, prose)),
        TableFormat::Json => print::json(objects(all, told, prose)),
        TableFormat::Markdown | TableFormat::Table => {
            let mut shown: Vec<ToldTable> = Vec::new();
            if wanted.every_authority {
                shown.push((tables::by_authority(all, prose), without));
            } else {
                let each = all.iter().zip(told);
                shown
                    .extend(each.map(|(one, told)| (tables::for_people(one, prose), told.clone())));
                match shown.last_mut() {
                    Some((_, last)) => last.extend(without),
                    None => return print::result(&format!("{}\n", without.join("\n"))),
                }
            }
            let is_markdown = matches!(wanted.output.format, TableFormat::Markdown);
            insights::show(setting, is_markdown, &shown)
        }
    }
}

/// An object an authority and indicator, its places inside.
fn objects(all: &[LearnedOf<'_, '_>], told: &[Vec<String>], prose: Prose<'_>) -> Value {
    let each = all.iter().zip(told).map(|(one, told)| {
        let (c, of) = one;
        json!({
            "authority": prose.name(c.area),
            "la_code": c.area.la_code(),
            "indicator": c.indicator.id,
            "period": c.period.label,
            "towards": if of.is_lower { "lower" } else { "higher" },
            "as_far": of.as_far,
            "asked": of.asked,
            "stood": of.stood,
            "moved": of.found.len(),
            "placebo": of.placebo.share(),
            "paragraphs": told,
            "places": table::json::rows(&tables::full(std::slice::from_ref(one), prose)),
        })
    });
    Value::Array(each.collect())
}
