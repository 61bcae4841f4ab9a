//! Which indicators a paper rests on: those that its definition and its officer's words name anywhere.

use super::broken_down;
use super::insights;
use crate::chart::{AskedChart, LEAD};
use crate::error::{Error, Result};
use crate::inputs::load::known_name;
use crate::paper::definition::{PaperDefinition, SectionDefinition};
use crate::paper::officer;
use crate::paper::words::WordsFile;
use crate::reference::Reference;
use std::collections::BTreeSet;

/// The indicators of each section.
pub(super) fn section_indicators(
    reference: &Reference,
    definition: &PaperDefinition,
) -> Result<Vec<Vec<String>>> {
    definition
        .sections
        .iter()
        .map(|section| indicators(reference, section))
        .collect()
}

/// Every indicator that a paper rests on.
///
/// # Errors
/// A name in the definition that stands for nothing.
pub(crate) fn rests_on(
    reference: &Reference,
    definition: &PaperDefinition,
    words: Option<&WordsFile>,
) -> Result<Vec<String>> {
    named(
        reference,
        definition,
        words,
        &section_indicators(reference, definition)?,
    )
}

/// A section's indicators: those named, then those of its themes.
fn indicators(reference: &Reference, section: &SectionDefinition) -> Result<Vec<String>> {
    let mut ids = section
        .indicators
        .iter()
        .map(|name| known_name(reference, name))
        .collect::<Result<Vec<String>>>()?;
    let known = reference.catalogue.themes();
    for theme in &section.themes {
        if !known.contains(&theme.as_str()) {
            return Err(
                Error::usage(format!("“{theme}” is not a theme")).expected(known.join(", "))
            );
        }
        let of_theme = reference
            .catalogue
            .entries()
            .iter()
            .filter(|entry| entry.theme == *theme);
        ids.extend(of_theme.map(|entry| entry.id.clone()));
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Ok(ids)
}

/// Every indicator that a definition names anywhere: its sections, its figures, the tokens of its text.
pub(super) fn named(
    reference: &Reference,
    definition: &PaperDefinition,
    words: Option<&WordsFile>,
    sections: &[Vec<String>],
) -> Result<Vec<String>> {
    let mut ids: Vec<String> = sections.concat();
    let mut texts: Vec<&str> = words
        .into_iter()
        .flat_map(|words| words.parts.iter().map(|part| part.text.as_str()))
        .collect();
    for section in &definition.sections {
        ids.extend(broken_down::categories(reference, section)?);
        ids.extend(insights::indicators(reference, section)?);
        for figure in &section.figures {
            ids.extend(
                AskedChart::parse(figure)?
                    .indicator
                    .as_deref()
                    .filter(|id| *id != LEAD)
                    .map(|id| known_name(reference, id))
                    .transpose()?,
            );
        }
        texts.extend([&section.text, &section.heading, &definition.title].map(String::as_str));
    }
    for token in texts.into_iter().flat_map(officer::tokens) {
        ids.extend(
            token
                .split_once('.')
                .map(|(id, _)| id.to_owned())
                .filter(|id| reference.catalogue.get(id).is_some()),
        );
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    if ids.is_empty() {
        // A paper of words alone still needs something to be read, or there is no date to give it.
        ids.extend(
            reference
                .catalogue
                .entries()
                .iter()
                .find(|entry| entry.scorecard)
                .map(|entry| entry.id.clone()),
        );
    }
    Ok(ids)
}
