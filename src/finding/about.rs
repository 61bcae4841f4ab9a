//! Everything that a comparison says: figure, comparator, verdict, size, basis. The sentences about one question stand with the
//! kinds of findings that answer it; this file puts them in order, and has those about the figure itself.

use super::kinds::{changed, england, other_list, peers, placed, record, run_of};
use super::phrases::{PhraseForm, Phrases};
use super::prose::{Prose, list};
use super::region;
use crate::compare::{Comparison, control};
use crate::observation::reading::{Reading, Status};
use crate::stat::round::format_number;

pub(super) const PHRASE_FORMS: [&PhraseForm; 4] = [&FIGURE, &NO_FIGURE, &NOT_KNOWN, &FORMED];

const FIGURE: PhraseForm = PhraseForm::plain("about.figure", &["counts", "when", "finality"]);
const NO_FIGURE: PhraseForm = PhraseForm::plain("about.figure.none", &["when", "reason"]);
const NOT_KNOWN: PhraseForm = PhraseForm::plain("about.figure.unread", &["when", "reason"]);
const FORMED: PhraseForm = PhraseForm::plain("about.formed", &["day", "out_of"]);

/// Everything worth saying of a comparison, an officer's own figure last.
pub(crate) fn sentences(c: &Comparison<'_>, phrases: &Phrases) -> Vec<String> {
    let mut said = about(c, phrases);
    let prose = Prose::of(c);
    said.extend(
        c.own_figures
            .and_then(|own| prose.local(c.area, own, phrases)),
    );
    if let Some(own) = c.own_panel() {
        let found = control::control(own, c.area);
        said.extend(prose.control(c, own, &found, phrases));
        said.extend(prose.suppressed(c, own, phrases));
    }
    said
}

/// Everything worth saying of the published figure, most important first: one point a sentence.
fn about(c: &Comparison<'_>, phrases: &Phrases) -> Vec<String> {
    let mut said = vec![figure(c, phrases)];
    if c.indicator.local {
        said.extend(changed::about(c, phrases));
        said.extend(course(c, phrases));
        return said;
    }
    said.extend(formed(c, phrases));
    if c.reading.value().is_some() {
        said.extend(placed::about(c, phrases));
        said.push(peers::about(c, phrases));
        said.extend(england::about_published(c, phrases));
        said.extend(tests(c, phrases));
        said.extend(changed::about(c, phrases));
        said.extend(changed::about_earlier(c, phrases));
        said.extend(changed::about_breaks(c, phrases));
        said.extend(course(c, phrases));
        said.extend(other_list::about(c, phrases));
    }
    said.extend(Prose::of(c).cautions(c));
    said
}

/// Whether the figure differs from England's and its region's beyond chance, and whether one more neighbour there would
/// surprise: the tests that cost no more than the comparison itself.
pub(crate) fn tests(c: &Comparison<'_>, phrases: &Phrases) -> Vec<String> {
    let verdicts = [
        england::about(c, phrases),
        region::about(c, phrases),
        peers::about_further(c, phrases),
    ];
    verdicts.into_iter().flatten().collect()
}

/// Records and runs.
pub(crate) fn course(c: &Comparison<'_>, phrases: &Phrases) -> Vec<String> {
    let course = [record::about(c, phrases), run_of::about(c, phrases)];
    course.into_iter().flatten().collect()
}

/// The figure itself, with its counts where they are published.
pub(crate) fn figure(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let when = ("when", c.period.in_words());
    if let Reading::Missing(status) = c.reading {
        let why = match status {
            Status::Unexplained => "the source does not say why".to_owned(),
            _ => Prose::of(c).why_none(c),
        };
        let phrase = match status {
            Status::SetAside => &NOT_KNOWN,
            _ => &NO_FIGURE,
        };
        return phrases.say(c, phrase, vec![when, ("reason", why)]);
    }
    let finality = match c.period.finality.word() {
        _ if c.indicator.local => " (local, unvalidated)".to_owned(),
        "" => String::new(),
        word => format!(" ({word})"),
    };
    let values = vec![("counts", counts(c)), when, ("finality", finality)];
    phrases.say(c, &FIGURE, values)
}

/// " (430 of 1,200)", or nothing.
fn counts(c: &Comparison<'_>) -> String {
    let counts = c
        .figure
        .as_ref()
        .and_then(|figure| figure.numerator.zip(figure.denominator))
        .filter(|_| c.indicator.unit.is_percent() || c.indicator.unit.is_rate());
    match counts {
        Some((count, base)) => format!(
            " ({} of {})",
            format_number(count, 0),
            format_number(base, 0)
        ),
        None => String::new(),
    }
}

/// An authority formed while the series ran: its own figures begin there.
fn formed(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let register = &c.reference.register;
    let from = register.get(c.area)?.valid_from?;
    c.panel.periods().first().filter(|first| first.end < from)?;
    let prose = Prose::of(c);
    let before: Vec<String> = register
        .predecessors(c.area)
        .iter()
        .map(|area| prose.said_name(*area).to_owned())
        .collect();
    let out_of = if before.is_empty() {
        String::new()
    } else {
        format!(" out of {}", list(&before))
    };
    let values = vec![
        ("day", from.strftime("%-d %B %Y").to_string()),
        ("out_of", out_of),
    ];
    Some(phrases.say(c, &FORMED, values))
}
