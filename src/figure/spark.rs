//! A line small enough to stand in a table: points, the range of usual variation behind them, and the points that depart from it. It has no
//! words; the table has them.

use std::fmt::Write;

/// Width and height in pixels.
const SIZE: (f64, f64) = (140.0, 32.0);
const MARGIN: f64 = 3.0;

/// One point of a small line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SparkPoint {
    /// None where there is no figure: the line breaks.
    pub(crate) value: Option<f64>,
    /// The range of usual variation at the point.
    pub(crate) range: Option<(f64, f64)>,
    /// Departs from it.
    pub(crate) is_marked: bool,
}

/// The line as SVG, its parts in the classes of the page that it stands in: `spark-range`, `spark-line`, `spark-mark`, `spark-target`.
pub(crate) fn spark(points: &[SparkPoint], target: Option<f64>) -> String {
    let (width, height) = SIZE;
    let ends = points
        .iter()
        .filter_map(|point| point.range)
        .flat_map(|(low, high)| [low, high]);
    let values = points.iter().filter_map(|point| point.value);
    let all: Vec<f64> = values
        .chain(ends)
        .chain(target)
        .filter(|value| value.is_finite())
        .collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let steps = points.len().saturating_sub(1).max(1) as f64;
    let mut svg = format!(
        "<svg class=\"spark\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\" focusable=\"false\">"
    );
    let scale = SparkScale { steps, low, span };
    svg.push_str(&range(points, &scale));
    if let Some(target) = target.filter(|target| target.is_finite()) {
        let at = scale.y(target);
        let _ = write!(
            svg,
            "<line class=\"spark-target\" x1=\"0\" x2=\"{width}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>"
        );
    }
    svg.push_str(&line(points, &scale));
    svg.push_str("</svg>");
    svg
}

/// Where a point lies in the picture.
struct SparkScale {
    steps: f64,
    low: f64,
    span: f64,
}

impl SparkScale {
    fn x(&self, at: usize) -> f64 {
        MARGIN + (SIZE.0 - 2.0 * MARGIN) * at as f64 / self.steps
    }

    fn y(&self, value: f64) -> f64 {
        SIZE.1 - MARGIN - (SIZE.1 - 2.0 * MARGIN) * (value - self.low) / self.span
    }
}

/// The range of usual variation.
fn range(points: &[SparkPoint], scale: &SparkScale) -> String {
    let mut svg = String::new();
    let known: Vec<(usize, (f64, f64))> = points
        .iter()
        .enumerate()
        .filter_map(|(at, point)| Some((at, point.range?)))
        .collect();
    if known.len() > 1 {
        let upper = known
            .iter()
            .map(|(at, (_, high))| (scale.x(*at), scale.y(*high)));
        let lower = known
            .iter()
            .rev()
            .map(|(at, (low, _))| (scale.x(*at), scale.y(*low)));
        let corners: Vec<String> = upper
            .chain(lower)
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        // Writing into a String cannot fail.
        let _ = write!(
            svg,
            "<polygon class=\"spark-range\" points=\"{}\"/>",
            corners.join(" ")
        );
    }
    svg
}

/// The line with its marks.
fn line(points: &[SparkPoint], scale: &SparkScale) -> String {
    let mut svg = String::new();
    for stretch in points
        .iter()
        .enumerate()
        .collect::<Vec<_>>()
        .split(|(_, point)| point.value.is_none())
    {
        let line: Vec<String> = stretch
            .iter()
            .filter_map(|(at, point)| {
                Some(format!("{:.1},{:.1}", scale.x(*at), scale.y(point.value?)))
            })
            .collect();
        if !line.is_empty() {
            let _ = write!(
                svg,
                "<polyline class=\"spark-line\" points=\"{}\"/>",
                line.join(" ")
            );
        }
    }
    let newest = points.iter().rposition(|point| point.value.is_some());
    for (at, point) in points.iter().enumerate() {
        let Some(value) = point
            .value
            .filter(|_| point.is_marked || Some(at) == newest)
        else {
            continue;
        };
        let class = if point.is_marked {
            "spark-mark"
        } else {
            "spark-newest"
        };
        let _ = write!(
            svg,
            "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.5\"/>",
            scale.x(at),
            scale.y(value)
        );
    }
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_breaks_the_line_and_a_signal_is_marked() {
        let point = |value: Option<f64>, is_marked: bool| SparkPoint {
            value,
            range: Some((1.0, 3.0)),
            is_marked,
        };
        let points = [
            point(Some(2.0), false),
            point(None, false),
            point(Some(2.5), false),
            point(Some(4.0), true),
        ];
        let svg = spark(&points, Some(3.5));
        assert_eq!(svg.matches("spark-line").count(), 2);
        assert_eq!(svg.matches("spark-mark").count(), 1);
        assert!(
            svg.contains("spark-target") && svg.contains("spark-range") && svg.ends_with("</svg>")
        );
        // One level line is drawn, and nothing is divided by nothing.
        assert!(!spark(&[point(Some(2.0), false)], None).contains("NaN"));
    }
}
