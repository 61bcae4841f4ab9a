//! Rust source as words, without comments and tests: enough to see which paths a file names, and which texts it holds.

use std::collections::BTreeSet;

/// One word of code: a name, `::`, a text in its quotes, or a single other character, with its line.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// A path that code names, such as `crate::stat::order::rank`, with its line.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Named {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

/// A file's code outside what is compiled for tests only.
pub(crate) struct Source {
    words: Vec<Word>,
    /// How many lines are outside test code.
    pub(crate) lines: usize,
    /// Modules in files of their own that are compiled for tests only.
    pub(crate) test_modules: Vec<String>,
}

impl Source {
    pub(crate) fn parse(text: &str) -> Source {
        let (mut words, mut test_lines, mut test_modules) =
            (words(text), BTreeSet::new(), Vec::new());
        while let Some((start, end)) = test_item(&words) {
            test_lines.extend(words[start].line..=words[end - 1].line);
            let module = words[start..end]
                .windows(3)
                .find(|w| w[0].text == "mod" && w[2].text == ";");
            test_modules.extend(module.map(|w| w[1].text.clone()));
            words.drain(start..end);
        }
        Source {
            words,
            lines: text.lines().count() - test_lines.len(),
            test_modules,
        }
    }

    /// Every path that the code names in full: those of `use`, branch by branch, and those in code that do not begin with a
    /// name this file itself brought in. `self` and `super` are resolved against `module`, the file's own path in the crate.
    pub(crate) fn paths(&self, module: &[&str]) -> Vec<Named> {
        let (mut uses, mut brought) = (Vec::new(), Vec::new());
        let (mut code, mut at) = (Vec::new(), 0);
        while at < self.words.len() {
            at = match self.text(at) {
                // `impl Trait + use<'a>` imports nothing.
                "use" if self.text(at + 1) != "<" => {
                    self.tree(at + 1, &[], &mut uses, &mut brought)
                }
                "mod" => {
                    brought.push(self.text(at + 1).to_owned());
                    at + 2
                }
                _ => self.path(at, &mut code),
            };
        }
        let home: Vec<String> = module.iter().map(|m| (*m).to_owned()).collect();
        code.retain(|named: &Named| !brought.contains(&named.path[0]));
        uses.into_iter()
            .chain(code)
            .map(|named| Named {
                path: resolved(&named.path, &home),
                ..named
            })
            .collect()
    }

    /// The texts in quotes, without the quotes and as they are written, each with the line on which it begins.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.words.iter().filter_map(|word| {
            let (start, end) = (word.text.find('"')?, word.text.rfind('"')?);
            Some((word.line, word.text.get(start + 1..end)?))
        })
    }

    /// Names of the types that the code declares outside functions and `impl` blocks.
    pub(crate) fn types(&self) -> Vec<&str> {
        let (mut found, mut depth) = (Vec::new(), 0_usize);
        for at in 0..self.words.len() {
            match self.text(at) {
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                "struct" | "enum" | "trait" | "type" | "union"
                    if depth == 0 && self.is_name(at + 1) =>
                {
                    found.push(self.text(at + 1));
                }
                _ => {}
            }
        }
        found
    }

    /// Values that the code writes out field by field, `Name { field: .., ..rest }`: the line of each, and the fields that it names.
    /// A type that is declared, returned or implemented is none, and neither is a variant of an enum.
    pub(crate) fn written_out(&self, name: &str) -> Vec<(usize, Vec<&str>)> {
        let begins = |at: &usize| {
            let before = (0..*at).rev().map(|at| self.text(at)).take(2);
            let before: Vec<&str> = before.collect();
            self.text(*at) == name
                && self.text(at + 1) == "{"
                && !matches!(
                    before.as_slice(),
                    ["struct" | "enum" | "trait" | "impl" | "for" | "mod", ..] | [">", "-"]
                )
                && !matches!(before.as_slice(), ["::", of] if of.starts_with(char::is_uppercase))
        };
        (0..self.words.len())
            .filter(begins)
            .map(|at| (self.words[at].line, self.fields(at + 2)))
            .collect()
    }

    /// The fields that are named from here to the end of the braces.
    fn fields(&self, start: usize) -> Vec<&str> {
        let (mut found, mut depth) = (Vec::new(), 0_usize);
        for at in start..self.words.len() {
            match self.text(at) {
                "}" if depth == 0 => break,
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                field
                    if depth == 0
                        && matches!(self.text(at - 1), "{" | ",")
                        && matches!(self.text(at + 1), ":" | "," | "}") =>
                {
                    found.push(field);
                }
                _ => {}
            }
        }
        found
    }

    /// Lines on which a field of some value is given other contents or more of them.
    pub(crate) fn refilled(&self, fields: &[&str]) -> Vec<usize> {
        let refills = |at: &usize| {
            let after = [at + 1, at + 2].map(|at| self.text(at));
            fields.contains(&self.text(*at))
                && self.text(at.wrapping_sub(1)) == "."
                && (after[0] == "." && MORE.contains(&after[1])
                    || after[0] == "=" && !matches!(after[1], "=" | ">"))
        };
        (0..self.words.len())
            .filter(refills)
            .map(|at| self.words[at].line)
            .collect()
    }

    fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text.as_str())
    }

    fn is_name(&self, at: usize) -> bool {
        self.text(at)
            .starts_with(|c: char| c.is_alphabetic() || c == '_')
    }

    /// Reads one branch of a `use` and gives back where it ends.
    fn tree(
        &self,
        mut at: usize,
        stem: &[String],
        uses: &mut Vec<Named>,
        brought: &mut Vec<String>,
    ) -> usize {
        let mut path = stem.to_vec();
        while !matches!(self.text(at), ";" | "," | "}" | "") {
            match self.text(at) {
                "::" => {}
                "{" => {
                    at += 1;
                    while self.text(at) != "}" && !self.text(at).is_empty() {
                        at = self.tree(at, &path, uses, brought);
                        at += usize::from(self.text(at) == ",");
                    }
                    return at + 1;
                }
                "as" => {
                    brought.push(self.text(at + 1).to_owned());
                    at += 1;
                }
                name => path.push(name.to_owned()),
            }
            at += 1;
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.truncate(path.len() - 1);
        }
        if matches!(
            path.first().map(String::as_str),
            Some("crate" | "self" | "super")
        ) {
            brought.extend(path.last().cloned());
        }
        if !path.is_empty() {
            uses.push(Named {
                path,
                line: self.words[at.min(self.words.len()) - 1].line,
            });
        }
        at
    }

    /// Reads the path that begins here, if one does, and gives back where to read on.
    fn path(&self, at: usize, code: &mut Vec<Named>) -> usize {
        // After `::` a name belongs to the path before it, unless nothing stands before.
        let goes_on = at > 1
            && self.text(at - 1) == "::"
            && (self.is_name(at - 2) || self.text(at - 2) == ">");
        if !self.is_name(at) || goes_on || self.text(at + 1) != "::" {
            return at + 1;
        }
        let (mut path, mut next) = (vec![self.text(at).to_owned()], at + 1);
        while self.text(next) == "::" && self.is_name(next + 1) {
            path.push(self.text(next + 1).to_owned());
            next += 2;
        }
        code.push(Named {
            path,
            line: self.words[at].line,
        });
        next
    }
}

