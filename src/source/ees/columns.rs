//! The columns that every EES file has.

/// The columns that make a file an EES file.
pub(crate) const REQUIRED: [&str; 4] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
];

/// Columns that say where and when; everything else is a filter or an indicator.
pub(crate) const PLACE_AND_TIME: [&str; 14] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "lad_code",
    "lad_name",
    "pcon_code",
    "pcon_name",
];
