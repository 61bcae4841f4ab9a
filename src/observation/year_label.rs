//! Labels of years as they are published: `2025`, `202425`, `2024-25`, `2024/25`, `2014-16`, `2013/14-15/16`.

use super::year_kind::YearKind;
use jiff::civil::Date;

/// Kind, first and last day of a label without finality. `kind` is the indicator's; the label itself decides where it can. None where
/// it is no label of a year.
pub(super) fn parse(body: &str, kind: YearKind) -> Option<(YearKind, Date, Date)> {
    let (first, last, kind) = years(body, kind)?;
    let (start, end) = match kind {
        YearKind::Day => {
            let day: Date = body.parse().ok()?;
            (day, day)
        }
        _ => span(first, last, kind)?,
    };
    Some((kind, start, end))
}

/// First and last year as numbers, and the kind that the label itself decides.
fn years(body: &str, kind: YearKind) -> Option<(i16, i16, YearKind)> {
    let are_digits = body.bytes().all(|byte| byte.is_ascii_digit());
    match body.len() {
        4 if are_digits => {
            let year: i16 = body.parse().ok().filter(|y| (1900..2200).contains(y))?;
            Some((year - 1, year, kind))
        }
        6 if are_digits => {
            let (first, last) = century(&body[..4], &body[4..])?;
            (last - first == 1).then_some((first, last, range_kind("/", kind)))
        }
        7 if matches!(body.as_bytes()[4], b'-' | b'/') => {
            let (first, last) = century(&body[..4], &body[5..])?;
            let kind = if last - first > 1 {
                YearKind::Rolling
            } else {
                range_kind(body, kind)
            };
            (last > first && last - first <= 10).then_some((first, last, kind))
        }
        10 if body.as_bytes()[4] == b'-' && body.as_bytes()[7] == b'-' => {
            Some((0, 0, YearKind::Day))
        }
        13 if body.as_bytes()[4] == b'/'
            && body.as_bytes()[7] == b'-'
            && body.as_bytes()[10] == b'/' =>
        {
            let (first, second) = century(&body[..4], &body[5..7])?;
            let (before, last) = (
                body[8..10].parse::<i16>().ok()?,
                body[11..13].parse::<i16>().ok()?,
            );
            let last = century(&body[..4], &format!("{last:02}"))?.1;
            let sound = second - first == 1
                && (before + 1).rem_euclid(100) == last.rem_euclid(100)
                && last > second;
            sound.then_some((first, last, YearKind::Rolling))
        }
        _ => None,
    }
}

/// "2024", "25" -> (2024, 2025); the second part may cross a century.
fn century(first: &str, second: &str) -> Option<(i16, i16)> {
    let first: i16 = first.parse().ok().filter(|y| (1900..2200).contains(y))?;
    let second: i16 = second.parse().ok()?;
    let last = first - first.rem_euclid(100) + second;
    Some((first, if last < first { last + 100 } else { last }))
}

/// A one-year range is a financial or an academic year: the indicator's kind decides, else the mark between the years.
fn range_kind(body: &str, kind: YearKind) -> YearKind {
    match kind {
        YearKind::Academic | YearKind::Financial => kind,
        YearKind::MarchSnapshot => YearKind::Financial,
        _ if body.contains('/') => YearKind::Academic,
        _ => YearKind::Financial,
    }
}

fn span(first: i16, last: i16, kind: YearKind) -> Option<(Date, Date)> {
    Some(match kind {
        YearKind::MarchSnapshot => (date(last, 3, 31)?, date(last, 3, 31)?),
        YearKind::Financial => (date(last - 1, 4, 1)?, date(last, 3, 31)?),
        YearKind::Academic => (date(last - 1, 9, 1)?, date(last, 8, 31)?),
        YearKind::Calendar => (date(last, 1, 1)?, date(last, 12, 31)?),
        YearKind::SeptemberYear => (date(first, 10, 1)?, date(last, 9, 30)?),
        YearKind::SeptemberSnapshot => (date(last, 9, 30)?, date(last, 9, 30)?),
        YearKind::JanuarySnapshot => (date(last, 1, 31)?, date(last, 1, 31)?),
        YearKind::Rolling => (date(first, 1, 1)?, date(last, 12, 31)?),
        YearKind::Day
        | YearKind::Month
        | YearKind::Quarter
        | YearKind::FinancialQuarter
        | YearKind::Week => return None,
    })
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}
