//! Names beside points: each as near to its point as it can stand clear of other names, of the points that matter and of the lines
//! that join names to points.

use super::layout::width;
use super::letter::{Anchor, LetterStyle};
use super::sheet::{ChartSheet, Rect, Spot};
use super::theme::{AXIS_LINE, CAP_HEIGHT, DESCENT, Stroke};

/// A name for the point at `spot`, whose mark has the radius `clear`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PointName {
    pub(super) words: String,
    pub(super) letter: LetterStyle,
    pub(super) spot: Spot,
    pub(super) clear: f64,
}

/// Where a name stands, and the ends of the line that joins it to its point, if it needs one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlacedName {
    words: Rect,
    leader: Option<(Spot, Spot)>,
}

/// What names keep off: `hard` is never touched; `soft` (marks of context) and `lines` only where nothing else is free.
pub(super) struct NameObstacles<'a> {
    /// No name reaches beyond it.
    pub(super) room: Rect,
    pub(super) hard: &'a [Rect],
    pub(super) soft: &'a [Rect],
    pub(super) lines: &'a [(Spot, Spot)],
}

/// Distance in pixels between a name and what it keeps off.
const AIR: f64 = 2.0;
/// Distances that are tried between a point and its name, in pixels.
const STEP: f64 = 11.0;
const STEPS: u8 = 26;
const DIRECTIONS: u8 = 24;
/// What it costs, in pixels of distance, to cover a mark of context or a line.
const COVERING: f64 = 26.0;
const CROSSING: f64 = 9.0;
/// A name nearer than this needs no line to its point.
const ADJACENT: f64 = 14.0;

/// How often those left without a place may go first.
const ROUNDS: u8 = 12;

/// A place for each name, in their order of precedence; nothing where none is free. A name that is left over goes before all others but
/// the first in the next round, and the round that leaves fewest is kept.
pub(super) fn place_names(
    names: &[PointName],
    obstacles: &NameObstacles<'_>,
) -> Vec<Option<PlacedName>> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    let mut best: Option<(usize, Vec<Option<PlacedName>>)> = None;
    for _ in 0..ROUNDS {
        let placed = in_order(names, &order, obstacles);
        let missed = placed.iter().filter(|place| place.is_none()).count();
        order.sort_by_key(|at| *at > 0 && placed[*at].is_some());
        order.sort_by_key(|at| *at > 0);
        if best.as_ref().is_none_or(|(least, _)| missed < *least) {
            best = Some((missed, placed));
        }
        if missed == 0 {
            break;
        }
    }
    best.map_or(Vec::new(), |(_, placed)| placed)
}

fn in_order(
    names: &[PointName],
    order: &[usize],
    obstacles: &NameObstacles<'_>,
) -> Vec<Option<PlacedName>> {
    let mut placed: Vec<PlacedName> = Vec::new();
    let mut all = vec![None; names.len()];
    for at in order.iter().copied() {
        let name = &names[at];
        let points: Vec<Rect> = names
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, other)| Rect::around(other.spot, other.clear + 1.0))
            .collect();
        let mut best = place(name, obstacles, &points, &placed, &points);
        if best.is_none() && at == 0 {
            // The first is named in any case: its line may run over other points, where another's would mislead.
            best = place(name, obstacles, &points, &placed, &[]);
        }
        placed.extend(best);
        all[at] = best;
    }
    all
}

/// Draws the names that found a place, with their lines under them.
pub(super) fn draw(sheet: &mut ChartSheet, names: &[PointName], placed: &[Option<PlacedName>]) {
    for place in placed.iter().flatten() {
        if let Some((from, to)) = place.leader {
            sheet.line(vec![from, to], Stroke::solid(AXIS_LINE, 1.4));
        }
    }
    for (name, place) in names.iter().zip(placed) {
        if let Some(place) = place {
            let baseline = place.words.bottom - name.letter.size * DESCENT;
            sheet.text(
                &name.words,
                (place.words.left, baseline),
                Anchor::Start,
                name.letter.with_halo(),
            );
        }
    }
}

/// The cheapest free place: near the point, with little covered. Its leader touches nothing of `unlined`.
fn place(
    name: &PointName,
    obstacles: &NameObstacles<'_>,
    points: &[Rect],
    placed: &[PlacedName],
    unlined: &[Rect],
) -> Option<PlacedName> {
    let mut best: Option<(f64, PlacedName)> = None;
    for step in 0..STEPS {
        let distance = f64::from(step) * STEP;
        if best.is_some_and(|(cost, _)| cost <= distance) {
            break;
        }
        for direction in 0..DIRECTIONS {
            let angle = f64::from(direction) / f64::from(DIRECTIONS) * std::f64::consts::TAU;
            let candidate = candidate(name, distance, angle);
            let lined = candidate
                .leader
                .is_some_and(|(from, to)| unlined.iter().any(|other| other.meets_line(from, to)));
            if lined || !is_free(&candidate, name, obstacles, points, placed) {
                continue;
            }
            let air = candidate.words.grown(AIR);
            let covered = obstacles
                .soft
                .iter()
                .filter(|mark| mark.overlaps(&air))
                .count() as f64;
            let crossed = obstacles
                .lines
                .iter()
                .filter(|(from, to)| air.meets_line(*from, *to))
                .count() as f64;
            let cost = distance + covered * COVERING + crossed * CROSSING;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, candidate));
            }
        }
    }
    best.map(|(_, place)| place)
}

