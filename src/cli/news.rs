//! `yardstick news`.
use super::args::News;
use super::setting::Setting;
use crate::error::Result;
pub(super) fn run(_: &Setting<'_>, _: &News) -> Result<u8> {
    Ok(0)
}
