//! What every form has to hold, checked for each on the same awkward inputs.

mod specimens;

use super::sheet::{ChartSheet, Rect, SheetMark};
use super::theme::OWN;
use super::{
    BrokenRule, ChartForm, ChartPoint, ChartSize, ChartStyle, ControlChart, Drawing, MOST_PANELS,
    MultiplesChart,
};
use crate::world::failing::one_of;
use proptest::prelude::*;
use specimens::{
    control, everyone, falling, funnel, gap, months_among_years, multiples, one_of_each, pyramid,
    rank_intervals, ranked_bars, scorecard, suppressed, trend,
};

/// One drawing of each form.
pub(super) fn drawings() -> Vec<Drawing> {
    one_of_each()
        .iter()
        .map(|chart| chart.draw(ChartStyle::default()))
        .collect()
}

/// The texts of a sheet, each with the rectangle it covers.
fn texts(sheet: &ChartSheet) -> Vec<(String, Rect)> {
    let texts = sheet.marks.iter().filter_map(|mark| match mark {
        SheetMark::Text(text) => Some((text.words.clone(), text.extent())),
        _ => None,
    });
    texts.collect()
}

/// The texts of a chart.
fn words(chart: &dyn ChartForm, style: ChartStyle) -> Vec<String> {
    texts(&chart.sheet(style))
        .into_iter()
        .map(|(words, _)| words)
        .collect()
}

/// The ink of text: capitals to descenders, without the generous line of the font.
fn tight(area: &Rect) -> Rect {
    let height = area.height();
    Rect {
        left: area.left + 0.5,
        top: area.top + 0.2 * height,
        right: area.right - 0.5,
        bottom: area.bottom - 0.22 * height,
    }
}

/// In every style all texts stay on the sheet and no text overlaps another.
fn check(name: &str, chart: &dyn ChartForm) {
    for style in styles() {
        check_in(style, name, chart);
    }
}

fn check_in(style: ChartStyle, name: &str, chart: &dyn ChartForm) {
    let sheet = chart.sheet(style);
    let texts = texts(&sheet);
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

fn styles() -> [ChartStyle; 5] {
    [
        (true, true, ChartSize::Slide),
        (true, false, ChartSize::Slide),
        (false, true, ChartSize::Slide),
        (false, false, ChartSize::Slide),
        (false, true, ChartSize::Paper),
    ]
    .map(|(title_in_image, from_zero, size)| ChartStyle {
        title_in_image,
        from_zero,
        size,
    })
}

fn value() -> impl Strategy<Value = ChartPoint> {
    prop_oneof![
        6 => (-50.0..200.0_f64).prop_map(ChartPoint::Known),
        1 => Just(suppressed()),
        1 => Just(ChartPoint::Absent),
    ]
}

/// Two series of one length.
fn two_series() -> impl Strategy<Value = (Vec<ChartPoint>, Vec<ChartPoint>)> {
    (1_usize..16).prop_flat_map(|n| {
        (
            prop::collection::vec(value(), n),
            prop::collection::vec(value(), n),
        )
    })
}

fn scaled(points: &[ChartPoint], scale: f64) -> Vec<ChartPoint> {
    points
        .iter()
        .map(|point| match point.known() {
            Some(value) => ChartPoint::Known(value * scale),
            None => point.clone(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48 / one_of(2) as u32))]

    #[test]
    fn words_of_a_trend_stay_on_the_sheet_and_apart(
        series in two_series(),
        scale in prop_oneof![Just(0.001), Just(1.0), Just(60_000.0)],
    ) {
        check("trend", &trend(scaled(&series.0, scale), scaled(&series.1, scale)));
    }

    #[test]
    fn words_of_ranked_bars_stay_on_the_sheet_and_apart(values in prop::collection::vec(value(), 0..34)) {
        check("ranked bars", &ranked_bars(&values));
    }

    #[test]
    fn words_of_a_gap_stay_on_the_sheet_and_apart(gaps in prop::collection::vec(value(), 1..16)) {
        check("gap", &gap(gaps));
    }

    #[test]
    fn words_of_multiples_stay_on_the_sheet_and_apart(series in two_series(), count in 1..=MOST_PANELS) {
        check("multiples", &multiples(count, &series.0, &series.1));
    }

    #[test]
    fn words_of_a_control_chart_stay_on_the_sheet_and_apart(
        values in prop::collection::vec(value(), 1..64),
        target in prop::option::of(-10.0..200.0_f64),
    ) {
        check("control", &control(&values, target));
    }

    #[test]
    fn words_of_months_among_years_stay_on_the_sheet_and_apart(
        years in prop::collection::vec(value(), 1..14),
        months in prop::collection::vec(value(), 0..40),
        from in -1.0..14.0_f64,
    ) {
        check("months among years", &months_among_years(years, months, from));
    }

    #[test]
    fn words_of_a_pyramid_stay_on_the_sheet_and_apart(values in prop::collection::vec(value(), 1..12), levels in 1_usize..6) {
        check("pyramid", &pyramid(levels, &values));
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
        let mut points: Vec<ChartPoint> = values.into_iter().map(ChartPoint::Known).collect();
        points.push(suppressed());
        check("everyone", &everyone(&points));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8 / one_of(2) as u32))]

    #[test]
    fn words_of_a_funnel_stay_on_the_sheet_and_apart(
        mut values in prop::collection::vec((1_500.0..90_000.0_f64, 10.0..140.0_f64), 0..153),
        outlier in prop::option::of((2_000.0..400_000.0_f64, 300.0..900.0_f64)),
    ) {
        values.extend(outlier);
        for style in [styles()[0], styles()[2]] {
            check_in(style, "funnel", &funnel(&values));
        }
    }
}

