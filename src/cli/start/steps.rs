//! What the guided start makes: a list of commands, each in the very words in which it is run.

use crate::composition::standard::StandardPaper;
use std::path::{Path, PathBuf};

/// One command of a guided start.
pub(super) struct Step {
    /// What it makes, for whoever looks on.
    pub(super) makes: String,
    /// The command without the program's name.
    pub(super) command: Vec<String>,
    /// The page that it begins with, if it makes one.
    pub(super) page: Option<PathBuf>,
}

/// The authority that everything is about.
pub(super) struct Subject {
    /// As it is typed and told.
    pub(super) name: String,
    /// As it stands in names of files.
    pub(super) slug: String,
}

/// Everything to make, in its order.
pub(super) fn steps(of: &Subject, papers: &[&StandardPaper]) -> Vec<Step> {
    let papers = papers.iter().map(|wanted| paper(of, wanted));
    [explorer(of), profile(of)]
        .into_iter()
        .chain(papers)
        .collect()
}

/// The page on which everything can be looked at: the first to open.
fn explorer(of: &Subject) -> Step {
    let file = format!("{}-explorer.html", of.slug);
    Step {
        makes: format!(
            "Explorer: every authority and indicator in one page that begins with {}",
            of.name
        ),
        command: words(&["explore", "--authority", &of.name, "--out", &file]),
        page: Some(PathBuf::from(file)),
    }
}

fn profile(of: &Subject) -> Step {
    let folder = format!("{}-profile", of.slug);
    Step {
        makes: format!("Profile: every chart and table of {}", of.name),
        command: words(&["profile", &of.name]),
        page: Some(Path::new(&folder).join("index.html")),
    }
}

fn paper(of: &Subject, wanted: &StandardPaper) -> Step {
    let file = format!("{}-{}.docx", of.slug, wanted.name);
    Step {
        makes: wanted.definition.about.clone(),
        command: words(&[
            "paper",
            &wanted.name,
            "--authority",
            &of.name,
            "--out",
            &file,
        ]),
        page: None,
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A command line as it can be typed again, in any of the usual shells.
pub(super) fn typed(program: &str, words: &[String]) -> String {
    let words = std::iter::once(program).chain(words.iter().map(String::as_str));
    words.map(quoted).collect::<Vec<_>>().join(" ")
}

/// A word of a command line, between quotes where a shell would part it.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./\\:~".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("\"{word}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_typed_again() {
        let command = words(&["profile", "Blackburn with Darwen", "--out", "a-b/c.docx"]);
        assert_eq!(
            typed("yardstick", &command),
            "yardstick profile \"Blackburn with Darwen\" --out a-b/c.docx"
        );
        assert_eq!(
            typed("C:\\My files\\yardstick.exe", &words(&["paper"])),
            "\"C:\\My files\\yardstick.exe\" paper"
        );
    }
}
