//! What every Word file of the program has to satisfy, checked from its bytes with other code than the writer's: the package is complete,
//! the order of the schema is kept, and pictures and tables have their texts for readers who cannot see them.
//!
//! The writer's own tests use this file too, on papers that no command makes.

use resvg::usvg::roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// 10 point, in half points.
const SMALLEST: u32 = 20;
/// Words and numbers of a table may be as small as those of a chart: so that a row is a line.
const SMALLEST_IN_TABLES: u32 = 18;

/// The order of children that the schema (ECMA-376, transitional) prescribes, for the elements where Word requires it.
const ORDER: [(&str, &str); 13] = [
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens \
         kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind \
         contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle \
         rPr sectPr pPrChange",
    ),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden \
         color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout \
         specVanish oMath",
    ),
    (
        "tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd \
         tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    (
        "tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    ),
    ("tbl", "bookmarkStart bookmarkEnd tblPr tblGrid tr"),
    ("tr", "tblPrEx trPr tc"),
    ("tblCellMar", "top left start bottom right end"),
    (
        "tblBorders",
        "top left start bottom right end insideH insideV",
    ),
    (
        "sectPr",
        "headerReference,footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt \
         vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    ),
    (
        "style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal \
         personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("styles", "docDefaults latentStyles style"),
    (
        "lvl",
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    ),
    (
        "numbering",
        "numPicBullet abstractNum num numIdMacAtCleanup",
    ),
];

type Parts = BTreeMap<String, Vec<u8>>;

/// The faults of a Word file, a line each.
pub(crate) fn faults(docx: &[u8]) -> Vec<String> {
    let parts = match unzip(docx) {
        Ok(parts) => parts,
        Err(fault) => return vec![format!("no zip: {fault}")],
    };
    let texts: BTreeMap<&str, &str> = parts
        .iter()
        .filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels"))
        .map(|(name, bytes)| {
            (
                name.as_str(),
                std::str::from_utf8(bytes).unwrap_or_default(),
            )
        })
        .collect();
    let mut trees = BTreeMap::new();
    let mut found = Vec::new();
    for (name, text) in texts {
        match Document::parse(text) {
            Ok(tree) => drop(trees.insert(name, tree)),
            Err(fault) => found.push(format!("{name}: {fault}")),
        }
    }
    found.extend(package(&parts, &trees));
    let Some(document) = trees.get("word/document.xml") else {
        return [found, vec!["no body".to_owned()]].concat();
    };
    let styles = trees
        .get("word/styles.xml")
        .map(Styles::read)
        .unwrap_or_default();
    found.extend(
        trees
            .iter()
            .filter(|(name, _)| name.starts_with("word/"))
            .flat_map(|(name, tree)| order(name, tree)),
    );
    found.extend(language(&trees, &styles));
    found.extend(references(document, &trees, &styles));
    let body: Vec<Node<'_, '_>> = elements(document, "body")
        .flat_map(|body| blocks(body))
        .collect();
    found.extend(headings(&body, &styles));
    found.extend(pictures(document));
    found.extend(tables(document));
    found.extend(captions(&body, &styles));
    found.extend(bookmarks(document));
    found.extend(room(&body));
    found
}

fn unzip(docx: &[u8]) -> Result<Parts, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx))?;
    let mut parts = Parts::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        parts.insert(entry.name()?.into_owned(), bytes);
    }
    Ok(parts)
}

/// Elements of Word's own, whatever prefix they have.
fn elements<'a, 'i>(
    tree: &'a Document<'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    tree.descendants()
        .filter(move |node| node.has_tag_name((W, name)))
}

fn within<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants()
        .filter(move |inner| inner.has_tag_name((W, name)))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children()
        .find(|inner| inner.tag_name().name() == name)
}

fn val<'a>(node: Node<'a, '_>) -> &'a str {
    node.attribute((W, "val")).unwrap_or_default()
}

fn number(node: Option<Node<'_, '_>>, name: &str) -> usize {
    node.and_then(|node| node.attribute((W, name))?.parse().ok())
        .unwrap_or(0)
}

fn words(node: Node<'_, '_>) -> String {
    within(node, "t").filter_map(|t| t.text()).collect()
}

fn style<'a>(paragraph: Node<'a, '_>) -> &'a str {
    child(paragraph, "pPr")
        .and_then(|properties| child(properties, "pStyle"))
        .map(val)
        .unwrap_or_default()
}

/// Paragraphs and tables of the body in order, those within content controls included.
fn blocks<'a, 'i>(holder: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    holder
        .children()
        .filter(Node::is_element)
        .flat_map(|node| {
            if matches!(node.tag_name().name(), "sdt" | "sdtContent") {
                blocks(node)
            } else {
                vec![node]
            }
        })
        .collect()
}

