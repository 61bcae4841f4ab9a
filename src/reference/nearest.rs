//! The nearest known name to one that is not known, for messages: a suggestion, never a resolution.

/// The candidate most like `name`, if any is like it at all. Letters' case and the marks between words do not count.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    /// Below this likeness a suggestion puzzles more than it helps.
    const LIKE: f64 = 0.6;
    /// No name is longer, and each comparison takes as long as both names together are, squared.
    const LONGEST: usize = 200;
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

fn plain(text: &str) -> String {
    text.to_lowercase().replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
    }
}
