//! What an entry of the help is made of: a command, its options and its examples.

/// What somebody types, and what it gives.
pub(crate) struct Example {
    pub(crate) typed: &'static str,
    pub(crate) gives: &'static str,
}

/// The help of one command beside what its arguments say of themselves.
pub(crate) struct CommandHelp {
    /// As it is typed, with a space in the name of a part: `store list`.
    pub(crate) name: &'static str,
    /// The options that `-h` lists; `--help` lists all.
    pub(crate) options: &'static [&'static str],
    /// `-h` shows the first three.
    pub(crate) examples: &'static [Example],
}

/// Commands that belong together, under a heading.
pub(crate) struct CommandGroup {
    pub(crate) heading: &'static str,
    pub(crate) commands: &'static [CommandHelp],
}

pub(super) const fn example(typed: &'static str, gives: &'static str) -> Example {
    Example { typed, gives }
}

pub(super) const fn help(
    name: &'static str,
    options: &'static [&'static str],
    examples: &'static [Example],
) -> CommandHelp {
    CommandHelp {
        name,
        options,
        examples,
    }
}
