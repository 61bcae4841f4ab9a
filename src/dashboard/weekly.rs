//! The paper of exceptions: signals, missed targets, late returns and overdue actions, each with the officer's reason, impact and action. What
//! runs as usual is not in it; the page shows that.

use super::board::{BoardEntry, MeasureBoard};
use super::commentary::MeasureComment;
use crate::chart::ChartRequest;
use crate::chart::measure as chart;
use crate::composition::format::PaperFormat;
use crate::error::{Error, Result};
use crate::figure::ChartStyle;
use crate::finding::prose::judgements::day;
use crate::finding::prose::{measures as words, plans};
use crate::measure::state::MeasureSignal;
use crate::paper::deck::{Deck, Slide, SlideContent};
use crate::paper::write::{docx, html, markdown, pptx};
use crate::paper::{Block, Paper, PaperChart, Section, TextSpan};
use crate::plan::ActionPlan;
use crate::plan::summary::PlanSummary;
use crate::world::World;
use std::path::{Path, PathBuf};

/// Charts of the paper, of measures with a signal: a target that is missed as usual needs none, and more are for the page.
const CHARTS: usize = 6;

/// The paper, and its slides.
pub(crate) struct WeeklyPaper {
    pub(crate) paper: Paper,
    pub(crate) deck: Deck,
}

/// Makes the paper of a board, with a plan where there is one.
pub(crate) fn weekly(board: &MeasureBoard, plan: Option<&ActionPlan>) -> WeeklyPaper {
    let exceptions = board.exceptions();
    let summary = plan.map(|plan| PlanSummary::of(plan, board.as_at));
    let week = plan.and_then(|plan| week_of_plan(plan, board));
    let mut sections = vec![summary_section(
        board,
        exceptions.len(),
        (summary.as_ref(), week),
    )];
    let (section, slides) = exceptions_section(board, &exceptions);
    sections.push(section);
    sections.extend(summary.as_ref().map(overdue_section));
    sections.push(method_section(sections.len() + 1));
    let title = format!(
        "{}: exceptions, {}",
        board.framework.title,
        day(board.as_at)
    );
    let authority = board.framework.authority.clone();
    WeeklyPaper {
        deck: Deck {
            title: title.clone(),
            authority: authority.clone(),
            author: "yardstick".to_owned(),
            lines: vec![authority.clone(), day(board.as_at)],
            notes: vec![words::LOCAL.to_owned(), words::SIGNS.to_owned()],
            slides,
        },
        paper: Paper {
            title,
            front: vec![
                ("Authority".to_owned(), authority.clone()),
                ("As at".to_owned(), day(board.as_at)),
            ],
            authority,
            sections,
            foot: words::local_as_at(board.as_at),
        },
    }
}

/// A paragraph, the officer's words and, of a signal, its picture for each exception; and a slide.
fn exceptions_section(board: &MeasureBoard, exceptions: &[&BoardEntry]) -> (Section, Vec<Slide>) {
    let mut slides = Vec::new();
    let mut blocks = Vec::new();
    let mut figure = 0;
    for (at, entry) in exceptions.iter().enumerate() {
        let number = format!("2.{}", at + 1);
        let [title, told] = told(board, entry);
        blocks.push(Block::Paragraph {
            number,
            text: vec![
                TextSpan {
                    strong: true,
                    ..TextSpan::text(format!("{title}: "))
                },
                TextSpan::text(told.clone()),
            ],
        });
        let words = comment_lines(board, entry);
        blocks.push(Block::Bullets(words.clone()));
        let mut shown = SlideContent::Nothing;
        let is_signal = matches!(entry.state.signal, MeasureSignal::Signal { .. });
        if is_signal && figure < CHARTS {
            figure += 1;
            let chart = picture(board, entry, figure);
            shown = SlideContent::Chart(Box::new(chart.clone()));
            blocks.push(Block::Figure(Box::new(chart)));
        }
        slides.push(Slide {
            part: "Exception",
            title: format!("{title}: {told}"),
            bullets: words,
            shown,
            notes: vec![told],
        });
    }
    if exceptions.is_empty() {
        blocks.push(Block::Plain(vec![TextSpan::text(words::NO_EXCEPTION)]));
    }
    let section = Section {
        number: "2".to_owned(),
        heading: "Exceptions".to_owned(),
        blocks,
    };
    (section, slides)
}

/// From the first day on which an action of the plan began to the last on which one is due.
fn week_of_plan(plan: &ActionPlan, board: &MeasureBoard) -> Option<String> {
    let began = plan
        .actions
        .iter()
        .filter_map(|action| action.started.known())
        .min()?;
    let ends = plan
        .actions
        .iter()
        .filter_map(|action| action.due.known())
        .max()?;
    words::week_of(began, ends, board.as_at)
}

