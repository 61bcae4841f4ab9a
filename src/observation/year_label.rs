//! Labels of years as they are published, `2025`, `202425`, `2024-25`, `2024/25`, `2014-16`, `2013/14-15/16`, and as officers write
//! them: `2024-2025`, `24/25`, `FY 2024-25`, `2024/25 academic year`.

use super::day::{DayForm, day_form};
use super::words::{figures, plain};
use super::year_kind::YearKind;
use jiff::civil::Date;

/// Kind, first and last day of a label without finality. `kind` is the indicator's; the label itself decides where it can. None where
/// it is no label of a year.
pub(super) fn parse(body: &str, kind: YearKind) -> Option<(YearKind, Date, Date)> {
    // Files are full of labels as they are published, which need no words to be looked for.
    if let Some(years) = years(body) {
        return spanned(NamedYear { base: None, years }, body, kind);
    }
    if let DayForm::Clear(day) | DayForm::DayFirst(day) = day_form(body) {
        return Some((YearKind::Day, day, day));
    }
    let text = plain(body);
    spanned(named_year(&text)?, &text, kind)
}

fn spanned(named: NamedYear, text: &str, kind: YearKind) -> Option<(YearKind, Date, Date)> {
    let kind = named.base.map_or(kind, BaseYear::kind);
    let (first, last, kind) = match (named.years, named.base) {
        // “FY2025” is the year to March 2025 for some and the year from April 2025 for others.
        (Years::One(_), Some(base)) if base.spans_two() => return None,
        (Years::Two(_), Some(BaseYear::Calendar)) => return None,
        (Years::One(year), _) => (year - 1, year, kind),
        (Years::Two(first), _) => (first, first + 1, range_kind(text, kind)),
        (Years::Several(first, last), _) => (first, last, YearKind::Rolling),
    };
    let (start, end) = span(first, last, kind)?;
    Some((kind, start, end))
}

/// The calendar years that a text names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Years {
    One(i16),
    /// The first of two that follow each other.
    Two(i16),
    /// First and last of more than two.
    Several(i16, i16),
}

/// The kind of year that a text names in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BaseYear {
    Calendar,
    Financial,
    Academic,
    Tax,
}

impl BaseYear {
    /// Words for each; longer ones before those with which they begin or end.
    const WORDS: [(&'static str, BaseYear); 13] = [
        ("financial year", BaseYear::Financial),
        ("academic year", BaseYear::Academic),
        ("school year", BaseYear::Academic),
        ("calendar year", BaseYear::Calendar),
        ("tax year", BaseYear::Tax),
        ("financial", BaseYear::Financial),
        ("academic", BaseYear::Academic),
        ("calendar", BaseYear::Calendar),
        ("tax", BaseYear::Tax),
        ("f/y", BaseYear::Financial),
        ("fy", BaseYear::Financial),
        ("ay", BaseYear::Academic),
        ("cy", BaseYear::Calendar),
    ];

    pub(super) fn kind(self) -> YearKind {
        match self {
            BaseYear::Calendar => YearKind::Calendar,
            BaseYear::Financial => YearKind::Financial,
            BaseYear::Academic => YearKind::Academic,
            BaseYear::Tax => YearKind::Tax,
        }
    }

    fn spans_two(self) -> bool {
        self != BaseYear::Calendar
    }
}

/// Years, with the kind of year where the text says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NamedYear {
    pub(super) base: Option<BaseYear>,
    pub(super) years: Years,
}

/// Reads years with or without words for their kind before or behind them. The text is plain.
pub(super) fn named_year(text: &str) -> Option<NamedYear> {
    let text = text.trim();
    let around = |(words, base): (&str, BaseYear)| {
        let rest = text
            .strip_prefix(words)
            .or_else(|| text.strip_suffix(words))?;
        Some((rest.trim(), base))
    };
    let (rest, base) = BaseYear::WORDS
        .into_iter()
        .find_map(around)
        .map_or((text, None), |(rest, base)| (rest, Some(base)));
    Some(NamedYear {
        base,
        years: years(rest)?,
    })
}

