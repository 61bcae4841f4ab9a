//! A framework as it stands in the file, checked measure by measure.

use super::{
    Frequency, Measure, MeasureAudience, MeasurePlace, MeasureRebase, MeasureTarget, SmallNumbers,
    TargetBasis,
};
use crate::observation::day::{DayForm, day_form};
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::reference::catalogue::Catalogue;
use crate::reference::nearest::nearest;
use jiff::civil::Date;
use serde::Deserialize;

/// What is wrong with a measure, and what to do.
pub(super) struct MeasureFault {
    pub(super) what: String,
    pub(super) hint: String,
}

fn fault(what: impl Into<String>, hint: impl Into<String>) -> MeasureFault {
    MeasureFault {
        what: what.into(),
        hint: hint.into(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenFramework {
    pub(super) title: String,
    pub(super) authority: String,
    #[serde(default)]
    pub(super) place: Vec<WrittenPlace>,
    #[serde(default)]
    pub(super) measure: Vec<WrittenMeasure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenPlace {
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    aliases: Vec<String>,
}

impl WrittenPlace {
    /// A place of which only the name is said.
    pub(super) fn named(name: String) -> WrittenPlace {
        WrittenPlace {
            name,
            kind: String::new(),
            aliases: Vec::new(),
        }
    }

    pub(super) fn place(self) -> MeasurePlace {
        MeasurePlace {
            name: self.name,
            kind: self.kind,
            aliases: self.aliases,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenMeasure {
    pub(super) id: String,
    title: String,
    #[serde(default)]
    short: String,
    #[serde(default)]
    noun: String,
    #[serde(default)]
    aliases: Vec<String>,
    theme: String,
    unit: String,
    #[serde(default)]
    decimals: u8,
    polarity: WrittenPolarity,
    polarity_reason: String,
    owner: String,
    source: String,
    frequency: Frequency,
    #[serde(default)]
    audience: Vec<MeasureAudience>,
    national: Option<String>,
    #[serde(default)]
    small_numbers: SmallNumbers,
    #[serde(default = "ten")]
    due_after: i32,
    #[serde(default)]
    target: Vec<WrittenTarget>,
    #[serde(default)]
    rebase: Vec<WrittenRebase>,
    #[serde(default)]
    cumulative: bool,
    #[serde(default)]
    note: String,
}

fn ten() -> i32 {
    10
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum WrittenPolarity {
    High,
    Low,
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTarget {
    from: String,
    at_least: Option<f64>,
    at_most: Option<f64>,
    basis: TargetBasis,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRebase {
    from: String,
    reason: String,
}

/// The units that a framework may name: those of the catalogue whose figures people print.
const UNITS: [&str; 7] = [
    "count",
    "percent",
    "per-10,000",
    "per-100,000",
    "pounds",
    "days",
    "score",
];

impl WrittenMeasure {
    pub(super) fn checked(self, catalogue: &Catalogue) -> Result<Measure, MeasureFault> {
        if !UNITS.contains(&self.unit.as_str()) {
            return Err(fault(
                format!("“{}” is no unit", self.unit),
                format!("write one of {}", UNITS.join(", ")),
            ));
        }
        if self.polarity_reason.trim().is_empty() {
            return Err(fault(
                "polarity_reason is empty",
                "say why higher or lower is better, or why neither is",
            ));
        }
        if let Some(national) = &self.national {
            check_national(national, catalogue)?;
        }
        let mut targets = Vec::new();
        for target in &self.target {
            targets.push(target.checked()?);
        }
        targets.sort_by_key(|target| target.from);
        let mut rebases = Vec::new();
        for rebase in &self.rebase {
            if rebase.reason.trim().is_empty() {
                return Err(fault(
                    "a rebase has no reason",
                    "say what changed: limits start anew for a reason only",
                ));
            }
            rebases.push(MeasureRebase {
                from: day(&rebase.from)?,
                reason: rebase.reason.clone(),
            });
        }
        rebases.sort_by_key(|rebase| rebase.from);
        Ok(Measure {
            indicator: self.indicator(),
            aliases: self.aliases,
            owner: self.owner,
            source: self.source,
            frequency: self.frequency,
            audience: self.audience,
            national: self.national,
            small_numbers: self.small_numbers,
            due_after: self.due_after,
            targets,
            rebases,
            is_cumulative: self.cumulative,
            note: self.note,
        })
    }

    fn indicator(&self) -> Indicator {
        let polarity = match self.polarity {
            WrittenPolarity::High => Polarity::Higher,
            WrittenPolarity::Low => Polarity::Lower,
            WrittenPolarity::None => Polarity::Unset,
        };
        let or_title = |text: &str| match text {
            "" => self.title.clone(),
            text => text.to_owned(),
        };
        Indicator {
            short: or_title(&self.short),
            noun: or_title(&self.noun),
            theme: self.theme.clone(),
            polarity_reason: self.polarity_reason.clone(),
            ..Indicator::local(
                &self.id,
                &self.title,
                Unit::new(&self.unit),
                self.decimals,
                polarity,
            )
        }
    }
}

/// That an id is of an indicator of the catalogue.
fn check_national(id: &str, catalogue: &Catalogue) -> Result<(), MeasureFault> {
    if catalogue.curated(id).is_some() {
        return Ok(());
    }
    let known = catalogue.entries().iter().map(|entry| entry.id.as_str());
    let hint = match nearest(id, known) {
        Some(near) => format!("did you mean “{near}”?"),
        None => "“yardstick indicators” lists them".to_owned(),
    };
    Err(fault(format!("national = “{id}” is no indicator"), hint))
}

impl WrittenTarget {
    fn checked(&self) -> Result<MeasureTarget, MeasureFault> {
        let range = (self.at_least, self.at_most);
        match range {
            (None, None) => Err(fault(
                "a target has no range",
                "write at_least, at_most, or both for a range that has to be kept",
            )),
            (Some(least), Some(most)) if least > most => Err(fault(
                format!("a target asks for at least {least} and at most {most}"),
                "the first must not be larger than the second",
            )),
            (least, most) => Ok(MeasureTarget {
                from: day(&self.from)?,
                least,
                most,
                basis: self.basis,
            }),
        }
    }
}

fn day(text: &str) -> Result<Date, MeasureFault> {
    match day_form(text) {
        DayForm::Clear(day) | DayForm::DayFirst(day) => Ok(day),
        _ => Err(fault(
            format!("“{text}” is no day that can be read one way only"),
            "write it as 2026-04-01",
        )),
    }
}
