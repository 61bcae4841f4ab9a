//! The scorecard: some thirty indicators of one authority on a page, a row each, quartile bands shaded and lettered.
//!
//! Shading is one hue from deep to pale, not red and green: a band says where a value stands, and its letter says so without colour.

use super::frame::{Frame, drawing, frame_of_height, words_height};
use super::layout::{fit, minus, narrowest, widest, wrap};
use super::sheet::{Anchor, Area, Letter, Sheet};
use super::theme::{
    AXIS_LINE, AXIS_STROKE, DARK_BLUE, GRID, HEIGHT, LEADING, QUARTILES, ROW_TINT, Stroke, WHITE,
};
use super::{Caption, Drawing, Style};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scorecard {
    pub(crate) caption: Caption,
    pub(crate) heads: Heads,
    /// In the order they are drawn; rows of one theme that follow one another form a group.
    pub(crate) rows: Vec<ScorecardRow>,
}

/// The names of the columns that differ from one authority to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heads {
    /// The authority, over its values.
    pub(crate) own: String,
    /// "Neighbours' mean".
    pub(crate) neighbours: String,
    pub(crate) region: String,
}

/// One indicator. Every text is as it is to be read, a symbol where there is no figure, empty where nothing applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ScorecardRow {
    pub(crate) theme: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) value: String,
    pub(crate) change: Option<Change>,
    pub(crate) neighbours: String,
    pub(crate) region: String,
    pub(crate) england: String,
    /// Place among all: "joint 36th of 151", or "36th highest of 151" where there is no polarity.
    pub(crate) rank: String,
    /// Quartile band A to D; none where nothing is judged.
    pub(crate) band: Option<char>,
    pub(crate) period: String,
}

/// Change on the period before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) direction: Direction,
    /// Its size, with its sign.
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Level,
}

const LOWEST_ROW: f64 = 20.5;
const HIGHEST_ROW: f64 = 48.0;
const LARGEST: f64 = 24.0;
const SMALLEST: f64 = 13.0;
/// Lettering takes this share of a row's height.
const LETTER_SHARE: f64 = 0.7;
/// A head takes two lines, or three when it is wider than this many ems on two.
const WIDE_HEAD: f64 = 8.0;
const PADDING: f64 = 18.0;
/// Themes and titles get what they need up to this many ems; the lettering shrinks before they get less.
const THEME_ROOM: f64 = 14.0;
const TITLE_ROOM: f64 = 28.0;
/// Room for the triangle before a change.
const TRIANGLE: f64 = 20.0;

/// Draws the table. It is 1600 x 900 up to some thirty rows and grows higher with more.
pub(crate) fn draw(card: &Scorecard, style: Style) -> Drawing {
    drawing(&sheet(card, style), &card.caption)
}

pub(super) fn sheet(card: &Scorecard, style: Style) -> Sheet {
    let rows = card.rows.len().max(1) as f64;
    let words = words_height(&card.caption, style, &[]);
    let lowest_head = head_height(card, LOWEST_ROW * LETTER_SHARE);
    let height = (words + lowest_head + rows * LOWEST_ROW).max(HEIGHT).ceil();
    let Frame { mut sheet, room } = frame_of_height(&card.caption, style, &[], height);
    let row = ((room.height() - lowest_head) / rows).clamp(LOWEST_ROW, HIGHEST_ROW);
    // A larger letter takes a higher head, and so a lower row.
    let head = head_height(card, (row * LETTER_SHARE).min(LARGEST));
    let row = ((room.height() - head) / rows)
        .min(row)
        .floor()
        .max(LOWEST_ROW);
    let grid = Grid::new(card, room, row);
    grid.heads(&mut sheet, card);
    grid.groups(&mut sheet, card);
    for (at, one) in card.rows.iter().enumerate() {
        grid.row(&mut sheet, at, one);
    }
    sheet
}

fn head_height(card: &Scorecard, size: f64) -> f64 {
    let lines = columns(&card.heads)
        .iter()
        .map(|column| head_lines(&column.head))
        .fold(1, usize::max);
    lines as f64 * size * LEADING + 12.0
}

fn head_lines(head: &str) -> usize {
    let letter = Letter::bold(1.0);
    if !head.contains(' ') {
        1
    } else if narrowest(head, letter, 2) <= WIDE_HEAD {
        2
    } else {
        3
    }
}

/// An indicator as it is named: with its unit.
fn titled(row: &ScorecardRow) -> String {
    if row.unit.is_empty() {
        row.title.clone()
    } else {
        format!("{}, {}", row.title, row.unit)
    }
}

/// What a column shows, and to which side.
struct Column {
    head: String,
    anchor: Anchor,
    cell: fn(&ScorecardRow) -> String,
    /// Room beside the text for what is drawn there.
    beside: f64,
}

