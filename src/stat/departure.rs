//! When did a series part from its neighbours? Not by a change-point test: on ten or thirteen yearly points those find breaks in
//! every second authority. Instead four plain shapes of the gap, a range of plausible years, and the question how many other
//! authorities moved as far.

use super::interval::Interval;
use super::method::Method;
use super::neighbours::LEAST_NEIGHBOURS;
use super::problem::Problem;
use super::verdict::{Side, outside};

/// No shape is fitted to a shorter series.
pub(crate) const LEAST_POINTS: usize = 8;
/// Points that must lie on either side of a departure, and that make up the start and the end of a series.
pub(crate) const EDGE: usize = 3;
/// A dated shape must beat the undated ones by this much AICc.
const MARGIN: f64 = 2.0;
/// The value that chi-squared with one degree of freedom exceeds once in twenty: years within it are plausible.
const PLAUSIBLE: f64 = 3.841_458_820_694_124;
/// A placebo p above this is no departure.
pub(crate) const PLACEBO_LEVEL: f64 = 0.05;

/// What a gap did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Stayed about the same.
    Constant,
    /// Moved gradually; no single year.
    Line,
    /// Jumped between two years and stayed.
    Step,
    /// Stayed, then moved steadily.
    Kink,
}

impl Shape {
    /// As printed in a `shape` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Shape::Constant => "constant",
            Shape::Line => "line",
            Shape::Step => "step",
            Shape::Kink => "kink",
        }
    }
}

/// Akaike's criterion, corrected for few points; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Aicc {
    pub(crate) constant: f64,
    pub(crate) line: f64,
    pub(crate) step: f64,
    pub(crate) kink: f64,
}

/// The best break of a broken shape and all that fit nearly as well, as positions of the first point after it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Break {
    pub(crate) first: usize,
    pub(crate) plausible: Vec<usize>,
    /// Residual sum of squares for a break before each point, from the earliest allowed one.
    pub(crate) rss: Vec<f64>,
}

/// What the gap between a series and its neighbours did, and from when.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Onset {
    /// The shape that may be named: step or kink only when it beats constant and line by a margin, else the better of those two.
    pub(crate) shape: Shape,
    /// The shape with the smallest AICc, whatever its margin.
    pub(crate) best: Shape,
    pub(crate) aicc: Aicc,
    pub(crate) step: Break,
    pub(crate) kink: Break,
    /// Mean of the first and of the last three gaps, and the way between.
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) change: f64,
    /// The gap that [`Onset::shape`] gives for each point.
    pub(crate) fitted: Vec<f64>,
    pub(crate) method: Method,
}

impl Onset {
    /// The break of the shape that may be named, if it has one.
    pub(crate) fn dated(&self) -> Option<&Break> {
        match self.shape {
            Shape::Constant | Shape::Line => None,
            Shape::Step => Some(&self.step),
            Shape::Kink => Some(&self.kink),
        }
    }
}

impl Break {
    /// Residual sum of squares of the best break.
    fn least_rss(&self) -> f64 {
        self.rss[self.first - EDGE]
    }

    /// Positions of the earliest and the latest plausible first point.
    pub(crate) fn range(&self) -> (usize, usize) {
        let earliest = self.plausible.first().copied().unwrap_or(self.first);
        (
            earliest,
            self.plausible.last().copied().unwrap_or(self.first),
        )
    }
}

/// The gap between a rate and its neighbours' mean: the logarithm of their ratio.
pub(crate) fn log_gap(own: f64, neighbours: f64) -> Result<f64, Problem> {
    if own > 0.0 && neighbours > 0.0 {
        Ok((own / neighbours).ln())
    } else {
        Err(Problem::NoLogarithm)
    }
}

/// How the gap between a figure and its neighbours' mean is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// For rates: see [`log_gap`].
    LogRatio,
    /// For proportions: percentage points.
    Difference,
}

