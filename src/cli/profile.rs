//! `yardstick profile`.

use super::args::Profile;
use super::compare::{comparators, manner, write};
use super::print;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::reference::nearest::nearest;
use crate::run::load::{self, known_name};
use crate::run::profile;

pub(super) fn run(setting: &Setting<'_>, wanted: &Profile) -> Result<u8> {
    let reference = Reference::embedded()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let phrases = load::phrases(setting.world, wanted.phrases.as_deref())?;
    let comparators = comparators(&reference, area, &wanted.company)?;
    let names = indicators(&reference, &wanted.theme, &wanted.indicator)?;
    let study = setting.study(&reference, &names, None)?;
    let by_name: Vec<_> = names.iter().filter_map(|name| study.panel(name)).collect();
    let chosen = if names.is_empty() {
        study.standing().collect()
    } else {
        by_name
    };
    if chosen.is_empty() {
        return Err(
            Error::nothing("none of these indicators is in the files that were read").hint(
                if setting.without_embedded() {
                    load::way_to_figures(true)
                } else {
                    "check --data, --theme and --indicator"
                },
            ),
        );
    }
    setting.tell_lacking(&names, |name| study.panel(name).is_some());
    let compared = study.compare_each(&chosen, area, &comparators, None)?;
    let bar = print::progress(setting.common.quiet, compared.len(), "drawing");
    let files = profile::make(
        &compared,
        area,
        &reference,
        &comparators,
        manner(&wanted.drawing),
        &phrases,
        &|| bar.inc(1),
    )?;
    bar.finish_and_clear();
    write(setting, &wanted.out, files)?;
    let any = compared.iter().any(|each| each.reading.value().is_some());
    Ok(if any { 0 } else { 1 })
}

/// Which indicators: those named, those of the themes named, else the headlines of the scorecard.
pub(super) fn indicators(
    reference: &Reference,
    themes: &[String],
    named: &[String],
) -> Result<Vec<String>> {
    let entries = reference.catalogue.entries();
    let mut names: Vec<String> = Vec::new();
    for theme in themes {
        let key = theme.trim().to_lowercase().replace(' ', "-");
        let known = reference.catalogue.themes();
        if key != "all" && !known.contains(&key.as_str()) {
            let near = nearest(&key, known.iter().copied())
                .map(|n| format!("; did you mean {n}?"))
                .unwrap_or_default();
            return Err(Error::usage(format!("“{theme}” is not a theme{near}"))
                .expected(format!("{} or all", known.join(", "))));
        }
        names.extend(
            entries
                .iter()
                .filter(|e| key == "all" || e.theme == key)
                .map(|e| e.id.clone()),
        );
    }
    for name in named {
        names.push(known_name(reference, name)?);
    }
    if names.is_empty() {
        names.extend(entries.iter().filter(|e| e.scorecard).map(|e| e.id.clone()));
    }
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    Ok(names)
}
