//! The steps from referral to plan and to care, a row a step.

use super::Table;
use super::cell::{number, optional, text};
use super::columns::TableColumns;
use crate::compare::chain::{Chain, ChainStep};
use crate::finding::prose::{Prose, chains as words};
use crate::observation::area::Area;

/// A step with the chain that it is of.
struct ChainRow<'c, 's> {
    of: &'static str,
    chain: &'c Chain<'s>,
    step: &'c ChainStep<'s>,
}

/// Chains by their names, each of one year.
pub(crate) type NamedChains<'c, 's> = [(&'static str, &'c Chain<'s>)];

fn rows<'c, 's>(all: &NamedChains<'c, 's>) -> Vec<ChainRow<'c, 's>> {
    all.iter()
        .flat_map(|(of, chain)| {
            let steps = chain.steps.iter();
            steps.map(move |step| ChainRow { of, chain, step })
        })
        .collect()
}

/// Everything, tidy: for programs.
pub(crate) fn full(area: Area, all: &NamedChains<'_, '_>, prose: Prose<'_>) -> Table {
    let columns = TableColumns::<ChainRow<'_, '_>>::new()
        .text("authority", "authority", move |_| text(prose.name(area)))
        .text("la_code", "la_code", move |_| text(area.la_code()))
        .text("chain", "chain", |row| text(row.of))
        .text("period", "period", |row| text(row.chain.period.label.as_str()))
        .text("against", "against", |row| text(words::others(row.chain.against)))
        .text("indicator", "indicator", |row| {
            text(row.step.panel.indicator.id.as_str())
        })
        .number("rate", "rate", |row| number(Some(row.step.own), None))
        .number("other", "other", |row| number(Some(row.step.other), None))
        .number("ratio", "ratio", |row| number(Some(row.step.ratio()), None))
        .number("passing", "passing", |row| {
            number(row.step.passing.map(|[own, _]| own), None)
        })
        .about("of a hundred of the step before, how many this step has")
        .number("other_passing", "other_passing", |row| {
            number(row.step.passing.map(|[_, other]| other), None)
        })
        .number("part", "part", |row| number(Some(row.step.part), None))
        .about("what the step adds to the natural logarithm of the ratio at the last step; the parts sum to it")
        .number("lower95", "lower95", |row| {
            number(row.step.limits().map(|of| of.lower), None)
        })
        .about("the part less the usual spread of this step between authorities")
        .number("upper95", "upper95", |row| {
            number(row.step.limits().map(|of| of.upper), None)
        })
        .number("gap", "gap", |row| number(Some(row.chain.gap()), None))
        .text("usual_spread", "usual_spread", |row| text(words::beyond(row.step)));
    columns.table("chain", "Chain", rows(all))
}

/// One chain for people.
pub(crate) fn for_people(
    area: Area,
    (of, chain): (&'static str, &Chain<'_>),
    prose: Prose<'_>,
) -> Table {
    let own = prose.short(area).to_owned();
    let others = words::others_column(chain.against);
    let multiple = words::times_column(chain.against);
    let columns = TableColumns::<ChainRow<'_, '_>>::new()
        .text("indicator", "Step", |row| {
            text(row.step.panel.indicator.short.as_str())
        })
        .number("rate", &own, |row| {
            number(Some(row.step.own), Some(row.step.panel.indicator.decimals))
        })
        .number("other", others, |row| {
            number(
                Some(row.step.other),
                Some(row.step.panel.indicator.decimals),
            )
        })
        .number("ratio", multiple, |row| {
            number(Some(row.step.ratio()), Some(2))
        })
        .text("passing", "Of 100 of the step before: own; others", |row| {
            optional(words::passing(row.step))
        })
        .text("part", "Adds to the gap", |row| text(words::part(row.step)))
        .text("usual_spread", "Usual spread", |row| {
            text(words::beyond(row.step))
        });
    let mut table = columns.table("chain", of, rows(&[(of, chain)]));
    table.title = words::title(prose, area, chain, of);
    table.notes = vec![words::FLOWS.to_owned(), words::USUAL.to_owned()];
    table.source = words::credit(chain);
    table
}

/// How each step stood in every year: what it added to the gap.
pub(crate) fn by_year(area: Area, of: &'static str, all: &[Chain<'_>], prose: Prose<'_>) -> Table {
    let steps = all.last().map_or(0, |chain| chain.steps.len());
    let mut columns = TableColumns::<&Chain<'_>>::new()
        .text("period", "Year", |chain| text(chain.period.short()));
    for at in 0..steps {
        let short = all
            .last()
            .and_then(|chain| chain.steps.get(at))
            .map_or(String::new(), |step| step.panel.indicator.short.clone());
        let name = format!("part_{}", at + 1);
        columns = columns.text(&name, &short, move |chain| {
            optional(chain.steps.get(at).map(words::part))
        });
    }
    let columns = columns.number("ratio", "At the last step, times", |chain| {
        number(Some(chain.gap().exp()), Some(2))
    });
    let mut table = columns.table("chain-by-year", of, all);
    table.title = format!(
        "{of}, {}: what each step added to the gap",
        prose.said_name(area)
    );
    table
}
