//! The paper of exceptions: signals, missed targets, late returns and overdue actions, each with the officer's reason, impact and action. What
//! runs as usual is not in it; the page shows that.

use super::board::{BoardEntry, BoardFiles, MeasureBoard};
use super::commentary::MeasureComment;
use crate::chart::measure as chart;
use crate::chart::{ChartRequest, DrawnChart};
use crate::composition::entry::{ChartEvidence, ManifestEntry};
use crate::composition::format::PaperFormat;
use crate::composition::ledger::Ledger;
use crate::composition::manifest::{ExceptionsSource, Manifest};
use crate::composition::number::number;
use crate::composition::parts::chart_entry;
use crate::composition::render::render;
use crate::composition::templates::PaperTemplates;
use crate::composition::{MadePaper, WordsReport};
use crate::error::{Error, Result};
use crate::figure::ChartStyle;
use crate::finding::prose::judgements::day;
use crate::finding::prose::{measures as words, plans};
use crate::measure::series::MeasurePoint;
use crate::measure::state::MeasureSignal;
use crate::observation::check::Check;
use crate::paper::deck::{Deck, Slide, SlideContent};
use crate::paper::{Block, Paper, PaperChart, Section, TextSpan};
use crate::plan::ActionPlan;
use crate::plan::read::read;
use crate::plan::summary::PlanSummary;
use crate::reference::Reference;
use crate::stat::control::Rule;
use crate::world::World;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Charts of the paper, of measures with a signal: a target that is missed as usual needs none, and more are for the page.
const CHARTS: usize = 6;

/// The paper of a board, and what was noticed in its files.
pub(crate) struct WeeklyPaper {
    pub(crate) made: MadePaper,
    pub(crate) board: MeasureBoard,
    /// Faults of the plan's file.
    pub(crate) checks: Vec<Check>,
}

/// Reads the files, and makes the paper with its manifest.
///
/// # Errors
/// A file that cannot be read, or that is not what it should be.
pub(crate) fn weekly(
    world: &dyn World,
    reference: &Reference,
    source: ExceptionsSource,
) -> Result<WeeklyPaper> {
    let figures: Vec<PathBuf> = source.figures.iter().map(PathBuf::from).collect();
    let files = BoardFiles {
        framework: Path::new(&source.framework),
        data: &figures,
        commentary: source.commentary.as_deref().map(Path::new),
    };
    let board = MeasureBoard::read(world, reference, &files, source.as_at)?;
    let plan = source.plan.as_deref().map(Path::new);
    let plan = plan.map(|path| read(world, path)).transpose()?;
    let (plan, checks) = plan.map_or((None, Vec::new()), |(plan, checks)| (Some(plan), checks));
    let mut ledger = Ledger::default();
    let (mut paper, deck) = paper(&board, plan.as_ref(), &mut ledger);
    let entries = number(&mut paper, None, &ledger);
    let authority = &board.framework.authority;
    let manifest = Manifest::of_exceptions(authority, source, world.inputs(), entries);
    Ok(WeeklyPaper {
        made: MadePaper {
            paper,
            annex: None,
            deck: Some(deck),
            manifest,
            checks: Vec::new(),
            words: WordsReport::default(),
        },
        board,
        checks,
    })
}

fn paper(board: &MeasureBoard, plan: Option<&ActionPlan>, ledger: &mut Ledger) -> (Paper, Deck) {
    let exceptions = board.exceptions();
    let summary = plan.map(|plan| PlanSummary::of(plan, board.as_at));
    let week = plan.and_then(|plan| week_of_plan(plan, board));
    let of_plan = (summary.as_ref(), week);
    let mut sections = vec![summary_section(board, exceptions.len(), of_plan, ledger)];
    let (section, slides) = exceptions_section(board, &exceptions, ledger);
    sections.push(section);
    sections.extend(
        plan.zip(summary.as_ref())
            .map(|(plan, summary)| overdue_section(plan, summary, ledger)),
    );
    sections.push(method_section());
    let title = format!(
        "{}: exceptions, {}",
        board.framework.title,
        day(board.as_at)
    );
    let authority = board.framework.authority.clone();
    let deck = Deck {
        title: title.clone(),
        authority: authority.clone(),
        author: "yardstick".to_owned(),
        lines: vec![authority.clone(), day(board.as_at)],
        notes: vec![words::LOCAL.to_owned(), words::SIGNS.to_owned()],
        slides,
    };
    let paper = Paper {
        title,
        front: vec![
            ("Authority".to_owned(), authority.clone()),
            ("As at".to_owned(), day(board.as_at)),
        ],
        authority,
        sections,
        foot: words::local_as_at(board.as_at),
    };
    (paper, deck)
}