#[test]
fn words_of_ranks_stay_on_the_sheet_and_apart() {
    for (rows, count) in [(0, 11), (1, 1), (8, 151), (11, 151), (16, 11), (45, 153)] {
        check("rank intervals", &rank_intervals(rows, count));
    }
}

#[test]
fn words_of_a_scorecard_stay_on_the_sheet_and_apart() {
    for rows in [0, 1, 8, 25, 30, 45] {
        check("scorecard", &scorecard(rows));
    }
}

#[test]
fn everyone_picked_out_in_a_funnel_is_named_in_it_or_under_it() {
    let values: Vec<(f64, f64)> = (0..60)
        .map(|at| (20_000.0 + f64::from(at) * 5.0, 60.0 + f64::from(at)))
        .collect();
    let mut chart = funnel(&values);
    for (at, dot) in chart.dots.iter_mut().enumerate() {
        dot.label = format!("Authority {at:02}");
    }
    let words = words(&chart, ChartStyle::default()).join(" ");
    for dot in chart
        .dots
        .iter()
        .filter(|dot| dot.own || dot.neighbour || dot.outside)
    {
        assert_eq!(
            words.matches(&dot.label).count(),
            1,
            "{} is named once",
            dot.label
        );
    }
}

#[test]
fn a_broken_rule_is_shown_by_shape_and_by_name() {
    let mut chart = control(&falling(14, 60.0), None);
    chart.dots.iter_mut().for_each(|dot| dot.signal = None);
    assert_eq!(shapes_and_names(&chart), (0, 0));
    for at in [11, 12] {
        chart.dots[at].signal = Some(BrokenRule {
            high: false,
            rule: "below the lower limit".to_owned(),
        });
    }
    // A rim and a filling each; one name for both points.
    assert_eq!(shapes_and_names(&chart), (4, 1));
}

/// How many shapes a chart has, and how many texts that name the rule.
fn shapes_and_names(chart: &ControlChart) -> (usize, usize) {
    let sheet = chart.sheet(ChartStyle::default());
    let named = texts(&sheet)
        .iter()
        .filter(|(words, _)| words.contains("below the lower limit"))
        .count();
    let shapes = sheet
        .marks
        .iter()
        .filter(|mark| matches!(mark, SheetMark::Shape(..)))
        .count();
    (shapes, named)
}

#[test]
fn thirty_rows_fit_the_page_of_every_chart() {
    let mut card = scorecard(30);
    card.heads.own = "Blackpool".to_owned();
    card.heads.region = "North West".to_owned();
    card.caption.subtitle = "Thirty indicators".to_owned();
    let drawing = card.draw(ChartStyle::default());
    assert_eq!((drawing.width, drawing.height), (1600, 900));
}

