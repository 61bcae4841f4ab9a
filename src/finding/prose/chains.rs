//! Words about the way from referral to plan and to care: at which step a gap to others opens.

use super::{Prose, digits, list, number_word, sentence_case, sentence_start};
use crate::compare::Comparison;
use crate::compare::chain::{Chain, ChainAgainst, ChainStep};
use crate::observation::area::Area;
use crate::stat::round::format_number;

pub(crate) const TO_PLAN: &str = "From referral to protection plan";
pub(crate) const TO_CARE: &str = "From referral to care";
/// Said with every chain.
pub(crate) const FLOWS: &str =
    "Steps are flows of one year: they do not follow the same children, and they do not show why.";
pub(crate) const USUAL: &str = "Usual spread: 95 of 100 authorities lie within it, by the standard deviation of the logarithm over all \
                                authorities and chance in the own numbers. What the steps add multiplies to the gap at the last: on the logarithmic scale the parts sum to it exactly.";

/// What a picture of a chain is of.
pub(crate) fn subtitle(prose: Prose<'_>, area: Area, chain: &Chain<'_>) -> String {
    format!(
        "{} beside {}, {}: rates per 10,000 children, and how many times {} each is",
        prose.said_name(area),
        beside(chain.against),
        chain.period.short(),
        others(chain.against)
    )
}

/// What a picture of a chain says, as its title: the step that adds most, one beyond the usual spread before others.
pub(crate) fn message(prose: Prose<'_>, area: Area, chain: &Chain<'_>, of: &str) -> String {
    let mut named: Vec<&ChainStep<'_>> = chain.named().collect();
    named.sort_by(|one, other| other.part.abs().total_cmp(&one.part.abs()));
    let said = named.first().copied().or(chain.largest());
    let said = said.map_or_else(String::new, |step| {
        let way = if step.part > 0.0 { "more" } else { "fewer" };
        let at = match step.passing {
            None => format!("{way} referrals"),
            Some(_) => format!("{way} {}", for_each(step)),
        };
        let spread = if step.is_beyond() { "beyond" } else { "within" };
        format!(": {at}, {spread} the usual spread")
    });
    format!("{}, {}{said}", prose.short(area), sentence_case(of))
}

fn beside(against: ChainAgainst) -> &'static str {
    match against {
        ChainAgainst::Neighbours => "its statistical neighbours",
        ChainAgainst::England => "England",
    }
}

/// Where the figures of a chain come from.
pub(crate) fn source(chain: &Chain<'_>) -> String {
    format!("Source: {}.", credit(chain))
}

/// The same without the word.
pub(crate) fn credit(chain: &Chain<'_>) -> String {
    let sources = chain.steps.iter().filter_map(|step| {
        let origin = step.panel.origin(step.at, Area::ENGLAND)?;
        step.panel.source(origin.file)
    });
    super::credits(sources)
}

/// That a chain has a hole; `year` says of which year, where one was asked for.
pub(crate) fn nothing(prose: Prose<'_>, area: Area, year: &str) -> String {
    format!(
        "{} has no figure above zero at every step{year}",
        prose.said_name(area)
    )
}

/// The same in a paper.
pub(crate) fn hole(prose: Prose<'_>, area: Area, of: &str) -> String {
    format!(
        "{of}: it cannot be said at which step a gap opens, because in no year {} and enough of its neighbours have a figure above zero at every step.",
        prose.said_name(area)
    )
}

/// That the newest year of a chain is not the newest of its figures.
pub(crate) fn is_older(of: &str, chain: &Chain<'_>) -> String {
    format!(
        "{of}: {} is the newest year in which every step has a figure above zero",
        chain.period.short()
    )
}

/// What a step is called behind a number: "referrals".
fn flow(step: &ChainStep<'_>) -> &'static str {
    match step.panel.indicator.id.as_str() {
        "referral-rate" => "referrals",
        "section-47-rate" => "section 47 enquiries",
        "icpc-rate" => "initial conferences",
        "cpp-starting-rate" => "plans started",
        _ => "children starting to be looked after",
    }
}

/// Steps at which one neighbour's figure weighs on the average, with the middle one's.
fn uneven(chain: &Chain<'_>) -> Option<String> {
    let apart = chain.steps.iter().filter_map(|step| {
        let middle = step.middle_apart()?;
        Some(format!(
            "{} ({}; the middle neighbour has {})",
            flow(step),
            rate(step, step.other),
            rate(step, middle)
        ))
    });
    let apart: Vec<String> = apart.collect();
    (!apart.is_empty()).then(|| {
        format!(
            "A few neighbours weigh on the average of {}: read those with care.",
            list(&apart)
        )
    })
}

/// A step beside the one before it: "section 47 enquiries for each referral".
fn for_each(step: &ChainStep<'_>) -> String {
    let before = match step.panel.indicator.id.as_str() {
        "cpp-starting-rate" => "conference",
        "icpc-rate" => "enquiry",
        _ => "referral",
    };
    format!("{} for each {before}", flow(step))
}

/// A step as a sentence about it calls it: "the step to a plan".
pub(crate) fn step_between(step: &ChainStep<'_>) -> &'static str {
    match step.panel.indicator.id.as_str() {
        "cla-starting-rate" => "the step to care",
        "cpp-starting-rate" => "the step to a plan",
        "icpc-rate" => "the step to a conference",
        "section-47-rate" => "the step to an enquiry",
        _ => "the front door",
    }
}

/// That the steps of a figure's own year cannot be compared.
pub(crate) fn no_chain(c: &Comparison<'_>) -> String {
    format!(
        "not every step has a figure above zero in {}, or too few neighbours have one",
        c.period.short()
    )
}

pub(crate) fn others(against: ChainAgainst) -> &'static str {
    match against {
        ChainAgainst::Neighbours => "its neighbours’ average",
        ChainAgainst::England => "England",
    }
}

/// The others' figures as a column, in the words of every other table.
pub(crate) fn others_column(against: ChainAgainst) -> &'static str {
    match against {
        ChainAgainst::Neighbours => "Neighbours’ mean",
        ChainAgainst::England => "England",
    }
}