fn columns(heads: &Heads) -> [Column; 8] {
    let column = |head: &str, anchor, cell| Column {
        head: head.to_owned(),
        anchor,
        cell,
        beside: 0.0,
    };
    [
        column(&heads.own, Anchor::End, |row| row.value.clone()),
        Column {
            beside: TRIANGLE,
            ..column("Change", Anchor::End, |row| {
                row.change
                    .as_ref()
                    .map(|change| change.text.clone())
                    .unwrap_or_default()
            })
        },
        column(&heads.neighbours, Anchor::End, |row| row.neighbours.clone()),
        column(&heads.region, Anchor::End, |row| row.region.clone()),
        column("England", Anchor::End, |row| row.england.clone()),
        column("Rank", Anchor::Start, |row| row.rank.clone()),
        column("Quartile band", Anchor::Middle, |row| {
            row.band.map(String::from).unwrap_or_default()
        }),
        column("Period", Anchor::Start, |row| row.period.clone()),
    ]
}

const OWN: usize = 0;
const CHANGE: usize = 1;
const BAND: usize = 6;

/// Where rows and columns fall.
struct Grid {
    room: Area,
    row: f64,
    letter: Letter,
    title_left: f64,
    title_right: f64,
    /// Left and right edge of each column's text.
    edges: Vec<(f64, f64)>,
    columns: [Column; 8],
    first: f64,
}

impl Grid {
    fn new(card: &Scorecard, room: Area, row: f64) -> Self {
        let columns = columns(&card.heads);
        let mut size = (row * LETTER_SHARE).clamp(SMALLEST, LARGEST);
        let titles: Vec<String> = card.rows.iter().map(titled).collect();
        let (title_left, widths) = loop {
            let letter = Letter::plain(size);
            let title_left = room.left + theme_room(card, row, size);
            let widths = widths(card, &columns, size);
            let left_over = room.right - title_left - widths.iter().sum::<f64>();
            let needed = widest(titles.iter().map(String::as_str), letter).min(TITLE_ROOM * size);
            if left_over >= needed || size <= SMALLEST {
                break (title_left, widths);
            }
            size -= 0.5;
        };
        let mut edges = Vec::with_capacity(widths.len());
        let mut right = room.right - PADDING / 2.0;
        for width in widths.iter().rev() {
            edges.push((right - width + PADDING, right));
            right -= width;
        }
        edges.reverse();
        Self {
            room,
            row,
            letter: Letter::plain(size),
            title_left,
            title_right: right,
            edges,
            columns,
            first: room.top + head_height(card, size),
        }
    }

    fn top(&self, at: usize) -> f64 {
        self.first + at as f64 * self.row
    }

    fn middle(&self, at: usize) -> f64 {
        self.top(at) + self.row / 2.0
    }

    fn anchored(&self, column: usize) -> (f64, Anchor) {
        let (left, right) = self.edges[column];
        match self.columns[column].anchor {
            Anchor::Start => (left, Anchor::Start),
            Anchor::Middle => ((left + right) / 2.0, Anchor::Middle),
            Anchor::End => (right, Anchor::End),
        }
    }

    fn heads(&self, sheet: &mut Sheet, card: &Scorecard) {
        let letter = Letter {
            bold: true,
            ..self.letter
        };
        let bottom = self.first - 10.0;
        let mut head = |lines: &[String], x: f64, anchor: Anchor, colour| {
            let mut baseline = bottom - (lines.len() as f64 - 1.0) * letter.size * LEADING;
            for line in lines {
                sheet.text(line, (x, baseline), anchor, letter.coloured(colour));
                baseline += letter.size * LEADING;
            }
        };
        let black = letter.colour;
        head(
            &["Indicator".to_owned()],
            self.title_left,
            Anchor::Start,
            black,
        );
        for (at, column) in self.columns.iter().enumerate() {
            let (left, right) = self.edges[at];
            let (x, anchor) = self.anchored(at);
            let lines = wrap(
                &column.head,
                letter,
                right - left + 0.5,
                head_lines(&column.head),
            );
            head(&lines, x, anchor, if at == OWN { DARK_BLUE } else { black });
        }
        let right = self.room.right;
        sheet.line(
            vec![(self.room.left, self.first), (right, self.first)],
            AXIS_STROKE,
        );
        let bottom = self.top(card.rows.len());
        sheet.line(vec![(self.room.left, bottom), (right, bottom)], AXIS_STROKE);
    }