/// A paragraph, the officer's words and, of a signal, its picture for each exception; and a slide.
fn exceptions_section(
    board: &MeasureBoard,
    exceptions: &[&BoardEntry],
    ledger: &mut Ledger,
) -> (Section, Vec<Slide>) {
    let mut slides = Vec::new();
    let mut blocks = Vec::new();
    let mut figure = 0;
    for entry in exceptions {
        let [title, told] = told(board, entry);
        blocks.push(Block::Paragraph {
            number: String::new(),
            text: vec![
                TextSpan {
                    strong: true,
                    ..TextSpan::text(format!("{title}: "))
                },
                ledger.span(ManifestEntry::Measure {
                    measure: Some(board.measure(entry).indicator.id.clone()),
                    place: Some(board.place(entry).to_owned()),
                    text: told.clone(),
                    evidence: evidence(board, entry),
                }),
            ],
        });
        let words = comment_lines(board, entry);
        blocks.push(Block::Bullets(words.clone()));
        let mut shown = SlideContent::Nothing;
        let is_signal = matches!(entry.state.signal, MeasureSignal::Signal { .. });
        if is_signal && figure < CHARTS {
            figure += 1;
            let drawn = drawn(board, entry);
            let id = ledger.enter(entry_of_chart(board, entry, &drawn));
            let chart = picture(board, entry, figure, drawn);
            shown = SlideContent::Chart(Box::new(chart.clone()));
            blocks.push(Block::Figure(Box::new(PaperChart { id, ..chart })));
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
    (section("Exceptions", blocks), slides)
}

/// A section, which is numbered with the whole paper.
fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section {
        number: String::new(),
        heading: heading.to_owned(),
        blocks,
    }
}

/// What a sentence about a measure rests on: its figures with their rows, the limits and the target.
fn evidence(board: &MeasureBoard, entry: &BoardEntry) -> Value {
    let (measure, state) = (board.measure(entry), &entry.state);
    let figure = |at: Option<usize>| {
        let point = entry.series.points.get(at?)?;
        Some(json!({
            "period": point.period.label,
            "value": point.reading.value(),
            "numerator": point.counts.map(|(count, _)| count),
            "denominator": point.counts.map(|(_, base)| base),
            "file": file_of(board, point),
            "row": point.row,
        }))
    };
    let limits = state.newest_limits();
    let years_before: Vec<Value> = state
        .years_before
        .iter()
        .filter_map(|at| figure(Some(*at)))
        .collect();
    json!({
        "now": figure(state.newest),
        "before": figure(state.before),
        "years_before": (!years_before.is_empty()).then_some(years_before),
        "mean": limits.map(|of| of.mean),
        "lower": limits.map(|of| of.limits.lower),
        "upper": limits.map(|of| of.limits.upper),
        "rule": limits.and_then(|of| of.rule).map(Rule::name),
        "limits": words::method(state.method, state.is_trial),
        "target": state.target.as_ref().map(|target| words::target_range(measure, target)),
        "target_met": state.is_met,
        "late_since": state.late.map(|late| late.due),
    })
}

fn file_of<'b>(board: &'b MeasureBoard, point: &MeasurePoint) -> &'b str {
    let file = board.returns.files.get(point.file);
    file.map_or("", |file| file.name.as_str())
}

/// The entry of a chart, whose figures have each their file beside their row.
fn entry_of_chart(board: &MeasureBoard, entry: &BoardEntry, drawn: &DrawnChart) -> ManifestEntry {
    let form = &board.measure(entry).indicator.id;
    let mut made = chart_entry(form, drawn, ChartEvidence::Several(Vec::new()));
    if let ManifestEntry::Chart { data, .. } = &mut made {
        for (row, point) in data.iter_mut().zip(&entry.series.points) {
            row["file"] = Value::from(file_of(board, point));
        }
    }
    made
}

/// From the first day on which an action of the plan began to the last on which one is due.
fn week_of_plan(plan: &ActionPlan, board: &MeasureBoard) -> Option<ManifestEntry> {
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
    Some(ManifestEntry::Plan {
        text: words::week_of(began, ends, board.as_at)?,
        action: None,
        evidence: json!({"began": began, "ends": ends, "as_at": board.as_at, "file": plan.file}),
    })
}