/// The styles of a document by what they are for.
#[derive(Default)]
struct Styles {
    ids: BTreeSet<String>,
    /// Level by id.
    headings: BTreeMap<String, usize>,
    captions: BTreeSet<String>,
    tongue: String,
    small: Vec<String>,
}

impl Styles {
    fn read(tree: &Document<'_>) -> Styles {
        let mut styles = Styles::default();
        let defaults = elements(tree, "rPrDefault").next();
        styles.tongue = defaults
            .and_then(|found| within(found, "lang").next())
            .map(val)
            .unwrap_or_default()
            .to_owned();
        for style in elements(tree, "style") {
            let id = style
                .attribute((W, "styleId"))
                .unwrap_or_default()
                .to_owned();
            let name = child(style, "name")
                .map(val)
                .unwrap_or_default()
                .to_lowercase();
            if let Some(level) = name
                .strip_prefix("heading ")
                .and_then(|level| level.parse().ok())
            {
                styles.headings.insert(id.clone(), level);
            }
            if name == "caption" {
                styles.captions.insert(id.clone());
            }
            let least = if name.eq_ignore_ascii_case("table text") {
                SMALLEST_IN_TABLES
            } else {
                SMALLEST
            };
            if within(style, "sz").any(|size| val(size).parse().is_ok_and(|size: u32| size < least))
            {
                styles.small.push(id.clone());
            }
            styles.ids.insert(id);
        }
        styles
    }
}

fn package(parts: &Parts, trees: &BTreeMap<&str, Document<'_>>) -> Vec<String> {
    let mut found = Vec::new();
    let Some(types) = trees.get("[Content_Types].xml") else {
        return vec!["no content types".to_owned()];
    };
    let said = |name: &str, key: &str| -> BTreeSet<String> {
        let named = types
            .descendants()
            .filter(|node| node.tag_name().name() == name);
        named
            .filter_map(|node| node.attribute(key))
            .map(|value| value.trim_start_matches('/').to_lowercase())
            .collect()
    };
    let (endings, names) = (said("Default", "Extension"), said("Override", "PartName"));
    for name in parts.keys().filter(|name| *name != "[Content_Types].xml") {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        if !names.contains(&name.to_lowercase()) && !endings.contains(&ending) {
            found.push(format!("{name} has no content type"));
        }
    }
    let there: BTreeSet<String> = parts.keys().map(|name| name.to_lowercase()).collect();
    found.extend(
        names
            .difference(&there)
            .map(|name| format!("{name} has a content type and is not there")),
    );
    found.extend(relations(parts, trees));
    for (name, tree) in trees.iter().filter(|(name, _)| !name.ends_with(".rels")) {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let relations = trees.get(format!("{folder}/_rels/{file}.rels").as_str());
        let known: BTreeSet<&str> = relations
            .iter()
            .flat_map(|tree| tree.descendants())
            .filter_map(|node| node.attribute("Id"))
            .collect();
        let used = tree
            .descendants()
            .flat_map(|node| node.attributes())
            .filter(|attribute| attribute.namespace() == Some(R));
        found.extend(
            used.filter(|used| !known.contains(used.value()))
                .map(|used| format!("{name}: no relation {}", used.value())),
        );
    }
    found
}

/// Relations that belong to no part, are given twice or lead nowhere.
fn relations(parts: &Parts, trees: &BTreeMap<&str, Document<'_>>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, tree) in trees.iter().filter(|(name, _)| name.ends_with(".rels")) {
        let source = name
            .replace("_rels/", "")
            .trim_end_matches(".rels")
            .to_owned();
        if !source.is_empty() && !parts.contains_key(&source) {
            found.push(format!("{name} belongs to no part"));
        }
        let mut ids = BTreeSet::new();
        for relation in tree
            .descendants()
            .filter(|node| node.tag_name().name() == "Relationship")
        {
            let (id, target) = (
                relation.attribute("Id").unwrap_or_default(),
                relation.attribute("Target").unwrap_or_default(),
            );
            if !ids.insert(id.to_owned()) {
                found.push(format!("{name} has {id} twice"));
            }
            if relation.attribute("TargetMode") != Some("External")
                && !parts.contains_key(&resolved(&source, target))
            {
                found.push(format!(
                    "{name}: {id} leads to {target}, which is not there"
                ));
            }
        }
    }
    found
}

fn resolved(source: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        source.split('/').collect()
    };
    path.pop();
    for step in target.split('/').filter(|step| !step.is_empty()) {
        if step == ".." {
            path.pop();
        } else {
            path.push(step);
        }
    }
    path.join("/")
}

