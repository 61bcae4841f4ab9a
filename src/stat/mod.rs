//! Numbers in, numbers out. This room knows no authority and no indicator; each result that needs one carries the name of its
//! method.
//!
//! | question | files |
//! |---|---|
//! | Where does a figure stand? | [`order`], [`quantile`], [`rank_interval`] |
//! | Is it different beyond chance in the count? | [`interval`], [`verdict`], [`two_samples`]; of a whole distribution: [`goodness`] |
//! | Is it unusual, given how much areas vary? | [`funnel`], [`shrink`] |
//! | What does another figure of theirs lead one to expect? | [`line`] |
//! | Is it unusual among areas like it? | [`neighbours`] |
//! | Has it changed? | [`change`], [`trend`], [`control`] |
//! | When did it part from its neighbours? | [`departure`] |
//! | Do two people grade alike? How many cases show a change? | [`agreement`], [`power`] |
//! | How long may the rest take? | [`resample`] |
//!
//! Underneath lie [`exact`] (tests on counts), [`special`] (quantiles and tails), [`method`] (names) and [`problem`] (reasons why
//! not); [`multiple`] allows for many comparisons and [`round`] rounds numbers for print.

pub(crate) mod agreement;
pub(crate) mod change;
pub(crate) mod control;
pub(crate) mod counted;
pub(crate) mod departure;
pub(crate) mod exact;
pub(crate) mod funnel;
pub(crate) mod goodness;
pub(crate) mod interval;
pub(crate) mod line;
pub(crate) mod method;
pub(crate) mod multiple;
pub(crate) mod neighbours;
pub(crate) mod order;
pub(crate) mod power;
pub(crate) mod problem;
pub(crate) mod quantile;
pub(crate) mod rank_interval;
pub(crate) mod resample;
pub(crate) mod round;
pub(crate) mod shrink;
pub(crate) mod shuffle;
pub(crate) mod special;
pub(crate) mod trend;
pub(crate) mod two_samples;
pub(crate) mod verdict;
