//! What fits: parts that may leave a paper go to its annex, lightest first, until the rest has room.

use crate::finding::words::papers;
use crate::paper::{Block, Paper, Section, Span, length};

/// A block, and what it weighs; none where it belongs to the paper whatever its length.
pub(super) struct Part {
    pub(super) weight: Option<u32>,
    pub(super) block: Block,
}

impl Part {
    pub(super) fn fixed(block: Block) -> Part {
        Part {
            weight: None,
            block,
        }
    }

    pub(super) fn weighing(weight: u32, block: Block) -> Part {
        Part {
            weight: Some(weight),
            block,
        }
    }
}

/// A section on its way into the paper.
pub(super) struct Draft {
    pub(super) heading: String,
    pub(super) parts: Vec<Part>,
}

/// The sections that fit so many pages below a paper's head, and those of the annex.
pub(super) fn fit(
    head: &Paper,
    drafts: &[Draft],
    max_pages: usize,
) -> (Vec<Section>, Vec<Section>) {
    let limit = u32::try_from(max_pages).map_or(f64::MAX, f64::from);
    let mut stays: Vec<Vec<bool>> = drafts
        .iter()
        .map(|draft| vec![true; draft.parts.len()])
        .collect();
    let fits = |stays: &[Vec<bool>]| {
        length::pages(&Paper {
            sections: chosen(drafts, stays, true),
            ..head.clone()
        }) <= limit
    };
    let mut left = Vec::new();
    while !fits(&stays) {
        let Some(place) = lightest(drafts, &stays) else {
            break;
        };
        put(&mut stays, place, false);
        left.push(place);
    }
    // What left to make room may have left more than was needed: the heaviest of it comes back where it still fits.
    for place in left.into_iter().rev() {
        put(&mut stays, place, true);
        if !fits(&stays) {
            put(&mut stays, place, false);
        }
    }
    (chosen(drafts, &stays, true), chosen(drafts, &stays, false))
}

fn put(stays: &mut [Vec<bool>], (section, part): (usize, usize), stay: bool) {
    if let Some(slot) = stays
        .get_mut(section)
        .and_then(|section| section.get_mut(part))
    {
        *slot = stay;
    }
}

/// Of equal weights the last one goes first: parts stand in the order in which they are wanted.
fn lightest(drafts: &[Draft], stays: &[Vec<bool>]) -> Option<(usize, usize)> {
    let parts = drafts
        .iter()
        .zip(stays)
        .enumerate()
        .flat_map(|(section, (draft, stays))| {
            draft
                .parts
                .iter()
                .zip(stays)
                .enumerate()
                .filter(|(_, (_, stay))| **stay)
                .map(move |(part, (of, _))| (of.weight, section, part))
        });
    let movable = parts.filter_map(|(weight, section, part)| Some((weight?, section, part)));
    movable
        .min_by_key(|(weight, section, part)| (*weight, std::cmp::Reverse((*section, *part))))
        .map(|(_, section, part)| (section, part))
}

fn chosen(drafts: &[Draft], stays: &[Vec<bool>], staying: bool) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut elsewhere = Vec::new();
    for (draft, stays) in drafts.iter().zip(stays) {
        let picked = draft
            .parts
            .iter()
            .zip(stays)
            .filter(|(_, stay)| **stay == staying)
            .map(|(part, _)| part.block.clone());
        let blocks: Vec<Block> = picked.collect();
        if staying && stays.contains(&false) {
            elsewhere.push(draft.heading.clone());
        }
        if !blocks.is_empty() {
            sections.push(Section {
                number: String::new(),
                heading: draft.heading.clone(),
                blocks,
            });
        }
    }
    if let Some(last) = sections.last_mut().filter(|_| !elsewhere.is_empty()) {
        last.blocks
            .push(Block::Plain(vec![Span::text(papers::in_annex(&elsewhere))]));
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(weights: &[Option<u32>]) -> Vec<Draft> {
        let long = "word ".repeat(600);
        let part = |weight: &Option<u32>| Part {
            weight: *weight,
            block: Block::Plain(vec![Span::text(&long)]),
        };
        vec![Draft {
            heading: "H".to_owned(),
            parts: weights.iter().map(part).collect(),
        }]
    }

    #[test]
    fn the_lightest_leave_and_what_is_fixed_stays() {
        let head = Paper {
            title: "T".to_owned(),
            authority: String::new(),
            front: Vec::new(),
            sections: Vec::new(),
            foot: String::new(),
        };
        let (paper, annex) = fit(&head, &draft(&[Some(5), None, Some(9), Some(1)]), 2);
        assert_eq!(
            (paper[0].blocks.len(), annex[0].blocks.len()),
            (3, 2),
            "two stay, with a line that says so"
        );
        let (paper, annex) = fit(&head, &draft(&[None, None, None]), 1);
        assert_eq!((paper[0].blocks.len(), annex.len()), (3, 0));
        let (paper, annex) = fit(&head, &draft(&[Some(1)]), 9);
        assert_eq!((paper[0].blocks.len(), annex.len()), (1, 0));
    }
}
