//! What the statistical charts say: the funnel of all authorities and the gap to the neighbours over time.

use super::charts::TITLE_WORDS;
use super::{
    NEIGHBOURS_MEAN, Prose, above_or_below, credits, digits, list, mean_digits,
    no_figure_or_unknown, ordinal, quantity, reason, sentence_case, sentence_start, theme,
};
use crate::compare::Comparison;
use crate::compare::departure::Parting;
use crate::compare::nation::{FunnelPlace, RankSpan};
use crate::compare::panel::{Panel, PeriodColumn};
use crate::finding::kinds::parted::years_of_turn as years;
use crate::finding::phrases::{PhraseForm, Phrases};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::reference::group::{Group, list_date};
use crate::stat::departure::{Gap, Shape};
use crate::stat::round::format_number;
use crate::stat::verdict::Side;

pub(in crate::finding) const PHRASE_FORMS: [&PhraseForm; 6] = [
    &FUNNEL_OUTSIDE,
    &FUNNEL_WITHIN,
    &FUNNEL_NONE,
    &GAP_TURNED,
    &GAP_ALREADY,
    &GAP_NONE,
];

const FUNNEL_OUTSIDE: PhraseForm = PhraseForm::plain("chart.funnel.outside", &["above"]);
const FUNNEL_WITHIN: PhraseForm = PhraseForm::plain("chart.funnel.within", &[]);
const FUNNEL_NONE: PhraseForm = PhraseForm::plain("chart.funnel.none", &[]);
const GAP_TURNED: PhraseForm = PhraseForm::plain("chart.gap.turned", &["years"]);
const GAP_ALREADY: PhraseForm = PhraseForm::plain("chart.gap.already", &[]);
const GAP_NONE: PhraseForm = PhraseForm::plain("chart.gap.none", &[]);

/// What a chart of a gap shows beside the authority; follows its name.
pub(crate) const BESIDE_MEAN: &str = " and the mean of its statistical neighbours";

/// What a chart of neighbours shows beside the authority; follows its name, as do the next two.
pub(crate) fn with_neighbours(period: &Period) -> String {
    format!(" and its statistical neighbours, {}", period.short())
}

pub(crate) fn among_authorities(period: &Period) -> String {
    format!(" among all English authorities, {}", period.short())
}

pub(crate) fn among_authorities_by_size(period: &Period) -> String {
    format!(" among authorities by size, {}", period.short())
}

pub(crate) fn among_authorities_by_deprivation(period: &Period) -> String {
    format!(" among authorities by deprivation, {}", period.short())
}

/// The labels of lines across bars.
pub(crate) fn mean_mark(indicator: &Indicator, mean: f64) -> String {
    format!("{NEIGHBOURS_MEAN} {}", mean_digits(indicator, mean))
}

/// Short, since a label that is too long for its chart is cut at its end.
pub(crate) fn group_line(group: &Group) -> String {
    format!("{}, mean", sentence_start(&group.label()))
}

pub(crate) fn group_mark(indicator: &Indicator, group: &Group, mean: f64) -> String {
    format!("{} {}", group_line(group), mean_digits(indicator, mean))
}

pub(crate) fn england_mark(indicator: &Indicator, value: f64) -> String {
    format!("England {}", digits(indicator, value))
}

/// What the shade of a trend means.
pub(crate) const RANGE: &str = "Shaded: lowest to highest neighbour";
pub(crate) const LOWEST: &str = "Lowest neighbour";
/// Ends the line under the title of a chart whose value axis is cut.
pub(crate) const CUT_AXIS: &str = "; the axis does not start at zero";
/// A note on charts of an officer's own figures.
pub(crate) const LOCAL: &str = "Local, unvalidated figures.";

/// What stands at a bar: the figure, or why there is none.
pub(crate) fn bar_text(indicator: &Indicator, reading: Reading) -> String {
    match reading {
        Reading::Known(value) => digits(indicator, value),
        Reading::Missing(status) => format!("{}: {}", no_figure_or_unknown(status), reason(status)),
    }
}

/// The label of a funnel's centre.
pub(crate) fn all_together(indicator: &Indicator, average: f64) -> String {
    format!("All together {}", digits(indicator, average))
}

