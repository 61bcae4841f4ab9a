//! What frameworks that give no grades may find, in their own words: never those of another framework.

use crate::observation::judgement::{Framework, InspectionKind};

/// The words of a framework's outcomes, short and whole; none of one that speaks freely.
fn words(framework: Framework) -> Vec<(String, String)> {
    let text = include_str!("../../../data/inspection_outcomes.csv");
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let rows = lines.records().flatten();
    let of = rows.filter(|row| row.get(0).and_then(Framework::parse) == Some(framework));
    of.map(|row| {
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        (cell(1), cell(2))
    })
    .collect()
}

/// The short words for what was written, be it those or the whole sentence; an inspection that is no whole one may say anything.
///
/// # Errors
/// What the framework may say, where it says something else.
pub(super) fn outcome(
    framework: Framework,
    kind: InspectionKind,
    text: &str,
) -> Result<String, String> {
    let known = words(framework);
    let is_whole = matches!(kind, InspectionKind::Full | InspectionKind::Inspection);
    if text.is_empty() || known.is_empty() || !is_whole {
        return Ok(text.to_owned());
    }
    let same = |known: &str| {
        let plain = |text: &str| text.trim_end_matches('.').to_lowercase().replace('\'', "’");
        plain(text).starts_with(&plain(known))
    };
    let found = known
        .iter()
        .find(|(short, whole)| same(short) || same(whole));
    found.map(|(short, _)| short.clone()).ok_or_else(|| {
        let short: Vec<&str> = known.iter().map(|(short, _)| short.as_str()).collect();
        format!("what {} says: {}", framework.word(), short.join("; "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_framework_has_words_of_its_own() {
        let of = |text| outcome(Framework::AreaSend, InspectionKind::Full, text);
        assert_eq!(of("Inconsistent").as_deref(), Ok("inconsistent"));
        let whole = "There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes of children and young people with SEND, which the local area partnership must address urgently.";
        assert_eq!(of(whole).as_deref(), Ok("widespread or systemic failings"));
        assert!(of("Good").is_err_and(|said| said.contains("typically positive")));
        let jtai = outcome(
            Framework::Jtai,
            InspectionKind::Inspection,
            "Strong front door",
        );
        assert_eq!(jtai.as_deref(), Ok("Strong front door"));
    }
}