#[test]
fn an_own_line_without_a_figure_is_still_named() {
    let mut suppressed_last = falling(5, 50.0);
    suppressed_last[4] = suppressed();
    for (own, expected) in [
        (
            vec![suppressed(); 5],
            "and Poole: no figure published (suppressed)",
        ),
        (
            vec![ChartPoint::Absent; 5],
            "and Poole: no figure published",
        ),
        (suppressed_last, "and Poole: suppressed in"),
    ] {
        let chart = trend(own, falling(5, 90.0));
        let words = words(&chart, ChartStyle::default()).join(" ");
        assert!(words.contains(expected), "{words}");
    }
}

#[test]
fn the_reason_of_a_break_is_read_to_its_end() {
    let mut chart = trend(falling(6, 80.0), falling(6, 90.0));
    let reason = "Places of this kind had to be registered from the autumn; those that were not moved their young people to \
        other homes, and authorities did not all record that in the same way or in the same year.";
    chart.breaks[0].reason = reason.to_owned();
    check("a long reason", &chart);
    for style in styles() {
        let shown = words(&chart, style).join(" ");
        assert!(shown.contains(reason), "{style:?}: {shown}");
    }
}

#[test]
fn a_gap_breaks_the_line_and_shows_its_symbol() {
    let mut own = falling(6, 60.0);
    own[2] = suppressed();
    let mut chart = trend(own, vec![ChartPoint::Absent; 6]);
    chart.breaks.clear();
    let sheet = chart.sheet(ChartStyle::default());
    let lengths: Vec<usize> = sheet
        .marks
        .iter()
        .filter_map(|mark| match mark {
            SheetMark::Line(points, stroke) if *stroke == OWN => Some(points.len()),
            _ => None,
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
    let mut chart = multiples(2, &near(60.0), &near(55.0));
    chart.panels[1] = multiples(1, &near(60_000.0), &near(55_000.0))
        .panels
        .remove(0);
    let tops = own_tops(&chart);
    assert_eq!(tops.len(), 4, "two stretches a panel, parted by the break");
    assert!((tops[0] - tops[2]).abs() < 1.0, "{tops:?}");
    for (from_zero, zeros) in [(true, 2), (false, 0)] {
        let style = ChartStyle {
            from_zero,
            ..ChartStyle::default()
        };
        let words = words(&chart, style);
        assert_eq!(words.iter().filter(|words| *words == "0").count(), zeros);
    }
}

/// Six values a little below `top`.
fn near(top: f64) -> Vec<ChartPoint> {
    (0_u8..6)
        .map(|at| ChartPoint::Known(top * (1.0 - 0.02 * f64::from(at))))
        .collect()
}

/// The heights of the stretches of the own lines.
fn own_tops(chart: &MultiplesChart) -> Vec<f64> {
    let sheet = chart.sheet(ChartStyle::default());
    sheet
        .marks
        .iter()
        .filter_map(|mark| match mark {
            SheetMark::Line(points, stroke) if stroke.colour == OWN.colour && points.len() == 3 => {
                Some(points)
            }
            _ => None,
        })
        .map(|points| points.iter().map(|(_, y)| *y).fold(f64::INFINITY, f64::min))
        .collect()
}

#[test]
fn a_suppressed_year_is_a_gap_in_its_panel() {
    let mut own = falling(6, 60.0);
    own[5] = suppressed();
    let mut chart = multiples(1, &own, &falling(6, 50.0));
    chart.panels[0].breaks.clear();
    let words = words(&chart, ChartStyle::default());
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
fn a_bar_far_higher_than_all_others_is_cut_and_named() {
    let mut values = falling(150, 120.0);
    values.insert(0, ChartPoint::Known(814.6));
    let words = words(&everyone(&values), ChartStyle::default());
    assert!(
        words.iter().any(|words| words.contains("Bar cut short")),
        "{words:?}"
    );
    assert!(
        !words.iter().any(|words| words == "800"),
        "the axis ends with the other bars"
    );
}

#[test]
fn the_same_input_gives_the_same_svg() {
    assert_eq!(drawings(), drawings());
}
