//! What every file of slides of the program has to satisfy, checked from its bytes with other code than the writer's: the package is
//! complete, shapes are in the order of the schema and on the slide, each slide has a title, notes and its number, and pictures, charts
//! and tables have their texts for readers who cannot see them.

use calamine::{Reader, Xlsx};
use resvg::usvg::roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const P: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
const C: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "ppt/presentation.xml";
/// 9 point, in hundredths: tables; text that is read from afar is larger.
const SMALLEST: u32 = 900;
/// Bullets and titles, in hundredths of a point.
const SMALLEST_BULLET: u32 = 1_400;

/// The order of children that the schema (ECMA-376, transitional) prescribes, for the elements where PowerPoint requires it.
const ORDER: [(&str, &str); 14] = [
    (
        "presentation",
        "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz smartTags embeddedFontLst custShowLst photoAlbum \
         custDataLst kinsoku defaultTextStyle modifyVerifier extLst",
    ),
    ("sld", "cSld clrMapOvr transition timing extLst"),
    ("notes", "cSld clrMapOvr extLst"),
    (
        "spTree",
        "nvGrpSpPr grpSpPr sp,pic,graphicFrame,cxnSp,grpSp",
    ),
    ("sp", "nvSpPr spPr style txBody extLst"),
    ("pic", "nvPicPr blipFill spPr style extLst"),
    ("graphicFrame", "nvGraphicFramePr xfrm graphic extLst"),
    ("txBody", "bodyPr lstStyle p"),
    (
        "pPr",
        "lnSpc spcBef spcAft buClrTx,buClr buSzTx,buSzPct,buSzPts buFontTx,buFont buNone,buAutoNum,buChar,buBlip tabLst defRPr extLst",
    ),
    (
        "rPr",
        "ln noFill,solidFill effectLst highlight uLnTx uLn uFill latin ea cs sym hlinkClick hlinkMouseOver rtl extLst",
    ),
    ("p", "pPr r,br,fld endParaRPr"),
    (
        "tcPr",
        "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D noFill,solidFill headers extLst",
    ),
    (
        "ser",
        "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth shape extLst",
    ),
    (
        "valAx",
        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx \
         crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
    ),
];

type Parts = BTreeMap<String, Vec<u8>>;
type Trees<'t> = BTreeMap<&'t str, Document<'t>>;

/// A slide as its readers have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadSlide {
    /// What it is for, above the message; empty on the first.
    pub(crate) part: String,
    pub(crate) title: String,
    pub(crate) bullets: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// The alternative texts of what it shows.
    pub(crate) alts: Vec<String>,
    /// How many charts are PowerPoint's own.
    pub(crate) charts: usize,
    pub(crate) layout: String,
}

pub(crate) fn unzip(pptx: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(pptx)).expect("a zip");
    let mut parts = Parts::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        let name = entry.name().expect("a name").into_owned();
        assert!(parts.insert(name, bytes).is_none(), "a part comes twice");
    }
    parts
}

fn is_xml(name: &str) -> bool {
    name.ends_with(".xml") || name.ends_with(".rels")
}

fn texts(parts: &Parts) -> BTreeMap<&str, &str> {
    let xml = parts.iter().filter(|(name, _)| is_xml(name));
    xml.map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
        .collect()
}