fn years(text: &str) -> Option<Years> {
    if figures(text).is_some() {
        return match text.len() {
            4 => year(text).map(Years::One),
            6 => two(year(&text[..4])?, &text[4..]),
            _ => None,
        };
    }
    let (first, last) = text
        .split_once(" to ")
        .or_else(|| {
            text.split_once('-')
                .filter(|_| text.matches('-').count() == 1)
        })
        .or_else(|| text.split_once('/'))?;
    let (first, last) = (first.trim(), last.trim());
    match (first.len(), last.len()) {
        (4, 2) => {
            let (first, last) = century(first, last)?;
            ordered(first, last)
        }
        (4, 4) => ordered(year(first)?, year(last)?),
        // 11/12 may be a day or a month.
        (2, 2) if figures(last)? > 12 => two(2000 + i16::try_from(figures(first)?).ok()?, last),
        (7, 5) => rolling(first, last),
        _ => None,
    }
}

/// The years of 2013/14-15/16.
fn rolling(first: &str, last: &str) -> Option<Years> {
    let (begins, second) = first.split_once('/')?;
    let (before, ends) = last.split_once('/')?;
    let (begins, second) = century(begins, second)?;
    let (before, ends) = (
        century(&begins.to_string(), before)?.1,
        century(&begins.to_string(), ends)?.1,
    );
    let sound = second - begins == 1 && ends - before == 1 && ends > second;
    sound.then_some(Years::Several(begins, ends))
}

fn ordered(first: i16, last: i16) -> Option<Years> {
    match last - first {
        1 => Some(Years::Two(first)),
        2..=10 => Some(Years::Several(first, last)),
        _ => None,
    }
}

/// Two years that follow each other, the second by its last two figures.
fn two(first: i16, second: &str) -> Option<Years> {
    let follows = figures(second)? == u32::try_from((first + 1).rem_euclid(100)).ok()?;
    follows.then_some(Years::Two(first))
}

fn year(text: &str) -> Option<i16> {
    i16::try_from(figures(text)?)
        .ok()
        .filter(|year| (1900..=2100).contains(year))
}

/// "2024", "25" -> (2024, 2025); the second part may cross a century.
fn century(first: &str, second: &str) -> Option<(i16, i16)> {
    let first = year(first)?;
    let second = i16::try_from(figures(second)?).ok()?;
    let last = first - first.rem_euclid(100) + second;
    Some((first, if last < first { last + 100 } else { last }))
}

/// A one-year range is a financial or an academic year: the indicator's kind decides, else the mark between the years.
fn range_kind(body: &str, kind: YearKind) -> YearKind {
    match kind {
        YearKind::Academic | YearKind::Financial | YearKind::Tax | YearKind::Reporting => kind,
        YearKind::MarchSnapshot => YearKind::Financial,
        _ if body.contains('/') || figures(body).is_some() => YearKind::Academic,
        _ => YearKind::Financial,
    }
}

fn span(first: i16, last: i16, kind: YearKind) -> Option<(Date, Date)> {
    Some(match kind {
        YearKind::MarchSnapshot => (date(last, 3, 31)?, date(last, 3, 31)?),
        YearKind::Financial => (date(last - 1, 4, 1)?, date(last, 3, 31)?),
        YearKind::Academic => (date(last - 1, 9, 1)?, date(last, 8, 31)?),
        YearKind::Calendar | YearKind::Reporting => (date(last, 1, 1)?, date(last, 12, 31)?),
        YearKind::SeptemberYear => (date(first, 10, 1)?, date(last, 9, 30)?),
        YearKind::SeptemberSnapshot => (date(last, 9, 30)?, date(last, 9, 30)?),
        YearKind::JanuarySnapshot => (date(last, 1, 31)?, date(last, 1, 31)?),
        YearKind::Tax => (date(last - 1, 4, 6)?, date(last, 4, 5)?),
        YearKind::Rolling => (date(first, 1, 1)?, date(last, 12, 31)?),
        _ => return None,
    })
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}
