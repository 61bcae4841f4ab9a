//! What leaves the council: figures of the whole authority by measure and period, with what each measure is. No count of 1 to 5 is among them,
//! none can be worked out as what is left of a base, and none as the difference of two figures that add up through the year.

use crate::dashboard::board::MeasureBoard;
use crate::measure::framework::Measure;
use crate::measure::series::MeasurePoint;
use crate::observation::period::Period;
use crate::stat::round::format_all_digits;

/// The columns of an exported file.
pub(crate) const COLUMNS: [&str; 10] = [
    "council",
    "la_code",
    "measure",
    "title",
    "unit",
    "better",
    "period",
    "value",
    "numerator",
    "denominator",
];

/// A difference of 1 to so many is a small count.
const SMALL: f64 = 5.0;
/// What stands where a figure is withheld.
const WITHHELD: &str = "c";

/// The file of a council, by measure and period.
pub(crate) fn export(board: &MeasureBoard, la_code: &str) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for entry in board.entries.iter().filter(|entry| entry.place.is_none()) {
        let measure = board.measure(entry);
        let mut before: Option<&MeasurePoint> = None;
        for point in entry
            .series
            .points
            .iter()
            .filter(|point| point.period.end <= board.as_at)
        {
            let is_hidden = point.reading.value().is_none() || leaks(measure, before, point);
            let _ = writer.write_record(row(board, (la_code, measure), point, is_hidden));
            if !is_hidden {
                before = Some(point);
            }
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// Whether the difference to the last figure that is shown would be a small count: of figures that add up through the year.
fn leaks(measure: &Measure, before: Option<&MeasurePoint>, point: &MeasurePoint) -> bool {
    let count = |point: &MeasurePoint| {
        let counted = point.counts.map(|(count, _)| count);
        counted.or(point
            .reading
            .value()
            .filter(|_| measure.indicator.unit.is_count()))
    };
    let of_one_year = |one: &Period, other: &Period| {
        let year = |period: &Period| period.end.year() - i16::from(period.end.month() < 4);
        year(one) == year(other)
    };
    let Some(before) =
        before.filter(|of| measure.is_cumulative && of_one_year(&of.period, &point.period))
    else {
        return false;
    };
    let pair = count(before).zip(count(point));
    pair.is_some_and(|(earlier, later)| {
        let apart = (later - earlier).abs();
        apart > 0.0 && apart <= SMALL
    })
}

fn row(
    board: &MeasureBoard,
    (la_code, measure): (&str, &Measure),
    point: &MeasurePoint,
    is_hidden: bool,
) -> [String; 10] {
    let of = &measure.indicator;
    let shown = point.reading.value().filter(|_| !is_hidden);
    let counts = point.counts.filter(|_| !is_hidden);
    [
        board.framework.authority.clone(),
        la_code.to_owned(),
        of.id.clone(),
        of.title.clone(),
        of.unit.key().to_owned(),
        of.polarity.key().to_owned(),
        point.period.label.clone(),
        shown.map_or_else(|| WITHHELD.to_owned(), format_all_digits),
        counts.map_or_else(String::new, |(count, _)| format_all_digits(count)),
        counts.map_or_else(String::new, |(_, base)| format_all_digits(base)),
    ]
}