/// What that label means, and why England's figure may be another.
pub(crate) fn all_together_note(c: &Comparison<'_>, placed: usize) -> String {
    let england = c.comparable_england().map(|value| {
        format!(
            "; England’s published figure is {}",
            quantity(c.indicator, value)
        )
    });
    format!(
        "“All together”: the counts of the {placed} authorities shown, added up and divided by all that they are of{}",
        england.unwrap_or_default()
    )
}

/// The keys of a funnel's marks.
pub(crate) const WIDE_LIMITS: &str = "allowing for the usual spread between authorities";
pub(crate) const PLAIN_LIMITS: &str = "if only chance were at work";
pub(crate) const NEIGHBOUR: &str = "Statistical neighbour";
pub(crate) const OUTSIDE: &str = "Outside the 95% limits that allow for the usual spread";
pub(crate) const LEVEL: &str = "Level with its neighbours";

/// What a funnel's sizes are.
pub(crate) fn size_label(percentage: bool) -> &'static str {
    if percentage {
        "Number that the percentage is of"
    } else {
        "Population that the rate is of"
    }
}

/// A gap's axis, and what stands behind its figures.
pub(crate) fn gap_unit(gap: Gap) -> (&'static str, &'static str) {
    match gap {
        Gap::LogRatio => ("per cent above or below its neighbours’ mean", "%"),
        Gap::Difference => ("points above or below its neighbours’ mean", ""),
    }
}

/// The ends of an axis of ranks, and its key.
pub(crate) const FIRST: &str = "1st: best, or highest";
pub(crate) const LAST: &str = "last: worst, or lowest";
pub(crate) const RANK: &str = "Rank";
pub(crate) const RANK_RANGE: &str = "Range of ranks that chance allows (95%)";

/// A rank with its range: "1st (1st to 2nd)".
pub(crate) fn span(span: &RankSpan) -> String {
    format!(
        "{} ({} to {})",
        ordinal(span.place.rank),
        ordinal(span.from),
        ordinal(span.to)
    )
}

/// The title of a chart of ranks, and the line under it.
pub(crate) fn ranks_title(own: &str) -> String {
    format!("{own}: ranks, allowing for chance")
}

pub(crate) fn ranks_subtitle(name: &str) -> String {
    format!("{name} among all English authorities, newest period of each indicator")
}

/// What a chart of ranks shows, row by row.
pub(crate) fn ranks_alt(rows: &[(String, RankSpan)]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(label, of)| format!("{label}: {} of {}", span(of), of.of))
        .collect();
    format!(
        "Chart of ranks with the range that chance allows, a row an indicator. {}.",
        rows.join("; ")
    )
}

/// A layer of the pyramid by its indicator, with its part of a hundred children in need.
pub(crate) fn share(own: Option<f64>, neighbours: Option<f64>) -> String {
    let whole = |part: f64| format_number(part, 0);
    match (own, neighbours) {
        (Some(own), Some(others)) => format!(
            "{} of 100 children in need; neighbours {}",
            whole(own),
            whole(others)
        ),
        (Some(own), None) => format!("{} of 100 children in need", whole(own)),
        (None, _) => "all children in need".to_owned(),
    }
}

/// The title of a pyramid, and the line under it.
pub(crate) fn pyramid_title(own: &str) -> String {
    format!("{own}: from need to care")
}

pub(crate) fn pyramid_subtitle(period: &str) -> String {
    format!("Children in need, protection plans and looked after, rate per 10,000, {period}")
}

/// The title of a scorecard, and the line under it.
pub(crate) fn scorecard_title(own: &str, count: usize) -> String {
    format!("{own}: {count} indicators at a glance")
}

pub(crate) fn scorecard_subtitle(name: &str, region: &str) -> String {
    format!(
        "{name} beside its statistical neighbours, {region} and England. A is the best quarter of authorities, D the worst"
    )
}

/// More names than this would crowd a note.
const MOST_NAMED: usize = 8;

/// Why a small chart's line is broken.
pub(crate) const BREAK_NOTE: &str =
    "A dotted upright line parts figures that are not like for like";

/// The message of a theme's small charts.
pub(crate) fn multiples_title(own: &str, key: &str, count: usize) -> String {
    let theme = sentence_case(&theme(key));
    let full = format!("{own}: {theme}, {count} indicators over time");
    if full.split_whitespace().count() <= TITLE_WORDS {
        full
    } else {
        format!("{own}: {theme}")
    }
}

/// The line under that title.
pub(crate) fn multiples_subtitle(name: &str) -> String {
    format!(
        "{name} beside its statistical neighbours and England, each chart with a scale of its own"
    )
}