/// The own figure over the others', as a column.
pub(crate) fn times_column(against: ChainAgainst) -> &'static str {
    match against {
        ChainAgainst::Neighbours => "Times the neighbours’ mean",
        ChainAgainst::England => "Times England",
    }
}

/// "1.33 times".
pub(crate) fn times(ratio: f64) -> String {
    format!("{} times", format_number(ratio, 2))
}

/// A part as a share of the others' rate: "+33%".
pub(crate) fn part(step: &ChainStep<'_>) -> String {
    let percent = (step.part.exp() - 1.0) * 100.0;
    let sign = if percent >= 0.0 { "+" } else { "−" };
    format!("{sign}{}%", format_number(percent.abs(), 0))
}

/// Of a hundred of the step before.
pub(crate) fn passing(step: &ChainStep<'_>) -> Option<String> {
    let [own, other] = step.passing?;
    Some(format!(
        "{}; {}",
        format_number(own, 1),
        format_number(other, 1)
    ))
}

/// Whether a step is named, as a table says it.
pub(crate) fn beyond(step: &ChainStep<'_>) -> &'static str {
    match step.usual {
        None => "not known",
        Some(_) if step.is_beyond() => "beyond",
        Some(_) => "within",
    }
}

/// What a reader of a table or a row sees of a step.
pub(crate) fn rate(step: &ChainStep<'_>, value: f64) -> String {
    digits(&step.panel.indicator, value)
}

impl Prose<'_> {
    /// A chain in two sentences, without what must be said with every chain.
    pub(crate) fn chain_sentences(&self, area: Area, chain: &Chain<'_>) -> Vec<String> {
        let each = chain
            .steps
            .iter()
            .map(|step| format!("{} the {}", times(step.ratio()), flow(step)));
        let first = format!(
            "Beside {} in {}, {} had for each child living there {}.",
            others(chain.against),
            chain.period.short(),
            self.said_name(area),
            list(&each.collect::<Vec<_>>()),
        );
        let mut said = vec![first, self.where_it_opens(chain)];
        said.extend(uneven(chain));
        said.retain(|sentence| !sentence.is_empty());
        said
    }

    /// The same with what must be said.
    pub(crate) fn chain(&self, area: Area, chain: &Chain<'_>) -> String {
        let mut said = self.chain_sentences(area, chain);
        said.push(FLOWS.to_owned());
        said.join(" ")
    }

    /// At which steps the gap lies beyond the usual spread.
    fn where_it_opens(&self, chain: &Chain<'_>) -> String {
        let told: Vec<String> = chain.named().map(named).collect();
        if !told.is_empty() {
            return format!(
                "Beyond the usual spread between authorities {} {}: {}.",
                if told.len() == 1 { "is" } else { "are" },
                match told.len() {
                    1 => "one step".to_owned(),
                    many => format!("{} steps", number_word(many)),
                },
                list(&told)
            );
        }
        match chain.largest() {
            Some(step) => format!(
                "No step lies beyond the usual spread between authorities; the largest difference, {}, is {}.",
                part(step),
                at_step(step)
            ),
            None => String::new(),
        }
    }
}

fn at_step(step: &ChainStep<'_>) -> String {
    match step.passing {
        None => "at the front door (referrals)".to_owned(),
        Some(_) => format!("in {}", for_each(step)),
    }
}

/// "more section 47 enquiries for each referral (27.1 for 100; 38.0 elsewhere)".
fn named(step: &ChainStep<'_>) -> String {
    let way = if step.part > 0.0 { "more" } else { "fewer" };
    match step.passing {
        None => format!("the front door ({way} referrals, {})", part(step)),
        Some([own, other]) => format!(
            "{way} {} ({} for 100; {} elsewhere)",
            for_each(step),
            format_number(own, 1),
            format_number(other, 1)
        ),
    }
}

/// A chain's name, with the place and the year.
pub(crate) fn title(prose: Prose<'_>, area: Area, chain: &Chain<'_>, of: &str) -> String {
    format!(
        "{of}: {} beside {}, {}",
        prose.said_name(area),
        beside(chain.against),
        chain.period.short()
    )
}

/// What the picture of a chain shows, in words.
pub(crate) fn alt(prose: Prose<'_>, area: Area, chain: &Chain<'_>) -> String {
    let each = chain.steps.iter().map(|step| {
        format!(
            "{}: {} {}, {} {}",
            step.panel.indicator.short,
            prose.short(area),
            rate(step, step.own),
            others(chain.against),
            rate(step, step.other)
        )
    });
    sentence_start(&format!(
        "steps from referral on. {}.",
        each.collect::<Vec<_>>().join("; ")
    ))
}
