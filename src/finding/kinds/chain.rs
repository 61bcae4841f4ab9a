//! From referral on: at which step does a gap to the neighbours open? Told at the last step of a chain, and only of a step that lies beyond
//! the usual spread between authorities and points the way of the whole gap. Steps are flows of one year, not the same children.

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::chain::{
    Chain, ChainAgainst, ChainStep, TO_CARE, TO_PLAN, at_year, steps_beside,
};
use crate::compare::panel::PeriodColumn;
use crate::compare::study::Study;
use crate::compare::{Comparison, PrintedSide};
use crate::finding::evidence::FindingEvidence;
use crate::finding::phrases::{PhraseForm, PhraseValues};
use crate::finding::prose::{above_or_below, chains as words, mean_digits_trimmed};
use crate::finding::working::{WorkingStep, four};
use crate::observation::area::Area;
use crate::stat::round::format_all_digits;
use serde_json::{Value, json};

pub(super) const OPENS: FindingKind = FindingKind {
    name: "GapOpensAtStep",
    method: Some(
        "Steps from referral on: the logarithm of the rate over the neighbours’ mean as a sum of steps; beyond 1.96 standard deviations of the \
         same step over all authorities, with chance in the own numbers and in the mean.",
    ),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&OPENS_AT],
    find,
    working: no_working,
};

const OPENS_AT: PhraseForm = PhraseForm::plain("chain.opens", &["above", "mean", "step"]);
const OF_A_STEP: u32 = 32;
/// Where further steps undo more than this of what a step adds, there is no gap left that opened there.
const LEAST_LEFT: f64 = 0.5;

/// The chain that an indicator ends.
fn ending_in(id: &str) -> Option<&'static [&'static str]> {
    let chains = [&TO_PLAN[..], &TO_CARE[..]];
    chains.into_iter().find(|chain| chain.last() == Some(&id))
}

fn find(c: &Comparison<'_>, study: &Study<'_>) -> Option<Finding> {
    let steps = steps_beside(c, study, ending_in(&c.indicator.id)?)?;
    let steps: Vec<&Comparison<'_>> = steps.iter().collect();
    let chain = at_year(&steps, c.period, ChainAgainst::Neighbours)?;
    let gap = chain.gap();
    let same_way = chain
        .named()
        .filter(|step| step.part.signum() == gap.signum());
    let step = same_way.max_by(|one, other| one.part.abs().total_cmp(&other.part.abs()))?;
    if gap.abs() < LEAST_LEFT * step.part.abs() {
        return None;
    }
    // Who reads the rounded figures must see the gap.
    let side = c.side_of(&c.neighbours)?;
    if side == PrintedSide::Level || (side == PrintedSide::Above) != (gap > 0.0) {
        return None;
    }
    let at = words::step_between(step);
    Some(Finding {
        kind: &OPENS,
        upward: Some(gap > 0.0),
        weight: OF_A_STEP,
        phrase: &OPENS_AT,
        values: values(c, &chain, at),
        question: Some(format!(
            "What do case audits show of decisions at {at}, and do they differ from those of neighbours?"
        )),
        evidence: evidence(&chain),
    })
}

fn values(c: &Comparison<'_>, chain: &Chain<'_>, at: &str) -> PhraseValues {
    let mean = chain.steps.last().map_or(f64::NAN, |step| step.other);
    vec![
        ("above", above_or_below(chain.gap() > 0.0).to_owned()),
        ("mean", mean_digits_trimmed(c.indicator, mean)),
        ("step", at.to_owned()),
    ]
}

fn evidence(chain: &Chain<'_>) -> FindingEvidence {
    let steps: Vec<Value> = chain.steps.iter().map(step_object).collect();
    FindingEvidence {
        values: json!({ "gap": chain.gap(), "steps": steps }),
        comparators: json!({}),
        method: "sum of logarithms of ratios, step by step".to_owned(),
        level: Some(95.0),
        n: chain
            .steps
            .iter()
            .filter_map(|step| Some(step.usual?.authorities))
            .min(),
    }
}