/// The gap in each period. `neighbours` holds one row a neighbour, a figure a period. Only those with a figure in every period
/// count: one that comes or goes would move the mean and look like a departure. [`LEAST_NEIGHBOURS`] must remain.
pub(crate) fn gaps(
    own: &[f64],
    neighbours: &[&[Option<f64>]],
    gap: Gap,
) -> Result<Vec<f64>, Problem> {
    if neighbours.iter().any(|row| row.len() != own.len()) {
        return Err(Problem::UnequalLengths);
    }
    let whole: Vec<Vec<f64>> = neighbours
        .iter()
        .filter_map(|row| row.iter().copied().collect())
        .collect();
    if whole.len() < LEAST_NEIGHBOURS {
        return Err(Problem::TooFew {
            needed: LEAST_NEIGHBOURS,
            found: whole.len(),
        });
    }
    own.iter()
        .enumerate()
        .map(|(period, own)| {
            let mean = whole.iter().map(|row| row[period]).sum::<f64>() / whole.len() as f64;
            match gap {
                Gap::LogRatio => log_gap(*own, mean),
                Gap::Difference => Ok(own - mean),
            }
        })
        .collect()
}

/// Fits the four shapes to gaps in time order. `times` need not be evenly spaced but must ascend.
pub(crate) fn onset(times: &[f64], gaps: &[f64]) -> Result<Onset, Problem> {
    let n = gaps.len();
    if times.len() != n {
        return Err(Problem::UnequalLengths);
    }
    if n < LEAST_POINTS {
        return Err(Problem::TooFew {
            needed: LEAST_POINTS,
            found: n,
        });
    }
    if times.iter().chain(gaps).any(|number| !number.is_finite()) {
        return Err(Problem::NotANumber);
    }
    if times.windows(2).any(|pair| pair[1] <= pair[0]) {
        return Err(Problem::NoTime);
    }
    let constant = rss_of(Shape::Constant, 0, times, gaps);
    let line = rss_of(Shape::Line, 0, times, gaps);
    // Below this a sum of squares is rounding: a perfect fit must not win by the logarithm of nothing.
    let floor = constant * 1e-12 + f64::MIN_POSITIVE;
    let step = best_break(n, floor, |first| rss_of(Shape::Step, first, times, gaps));
    let kink = best_break(n, floor, |first| rss_of(Shape::Kink, first, times, gaps));
    let points = n as f64;
    let aicc = Aicc {
        constant: aicc(constant.max(floor), points, 2.0),
        line: aicc(line.max(floor), points, 3.0),
        step: aicc(step.least_rss().max(floor), points, 4.0),
        kink: aicc(kink.least_rss().max(floor), points, 4.0),
    };
    let (start, end) = (edge_mean(&gaps[..EDGE]), edge_mean(&gaps[n - EDGE..]));
    let (shape, best) = choose(&aicc);
    let first = match shape {
        Shape::Constant | Shape::Line => 0,
        Shape::Step => step.first,
        Shape::Kink => kink.first,
    };
    let through = Straight::through(spread_out(shape, first, times).zip(gaps.iter().copied()));
    let fitted = spread_out(shape, first, times)
        .map(|x| through.at(x))
        .collect();
    Ok(Onset {
        shape,
        best,
        aicc,
        step,
        kink,
        start,
        end,
        change: end - start,
        fitted,
        method: Method::GapOnset,
    })
}

fn edge_mean(edge: &[f64]) -> f64 {
    edge.iter().sum::<f64>() / EDGE as f64
}

/// Residual sum of squares of gaps about a shape that breaks before the point `first`.
fn rss_of(shape: Shape, first: usize, times: &[f64], gaps: &[f64]) -> f64 {
    Straight::rss(spread_out(shape, first, times).zip(gaps.iter().copied()))
}

/// What each shape is a straight line in: nothing, time, "after the break", time since the break. `first` is the first point
/// after it.
fn spread_out(shape: Shape, first: usize, times: &[f64]) -> impl Iterator<Item = f64> + Clone {
    let bend = if shape == Shape::Kink {
        times[first - 1]
    } else {
        0.0
    };
    times.iter().enumerate().map(move |(at, time)| match shape {
        Shape::Constant => 0.0,
        Shape::Line => *time,
        Shape::Step => f64::from(at >= first),
        Shape::Kink => (time - bend).max(0.0),
    })
}

