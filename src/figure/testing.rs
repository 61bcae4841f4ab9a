//! What every form has to hold, checked for each on the same awkward inputs: long names, nothing known, negative and huge values.

use super::control::{ControlChart, ControlPoint, Signal};
use super::everyone::Everyone;
use super::funnel::{Funnel, FunnelPoint, Limit, Limits};
use super::gap::{Departure, Fit, GapChart};
use super::multiples::{MOST_PANELS, Multiples, Panel};
use super::pyramid::{Pyramid, PyramidLevel, PyramidSeries, Side};
use super::rank_interval::{Rank, RankIntervals, RankRow};
use super::ranked_bars::RankedBars;
use super::scorecard::{Change, Direction, Heads, Scorecard, ScorecardRow};
use super::sheet::{Area, Mark, Sheet};
use super::trend::{Band, Break, FineLine, Line, Trend};
use super::{Bar, Caption, Comparator, Drawing, Gap, Point, Reference, Style};
use super::{
    control, everyone, funnel, gap as gap_form, multiples, pyramid, rank_interval, ranked_bars,
    scorecard, trend,
};
use proptest::prelude::*;

const LONG: &str = "Bournemouth, Christchurch and Poole";

fn caption() -> Caption {
    Caption {
        title: "A <message> & \"quotes\" in ten words or fewer".to_owned(),
        subtitle:
            "Measure, geography and period, long enough that it has to be set on two lines of the sheet, since this happens \
                   where the measure has a long name and the axis is cut"
                .to_owned(),
        source: "Source: a publisher, a release. Data as at November 2025.".to_owned(),
        notes: vec!["A note with an end.".to_owned(), "One without".to_owned()],
        alt: "What it shows: 1 < 2 & 3 > 2.".to_owned(),
    }
}

fn gap() -> Point {
    Point::Gap(Gap {
        symbol: "c".to_owned(),
        reason: "suppressed".to_owned(),
    })
}

fn line(label: &str, points: Vec<Point>) -> Line {
    Line {
        label: label.to_owned(),
        points,
        decimals: 1,
    }
}

fn a_trend(own: Vec<Point>, others: Vec<Point>) -> Trend {
    let periods: Vec<String> = (0..own.len())
        .map(|at| format!("{}/{}-{}/{}", 2010 + at, 11 + at, 12 + at, 13 + at))
        .collect();
    let ranges = others
        .iter()
        .map(|point| point.known().map(|value| (value - 3.0, value + 5.0)))
        .collect();
    Trend {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        decimals: 0,
        breaks: vec![Break {
            before: own.len() / 2,
            reason: "a new definition, explained at some length".to_owned(),
        }],
        periods,
        own: line(LONG, own),
        local: Some(line(
            "Local, unvalidated",
            others.iter().rev().cloned().collect(),
        )),
        local_parts: None,
        neighbours: Some(line("Neighbours' mean", others.clone())),
        band: Some(Band {
            label: "Shaded: lowest to highest neighbour".to_owned(),
            ranges,
        }),
        region: Some(line("Yorkshire and The Humber", others.clone())),
        england: Some(line("England", others)),
    }
}

fn bar(at: usize, value: Point) -> Bar {
    let text = value
        .known()
        .map_or("c, suppressed".to_owned(), |value| format!("{value:.0}"));
    Bar {
        label: format!("{LONG} {at}"),
        value,
        own: at == 3,
        neighbour: at % 14 == 1,
        text,
    }
}

fn references(value: f64) -> Vec<Reference> {
    let one = |label: &str, value, kind| Reference {
        label: format!("{label} {value:.1}"),
        value,
        kind,
    };
    vec![
        one("England", value, Comparator::England),
        one("Yorkshire and The Humber", value * 1.01, Comparator::Region),
        one("Neighbours' mean", value * 1.02, Comparator::Neighbours),
    ]
}

fn ranked(values: &[Point]) -> RankedBars {
    let bars = values
        .iter()
        .enumerate()
        .map(|(at, value)| bar(at, value.clone()))
        .collect();
    let middle = values
        .get(values.len() / 2)
        .and_then(Point::known)
        .unwrap_or(1.0);
    RankedBars {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        bars,
        references: references(middle),
    }
}