/// The name `distance` pixels off the mark in direction `angle` (0 to the right, clockwise).
fn candidate(name: &PointName, distance: f64, angle: f64) -> PlacedName {
    let (length, height) = (
        width(&name.words, name.letter),
        name.letter.size * (CAP_HEIGHT + DESCENT + 0.06),
    );
    let (along, down) = (angle.cos(), angle.sin());
    let reach = name.clear + 3.0 + distance;
    let (x, y) = (name.spot.0 + along * reach, name.spot.1 + down * reach);
    // The side of the name that faces the point touches the end of the reach; at angles between, the name slides along.
    let left = x - length / 2.0 * (1.0 - (along * 1.6).clamp(-1.0, 1.0));
    let top = y - height / 2.0 * (1.0 - (down * 1.6).clamp(-1.0, 1.0));
    let words = Rect {
        left,
        top,
        right: left + length,
        bottom: top + height,
    };
    let near = (
        name.spot.0.clamp(words.left, words.right),
        name.spot.1.clamp(words.top + 3.0, words.bottom - 3.0),
    );
    let gap = (near.0 - name.spot.0).hypot(near.1 - name.spot.1);
    let from = (
        name.spot.0 + (near.0 - name.spot.0) / gap * name.clear,
        name.spot.1 + (near.1 - name.spot.1) / gap * name.clear,
    );
    PlacedName {
        words,
        leader: (gap > name.clear + ADJACENT).then_some((from, near)),
    }
}

/// Whether a name lies in the room and touches no obstacle, no point and no other name or its leader.
fn is_free(
    candidate: &PlacedName,
    name: &PointName,
    obstacles: &NameObstacles<'_>,
    points: &[Rect],
    placed: &[PlacedName],
) -> bool {
    let PlacedName { words, leader } = candidate;
    let (room, air) = (&obstacles.room, words.grown(AIR));
    let inside = words.left >= room.left
        && words.right <= room.right
        && words.top >= room.top
        && words.bottom <= room.bottom;
    inside
        && !air.overlaps(&Rect::around(name.spot, name.clear))
        && !obstacles
            .hard
            .iter()
            .chain(points)
            .any(|other| other.overlaps(&air))
        && !placed.iter().any(|other| {
            other.words.overlaps(&air)
                || other
                    .leader
                    .is_some_and(|(from, to)| air.meets_line(from, to))
                || leader.is_some_and(|(from, to)| other.words.grown(AIR).meets_line(from, to))
                || leader
                    .zip(other.leader)
                    .is_some_and(|(one, two)| cross(one, two))
        })
}

/// Whether two straight lines, each from one spot to another, cut each other.
fn cross(one: (Spot, Spot), two: (Spot, Spot)) -> bool {
    side(one, two.0) * side(one, two.1) < 0.0 && side(two, one.0) * side(two, one.1) < 0.0
}

/// On which side of a line a spot lies, as the sign of the result.
fn side((from, to): (Spot, Spot), spot: Spot) -> f64 {
    (to.0 - from.0) * (spot.1 - from.1) - (to.1 - from.1) * (spot.0 - from.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn placed_names_stay_in_the_room_and_apart(spots in prop::collection::vec((0.0..900.0_f64, 0.0..500.0_f64), 1..30)) {
            let names: Vec<PointName> = spots
                .iter()
                .enumerate()
                .map(|(at, spot)| PointName { words: format!("Authority {at}"), letter: LetterStyle::plain(20.0), spot: *spot, clear: 6.0 })
                .collect();
            let room = Rect { left: -10.0, top: -10.0, right: 1_000.0, bottom: 520.0 };
            let placed = place_names(&names, &NameObstacles { room, hard: &[], soft: &[], lines: &[] });
            for (at, one) in placed.iter().enumerate() {
                let Some(one) = one else { continue };
                prop_assert!(one.words.left >= room.left && one.words.bottom <= room.bottom);
                for other in placed[..at].iter().flatten() {
                    prop_assert!(!one.words.overlaps(&other.words));
                }
            }
        }
    }

    #[test]
    fn a_lone_name_stands_beside_its_point() {
        let name = PointName {
            words: "Rutland".to_owned(),
            letter: LetterStyle::plain(20.0),
            spot: (100.0, 100.0),
            clear: 6.0,
        };
        let room = Rect {
            left: 0.0,
            top: 0.0,
            right: 400.0,
            bottom: 200.0,
        };
        let placed = place_names(
            &[name],
            &NameObstacles {
                room,
                hard: &[],
                soft: &[],
                lines: &[],
            },
        );
        assert_eq!(placed.len(), 1);
        assert!(placed[0].is_some_and(|place| place.leader.is_none() && place.words.left > 106.0));
    }
}
