//! The notes of a slide: what the paper says in full, the published rows behind it, and the command that leads to all the others.

use super::messages::SlideMessage;
use crate::composition::ledger;
use crate::finding::prose::slides;
use crate::paper::deck::SlideContent;
use crate::paper::{Block, TextSpan};

/// The notes of messages, with what the slide shows. `manifest` is the name of the paper's manifest.
pub(super) fn of_messages<'m, 'a: 'm>(
    messages: impl IntoIterator<Item = &'m SlideMessage<'a>>,
    shown: &SlideContent,
    manifest: &str,
) -> Vec<String> {
    let mut notes = vec![slides::IN_FULL.to_owned()];
    let (mut evidence, mut numbers) = (Vec::new(), Vec::new());
    for message in messages {
        notes.extend(in_full(message));
        evidence.extend(row(message));
        numbers.extend(message.number().map(str::to_owned));
    }
    notes.append(&mut evidence);
    notes.extend(of_content(shown, &mut numbers));
    if !numbers.is_empty() {
        notes.push(slides::way_home(manifest, &numbers));
    }
    notes
}

/// The notes of text that is about no single indicator: the text, and the numbers under which the manifest has it.
pub(super) fn of_text(
    mut text: Vec<String>,
    mut numbers: Vec<String>,
    shown: &SlideContent,
    manifest: &str,
) -> Vec<String> {
    text.insert(0, slides::IN_FULL.to_owned());
    text.extend(of_content(shown, &mut numbers));
    if !numbers.is_empty() {
        text.push(slides::way_home(manifest, &numbers));
    }
    text
}

/// What a slide shows, and its number.
fn of_content(shown: &SlideContent, numbers: &mut Vec<String>) -> Option<String> {
    let (id, told) = match shown {
        SlideContent::Nothing => return None,
        SlideContent::Chart(chart) => (&chart.id, slides::chart(&chart.id, &chart.caption)),
        SlideContent::Table(table) => (&table.id, slides::table(&table.id, &table.caption)),
    };
    numbers.push(id.clone());
    Some(told)
}

/// The paragraph with its number and what stands behind it; without one, the bullet of the summary.
fn in_full(message: &SlideMessage<'_>) -> Vec<String> {
    let Some(paragraph) = message.paragraph else {
        return message.bullet.map(words).into_iter().collect();
    };
    let first = format!("{} {}", paragraph.number, words(paragraph.text));
    let behind = paragraph.behind.iter().filter_map(|block| match block {
        Block::Plain(text) => Some(words(text)),
        _ => None,
    });
    std::iter::once(first).chain(behind).collect()
}

/// The published row of the authority's own figure.
fn row(message: &SlideMessage<'_>) -> Option<String> {
    let c = message.c;
    let row = ledger::published_row(c.panel, c.at, c.area)?;
    Some(slides::published(
        &c.indicator.short,
        row.release.as_deref(),
        row.file.as_deref(),
        row.row,
    ))
}

/// The text of spans.
pub(super) fn words(spans: &[TextSpan]) -> String {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    text.trim().to_owned()
}
