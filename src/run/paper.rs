//! A paper as it was ordered, by `yardstick paper` or by `[[output]]` of the settings; and its files.

use crate::composition::format::manifest_of_slides;
use crate::composition::last_report::LastReportPlace;
use crate::composition::render::render;
use crate::composition::standard;
use crate::composition::templates::{self, PaperTemplates};
use crate::composition::{PaperInputs, WordsReport, make};
use crate::error::{Error, Result};
use crate::finding::prose::papers;
use crate::inputs::Messages;
use crate::inputs::load::{self, Stored};
use crate::inputs::named::neighbour_list;
use crate::observation::area::Area;
use crate::paper::definition::{self, PaperDefinition};
use crate::paper::words::stamped;
use crate::reference::Reference;
use crate::world::{self, World};
use std::path::{Path, PathBuf};

/// A definition as it was found.
pub(crate) struct NamedDefinition {
    pub(crate) definition: PaperDefinition,
    /// Its file, for messages.
    pub(crate) file: String,
    /// Its text, for the manifest.
    pub(crate) text: String,
    /// Whether it is an officer's own file, beside which others may lie.
    is_own: bool,
}

impl NamedDefinition {
    /// A standard paper by its name, or an officer's own definition by its file.
    ///
    /// # Errors
    /// No such paper; a file that cannot be read, or is no definition.
    pub(crate) fn find(world: &dyn World, name: &str) -> Result<NamedDefinition> {
        if let Some(standard) = standard::named(name)? {
            return Ok(NamedDefinition {
                definition: standard.definition,
                file: format!("{name}.toml"),
                text: standard.text.to_owned(),
                is_own: false,
            });
        }
        let text = world::read_text(world, Path::new(name))?;
        Ok(NamedDefinition {
            definition: definition::read(&text, name)?,
            file: name.to_owned(),
            text,
            is_own: true,
        })
    }

    /// The folder of the files that it names.
    fn folder(&self) -> &Path {
        Path::new(&self.file).parent().unwrap_or(Path::new(""))
    }

    /// The officer's own words: the file that it names, or `NAME.words.md` beside `NAME.toml` where that is there.
    pub(crate) fn words(&self, world: &dyn World) -> Option<PathBuf> {
        let named = self.definition.words.as_ref();
        let beside = Path::new(&self.file).with_extension("words.md");
        named
            .map(|name| self.folder().join(name))
            .or_else(|| Some(beside).filter(|path| self.is_own && world.open(path).is_ok()))
    }
}

/// A paper as it was ordered.
pub(crate) struct PaperOrder<'a> {
    pub(crate) definition: &'a NamedDefinition,
    pub(crate) area: Area,
    /// The files to write, each in the form that its ending names.
    pub(crate) out: &'a [PathBuf],
    /// Files or folders with figures, in place of those in the program.
    pub(crate) data: &'a [PathBuf],
    /// The store that is read beside the figures in the program.
    pub(crate) stored: Option<&'a Stored>,
    /// A Word file and a presentation whose looks the paper and its slides take.
    pub(crate) templates: &'a [PathBuf],
    /// A period by its label, in place of the newest of each indicator.
    pub(crate) period: Option<&'a str>,
    /// Groups to compare with, beside those of the definition.
    pub(crate) groups: &'a [String],
    /// The date of the meeting, as it is to be printed.
    pub(crate) date: Option<&'a str>,
    /// The list of statistical neighbours, in place of the one that the definition names.
    pub(crate) list: Option<&'a str>,
    /// An officer's own wording.
    pub(crate) phrases: Option<&'a Path>,
    /// A plan and its older version, in place of those that the definition names.
    pub(crate) plan: Option<&'a Path>,
    pub(crate) plan_before: Option<&'a Path>,
    /// The officer's own words, in place of the file that the definition names or that lies beside it.
    pub(crate) words: Option<&'a Path>,
    /// Whether the lines are written into the words file that say under which figure they were written.
    pub(crate) stamp: bool,
    /// The manifest of the last report, to tell what is new since.
    pub(crate) since: Option<&'a Path>,
}

