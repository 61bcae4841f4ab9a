//! The board as a page.

use super::board::{BoardEntry, MeasureBoard};
use super::commentary::MeasureComment;
use super::funnel::{self, FunnelMember, of_counts};
use crate::chart::ChartRequest;
use crate::chart::measure as chart;
use crate::error::Result;
use crate::explore::page::CSS;
use crate::figure::{ChartForm, ChartStyle, SparkPoint, spark};
use crate::finding::prose::frameworks::definition;
use crate::finding::prose::measures as words;
use crate::finding::prose::{judgements::day, sentence_start};
use crate::measure::framework::Measure;
use crate::paper::contents::made_by;
use crate::paper::dashboard::{
    DashboardException, DashboardMeasure, DashboardPage, DashboardSign, DashboardTable,
    DashboardTheme, html,
};

/// Points of a small line.
const SPARK: usize = 26;
/// Fewer places are told in the table alone.
const LEAST_PLACES: usize = 5;
/// Figures that the page lists under a measure: the file has the others.
const LISTED: usize = 24;

/// The page as HTML.
///
/// # Errors
/// The template does not fit: a fault of the build.
pub(crate) fn page(board: &MeasureBoard) -> Result<String> {
    let exceptions = board.exceptions();
    let framework = &board.framework;
    let mut themes: Vec<DashboardTheme> = Vec::new();
    for (at, measure) in framework.measures.iter().enumerate() {
        let Some(entry) = board.main(at) else {
            continue;
        };
        let row = measure_row(board, entry, measure);
        match themes
            .iter_mut()
            .find(|theme| theme.name == measure.indicator.theme)
        {
            Some(theme) => theme.measures.push(row),
            None => themes.push(DashboardTheme {
                name: measure.indicator.theme.clone(),
                measures: vec![row],
            }),
        }
    }
    html(&DashboardPage {
        title: format!("{}: {}", framework.authority, framework.title),
        about: format!(
            "As at {}; from {}.",
            day(board.as_at),
            words::files(board.returns.files.iter().map(|file| file.name.as_str()))
        ),
        summary: words::summary(
            framework.measures.len(),
            framework.measures.len() - board.not_received().len(),
            exceptions.len(),
        ),
        exceptions: exceptions
            .iter()
            .map(|entry| exception(board, entry))
            .collect(),
        themes,
        late: words::late_returns(&board.late()),
        not_received: words::not_received(&board.not_received()),
        notes: vec![words::LOCAL.to_owned(), words::SIGNS.to_owned()],
        css: CSS,
        made_by: made_by(),
    })
}

fn anchor(measure: &Measure) -> String {
    format!("m-{}", crate::chart::slug(&measure.indicator.id))
}

fn exception(board: &MeasureBoard, entry: &BoardEntry) -> DashboardException {
    let measure = board.measure(entry);
    let place = entry.place.map(|_| board.place(entry));
    let [title, text] = words::exception(measure, place, &entry.series, &entry.state);
    DashboardException {
        id: anchor(measure),
        title,
        text,
        comment: board
            .comment(entry)
            .map(|(comment, moved)| said(comment, moved)),
    }
}

/// The officer's words in lines.
pub(super) fn said(comment: &MeasureComment, has_moved: bool) -> String {
    let mut lines = Vec::new();
    for (label, text) in [
        ("Reason", &comment.reason),
        ("Impact", &comment.impact),
        ("Action", &comment.action),
        ("Owner", &comment.owner),
    ] {
        if !text.is_empty() {
            lines.push(format!("{label}: {text}"));
        }
    }
    if has_moved {
        lines.push(words::moved_since(&comment.period, &comment.figure));
    }
    lines.join("\n")
}

fn sign((shape, word): (&'static str, &'static str)) -> DashboardSign {
    DashboardSign { shape, word }
}

/// Axes show what varies.
fn request() -> ChartRequest {
    ChartRequest {
        style: ChartStyle {
            from_zero: false,
            ..ChartStyle::default()
        },
        ..ChartRequest::default()
    }
}

