//! Names beside points of a scatter: each as near to its point as it can stand clear of other names, of the points that matter and
//! of the lines that join names to points.

use super::layout::width;
use super::sheet::{Anchor, Area, Letter, Sheet, Spot};
use super::theme::{AXIS_LINE, CAP_HEIGHT, DESCENT, Stroke};

/// A name for the point at `spot`, whose mark has the radius `clear`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tag {
    pub(super) words: String,
    pub(super) letter: Letter,
    pub(super) spot: Spot,
    pub(super) clear: f64,
}

/// Where a name stands, and where the line from its point ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Settled {
    words: Area,
    leader: Option<(Spot, Spot)>,
}

/// What names keep off: `hard` never touched, `soft` (marks of context) and `lines` only where nothing else is free.
pub(super) struct Ground<'a> {
    pub(super) room: Area,
    pub(super) hard: &'a [Area],
    pub(super) soft: &'a [Area],
    pub(super) lines: &'a [(Spot, Spot)],
}

/// Air around a name.
const AIR: f64 = 2.0;
/// Distances tried between a point and its name, in pixels.
const STEP: f64 = 11.0;
const STEPS: u8 = 26;
const DIRECTIONS: u8 = 24;
/// What it costs, in pixels of distance, to cover a mark of context or a line.
const COVERING: f64 = 26.0;
const CROSSING: f64 = 9.0;
/// Nearer than this a name needs no line to its point.
const ADJACENT: f64 = 14.0;

/// How often those left without a place may go first.
const ROUNDS: u8 = 12;

/// A place for each tag, served in their order; nothing where none is free. A tag that is left over goes before all others but the first
/// in the next round, and the round that leaves fewest is kept.
pub(super) fn settle(tags: &[Tag], ground: &Ground<'_>) -> Vec<Option<Settled>> {
    let mut order: Vec<usize> = (0..tags.len()).collect();
    let mut best: Option<(usize, Vec<Option<Settled>>)> = None;
    for _ in 0..ROUNDS {
        let settled = in_order(tags, &order, ground);
        let missed = settled.iter().filter(|place| place.is_none()).count();
        order.sort_by_key(|at| *at > 0 && settled[*at].is_some());
        order.sort_by_key(|at| *at > 0);
        if best.as_ref().is_none_or(|(least, _)| missed < *least) {
            best = Some((missed, settled));
        }
        if missed == 0 {
            break;
        }
    }
    best.map_or(Vec::new(), |(_, settled)| settled)
}

fn in_order(tags: &[Tag], order: &[usize], ground: &Ground<'_>) -> Vec<Option<Settled>> {
    let mut placed: Vec<Settled> = Vec::new();
    let mut all = vec![None; tags.len()];
    for at in order {
        let (at, tag) = (*at, &tags[*at]);
        let points: Vec<Area> = tags
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, other)| point(other.spot, other.clear + 1.0))
            .collect();
        // The first is named whatever the crowd around it: its line may run over other points, where another's would mislead.
        let over = || {
            if at == 0 {
                place(tag, ground, &points, &placed, &[])
            } else {
                None
            }
        };
        let best = place(tag, ground, &points, &placed, &points).or_else(over);
        placed.extend(best);
        all[at] = best;
    }
    all
}

/// Draws the names that found a place, with their lines under them.
pub(super) fn draw(sheet: &mut Sheet, tags: &[Tag], settled: &[Option<Settled>]) {
    for place in settled.iter().flatten() {
        if let Some((from, to)) = place.leader {
            sheet.line(vec![from, to], Stroke::solid(AXIS_LINE, 1.4));
        }
    }
    for (tag, place) in tags.iter().zip(settled) {
        if let Some(place) = place {
            let baseline = place.words.bottom - tag.letter.size * DESCENT;
            sheet.text(
                &tag.words,
                (place.words.left, baseline),
                Anchor::Start,
                tag.letter.with_halo(),
            );
        }
    }
}

fn point((x, y): Spot, by: f64) -> Area {
    Area {
        left: x,
        top: y,
        right: x,
        bottom: y,
    }
    .grown(by)
}

