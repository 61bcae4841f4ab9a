//! What a shell completes: options and commands, and the names that the program knows: authorities, indicators, themes and papers.

use super::help;
use crate::composition::standard;
use crate::error::Result;
use crate::reference::Reference;
use crate::source::lait::{Dictionary, topic_key};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};
use clap_complete::Shell;

/// The script of a shell.
///
/// # Errors
/// What is compiled in cannot be read: a fault of the build.
pub(super) fn script(shell: Shell) -> Result<Vec<u8>> {
    let names = KnownNames::read()?;
    let mut command = with_names(help::command(), &names);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "yardstick", &mut script);
    Ok(script)
}

/// Names without blanks, as a shell takes them for one word.
struct KnownNames {
    authorities: Vec<String>,
    indicators: Vec<String>,
    themes: Vec<String>,
    papers: Vec<String>,
}

impl KnownNames {
    fn read() -> Result<KnownNames> {
        let reference = Reference::embedded()?;
        let dictionary = Dictionary::embedded();
        let catalogue = &reference.catalogue;
        let mut indicators: Vec<String> =
            catalogue.entries().iter().map(|of| of.id.clone()).collect();
        let series = dictionary.sorted().into_iter();
        indicators.extend(series.map(|(_, facts)| facts.id.clone()));
        let mut themes: Vec<String> = catalogue
            .themes()
            .iter()
            .map(|of| (*of).to_owned())
            .collect();
        themes.extend(dictionary.topics());
        themes.sort();
        themes.dedup();
        let register = reference.register.current();
        Ok(KnownNames {
            authorities: register
                .map(|authority| topic_key(&authority.name))
                .collect(),
            indicators,
            themes,
            papers: standard::all()?
                .into_iter()
                .map(|paper| paper.name)
                .collect(),
        })
    }

    /// The names that an argument takes.
    fn of(&self, argument: &Arg) -> Option<&[String]> {
        let placeholder = argument.get_value_names()?.first()?.to_string();
        match placeholder.to_uppercase().as_str() {
            "AUTHORITY" => Some(&self.authorities),
            "INDICATOR" | "INDICATORS" => Some(&self.indicators),
            "THEME" => Some(&self.themes),
            "DEFINITION" | "PAPER" => Some(&self.papers),
            _ => None,
        }
    }
}

fn with_names(command: Command, names: &KnownNames) -> Command {
    command
        .mut_args(|argument| match names.of(&argument) {
            Some(known) => argument.value_parser(PossibleValuesParser::new(lasting(known))),
            None => argument,
        })
        .mut_subcommands(|inner| with_names(inner, names))
}

/// Names that last as long as the program, as its command line keeps them.
fn lasting(names: &[String]) -> Vec<&'static str> {
    let each = names.iter().cloned();
    each.map(|name| &*Box::leak(name.into_boxed_str()))
        .collect()
}
