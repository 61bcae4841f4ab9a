//! A slide's shapes, laid out so that nothing runs off it, with the parts that they need.

use super::layouts::{ChosenLayouts, EMU, SlideBox, SlideLayout, SlidePlaceholder};
use super::shapes::{self, ShapeName};
use super::{charts, notes, slides, tables, text};
use crate::error::{Error, Result};
use crate::figure::EditableChart;
use crate::finding::prose::slides as said;
use crate::paper::deck::{Slide, SlideContent};
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::pictures;
use crate::paper::write::office::xml::Element;
use crate::paper::{PaperChart, PaperTable};

const SLIDE_KIND: &str = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";
const CHART_KIND: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const BOOK_KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Of the width, in hundredths, for text beside a chart where no layout shares it out.
const TEXT_SHARE: i64 = 43;
/// The largest letters beside a chart, and in a title, in points: a template's may be smaller.
const BESIDE_A_CHART: f64 = 18.0;
const LARGEST_BODY: f64 = 24.0;
const LARGEST_TITLE: f64 = 26.0;
/// The letters of what is below a chart or a table.
const NOTE: f64 = 10.0;
/// Between a chart and what is below it.
const NOTE_GAP: i64 = 50_800;

/// Puts slides into a package, one after another.
pub(super) struct SlideWriter<'a> {
    pub(super) package: &'a mut OfficePackage,
    pub(super) layouts: &'a ChosenLayouts,
    /// How much wider than Arial the template's letters may be.
    pub(super) font: f64,
    /// The part of the notes' master.
    pub(super) notes_master: String,
    /// How many were put in.
    pub(super) count: usize,
}

/// A slide before it is put in.
struct OpenSlide {
    part: String,
    relations: PartRelations,
    shapes: Vec<Element>,
    /// Its number in the deck, from 1.
    at: usize,
}

impl OpenSlide {
    /// The number of the next shape: 1 is the slide's own.
    fn next(&self) -> usize {
        self.shapes.len() + 2
    }

    fn name<'n>(&self, name: &'n str, words: &'n str) -> ShapeName<'n> {
        ShapeName {
            id: self.next(),
            name,
            words,
        }
    }
}

