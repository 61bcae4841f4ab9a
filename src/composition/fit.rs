//! Fits a paper into its pages: the lightest of the blocks that may leave it go to its annex until the rest has room.

use crate::finding::prose::papers;
use crate::paper::write::docx;
use crate::paper::{Block, Paper, Section, TextSpan};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A block, with those that go where it goes, and its weight; none where it stays in the paper whatever the paper's length.
pub(super) struct WeighedBlock {
    pub(super) weight: Option<u32>,
    pub(super) blocks: Vec<Block>,
}

impl WeighedBlock {
    pub(super) fn fixed(block: Block) -> WeighedBlock {
        WeighedBlock {
            weight: None,
            blocks: vec![block],
        }
    }

    pub(super) fn weighing(weight: u32, block: Block) -> WeighedBlock {
        WeighedBlock {
            weight: Some(weight),
            blocks: vec![block],
        }
    }

    /// The same with blocks that go where it goes.
    pub(super) fn with(mut self, blocks: impl IntoIterator<Item = Block>) -> WeighedBlock {
        self.blocks.extend(blocks);
        self
    }
}

/// A section before it is known which of its blocks fit.
pub(super) struct DraftSection {
    pub(super) heading: String,
    pub(super) parts: Vec<WeighedBlock>,
}

/// The sections that fit so many pages below the head of a paper, and the sections of its annex.
pub(super) fn fit(
    head: &Paper,
    drafts: &[DraftSection],
    max_pages: usize,
) -> (Vec<Section>, Vec<Section>) {
    let limit = u32::try_from(max_pages).map_or(f64::MAX, f64::from);
    let movable = lightest_first(drafts);
    let mut in_annex = BTreeSet::new();
    for place in &movable {
        if pages(head, drafts, &in_annex) <= limit {
            break;
        }
        in_annex.insert(*place);
    }
    // The last to leave may have made more room than was needed: what left comes back, heaviest first, where it still fits.
    for place in movable.iter().rev() {
        if in_annex.remove(place) && pages(head, drafts, &in_annex) > limit {
            in_annex.insert(*place);
        }
    }
    (
        sections(drafts, |place| !in_annex.contains(&place), true),
        sections(drafts, |place| in_annex.contains(&place), false),
    )
}

/// A block by the number of its section and its own number there.
type BlockPlace = (usize, usize);

/// The blocks that may leave the paper. Of equal weights the last comes first: blocks are in the order in which they are wanted.
fn lightest_first(drafts: &[DraftSection]) -> Vec<BlockPlace> {
    let mut movable = Vec::new();
    for (section, draft) in drafts.iter().enumerate() {
        for (at, part) in draft.parts.iter().enumerate() {
            movable.extend(part.weight.map(|weight| (weight, Reverse((section, at)))));
        }
    }
    movable.sort_unstable();
    movable
        .into_iter()
        .map(|(_, Reverse(place))| place)
        .collect()
}

/// The length of the paper without the blocks of the annex.
fn pages(head: &Paper, drafts: &[DraftSection], in_annex: &BTreeSet<BlockPlace>) -> f64 {
    docx::pages(&Paper {
        sections: sections(drafts, |place| !in_annex.contains(&place), true),
        ..head.clone()
    })
}

/// The sections with the blocks that belong there. The last section of a paper says which sections go on in the annex.
fn sections(
    drafts: &[DraftSection],
    belongs: impl Fn(BlockPlace) -> bool,
    is_paper: bool,
) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut elsewhere = Vec::new();
    for (section, draft) in drafts.iter().enumerate() {
        let blocks: Vec<Block> = draft
            .parts
            .iter()
            .enumerate()
            .filter(|(at, _)| belongs((section, *at)))
            .flat_map(|(_, part)| part.blocks.iter().cloned())
            .collect();
        let all = draft.parts.iter().map(|part| part.blocks.len());
        if is_paper && blocks.len() < all.sum() {
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
            .push(Block::Plain(vec![TextSpan::text(papers::in_annex(
                &elsewhere,
            ))]));
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(weights: &[Option<u32>]) -> Vec<DraftSection> {
        let long = "word ".repeat(600);
        let part = |weight: &Option<u32>| WeighedBlock {
            weight: *weight,
            blocks: vec![Block::Plain(vec![TextSpan::text(&long)])],
        };
        vec![DraftSection {
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
