//! `[[output]]` of `yardstick.toml`: papers and profiles that a refresh makes again when figures change.

use crate::composition::rests_on;
use crate::composition::templates::PaperTemplates;
use crate::error::{Error, Result};
use crate::inputs::load;
use crate::inputs::named;
use crate::observation::area::Area;
use crate::paper::words;
use crate::reference::Reference;
use crate::refresh::routes::one_or_many;
use crate::run::paper::NamedDefinition;
use crate::world::{self, World};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// One output.
#[derive(Deserialize, Serialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutputSetting {
    /// A standard paper by name, or the file of a definition.
    #[serde(alias = "definition")]
    pub(crate) paper: Option<String>,
    #[serde(default)]
    pub(crate) profile: bool,
    pub(crate) authority: Option<String>,
    /// The files of a paper, or the folder of a profile.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) out: Vec<PathBuf>,
    #[serde(default)]
    pub(crate) theme: Vec<String>,
    #[serde(default)]
    pub(crate) indicator: Vec<String>,
    pub(crate) list: Option<String>,
    /// Groups to compare with.
    #[serde(default)]
    pub(crate) with: Vec<String>,
    pub(crate) date: Option<String>,
    /// A Word file, a presentation, or one of each.
    #[serde(
        default,
        deserialize_with = "one_or_many",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub(crate) template: Vec<PathBuf>,
    pub(crate) phrases: Option<PathBuf>,
    pub(crate) plan: Option<PathBuf>,
    /// The officer's own words, in place of the file that the definition names or that lies beside it.
    pub(crate) words: Option<PathBuf>,
}

/// What an output is.
pub(crate) enum OutputKind<'a> {
    /// A paper by the name or the file of its definition.
    Paper(&'a str),
    /// A profile in a folder.
    Profile(&'a Path),
}

impl OutputSetting {
    /// The same with relative paths in a folder. A name without an ending and without strokes is a standard paper's, and stays.
    pub(crate) fn in_folder(self, folder: &Path) -> OutputSetting {
        let join = |path: PathBuf| folder.join(path);
        let definition = |name: String| {
            if name.contains(['.', '/', '\\']) {
                folder.join(name).display().to_string()
            } else {
                name
            }
        };
        OutputSetting {
            paper: self.paper.map(definition),
            out: self.out.into_iter().map(join).collect(),
            template: self.template.into_iter().map(join).collect(),
            phrases: self.phrases.map(join),
            plan: self.plan.map(join),
            words: self.words.map(join),
            ..self
        }
    }

    /// The first path it is written to, by which it is known.
    pub(crate) fn name(&self) -> String {
        match self.out.first() {
            Some(path) => path.display().to_string(),
            None => "without a file".to_owned(),
        }
    }

    /// What it is.
    ///
    /// # Errors
    /// Usage: an output that is neither a paper nor a profile, or both, or goes nowhere.
    pub(crate) fn kind(&self) -> Result<OutputKind<'_>> {
        match (&self.paper, self.profile, self.out.as_slice()) {
            (_, _, []) => Err(unsound("says not where it goes")),
            (Some(_), true, _) => Err(unsound("is both a paper and a profile")),
            (None, false, _) => Err(unsound("is neither a paper nor a profile")),
            (Some(definition), false, _) => Ok(OutputKind::Paper(definition)),
            (None, true, [folder]) => Ok(OutputKind::Profile(folder)),
            (None, true, _) => Err(unsound("of a profile goes into one folder")),
        }
    }

    /// Every indicator that it rests on.
    ///
    /// # Errors
    /// A definition that cannot be read; a name that stands for no indicator.
    pub(crate) fn rests_on(&self, world: &dyn World, reference: &Reference) -> Result<Vec<String>> {
        match &self.paper {
            Some(paper) => {
                let definition = NamedDefinition::find(world, paper)?;
                let read = |path: PathBuf| {
                    let text = world::read_text(world, &path)?;
                    words::read(&text, &path.display().to_string())
                };
                let words = self.words(world, &definition).map(read).transpose()?;
                rests_on(reference, &definition.definition, words.as_ref())
            }
            None => named::indicators(reference, &self.theme, &self.indicator),
        }
    }

    /// The officer's own words: the file that it names, else that of the definition.
    pub(crate) fn words(&self, world: &dyn World, definition: &NamedDefinition) -> Option<PathBuf> {
        self.words.clone().or_else(|| definition.words(world))
    }

    /// The files that it is made from beside figures, without the definition.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let others = [&self.phrases, &self.plan, &self.words];
        let others = others.into_iter().flatten();
        self.template.iter().chain(others).map(PathBuf::as_path)
    }

    /// Whether everything it names, its authority apart, is there and can be read.
    ///
    /// # Errors
    /// The first that is not, or cannot.
    pub(crate) fn try_reading(&self, world: &dyn World, reference: &Reference) -> Result<()> {
        if let OutputKind::Paper(_) = self.kind()? {
            self.rests_on(world, reference)?;
        }
        PaperTemplates::read(world, &self.template)?;
        self.files()
            .try_for_each(|path| world::read(world, path).map(|_| ()))
    }
}

fn unsound(what: &str) -> Error {
    Error::usage(format!("an [[output]] {what}"))
        .in_file("yardstick.toml")
        .expected("paper = \"NAME or FILE\" or profile = true, with authority = \"NAME\" and out = \"PATH\"")
}

/// An output by its name, and the indicators it rests on.
pub(crate) type RestingOutput = (String, Vec<String>);

/// The outputs about one authority, or all of them. `home` is the authority of outputs that name none.
///
/// # Errors
/// A name that stands for no authority; as [`OutputSetting::rests_on`].
pub(crate) fn resting(
    world: &dyn World,
    reference: &Reference,
    outputs: &[OutputSetting],
    home: Option<&str>,
    about: Option<Area>,
) -> Result<Vec<RestingOutput>> {
    let mut all = Vec::new();
    for output in outputs {
        let name = output.authority.as_deref().or(home);
        let area = name
            .filter(|_| about.is_some())
            .map(|name| load::authority(reference, name).map(|(area, _)| area))
            .transpose()?;
        if about.is_none() || area == about {
            all.push((output.name(), output.rests_on(world, reference)?));
        }
    }
    Ok(all)
}
