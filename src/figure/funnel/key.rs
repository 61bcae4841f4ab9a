//! The key of a funnel, and the strokes and marks that it explains.

use super::chart::{FunnelChart, FunnelDot, FunnelLimits};
use crate::figure::layout::{fit, width};
use crate::figure::letter::{Anchor, LetterStyle};
use crate::figure::sheet::{ChartSheet, Spot};
use crate::figure::theme::{
    AXIS_LINE, BLACK, Dash, GREY, InkColour, SMALL, Stroke, TURQUOISE, WHITE,
};

const KEY: LetterStyle = LetterStyle::plain(SMALL);
pub(super) const NAMED_RADIUS: f64 = 8.0;
pub(super) const CONTEXT_RADIUS: f64 = 5.0;
/// Dots of context: darker than the faint limits they lie on.
const CONTEXT: InkColour = InkColour(0x9C, 0x9C, 0x9C);
const FAINT: InkColour = GREY;

/// What lines and dots mean: a row for each pair of limits, one for the dots.
pub(super) fn key(
    chart: &FunnelChart,
    dots: &[&FunnelDot],
    (start, top): Spot,
    sheet: &mut ChartSheet,
) {
    let mut y = top;
    for (limits, strokes) in [
        (&chart.spread, spread_strokes()),
        (&chart.plain, plain_strokes()),
    ] {
        let Some(limits) = limits else { continue };
        let mut x = start;
        for (stroke, words) in [(strokes[0], "95%"), (strokes[1], "99.8%")] {
            sheet.line(vec![(x, y), (x + 56.0, y)], stroke);
            sheet.text_centred(words, (x + 64.0, y), Anchor::Start, KEY);
            x += 64.0 + width(words, KEY) + 20.0;
        }
        sheet.text_centred(&key_words(limits), (x, y), Anchor::Start, KEY);
        y += SMALL * 1.45;
    }
    if let Some(expected) = &chart.expected {
        let mut x = start;
        let [range, middle] = expected_strokes();
        for (stroke, words) in [(middle, &expected.label), (range, &expected.range_label)] {
            sheet.line(vec![(x, y), (x + 56.0, y)], stroke);
            sheet.text_centred(words, (x + 64.0, y), Anchor::Start, KEY);
            x += 64.0 + width(words, KEY) + 30.0;
        }
        y += SMALL * 1.45;
    }
    let mut x = start + 10.0;
    for (neighbour, outside, words) in marks_in_key(chart, dots) {
        mark(sheet, (x, y), neighbour, outside);
        sheet.text_centred(words, (x + 18.0, y), Anchor::Start, KEY);
        x += 18.0 + width(words, KEY) + 40.0;
    }
}

fn key_words(limits: &FunnelLimits) -> String {
    fit(&format!("limits {}", limits.label), KEY, 1_150.0)
}

/// The kinds of dot that occur (neighbour, outside), each with its words.
fn marks_in_key<'a>(chart: &'a FunnelChart, dots: &[&FunnelDot]) -> Vec<(bool, bool, &'a str)> {
    let mut marks = Vec::new();
    if dots.iter().any(|dot| dot.neighbour) {
        marks.push((true, false, chart.neighbour_label.as_str()));
    }
    if dots.iter().any(|dot| dot.outside && !dot.own) {
        marks.push((false, true, chart.outside_label.as_str()));
    }
    marks
}

pub(super) fn key_rows(chart: &FunnelChart, dots: &[&FunnelDot]) -> usize {
    let marks = usize::from(!marks_in_key(chart, dots).is_empty());
    let lines = [
        chart.plain.is_some(),
        chart.spread.is_some(),
        chart.expected.is_some(),
    ];
    lines.into_iter().filter(|there| *there).count() + marks
}

/// A neighbour is a filled dot, and a dot outside the limits has a black ring; any other is small and grey.
pub(super) fn mark(sheet: &mut ChartSheet, spot: Spot, neighbour: bool, outside: bool) {
    match (neighbour, outside) {
        (false, false) => sheet.dot(spot, CONTEXT_RADIUS, CONTEXT),
        (_, true) => {
            sheet.dot(spot, NAMED_RADIUS, BLACK);
            sheet.dot(
                spot,
                NAMED_RADIUS - 2.5,
                if neighbour { TURQUOISE } else { WHITE },
            );
        }
        (true, false) => sheet.dot(spot, NAMED_RADIUS, TURQUOISE),
    }
}

pub(super) fn plain_strokes() -> [Stroke; 2] {
    limit_strokes(FAINT, 2.0)
}

pub(super) fn spread_strokes() -> [Stroke; 2] {
    limit_strokes(AXIS_LINE, 2.5)
}

/// Of the range, then of what is expected.
pub(super) fn expected_strokes() -> [Stroke; 2] {
    limit_strokes(AXIS_LINE, 2.5)
}

/// Of the 95% limit, then of the 99.8% limit.
fn limit_strokes(colour: InkColour, width: f64) -> [Stroke; 2] {
    let solid = Stroke::solid(colour, width);
    [
        Stroke {
            dash: Dash::Dashed,
            ..solid
        },
        solid,
    ]
}