/// The faults of a file of slides, a line each.
pub(crate) fn faults(pptx: &[u8]) -> Vec<String> {
    let parts = unzip(pptx);
    let mut trees = Trees::new();
    let mut found = Vec::new();
    for (name, text) in texts(&parts) {
        match Document::parse(text) {
            Ok(tree) => drop(trees.insert(name, tree)),
            Err(fault) => found.push(format!("{name}: {fault}")),
        }
    }
    found.extend(package(&parts, &trees));
    found.extend(trees.iter().flat_map(|(name, tree)| order(name, tree)));
    let Some(main) = trees.get(MAIN) else {
        return [found, vec!["no presentation".to_owned()]].concat();
    };
    let size = child(main.root_element(), "sldSz");
    let side = |name: &str| size.and_then(|size| number(size, name)).unwrap_or(0);
    let slides = slides(&trees);
    if slides.is_empty() {
        found.push("no slides".to_owned());
    }
    found.extend(lists(main));
    for (at, part) in slides.iter().enumerate() {
        found.extend(slide(part, at, &trees, (side("cx"), side("cy"))));
    }
    for (name, tree) in &trees {
        if name.starts_with("ppt/charts/") && !name.ends_with(".rels") {
            found.extend(chart(name, tree, &parts, &trees));
        }
    }
    let read = slides.iter().map(|part| read(part, &trees));
    let mut titles = BTreeSet::new();
    for one in read {
        if !titles.insert(format!("{} {}", one.part, one.title)) {
            found.push(format!("the title “{}” comes twice", one.title));
        }
    }
    found
}

/// The slides in their order.
pub(crate) fn read_slides(pptx: &[u8]) -> Vec<ReadSlide> {
    let parts = unzip(pptx);
    let trees: Trees<'_> = texts(&parts)
        .into_iter()
        .map(|(name, text)| (name, Document::parse(text).expect("XML")))
        .collect();
    let slides = slides(&trees);
    slides.iter().map(|part| read(part, &trees)).collect()
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children()
        .find(|inner| inner.tag_name().name() == name)
}

fn number(node: Node<'_, '_>, name: &str) -> Option<i64> {
    node.attribute(name)?.parse().ok()
}

fn named<'a, 'i>(
    tree: &'a Document<'i>,
    space: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    tree.descendants()
        .filter(move |node| node.has_tag_name((space, name)))
}

/// The text of a shape or paragraph; a line end in it is one.
fn words(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        if inner.has_tag_name((A, "br")) {
            text.push('\n');
        } else if inner.has_tag_name((A, "t")) {
            text.push_str(inner.text().unwrap_or_default());
        }
    }
    text
}

fn paragraphs(shape: Node<'_, '_>) -> Vec<String> {
    let all = shape
        .descendants()
        .filter(|node| node.has_tag_name((A, "p")));
    all.map(words).filter(|text| !text.is_empty()).collect()
}

/// Every relation leads to a part that is there, every part has a type, and every part is led to.
fn package(parts: &Parts, trees: &Trees<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let Some(types) = trees.get("[Content_Types].xml") else {
        return vec!["no types".to_owned()];
    };
    let mut reached: BTreeSet<String> = BTreeSet::new();
    for (name, tree) in trees.iter().filter(|(name, _)| name.ends_with(".rels")) {
        let mut ids = BTreeSet::new();
        for relation in tree.root_element().children().filter(Node::is_element) {
            let target = relation.attribute("Target").unwrap_or_default();
            if !ids.insert(relation.attribute("Id").unwrap_or_default()) {
                found.push(format!("{name}: an id comes twice"));
            }
            if relation.attribute("TargetMode") == Some("External") {
                found.push(format!("{name}: leads outside, to {target}"));
                continue;
            }
            let part = resolved(&source_of(name), target);
            if !parts.contains_key(&part) {
                found.push(format!("{name}: no part {part}"));
            }
            reached.insert(part);
        }
    }
    found.extend(types_of(parts, types, &reached));
    found.extend(known_ids(trees));
    found
}

