//! A start without knowing a command: which authority, which folder, which papers; then everything is made, by the commands that
//! somebody would type, and opened.

mod ask;
mod place;
mod steps;

use super::print;
use crate::chart::unique_slugs;
use crate::composition::standard::{self, StandardPaper};
use crate::error::Result;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::authority::Authority;
use crate::world::World;
use std::path::{Path, PathBuf};
use steps::{Step, Subject};

/// Papers that are ticked beforehand.
const TICKED: [&str; 2] = ["one-page-profile", "scrutiny-social-care"];
/// Letters of a line.
const WIDTH: usize = 92;

/// Whether somebody looks on who can be asked.
pub(super) fn can_ask(world: &dyn World) -> bool {
    print::is_conversation() && world.variable("TERM").as_deref() != Some("dumb")
}

/// The start of somebody who typed nothing, or opened the program with the mouse: there the window goes with the program, so that it
/// waits to be read.
pub(super) fn alone(world: &dyn World) -> u8 {
    let code = match run(world) {
        Ok(code) => code,
        Err(fault) => {
            print::error(&fault);
            fault.exit_code()
        }
    };
    if cfg!(windows) {
        print::line("\nPress Enter to end.");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    code
}

/// Asks, makes and opens. Answers with the code of the first step that failed.
///
/// # Errors
/// There is no terminal; the folder cannot be used; the settings there cannot be read.
pub(super) fn run(world: &dyn World) -> Result<u8> {
    if !can_ask(world) {
        return Err(ask::no_terminal("there is no terminal to answer at"));
    }
    let reference = Reference::embedded()?;
    let papers = standard::all()?;
    say(&[
        "How your authority’s children’s services compare: pages and papers to begin with.",
        "The figures are in the program, and nothing is sent anywhere.",
        "Until the last question is answered nothing is written; Esc stops.",
        "",
    ]);
    let Some(wanted) = wanted(world, &reference, &papers)? else {
        print::line("Stopped, and nothing was written. “yardstick -h” says what can be typed.");
        return Ok(0);
    };
    place::enter(world, &wanted.folder, &wanted.subject.name, &reference)?;
    let program = place::program(world);
    let folder = steps::quoted(&wanted.folder.display().to_string());
    print::line(&format!("\ncd {folder}"));
    let made = make(
        world,
        &steps::steps(&wanted.subject, &wanted.papers),
        &program,
    );
    finish(world, &wanted.folder, &made.page);
    next_time(&folder, &program);
    Ok(made.code)
}

/// What was asked for.
struct Wanted<'p> {
    subject: Subject,
    /// In full.
    folder: PathBuf,
    papers: Vec<&'p StandardPaper>,
}

/// The three questions; none where somebody stops.
fn wanted<'p>(
    world: &dyn World,
    reference: &Reference,
    papers: &'p [StandardPaper],
) -> Result<Option<Wanted<'p>>> {
    let usual = place::usual(world);
    let remembered = place::remembered(world, &usual, reference);
    let Some(subject) = subject(reference, remembered)? else {
        return Ok(None);
    };
    let Some(folder) = place::ask(world, &usual)? else {
        return Ok(None);
    };
    // A paper about a plan needs the service's own.
    let is_ticked = |paper: &&StandardPaper| TICKED.contains(&paper.name.as_str());
    let (mut offered, others): (Vec<&StandardPaper>, Vec<&StandardPaper>) = papers
        .iter()
        .filter(|paper| !paper.definition.needs_a_plan())
        .partition(is_ticked);
    let ticked: Vec<usize> = (0..offered.len()).collect();
    offered.extend(others);
    let labels = offered.iter().map(|paper| brief(&paper.definition.about));
    let chosen = ask::several(
        "Which papers, beside explorer and profile?",
        labels.collect(),
        &ticked,
    )?;
    Ok(chosen.map(|chosen| Wanted {
        subject,
        folder,
        papers: chosen
            .into_iter()
            .filter_map(|at| offered.get(at).copied())
            .collect(),
    }))
}

