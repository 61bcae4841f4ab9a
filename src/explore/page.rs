//! The page as one file: the script out of its modules, the style, the packed data, and what stands there before or without a script.

use super::pack::in_base64;
use crate::error::{Error, Result};
use crate::finding::narrative::summary::SummaryPoint;
use crate::paper::contents::{made_by, rendered};
use crate::reference::ATTRIBUTION;
use include_dir::{Dir, include_dir};
use serde::Serialize;
use sha2::{Digest, Sha256};

static PAGE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/explore/page");

/// The two blocks of packed data, in base64.
#[derive(Default)]
pub(crate) struct ExplorerBlocks {
    pub(crate) data: String,
    pub(crate) words: String,
}

/// What stands on the page before its script runs, and where none does.
pub(crate) struct ExplorerPage<'a> {
    pub(crate) title: String,
    pub(crate) blocks: &'a ExplorerBlocks,
    pub(crate) before: StaticPart,
    /// What a browser without a script is told.
    pub(crate) without_script: String,
}

/// The page without a script.
#[derive(Serialize, Default)]
pub(crate) struct StaticPart {
    pub(crate) heading: String,
    pub(crate) caption: String,
    pub(crate) summary: Vec<StaticPoint>,
    /// Heads of the scorecard's columns.
    pub(crate) own: String,
    pub(crate) region: String,
    pub(crate) rows: Vec<StaticRow>,
    pub(crate) notes: Vec<String>,
    /// Each region with its authorities, where none was chosen.
    pub(crate) regions: Vec<StaticRegion>,
    pub(crate) as_at: String,
}

#[derive(Serialize)]
pub(crate) struct StaticPoint {
    label: String,
    sentence: String,
}

impl StaticPoint {
    pub(crate) fn of(point: &SummaryPoint) -> StaticPoint {
        StaticPoint {
            label: point.label.clone(),
            sentence: point.clause.text.clone(),
        }
    }
}

/// A row of the scorecard, all as printed. Nothing in it is a link: an address of the explorer leads nowhere without its script.
#[derive(Serialize)]
pub(crate) struct StaticRow {
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) value: String,
    pub(crate) period: String,
    pub(crate) change: String,
    pub(crate) neighbours: String,
    pub(crate) region: String,
    pub(crate) england: String,
    pub(crate) place: String,
}

#[derive(Serialize)]
pub(crate) struct StaticRegion {
    pub(crate) name: String,
    pub(crate) authorities: Vec<String>,
}

/// The whole page.
///
/// # Errors
/// A file of the page is missing or does not fit its content: a fault of the build.
pub(crate) fn html(page: &ExplorerPage<'_>) -> Result<String> {
    let script = script()?;
    let static_part = rendered(("static.html", file("static.html")?), &page.before)?;
    let content = serde_json::json!({
        "title": page.title,
        "css": file("explorer.css")?,
        "script": script,
        "csp": policy(&script),
        "data_blocks": blocks(page.blocks),
        "static_part": static_part,
        "attribution": ATTRIBUTION,
        "made_by": made_by(),
        "without_script": page.without_script,
    });
    rendered(("page.html", file("page.html")?), &content)
}

/// How the explorer looks, for pages of its kind.
pub(crate) const CSS: &str = include_str!("page/explorer.css");

fn file(name: &str) -> Result<&'static str> {
    PAGE.get_file(name)
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| {
            Error::unreadable(
                format!("src/explore/page/{name}"),
                "it is not in the program",
            )
        })
}

/// All modules as one script, in the order of `order.txt`: without the lines that import one from another, without `export`, and without
/// lines of comment, which are a fifth of the source.
fn script() -> Result<String> {
    let mut script = String::new();
    let order = file("order.txt")?.lines().map(str::trim);
    for name in order.filter(|name| !name.is_empty()) {
        let mut in_comment = false;
        for line in file(name)?.lines() {
            let begins = line.trim_start();
            let ends_behind = begins
                .split_once("*/")
                .is_some_and(|(_, rest)| !rest.trim().is_empty());
            in_comment |= begins.starts_with("/**") && !ends_behind;
            let is_comment = in_comment || begins.starts_with("//");
            in_comment &= !begins.contains("*/");
            if is_comment || line.starts_with("import {") {
                continue;
            }
            script.push_str(line.strip_prefix("export ").unwrap_or(line));
            script.push('\n');
        }
    }
    Ok(script)
}

/// Nothing but what stands in the file itself may run, load or be asked for.
fn policy(script: &str) -> String {
    let digest = in_base64(&Sha256::digest(script.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
}

fn blocks(of: &ExplorerBlocks) -> String {
    let block = |id: &str, text: &str| {
        format!("<script type=\"application/octet-stream\" id=\"{id}\">{text}</script>\n")
    };
    block("data", &of.data) + &block("words", &of.words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The script is one file in the page: names, and how modules are written, must allow it.
    #[test]
    fn modules_become_one_script() {
        let script = script().expect("script");
        for line in script.lines() {
            assert!(
                !line.starts_with("import") && !line.starts_with("export"),
                "{line}"
            );
        }
        assert!(!script.to_ascii_lowercase().contains("</script"));
        // Modules keep their names apart; one script does not.
        let mut names = std::collections::BTreeSet::new();
        for line in script.lines() {
            let declared = ["function ", "async function ", "const ", "let ", "class "];
            let Some(rest) = declared.iter().find_map(|word| line.strip_prefix(word)) else {
                continue;
            };
            let name: String = rest
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            assert!(
                name.is_empty() || names.insert(name.clone()),
                "{name} is declared twice"
            );
        }
        let listed: Vec<&str> = file("order.txt").expect("order").lines().collect();
        let modules = PAGE.files().filter_map(|file| file.path().to_str());
        for module in modules.filter(|name| name.ends_with(".js")) {
            assert!(listed.contains(&module), "{module} is not in order.txt");
        }
    }
}