fn summary_section(
    board: &MeasureBoard,
    exceptions: usize,
    (plan, week): (Option<&PlanSummary<'_>>, Option<String>),
) -> Section {
    let measures = board.framework.measures.len();
    let missing = board.not_received();
    let mut said = vec![words::summary(
        measures,
        measures - missing.len(),
        exceptions,
    )];
    said.extend(words::late_returns(&board.late()));
    said.extend(words::not_received(&missing));
    said.extend(week);
    if let Some(plan) = plan {
        said.push(plans::overdue_of(plan));
    }
    Section {
        number: "1".to_owned(),
        heading: "In short".to_owned(),
        blocks: vec![Block::Bullets(
            said.into_iter()
                .map(|line| vec![TextSpan::text(line)])
                .collect(),
        )],
    }
}

fn told(board: &MeasureBoard, entry: &BoardEntry) -> [String; 2] {
    let place = entry.place.map(|_| board.place(entry));
    words::exception(board.measure(entry), place, &entry.series, &entry.state)
}

/// Reason, impact and action in the officer's words, or that they are still to be written.
fn comment_lines(board: &MeasureBoard, entry: &BoardEntry) -> Vec<Vec<TextSpan>> {
    let comment = board.comment(entry);
    let text = |label: &str, of: fn(&MeasureComment) -> &String| {
        let written = comment
            .map(|(comment, _)| of(comment))
            .filter(|text| !text.is_empty());
        let label = TextSpan {
            strong: true,
            ..TextSpan::text(format!("{label}: "))
        };
        match written {
            Some(text) => vec![label, TextSpan::text(text.clone())],
            None => vec![label, TextSpan::to_write("[to be written]")],
        }
    };
    let mut lines = vec![
        text("Reason", |comment| &comment.reason),
        text("Impact", |comment| &comment.impact),
        text("Action", |comment| &comment.action),
    ];
    if let Some((comment, true)) = comment {
        lines.push(vec![TextSpan::text(words::moved_since(
            &comment.period,
            &comment.figure,
        ))]);
    }
    lines
}

fn picture(board: &MeasureBoard, entry: &BoardEntry, number: usize) -> PaperChart {
    let measure = board.measure(entry);
    let newest = entry
        .state
        .newest
        .and_then(|at| entry.series.points.get(at));
    let file = board
        .returns
        .files
        .get(newest.map_or(0, |point| point.file));
    let request = ChartRequest {
        style: ChartStyle {
            from_zero: false,
            ..ChartRequest::for_paper().style
        },
        ..ChartRequest::for_paper()
    };
    let credit = file.map_or("", |file| file.name.as_str());
    let drawn = chart::of_one(
        (measure, board.place(entry)),
        &entry.series,
        &entry.state,
        credit,
        request,
    );
    let mut note = vec![drawn.caption.source.clone()];
    note.extend(words::method(entry.state.method, entry.state.is_trial));
    note.extend(words::rebases(measure));
    PaperChart {
        id: format!("figure-{number}"),
        number,
        caption: drawn.caption.title.clone(),
        note: note.join(" "),
        drawing: drawn.drawing,
        editable: drawn.editable,
        data: drawn.data,
    }
}

fn overdue_section(plan: &PlanSummary<'_>) -> Section {
    let lines: Vec<Vec<TextSpan>> = plan
        .overdue
        .iter()
        .map(|(action, days)| vec![TextSpan::text(plans::overdue_line(action, *days))])
        .collect();
    let blocks = if lines.is_empty() {
        vec![Block::Plain(vec![TextSpan::text("No action is overdue.")])]
    } else {
        vec![Block::Bullets(lines)]
    };
    Section {
        number: "3".to_owned(),
        heading: "Actions overdue".to_owned(),
        blocks,
    }
}

fn method_section(number: usize) -> Section {
    Section {
        number: number.to_string(),
        heading: "How to read this".to_owned(),
        blocks: vec![
            Block::Plain(vec![TextSpan::text(words::SIGNS)]),
            Block::Plain(vec![TextSpan::text(words::LOCAL)]),
        ],
    }
}

/// The files of a paper in the format of each name.
///
/// # Errors
/// As [`paper_files`].
pub(crate) fn files(
    world: &dyn World,
    made: &WeeklyPaper,
    outs: &[PathBuf],
) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for out in outs {
        files.extend(paper_files(world, &made.paper, Some(&made.deck), out)?);
    }
    Ok(files)
}

/// The files of a paper in one format; slides where it has any.
///
/// # Errors
/// A format that is not for this paper or cannot be made; PDF where LibreOffice is not installed.
pub(super) fn paper_files(
    world: &dyn World,
    paper: &Paper,
    deck: Option<&Deck>,
    out: &Path,
) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let one = |bytes: Vec<u8>| Ok(vec![(out.to_owned(), bytes)]);
    match (PaperFormat::of(out)?, deck) {
        (PaperFormat::Docx, _) => one(docx::write(paper, None)?.bytes),
        (PaperFormat::Html, _) => one(html::write(paper)?.into_bytes()),
        (PaperFormat::Pptx, Some(deck)) => one(pptx::write(deck, None)?.bytes),
        (PaperFormat::Pdf, _) => {
            let word = docx::write(paper, None)?.bytes;
            one(world.pdf(&word)?.ok_or_else(|| {
                Error::unwritten(
                    out.display().to_string(),
                    "a PDF needs LibreOffice, which is not on this machine",
                )
                .hint("write .docx and save it as PDF in Word")
            })?)
        }
        (PaperFormat::Markdown, _) => {
            let stem = out
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned());
            let written = markdown::write(paper, &stem.unwrap_or_default());
            let pictures = written.pictures.into_iter();
            let mut files: Vec<_> = pictures
                .map(|(name, bytes)| (out.with_file_name(name), bytes))
                .collect();
            files.push((out.to_owned(), written.text.into_bytes()));
            Ok(files)
        }
        (PaperFormat::Pptx | PaperFormat::Xlsx | PaperFormat::Ods, _) => {
            Err(Error::usage("this paper is not made in that format")
                .in_file(out.display().to_string())
                .hint("write .docx, .html, .md or .pdf"))
        }
    }
}