fn all(values: &[Point]) -> Everyone {
    let RankedBars {
        bars, references, ..
    } = ranked(values);
    Everyone {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        decimals: 0,
        bars,
        quartiles: Some([10.5, 20.0, 40.0]),
        bands: Some(['A', 'B', 'C', 'D']),
        references,
    }
}

fn card(rows: usize) -> Scorecard {
    let row = |at: usize| ScorecardRow {
        theme: format!("Adoption and special guardianship {}", at / 4),
        title: "Special guardianship orders among those ceasing to be looked after during the year"
            .to_owned(),
        unit: "%".to_owned(),
        value: "12,345,678".to_owned(),
        change: Some(Change {
            direction: Direction::Down,
            text: "-1,234.5".to_owned(),
        }),
        neighbours: "12,345,678.9".to_owned(),
        region: "c".to_owned(),
        england: String::new(),
        rank: "joint 136th highest of 151".to_owned(),
        band: "ABCD".chars().nth(at % 5),
        period: "2013/14-15/16".to_owned(),
    };
    let heads = Heads {
        own: LONG.to_owned(),
        neighbours: "Neighbours' mean".to_owned(),
        region: "Yorkshire and The Humber".to_owned(),
    };
    Scorecard {
        caption: caption(),
        heads,
        rows: (0..rows).map(row).collect(),
    }
}

fn a_funnel(values: &[(f64, f64)]) -> Funnel {
    let point = |(at, (size, value)): (usize, &(f64, f64))| FunnelPoint {
        label: format!("{LONG} {at}"),
        size: *size,
        value: *value,
        own: at == 3,
        neighbour: at % 14 == 1,
        outside: *value > 110.0,
        text: format!("{value:.0}"),
    };
    let curve = |part: f64| {
        (1..40)
            .map(|at| f64::from(at) * 10_000.0)
            .map(|n| (n, 67.0 * (1.0 + part / n.sqrt())))
            .collect()
    };
    let limit = |part: f64| Limit {
        lower: curve(-part),
        upper: curve(part),
    };
    let pair = |label: &str, part| {
        Some(Limits {
            label: label.to_owned(),
            inner: limit(part),
            outer: limit(1.5 * part),
        })
    };
    Funnel {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        size_label: "Children aged under 18".to_owned(),
        decimals: 0,
        points: values.iter().enumerate().map(point).collect(),
        centre: ("England 67".to_owned(), 67.0),
        kind: Comparator::England,
        plain: pair("if only chance were at work", 60.0),
        spread: pair("allowing for the usual spread between authorities", 150.0),
        neighbour_label: "Statistical neighbour".to_owned(),
        outside_label: "Outside the limits that allow for the usual spread".to_owned(),
    }
}

fn a_gap(gaps: Vec<Point>) -> GapChart {
    let count = gaps.len();
    GapChart {
        caption: caption(),
        unit: "% above or below its neighbours' mean".to_owned(),
        suffix: "%".to_owned(),
        decimals: 0,
        periods: (0..count)
            .map(|at| format!("{}/{}-{}/{}", 2010 + at, 11 + at, 12 + at, 13 + at))
            .collect(),
        own: LONG.to_owned(),
        gaps,
        level: "Level with its neighbours".to_owned(),
        departure: Some(Departure {
            from: count / 3,
            to: count / 2,
            label: "Left its neighbours in one of these years, and said at some length".to_owned(),
        }),
        fit: Some(Fit {
            label: "Fitted: level, then a straight line".to_owned(),
            points: vec![(0.0, 10.0), (1.0, 10.0), (4.0, 60.0)],
        }),
    }
}

fn a_control(values: &[Point], target: Option<f64>) -> ControlChart {
    let point = |(at, value): (usize, &Point)| {
        let group = at / 20;
        let mean = 60.0 + 30.0 * group as f64;
        let known = value.known();
        let signal = known
            .filter(|value| (value - mean).abs() > 70.0 || at % 9 == 0)
            .map(|value| Signal {
                high: value > mean,
                rule: if at % 2 == 0 {
                    "two of three near the upper limit"
                } else {
                    "seven points above the mean"
                }
                .to_owned(),
            });
        ControlPoint {
            value: value.clone(),
            limits: known.map(|_| control::Limits {
                group,
                mean,
                lower: mean - 70.0,
                upper: mean + 70.0,
            }),
            signal,
        }
    };
    ControlChart {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        decimals: 0,
        own: LONG.to_owned(),
        periods: (0..values.len())
            .map(|at| format!("w/e {} Sep {}", at % 28 + 1, 2020 + at / 28))
            .collect(),
        points: values.iter().enumerate().map(point).collect(),
        target: target.map(|value| {
            (
                format!("Target {value:.0}, as the board agreed it in spring"),
                value,
            )
        }),
    }
}

