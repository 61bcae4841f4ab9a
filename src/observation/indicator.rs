//! What is measured: an indicator's names, unit, direction and rounding, whatever file it is read from.

use super::year_kind::YearKind;
use crate::stat::round::round_half_away;

/// Which direction is good, if any.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Deserialize)]
pub(crate) enum Polarity {
    #[serde(rename = "higher-is-better")]
    Higher,
    #[serde(rename = "lower-is-better")]
    Lower,
    #[serde(rename = "none")]
    Unset,
}

impl Polarity {
    /// How the benchmark table and people read it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Polarity::Higher => "higher is better",
            Polarity::Lower => "lower is better",
            Polarity::Unset => "none",
        }
    }

    /// How tables of data write it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Polarity::Higher => "high",
            Polarity::Lower => "low",
            Polarity::Unset => "none",
        }
    }

    /// What stands in a column "Good is".
    pub(crate) fn good_is(self) -> &'static str {
        match self {
            Polarity::Higher => "higher",
            Polarity::Lower => "lower",
            Polarity::Unset => "neither",
        }
    }

    /// Whether higher (`up`), or else lower, is better; none where no direction is good.
    pub(crate) fn is_better(self, up: bool) -> Option<bool> {
        match self {
            Polarity::Higher => Some(up),
            Polarity::Lower => Some(!up),
            Polarity::Unset => None,
        }
    }

    /// Whether one direction is good.
    pub(crate) fn is_known(self) -> bool {
        self != Polarity::Unset
    }

    /// Whether ranks count from the highest figure: they do unless lower is better.
    pub(crate) fn is_highest_first(self) -> bool {
        self != Polarity::Lower
    }
}

/// What the number counts.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(from = "String")]
pub(crate) struct Unit(String);

impl From<String> for Unit {
    fn from(key: String) -> Self {
        Unit(key)
    }
}

impl Unit {
    pub(crate) fn new(key: &str) -> Unit {
        Unit(key.to_owned())
    }

    pub(crate) fn is_percent(&self) -> bool {
        self.0 == "percent"
    }

    pub(crate) fn is_pounds(&self) -> bool {
        self.0 == "pounds"
    }

    pub(crate) fn is_rate(&self) -> bool {
        self.0.starts_with("per-")
    }

    pub(crate) fn is_count(&self) -> bool {
        self.0 == "count"
    }

    pub(crate) fn key(&self) -> &str {
        &self.0
    }

    /// What a count over its base is multiplied by to be in this unit: 100 for percentages, 10,000 for rates per 10,000.
    pub(crate) fn per(&self) -> Option<f64> {
        match self.key() {
            "percent" => Some(100.0),
            key => key.strip_prefix("per-")?.replace(',', "").parse().ok(),
        }
    }

    /// The wording at an axis: "rate per 10,000", "per cent"; empty where the publisher states no unit.
    pub(crate) fn axis(&self) -> String {
        match self.0.as_str() {
            "percent" => "per cent".to_owned(),
            "count" => "number".to_owned(),
            "pounds" => "pounds".to_owned(),
            other => match other.strip_prefix("per-") {
                Some(base) => format!("rate per {base}"),
                None => other.replace('-', " "),
            },
        }
    }

    /// As short as a table's first column needs it: "per 10,000", "%", "number".
    pub(crate) fn brief(&self) -> String {
        match self.0.as_str() {
            "percent" => "%".to_owned(),
            "pounds" => "£".to_owned(),
            _ => self.axis().trim_start_matches("rate ").to_owned(),
        }
    }

    /// What stands before and after a figure in a sentence: "184 per 10,000", "41%", "£512".
    pub(crate) fn around(&self) -> (&'static str, String) {
        match self.0.as_str() {
            "percent" => ("", "%".to_owned()),
            "pounds" => ("£", String::new()),
            "cases-per-worker" => ("", " cases a social worker".to_owned()),
            "grade-points" => ("", " points".to_owned()),
            other => (
                "",
                other
                    .strip_prefix("per-")
                    .map(|base| format!(" per {base}"))
                    .unwrap_or_default(),
            ),
        }
    }
}

/// A known break: figures on both sides are not like for like.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
pub(crate) struct SeriesBreak {
    /// The first period end that follows the new definition.
    pub(crate) period_end: jiff::civil::Date,
    pub(crate) reason: String,
}

