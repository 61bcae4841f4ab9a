//! `explore --site`: a page of every authority that is complete without a script, with its charts, tables and papers, beside one explorer.

use super::{ExploreOrder, page};
use crate::chart::{ChartRequest, OutputFiles, PngOf};
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::composition::standard::{self, StandardPaper};
use crate::composition::{self, PaperInputs};
use crate::error::Result;
use crate::finding::phrases::Phrases;
use crate::finding::prose::{Prose, pages};
use crate::inputs::Messages;
use crate::inputs::load;
use crate::inputs::named::{indicators, neighbour_list};
use crate::observation::area::Area;
use crate::paper::contents::{self, Link};
use crate::paper::write::html as paper_html;
use crate::reference::neighbours::NeighbourList;
use crate::reference::{ATTRIBUTION, Reference};
use crate::run::profile::ProfileInput;
use crate::run::profile::every::regions;
use crate::world::{self, World};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The explorer's file in the folder of the site.
const EXPLORER: &str = "explorer.html";
/// So many authorities are made side by side before they are written.
const SIDE_BY_SIDE: usize = 8;

/// Makes the site and writes it: each authority's folder as one, then the explorer and the pages that lead to them. `order.out` is the
/// folder; with an authority in the order only its pages are made.
///
/// # Errors
/// As [`super::explore`]; a folder that cannot be written: those before it stay.
pub(crate) fn site(
    world: &dyn World,
    reference: &Reference,
    order: &ExploreOrder<'_>,
    messages: &dyn Messages,
) -> Result<()> {
    let phrases = load::phrases(world, order.phrases)?;
    let explorer = page(world, reference, order, &phrases, messages)?;
    let headlines = indicators(reference, &[], &[])?;
    let figures = order
        .figures
        .study(world, reference, &headlines, None, messages)?;
    let site = Site {
        reference,
        order,
        phrases: &phrases,
        study: figures.sharing_nations(order.list),
        headlines,
        papers: SitePaper::load_all(world, reference, order, &phrases)?,
    };
    let is_wanted = |area: Area| order.area.is_none_or(|only| only == area);
    let wanted = explorer
        .slugs
        .into_iter()
        .filter(|(area, _)| is_wanted(*area));
    let (areas, folders): (Vec<Area>, Vec<String>) = wanted.unzip();
    let step = messages.progress("authorities", areas.len());
    let mut written = 0;
    for (areas, folders) in areas.chunks(SIDE_BY_SIDE).zip(folders.chunks(SIDE_BY_SIDE)) {
        let profiles: Vec<OutputFiles> = areas
            .par_iter()
            .zip(folders)
            .map(|(area, folder)| site.profile(*area, folder))
            .collect::<Result<_>>()?;
        for ((area, folder), mut files) in areas.iter().zip(folders).zip(profiles) {
            files.extend(site.papers(world, *area)?);
            written += files.len();
            world::write_all(world, &under(&order.out.join(folder), files))?;
            step();
        }
    }
    drop(step);
    let further = [Link {
        file: EXPLORER.to_owned(),
        about: pages::EXPLORER_LINK.to_owned(),
    }];
    let list = regions(reference, &areas, &folders);
    let title = pages::every_profile(areas.len());
    let index = contents::every_authority(&title, &further, &list, ATTRIBUTION)?;
    let around = vec![
        (PathBuf::from(EXPLORER), explorer.html.into_bytes()),
        (PathBuf::from("index.html"), index.into_bytes()),
    ];
    written += around.len();
    world::write_all(world, &under(order.out, around))?;
    messages.note(&format!(
        "{written} files of {} authorities written to {}; begin with index.html",
        areas.len(),
        order.out.display()
    ));
    Ok(())
}

fn under(folder: &Path, files: OutputFiles) -> OutputFiles {
    files
        .into_iter()
        .map(|(path, bytes)| (folder.join(path), bytes))
        .collect()
}