fn aicc(rss: f64, n: f64, parameters: f64) -> f64 {
    n * (rss / n).ln()
        + 2.0 * parameters
        + 2.0 * parameters * (parameters + 1.0) / (n - parameters - 1.0)
}

/// The shape that may be named and the one with the smallest AICc. Of equals the simpler.
fn choose(aicc: &Aicc) -> (Shape, Shape) {
    let (undated, undated_score) = if aicc.line < aicc.constant {
        (Shape::Line, aicc.line)
    } else {
        (Shape::Constant, aicc.constant)
    };
    let (dated, dated_score) = if aicc.kink < aicc.step {
        (Shape::Kink, aicc.kink)
    } else {
        (Shape::Step, aicc.step)
    };
    let best = if dated_score < undated_score {
        dated
    } else {
        undated
    };
    let shape = if undated_score - dated_score >= MARGIN {
        dated
    } else {
        undated
    };
    (shape, best)
}

/// Tries a break before every point that leaves [`EDGE`] points on either side.
fn best_break(n: usize, floor: f64, rss_of: impl Fn(usize) -> f64) -> Break {
    let rss: Vec<f64> = (EDGE..=n - EDGE).map(rss_of).collect();
    let at_best = (0..rss.len())
        .min_by(|a, b| rss[*a].total_cmp(&rss[*b]))
        .unwrap_or(0);
    let least = rss[at_best].max(floor);
    let plausible = (0..rss.len())
        .filter(|at| n as f64 * (rss[*at].max(floor) / least).ln() <= PLAUSIBLE)
        .map(|at| at + EDGE)
        .collect();
    Break {
        first: at_best + EDGE,
        plausible,
        rss,
    }
}

/// A least-squares line; level where x does not vary.
#[derive(Clone, Copy)]
struct Straight {
    x_mean: f64,
    y_mean: f64,
    slope: f64,
}

impl Straight {
    fn through(points: impl Iterator<Item = (f64, f64)> + Clone) -> Straight {
        let (mut n, mut x_sum, mut y_sum) = (0.0, 0.0, 0.0);
        for (x, y) in points.clone() {
            n += 1.0;
            x_sum += x;
            y_sum += y;
        }
        let (x_mean, y_mean) = (x_sum / n, y_sum / n);
        let (mut xx, mut xy) = (0.0, 0.0);
        for (x, y) in points {
            xx += (x - x_mean).powi(2);
            xy += (x - x_mean) * (y - y_mean);
        }
        Straight {
            x_mean,
            y_mean,
            slope: if xx > 0.0 { xy / xx } else { 0.0 },
        }
    }

    fn at(self, x: f64) -> f64 {
        self.y_mean + self.slope * (x - self.x_mean)
    }

    /// Residual sum of squares about the line through the points.
    fn rss(points: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
        let Straight {
            x_mean,
            y_mean,
            slope,
        } = Straight::through(points.clone());
        points
            .map(|(x, y)| (y - y_mean - slope * (x - x_mean)).powi(2))
            .sum()
    }
}

/// How many others moved as far: the placebo in space. It needs no distribution and absorbs what all share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placebo {
    /// Other authorities whose change from start to end was at least as large, up or down.
    pub(crate) moved_as_far: usize,
    /// Other authorities compared with.
    pub(crate) others: usize,
    /// (1 + moved as far) / (1 + others).
    pub(crate) p: f64,
}

/// Compares a change from start to end with those of the other authorities, each against its own neighbours.
pub(crate) fn placebo(change: f64, others: &[f64]) -> Placebo {
    let moved_as_far = others
        .iter()
        .filter(|other| other.abs() >= change.abs())
        .count();
    Placebo {
        moved_as_far,
        others: others.len(),
        p: (1 + moved_as_far) as f64 / (1 + others.len()) as f64,
    }
}

/// Whether a change of a log gap between three-year means is larger than chance in the counts would make it at three standard
/// errors. `mean_count` is the authority's mean yearly count.
pub(crate) fn exceeds_counting_noise(change: f64, mean_count: f64) -> bool {
    mean_count > 0.0 && change.abs() > 3.0 * (2.0 / (3.0 * mean_count)).sqrt()
}

