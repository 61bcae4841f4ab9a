//! What the formal name of a council puts around the name of its place: "Leeds City Council", "Windsor and Maidenhead, Royal
//! Borough of". Each style says what sort of council it is, so that "Leicester County Council" is nobody.

/// What sort of council a style belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CouncilSort {
    Any,
    County,
    /// A city or a borough: no county is one.
    Town,
    London,
    Metropolitan,
    Unitary,
    District,
}

/// Styles before a name, as [`super::names::key`] writes them. The longer of two that begin alike stands first.
const BEFORE: [(&str, CouncilSort); 14] = [
    ("council of the ", CouncilSort::Any),
    ("council of ", CouncilSort::Any),
    ("london borough of ", CouncilSort::London),
    ("lb of ", CouncilSort::London),
    ("lb ", CouncilSort::London),
    ("royal borough of ", CouncilSort::Town),
    ("metropolitan borough of ", CouncilSort::Metropolitan),
    ("city and county of ", CouncilSort::Any),
    ("city and borough of ", CouncilSort::Town),
    ("borough of ", CouncilSort::Town),
    ("city of ", CouncilSort::Town),
    ("county of ", CouncilSort::County),
    ("district of ", CouncilSort::District),
    ("the ", CouncilSort::Any),
];

/// Styles behind a name.
const AFTER: [(&str, CouncilSort); 38] = [
    (" metropolitan borough council", CouncilSort::Metropolitan),
    (" metropolitan district council", CouncilSort::Metropolitan),
    (" metropolitan borough", CouncilSort::Metropolitan),
    (" metropolitan district", CouncilSort::Metropolitan),
    (" mbc", CouncilSort::Metropolitan),
    (" mdc", CouncilSort::Metropolitan),
    (" london borough council", CouncilSort::London),
    (" london borough of", CouncilSort::London),
    (" london borough", CouncilSort::London),
    (" lb", CouncilSort::London),
    (" county borough council", CouncilSort::Town),
    (" county borough", CouncilSort::Town),
    (" royal borough of", CouncilSort::Town),
    (" royal borough", CouncilSort::Town),
    (" city and district council", CouncilSort::District),
    (" city and district", CouncilSort::District),
    (" district council", CouncilSort::District),
    (" district", CouncilSort::District),
    (" county council", CouncilSort::County),
    (" county of", CouncilSort::County),
    (" county", CouncilSort::County),
    (" city council", CouncilSort::Town),
    (" borough council", CouncilSort::Town),
    (" borough of", CouncilSort::Town),
    (" city of", CouncilSort::Town),
    (" borough", CouncilSort::Town),
    (" city", CouncilSort::Town),
    (" unitary authority", CouncilSort::Unitary),
    (" unitary council", CouncilSort::Unitary),
    (" unitary", CouncilSort::Unitary),
    (" ua", CouncilSort::Unitary),
    (" cbc", CouncilSort::Town),
    (" bc", CouncilSort::Town),
    (" dc", CouncilSort::District),
    // A county or a city council.
    (" cc", CouncilSort::Any),
    (" local authority", CouncilSort::Any),
    (" council", CouncilSort::Any),
    (" la", CouncilSort::Any),
];

/// A name without a style before it, behind it or both, and the sorts of council that these styles belong to.
pub(super) fn without_styles(key: &str) -> Vec<(&str, Vec<CouncilSort>)> {
    let tails = std::iter::once((key, None)).chain(
        AFTER
            .iter()
            .filter_map(|(style, sort)| Some((key.strip_suffix(style)?, Some(*sort)))),
    );
    let mut names = Vec::new();
    for (rest, behind) in tails {
        let heads = std::iter::once((rest, None)).chain(
            BEFORE
                .iter()
                .filter_map(|(style, sort)| Some((rest.strip_prefix(style)?, Some(*sort)))),
        );
        for (name, before) in heads {
            let sorts: Vec<CouncilSort> = behind.into_iter().chain(before).collect();
            if !sorts.is_empty() && !name.is_empty() {
                names.push((name, sorts));
            }
        }
    }
    names
}