fn summary_section(
    board: &MeasureBoard,
    exceptions: usize,
    (plan, week): (Option<&PlanSummary<'_>>, Option<ManifestEntry>),
    ledger: &mut Ledger,
) -> Section {
    let measures = board.framework.measures.len();
    let missing = board.not_received();
    let late = board.late();
    let of_measures = |text: String, evidence: Value| ManifestEntry::Measure {
        measure: None,
        place: None,
        text,
        evidence,
    };
    let received = measures - missing.len();
    let counts = json!({"measures": measures, "received": received, "exceptions": exceptions});
    let mut said = vec![of_measures(
        words::summary(measures, received, exceptions),
        counts,
    )];
    said.extend(words::late_returns(&late).map(|text| {
        let due = late
            .iter()
            .map(|(title, due)| json!({"measure": title, "due": due}));
        of_measures(text, due.collect())
    }));
    said.extend(words::not_received(&missing).map(|text| of_measures(text, json!(missing))));
    said.extend(week);
    said.extend(plan.map(|plan| ManifestEntry::Plan {
        text: plans::overdue_of(plan),
        action: None,
        evidence: json!({"actions": plan.all.actions, "overdue": plan.all.overdue}),
    }));
    let lines = said.into_iter().map(|entry| vec![ledger.span(entry)]);
    section("In short", vec![Block::Bullets(lines.collect())])
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

fn drawn(board: &MeasureBoard, entry: &BoardEntry) -> DrawnChart {
    let newest = entry
        .state
        .newest
        .and_then(|at| entry.series.points.get(at));
    let request = ChartRequest {
        style: ChartStyle {
            from_zero: false,
            ..ChartRequest::for_paper().style
        },
        ..ChartRequest::for_paper()
    };
    chart::of_one(
        (board.measure(entry), board.place(entry)),
        &entry.series,
        &entry.state,
        newest.map_or("", |point| file_of(board, point)),
        request,
    )
}

fn picture(
    board: &MeasureBoard,
    entry: &BoardEntry,
    number: usize,
    drawn: DrawnChart,
) -> PaperChart {
    let mut note = vec![drawn.caption.source.clone()];
    note.extend(words::method(entry.state.method, entry.state.is_trial));
    note.extend(words::rebases(board.measure(entry)));
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

fn overdue_section(plan: &ActionPlan, summary: &PlanSummary<'_>, ledger: &mut Ledger) -> Section {
    let lines = summary.overdue.iter().map(|(action, days)| {
        vec![ledger.span(ManifestEntry::Plan {
            text: plans::overdue_line(action, *days),
            action: Some(action.reference.clone()),
            evidence: json!({
                "due": action.due.known(),
                "days_late": days,
                "file": plan.file,
                "row": action.row,
            }),
        })]
    });
    let lines: Vec<Vec<TextSpan>> = lines.collect();
    let block = if lines.is_empty() {
        Block::Plain(vec![TextSpan::text("No action is overdue.")])
    } else {
        Block::Bullets(lines)
    };
    section("Actions overdue", vec![block])
}

fn method_section() -> Section {
    let said = [words::SIGNS, words::LOCAL].map(|text| Block::Plain(vec![TextSpan::text(text)]));
    section("How to read this", said.to_vec())
}

/// The files of a paper, and its manifest.
///
/// # Errors
/// A format that is not for this paper or cannot be made; PDF where LibreOffice is not installed.
pub(crate) fn files(
    world: &dyn World,
    made: &mut MadePaper,
    outs: &[PathBuf],
) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    refuse_others(outs, &[PaperFormat::Xlsx, PaperFormat::Ods])?;
    Ok(render(world, made, outs, &PaperTemplates::default())?.files)
}

/// # Errors
/// Usage: a format was asked for that this paper has nothing for.
pub(super) fn refuse_others(outs: &[PathBuf], refused: &[PaperFormat]) -> Result<()> {
    for out in outs {
        if refused.contains(&PaperFormat::of(out)?) {
            let slides = if refused.contains(&PaperFormat::Pptx) {
                ""
            } else {
                ", .pptx"
            };
            return Err(Error::usage("this paper is not made in that format")
                .in_file(out.display().to_string())
                .hint(format!("write .docx, .html, .md{slides} or .pdf")));
        }
    }
    Ok(())
}
