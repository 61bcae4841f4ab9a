//! How Ofsted lays out its tables of judgements, release by release: which column holds what, by the words of the header.
//!
//! Lists have a row an inspection. The table of 2009 to 2023 has a row an authority and a group of columns an inspection.

use crate::observation::judgement::{Framework, InspectionKind};

/// One inspection's columns. Names are as [`plain`] gives them; of several, each is that of some release.
pub(super) struct InspectionColumns {
    pub(super) framework: Framework,
    pub(super) kind: KindOf,
    pub(super) inspected: &'static [&'static str],
    pub(super) published: &'static [&'static str],
    /// Empty for SLAC, which judged two services apart.
    pub(super) overall: &'static [&'static str],
    pub(super) aspects: &'static [(&'static str, &'static [&'static str])],
    pub(super) theme: &'static [&'static str],
}

/// What sort of inspection a block holds.
pub(super) enum KindOf {
    Fixed(InspectionKind),
    /// A column says it. A list without one says only that there was an inspection.
    Column(&'static [&'static str]),
}

pub(super) const NAME: &str = "local authority name";
pub(super) const CODE: &str = "local authority area code";

/// Columns that say nothing of a judgement.
pub(super) const PASSED_OVER: [&str; 6] = [
    "web link",
    "la region",
    "ofsted region",
    "region",
    "la authority type",
    "local authority status",
];

/// Above a table of authorities that a reorganisation ended.
pub(super) const APART: &str = "existed before";

/// A header in one line, in small letters: releases differ in line breaks and capitals.
pub(super) fn plain(header: &str) -> String {
    header
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// A row an inspection or visit, from 2018.
pub(super) const LIST: [InspectionColumns; 1] = [InspectionColumns {
    framework: Framework::Ilacs,
    kind: KindOf::Column(&["inspection type", "inspection/visit type"]),
    inspected: &["inspection date", "inspection/visit date"],
    published: &["publication date"],
    overall: &["overall effectiveness"],
    aspects: &[
        (
            "leadership",
            &[
                "the impact of leaders on social work practice with children and families",
                "impact of leaders",
            ],
        ),
        (
            "help_and_protection",
            &[
                "the experiences and progress of children who need help and protection",
                "experiences and progress of children who need help and protection",
            ],
        ),
        (
            "in_care",
            &[
                "the experiences and progress of children in care",
                "experiences and progress of children in care",
            ],
        ),
        (
            "care_leavers",
            &[
                "the experiences and progress of care leavers",
                "experiences and progress of care leavers",
            ],
        ),
    ],
    theme: &["visit theme"],
}];

/// A block of the wide table that knows its day of publication only.
const fn wide(
    framework: Framework,
    kind: KindOf,
    published: &'static [&'static str],
    overall: &'static [&'static str],
    aspects: &'static [(&'static str, &'static [&'static str])],
) -> InspectionColumns {
    InspectionColumns {
        framework,
        kind,
        inspected: &[],
        published,
        overall,
        aspects,
        theme: &[],
    }
}