/// What was written.
pub(crate) struct PaperOutcome {
    files: Vec<PathBuf>,
    /// What the officer should know about them.
    notes: Vec<String>,
}

impl PaperOutcome {
    /// Reports what was written, but for the charts of a Markdown paper, which are beside it.
    pub(crate) fn tell(&self, messages: &dyn Messages) {
        self.notes.iter().for_each(|note| messages.note(note));
        for path in &self.files {
            if path.extension().is_none_or(|ending| ending != "svg") {
                messages.note(&format!("written: {}", path.display()));
            }
        }
    }
}

/// Makes a paper and writes its files, all or none.
///
/// # Errors
/// An ending that is no form of paper, which is reported before anything is computed; a file that cannot be read or written; as [`make`].
pub(crate) fn write(
    world: &dyn World,
    reference: &Reference,
    order: &PaperOrder<'_>,
    messages: &dyn Messages,
) -> Result<PaperOutcome> {
    templates::fit(order.templates, order.out)?;
    let templates = PaperTemplates::read(world, order.templates)?;
    let slides = manifest_of_slides(order.out);
    let NamedDefinition {
        definition,
        file,
        text,
        ..
    } = order.definition;
    let phrases = load::phrases(world, order.phrases)?;
    let list = order.list.or(definition.list.as_deref());
    let words = order.words.map(Path::to_owned);
    let words = words.or_else(|| order.definition.words(world));
    let place = LastReportPlace {
        named: order.since,
        out: order
            .out
            .first()
            .map_or(Path::new("paper"), PathBuf::as_path),
        definition,
        date: order.date,
    };
    let (last, kept) = place.find(world)?.unzip();
    let inputs = PaperInputs {
        definition,
        file,
        text,
        area: order.area,
        list: neighbour_list(reference, list)?,
        data: order.data,
        stored: order.stored,
        phrases: &phrases,
        phrases_file: order.phrases,
        period: order.period,
        groups: order.groups,
        date: order.date.map(str::to_owned),
        folder: order.definition.folder(),
        plan: order.plan,
        plan_before: order.plan_before,
        words: words.as_deref(),
        since: last.as_ref(),
        slides: slides.as_deref(),
    };
    let mut made = make(world, reference, &inputs)?;
    let mut told = Vec::new();
    if order.stamp && stamp(world, &inputs, &made.words, &mut told)? {
        // The paper rests on the file as it is now.
        made = make(world, reference, &inputs)?;
    }
    told.append(&mut made.words.notes);
    messages.tell_checks(&made.checks);
    let open = papers::still_to_write(&made.paper.still_to_write());
    let mut rendered = render(world, &mut made, order.out, &templates)?;
    rendered.files.extend(kept.flatten());
    world::write_all(world, &rendered.files)?;
    Ok(PaperOutcome {
        files: rendered.files.into_iter().map(|(path, _)| path).collect(),
        notes: rendered.notes.into_iter().chain(told).chain(open).collect(),
    })
}

/// Writes the lines that the words file lacks: aside, then renamed. Answers whether there were any.
///
/// # Errors
/// Usage: there is no such file, or no line can be added to it; it cannot be written.
fn stamp(
    world: &dyn World,
    inputs: &PaperInputs<'_>,
    words: &WordsReport,
    told: &mut Vec<String>,
) -> Result<bool> {
    let Some(path) = inputs.words else {
        return Err(Error::usage(
            "--stamp writes into a file of your own words, and there is none",
        )
        .hint("name it with --words FILE, or put NAME.words.md beside NAME.toml"));
    };
    if words.stamps.is_empty() {
        return Ok(false);
    }
    let name = path.display().to_string();
    let made = stamped(&world::read(world, path)?, &words.stamps, &name)?;
    world::write_all(world, &[(path.to_owned(), made)])?;
    told.push(match words.stamps.len() {
        1 => format!("written into {name}: one line"),
        many => format!("written into {name}: {many} lines"),
    });
    Ok(true)
}
