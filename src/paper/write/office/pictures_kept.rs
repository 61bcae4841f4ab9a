//! The pictures of a template without what a picture does not show: comments, the camera's and the author's notes, small copies of
//! what it was before it was cropped, and bytes after its end.

use super::xml::{self, Element};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The parts of a PNG that decide how it looks.
const PNG_SHOWN: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"pHYs", b"bKGD",
];

/// The picture's bytes without what it does not show. A form that is not known, and a damaged picture, is none: nobody can say what else
/// is in it.
pub(in crate::paper::write) fn shown_only(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(PNG) {
        png(bytes)
    } else if bytes.starts_with(b"\xFF\xD8") {
        jpeg(bytes)
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else if bytes.get(40..44) == Some(b" EMF") {
        emf(bytes)
    } else if [b"\xD7\xCD\xC6\x9A".as_slice(), b"\x01\0\x09\0", b"BM"]
        .iter()
        .any(|start| bytes.starts_with(start))
    {
        // Old metafiles and bitmaps have no place for words.
        Some(bytes.to_vec())
    } else {
        svg(bytes)
    }
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = PNG.to_vec();
    let mut at = PNG.len();
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let kind: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        let end = at.checked_add(length)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        if PNG_SHOWN.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

/// Keeps the tables, the frames and the scans, and of the segments for programs those on colours.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if bytes.get(at) != Some(&0xFF) {
            return None;
        }
        match marker {
            // Bytes that only fill up.
            0xFF => at += 1,
            0xD9 => {
                out.extend_from_slice(&[0xFF, 0xD9]);
                return Some(out);
            }
            _ => {
                let length = u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?);
                let end = at + 2 + usize::from(length);
                let segment = bytes.get(at..end)?;
                if is_jpeg_shown(marker, segment.get(4..)?) {
                    out.extend_from_slice(segment);
                }
                at = end;
                if marker == 0xDA {
                    let rest = bytes.get(at..)?;
                    let Some(scan) = scan_length(rest) else {
                        // The end is missing, which programs pass over.
                        out.extend_from_slice(rest);
                        out.extend_from_slice(&[0xFF, 0xD9]);
                        return Some(out);
                    };
                    out.extend_from_slice(bytes.get(at..at + scan)?);
                    at += scan;
                }
            }
        }
    }
}

fn is_jpeg_shown(marker: u8, content: &[u8]) -> bool {
    match marker {
        // The head of the form; a second segment of this kind has a small copy of the picture.
        0xE0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// The length of the compressed bytes of a scan, up to the next marker that is none of its own.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7))
}

/// Keeps the frames and how they follow each other, leaves out comments and what is for programs.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let colours = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let mut at = 13 + colours(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let is_shown = match *bytes.get(at)? {
            0x3B => {
                out.push(0x3B);
                return Some(out);
            }
            0x21 => {
                at += 2;
                bytes.get(start + 1) == Some(&0xF9)
            }
            0x2C => {
                at += 11 + colours(*bytes.get(at + 9)?);
                true
            }
            _ => return None,
        };
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if is_shown {
            out.extend_from_slice(bytes.get(start..at)?);
        }
    }
}

/// A metafile names in its head the program and the drawing that it was made from.
fn emf(bytes: &[u8]) -> Option<Vec<u8>> {
    let word = |at: usize| {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(four) as usize)
    };
    let (letters, from, whole) = (word(60)?, word(64)?, word(48)?);
    let mut out = bytes.get(..whole)?.to_vec();
    if letters > 0 {
        let end = from.checked_add(letters.checked_mul(2)?)?;
        out.get_mut(from..end)?.fill(0);
    }
    Some(out)
}