impl SlideWriter<'_> {
    fn open(&mut self) -> OpenSlide {
        self.count += 1;
        let stem = format!("ppt/slides/slide{}", self.count);
        let part = self.package.free_name(&stem, "xml");
        OpenSlide {
            relations: PartRelations::none(&part),
            part,
            shapes: Vec::new(),
            at: self.count,
        }
    }

    /// The first slide: the paper's title and the lines below it.
    pub(super) fn first(&mut self, title: &str, lines: &[String], spoken: &[String]) -> String {
        let layout = self.layouts.title.clone();
        let mut open = self.open();
        if let Some(place) = &layout.title {
            let room = place.bounds.room(self.font);
            let size = room.title(title, place.size).size;
            let words = text::paragraph([text::run(title, text::SlideLetter::of(size))]);
            let name = open.name("Title", "");
            open.shapes
                .push(shapes::text(name, place, None, text::body(vec![words])));
        }
        let below = layout.subtitle.as_ref().or(layout.bodies.first());
        if let Some(place) = below {
            let room = place.bounds.room(self.font);
            let size = room.paragraphs(lines, place.size);
            let set = |line: &String| text::spaced([text::run(line, text::SlideLetter::of(size))]);
            let words = lines.iter().map(set).collect();
            let name = open.name("Subtitle", "");
            open.shapes
                .push(shapes::text(name, place, None, text::body(words)));
        }
        self.close(open, &layout, spoken)
    }

    /// A slide with one message.
    ///
    /// # Errors
    /// A chart cannot be drawn, or its workbook cannot be made: faults of the build.
    pub(super) fn slide(&mut self, slide: &Slide) -> Result<String> {
        let is_shared = !slide.bullets.is_empty() && slide.shown != SlideContent::Nothing;
        let two = self.layouts.two.clone().filter(|_| is_shared);
        let layout = two.unwrap_or_else(|| self.layouts.content.clone());
        let mut open = self.open();
        self.title(slide, &layout, &mut open);
        let Some(first) = layout.bodies.first() else {
            return Ok(self.close(open, &layout, &slide.notes));
        };
        match (is_shared, layout.bodies.get(1)) {
            (true, Some(second)) => {
                self.bullets(slide, first, None, &mut open);
                self.content(slide, Some(second), second.bounds, &mut open)?;
            }
            (true, None) => {
                let (left, right) = first.bounds.halves(TEXT_SHARE);
                self.bullets(slide, first, Some(left), &mut open);
                self.content(slide, None, right, &mut open)?;
            }
            (false, _) if slide.shown == SlideContent::Nothing => {
                self.bullets(slide, first, None, &mut open);
            }
            (false, _) => self.content(slide, Some(first), first.bounds, &mut open)?,
        }
        Ok(self.close(open, &layout, &slide.notes))
    }

    fn title(&self, slide: &Slide, layout: &SlideLayout, open: &mut OpenSlide) {
        let Some(place) = &layout.title else { return };
        let room = place.bounds.room(self.font);
        let fitted = room.title(&slide.title, place.size.min(LARGEST_TITLE));
        let words = text::title(slide.part, fitted.part, &slide.title, fitted.size);
        let name = open.name("Title", "");
        open.shapes
            .push(shapes::text(name, place, None, text::body(vec![words])));
    }

    /// As many bullets as fit; the notes hold all.
    fn bullets(
        &self,
        slide: &Slide,
        place: &SlidePlaceholder,
        bounds: Option<SlideBox>,
        open: &mut OpenSlide,
    ) {
        if slide.bullets.is_empty() {
            return;
        }
        let room = bounds.unwrap_or(place.bounds).room(self.font);
        let most = match slide.shown {
            SlideContent::Nothing => LARGEST_BODY,
            _ => BESIDE_A_CHART,
        };
        let fitted = room.bullets(&slide.bullets, place.size.min(most));
        let kept = slide.bullets.iter().take(fitted.kept);
        let words = kept.map(|item| text::spaced(text::spans(item, fitted.size)));
        let name = open.name("Content", "");
        let body = text::body(words.collect());
        open.shapes.push(shapes::text(name, place, bounds, body));
    }

    fn content(
        &mut self,
        slide: &Slide,
        place: Option<&SlidePlaceholder>,
        bounds: SlideBox,
        open: &mut OpenSlide,
    ) -> Result<()> {
        match &slide.shown {
            SlideContent::Nothing => Ok(()),
            SlideContent::Chart(chart) => self.chart(chart, place, bounds, open),
            SlideContent::Table(table) => {
                self.table(table, place, bounds, open);
                Ok(())
            }
        }
    }

    /// A box without the room that a note below it takes, and the room of the note.
    fn with_note(&self, bounds: SlideBox, note: &str) -> (SlideBox, SlideBox) {
        let height = bounds.room(self.font).height_of(note, NOTE, false);
        bounds.above((height * EMU as f64).ceil() as i64 + NOTE_GAP)
    }

    fn chart(
        &mut self,
        chart: &PaperChart,
        place: Option<&SlidePlaceholder>,
        bounds: SlideBox,
        open: &mut OpenSlide,
    ) -> Result<()> {
        let note = below(chart);
        let (above, rest) = self.with_note(bounds, &note);
        let words = pictures::words(chart);
        let (shape, rest) = match &chart.editable {
            Some(editable) => {
                let relation = self.chart_parts(chart, editable, open)?;
                let name = open.name("Chart", &words);
                (shapes::chart(name, place, above, &relation), rest)
            }
            None => {
                let stem = format!("ppt/media/yardstick-{}", chart.id);
                let part = self.package.free_name(&stem, "png");
                self.package
                    .put(&part, pictures::pixels(chart)?, "image/png");
                let relation = open.relations.add_part("image", &part);
                let sides = (
                    i64::from(chart.drawing.width),
                    i64::from(chart.drawing.height),
                );
                let held = above.holding(sides);
                let rest = SlideBox {
                    y: held.y + held.height,
                    ..rest
                };
                let name = open.name("Picture", &words);
                (shapes::picture(name, place, held, &relation), rest)
            }
        };
        open.shapes.push(shape);
        self.note(&note, rest, open);
        Ok(())
    }

    /// The parts of a chart that PowerPoint draws; the id by which the slide refers to it.
    fn chart_parts(
        &mut self,
        chart: &PaperChart,
        editable: &EditableChart,
        open: &mut OpenSlide,
    ) -> Result<String> {
        let stem = format!("ppt/embeddings/yardstick-{}", chart.id);
        let book = self.package.free_name(&stem, "xlsx");
        let bytes = charts::book(editable)
            .write()
            .map_err(|fault| Error::unwritten(&*chart.id, fault.to_string()))?;
        self.package.put(&book, bytes, BOOK_KIND);
        let stem = format!("ppt/charts/yardstick-{}", chart.id);
        let part = self.package.free_name(&stem, "xml");
        let mut relations = PartRelations::none(&part);
        let id = relations.add_part("package", &book);
        let tree = charts::part(editable, &id);
        self.package.put(&part, tree.to_bytes(), CHART_KIND);
        self.package.put_relations(&relations);
        Ok(open.relations.add_part("chart", &part))
    }

    fn table(
        &mut self,
        of: &PaperTable,
        place: Option<&SlidePlaceholder>,
        bounds: SlideBox,
        open: &mut OpenSlide,
    ) {
        let note = in_one_line(of.below());
        let (above, _) = self.with_note(bounds, &note);
        let fitted = tables::fitted(&of.table, above, self.font);
        let note = match fitted.left_out {
            0 => note,
            many => format!("{} {note}", said::left_out(many)),
        };
        let held = SlideBox {
            height: fitted.height,
            ..above
        };
        let name = open.name("Table", &of.caption);
        open.shapes
            .push(shapes::table(name, place, held, fitted.element));
        let rest = SlideBox {
            y: held.y + held.height + NOTE_GAP,
            height: (bounds.y + bounds.height - held.y - held.height - NOTE_GAP).max(EMU),
            ..bounds
        };
        self.note(&note, rest, open);
    }

    fn note(&self, note: &str, bounds: SlideBox, open: &mut OpenSlide) {
        if !note.is_empty() {
            let name = open.name("Source", "");
            open.shapes
                .push(shapes::small_text(name, bounds, note, NOTE));
        }
    }

    /// Puts a slide in with its number and its notes, and gives its part.
    fn close(&mut self, mut open: OpenSlide, layout: &SlideLayout, spoken: &[String]) -> String {
        let (width, height) = self.layouts.size;
        let corner = SlideBox {
            x: width - width / 10,
            y: height - height / 14,
            width: width / 12,
            height: height / 18,
        };
        let name = open.name("Slide Number", "");
        let number = shapes::number(name, layout.number.as_ref(), corner, open.at);
        open.shapes.push(number);
        let OpenSlide {
            part,
            mut relations,
            shapes,
            at,
        } = open;
        relations.add_part("slideLayout", &layout.part);
        let slide = slides::part_of("p:sld", slides::tree(shapes));
        self.package.put(&part, slide.to_bytes(), SLIDE_KIND);
        let master = self.notes_master.clone();
        let notes = notes::put(self.package, (&part, &master), at, spoken);
        relations.add_part("notesSlide", &notes);
        self.package.put_relations(&relations);
        part
    }
}

/// What stands below a chart: its measure and source, where its lines are parted and why, and what symbols mean.
fn below(chart: &PaperChart) -> String {
    let mut lines = vec![chart.note.clone()];
    if let Some(editable) = &chart.editable {
        let periods = &editable.categories;
        let breaks = editable.breaks.iter();
        lines.extend(breaks.filter_map(|one| {
            let period = periods.get(one.before)?;
            Some(said::broken(period, &one.reason))
        }));
        lines.extend(editable.remarks.iter().cloned());
    }
    in_one_line(lines)
}

/// Lines one behind another, each with a full stop.
fn in_one_line(lines: Vec<String>) -> String {
    let lines = lines.iter().map(|line| line.trim());
    let lines = lines.filter(|line| !line.is_empty());
    let ended: Vec<String> = lines
        .map(|line| match line.ends_with('.') {
            true => line.to_owned(),
            false => format!("{line}."),
        })
        .collect();
    ended.join(" ")
}
