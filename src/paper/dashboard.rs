//! The page of a council's own measures: what changed, each measure with a small line, its newest figure, its target and its state, and what
//! is behind it in a part that opens. One HTML file that loads nothing.

use super::contents::rendered;
use crate::error::Result;
use serde::Serialize;

/// Everything on the page.
#[derive(Serialize)]
pub(crate) struct DashboardPage {
    pub(crate) title: String,
    /// The authority, the day and the files.
    pub(crate) about: String,
    /// How many measures there are, and how many have to be looked at.
    pub(crate) summary: String,
    /// What has to be looked at, a sentence or two each, with the anchor of its measure.
    pub(crate) exceptions: Vec<DashboardException>,
    pub(crate) themes: Vec<DashboardTheme>,
    /// Late returns of which nothing else is said.
    pub(crate) late: Option<String>,
    /// Of measures without figures.
    pub(crate) not_received: Option<String>,
    pub(crate) notes: Vec<String>,
    /// The colours and letters of the explorer.
    pub(crate) css: &'static str,
    pub(crate) made_by: String,
}

#[derive(Serialize)]
pub(crate) struct DashboardException {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) comment: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct DashboardTheme {
    pub(crate) name: String,
    pub(crate) measures: Vec<DashboardMeasure>,
}

/// A sign with its word: a shape that does not need colour.
#[derive(Serialize)]
pub(crate) struct DashboardSign {
    pub(crate) shape: &'static str,
    pub(crate) word: &'static str,
}

/// One measure of the whole authority, or of its first place.
#[derive(Serialize)]
pub(crate) struct DashboardMeasure {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) newest: String,
    pub(crate) period: String,
    pub(crate) before: String,
    /// SVG.
    pub(crate) spark: String,
    pub(crate) signal: DashboardSign,
    pub(crate) target: DashboardSign,
    pub(crate) target_range: String,
    pub(crate) late: Option<String>,
    pub(crate) national: Option<String>,
    /// What is behind it: the state in words, definition, chart, places and figures.
    pub(crate) said: Vec<String>,
    pub(crate) definition: Vec<(String, String)>,
    /// SVG.
    pub(crate) chart: String,
    pub(crate) places: Option<DashboardTable>,
    /// The places within what chance in their counts allows, where there are enough: what is said, and SVG.
    pub(crate) funnel: Option<(String, String)>,
    pub(crate) figures: DashboardTable,
    pub(crate) comment: Option<String>,
}

/// A table of texts.
#[derive(Serialize)]
pub(crate) struct DashboardTable {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The page as HTML.
///
/// # Errors
/// The page's template does not fit its content: a fault of the build.
pub(crate) fn html(page: &DashboardPage) -> Result<String> {
    rendered(("dashboard.html", include_str!("dashboard.html")), page)
}
