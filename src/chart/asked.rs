//! The charts that a definition names: `cla-rate:trend`, `lead:trend`, `scorecard`, `pyramid`.

use super::{FORMS, ListedForm};
use crate::error::{Error, Result};
use crate::reference::nearest::nearest;

/// In place of an indicator's id: the indicator that the section's first paragraph tells of.
pub(crate) const LEAD: &str = "lead";

/// A chart that a definition names.
#[derive(Clone)]
pub(crate) struct AskedChart {
    pub(crate) form: ListedForm,
    /// The indicator it is to show, or [`LEAD`], where its form shows one.
    pub(crate) indicator: Option<String>,
}

impl AskedChart {
    /// # Errors
    /// Usage: a form that does not exist, or an indicator with a form that shows several.
    pub(crate) fn parse(asked: &str) -> Result<AskedChart> {
        let (indicator, name) = match asked.split_once(':') {
            Some((indicator, name)) => (Some(indicator), name),
            None => (None, asked),
        };
        let form = forms(indicator.is_some()).find(|form| form.name == name.trim());
        Ok(AskedChart {
            form: form.ok_or_else(|| unknown(asked, indicator, name))?,
            indicator: indicator.map(|id| id.trim().to_owned()),
        })
    }
}

/// The forms that a definition may name: with an indicator, or without.
fn forms(of_one: bool) -> impl Iterator<Item = ListedForm> {
    FORMS
        .into_iter()
        .filter(move |form| form.in_papers && form.is_of_one() == of_one)
}

fn unknown(asked: &str, indicator: Option<&str>, name: &str) -> Error {
    let fault = Error::usage(format!("“{asked}” is no figure")).expected(format!(
        "{}; or an indicator’s id (“lead” for that of the section’s first paragraph), a colon and one of {}",
        names(false).join(", "),
        names(true).join(", ")
    ));
    let near = indicator.zip(nearest(name, names(true).into_iter()));
    match near {
        Some((indicator, near)) => fault.hint(format!("did you mean {indicator}:{near}?")),
        None => fault,
    }
}

fn names(of_one: bool) -> Vec<&'static str> {
    forms(of_one).map(|form| form.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_form_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = FORMS.iter().map(|form| form.name).collect();
        assert_eq!(names.len(), FORMS.len());
    }

    #[test]
    fn a_form_of_a_paper_is_found_by_its_name() {
        for form in FORMS {
            let asked = if form.is_of_one() {
                format!(" cla-rate : {} ", form.name)
            } else {
                format!(" {} ", form.name)
            };
            match AskedChart::parse(&asked) {
                Ok(found) => {
                    assert!(form.in_papers);
                    assert_eq!(found.form.name, form.name);
                    assert_eq!(found.indicator.is_some(), form.is_of_one());
                    assert!(found.indicator.is_none_or(|id| id == "cla-rate"));
                }
                Err(_) => assert!(!form.in_papers, "{asked}"),
            }
        }
    }

    #[test]
    fn an_unknown_form_is_refused_with_the_nearest() {
        let fault = AskedChart::parse("cla-rate:trent").err();
        let said = fault.map(|fault| format!("{fault:?}"));
        assert!(said.is_some_and(|said| said.contains("did you mean cla-rate:trend?")));
        assert!(AskedChart::parse("trend").is_err());
        assert!(AskedChart::parse("cla-rate:scorecard").is_err());
    }
}