fn measure_row(board: &MeasureBoard, entry: &BoardEntry, measure: &Measure) -> DashboardMeasure {
    let (series, state) = (&entry.series, &entry.state);
    let newest = state.newest.and_then(|at| series.points.get(at));
    let last = state.last.and_then(|at| series.points.get(at));
    let before = words::before(series, state);
    let credit = board
        .returns
        .files
        .get(newest.map_or(0, |point| point.file))
        .map_or("", |file| file.name.as_str());
    let drawn = chart::of_one(
        (measure, board.place(entry)),
        series,
        state,
        credit,
        request(),
    );
    DashboardMeasure {
        id: anchor(measure),
        title: match entry.place {
            Some(_) => format!("{}, {}", measure.indicator.title, board.place(entry)),
            None => measure.indicator.title.clone(),
        },
        newest: last.map_or_else(
            || "no figure".to_owned(),
            |point| words::figure(measure, point.reading),
        ),
        period: last.map_or_else(String::new, |point| point.period.short()),
        before: before.map_or_else(String::new, |point| {
            format!(
                "{} in {}",
                words::figure(measure, point.reading),
                point.period.short()
            )
        }),
        spark: small_line(entry),
        signal: sign(words::sign(state.signal)),
        target: sign(words::target_sign(state.is_met)),
        target_range: state
            .target
            .as_ref()
            .map_or_else(String::new, |target| words::target_range(measure, target)),
        late: state.late.map(|of| words::late(of, measure.frequency)),
        national: board.national.get(&entry.measure).cloned(),
        said: told(measure, entry),
        definition: definition(measure),
        chart: drawn.drawing.svg,
        places: places(board, entry.measure),
        funnel: funnel(board, entry.measure),
        figures: figures(measure, entry),
        comment: board
            .comment(entry)
            .map(|(comment, moved)| self::said(comment, moved)),
    }
}

/// The state in words.
fn told(measure: &Measure, entry: &BoardEntry) -> Vec<String> {
    let state = &entry.state;
    let signal = sentence_start(&words::signal(state.signal, measure.frequency));
    let mut said = vec![format!("{signal}.")];
    said.extend(words::target(measure, state).map(|told| format!("Target {told}.")));
    said.extend(words::years_before(measure, &entry.series, state));
    said.extend(words::withheld(&entry.series, state));
    said.extend(words::rebases(measure));
    said
}

fn small_line(entry: &BoardEntry) -> String {
    let points = entry.series.points.iter().enumerate().map(|(at, point)| {
        let limits = entry
            .state
            .limits
            .iter()
            .find(|(place, _)| *place == at)
            .map(|(_, limits)| limits);
        SparkPoint {
            value: point.reading.value(),
            range: limits.map(|of| (of.limits.lower, of.limits.upper)),
            is_marked: limits.is_some_and(|of| of.rule.is_some()),
        }
    });
    let points: Vec<SparkPoint> = points.collect();
    let from = points.len().saturating_sub(SPARK);
    let target = entry
        .state
        .target
        .as_ref()
        .and_then(|target| target.least.or(target.most));
    spark(&points[from..], target)
}

/// The places of a measure, where it has any.
fn places(board: &MeasureBoard, measure: usize) -> Option<DashboardTable> {
    let entries = board.of_places(measure);
    if entries.is_empty() {
        return None;
    }
    let rows = entries.iter().map(|entry| {
        let of = board.measure(entry);
        let (shape, word) = words::sign(entry.state.signal);
        vec![
            board.place(entry).to_owned(),
            words::newest(of, &entry.series, &entry.state)
                .unwrap_or_else(|| "no figure".to_owned()),
            format!("{shape} {word}"),
            words::target_sign(entry.state.is_met).1.to_owned(),
        ]
    });
    Some(DashboardTable {
        head: ["Place", "Newest", "Signal", "Target"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    })
}

/// The places of a measure in the newest period that most of them have, where there are enough with counts.
fn funnel(board: &MeasureBoard, measure: usize) -> Option<(String, String)> {
    let entries = board.of_places(measure);
    let newest = entries
        .iter()
        .filter_map(|entry| entry.series.points.get(entry.state.newest?))
        .map(|point| &point.period)
        .max()?;
    let (names, counts): (Vec<&str>, Vec<(f64, f64)>) = entries
        .iter()
        .filter_map(|entry| {
            let mut points = entry.series.points.iter();
            let point = points.find(|point| point.period == *newest)?;
            Some((board.place(entry), point.counts?))
        })
        .unzip();
    if counts.len() < LEAST_PLACES {
        return None;
    }
    let indicator = &board.framework.measures[measure].indicator;
    let found = of_counts(indicator, &counts)?;
    let per = indicator.per.unwrap_or(1.0);
    let members: Vec<FunnelMember<'_>> = names
        .iter()
        .zip(&counts)
        .enumerate()
        .map(|(at, (name, (count, base)))| FunnelMember {
            name,
            value: count / base * per,
            base: *base,
            is_own: false,
            verdict: found.verdict(at),
        })
        .collect();
    let verdicts: Vec<_> = members
        .iter()
        .filter_map(|member| Some((member.name.to_owned(), member.verdict?)))
        .collect();
    let title = format!("{}, {}", indicator.title, newest.short());
    let drawn = funnel::chart(
        indicator,
        (title, &board.framework.authority),
        &found,
        &members,
    );
    let said = words::places_apart(newest, &verdicts);
    Some((said, drawn.draw(request().style).svg))
}

fn figures(measure: &Measure, entry: &BoardEntry) -> DashboardTable {
    let points = entry.series.points.iter().rev().take(LISTED);
    let rows = points.map(|point| {
        vec![
            point.period.short(),
            words::figure_of(measure, point),
            format!("row {}", point.row),
        ]
    });
    DashboardTable {
        head: ["Period", "Figure", "From"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
