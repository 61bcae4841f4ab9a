//! How HTML makes text look, as far as that decides what a reader reads: by attributes, by a style of its own, or by the rules of the
//! page.

/// A tag as it is written.
#[derive(Default, Debug)]
pub(super) struct HtmlTag {
    /// In small letters.
    pub(super) name: String,
    pub(super) is_closing: bool,
    /// It closes itself: `<br/>`.
    pub(super) is_empty: bool,
    attributes: Vec<(String, String)>,
}

impl HtmlTag {
    /// Reads what stands between `<` and `>`.
    pub(super) fn read(text: &str) -> HtmlTag {
        let (is_closing, text) = match text.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (text, is_empty) = match text.strip_suffix('/') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let end = text
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '-' | '!' | '?'))
            .unwrap_or(text.len());
        HtmlTag {
            name: text[..end].to_ascii_lowercase(),
            is_closing,
            is_empty,
            attributes: attributes(&text[end..]),
        }
    }

    pub(super) fn opening(name: &str, attributes: &[(&str, &str)]) -> HtmlTag {
        HtmlTag {
            name: name.to_owned(),
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            ..HtmlTag::default()
        }
    }

    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(name, _)| name == attribute)
            .map(|(_, value)| value.as_str())
    }

    /// An attribute that is a number; 1 where it is not given or none.
    pub(super) fn number(&self, attribute: &str) -> usize {
        self.get(attribute)
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(1)
    }
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
        }
        rest = rest.trim_start();
        if !name.is_empty() {
            found.push((name, value.to_owned()));
        }
    }
    found
}

/// How text looks.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct HtmlLook {
    /// Hidden or struck out: it is not read.
    pub(super) is_left_out: bool,
    /// Above or below the line.
    pub(super) is_raised: bool,
}

impl HtmlLook {
    fn of_style(style: &str) -> HtmlLook {
        let mut look = HtmlLook::default();
        for (property, value) in style.split(';').filter_map(|one| one.split_once(':')) {
            let property = property.trim().to_ascii_lowercase();
            let value = value.trim().to_ascii_lowercase();
            match property.as_str() {
                "display" => look.is_left_out |= value.starts_with("none"),
                "visibility" => {
                    look.is_left_out |=
                        value.starts_with("hidden") || value.starts_with("collapse");
                }
                "mso-hide" => look.is_left_out |= value.starts_with("all"),
                "text-decoration" | "text-decoration-line" => {
                    look.is_left_out |= value.contains("line-through");
                }
                "vertical-align" => {
                    look.is_raised |= value.starts_with("super") || value.starts_with("sub");
                }
                "mso-text-raise" => look.is_raised |= !value.starts_with('0'),
                _ => {}
            }
        }
        look
    }

    pub(super) fn and(self, other: HtmlLook) -> HtmlLook {
        HtmlLook {
            is_left_out: self.is_left_out || other.is_left_out,
            is_raised: self.is_raised || other.is_raised,
        }
    }
}

/// The rules of a page that are for one class, one id, or one element.
#[derive(Default, Debug)]
pub(super) struct PageRules {
    /// A selector in small letters, such as `.note` or `span.note`, with how it makes text look.
    rules: Vec<(String, HtmlLook)>,
}

impl PageRules {
    /// Reads the rules in every `<style>` of a page.
    pub(super) fn read(page: &str) -> PageRules {
        let lower = page.to_ascii_lowercase();
        let mut rules = PageRules::default();
        let mut rest = lower.as_str();
        while let Some((_, after)) = rest.split_once("<style") {
            let (sheet, next) = after.split_once("</style").unwrap_or((after, ""));
            rules.add(sheet.split_once('>').map_or("", |(_, sheet)| sheet));
            rest = next;
        }
        rules
    }

