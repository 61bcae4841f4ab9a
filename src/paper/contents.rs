//! The contents page of a profile: one HTML file that says what is in the folder, with the sentences, charts and tables of each
//! indicator. It has no scripts and loads nothing; headings are in order and every picture has a text.

use crate::error::{Error, Result};
use serde::Serialize;

/// What the page is filled with.
#[derive(Serialize)]
pub(crate) struct Contents {
    pub(crate) title: String,
    /// What a reader must know of all indicators, the weightiest first.
    pub(crate) summary: Vec<SummaryLine>,
    pub(crate) standing: Vec<String>,
    /// Pictures of all indicators together.
    pub(crate) overviews: Vec<Picture>,
    /// What else there is of the authority, papers among it.
    pub(crate) further: Vec<Link>,
    pub(crate) tables: Vec<Link>,
    pub(crate) themes: Vec<Theme>,
    pub(crate) sources: Vec<String>,
    pub(crate) attribution: String,
    pub(crate) made_by: String,
}

#[derive(Serialize)]
pub(crate) struct SummaryLine {
    pub(crate) label: String,
    pub(crate) sentence: String,
    /// The id of its indicator on the page.
    pub(crate) id: String,
}

#[derive(Serialize)]
pub(crate) struct Theme {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Of all its indicators together.
    pub(crate) pictures: Vec<Picture>,
    pub(crate) indicators: Vec<ProfileIndicator>,
}

#[derive(Serialize)]
pub(crate) struct ProfileIndicator {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) polarity: String,
}

/// A chart with the files that go with it.
#[derive(Serialize, Clone)]
pub(crate) struct Picture {
    pub(crate) title: String,
    pub(crate) svg: String,
    pub(crate) png: Option<String>,
    pub(crate) csv: String,
    pub(crate) alt: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

#[derive(Serialize, Clone)]
pub(crate) struct Link {
    pub(crate) file: String,
    pub(crate) about: String,
}

impl Contents {
    /// Shows a picture of several indicators: under their theme, or before all themes.
    pub(crate) fn show(&mut self, picture: Picture, theme: Option<&str>) {
        let theme = theme.and_then(|id| self.themes.iter_mut().find(|theme| theme.id == id));
        match theme {
            Some(theme) => theme.pictures.push(picture),
            None => self.overviews.push(picture),
        }
    }
}

/// The authorities of a region, each with the way to its page.
#[derive(Serialize)]
pub(crate) struct RegionLinks {
    pub(crate) name: String,
    pub(crate) authorities: Vec<AuthorityLink>,
}

/// An authority and the page of its profile.
#[derive(Serialize)]
pub(crate) struct AuthorityLink {
    pub(crate) name: String,
    pub(crate) page: String,
}

/// The page that leads to the profiles of every authority.
///
/// # Errors
/// As [`html`].
pub(crate) fn every_authority(
    title: &str,
    further: &[Link],
    regions: &[RegionLinks],
    attribution: &str,
) -> Result<String> {
    let content = serde_json::json!({
        "title": title,
        "further": further,
        "regions": regions,
        "attribution": attribution,
        "made_by": made_by(),
    });
    rendered(("every.html", include_str!("every.html")), &content)
}

/// Which program made a page.
pub(crate) fn made_by() -> String {
    format!("Made by yardstick {}.", env!("CARGO_PKG_VERSION"))
}

/// The page as HTML.
///
/// # Errors
/// The page's template does not fit its content: a fault of the build.
pub(crate) fn html(contents: &Contents) -> Result<String> {
    rendered(("contents.html", include_str!("contents.html")), contents)
}

/// A template with its content in place.
///
/// # Errors
/// The template does not fit its content: a fault of the build.
pub(crate) fn rendered(
    (name, template): (&'static str, &'static str),
    content: &impl Serialize,
) -> Result<String> {
    let mut templates = minijinja::Environment::new();
    templates.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let made = templates.add_template(name, template).and_then(|()| {
        templates
            .get_template(name)?
            .render(minijinja::value::Serde(content))
    });
    made.map_err(|fault| Error::unreadable(name, fault.to_string()))
}