/// Left censoring: whether each of the first three figures lay outside where one more neighbour would be expected, on one side.
/// Then the departure came before the series begins and cannot be dated from it.
pub(crate) fn already_apart(own: &[f64], predicted: &[Interval]) -> Option<Side> {
    let mut first = own
        .iter()
        .zip(predicted)
        .take(EDGE)
        .map(|(own, predicted)| outside(*own, *predicted));
    let side = first.next()??;
    let others: Vec<Option<Side>> = first.collect();
    let all_alike = others.iter().all(|other| *other == Some(side));
    (others.len() + 1 == EDGE && all_alike).then_some(side)
}

/// What anyone can see in the series, printed before any model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct GapRecord {
    /// Position of the last figure within the neighbours' middle half.
    pub(crate) last_inside_middle_half: Option<usize>,
    /// The side of all its neighbours on which the series ends, and for how many periods without a break.
    pub(crate) beyond_all: Option<(Side, usize)>,
    /// Own figure less the neighbours' mean at the start, where it was furthest from zero, and at the end.
    pub(crate) first_gap: f64,
    pub(crate) widest_gap: (usize, f64),
    pub(crate) latest_gap: f64,
}

/// What a [`GapRecord`] needs of a period's neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Field {
    pub(crate) mean: f64,
    pub(crate) middle_half: Interval,
    pub(crate) range: Interval,
}

/// The plain description of a series beside its neighbours, period by period; `None` for an empty one.
pub(crate) fn record(own: &[f64], fields: &[Field]) -> Option<GapRecord> {
    let periods: Vec<(f64, &Field)> = own.iter().copied().zip(fields).collect();
    let gaps: Vec<f64> = periods
        .iter()
        .map(|(own, field)| own - field.mean)
        .collect();
    let sides: Vec<Option<Side>> = periods
        .iter()
        .map(|(own, field)| outside(*own, field.range))
        .collect();
    let latest = *sides.last()?;
    let run = sides
        .iter()
        .rev()
        .take_while(|side| **side == latest)
        .count();
    let widest = (0..gaps.len()).max_by(|a, b| gaps[*a].abs().total_cmp(&gaps[*b].abs()))?;
    Some(GapRecord {
        last_inside_middle_half: periods
            .iter()
            .rposition(|(own, field)| field.middle_half.contains(*own)),
        beyond_all: latest.map(|side| (side, run)),
        first_gap: *gaps.first()?,
        widest_gap: (widest, gaps[widest]),
        latest_gap: *gaps.last()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(gaps: &[f64]) -> (Shape, Vec<f64>) {
        let times: Vec<f64> = (0_u8..)
            .map(|at| 2013.0 + f64::from(at))
            .take(gaps.len())
            .collect();
        let found = onset(&times, gaps).expect("enough points");
        (found.shape, found.fitted)
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        assert!(
            found
                .iter()
                .zip(expected)
                .all(|(a, b)| (a - b).abs() < 1e-9),
            "{found:?} is not {expected:?}"
        );
    }

    #[test]
    fn the_named_shape_gives_a_gap_for_each_point() {
        let wobble = [
            0.01, -0.01, 0.01, -0.01, 0.01, -0.01, 0.01, -0.01, 0.01, -0.01,
        ];
        let (shape, level) = fitted(&wobble);
        assert_eq!(shape, Shape::Constant);
        near(&level, &[0.0; 10]);
        let step: Vec<f64> = (0..10).map(|at| if at < 4 { 1.0 } else { 3.0 }).collect();
        let (shape, found) = fitted(&step);
        assert_eq!(shape, Shape::Step);
        near(&found, &step);
        let kink: Vec<f64> = (0_u8..10)
            .map(|at| 2.0 + (f64::from(at) - 5.0).max(0.0))
            .collect();
        let (shape, found) = fitted(&kink);
        assert_eq!(shape, Shape::Kink);
        near(&found, &kink);
    }
}