    /// Groups of one theme: every other one tinted, each named at its side.
    fn groups(&self, sheet: &mut Sheet, card: &Scorecard) {
        let mut start = 0;
        for (number, group) in card.rows.chunk_by(|a, b| a.theme == b.theme).enumerate() {
            let (top, bottom) = (self.top(start), self.top(start + group.len()));
            let area = Area {
                left: self.room.left,
                top: top + 1.0,
                right: self.room.right,
                bottom: bottom - 1.0,
            };
            if number % 2 == 1 {
                sheet.rect(area, ROW_TINT);
            }
            if number > 0 {
                sheet.line(
                    vec![(area.left, top), (area.right, top)],
                    Stroke::solid(AXIS_LINE, 1.0),
                );
            }
            let letter = Letter {
                bold: true,
                ..self.letter
            };
            let lines = wrap(
                &group[0].theme,
                letter,
                self.title_left - area.left - PADDING,
                theme_lines(group.len(), self.row, letter.size),
            );
            let mut middle = self.middle(start);
            for words in &lines {
                sheet.text_centred(words, (area.left + 8.0, middle), Anchor::Start, letter);
                middle += self.row.min(letter.size * LEADING);
            }
            for at in start + 1..start + group.len() {
                let y = self.top(at);
                sheet.line(
                    vec![(self.title_left, y), (area.right, y)],
                    Stroke::solid(GRID, 1.0),
                );
            }
            start += group.len();
        }
    }

    fn row(&self, sheet: &mut Sheet, at: usize, row: &ScorecardRow) {
        let middle = self.middle(at);
        let title = fit(
            &titled(row),
            self.letter,
            self.title_right - self.title_left - 4.0,
        );
        sheet.text_centred(
            &title,
            (self.title_left, middle),
            Anchor::Start,
            self.letter,
        );
        self.band(sheet, at, row.band);
        if let Some(change) = &row.change {
            self.triangle(sheet, at, change);
        }
        for (number, column) in self.columns.iter().enumerate() {
            let letter = match number {
                OWN => Letter {
                    bold: true,
                    ..self.letter
                }
                .coloured(DARK_BLUE),
                BAND => Letter {
                    bold: true,
                    ..self.letter
                },
                _ => self.letter,
            };
            let (x, anchor) = self.anchored(number);
            sheet.text_centred(&minus(&(column.cell)(row)), (x, middle), anchor, letter);
        }
    }

    /// The shade behind a band's letter, with a white rim since neighbouring shades are near in tone.
    fn band(&self, sheet: &mut Sheet, at: usize, band: Option<char>) {
        let place = band.and_then(|letter| "ABCD".find(letter));
        let Some(shade) = place.and_then(|place| QUARTILES.get(place)) else {
            return;
        };
        let (left, right) = self.edges[BAND];
        let cell = Area {
            left,
            top: self.top(at) + 1.0,
            right,
            bottom: self.top(at + 1) - 1.0,
        };
        sheet.rect(cell.grown(1.0), WHITE);
        sheet.rect(cell, AXIS_LINE);
        sheet.rect(cell.grown(-1.0), *shade);
    }

    /// Up, down or level, as a shape: its colour says nothing.
    fn triangle(&self, sheet: &mut Sheet, at: usize, change: &Change) {
        let (left, right) = self.edges[CHANGE];
        let size = (self.letter.size * 0.34).min(TRIANGLE / 3.0);
        let text = widest([minus(&change.text).as_str()], self.letter);
        let (x, y) = (
            (right - text - TRIANGLE / 2.0 - 2.0).max(left + size),
            self.middle(at),
        );
        let shape = match change.direction {
            Direction::Up => vec![(x - size, y + size), (x + size, y + size), (x, y - size)],
            Direction::Down => vec![(x - size, y - size), (x + size, y - size), (x, y + size)],
            Direction::Level => vec![
                (x - size, y - 2.0),
                (x + size, y - 2.0),
                (x + size, y + 2.0),
                (x - size, y + 2.0),
            ],
        };
        sheet.shape(shape, DARK_BLUE);
    }
}

/// Widths with padding: of the widest cell, and of a head in at most two lines.
fn widths(card: &Scorecard, columns: &[Column; 8], size: f64) -> Vec<f64> {
    let bold = Letter::bold(size);
    columns
        .iter()
        .map(|column| {
            let cells: Vec<String> = card
                .rows
                .iter()
                .map(|row| minus(&(column.cell)(row)))
                .collect();
            let cells = widest(cells.iter().map(String::as_str), bold) + column.beside;
            cells.max(narrowest(&column.head, bold, head_lines(&column.head))) + PADDING
        })
        .collect()
}

/// Lines that a theme's name may take beside its rows.
fn theme_lines(rows: usize, row: f64, size: f64) -> usize {
    if row >= 2.0 * size * LEADING {
        2 * rows
    } else {
        rows
    }
}

/// The column of themes: as wide as the names need beside their rows, and nothing when there are none.
fn theme_room(card: &Scorecard, row: f64, size: f64) -> f64 {
    let letter = Letter::bold(size);
    let groups = card.rows.chunk_by(|a, b| a.theme == b.theme);
    let needed =
        groups.map(|group| narrowest(&group[0].theme, letter, theme_lines(group.len(), row, size)));
    match needed.fold(0.0, f64::max) {
        0.0 => 0.0,
        widest => widest.min(THEME_ROOM * size) + PADDING + 14.0,
    }
}
