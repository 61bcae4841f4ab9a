//! `[[action]]` of a definition: what a meeting agreed, who does it, by when, and how far it is.

use crate::error::Error;
use crate::observation::day::typed_day;
use crate::plan::{self, ActionStatus};
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// An action or question of an earlier meeting.
#[derive(Deserialize, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeetingAction {
    pub(crate) what: String,
    #[serde(default)]
    pub(crate) who: String,
    /// The day by which it is to be done.
    pub(crate) due: Option<TypedDay>,
    pub(crate) state: ActionState,
    /// The day of the meeting that agreed it.
    pub(crate) from: Option<TypedDay>,
    /// The partner that owns it, alone or with the council.
    #[serde(default)]
    pub(crate) partner: String,
}

impl MeetingAction {
    /// Two actions with the same key are the same one, however their words are set.
    pub(crate) fn key(&self) -> String {
        action_key(&self.what)
    }
}

/// The words of an action in small letters, with one blank between them and no stop at the end.
pub(crate) fn action_key(what: &str) -> String {
    let words: Vec<&str> = what.split_whitespace().collect();
    words
        .join(" ")
        .trim_end_matches('.')
        .replace('’', "'")
        .to_lowercase()
}

/// How far an action is, in the officer's own word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ActionState {
    pub(crate) word: String,
    pub(crate) status: ActionStatus,
}

impl<'de> Deserialize<'de> for ActionState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        match plan::status_of(&word) {
            Some(status) => Ok(ActionState {
                word: word.trim().to_owned(),
                status,
            }),
            None => Err(D::Error::custom(format!(
                "“{word}” is no state of an action: write open, not started, in progress, done, closed or superseded"
            ))),
        }
    }
}

/// A day as a person types it, between quotes or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TypedDay(pub(crate) Date);

impl<'de> Deserialize<'de> for TypedDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        typed_day(&text).map(TypedDay).map_err(|fault: Error| {
            D::Error::custom(format!("{}: write {}", fault.what(), fault.wanted()))
        })
    }
}
