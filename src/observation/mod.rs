//! What one published figure is: about which area, for which period, of which indicator, saying what, from where.

pub(crate) mod area;
pub(crate) mod changed_year;
pub(crate) mod check;
pub(crate) mod day;
mod finality;
pub(crate) mod identifier;
pub(crate) mod indicator;
pub(crate) mod judgement;
pub(crate) mod part_year;
pub(crate) mod parts;
pub(crate) mod period;
mod period_words;
pub(crate) mod provenance;
mod published;
pub(crate) mod reading;
pub(crate) mod set_aside;
pub(crate) mod spill;
pub(crate) mod table;
mod words;
mod year_kind;
mod year_label;
