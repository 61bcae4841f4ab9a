//! `yardstick explore`.

use super::args::ExploreArguments;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::inputs::named::neighbour_list;
use crate::run::explore::site::site;
use crate::run::explore::{ExploreOrder, explore};
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &ExploreArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let named = wanted.authority.as_deref();
    let area = match (named, setting.home()) {
        (None, None) => None,
        _ => Some(setting.authority(&reference, named)?),
    };
    let order = |area, out| -> Result<ExploreOrder<'_>> {
        Ok(ExploreOrder {
            area,
            list: neighbour_list(&reference, wanted.list.as_deref())?,
            with: &wanted.groups,
            phrases: wanted.phrases.as_deref(),
            out,
            figures: setting.figures(),
        })
    };
    match (&wanted.site, &wanted.out) {
        (Some(folder), _) => {
            let only = area.filter(|_| named.is_some());
            site(setting.world, &reference, &order(only, folder)?, setting)?;
        }
        (None, out) => {
            let out = out.as_deref().unwrap_or(Path::new("explorer.html"));
            is_html(out)?;
            explore(setting.world, &reference, &order(area, out)?, setting)?;
        }
    }
    Ok(0)
}

/// A browser opens a page by its ending.
fn is_html(out: &Path) -> Result<()> {
    let ending = out.extension().and_then(|ending| ending.to_str());
    if ending.is_some_and(|ending| ["html", "htm"].contains(&ending.to_ascii_lowercase().as_str()))
    {
        return Ok(());
    }
    Err(
        Error::usage(format!("{} does not end in .html", out.display()))
            .expected("a name such as explorer.html"),
    )
}
