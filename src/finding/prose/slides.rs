//! What slides say that their paper does not: what each slide is for, and where its evidence is.

/// The slides in their order, by what they are for.
pub(crate) const SUMMARY: &str = "Summary";
pub(crate) const STANDS: &str = "Where we stand";
pub(crate) const BEHIND: &str = "What is behind it";
pub(crate) const BETTER: &str = "Better";
pub(crate) const WORSE: &str = "Worse and to watch";
pub(crate) const SINCE: &str = "Since last time";
pub(crate) const KNOWN: &str = "How we know";

/// Begins the notes of a slide, before what the paper says.
pub(crate) const IN_FULL: &str = "In the paper, in full:";

/// The published row of a figure, as far as it is known.
pub(crate) fn published(
    label: &str,
    release: Option<&str>,
    file: Option<&str>,
    row: u32,
) -> String {
    let file = file.map_or_else(String::new, |file| format!("file {file}, "));
    let release = release.map_or_else(String::new, |release| format!(", {release} release"));
    format!("Evidence for {label}: {file}row {row}{release}.")
}

/// How a speaker walks what a slide says home to its rows.
pub(crate) fn way_home(manifest: &str, numbers: &[String]) -> String {
    let commands: Vec<String> = numbers
        .iter()
        .map(|number| format!("yardstick explain --paper {manifest} {number}"))
        .collect();
    format!("To follow it to its rows: {}", commands.join("; "))
}

/// What the chart of a slide is, by its number in the paper.
pub(crate) fn chart(id: &str, caption: &str) -> String {
    format!("Chart ({id}): {caption}.")
}

/// What the table of a slide is, by its number in the paper.
pub(crate) fn table(id: &str, caption: &str) -> String {
    format!("Table ({id}): {caption}.")
}

/// Whose data a deck rests on and how its slides were chosen, for the speaker of the first.
pub(crate) const ABOUT: &str = "These slides say nothing that the paper does not: each title and each line stands in it. The notes of a slide hold \
                                the paragraphs behind it and where their figures are published.";

/// That a table on a slide has not all rows.
pub(crate) fn left_out(many: usize) -> String {
    match many {
        1 => "One more row stands in the paper.".to_owned(),
        _ => format!("{many} more rows stand in the paper."),
    }
}

/// Why a line between two periods of a chart is not drawn.
pub(crate) fn broken(period: &str, reason: &str) -> String {
    format!("{period}: {reason}")
}
