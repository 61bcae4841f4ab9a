//! What comparisons say, in words. All prose about figures stands in this room.
//!
//! [`kinds`] has a file for each kind of finding: when it is worth saying, what it weighs, how it is said and what it rests on.
//! [`report`] gathers the findings about an authority, [`about`] everything that a comparison says. Both say it with the house's
//! own wording ([`phrases`], [`wording`]), or with an officer's. [`prose`] prints numbers, names and lists, and has the prose of charts,
//! papers and plans.

pub(crate) mod about;
mod aggregate;
mod evidence;
pub(crate) mod kinds;
pub(crate) mod narrative;
pub(crate) mod phrases;
pub(crate) mod prose;
mod region;
pub(crate) mod report;
pub(crate) mod wording;
mod working;

pub(crate) use working::WorkingStep;