fn ranks(rows: u16, count: u16) -> RankIntervals {
    let row = |at: u16| {
        let rank = f64::from(at * 7 % count + 1);
        RankRow {
            label: format!("{LONG}: special guardianship orders among those leaving care {at}"),
            rank: (at % 5 != 4).then_some(Rank {
                rank,
                lower: rank - 3.0,
                upper: rank + 9.0,
            }),
            text: "joint 136th (121st to 150th)".to_owned(),
            own: at == 3,
        }
    };
    RankIntervals {
        caption: caption(),
        count,
        first: "1st: highest rate of all authorities in England".to_owned(),
        last: format!("{count}th: lowest rate of all authorities in England"),
        mark_label: "Rank".to_owned(),
        range_label: "Range of ranks allowing for chance (95%)".to_owned(),
        rows: (0..rows).map(row).collect(),
    }
}

fn a_pyramid(levels: usize, values: &[Point]) -> Pyramid {
    let series = |label: &str, side, from: usize| {
        let values: Vec<Point> = values
            .iter()
            .cycle()
            .skip(from)
            .take(levels)
            .cloned()
            .collect();
        let text = |value: &Point| {
            value
                .known()
                .map_or("c, suppressed".to_owned(), |value| format!("{value:.1}"))
        };
        PyramidSeries {
            label: label.to_owned(),
            side,
            texts: values.iter().map(text).collect(),
            values,
        }
    };
    let level = |at: usize| {
        PyramidLevel {
        label: format!("Children who became the subject of a protection plan {at}"),
        share: "35 of every 100 children in need; neighbours 27, England 20, and more words than there is room for".to_owned(),
    }
    };
    Pyramid {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        levels: (0..levels).map(level).collect(),
        series: vec![
            series(LONG, Side::Own, 0),
            series("Neighbours' mean", Side::Other(Comparator::Neighbours), 1),
            series("England", Side::Other(Comparator::England), 2),
        ],
    }
}

fn panels(count: usize, own: &[Point], others: &[Point]) -> Multiples {
    let panel = |at: usize| {
        let Trend {
            periods,
            decimals,
            own,
            neighbours,
            england,
            breaks,
            ..
        } = a_trend(own.to_vec(), others.to_vec());
        let title =
            format!("{LONG}: those ceasing to be looked after during the year {at}, per 10,000");
        Panel {
            title,
            decimals,
            periods,
            own,
            neighbours,
            england,
            breaks,
        }
    };
    Multiples {
        caption: caption(),
        own: LONG.to_owned(),
        neighbours: "Neighbours' mean".to_owned(),
        england: "England".to_owned(),
        panels: (0..count).map(panel).collect(),
        break_note: "Dotted upright: figures before it are not like for like".to_owned(),
    }
}

fn falling(count: usize, from: f64) -> Vec<Point> {
    (0..count)
        .map(|at| Point::Known(from - from / count as f64 * at as f64))
        .collect()
}

fn texts(sheet: &Sheet) -> Vec<(String, Area)> {
    let texts = sheet.marks.iter().filter_map(|mark| match mark {
        Mark::Text(text) => Some((text.words.clone(), text.extent())),
        _ => None,
    });
    texts.collect()
}

/// The ink of text: capitals to descenders, without the font's generous line.
fn tight(area: &Area) -> Area {
    let height = area.height();
    Area {
        left: area.left + 0.5,
        top: area.top + 0.2 * height,
        right: area.right - 0.5,
        bottom: area.bottom - 0.22 * height,
    }
}

fn check(name: &str, sheet: &Sheet) {
    let texts = texts(sheet);
    for (words, area) in &texts {
        let inside = area.left >= 0.0
            && area.top >= 0.0
            && area.right <= sheet.width
            && area.bottom <= sheet.height;
        assert!(inside, "{name}: {words:?} leaves the sheet: {area:?}");
    }
    for (at, (words, area)) in texts.iter().enumerate() {
        for (other_words, other) in &texts[..at] {
            assert!(
                !tight(area).overlaps(&tight(other)),
                "{name}: {words:?} overlaps {other_words:?}"
            );
        }
    }
}