fn order(name: &str, tree: &Document<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (parent, children) in ORDER {
        let place = |child: Node<'_, '_>| {
            children
                .split(' ')
                .position(|names| names.split(',').any(|name| name == child.tag_name().name()))
        };
        for element in elements(tree, parent) {
            let mut last = 0;
            for child in element
                .children()
                .filter(|child| child.tag_name().namespace() == Some(W))
            {
                let Some(at) = place(child) else {
                    found.push(format!("{name}: {} in {parent}", child.tag_name().name()));
                    continue;
                };
                if at < last {
                    found.push(format!(
                        "{name}: {} too late in {parent}",
                        child.tag_name().name()
                    ));
                }
                last = at;
            }
        }
    }
    found
}

fn language(trees: &BTreeMap<&str, Document<'_>>, styles: &Styles) -> Vec<String> {
    let core = trees
        .iter()
        .find(|(name, _)| name.starts_with("docProps/core"));
    let said = |name: &str| {
        let text = core.and_then(|(_, tree)| {
            tree.descendants()
                .find(|node| node.tag_name().name() == name)?
                .text()
        });
        text.unwrap_or_default().trim()
    };
    let mut found = Vec::new();
    found.extend(
        ["title", "subject", "creator"]
            .iter()
            .filter(|name| said(name).is_empty())
            .map(|name| format!("no {name} property")),
    );
    if said("language") != "en-GB" || styles.tongue != "en-GB" {
        found.push(format!(
            "the language is “{}” and “{}”",
            said("language"),
            styles.tongue
        ));
    }
    found
}

/// Styles and lists that are used are defined, and no text is too small.
fn references(
    document: &Document<'_>,
    trees: &BTreeMap<&str, Document<'_>>,
    styles: &Styles,
) -> Vec<String> {
    let used = ["pStyle", "rStyle", "tblStyle"]
        .into_iter()
        .flat_map(|name| elements(document, name))
        .map(val);
    let used: BTreeSet<&str> = used.collect();
    let mut found: Vec<String> = used
        .iter()
        .filter(|id| !styles.ids.contains(**id))
        .map(|id| format!("the style {id} is not defined"))
        .collect();
    found.extend(
        styles
            .small
            .iter()
            .filter(|id| used.contains(id.as_str()))
            .map(|id| format!("the style {id} is too small to read")),
    );
    let lists: BTreeSet<&str> = trees
        .get("word/numbering.xml")
        .iter()
        .flat_map(|tree| elements(tree, "num"))
        .filter_map(|list| list.attribute((W, "numId")))
        .collect();
    let all = trees
        .iter()
        .filter(|(name, _)| **name == "word/document.xml" || **name == "word/styles.xml");
    let numbers: BTreeSet<&str> = all
        .flat_map(|(_, tree)| elements(tree, "numId"))
        .map(val)
        .filter(|id| *id != "0")
        .collect();
    found.extend(
        numbers
            .difference(&lists)
            .map(|id| format!("the list {id} is not defined")),
    );
    let small = elements(document, "sz")
        .filter(|size| val(*size).parse().is_ok_and(|size: u32| size < SMALLEST));
    found.extend(small.map(|size| format!("text of {} half points", val(size))));
    found.extend(elements(document, "txbxContent").map(|_| "a text box".to_owned()));
    found
}

fn headings(body: &[Node<'_, '_>], styles: &Styles) -> Vec<String> {
    let (mut found, mut last, mut titles) = (Vec::new(), 0, 0);
    for paragraph in body.iter().filter(|node| node.has_tag_name((W, "p"))) {
        let Some(level) = styles.headings.get(style(*paragraph)).copied() else {
            continue;
        };
        let text = words(*paragraph);
        if text.trim().is_empty() {
            found.push(format!("an empty heading of level {level}"));
        }
        if level > last + 1 {
            found.push(format!(
                "“{text}”: a heading of level {level} after one of level {last}"
            ));
        }
        titles += usize::from(level == 1);
        last = level;
    }
    if titles != 1 {
        found.push(format!("{titles} headings of level 1"));
    }
    found
}

fn pictures(document: &Document<'_>) -> Vec<String> {
    let (mut found, mut ids) = (Vec::new(), BTreeSet::new());
    let named = |name: &'static str| {
        document
            .descendants()
            .filter(move |node| node.is_element() && node.tag_name().name() == name)
    };
    for picture in named("docPr") {
        if picture
            .attribute("descr")
            .is_none_or(|words| words.trim().is_empty())
        {
            found.push("a picture without alternative text".to_owned());
        }
        if !ids.insert(picture.attribute("id").unwrap_or_default()) {
            found.push("two pictures with one id".to_owned());
        }
    }
    if named("blip").count() != named("docPr").count() {
        found.push("a picture that is none".to_owned());
    }
    found
}