/// What a theme's small charts show: the newest figures, chart by chart.
pub(crate) fn multiples_alt<'c, 'a: 'c>(
    own: &str,
    of: impl Iterator<Item = &'c Comparison<'a>>,
) -> String {
    let say = |c: &Comparison<'_>| {
        let value = match c.reading {
            Reading::Known(value) => quantity(c.indicator, value),
            Reading::Missing(status) => {
                format!("{} ({})", no_figure_or_unknown(status), status.word())
            }
        };
        let mean = c.neighbours.comparable();
        let mean = mean.map(|spread| {
            format!(
                "; neighbours’ mean {}",
                mean_digits(c.indicator, spread.mean)
            )
        });
        let england = c
            .comparable_england()
            .map(|value| format!("; England {}", digits(c.indicator, value)));
        let parts = [mean, england].into_iter().flatten().collect::<String>();
        format!(
            "{}: {value} in {}{parts}",
            c.indicator.short,
            c.period.short()
        )
    };
    let each: Vec<String> = of.map(say).collect();
    format!(
        "{} small line charts of {own} over time, an indicator each. {}.",
        each.len(),
        each.join(". ")
    )
}

impl Prose<'_> {
    /// The line under a chart's title: measure, authority, what else the chart shows, and how final the figure is.
    pub(crate) fn subtitle(&self, c: &Comparison<'_>, what: &str) -> String {
        let (title, name) = (&c.indicator.title, self.said_name(c.area));
        match c.period.finality.word() {
            "" => format!("{title}. {name}{what}"),
            finality => format!("{title}. {name}{what} ({finality})"),
        }
    }

    /// The source of a chart of several indicators: every release it rests on, and the neighbour list.
    pub(crate) fn sources_line(&self, first: &Comparison<'_>, all: &[&Comparison<'_>]) -> String {
        let credits = credits(all.iter().filter_map(|each| self.source(each)));
        format!(
            "Source: {credits}. Neighbours: DfE list of {}.",
            list_date(first.list)
        )
    }

    /// A funnel's message.
    pub(crate) fn funnel_message(
        &self,
        c: &Comparison<'_>,
        place: Option<&FunnelPlace>,
        phrases: &Phrases,
    ) -> String {
        let (form, values) = match place.map(|place| place.wide_verdict.side()) {
            Some(Some(side)) => {
                let above = above_or_below(side == Side::Above).to_owned();
                (&FUNNEL_OUTSIDE, vec![("above", above)])
            }
            Some(None) => (&FUNNEL_WITHIN, Vec::new()),
            None => (&FUNNEL_NONE, Vec::new()),
        };
        phrases.say(c, form, values)
    }

    /// Who has no place in a funnel, the authority of the chart by name and with the reason.
    pub(crate) fn not_placed(&self, c: &Comparison<'_>, absent: &[Area]) -> Option<String> {
        let others: Vec<String> = absent
            .iter()
            .filter(|area| **area != c.area)
            .map(|area| self.short(*area).to_owned())
            .collect();
        let own = absent.contains(&c.area).then(|| match c.reading {
            Reading::Known(value) => format!(
                "{}, {}, has no published counts",
                self.short(c.area),
                quantity(c.indicator, value)
            ),
            Reading::Missing(status @ Status::SetAside) => {
                format!("{} is not known: {}", self.short(c.area), reason(status))
            }
            Reading::Missing(status) => {
                format!("{} has no figure: {}", self.short(c.area), reason(status))
            }
        });
        let few = (1..=MOST_NAMED).contains(&others.len());
        let others = few.then(|| {
            format!(
                "Not shown, since counts are not published: {}",
                list(&others)
            )
        });
        let said: Vec<String> = own.into_iter().chain(others).collect();
        (!said.is_empty()).then(|| said.join(". "))
    }

    /// What a funnel shows, with the figures.
    pub(crate) fn funnel_alt(&self, c: &Comparison<'_>, all: &[(Area, FunnelPlace)]) -> String {
        let outside: Vec<String> = all
            .iter()
            .filter(|(_, place)| place.wide_verdict.is_strong())
            .map(|(area, place)| {
                format!("{} {}", self.short(*area), digits(c.indicator, place.value))
            })
            .collect();
        let own = all.iter().find(|(area, _)| *area == c.area).map(|(_, place)| {
            format!(
                "{} {}, where {} to {} would be expected (95%, allowing for the usual spread). ",
                self.short(c.area),
                digits(c.indicator, place.value),
                digits(c.indicator, place.wide.p95.lower),
                digits(c.indicator, place.wide.p95.upper)
            )
        });
        let outside = if outside.is_empty() {
            "none".to_owned()
        } else {
            list(&outside)
        };
        format!(
            "Funnel chart of {} authorities by size, {}. {}Outside the 99.8% limits: {outside}.",
            all.len(),
            c.period.short(),
            own.unwrap_or_default()
        )
    }

    /// A gap's message: a date only where one is earned.
    pub(crate) fn gap_message(
        &self,
        c: &Comparison<'_>,
        parting: &Parting,
        phrases: &Phrases,
    ) -> String {
        let (form, values) = match self.gap_years(parting, c.panel) {
            Some(years) => (&GAP_TURNED, vec![("years", years)]),
            None if parting.already.is_some() => (&GAP_ALREADY, Vec::new()),
            None => (&GAP_NONE, Vec::new()),
        };
        phrases.say(c, form, values)
    }

    /// The plausible first years of a departure, where the shape has a date worth saying.
    fn gap_years(&self, parting: &Parting, panel: &Panel) -> Option<String> {
        let first_years = parting.years().filter(|_| parting.turned())?;
        Some(years(panel, first_years))
    }

    /// What stands above those years in the picture.
    pub(crate) fn gap_label(&self, parting: &Parting, panel: &Panel) -> Option<String> {
        let years = self.gap_years(parting, panel)?;
        let what = if parting.moves_away() {
            "First year apart"
        } else {
            "Turned"
        };
        Some(format!("{what}: {}", years.trim_start_matches("in ")))
    }

    /// What the fitted line is, where one is drawn: "Fitted: a step down in 2021".
    pub(crate) fn fit_label(&self, parting: &Parting, panel: &Panel) -> Option<String> {
        let fitted = parting.fitted()?;
        let up = fitted.last()? > fitted.first()?;
        let first = parting.turns_at()?;
        let first_year = panel.period(first).short();
        Some(match parting.onset.shape {
            Shape::Step => format!(
                "Fitted: a step {} in {first_year}",
                if up { "up" } else { "down" }
            ),
            _ => {
                let bend = parting
                    .columns
                    .iter()
                    .rev()
                    .find(|column| **column < first)
                    .map(|column| panel.period(*column).short())?;
                format!(
                    "Fitted: level until {bend}, then a steady {}",
                    if up { "rise" } else { "fall" }
                )
            }
        })
    }

    /// How far the others moved, which says what a departure is worth.
    pub(crate) fn gap_note(&self, parting: &Parting) -> String {
        format!(
            "In {} of the other {} authorities the gap to their own neighbours changed as much. Mean of the {} neighbours with a figure in every year.",
            parting.placebo.moved_as_far, parting.placebo.others, parting.neighbours
        )
    }

    /// What the pyramid shows, from the top.
    pub(crate) fn pyramid_alt(
        &self,
        area: Area,
        levels: &[(String, Vec<String>)],
        series: &[String],
    ) -> String {
        let say = |(label, texts): &(String, Vec<String>)| {
            let each: Vec<String> = series
                .iter()
                .zip(texts)
                .map(|(name, text)| format!("{name} {text}"))
                .collect();
            format!("{label}: {}", each.join(", "))
        };
        let levels: Vec<String> = levels.iter().map(say).collect();
        format!(
            "Escalation profile of {}, rates per 10,000. {}.",
            self.short(area),
            levels.join("; ")
        )
    }

    /// What a gap's chart shows, with the figures.
    pub(crate) fn gap_alt(&self, c: &Comparison<'_>, panel: &Panel, parting: &Parting) -> String {
        let (unit, suffix) = gap_unit(parting.gap);
        let say = |(column, gap): (&PeriodColumn, &f64)| {
            let period = panel.period(*column).short();
            format!("{}{suffix} in {period}", format_number(*gap, 0))
        };
        let points: Vec<String> = parting
            .columns
            .iter()
            .zip(&parting.shown())
            .map(say)
            .collect();
        let fit = self
            .fit_label(parting, panel)
            .map(|label| format!("{label}. "))
            .unwrap_or_default();
        format!(
            "Line chart of the gap of {}, {unit}: {}. {fit}{}",
            self.short(c.area),
            points.join(", "),
            self.gap_note(parting)
        )
    }
}
