//! Order among values: ranks, quantiles and quartile bands, as DfE's own tool computes them, so that an officer's check agrees.
//!
//! Everything works on one ascending slice: sort an indicator's values once with [`sort_into`], then quartiles, median and the
//! place of every authority come from that slice without another allocation.

/// The place of one value among many: competition rank (ties share the lowest) and how many hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// 1 is first.
    pub(crate) rank: usize,
    /// How many values hold this rank, this one included; 0 when the value is not among those ranked.
    pub(crate) shared_by: usize,
}

/// Fills `sorted` with the finite ones of `values`, ascending. The buffer is cleared first and may be reused.
pub(crate) fn sort_into(values: impl IntoIterator<Item = f64>, sorted: &mut Vec<f64>) {
    sorted.clear();
    sorted.extend(values.into_iter().filter(|value| value.is_finite()));
    sorted.sort_unstable_by(f64::total_cmp);
}

/// The place of `value` among `sorted` (ascending); `descending` ranks the largest first. No allocation.
/// R's `rank(ties.method = "min")`, which is LAIT's rule.
pub(crate) fn place(sorted: &[f64], value: f64, descending: bool) -> Place {
    let below = sorted.partition_point(|other| *other < value);
    let not_above = sorted.partition_point(|other| *other <= value);
    let ahead = if descending {
        sorted.len() - not_above
    } else {
        below
    };
    Place {
        rank: ahead + 1,
        shared_by: not_above - below,
    }
}

/// Competition ranks of every value, in the order given; a missing or infinite value has none and counts for nobody.
pub(crate) fn rank_min(values: &[Option<f64>], descending: bool) -> Vec<Option<Place>> {
    let mut sorted = Vec::with_capacity(values.len());
    sort_into(values.iter().copied().flatten(), &mut sorted);
    values
        .iter()
        .map(|value| {
            value
                .filter(|value| value.is_finite())
                .map(|value| place(&sorted, value, descending))
        })
        .collect()
}

/// The quantile `p` (0 to 1) of an ascending slice by R's type 7; `NaN` for an empty slice.
///
/// The order of operations is part of the rule: another one moves a value that sits on a cut-point into the wrong band.
pub(crate) fn quantile_type7(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let h = last as f64 * p.clamp(0.0, 1.0);
    let below = h.floor();
    let j = below as usize;
    match sorted.get(j + 1) {
        Some(above) if h > below => sorted[j] + (h - below) * (above - sorted[j]),
        _ => sorted[j],
    }
}

/// Median of an ascending slice, by the same rule as the second quartile; `NaN` for an empty one.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    quantile_type7(sorted, 0.5)
}

/// Unweighted mean, summed in the order given; `None` for an empty slice.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Smallest value, the three quartile cut-points and the largest value (type 7).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quartiles {
    pub(crate) q0: f64,
    pub(crate) q1: f64,
    pub(crate) q2: f64,
    pub(crate) q3: f64,
    pub(crate) q4: f64,
}

impl Quartiles {
    /// Of an ascending slice; `None` for an empty one.
    pub(crate) fn of(sorted: &[f64]) -> Option<Quartiles> {
        Some(Quartiles {
            q0: *sorted.first()?,
            q1: quantile_type7(sorted, 0.25),
            q2: quantile_type7(sorted, 0.5),
            q3: quantile_type7(sorted, 0.75),
            q4: *sorted.last()?,
        })
    }
}

/// LAIT's quartile band: A is the best quarter of authorities, D the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Band {
    A,
    B,
    C,
    D,
}

impl Band {
    /// The letter as LAIT prints it.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Band::A => "A",
            Band::B => "B",
            Band::C => "C",
            Band::D => "D",
        }
    }
}

/// The band of a value by LAIT's rule: each quarter is closed at its upper edge, whichever end is good.
/// An indicator without polarity has no band: do not call this for one.
pub(crate) fn band(value: f64, quartiles: &Quartiles, higher_is_better: bool) -> Band {
    let from_lowest = [Band::A, Band::B, Band::C, Band::D];
    let cuts = [quartiles.q1, quartiles.q2, quartiles.q3];
    let quarter = cuts.iter().filter(|cut| value > **cut).count();
    from_lowest[if higher_is_better {
        3 - quarter
    } else {
        quarter
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(values: &[Option<f64>], descending: bool) -> Vec<Option<usize>> {
        rank_min(values, descending)
            .into_iter()
            .map(|place| place.map(|place| place.rank))
            .collect()
    }

    #[test]
    fn ties_share_the_lowest_rank_and_the_missing_have_none() {
        let values = [
            Some(10.0),
            None,
            Some(30.0),
            Some(20.0),
            Some(20.0),
            Some(f64::NAN),
        ];
        assert_eq!(
            ranks(&values, false),
            [Some(1), None, Some(4), Some(2), Some(2), None]
        );
        assert_eq!(
            ranks(&values, true),
            [Some(4), None, Some(1), Some(2), Some(2), None]
        );
        assert_eq!(
            rank_min(&values, true)[3],
            Some(Place {
                rank: 2,
                shared_by: 2
            })
        );
        assert_eq!(
            place(&[1.0, 3.0], 2.0, true),
            Place {
                rank: 2,
                shared_by: 0
            }
        );
    }

    #[test]
    fn zero_and_minus_zero_tie() {
        assert_eq!(
            ranks(&[Some(0.0), Some(-0.0), Some(1.0)], false),
            [Some(1), Some(1), Some(3)]
        );
    }

    #[test]
    fn quantiles_follow_the_order_of_operations() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|p| quantile_type7(&sorted, p)),
            [1.0, 1.75, 3.0, 5.0, 8.0]
        );
        // With five values every quartile is a value itself, untouched by arithmetic.
        let exact = [0.1, 0.2, 0.3, 0.7, 99.100_000_000_000_01];
        let all = Quartiles {
            q0: exact[0],
            q1: exact[1],
            q2: exact[2],
            q3: exact[3],
            q4: exact[4],
        };
        assert_eq!(Quartiles::of(&exact), Some(all));
        assert_eq!(
            (Quartiles::of(&[]), quantile_type7(&[], 0.5).is_nan()),
            (None, true)
        );
        assert_eq!(
            (
                quantile_type7(&[5.0], 0.75),
                median(&[1.0, 2.0]),
                mean(&[1.0, 2.0, 6.0])
            ),
            (5.0, 1.5, Some(3.0))
        );
    }

    #[test]
    fn bands_close_at_the_upper_edge_for_either_polarity() {
        let quartiles = Quartiles {
            q0: 0.0,
            q1: 25.0,
            q2: 50.0,
            q3: 75.0,
            q4: 100.0,
        };
        let bands = |higher| {
            [25.0, 25.1, 50.0, 75.0, 75.1].map(|value| band(value, &quartiles, higher).letter())
        };
        assert_eq!(bands(false), ["A", "B", "B", "C", "D"]);
        assert_eq!(bands(true), ["D", "C", "C", "B", "A"]);
    }
}