fn place(
    tag: &Tag,
    ground: &Ground<'_>,
    points: &[Area],
    placed: &[Settled],
    unlined: &[Area],
) -> Option<Settled> {
    let mut best: Option<(f64, Settled)> = None;
    for step in 0..STEPS {
        let far = f64::from(step) * STEP;
        if best.is_some_and(|(cost, _)| cost <= far) {
            break;
        }
        for turn in 0..DIRECTIONS {
            let candidate = at(
                tag,
                far,
                f64::from(turn) / f64::from(DIRECTIONS) * std::f64::consts::TAU,
            );
            let lined = candidate
                .leader
                .is_some_and(|(from, to)| unlined.iter().any(|other| other.meets_line(from, to)));
            if lined || !free(&candidate, tag, ground, points, placed) {
                continue;
            }
            let air = candidate.words.grown(AIR);
            let covered = ground
                .soft
                .iter()
                .filter(|mark| mark.overlaps(&air))
                .count() as f64;
            let crossed = ground
                .lines
                .iter()
                .filter(|(from, to)| air.meets_line(*from, *to))
                .count() as f64;
            let cost = far + covered * COVERING + crossed * CROSSING;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, candidate));
            }
        }
    }
    best.map(|(_, settled)| settled)
}

/// The name `far` pixels off the mark in direction `angle` (0 to the right, clockwise).
fn at(tag: &Tag, far: f64, angle: f64) -> Settled {
    let (length, height) = (
        width(&tag.words, tag.letter),
        tag.letter.size * (CAP_HEIGHT + DESCENT + 0.06),
    );
    let (along, down) = (angle.cos(), angle.sin());
    let reach = tag.clear + 3.0 + far;
    let (x, y) = (tag.spot.0 + along * reach, tag.spot.1 + down * reach);
    // The side of the name that faces the point touches the end of the reach; between the quarters it slides along.
    let left = x - length / 2.0 * (1.0 - (along * 1.6).clamp(-1.0, 1.0));
    let top = y - height / 2.0 * (1.0 - (down * 1.6).clamp(-1.0, 1.0));
    let words = Area {
        left,
        top,
        right: left + length,
        bottom: top + height,
    };
    let near = (
        tag.spot.0.clamp(words.left, words.right),
        tag.spot.1.clamp(words.top + 3.0, words.bottom - 3.0),
    );
    let gap = (near.0 - tag.spot.0).hypot(near.1 - tag.spot.1);
    let from = (
        tag.spot.0 + (near.0 - tag.spot.0) / gap * tag.clear,
        tag.spot.1 + (near.1 - tag.spot.1) / gap * tag.clear,
    );
    Settled {
        words,
        leader: (gap > tag.clear + ADJACENT).then_some((from, near)),
    }
}

fn free(
    candidate: &Settled,
    tag: &Tag,
    ground: &Ground<'_>,
    points: &[Area],
    placed: &[Settled],
) -> bool {
    let Settled { words, leader } = candidate;
    let (room, air) = (&ground.room, words.grown(AIR));
    let inside = words.left >= room.left
        && words.right <= room.right
        && words.top >= room.top
        && words.bottom <= room.bottom;
    inside
        && !air.overlaps(&point(tag.spot, tag.clear))
        && !ground
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

/// Whether two stretches cut each other.
fn cross(one: (Spot, Spot), two: (Spot, Spot)) -> bool {
    let side = |(from, to): (Spot, Spot), spot: Spot| {
        (to.0 - from.0) * (spot.1 - from.1) - (to.1 - from.1) * (spot.0 - from.0)
    };
    side(one, two.0) * side(one, two.1) < 0.0 && side(two, one.0) * side(two, one.1) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn settled_names_stay_in_the_room_and_apart(spots in prop::collection::vec((0.0..900.0_f64, 0.0..500.0_f64), 1..30)) {
            let tags: Vec<Tag> = spots
                .iter()
                .enumerate()
                .map(|(at, spot)| Tag { words: format!("Authority {at}"), letter: Letter::plain(20.0), spot: *spot, clear: 6.0 })
                .collect();
            let room = Area { left: -10.0, top: -10.0, right: 1_000.0, bottom: 520.0 };
            let settled = settle(&tags, &Ground { room, hard: &[], soft: &[], lines: &[] });
            for (at, one) in settled.iter().enumerate() {
                let Some(one) = one else { continue };
                prop_assert!(one.words.left >= room.left && one.words.bottom <= room.bottom);
                for other in settled[..at].iter().flatten() {
                    prop_assert!(!one.words.overlaps(&other.words));
                }
            }
        }
    }

    #[test]
    fn a_lone_name_stands_beside_its_point() {
        let tag = Tag {
            words: "Rutland".to_owned(),
            letter: Letter::plain(20.0),
            spot: (100.0, 100.0),
            clear: 6.0,
        };
        let room = Area {
            left: 0.0,
            top: 0.0,
            right: 400.0,
            bottom: 200.0,
        };
        let settled = settle(
            &[tag],
            &Ground {
                room,
                hard: &[],
                soft: &[],
                lines: &[],
            },
        );
        assert_eq!(settled.len(), 1);
        assert!(settled[0].is_some_and(|place| place.leader.is_none() && place.words.left > 106.0));
    }
}