/// A row an authority, 2009 to 2023.
pub(super) const WIDE: [InspectionColumns; 11] = [
    wide(
        Framework::Slac,
        KindOf::Fixed(InspectionKind::Inspection),
        &["safeguarding & looked after children (slac) inspection publication date"],
        &[],
        &[
            (
                "safeguarding",
                &["slac safeguarding overall effectiveness (oe)"],
            ),
            (
                "looked_after",
                &["slac looked after children overall effectiveness (oe)"],
            ),
        ],
    ),
    wide(
        Framework::Slac,
        KindOf::Fixed(InspectionKind::Reinspection),
        &["slac re-inspection of safeguarding publication date"],
        &[],
        &[("safeguarding", &["slac re-inspection safeguarding oe"])],
    ),
    wide(
        Framework::Slac,
        KindOf::Fixed(InspectionKind::Reinspection),
        &["slac re-inspection of services for children looked after publication date"],
        &[],
        &[(
            "looked_after",
            &["slac re-inspection of services children looked after oe"],
        )],
    ),
    wide(
        Framework::Cpi,
        KindOf::Fixed(InspectionKind::Inspection),
        &["child protection inspections (cpi) publication date"],
        &["cpi overall effectiveness (oe)"],
        &[],
    ),
    wide(
        Framework::Cpi,
        KindOf::Fixed(InspectionKind::Reinspection),
        &["child protection re-inspection (cpri) publication date"],
        &["cpri overall effectiveness (oe)"],
        &[],
    ),
    wide(
        Framework::Tlac,
        KindOf::Fixed(InspectionKind::Inspection),
        &["targeted looked after children (tlac) inspection publication date"],
        &["tlac overall effectiveness (oe)"],
        &[],
    ),
    wide(
        Framework::Sif,
        KindOf::Fixed(InspectionKind::Inspection),
        &["single inspection of la children's services (sif) first sif publication date"],
        &["first sif overall judgement (oe)"],
        &[
            (
                "leadership",
                &["first sif leadership, management and governance"],
            ),
            (
                "help_and_protection",
                &["first sif children who need help and protection"],
            ),
            (
                "in_care",
                &["first sif children looked after and achieving permanence"],
            ),
            (
                "care_leavers",
                &["first sif cla sub: experiences and progress of care leavers"],
            ),
            ("adoption", &["first sif cla sub: adoption performance"]),
            ("lscb", &["lscb overall effectiveness"]),
        ],
    ),
    wide(
        Framework::Sif,
        KindOf::Fixed(InspectionKind::Reinspection),
        &["single inspection of la children's services (sif) sif re-inspection publication date"],
        &["sif re-inspection overall judgement (oe)"],
        &[
            (
                "leadership",
                &["sif re-inspection leadership, management and governance"],
            ),
            (
                "help_and_protection",
                &["sif re-inspection children who need help and protection"],
            ),
            (
                "in_care",
                &["sif re-inspection children looked after and achieving permanence"],
            ),
            (
                "care_leavers",
                &["sif re-inspection cla sub: experiences and progress of care leavers"],
            ),
            (
                "adoption",
                &["sif re-inspection cla sub: adoption performance"],
            ),
        ],
    ),
    wide(
        Framework::Ilacs,
        KindOf::Column(&["first ilacs framework inspection type"]),
        &["first ilacs framework publication date"],
        &["first ilacs framework overall effectiveness"],
        &[
            ("leadership", &["first ilacs framework impact of leaders"]),
            (
                "help_and_protection",
                &[
                    "first ilacs framework experiences and progress of children who need help and protection",
                ],
            ),
            (
                "in_care",
                &[
                    "first ilacs framework experiences and progress of children in care and care leavers",
                ],
            ),
        ],
    ),
    wide(
        Framework::Ilacs,
        KindOf::Column(&["second ilacs framework inspection type"]),
        &["second ilacs framework publication date"],
        &["second ilacs framework overall effectiveness"],
        &[
            ("leadership", &["second ilacs framework impact of leaders"]),
            (
                "help_and_protection",
                &[
                    "second ilacs framework experiences and progress of children who need help and protection",
                ],
            ),
            (
                "in_care",
                &["second ilacs framework experiences and progress of children in care"],
            ),
            (
                "care_leavers",
                &["second ilacs framework experiences and progress of care leavers"],
            ),
        ],
    ),
    wide(
        Framework::Ilacs,
        KindOf::Column(&["ilacs framework inspection type"]),
        &["ilacs framework publication date"],
        &["ilacs framework overall effectiveness"],
        &[
            ("leadership", &["ilacs framework impact of leaders"]),
            (
                "help_and_protection",
                &[
                    "ilacs framework experiences and progress of children who need help and protection",
                ],
            ),
            (
                "in_care",
                &["ilacs framework experiences and progress of children in care and care leavers"],
            ),
        ],
    ),
];