fn step_object(step: &ChainStep<'_>) -> Value {
    json!({
        "indicator": step.panel.indicator.id,
        "period": step.panel.period(step.at).label,
        "value": step.own,
        "neighbours_mean": step.other,
        "part": step.part,
        "usual": step.usual.map(|usual| usual.half_width()),
    })
}

/// The chains that an indicator is a step of, in its period, each beside the neighbours and England: every number, so that it can be done
/// again. Empty where another step was not read.
pub(crate) fn working(c: &Comparison<'_>, study: &Study<'_>) -> Vec<WorkingStep> {
    let asked = [
        (
            &TO_PLAN[..],
            ChainAgainst::Neighbours,
            "From referral to plan: where does the gap to its neighbours open?",
        ),
        (
            &TO_PLAN[..],
            ChainAgainst::England,
            "From referral to plan: where does the gap to England open?",
        ),
        (
            &TO_CARE[..],
            ChainAgainst::Neighbours,
            "From referral to care: where does the gap to its neighbours open?",
        ),
        (
            &TO_CARE[..],
            ChainAgainst::England,
            "From referral to care: where does the gap to England open?",
        ),
    ];
    let id = c.indicator.id.as_str();
    let asked = asked.into_iter().filter(|(ids, ..)| ids.contains(&id));
    asked
        .filter_map(|(ids, against, title)| {
            let steps = steps_beside(c, study, ids)?;
            let steps: Vec<&Comparison<'_>> = steps.iter().collect();
            let facts = match at_year(&steps, c.period, against) {
                Some(chain) => facts(c.area, &chain),
                None => vec![words::no_chain(c)],
            };
            Some((title, facts))
        })
        .collect()
}

fn facts(area: Area, chain: &Chain<'_>) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    let mut before: Option<&ChainStep<'_>> = None;
    for step in &chain.steps {
        facts.extend(of_step(step, before, (area, chain.against)));
        before = Some(step);
    }
    let parts: Vec<String> = chain.steps.iter().map(|step| four(step.part)).collect();
    facts.push(format!(
        "together: {} = {}, which is ln of {} times at the last step",
        parts.join(" + ").replace("+ -", "− "),
        four(chain.gap()),
        four(chain.gap().exp())
    ));
    facts.push(words::FLOWS.to_owned());
    facts
}

fn of_step(
    step: &ChainStep<'_>,
    before: Option<&ChainStep<'_>>,
    (area, against): (Area, ChainAgainst),
) -> Vec<String> {
    let other = match against {
        ChainAgainst::Neighbours => "neighbours’ mean".to_owned(),
        ChainAgainst::England => format!("England ({})", row(step, step.at, Area::ENGLAND)),
    };
    let part = match before {
        None => format!("adds ln {} = {}", four(step.ratio()), four(step.part)),
        Some(before) => format!(
            "adds ln {} − ln {} = {}",
            four(step.ratio()),
            four(before.ratio()),
            four(step.part)
        ),
    };
    vec![
        format!(
            "{}: {} ({}); {other} {}; {} times; {part}",
            step.panel.indicator.short,
            format_all_digits(step.own),
            row(step, step.at, area),
            format_all_digits(step.other),
            four(step.ratio())
        ),
        usual(step),
    ]
}

/// The usual spread of a step and what it is made of.
fn usual(step: &ChainStep<'_>) -> String {
    let Some(of) = step.usual else {
        return "   too few authorities to know the usual spread".to_owned();
    };
    let mean = match of.neighbours {
        Some(n) => format!(" × (1 + 1 ÷ {n})"),
        None => String::new(),
    };
    format!(
        "   usual spread: standard deviation {} of the logarithm over {} authorities; 1.96 × √({}²{mean} + chance {}) = {}: {}",
        four(of.sd),
        of.authorities,
        four(of.sd),
        four(of.chance),
        four(of.half_width()),
        words::beyond(step)
    )
}

fn row(step: &ChainStep<'_>, at: PeriodColumn, area: Area) -> String {
    let place = step.panel.origin(at, area).and_then(|origin| {
        let source = step.panel.source(origin.file)?;
        Some(format!("{}, row {}", source.file, origin.row))
    });
    place.unwrap_or_else(|| "no row".to_owned())
}