/// Methods that put more into a list.
const MORE: [&str; 5] = ["push", "extend", "insert", "append", "resize"];

/// A path from the crate's top: `super` and `self` replaced by what they stand for.
fn resolved(path: &[String], module: &[String]) -> Vec<String> {
    let mut home = module.to_vec();
    let mut rest = path;
    let relative = matches!(path.first().map(String::as_str), Some("self" | "super"));
    while let [first, tail @ ..] = rest {
        match first.as_str() {
            "super" => drop(home.pop()),
            "self" => {}
            _ => break,
        }
        rest = tail;
    }
    if relative {
        [&["crate".to_owned()], home.as_slice(), rest].concat()
    } else {
        path.to_vec()
    }
}

/// The first item marked for tests only, as a range of words from its `#` to its end.
fn test_item(words: &[Word]) -> Option<(usize, usize)> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let start = (0..words.len()).find(|at| {
        let inner = || {
            (at + 4..)
                .map(text)
                .take_while(|word| !matches!(*word, "]" | ""))
        };
        text(*at) == "#"
            && text(at + 1) == "["
            && text(at + 2) == "cfg"
            && inner().any(|w| w == "test")
            && !inner().any(|w| w == "not")
    })?;
    let (mut at, mut depth) = (start, 0_i32);
    loop {
        match text(at) {
            "(" | "[" | "{" => depth += 1,
            "}" if depth == 1 => return Some((start, at + 1)),
            ")" | "]" | "}" => depth -= 1,
            ";" if depth == 0 => return Some((start, at + 1)),
            "" => return Some((start, words.len())),
            _ => {}
        }
        at += 1;
    }
}

fn words(text: &str) -> Vec<Word> {
    let letters: Vec<char> = text.chars().collect();
    let (mut words, mut at, mut line) = (Vec::new(), 0, 1);
    while at < letters.len() {
        let end = at + piece(&letters[at..]);
        let text: String = letters[at..end].iter().collect();
        if !text.starts_with(char::is_whitespace)
            && !text.starts_with("//")
            && !text.starts_with("/*")
            && !text.ends_with('\'')
        {
            words.push(Word {
                text: text.clone(),
                line,
            });
        }
        line += text.matches('\n').count();
        at = end;
    }
    words
}

/// How many letters the piece that begins here has: a blank, a comment, a text, a name or a mark.
fn piece(rest: &[char]) -> usize {
    let at = |n: usize| rest.get(n).copied().unwrap_or('\0');
    let until =
        |found: &dyn Fn(usize) -> bool| (1..rest.len()).find(|n| found(*n)).unwrap_or(rest.len());
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let prefix = (0..3)
        .find(|n| !matches!(at(*n), 'b' | 'r' | 'c'))
        .unwrap_or(3);
    let hashes = (prefix..rest.len()).take_while(|n| at(*n) == '#').count();
    match at(0) {
        '/' if at(1) == '/' => until(&|n| at(n) == '\n'),
        '/' if at(1) == '*' => comment(rest),
        _ if (0..prefix).any(|n| at(n) == 'r') && at(prefix + hashes) == '"' => {
            let close = |n: usize| {
                n > prefix + hashes && at(n) == '"' && (1..=hashes).all(|more| at(n + more) == '#')
            };
            (until(&close) + 1 + hashes).min(rest.len())
        }
        _ if at(prefix) == '"' => quoted(rest, prefix, '"'),
        // A letter in quotes, not a lifetime: it is closed after one letter or an escape.
        _ if at(prefix) == '\''
            && prefix < 2
            && (at(prefix + 1) == '\\' || at(prefix + 2) == '\'') =>
        {
            quoted(rest, prefix, '\'')
        }
        ':' if at(1) == ':' => 2,
        c if is_name(c) => until(&|n| !is_name(at(n))),
        _ => 1,
    }
}

fn quoted(rest: &[char], open: usize, close: char) -> usize {
    let mut at = open + 1;
    while at < rest.len() && rest[at] != close {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (1, 2);
    while depth > 0 && at < rest.len() {
        match (rest[at], rest.get(at + 1)) {
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            _ => at += 1,
        }
    }
    at
}
