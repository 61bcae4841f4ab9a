//! `news`.
