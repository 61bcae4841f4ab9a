//! A place of the register: an authority, a region or England.

use super::rows::{self, A_CODE, A_DATE, CODES, ReferenceRow, RegisterFault};
use crate::observation::area::Area;
use jiff::civil::Date;

/// What sort of place it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum AuthorityKind {
    County,
    Unitary,
    Metropolitan,
    InnerLondon,
    OuterLondon,
    Region,
    Country,
}

impl AuthorityKind {
    const ALL: [AuthorityKind; 7] = [
        AuthorityKind::County,
        AuthorityKind::Unitary,
        AuthorityKind::Metropolitan,
        AuthorityKind::InnerLondon,
        AuthorityKind::OuterLondon,
        AuthorityKind::Region,
        AuthorityKind::Country,
    ];

    /// The word of the register's `type` column, any case.
    pub(crate) fn parse(word: &str) -> Option<AuthorityKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word().eq_ignore_ascii_case(word))
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            AuthorityKind::County => "county",
            AuthorityKind::Unitary => "unitary",
            AuthorityKind::Metropolitan => "metropolitan",
            AuthorityKind::InnerLondon => "inner london",
            AuthorityKind::OuterLondon => "outer london",
            AuthorityKind::Region => "region",
            AuthorityKind::Country => "country",
        }
    }
}

/// One place: an authority, a region or England.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Authority {
    pub(crate) area: Area,
    /// In force now, or when it was abolished.
    pub(crate) ons_code: String,
    /// As DfE's files of 2025 write it.
    pub(crate) name: String,
    /// What a chart label shows.
    pub(crate) short_name: String,
    pub(crate) aliases: Vec<String>,
    /// The region to compare with: Inner or Outer London for a London authority. None for England.
    pub(crate) region: Option<Area>,
    pub(crate) kind: AuthorityKind,
    /// None: it is older than 2009.
    pub(crate) valid_from: Option<Date>,
    /// Its last day. None: it is there today.
    pub(crate) valid_to: Option<Date>,
    pub(crate) successors: Vec<Area>,
    /// Part of its neighbourhoods that lie in coastal built-up areas, 0 to 1. None for what is abolished and for regions.
    pub(crate) coastal_share: Option<f64>,
    /// The same for seaside towns: no ports, no cities.
    pub(crate) seaside_share: Option<f64>,
    /// 1 holds the most deprived authorities, 10 the least.
    pub(crate) deprivation_decile: Option<u8>,
    /// Its neighbourhoods, and those of them in England's most deprived tenth.
    pub(crate) small_areas: Option<u32>,
    pub(crate) deprived_small_areas: Option<u32>,
}

impl Authority {
    /// The part of its neighbourhoods that are among the most deprived tenth in England, 0 to 1; not official.
    pub(crate) fn deprived_share(&self) -> Option<f64> {
        let (all, deprived) = (self.small_areas?, self.deprived_small_areas?);
        (all > 0 && deprived <= all).then(|| f64::from(deprived) / f64::from(all))
    }
}

pub(super) const AUTHORITY_COLUMNS: &[&str] = &[
    "code",
    "ons_code",
    "name",
    "short_name",
    "aliases",
    "region",
    "type",
    "valid_from",
    "valid_to",
    "successors",
    "coastal_share",
    "seaside_share",
    "deprivation_decile",
    "small_areas",
    "deprived_small_areas",
];

pub(super) fn authority(row: &ReferenceRow) -> Result<Authority, RegisterFault> {
    Ok(Authority {
        area: row.read("code", A_CODE, rows::code)?,
        ons_code: row.read("ons_code", "an ONS code", rows::ons)?,
        name: row.read("name", "a name", filled)?,
        short_name: row.read("short_name", "a name", filled)?,
        aliases: row.list("aliases", "names with ; between them", filled)?,
        region: row.optional("region", A_CODE, rows::code)?,
        kind: row.read(
            "type",
            "county, unitary, metropolitan, inner london or another type",
            AuthorityKind::parse,
        )?,
        valid_from: row.optional("valid_from", A_DATE, rows::date)?,
        valid_to: row.optional("valid_to", A_DATE, rows::date)?,
        successors: row.list("successors", CODES, rows::code)?,
        coastal_share: row.optional("coastal_share", "a part between 0 and 1", share)?,
        seaside_share: row.optional("seaside_share", "a part between 0 and 1", share)?,
        deprivation_decile: row.optional(
            "deprivation_decile",
            "a whole number from 1 to 10",
            decile,
        )?,
        small_areas: row.optional("small_areas", "a whole number", whole)?,
        deprived_small_areas: row.optional("deprived_small_areas", "a whole number", whole)?,
    })
}

fn filled(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn share(text: &str) -> Option<f64> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
}

fn whole(text: &str) -> Option<u32> {
    text.parse().ok()
}

fn decile(text: &str) -> Option<u8> {
    text.parse().ok().filter(|decile| (1..=10).contains(decile))
}