/// Every part has a type of its own, and every type a part; `reached` are the parts that something leads to.
fn types_of(parts: &Parts, types: &Document<'_>, reached: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    let (mut by_name, mut by_ending) = (BTreeMap::new(), BTreeMap::new());
    for entry in types.root_element().children().filter(Node::is_element) {
        let kind = entry.attribute("ContentType").unwrap_or_default();
        match (entry.attribute("PartName"), entry.attribute("Extension")) {
            (Some(part), _) => {
                let part = part.trim_start_matches('/');
                if by_name.insert(part, kind).is_some() {
                    found.push(format!("the type of {part} comes twice"));
                }
                if !parts.contains_key(part) {
                    found.push(format!("a type for {part}, which is not there"));
                }
            }
            (None, Some(ending)) => drop(by_ending.insert(ending.to_lowercase(), kind)),
            (None, None) => found.push("a type of nothing".to_owned()),
        }
    }
    for name in parts.keys().filter(|name| *name != "[Content_Types].xml") {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let kind = by_name
            .get(name.as_str())
            .or_else(|| by_ending.get(&ending));
        if kind.is_none_or(|kind| kind.is_empty() || *kind == "application/xml") {
            found.push(format!("{name} has no type of its own"));
        }
        if !name.ends_with(".rels") && !reached.contains(name) {
            found.push(format!("nothing leads to {name}"));
        }
    }
    found
}

/// Every id that an element refers to is one of its part's relations.
fn known_ids(trees: &Trees<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, tree) in trees.iter().filter(|(name, _)| !name.ends_with(".rels")) {
        let known = ids_of(name, trees);
        for node in tree.descendants() {
            for attribute in node.attributes().filter(|a| a.namespace() == Some(R)) {
                if !known.contains(attribute.value()) {
                    found.push(format!("{name}: no relation {}", attribute.value()));
                }
            }
        }
    }
    found
}

/// The part whose relations a list holds.
fn source_of(list: &str) -> String {
    list.replace("_rels/", "")
        .trim_end_matches(".rels")
        .to_owned()
}

fn list_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels")
}

fn ids_of<'t>(part: &str, trees: &'t Trees<'_>) -> BTreeSet<&'t str> {
    let list = trees.get(list_of(part).as_str());
    let relations = list
        .into_iter()
        .flat_map(|list| list.root_element().children());
    relations.filter_map(|node| node.attribute("Id")).collect()
}

