//! Turns an image in full colour into one with a palette of at most 256 colours, which makes a smaller PNG.

/// An image of one byte a pixel: its place in the palette. The palette holds red, green and blue of each colour.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct IndexedImage {
    pub(super) palette: Vec<u8>,
    pub(super) pixels: Vec<u8>,
}

/// Slots of the hash table: a power of two, several times the 256 colours, so that a free slot is near.
const SLOTS: usize = 1024;
/// Bytes that are compared at a time with one repeated colour: sixteen pixels.
const BLOCK: usize = 64;

/// The image with a palette. Where there are more than 256 colours, those that differ only in their last bit, or last two, become one:
/// such a difference on the edge of a letter cannot be seen. `None` where even that leaves too many, as in a photograph.
pub(super) fn indexed(rgba: &[u8]) -> Option<IndexedImage> {
    (0..3).find_map(|dropped_bits| merged(rgba, dropped_bits))
}

/// The image without its alpha channel.
pub(super) fn without_alpha(rgba: &[u8]) -> Vec<u8> {
    rgba.chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect()
}

fn merged(rgba: &[u8], dropped_bits: u32) -> Option<IndexedImage> {
    let kept = 0xFF_u8 << dropped_bits;
    let mask = u32::from_le_bytes([kept, kept, kept, 0]);
    let mut table = ColourTable {
        slots: [None; SLOTS],
        palette: Vec::new(),
    };
    let mut pixels = Vec::with_capacity(rgba.len() / 4);
    // Most pixels repeat the one before, and most blocks are of one colour, the background.
    let mut last: Option<(u32, u8)> = None;
    let mut background = [0; BLOCK];
    for block in rgba.chunks(BLOCK) {
        if let Some((_, index)) = last.filter(|_| *block == background[..block.len()]) {
            pixels.resize(pixels.len() + block.len() / 4, index);
            continue;
        }
        for pixel in block.chunks_exact(4) {
            let colour = u32::from_le_bytes([pixel[0], pixel[1], pixel[2], 0]);
            let index = match last {
                Some((same, index)) if same == colour => index,
                _ => table.index(colour, mask)?,
            };
            last = Some((colour, index));
            pixels.push(index);
        }
        if let Some(end) = block.last_chunk::<4>() {
            background.as_chunks_mut::<4>().0.fill(*end);
        }
    }
    Some(IndexedImage {
        palette: table.palette,
        pixels,
    })
}

/// Colours met so far, in a hash table with open addressing. Each stands for all that agree with it in the bits of the mask.
struct ColourTable {
    slots: [Option<(u32, u8)>; SLOTS],
    palette: Vec<u8>,
}

impl ColourTable {
    fn index(&mut self, colour: u32, mask: u32) -> Option<u8> {
        let key = colour & mask;
        let mut slot = key.wrapping_mul(0x9E37_79B1) as usize >> 7 & (SLOTS - 1);
        loop {
            match self.slots[slot] {
                Some((known, index)) if known == key => return Some(index),
                Some(_) => slot = (slot + 1) & (SLOTS - 1),
                None => break,
            }
        }
        let index = u8::try_from(self.palette.len() / 3).ok()?;
        let [red, green, blue, _] = colour.to_le_bytes();
        self.palette.extend([red, green, blue]);
        self.slots[slot] = Some((key, index));
        Some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colours 0, `step`, 2 `step` ... with red as the low byte and green as the high one.
    fn colours(count: u16, step: u16) -> Vec<u8> {
        (0..count)
            .flat_map(|at| [&(at * step).to_le_bytes()[..], &[7, 255]].concat())
            .collect()
    }

    #[test]
    fn few_colours_are_kept_exactly() {
        let rgba = colours(256, 3);
        let Some(indexed) = indexed(&rgba) else {
            panic!("256 colours are few enough")
        };
        let colours: Vec<u8> = indexed
            .pixels
            .iter()
            .flat_map(|at| indexed.palette[usize::from(*at) * 3..][..3].to_vec())
            .collect();
        assert_eq!(colours, without_alpha(&rgba));
    }

    #[test]
    fn stretches_of_one_colour_and_the_pixels_at_their_ends_are_kept() {
        let runs = [(70, 1), (1, 2), (15, 1), (33, 3), (16, 1), (2, 3)];
        let rgba: Vec<u8> = runs
            .iter()
            .flat_map(|(count, red)| [*red, 9, 9, 255].repeat(*count))
            .collect();
        let Some(indexed) = indexed(&rgba) else {
            panic!("three colours are few enough")
        };
        let reds: Vec<u8> = indexed
            .pixels
            .iter()
            .map(|at| indexed.palette[usize::from(*at) * 3])
            .collect();
        assert_eq!(
            reds,
            runs.iter()
                .flat_map(|(count, red)| vec![*red; *count])
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn many_colours_lose_their_last_bits_and_too_many_the_palette() {
        let kept = indexed(&colours(400, 1)).map(|indexed| indexed.palette.len() / 3);
        assert_eq!(kept, Some(128));
        assert_eq!(indexed(&colours(20_000, 3)), None);
    }
}