/// What the pages of all authorities are made from.
struct Site<'a> {
    reference: &'a Reference,
    order: &'a ExploreOrder<'a>,
    phrases: &'a Phrases,
    study: Study<'a>,
    headlines: Vec<String>,
    papers: Vec<SitePaper<'a>>,
}

/// A standard paper with the figures that it rests on.
struct SitePaper<'r> {
    standard: StandardPaper,
    file: String,
    list: NeighbourList,
    study: Study<'r>,
}

impl<'r> SitePaper<'r> {
    fn load_all(
        world: &dyn World,
        reference: &'r Reference,
        order: &ExploreOrder<'_>,
        phrases: &Phrases,
    ) -> Result<Vec<SitePaper<'r>>> {
        let loaded = |standard: StandardPaper| {
            let list = neighbour_list(reference, standard.definition.list.as_deref())?;
            let file = format!("{}.toml", standard.name);
            // The figures are the same for every authority: any may ask for them.
            let asked = inputs((&standard, &file, list), Area::ENGLAND, order, phrases);
            let study = composition::study(world, reference, &asked)?.sharing_nations(list);
            Ok(SitePaper {
                file,
                list,
                study,
                standard,
            })
        };
        // There is no plan of every authority.
        let all = standard::all()?.into_iter();
        all.filter(|standard| !standard.definition.needs_a_plan())
            .map(loaded)
            .collect()
    }

    /// The paper's file in the folder of an authority.
    fn out(&self) -> PathBuf {
        Path::new("papers").join(format!("{}.html", self.standard.name))
    }
}

fn inputs<'a>(
    (standard, file, list): (&'a StandardPaper, &'a str, NeighbourList),
    area: Area,
    order: &ExploreOrder<'a>,
    phrases: &'a Phrases,
) -> PaperInputs<'a> {
    PaperInputs {
        definition: &standard.definition,
        file,
        text: standard.text,
        area,
        list,
        data: order.figures.data,
        stored: order.figures.stored,
        phrases,
        phrases_file: order.phrases,
        period: None,
        groups: &[],
        date: None,
        folder: Path::new(""),
        plan: None,
        plan_before: None,
        words: None,
        since: None,
        slides: None,
    }
}

impl Site<'_> {
    /// The page, charts and tables of an authority.
    fn profile(&self, area: Area, slug: &str) -> Result<OutputFiles> {
        let ids = self.headlines.iter();
        let panels: Vec<&Panel> = ids.filter_map(|id| self.study.panel(id)).collect();
        let comparators = Comparators::neighbours(self.order.list);
        let compared = self.study.compare_each(&panels, area, &comparators, None)?;
        let request = ChartRequest {
            png: PngOf::None,
            ..ChartRequest::default()
        };
        let papers = self.papers.iter().map(|paper| Link {
            file: paper.out().to_string_lossy().replace('\\', "/"),
            about: paper.standard.definition.about.clone(),
        });
        let explorer = Link {
            file: format!("../{EXPLORER}#/{slug}"),
            about: pages::EXPLORER_LINK.to_owned(),
        };
        let input = ProfileInput {
            compared: &compared,
            area,
            words: Prose {
                reference: self.reference,
            },
            phrases: self.phrases,
            comparators: &comparators,
            further: std::iter::once(explorer).chain(papers).collect(),
        };
        input.make(request, &|| {})
    }

    /// The papers of an authority as HTML; what does not fit a paper stands in its annex beside it.
    fn papers(&self, world: &dyn World, area: Area) -> Result<OutputFiles> {
        let mut files = OutputFiles::new();
        for paper in &self.papers {
            let of = (&paper.standard, paper.file.as_str(), paper.list);
            let order = inputs(of, area, self.order, self.phrases);
            let made =
                composition::make_of(world, self.reference, &order, (&paper.study, Vec::new()))?;
            files.push((paper.out(), paper_html::write(&made.paper)?.into_bytes()));
            if let Some(annex) = &made.annex {
                let name = format!("{}-annex.html", paper.standard.name);
                files.push((
                    paper.out().with_file_name(name),
                    paper_html::write(annex)?.into_bytes(),
                ));
            }
        }
        Ok(files)
    }
}
