//! The text of HTML between its tags: letters and entities.

/// Text without its entities.
pub(super) fn plain(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part
            .split_once(';')
            .and_then(|(name, after)| Some((entity(name)?, after)));
        match known {
            Some((letter, after)) => {
                out.push(letter);
                out.push_str(after);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return named(name);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

/// The letter of an entity that papers use.
pub(super) fn named(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 28] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ensp", ' '),
        ("emsp", ' '),
        ("thinsp", ' '),
        ("pound", '£'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("minus", '−'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("bull", '•'),
        ("middot", '·'),
        ("percnt", '%'),
        ("sup1", '¹'),
        ("sup2", '²'),
        ("sup3", '³'),
        ("dagger", '†'),
        ("Dagger", '‡'),
        ("frac12", '½'),
        ("shy", '\u{ad}'),
    ];
    NAMED
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, letter)| letter)
}
