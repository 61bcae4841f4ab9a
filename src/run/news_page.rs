//! News on one page: the weightiest points in full, the others in a few words, and where the rest is told.

use super::news::{Item, Part};
use crate::finding::words::news::{
    BEYOND, OF_UNTESTED, OF_VARIATION, Shared, UNTESTED, WITHIN, also, rest,
};
use crate::paper::digest::Digest;

/// Lines of one page.
const PAGE: usize = 60;

/// Above the points.
pub(crate) struct Headline {
    pub(crate) title: String,
    pub(crate) about: String,
}

/// How many points of a part are told in full, and how many more in brief.
#[derive(Clone, Copy)]
struct Room {
    full: usize,
    brief: usize,
}

/// From the roomiest to the closest; a page with less than the last would say nothing.
const ROOMS: [Room; 11] = [
    Room { full: 40, brief: 0 },
    Room {
        full: 14,
        brief: 40,
    },
    Room {
        full: 12,
        brief: 40,
    },
    Room {
        full: 10,
        brief: 40,
    },
    Room { full: 8, brief: 40 },
    Room { full: 7, brief: 40 },
    Room { full: 6, brief: 20 },
    Room { full: 5, brief: 14 },
    Room { full: 4, brief: 12 },
    Room { full: 3, brief: 8 },
    Room { full: 2, brief: 4 },
];

/// The fullest page that `lines` finds short enough.
pub(crate) fn page(
    items: &[Item],
    headline: &Headline,
    lines: &dyn Fn(&Digest) -> usize,
) -> Digest {
    let of = |room: Room| digest(items, headline, room);
    let [.., closest] = ROOMS;
    ROOMS
        .into_iter()
        .map(of)
        .find(|digest| lines(digest) <= PAGE)
        .unwrap_or_else(|| of(closest))
}

fn digest(items: &[Item], headline: &Headline, room: Room) -> Digest {
    let (mut in_brief, mut left_out) = (0, 0);
    let mut part = |part: Part| {
        let points: Vec<&Item> = items.iter().filter(|item| item.part == part).collect();
        // New figures are what the page is for; who is missing is named as long as it can be.
        let full = match part {
            _ if room.brief == 0 => room.full,
            Part::New => room.full,
            Part::Revised => room.full.div_ceil(2),
            Part::NotUpdated => 0,
            Part::Missing => room.full.max(4),
        };
        let has_room = |item: &&&Item| !item.is_minor || room.brief == 0;
        let told: Vec<&&Item> = points.iter().filter(has_room).take(full).collect();
        let others = points.iter().filter(|item| !told.contains(item)).copied();
        let (late, others): (Vec<&Item>, Vec<&Item>) =
            others.partition(|item| part == Part::NotUpdated && item.weight > 0);
        let shared = match part {
            Part::NotUpdated => Shared::Due,
            Part::Revised if others.iter().all(|item| item.is_minor) => Shared::Still,
            _ => Shared::Nothing,
        };
        let mut told: Vec<String> = told.into_iter().map(|item| item.text.clone()).collect();
        for (some, shared) in [(late, Shared::Overdue), (others, shared)] {
            let briefs: Vec<&str> = some
                .iter()
                .take(room.brief)
                .map(|item| item.brief.as_str())
                .collect();
            let more = some.len() - briefs.len();
            // What waits is told as well in brief as in full.
            in_brief += if part == Part::NotUpdated {
                0
            } else {
                briefs.len()
            };
            left_out += more;
            told.extend(also(&briefs, more, shared));
        }
        (part.heading().to_owned(), told)
    };
    let parts = Part::ALL
        .map(&mut part)
        .into_iter()
        .filter(|(_, told)| !told.is_empty())
        .collect::<Vec<_>>();
    let says = |words: &str| {
        parts
            .iter()
            .flat_map(|(_, points)| points)
            .any(|point| point.contains(words))
    };
    let meanings = [
        (says(WITHIN) || says(BEYOND), OF_VARIATION),
        (says(UNTESTED), OF_UNTESTED),
    ];
    let meanings: Vec<&str> = meanings
        .into_iter()
        .filter(|(is_said, _)| *is_said)
        .map(|(_, meaning)| meaning)
        .collect();
    let meanings = Some(meanings.join(" ")).filter(|meanings| !meanings.is_empty());
    let notes = meanings
        .into_iter()
        .chain(rest(in_brief, left_out))
        .collect();
    Digest {
        title: headline.title.clone(),
        about: headline.about.clone(),
        parts,
        notes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(part: Part, number: u32) -> Item {
        let text = |what: &str| format!("{what} {number}");
        let (indicator, period) = (String::new(), String::new());
        Item {
            part,
            weight: 100 - number,
            indicator,
            period,
            text: text("Point"),
            brief: text("point"),
            is_minor: false,
        }
    }

    #[test]
    fn a_page_is_filled_and_says_what_it_leaves_out() {
        let headline = Headline {
            title: "T".to_owned(),
            about: "A".to_owned(),
        };
        let items: Vec<Item> = (0..60).map(|number| item(Part::New, number)).collect();
        let lines = |digest: &Digest| {
            digest
                .parts
                .iter()
                .map(|(_, points)| points.len() * 3)
                .sum()
        };
        let few = page(&items[..5], &headline, &lines);
        assert_eq!((few.parts[0].1.len(), few.notes.len()), (5, 0));
        let many = page(&items, &headline, &lines);
        let [(_, points)] = many.parts.as_slice() else {
            panic!("one part")
        };
        assert_eq!(points.len(), 15, "fourteen in full, the others in one line");
        assert!(
            points[14].contains("point 53") && points[14].contains("6 more"),
            "{}",
            points[14]
        );
        assert!(
            many.notes.iter().any(|note| note.contains("--format csv")),
            "{:?}",
            many.notes
        );
    }
}
