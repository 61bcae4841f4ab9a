//! News on one page: the weightiest points in full, the others in a few words, and where the rest can be read.

use super::{NewsItem, NewsPart};
use crate::finding::prose::news::{Shared, also, rest};
use crate::paper::digest::Digest;

/// Lines of one page.
const PAGE: usize = 60;

/// What stands above the points.
pub(crate) struct NewsHeadline {
    pub(crate) title: String,
    pub(crate) about: String,
}

/// How many points of a part are written in full, and how many more in brief.
#[derive(Clone, Copy)]
struct PageRoom {
    full: usize,
    brief: usize,
}

/// From the most room to the least; a page with less than the last would say nothing.
const ROOMS: [PageRoom; 11] = [
    PageRoom { full: 40, brief: 0 },
    PageRoom {
        full: 14,
        brief: 40,
    },
    PageRoom {
        full: 12,
        brief: 40,
    },
    PageRoom {
        full: 10,
        brief: 40,
    },
    PageRoom { full: 8, brief: 40 },
    PageRoom { full: 7, brief: 40 },
    PageRoom { full: 6, brief: 20 },
    PageRoom { full: 5, brief: 14 },
    PageRoom { full: 4, brief: 12 },
    PageRoom { full: 3, brief: 8 },
    PageRoom { full: 2, brief: 4 },
];

/// The fullest page that is short enough; `lines` counts the lines of one.
pub(crate) fn page(
    items: &[NewsItem],
    headline: &NewsHeadline,
    lines: fn(&Digest) -> usize,
) -> Digest {
    let [.., least] = ROOMS;
    ROOMS
        .into_iter()
        .map(|room| digest(items, headline, room))
        .find(|digest| lines(digest) <= PAGE)
        .unwrap_or_else(|| digest(items, headline, least))
}

fn digest(items: &[NewsItem], headline: &NewsHeadline, room: PageRoom) -> Digest {
    let shown = NewsPart::ALL.map(|part| shown_part(items, part, room));
    let in_brief = shown.iter().map(|part| part.in_brief).sum();
    let left_out = shown.iter().map(|part| part.left_out).sum();
    let parts: Vec<(String, Vec<String>)> = NewsPart::ALL
        .into_iter()
        .zip(shown)
        .filter(|(_, shown)| !shown.points.is_empty())
        .map(|(part, shown)| (part.heading().to_owned(), shown.points))
        .collect();
    let notes = rest(in_brief, left_out).into_iter().collect();
    Digest {
        title: headline.title.clone(),
        about: headline.about.clone(),
        parts,
        notes,
    }
}

/// What a page shows of one part.
struct ShownPart {
    points: Vec<String>,
    /// How many points are written in brief alone, and how many not at all.
    in_brief: usize,
    left_out: usize,
}

fn shown_part(items: &[NewsItem], part: NewsPart, room: PageRoom) -> ShownPart {
    let all: Vec<&NewsItem> = items.iter().filter(|item| item.part == part).collect();
    let in_full: Vec<&NewsItem> = all
        .iter()
        .filter(|item| !item.is_minor || room.brief == 0)
        .take(told_in_full(part, room))
        .copied()
        .collect();
    let others = all.iter().filter(|item| !in_full.contains(item)).copied();
    let (late, others): (Vec<&NewsItem>, Vec<&NewsItem>) =
        others.partition(|item| part == NewsPart::NotUpdated && item.weight > 0);
    let shared = match part {
        NewsPart::NotUpdated => Shared::Due,
        NewsPart::Revised if others.iter().all(|item| item.is_minor) => Shared::Still,
        _ => Shared::Nothing,
    };
    let mut shown = ShownPart {
        points: in_full.into_iter().map(|item| item.text.clone()).collect(),
        in_brief: 0,
        left_out: 0,
    };
    for (some, shared) in [(late, Shared::Overdue), (others, shared)] {
        let briefs: Vec<&str> = some
            .iter()
            .take(room.brief)
            .map(|item| item.brief.as_str())
            .collect();
        let more = some.len() - briefs.len();
        // What is awaited loses nothing in brief.
        if part != NewsPart::NotUpdated {
            shown.in_brief += briefs.len();
        }
        shown.left_out += more;
        shown.points.extend(also(&briefs, more, shared));
    }
    shown
}

/// New figures are what the page is for; which neighbours lack a figure is written as long as there is room for it.
fn told_in_full(part: NewsPart, room: PageRoom) -> usize {
    match part {
        _ if room.brief == 0 => room.full,
        NewsPart::New => room.full,
        NewsPart::Revised => room.full.div_ceil(2),
        NewsPart::NotUpdated => 0,
        NewsPart::Missing => room.full.max(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(part: NewsPart, number: u32) -> NewsItem {
        let (indicator, period) = (String::new(), String::new());
        NewsItem {
            part,
            weight: 100 - number,
            indicator,
            period,
            text: format!("Point {number}"),
            brief: format!("point {number}"),
            is_minor: false,
        }
    }

    fn lines(digest: &Digest) -> usize {
        let points = digest.parts.iter().map(|(_, points)| points.len());
        points.sum::<usize>() * 3
    }

    #[test]
    fn a_page_is_filled_and_says_what_it_leaves_out() {
        let headline = NewsHeadline {
            title: "T".to_owned(),
            about: "A".to_owned(),
        };
        let items: Vec<NewsItem> = (0..60).map(|number| item(NewsPart::New, number)).collect();
        let few = page(&items[..5], &headline, lines);
        assert_eq!((few.parts[0].1.len(), few.notes.len()), (5, 0));
        let many = page(&items, &headline, lines);
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
