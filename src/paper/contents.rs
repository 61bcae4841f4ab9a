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

#[derive(Serialize)]
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

/// The page as HTML.
///
/// # Errors
/// The page's template does not fit its content: a fault of the build.
pub(crate) fn html(contents: &Contents) -> Result<String> {
    let mut templates = minijinja::Environment::new();
    templates.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let made = templates
        .add_template("contents.html", include_str!("contents.html"))
        .and_then(|()| {
            templates
                .get_template("contents.html")?
                .render(minijinja::value::Serde(contents))
        });
    made.map_err(|fault| Error::unreadable("contents.html", fault.to_string()))
}