fn styles() -> [Style; 4] {
    [(true, true), (true, false), (false, true), (false, false)].map(
        |(title_in_image, from_zero)| Style {
            title_in_image,
            from_zero,
        },
    )
}

fn value() -> impl Strategy<Value = Point> {
    prop_oneof![
        6 => (-50.0..200.0_f64).prop_map(Point::Known),
        1 => Just(gap()),
        1 => Just(Point::Absent),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn words_of_a_trend_stay_on_the_sheet_and_apart(
        series in (1_usize..16).prop_flat_map(|n| (prop::collection::vec(value(), n), prop::collection::vec(value(), n))),
        scale in prop_oneof![Just(0.001), Just(1.0), Just(60_000.0)],
    ) {
        let scaled = |points: &[Point]| -> Vec<Point> {
            points.iter().map(|point| point.known().map_or(point.clone(), |value| Point::Known(value * scale))).collect()
        };
        for style in styles() {
            check("trend", &trend::sheet(&a_trend(scaled(&series.0), scaled(&series.1)), style));
        }
    }

    #[test]
    fn words_of_ranked_bars_stay_on_the_sheet_and_apart(values in prop::collection::vec(value(), 0..34)) {
        for style in styles() {
            check("ranked bars", &ranked_bars::sheet(&ranked(&values), style));
        }
    }

    #[test]
    fn words_of_a_gap_stay_on_the_sheet_and_apart(gaps in prop::collection::vec(value(), 1..16)) {
        for style in styles() {
            check("gap", &gap_form::sheet(&a_gap(gaps.clone()), style));
        }
    }

    #[test]
    fn words_of_multiples_stay_on_the_sheet_and_apart(
        series in (1_usize..16).prop_flat_map(|n| (prop::collection::vec(value(), n), prop::collection::vec(value(), n))),
        count in 1..=MOST_PANELS,
    ) {
        for style in styles() {
            check("multiples", &multiples::sheet(&panels(count, &series.0, &series.1), style));
        }
    }

    #[test]
    fn words_of_a_control_chart_stay_on_the_sheet_and_apart(
        values in prop::collection::vec(value(), 1..64),
        target in prop::option::of(-10.0..200.0_f64),
    ) {
        for style in styles() {
            check("control", &control::sheet(&a_control(&values, target), style));
        }
    }

    #[test]
    fn words_of_months_among_years_stay_on_the_sheet_and_apart(
        years in prop::collection::vec(value(), 1..14),
        months in prop::collection::vec(value(), 0..40),
        from in -1.0..14.0_f64,
    ) {
        let mut chart = a_trend(years.clone(), years);
        let places: Vec<f64> = (0..months.len()).map(|at| from + at as f64 / 12.0).collect();
        let periods = (0..months.len()).map(|at| format!("Sep {}", 2020 + at)).collect();
        chart.local = None;
        chart.local_parts = Some(FineLine { line: line("Local, unvalidated", months), places, periods });
        for style in styles() {
            check("months among years", &trend::sheet(&chart, style));
        }
    }

    #[test]
    fn words_of_a_pyramid_stay_on_the_sheet_and_apart(values in prop::collection::vec(value(), 1..12), levels in 1_usize..6) {
        for style in styles() {
            check("pyramid", &pyramid::sheet(&a_pyramid(levels, &values), style));
        }
    }

    #[test]
    fn words_of_everyone_stay_on_the_sheet_and_apart(
        mut values in prop::collection::vec(0.0..200.0_f64, 90..153),
        outlier in prop::option::of(500.0..900.0_f64),
        falling: bool,
    ) {
        values.extend(outlier);
        values.sort_by(f64::total_cmp);
        if falling {
            values.reverse();
        }
        let mut points: Vec<Point> = values.into_iter().map(Point::Known).collect();
        points.push(gap());
        for style in styles() {
            check("everyone", &everyone::sheet(&all(&points), style));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn words_of_a_funnel_stay_on_the_sheet_and_apart(
        mut values in prop::collection::vec((1_500.0..90_000.0_f64, 10.0..140.0_f64), 0..153),
        outlier in prop::option::of((2_000.0..400_000.0_f64, 300.0..900.0_f64)),
    ) {
        values.extend(outlier);
        for style in [styles()[0], styles()[2]] {
            check("funnel", &funnel::sheet(&a_funnel(&values), style));
        }
    }
}

#[test]
fn words_of_ranks_stay_on_the_sheet_and_apart() {
    for (rows, count) in [(0, 11), (1, 1), (8, 151), (11, 151), (16, 11), (45, 153)] {
        for style in styles() {
            check(
                "rank intervals",
                &rank_interval::sheet(&ranks(rows, count), style),
            );
        }
    }
}

#[test]
fn everyone_picked_out_in_a_funnel_is_named_in_it_or_under_it() {
    let values: Vec<(f64, f64)> = (0..60)
        .map(|at| (20_000.0 + f64::from(at) * 5.0, 60.0 + f64::from(at)))
        .collect();
    let mut chart = a_funnel(&values);
    for (at, point) in chart.points.iter_mut().enumerate() {
        point.label = format!("Authority {at:02}");
    }
    let sheet = funnel::sheet(&chart, Style::default());
    let words = texts(&sheet)
        .into_iter()
        .map(|(words, _)| words)
        .collect::<Vec<_>>()
        .join(" ");
    for point in chart
        .points
        .iter()
        .filter(|point| point.own || point.neighbour || point.outside)
    {
        assert_eq!(
            words.matches(&point.label).count(),
            1,
            "{} is named once",
            point.label
        );
    }
}

#[test]
fn a_broken_rule_is_told_by_shape_and_by_name() {
    let mut chart = a_control(&falling(14, 60.0), None);
    chart
        .points
        .iter_mut()
        .for_each(|point| point.signal = None);
    let shapes = |chart: &ControlChart| {
        let sheet = control::sheet(chart, Style::default());
        let named = texts(&sheet)
            .iter()
            .filter(|(words, _)| words.contains("below the lower limit"))
            .count();
        (
            sheet
                .marks
                .iter()
                .filter(|mark| matches!(mark, Mark::Shape(..)))
                .count(),
            named,
        )
    };
    assert_eq!(shapes(&chart), (0, 0));
    for at in [11, 12] {
        chart.points[at].signal = Some(Signal {
            high: false,
            rule: "below the lower limit".to_owned(),
        });
    }
    // A rim and a filling each; one name for both points.
    assert_eq!(shapes(&chart), (4, 1));
}

#[test]
fn words_of_a_scorecard_stay_on_the_sheet_and_apart() {
    for rows in [0, 1, 8, 25, 30, 45] {
        for style in styles() {
            check("scorecard", &scorecard::sheet(&card(rows), style));
        }
    }
}

#[test]
fn thirty_rows_fit_the_page_of_every_chart() {
    let mut card = card(30);
    card.heads.own = "Blackpool".to_owned();
    card.heads.region = "North West".to_owned();
    card.caption.subtitle = "Thirty indicators".to_owned();
    let drawing = scorecard::draw(&card, Style::default());
    assert_eq!((drawing.width, drawing.height), (1600, 900));
}

#[test]
fn an_own_line_without_a_figure_is_still_named() {
    let words = |own: Vec<Point>| {
        let sheet = trend::sheet(&a_trend(own, falling(5, 90.0)), Style::default());
        texts(&sheet)
            .into_iter()
            .map(|(words, _)| words)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(words(vec![gap(); 5]).contains("and Poole: no figure published (suppressed)"));
    assert!(words(vec![Point::Absent; 5]).contains("and Poole: no figure published"));
    let mut own = falling(5, 50.0);
    own[4] = gap();
    assert!(words(own).contains("and Poole: suppressed in"));
}

#[test]
fn a_gap_breaks_the_line_and_shows_its_symbol() {
    let mut own = falling(6, 60.0);
    own[2] = gap();
    let mut chart = a_trend(own, vec![Point::Absent; 6]);
    chart.breaks.clear();
    let sheet = trend::sheet(&chart, Style::default());
    let own_lines = sheet
        .marks
        .iter()
        .filter(|mark| matches!(mark, Mark::Line(_, stroke) if *stroke == super::theme::OWN));
    let lengths: Vec<usize> = own_lines
        .map(|mark| {
            if let Mark::Line(points, _) = mark {
                points.len()
            } else {
                0
            }
        })
        .collect();
    assert_eq!(lengths, [2, 3]);
    assert!(texts(&sheet).iter().any(|(words, _)| words == "c"));
    assert!(
        texts(&sheet)
            .iter()
            .any(|(words, _)| words.starts_with("c = suppressed (Bournemouth"))
    );
}

/// Each panel has its own axis: a large indicator does not press a small one flat.
#[test]
fn every_panel_of_multiples_has_its_own_axis_from_zero() {
    let near = |top: f64| {
        (0_u8..6)
            .map(|at| Point::Known(top * (1.0 - 0.02 * f64::from(at))))
            .collect::<Vec<_>>()
    };
    let mut chart = panels(2, &near(60.0), &near(55.0));
    chart.panels[1] = panels(1, &near(60_000.0), &near(55_000.0)).panels.remove(0);
    let own_tops = |style: Style| -> Vec<f64> {
        let sheet = multiples::sheet(&chart, style);
        let lines = sheet.marks.iter().filter_map(|mark| match mark {
            Mark::Line(points, stroke)
                if stroke.colour == super::theme::OWN.colour && points.len() == 3 =>
            {
                Some(points)
            }
            _ => None,
        });
        lines
            .map(|points| points.iter().map(|(_, y)| *y).fold(f64::INFINITY, f64::min))
            .collect()
    };
    let tops = own_tops(Style::default());
    assert_eq!(tops.len(), 4, "two stretches a panel, parted by the break");
    assert!((tops[0] - tops[2]).abs() < 1.0, "{tops:?}");
    let words = |style: Style| {
        texts(&multiples::sheet(&chart, style))
            .into_iter()
            .map(|(words, _)| words)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        words(Style::default())
            .iter()
            .filter(|words| *words == "0")
            .count(),
        2
    );
    assert_eq!(
        words(Style {
            from_zero: false,
            ..Style::default()
        })
        .iter()
        .filter(|words| *words == "0")
        .count(),
        0
    );
}

#[test]
fn a_suppressed_year_is_a_gap_in_its_panel() {
    let mut own = falling(6, 60.0);
    own[5] = gap();
    let mut chart = panels(1, &own, &falling(6, 50.0));
    chart.panels[0].breaks.clear();
    let words: Vec<String> = texts(&multiples::sheet(&chart, Style::default()))
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    for part in ["c", "20.0 (2014/15-16/17)"] {
        assert!(
            words.iter().any(|words| words == part),
            "{part} in {words:?}"
        );
    }
    assert!(
        words
            .iter()
            .any(|words| words.starts_with("c = suppressed.")),
        "{words:?}"
    );
}

#[test]
fn a_bar_that_towers_over_all_others_is_cut_and_named() {
    let mut values = falling(150, 120.0);
    values.insert(0, Point::Known(814.6));
    let sheet = everyone::sheet(&all(&values), Style::default());
    let words: Vec<String> = texts(&sheet).into_iter().map(|(words, _)| words).collect();
    assert!(
        words.iter().any(|words| words.contains("Bar cut short")),
        "{words:?}"
    );
    assert!(
        !words.iter().any(|words| words == "800"),
        "the axis ends with the other bars"
    );
}

/// One drawing of each form.
pub(super) fn drawings() -> Vec<Drawing> {
    let style = Style::default();
    vec![
        trend::draw(&a_trend(falling(10, 200.0), falling(10, 90.0)), style),
        ranked_bars::draw(&ranked(&falling(11, 200.0)), style),
        everyone::draw(&all(&falling(153, 200.0)), style),
        scorecard::draw(&card(28), style),
        funnel::draw(
            &a_funnel(&[
                (20_000.0, 90.0),
                (40_000.0, 120.0),
                (300_000.0, 60.0),
                (28_000.0, 184.0),
            ]),
            style,
        ),
        gap_form::draw(&a_gap(falling(10, 60.0)), style),
        control::draw(&a_control(&falling(36, 150.0), Some(90.0)), style),
        rank_interval::draw(&ranks(11, 151), style),
        multiples::draw(&panels(11, &falling(10, 200.0), &falling(10, 90.0)), style),
        pyramid::draw(&a_pyramid(3, &falling(5, 400.0)), style),
    ]
}

#[test]
fn the_same_input_gives_the_same_svg() {
    assert_eq!(drawings(), drawings());
}
