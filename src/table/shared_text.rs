//! Texts that many lines of the benchmark table share, quoted once for all of them.

use super::stream::{CsvRows, quoted};
use crate::compare::panel::Panel;
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::reference::Reference;
use crate::reference::breakdown::Breakdown;
use crate::reference::neighbours::NeighbourList;

/// A text as the benchmark table takes it. An empty one is a missing value.
#[derive(Clone, Copy)]
pub(super) enum CsvText<'a> {
    /// Nothing in it needs quotes.
    Plain(&'static str),
    /// Quoted beforehand, since many lines have it.
    Shared(&'a SharedText),
    /// To be quoted where it must be.
    Any(&'a str),
}

impl<'a> CsvText<'a> {
    pub(super) fn words(self) -> &'a str {
        match self {
            CsvText::Plain(text) | CsvText::Any(text) => text,
            CsvText::Shared(shared) => &shared.text,
        }
    }

    pub(super) fn push(self, out: &mut CsvRows) {
        match self {
            CsvText::Plain(text) => out.raw(text.as_bytes()),
            CsvText::Shared(shared) => out.raw(&shared.field),
            CsvText::Any(text) => out.text(text),
        };
    }
}

/// A text of many lines, and the same as a field of a CSV.
#[derive(Clone, Default)]
pub(super) struct SharedText {
    text: String,
    field: Vec<u8>,
}

impl SharedText {
    fn of(text: impl Into<String>) -> SharedText {
        let text = text.into();
        SharedText {
            field: quoted(&text),
            text,
        }
    }

    pub(super) fn csv(&self) -> CsvText<'_> {
        CsvText::Shared(self)
    }
}

/// Texts that the lines of all panels share: the areas' names and codes.
pub(crate) struct SharedNames {
    /// By three-digit code.
    places: Vec<AreaTexts>,
    /// Of a code that the register has not.
    unknown: AreaTexts,
}

#[derive(Clone, Default)]
pub(super) struct AreaTexts {
    pub(super) name: SharedText,
    pub(super) ons_code: SharedText,
    pub(super) la_code: SharedText,
}

impl SharedNames {
    pub(crate) fn of(reference: &Reference) -> SharedNames {
        // Codes have three digits; the largest is 999.
        let mut places = vec![AreaTexts::default(); 1000];
        for place in reference.register.all() {
            if let Some(names) = places.get_mut(usize::from(place.area.0)) {
                *names = AreaTexts {
                    name: SharedText::of(&place.name),
                    ons_code: SharedText::of(&place.ons_code),
                    la_code: SharedText::of(place.area.la_code()),
                };
            }
        }
        SharedNames {
            places,
            unknown: AreaTexts::default(),
        }
    }

    pub(super) fn place(&self, area: Area) -> &AreaTexts {
        self.places
            .get(usize::from(area.0))
            .unwrap_or(&self.unknown)
    }
}

/// Texts that the lines of one panel share: its indicator, the year of the neighbour list and its periods.
pub(crate) struct PanelLabels {
    pub(super) indicator: SharedText,
    pub(super) source_measure: SharedText,
    pub(super) neighbour_list: SharedText,
    /// What is broken down, by what, and into which category; empty for an indicator that is none.
    pub(super) whole: SharedText,
    pub(super) breakdown: SharedText,
    pub(super) category: SharedText,
    /// In the order of the panel's periods.
    pub(super) periods: Vec<PeriodLabels>,
}

pub(super) struct PeriodLabels {
    pub(super) label: SharedText,
    pub(super) kind: SharedText,
    pub(super) end: SharedText,
}

impl PanelLabels {
    pub(crate) fn of(panel: &Panel, list: NeighbourList, reference: &Reference) -> PanelLabels {
        let category = reference.catalogue.category(&panel.indicator.id);
        let of_category = |text: fn(&Breakdown) -> &str| {
            SharedText::of(category.map_or("", |(breakdown, _)| text(breakdown)))
        };
        PanelLabels {
            whole: of_category(|breakdown| &breakdown.indicator),
            breakdown: of_category(|breakdown| &breakdown.key),
            category: SharedText::of(category.map_or("", |(_, category)| category.key.as_str())),
            indicator: SharedText::of(&panel.indicator.id),
            source_measure: SharedText::of(&panel.indicator.source_measure),
            neighbour_list: SharedText::of(list.to_string()),
            periods: panel.periods().iter().map(PeriodLabels::of).collect(),
        }
    }
}

impl PeriodLabels {
    fn of(period: &Period) -> PeriodLabels {
        PeriodLabels {
            label: SharedText::of(&period.label),
            kind: SharedText::of(period.kind.words()),
            end: SharedText::of(
                period
                    .last_day()
                    .map_or_else(String::new, |day| day.to_string()),
            ),
        }
    }
}