fn svg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut drawing = xml::parse(bytes).ok()?;
    if !matches!(drawing.name.as_str(), "svg" | "svg:svg") {
        return None;
    }
    drawing.retain_within(&|element| {
        let name = element.name.strip_prefix("svg:").unwrap_or(&element.name);
        !name.contains(':')
            && !matches!(
                name,
                "metadata" | "title" | "desc" | "script" | "foreignObject"
            )
    });
    drawing.each_mut(&mut |element: &mut Element| {
        element
            .attributes
            .retain(|(name, _)| match name.split_once(':') {
                Some((prefix, _)) => matches!(prefix, "xmlns" | "xlink" | "xml"),
                None => !name.starts_with("data-") && !name.starts_with("aria-"),
            });
    });
    Some(drawing.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"Child A";

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u32).to_be_bytes();
        [&length, kind.as_slice(), content, &[0; 4]].concat()
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u16 + 2).to_be_bytes();
        [&[0xFF, marker], length.as_slice(), content].concat()
    }

    #[test]
    fn a_png_keeps_its_pixels_and_no_words() {
        let head = [PNG, &chunk(b"IHDR", &[1; 13])].concat();
        let tail = [chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")].concat();
        let words: Vec<u8> = [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"]
            .into_iter()
            .flat_map(|kind| chunk(kind, SECRET))
            .collect();
        let whole = [head.clone(), words, tail.clone(), SECRET.to_vec()].concat();
        assert_eq!(shown_only(&whole), Some([head, tail].concat()));
        assert_eq!(shown_only(&whole[..40]), None, "a damaged one");
    }

    #[test]
    fn a_jpeg_keeps_its_scans_and_no_words() {
        let scan = [segment(0xDA, &[1]), vec![1, 0xFF, 0, 2, 0xFF, 0xD0, 3]].concat();
        let kept = [
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01"),
            segment(0xDB, &[7; 20]),
            scan.clone(),
            segment(0xC4, &[8; 20]),
            scan,
        ]
        .concat();
        let told: Vec<u8> = [0xE1, 0xE2, 0xE0, 0xED, 0xFE]
            .into_iter()
            .flat_map(|marker| segment(marker, SECRET))
            .collect();
        let around = |parts: &[&[u8]]| [&[0xFF, 0xD8], parts.concat().as_slice()].concat();
        let end: &[u8] = &[0xFF, 0xD9];
        assert_eq!(
            shown_only(&around(&[&told, &kept, end, SECRET])),
            Some(around(&[&kept, end]))
        );
        assert_eq!(
            shown_only(&around(&[&told, &kept])),
            Some(around(&[&kept, end])),
            "a picture whose end is missing is shown all the same"
        );
    }

    #[test]
    fn a_gif_keeps_its_frames_and_no_comment() {
        let head = [b"GIF89a\x01\0\x01\0\x80\0\0".as_slice(), &[0; 6]].concat();
        let comment = [b"\x21\xFE\x07".as_slice(), SECRET, b"\0"].concat();
        let control = b"\x21\xF9\x04\0\0\0\0\0".to_vec();
        let frame = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
        let whole = [
            &head,
            &comment,
            &control,
            &frame,
            &comment,
            b";".as_slice(),
            SECRET,
        ]
        .concat();
        assert_eq!(
            shown_only(&whole),
            Some([&head, &control, &frame, b";".as_slice()].concat())
        );
    }

    #[test]
    fn a_metafile_loses_the_name_it_was_made_from() {
        let name: Vec<u8> = SECRET.iter().flat_map(|letter| [*letter, 0]).collect();
        let mut whole = vec![0; 108];
        whole[40..44].copy_from_slice(b" EMF");
        whole[48] = 108 + name.len() as u8;
        whole[60] = SECRET.len() as u8;
        whole[64] = 108;
        let blank = [whole.clone(), vec![0; name.len()]].concat();
        assert_eq!(shown_only(&[whole, name].concat()), Some(blank));
    }

    #[test]
    fn a_drawing_keeps_its_lines_and_not_what_is_said_of_them() {
        let svg = b"<!-- Child A --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:i=\"i\" i:file=\"Child A\" data-x=\"Child A\"><title>Child A</title>\
                    <i:view>Child A</i:view><g><metadata>Child A</metadata><path d=\"M0 0\"/></g></svg>";
        let kept = String::from_utf8(shown_only(svg).unwrap()).unwrap();
        assert!(
            kept.contains("<path d=\"M0 0\"/>") && !kept.contains("Child A"),
            "{kept}"
        );
        assert_eq!(shown_only(b"a logo"), None);
        assert_eq!(shown_only(b"<html/>"), None);
    }
}