    fn add(&mut self, sheet: &str) {
        // A rule inside another, as of @media, is not for every reader: only what stands outside counts.
        let (mut depth, mut selectors, mut body) = (0_usize, String::new(), String::new());
        for letter in without_comments(sheet).chars() {
            match letter {
                '{' => {
                    depth += 1;
                    if depth > 1 {
                        body.clear();
                    }
                }
                '}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.rule(&selectors, &body);
                        selectors.clear();
                        body.clear();
                    }
                }
                _ if depth == 0 => selectors.push(letter),
                _ if depth == 1 => body.push(letter),
                _ => {}
            }
        }
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        let look = HtmlLook::of_style(body);
        if look == HtmlLook::default() || selectors.contains('@') {
            return;
        }
        for selector in selectors.split(',').map(str::trim) {
            let is_simple = !selector.is_empty()
                && selector
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '.' | '#' | '-' | '_'));
            if is_simple {
                self.rules.push((selector.to_owned(), look));
            }
        }
    }

    /// How a tag makes the text inside it look.
    pub(super) fn look(&self, tag: &HtmlTag) -> HtmlLook {
        let name = tag.name.as_str();
        let own = HtmlLook {
            is_left_out: matches!(name, "del" | "s" | "strike")
                || tag
                    .get("hidden")
                    .is_some_and(|value| value != "until-found"),
            is_raised: matches!(name, "sup" | "sub"),
        };
        let styled = tag.get("style").map(HtmlLook::of_style);
        let classes = tag.get("class").unwrap_or_default().to_ascii_lowercase();
        let id = tag
            .get("id")
            .map(|id| format!("#{}", id.to_ascii_lowercase()));
        let marks: Vec<String> = classes
            .split_whitespace()
            .map(|class| format!(".{class}"))
            .chain(id)
            .collect();
        let by_rule = self.rules.iter().filter(|(selector, _)| {
            selector == name
                || marks.iter().any(|mark| {
                    selector == mark || selector.strip_suffix(mark.as_str()) == Some(name)
                })
        });
        by_rule
            .map(|(_, look)| *look)
            .chain(styled)
            .fold(own, HtmlLook::and)
    }
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", "").replace("-->", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_hidden_struck_out_or_raised_in_every_way_of_html() {
        let rules = PageRules::read(
            "<style>/* .plain {display:none} */ .gone, p#old { display : none }\nspan.MsoFootnoteReference\n{vertical-align:super;}\
             @media print { .screen { display: none } } .shown { display: block }</style>",
        );
        let (hidden, raised) = (
            HtmlLook {
                is_left_out: true,
                is_raised: false,
            },
            HtmlLook {
                is_left_out: false,
                is_raised: true,
            },
        );
        for (tag, expected) in [
            ("p class='x gone'", hidden),
            ("p id=old", hidden),
            ("span class=MsoFootnoteReference", raised),
            ("p class=plain", HtmlLook::default()),
            ("p class=screen", HtmlLook::default()),
            ("p class=shown style=\"color: red\"", HtmlLook::default()),
            ("div hidden", hidden),
            ("td style='DISPLAY:none'", hidden),
            ("span style=\"mso-hide:all\"", hidden),
            ("span style='text-decoration: line-through red'", hidden),
            ("span style='visibility:hidden'", hidden),
            ("del cite=x", hidden),
            ("S", hidden),
            ("sub", raised),
            (
                "span style='position:relative;mso-text-raise:3.0pt'",
                raised,
            ),
        ] {
            assert_eq!(rules.look(&HtmlTag::read(tag)), expected, "{tag}");
        }
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let tag = HtmlTag::read("TD colspan=2 title='a>b' rowspan = \"3\" hidden");
        assert_eq!(tag.name, "td");
        assert_eq!((tag.number("colspan"), tag.number("rowspan")), (2, 3));
        assert_eq!(
            (tag.get("title"), tag.get("hidden")),
            (Some("a>b"), Some(""))
        );
        assert!(HtmlTag::read("/p").is_closing && HtmlTag::read("br/").is_empty);
    }
}
