//! Words about a performance framework: what each measure is, why it is looked at, and which national headlines stand beside.

use super::judgements::day;
use super::list;
use super::measures::target_range;
use crate::measure::framework::Measure;

/// What a measure is, in pairs of label and words.
pub(crate) fn definition(measure: &Measure) -> Vec<(String, String)> {
    let of = &measure.indicator;
    let audience: Vec<String> = measure
        .audience
        .iter()
        .map(|who| who.word().to_owned())
        .collect();
    let target = measure.targets.last();
    let pairs = [
        ("Id", of.id.clone()),
        ("Unit", of.unit.axis()),
        (
            "Better",
            format!("{}: {}", of.polarity.word(), of.polarity_reason),
        ),
        ("Owner", measure.owner.clone()),
        ("From", measure.source.clone()),
        (
            "Returned",
            format!(
                "every {}, due {} days after its end",
                measure.frequency.word(),
                measure.due_after
            ),
        ),
        ("For", list(&audience)),
        (
            "Target",
            target.map_or(String::new(), |target| {
                format!(
                    "{}, {}, from {}",
                    target_range(measure, target),
                    target.basis.words(),
                    day(target.from)
                )
            }),
        ),
        (
            "National indicator",
            measure.national.clone().unwrap_or_default(),
        ),
        ("Note", measure.note.clone()),
    ];
    pairs
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| (label.to_owned(), text))
        .collect()
}

/// Why a measure is looked at, by whom, how often and from where.
pub(crate) fn why(measure: &Measure) -> String {
    let of = &measure.indicator;
    let better = match of.polarity.is_better(true) {
        Some(true) => "Higher is better: ",
        Some(false) => "Lower is better: ",
        None => "Neither higher nor lower is better: ",
    };
    let reason = of.polarity_reason.trim_end_matches('.');
    let target = measure.targets.last().map_or(String::new(), |target| {
        format!(
            " Target: {} ({}) from {}.",
            target_range(measure, target),
            target.basis.words(),
            day(target.from)
        )
    });
    let note = if measure.note.is_empty() {
        String::new()
    } else {
        format!(" {}", measure.note)
    };
    format!(
        "{better}{reason}. {} answers for it; it comes every {} from {}.{target}{note}",
        measure.owner,
        measure.frequency.word(),
        measure.source
    )
}

/// Which of the national headlines the framework has, and which it has not.
pub(crate) fn coverage(with: &[String], without: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    if !with.is_empty() {
        said.push(format!(
            "Of the national headlines the framework has: {}.",
            list(with)
        ));
    }
    if !without.is_empty() {
        said.push(format!("It has no measure beside: {}.", list(without)));
    }
    said.push(
        "Which measures of the Children’s Social Care National Framework it covers is not told: there is no table of them in this program.".to_owned(),
    );
    said
}