/// A period that cannot be held against others of its series, though the definition is the same.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnusualYear {
    /// The last day of the period.
    pub(crate) period_end: jiff::civil::Date,
    pub(crate) reason: String,
}

/// One indicator as everything downstream needs it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Indicator {
    /// Our id, or the publisher's own code where we have none.
    pub(crate) id: String,
    /// The publisher's own code: LAIT's `Measure_short`, or `file:column`.
    pub(crate) source_measure: String,
    pub(crate) title: String,
    pub(crate) short: String,
    pub(crate) noun: String,
    pub(crate) theme: String,
    pub(crate) unit: Unit,
    /// Places after the point, as the publisher prints the figure.
    pub(crate) decimals: u8,
    pub(crate) polarity: Polarity,
    pub(crate) polarity_reason: String,
    /// The publisher's direction, by which its own tool ranks; ours, where it sets the same.
    pub(crate) publisher_polarity: Polarity,
    /// False where the publisher says its range is too small for quartile bands.
    pub(crate) banded: bool,
    pub(crate) year: YearKind,
    /// Multiplier from numerator over denominator to the value: 100 or 10,000; none where no counts are published.
    pub(crate) per: Option<f64>,
    /// England and regions are totals of many authorities, not comparable with one.
    pub(crate) total: bool,
    /// False where the published England figure is known to be of another kind than the regions'.
    pub(crate) england_comparable: bool,
    pub(crate) caution: String,
    pub(crate) publication: String,
    pub(crate) month: u8,
    pub(crate) breaks: Vec<SeriesBreak>,
    pub(crate) unusual_years: Vec<UnusualYear>,
    pub(crate) local: bool,
}

impl Indicator {
    /// A measure of somebody's own, which nothing ranks among published figures.
    pub(crate) fn local(
        id: &str,
        title: &str,
        unit: Unit,
        decimals: u8,
        polarity: Polarity,
    ) -> Indicator {
        Indicator {
            id: id.to_owned(),
            source_measure: id.to_owned(),
            title: title.to_owned(),
            short: title.to_owned(),
            noun: title.to_owned(),
            theme: "local".to_owned(),
            per: unit.per(),
            unit,
            decimals,
            polarity,
            publisher_polarity: polarity,
            polarity_reason: String::new(),
            banded: false,
            year: YearKind::Financial,
            total: false,
            england_comparable: true,
            caution: String::new(),
            publication: String::new(),
            month: 0,
            breaks: Vec::new(),
            unusual_years: Vec::new(),
            local: true,
        }
    }

    /// The figure follows from the size of a place: England and regions are sums of their authorities, and authorities are not
    /// ranked by it.
    pub(crate) fn is_total(&self) -> bool {
        self.total || self.unit.is_count()
    }

    /// The same printed with other decimals: fewer where a group is small, more for a mean.
    pub(crate) fn with_decimals(&self, decimals: u8) -> Indicator {
        Indicator {
            decimals,
            ..self.clone()
        }
    }

    /// A figure as a reader of the printed ones sees it.
    pub(crate) fn printed(&self, value: f64) -> f64 {
        round_half_away(value, self.decimals)
    }

    /// What numerator over denominator is multiplied by to give the value: as the publisher's columns have it, else as the unit, or the
    /// name of an indicator of one's own, says. None where nothing says it.
    pub(crate) fn multiplier(&self) -> Option<f64> {
        self.per
            .or_else(|| self.unit.per())
            .or_else(|| (self.local && self.id.ends_with("percent")).then_some(100.0))
    }

    /// Whether its figures are percentages, by the unit or by the name of an indicator of one's own.
    pub(crate) fn is_percentage(&self) -> bool {
        self.unit.is_percent() || (self.unit.key().is_empty() && self.multiplier() == Some(100.0))
    }

    /// The places after the point with which a mean of figures is printed: as many as they have and at least one, since a mean of
    /// whole numbers seldom is one. Pounds are whole: a mean's pence would claim more than the accounts hold.
    pub(crate) fn mean_decimals(&self) -> u8 {
        if self.unit.is_pounds() {
            self.decimals
        } else {
            self.decimals.max(1)
        }
    }
}
