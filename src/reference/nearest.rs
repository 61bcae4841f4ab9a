//! The nearest known name to one that is not known, for messages: a suggestion, never a resolution.

/// Below this likeness a suggestion puzzles more than it helps.
const LIKE: f64 = 0.6;
/// No name is longer, and each comparison takes as long as both names together are, squared.
const LONGEST: usize = 200;

/// The candidate most like `name`, if any is like it at all. Letters' case and the marks between words do not count.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if name.chars().nth(LONGEST).is_some() {
        return None;
    }
    let wanted = plain(name);
    candidates
        .filter(|candidate| candidate.len() <= LONGEST * 4)
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&wanted, &plain(candidate)),
                candidate,
            )
        })
        .filter(|(like, _)| *like >= LIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// The candidates most like `name`, the nearest first: as a whole, or by as many of their words as `name` has. Few are named, and none
/// that is hardly like it where another is very like it.
pub(crate) fn nearest_few<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Vec<&'a str> {
    /// No more are named.
    const MOST: usize = 3;
    /// Nor any that is so much less like it than the nearest.
    const BEHIND: f64 = 0.15;
    if name.chars().nth(LONGEST).is_some() {
        return Vec::new();
    }
    let wanted = plain(name);
    let mut near: Vec<(f64, &str)> = candidates
        .map(|candidate| (likeness(&wanted, &plain(candidate)), candidate))
        .filter(|(like, _)| *like >= LIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = near.first().map_or(0.0, |(like, _)| *like);
    near.retain(|(like, _)| *like >= best - BEHIND);
    near.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// The same as a question, where any is near: “did you mean A or B?”
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let near = nearest_few(name, candidates);
    (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
}

/// How like a text is to a name, to the beginning of it, or to words of it that follow each other.
fn likeness(wanted: &str, name: &str) -> f64 {
    /// Fewer letters are the beginning of too much.
    const SHORTEST_BEGINNING: usize = 3;
    /// Words of a longer name are less sure than the whole of a shorter one, and words behind the first less than those in front.
    const IN_FRONT: f64 = 0.95;
    const BEHIND: f64 = 0.9;
    let words: Vec<&str> = name.split(' ').collect();
    let length = wanted.split(' ').count();
    let parts = words.windows(length).enumerate().map(|(at, words)| {
        let like = strsim::normalized_damerau_levenshtein(wanted, &words.join(" "));
        like * if at == 0 { IN_FRONT } else { BEHIND }
    });
    let whole = strsim::normalized_damerau_levenshtein(wanted, name);
    let begins = name.starts_with(wanted) && wanted.chars().count() >= SHORTEST_BEGINNING;
    let beginning = if begins { IN_FRONT } else { 0.0 };
    parts.fold(whole.max(beginning), f64::max)
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_few};

    #[test]
    fn a_drifted_name_finds_its_successor() {
        let header = ["time_period", "population_type", "children_count"];
        assert_eq!(
            nearest("population_count", header.into_iter()),
            Some("population_type")
        );
        assert_eq!(
            nearest("Children_Count", header.into_iter()),
            Some("children_count")
        );
        assert_eq!(nearest("zzz", header.into_iter()), None);
        // A hundred thousand letters are answered at once.
        assert_eq!(nearest(&"x".repeat(100_000), header.into_iter()), None);
        assert!(nearest_few(&"x".repeat(100_000), header.into_iter()).is_empty());
    }

    #[test]
    fn the_nearest_names_come_first_and_far_ones_not_at_all() {
        let commands = ["benchmark", "compare", "completions", "check", "profile"];
        let papers = [
            "scrutiny-youth-justice",
            "scrutiny-social-care",
            "workforce",
        ];
        let ids = [
            "cla-rate",
            "cpp-rate",
            "cla-starting-rate",
            "cla-ceasing-rate",
        ];
        for (typed, names, near) in [
            ("compar", &commands[..], &["compare"][..]),
            ("prfile", &commands, &["profile"]),
            ("bench", &commands, &["benchmark"]),
            ("zzz", &commands, &[]),
            (
                "scrutny",
                &papers,
                &["scrutiny-social-care", "scrutiny-youth-justice"],
            ),
            ("youth justice", &papers, &["scrutiny-youth-justice"]),
            ("cla-rat", &ids, &["cla-rate"]),
        ] {
            let found = nearest_few(typed, names.iter().copied());
            assert!(
                found.starts_with(near) && found.len() <= near.len() + 1,
                "{typed}: {found:?}"
            );
            assert_eq!(found.is_empty(), near.is_empty(), "{typed}: {found:?}");
        }
    }
}
