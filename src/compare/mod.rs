//! Comparison: one authority's figure beside England, its region, its neighbours and its own past.
//!
//! Everything is decided on values as published; only ranks use the unrounded rate, where counts are published, and say so.
//!
//! | question | file |
//! |---|---|
//! | Is it different from England or the region, beyond chance in the count? | [`significance`] |
//! | Is it different from the rest of its region? | [`rest`] |
//! | In what order, with small counts evened out? | [`shrunk`] |
//! | Is it unusual among all authorities, and how far may its rank move by chance? | [`nation`] |
//! | Is it unusual among authorities like it? | [`standing`] |
//! | What would its deprivation alone lead one to expect? | [`expected`] |
//! | At which step from referral on does a gap open? | [`chain`] |
//! | What would another level take, and did others get there? | [`target`] |
//! | Which places like ours stood as far out, and moved since? | [`learn`] |
//! | What would several authorities be together? | [`footprint`] |
//! | Has it changed? | [`change`], [`trend`], [`course`] |
//! | Where did it rise, fall or stay? | [`shape`] |
//! | Has it moved since an action began? | [`since`]; [`signals`] for an officer's own months; [`followed`] for the action |
//! | When did it part from its neighbours? | [`departure`] |
//! | Who are the people of an indicator, in named categories? | [`breakdown`] |
//! | How do need, plans and care hang together? | [`pyramid`] |
//! | Of what part of the people is there an answer? | [`answers`] |
//! | Is an officer's own series under control? | [`control`] |
//! | How many were judged good on a day, and when may the next inspection come? | [`judged`], [`upcoming`] |

mod alike;
pub(crate) mod answers;
pub(crate) mod axis;
pub(crate) mod bench;
pub(crate) mod breakdown;
pub(crate) mod chain;
pub(crate) mod change;
pub(crate) mod comparators;
mod comparison;
pub(crate) mod control;
pub(crate) mod cost;
pub(crate) mod course;
pub(crate) mod departure;
pub(crate) mod expected;
pub(crate) mod followed;
pub(crate) mod footprint;
pub(crate) mod judged;
pub(crate) mod learn;
pub(crate) mod nation;
pub(crate) mod panel;
pub(crate) mod peers;
pub(crate) mod pyramid;
pub(crate) mod rest;
pub(crate) mod shape;
pub(crate) mod shrunk;
pub(crate) mod signals;
pub(crate) mod significance;
pub(crate) mod since;
pub(crate) mod standing;
pub(crate) mod study;
pub(crate) mod target;
pub(crate) mod tested;
pub(crate) mod trend;
pub(crate) mod upcoming;

pub(crate) use comparison::{Comparison, PrintedSide, band, compare};