fn tables(document: &Document<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (at, table) in elements(document, "tbl").enumerate() {
        let mut fault = |what: &str| found.push(format!("table {}: {what}", at + 1));
        let rows: Vec<Node<'_, '_>> = table
            .children()
            .filter(|row| row.has_tag_name((W, "tr")))
            .collect();
        let repeated = rows
            .first()
            .is_some_and(|row| within(*row, "tblHeader").next().is_some());
        let look = within(table, "tblLook").next();
        let marked = |name: &str| number(look, name) == 1;
        if !(repeated && marked("firstRow")
            || !repeated && marked("firstColumn") && !marked("firstRow"))
        {
            fault("no row and no column is marked as its heading");
        }
        if repeated && within(rows[0], "tc").any(|cell| words(cell).trim().is_empty()) {
            fault("a heading without words");
        }
        if ["gridSpan", "vMerge", "hMerge"]
            .into_iter()
            .any(|name| within(table, name).next().is_some())
        {
            fault("merged cells");
        }
        let columns = within(table, "gridCol").count();
        if rows.iter().any(|row| within(*row, "tc").count() != columns) {
            fault("rows of unequal length");
        }
        if rows
            .iter()
            .any(|row| within(*row, "cantSplit").next().is_none())
        {
            fault("a row that a page's end may tear");
        }
        if within(table, "tblCaption")
            .next()
            .is_none_or(|caption| val(caption).is_empty())
        {
            fault("no title for those who have it read to them");
        }
    }
    found
}

/// A caption stands right before each picture, and before each table with at most one line between.
fn captions(body: &[Node<'_, '_>], styles: &Styles) -> Vec<String> {
    let mut found = Vec::new();
    let captioned = |at: usize, kind: &str, back: usize| {
        let before = &body[at.saturating_sub(back)..at];
        before
            .iter()
            .any(|node| styles.captions.contains(style(*node)) && words(*node).starts_with(kind))
    };
    for (at, node) in body.iter().enumerate() {
        let is_table = node.has_tag_name((W, "tbl"));
        let has_picture = !is_table
            && node
                .descendants()
                .any(|inner| inner.tag_name().name() == "docPr");
        let front = is_table && within(*node, "tblHeader").next().is_none();
        if has_picture && !captioned(at, "Figure ", 1) {
            found.push("a figure without a caption".to_owned());
        }
        if is_table && !front && !captioned(at, "Table ", 2) {
            found.push("a table without a caption".to_owned());
        }
        let kept = within(*node, "keepNext").next().is_some();
        if styles.captions.contains(style(*node)) && !kept {
            found.push(format!(
                "“{}” may be parted from what it is of",
                words(*node)
            ));
        }
    }
    found
}

fn bookmarks(document: &Document<'_>) -> Vec<String> {
    let (mut found, mut names, mut ids) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for mark in elements(document, "bookmarkStart") {
        let name = mark.attribute((W, "name")).unwrap_or_default();
        let valid = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && name
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '_')
            && name.chars().count() <= 40;
        if !valid {
            found.push(format!("“{name}” is no name for a bookmark"));
        }
        if !names.insert(name.to_lowercase())
            || !ids.insert(mark.attribute((W, "id")).unwrap_or_default())
        {
            found.push(format!("the bookmark {name} comes twice"));
        }
    }
    let ends: BTreeSet<&str> = elements(document, "bookmarkEnd")
        .filter_map(|mark| mark.attribute((W, "id")))
        .collect();
    if ends != ids {
        found.push("a bookmark that does not begin and end".to_owned());
    }
    let anchors = elements(document, "hyperlink").filter_map(|link| link.attribute((W, "anchor")));
    found.extend(
        anchors
            .filter(|name| !names.contains(&name.to_lowercase()))
            .map(|name| format!("no bookmark {name} to go to")),
    );
    found
}

/// Nothing is wider than the page of its section leaves room for.
fn room(body: &[Node<'_, '_>]) -> Vec<String> {
    let (mut found, mut widest) = (Vec::new(), 0);
    for node in body {
        if node.has_tag_name((W, "tbl")) {
            widest = widest.max(
                within(*node, "gridCol")
                    .map(|column| number(Some(column), "w"))
                    .sum(),
            );
        }
        let extents = node
            .descendants()
            .filter(|inner| inner.tag_name().name() == "extent");
        let across = extents
            .filter_map(|extent| extent.attribute("cx")?.parse::<usize>().ok())
            .map(|emu| emu / 635);
        widest = widest.max(across.max().unwrap_or(0));
        if let Some(section) = within(*node, "sectPr").next() {
            let (size, margins) = (child(section, "pgSz"), child(section, "pgMar"));
            let left = number(size, "w").saturating_sub(
                number(margins, "left") + number(margins, "right") + number(margins, "gutter"),
            );
            if widest > left {
                found.push(format!(
                    "something is {widest} wide where the page has room for {left}"
                ));
            }
            widest = 0;
        }
    }
    found
}