fn subject(reference: &Reference, remembered: Option<Area>) -> Result<Option<Subject>> {
    let register = &reference.register;
    let all: Vec<&Authority> = register.current().collect();
    let place = |area: Area| all.iter().position(|of| of.area == area);
    let labels = all.iter().map(|of| of.name.clone()).collect();
    let begin_at = remembered.and_then(place).unwrap_or(0);
    let find = |typed: &str| -> Vec<usize> {
        register
            .meant(typed)
            .into_iter()
            .filter_map(place)
            .collect()
    };
    let chosen = ask::one("Which authority?", labels, begin_at, &find)?;
    let slugs = unique_slugs(all.iter().map(|of| of.name.as_str()));
    let chosen = chosen.and_then(|at| Some((all.get(at)?, slugs.get(at)?)));
    Ok(chosen.map(|(of, slug)| Subject {
        name: of.name.clone(),
        slug: slug.clone(),
    }))
}

/// What became of the steps.
struct Made {
    /// The code of the first that failed.
    code: u8,
    /// The page to begin with.
    page: Option<PathBuf>,
}

/// Runs every step as if it had been typed, and says what it ran. One that fails leaves the others alone.
fn make(world: &dyn World, steps: &[Step], program: &str) -> Made {
    let mut made = Made {
        code: 0,
        page: None,
    };
    for (at, step) in steps.iter().enumerate() {
        let number = format!("\n{} of {}: ", at + 1, steps.len());
        print::line(
            &print::labelled(&number, &step.makes, WIDTH)
                .trim_end()
                .replace("\n\n", "\n"),
        );
        print::line(&format!("    {}", steps::typed(program, &step.command)));
        let code = one(world, &step.command);
        if code == 0 {
            made.page = made.page.or_else(|| step.page.clone());
        } else if made.code == 0 {
            made.code = code;
        }
    }
    made
}

/// One command, by the way that every command goes.
fn one(world: &dyn World, command: &[String]) -> u8 {
    // What an earlier step read is none of this one's inputs.
    world.forget_inputs();
    super::typed(
        std::iter::once("yardstick".into()).chain(command.iter().map(Into::into)),
        world,
    )
}

/// Opens the folder and the first page. Where that cannot be done it is said what to open.
fn finish(world: &dyn World, folder: &Path, page: &Option<PathBuf>) {
    let page = page.as_ref().map(|page| folder.join(page));
    let begin = page.as_ref().map_or_else(String::new, |page| {
        format!("; begin with {}", page.display())
    });
    print::line("");
    say(&[&format!(
        "Done: everything is in {}{begin}.",
        folder.display()
    )]);
    let shown: Vec<&Path> = std::iter::once(folder).chain(page.as_deref()).collect();
    let failed = shown.into_iter().find_map(|path| {
        let fault = world.desktop().show(path).err()?;
        Some(format!(
            "{} was not opened for you: {fault}.",
            path.display()
        ))
    });
    failed.iter().for_each(|told| say(&[told]));
}

/// What to type without this guide.
fn next_time(folder: &str, program: &str) {
    say(&[
        "",
        "Next time, in a terminal (the authority is remembered in yardstick.toml there):",
    ]);
    let lines = [
        format!("cd {folder}"),
        format!("{program} profile"),
        format!("{program} compare cla-rate"),
        format!("{program} -h"),
    ];
    for line in lines {
        print::line(&format!("    {line}"));
    }
}

/// A text that stays on its line beside a box to tick.
fn brief(text: &str) -> String {
    const LETTERS: usize = 68;
    let mut lines = print::wrap(text, LETTERS);
    match lines.len() {
        0 | 1 => text.to_owned(),
        _ => lines.swap_remove(0) + " ...",
    }
}

/// Paragraphs, each in lines of a usual width.
fn say(paragraphs: &[&str]) {
    for paragraph in paragraphs {
        for line in print::wrap(paragraph, WIDTH) {
            print::line(&line);
        }
    }
}