fn resolved(source: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = source.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The parts that a part leads to by a kind of relation, each with its id.
fn led_to(part: &str, kind: &str, trees: &Trees<'_>) -> Vec<(String, String)> {
    let list = trees.get(list_of(part).as_str());
    let relations = list
        .into_iter()
        .flat_map(|list| list.root_element().children());
    let of_kind = relations.filter(|node| {
        let full = node.attribute("Type").unwrap_or_default();
        full.rsplit('/').next() == Some(kind)
    });
    of_kind
        .map(|node| {
            let target = node.attribute("Target").unwrap_or_default();
            let id = node.attribute("Id").unwrap_or_default();
            (id.to_owned(), resolved(part, target))
        })
        .collect()
}

fn order(part: &str, tree: &Document<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for node in tree.descendants().filter(Node::is_element) {
        let Some((_, prescribed)) = ORDER
            .iter()
            .find(|(name, _)| *name == node.tag_name().name())
        else {
            continue;
        };
        let places: Vec<Vec<&str>> = prescribed
            .split_whitespace()
            .map(|names| names.split(',').collect())
            .collect();
        let mut last = 0;
        for inner in node.children().filter(Node::is_element) {
            let name = inner.tag_name().name();
            match places.iter().position(|names| names.contains(&name)) {
                Some(at) if at < last => found.push(format!(
                    "{part}: {name} stands too late in {}",
                    node.tag_name().name()
                )),
                Some(at) => last = at,
                None => found.push(format!(
                    "{part}: {name} does not belong in {}",
                    node.tag_name().name()
                )),
            }
        }
    }
    found
}

/// Numbers of slides and masters are unlike each other and in their ranges.
fn lists(main: &Document<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for slide in named(main, P, "sldId") {
        let id = number(slide, "id").unwrap_or(0);
        if !(256..2_147_483_648).contains(&id) || !ids.insert(id) {
            found.push(format!("{id} is no number of a slide"));
        }
    }
    for master in named(main, P, "sldMasterId") {
        let id = number(master, "id").unwrap_or(0);
        if id < 2_147_483_648 || !ids.insert(id) {
            found.push(format!("{id} is no number of a master"));
        }
    }
    if named(main, P, "notesMasterId").count() != 1 {
        found.push("not one master of the notes".to_owned());
    }
    found
}

/// The parts of the slides, in their order.
fn slides(trees: &Trees<'_>) -> Vec<String> {
    let Some(main) = trees.get(MAIN) else {
        return Vec::new();
    };
    let led = led_to(MAIN, "slide", trees);
    named(main, P, "sldId")
        .filter_map(|slide| {
            let id = slide.attribute((R, "id"))?;
            let (_, part) = led.iter().find(|(known, _)| known == id)?;
            Some(part.clone())
        })
        .collect()
}

fn kind_of<'a>(shape: Node<'a, '_>) -> Option<&'a str> {
    let place = shape
        .descendants()
        .find(|node| node.has_tag_name((P, "ph")))?;
    Some(place.attribute("type").unwrap_or("obj"))
}

fn shapes<'a, 'i>(tree: &'a Document<'i>) -> Vec<Node<'a, 'i>> {
    let holder = named(tree, P, "spTree").next();
    let inner = holder.into_iter().flat_map(|holder| holder.children());
    inner
        .filter(|node| matches!(node.tag_name().name(), "sp" | "pic" | "graphicFrame"))
        .collect()
}

fn slide(part: &str, at: usize, trees: &Trees<'_>, size: (i64, i64)) -> Vec<String> {
    let mut found = Vec::new();
    let mut fault = |what: String| found.push(format!("{part}: {what}"));
    let Some(tree) = trees.get(part) else {
        return vec![format!("{part}: no slide")];
    };
    let shapes = shapes(tree);
    let titles: Vec<_> = shapes
        .iter()
        .filter(|shape| matches!(kind_of(**shape), Some("title" | "ctrTitle")))
        .collect();
    match titles.as_slice() {
        [one] if !words(**one).trim().is_empty() => {}
        _ => fault(format!("{} titles", titles.len())),
    }
    if !shapes
        .first()
        .is_some_and(|shape| matches!(kind_of(*shape), Some("title" | "ctrTitle")))
    {
        fault("the title is not read first".to_owned());
    }
    let fields: Vec<_> = named(tree, A, "fld").collect();
    let printed = (at + 1).to_string();
    let is_numbered = fields.len() == 1
        && fields[0].attribute("type") == Some("slidenum")
        && words(fields[0]) == printed;
    if !is_numbered {
        fault("its number is not on it".to_owned());
    }
    found.extend(shown(part, tree, &shapes, size));
    found.extend(spoken(part, trees));
    found
}

/// What stands on a slide is described, on it, and set in letters that can be read.
fn shown(
    part: &str,
    tree: &Document<'_>,
    shapes: &[Node<'_, '_>],
    size: (i64, i64),
) -> Vec<String> {
    let mut found = Vec::new();
    let mut fault = |what: String| found.push(format!("{part}: {what}"));
    let mut ids = BTreeSet::new();
    for named in tree
        .descendants()
        .filter(|node| node.has_tag_name((P, "cNvPr")))
    {
        if !ids.insert(named.attribute("id").unwrap_or_default()) {
            fault("an id of a shape comes twice".to_owned());
        }
    }
    for shape in shapes {
        let is_shown = matches!(shape.tag_name().name(), "pic" | "graphicFrame");
        let described = shape
            .descendants()
            .find(|node| node.has_tag_name((P, "cNvPr")))
            .and_then(|node| node.attribute("descr"));
        if is_shown && described.is_none_or(|words| words.trim().len() < 10) {
            fault("a picture without a text for those who do not see it".to_owned());
        }
        if let Some(outside) = outside(*shape, size) {
            fault(outside);
        }
        let is_text = matches!(kind_of(*shape), Some("obj" | "body" | "title" | "ctrTitle"))
            && shape.tag_name().name() == "sp";
        if is_text && paragraphs(*shape).is_empty() {
            fault("an empty placeholder".to_owned());
        }
        for what in letters(*shape, is_text) {
            fault(what);
        }
    }
    found
}

/// Letters that are too small to be read, or not said to be British English.
fn letters(shape: Node<'_, '_>, is_text: bool) -> Vec<String> {
    let mut found = Vec::new();
    let least = if is_text { SMALLEST_BULLET } else { SMALLEST };
    let letters = shape
        .descendants()
        .filter(|node| node.has_tag_name((A, "rPr")));
    for letter in letters {
        let size = letter
            .attribute("sz")
            .and_then(|size| size.parse::<u32>().ok());
        // What the slide is for stands above the title in smaller letters.
        let is_part = letter.attribute("b") == Some("0");
        if size.is_some_and(|size| size < if is_part { 1_200 } else { least }) {
            found.push(format!("letters of {size:?} hundredths of a point"));
        }
        if letter.attribute("lang") != Some("en-GB") {
            found.push("text that is not said to be British English".to_owned());
        }
    }
    found
}

/// A slide has one layout, and notes of its own.
fn spoken(part: &str, trees: &Trees<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut fault = |what: String| found.push(format!("{part}: {what}"));
    if led_to(part, "slideLayout", trees).len() != 1 {
        fault("not one layout".to_owned());
    }
    match led_to(part, "notesSlide", trees).as_slice() {
        [(_, notes)] => {
            if led_to(notes, "slide", trees)
                .first()
                .map(|(_, back)| back.as_str())
                != Some(part)
            {
                fault("its notes are of another slide".to_owned());
            }
            if led_to(notes, "notesMaster", trees).len() != 1 {
                fault("its notes have no master".to_owned());
            }
        }
        _ => fault("no notes".to_owned()),
    }
    found
}

/// Where a shape runs off the slide.
fn outside(shape: Node<'_, '_>, (width, height): (i64, i64)) -> Option<String> {
    let frame = shape
        .descendants()
        .find(|node| node.tag_name().name() == "xfrm")?;
    let (off, ext) = (child(frame, "off")?, child(frame, "ext")?);
    let (x, y) = (number(off, "x")?, number(off, "y")?);
    let (right, bottom) = (x + number(ext, "cx")?, y + number(ext, "cy")?);
    let is_inside = x >= 0 && y >= 0 && right <= width && bottom <= height;
    (!is_inside).then(|| format!("a shape from {x},{y} to {right},{bottom} runs off the slide"))
}

/// A chart has its workbook, which holds the numbers that it shows.
fn chart(name: &str, tree: &Document<'_>, parts: &Parts, trees: &Trees<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let books = led_to(name, "package", trees);
    let [(id, book)] = books.as_slice() else {
        return vec![format!("{name}: {} workbooks", books.len())];
    };
    let data = named(tree, C, "externalData").next();
    if data.and_then(|data| data.attribute((R, "id"))) != Some(id) {
        found.push(format!("{name}: its data are not its workbook"));
    }
    let Some(bytes) = parts.get(book) else {
        return vec![format!("{name}: no workbook")];
    };
    let mut book: Xlsx<_> = match calamine::open_workbook_from_rs(Cursor::new(bytes.clone())) {
        Ok(book) => book,
        Err(fault) => return vec![format!("{name}: its workbook: {fault}")],
    };
    let Some((sheet, cells_of_sheet)) = book.worksheets().into_iter().next() else {
        return vec![format!("{name}: an empty workbook")];
    };
    for (at, series) in named(tree, C, "ser").enumerate() {
        let unlike = series_unlike(series, at, &sheet, &cells_of_sheet);
        found.extend(unlike.into_iter().map(|what| format!("{name}: {what}")));
    }
    found
}

/// Where a series shows other names or numbers than the cells that it says it is drawn from. The file keeps both.
fn series_unlike(
    series: Node<'_, '_>,
    at: usize,
    sheet: &str,
    cells: &calamine::Range<calamine::Data>,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut formulas = series
        .descendants()
        .filter(|node| node.has_tag_name((C, "f")))
        .filter_map(|node| node.text());
    if !formulas.all(|formula| formula.starts_with(&format!("{sheet}!"))) {
        found.push(format!("a series is not of the sheet {sheet}"));
    }
    let (names, values) = (cached(series, "cat"), cached(series, "val"));
    if values.is_empty() {
        found.push("a series without a value".to_owned());
    }
    let columns = names
        .iter()
        .map(|cell| (0, cell))
        .chain(values.iter().map(|cell| (at + 1, cell)));
    for (column, (row, text)) in columns {
        let cell = shown_in(cells, row + 1, column);
        let is_alike = match (cell.parse::<f64>(), text.parse::<f64>()) {
            (Ok(one), Ok(other)) => (one - other).abs() < 1e-9,
            _ => cell == *text,
        };
        if !is_alike {
            found.push(format!("a cell is “{cell}”, and “{text}” is drawn"));
        }
    }
    found
}

/// The names or values that a chart keeps, by their places.
fn cached(series: Node<'_, '_>, holder: &str) -> BTreeMap<usize, String> {
    let holder = child(series, holder);
    let points = holder.into_iter().flat_map(|node| node.descendants());
    points
        .filter(|node| node.has_tag_name((C, "pt")))
        .filter_map(|point| {
            let value = child(point, "v")?.text().unwrap_or_default();
            Some((number(point, "idx")?.try_into().ok()?, value.to_owned()))
        })
        .collect()
}

fn shown_in(cells: &calamine::Range<calamine::Data>, row: usize, column: usize) -> String {
    let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else {
        return String::new();
    };
    let cell = cells.get_value((row, column));
    cell.map(ToString::to_string).unwrap_or_default()
}

fn read(part: &str, trees: &Trees<'_>) -> ReadSlide {
    let tree = &trees[part];
    let shapes = shapes(tree);
    let title = shapes
        .iter()
        .find(|shape| matches!(kind_of(**shape), Some("title" | "ctrTitle")));
    let title = title.map(|shape| words(*shape)).unwrap_or_default();
    let (above, message) = title.split_once('\n').unwrap_or(("", &title));
    let bodies = shapes
        .iter()
        .filter(|shape| matches!(kind_of(**shape), Some("obj" | "body" | "subTitle")));
    let alts = shapes.iter().filter_map(|shape| {
        let named = shape
            .descendants()
            .find(|node| node.has_tag_name((P, "cNvPr")))?;
        named.attribute("descr").map(str::to_owned)
    });
    let notes = led_to(part, "notesSlide", trees);
    let notes = notes.first().map(|(_, notes)| &trees[notes.as_str()]);
    let body = notes.and_then(|notes| {
        let all = self::shapes(notes);
        all.into_iter()
            .find(|shape| kind_of(*shape) == Some("body"))
    });
    let layout = led_to(part, "slideLayout", trees);
    let layout = layout.first().map(|(_, layout)| &trees[layout.as_str()]);
    let layout = layout.and_then(|layout| named(layout, P, "cSld").next()?.attribute("name"));
    ReadSlide {
        part: above.to_owned(),
        title: message.to_owned(),
        bullets: bodies.flat_map(|shape| paragraphs(*shape)).collect(),
        notes: body.map(paragraphs).unwrap_or_default(),
        alts: alts.collect(),
        charts: named(tree, C, "chart").count(),
        layout: layout.unwrap_or_default().to_owned(),
    }
}
