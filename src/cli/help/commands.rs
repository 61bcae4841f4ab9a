//! What the help of each command leads with: a few options, and what to type. The help, the manual page and the tests read it here.

use super::asking::ASK;
use super::entry::{CommandGroup, CommandHelp, example, help};

/// The program without a command: what to type first.
pub(crate) const FIRST: CommandHelp = help(
    "",
    &["data", "store", "as-at", "quiet", "verbose"],
    &[
        example(
            "yardstick start",
            "asks which authority and what to make, makes it and opens it",
        ),
        example(
            "yardstick profile Rochdale",
            "every chart and table of Rochdale, in the folder rochdale-profile",
        ),
        example(
            "yardstick compare Rochdale cla-rate",
            "one figure beside neighbours, region and England",
        ),
    ],
);

/// Every command that is listed, in the order in which an officer meets them.
pub(crate) const GROUPS: &[CommandGroup] = &[
    CommandGroup {
        heading: "Make something to read",
        commands: MAKE,
    },
    CommandGroup {
        heading: "Ask about figures",
        commands: ASK,
    },
    CommandGroup {
        heading: "Check what others wrote or sent",
        commands: CHECK,
    },
    CommandGroup {
        heading: "Keep figures fresh",
        commands: KEEP,
    },
    CommandGroup {
        heading: "The program itself",
        commands: PROGRAM,
    },
];

const MAKE: &[CommandHelp] = &[
    help(
        "start",
        &[],
        &[example(
            "yardstick start",
            "at a terminal; “yardstick” alone does the same",
        )],
    ),
    help(
        "explore",
        &["authority", "out", "site", "with", "list"],
        &[
            example(
                "yardstick explore --authority Rochdale",
                "explorer.html: every authority and indicator, in any browser",
            ),
            example(
                "yardstick explore --data downloads --out own.html",
                "the same of files of your own alone",
            ),
        ],
    ),
    help(
        "profile",
        &["out", "theme", "indicator", "with", "every-authority"],
        &[
            example(
                "yardstick profile Rochdale",
                "in the folder rochdale-profile",
            ),
            example(
                "yardstick profile Rochdale --theme looked-after --out looked-after",
                "one theme, in a folder of your choice",
            ),
            example(
                "yardstick profile --every-authority --indicator cla-rate --out all",
                "a folder an authority, and a page that leads to them",
            ),
        ],
    ),
    help(
        "paper",
        &["authority", "out", "template", "date", "show"],
        &[
            example("yardstick paper", "lists the standard papers"),
            example(
                "yardstick paper scrutiny-social-care --authority Rochdale --out scrutiny.docx",
                "a paper in Word, with its manifest beside it",
            ),
            example(
                "yardstick paper workforce --show",
                "prints a definition, to be copied and changed",
            ),
        ],
    ),
    help(
        "plan",
        &["authority", "before", "as-at", "format"],
        &[
            example(
                "yardstick plan plan.csv --authority Rochdale",
                "how far the plan is, and whether each indicator moved",
            ),
            example(
                "yardstick plan plan.csv --before older.csv",
                "what slipped since",
            ),
        ],
    ),
    help(
        "benchmark",
        &["out", "indicator", "theme", "breakdowns"],
        &[
            example(
                "yardstick benchmark --indicator cla-rate --out rates.csv",
                "one indicator of every authority and year",
            ),
            example(
                "yardstick benchmark --theme looked-after --out looked-after.parquet",
                "a theme, for other tools",
            ),
        ],
    ),
];

const CHECK: &[CommandHelp] = &[
    help(
        "lint",
        &["authority", "omissions", "format"],
        &[example(
            "yardstick lint scrutiny.docx --authority Rochdale",
            "sentences that the data does not bear out",
        )],
    ),
    help(
        "verify",
        &["format"],
        &[example(
            "yardstick verify scrutiny.manifest.json",
            "what would differ if the paper were made now",
        )],
    ),
    help(
        "check",
        &["format"],
        &[example(
            "yardstick check own.csv",
            "faults of your files, a row each",
        )],
    ),
    help(
        "inspect",
        &["column", "where", "format"],
        &[example("yardstick inspect own.csv", "what a file holds")],
    ),
    help(
        "stat",
        &["input", "out", "kind", "format"],
        &[
            example(
                "yardstick stat rate --input events.csv",
                "rates with intervals, from events and population",
            ),
            example(
                "yardstick stat control --input visits.csv --out visits.svg",
                "a control chart",
            ),
        ],
    ),
];

const KEEP: &[CommandHelp] = &[
    help(
        "refresh",
        &["dry-run", "only", "offline", "log", "store"],
        &[
            example(
                "yardstick refresh",
                "takes in what is new, and makes again what depends on it",
            ),
            example("yardstick refresh --dry-run", "only looks"),
        ],
    ),
    help(
        "news",
        &["authority", "since", "between", "store", "format"],
        &[
            example(
                "yardstick news --authority Rochdale",
                "what the last refresh or import brought",
            ),
            example(
                "yardstick news --authority Rochdale --since 2025-11-01",
                "since a day",
            ),
        ],
    ),
    help(
        "calendar",
        &["authority", "format"],
        &[
            example("yardstick calendar", "what is due, and what waits for it"),
            example("yardstick calendar --format ics", "for a calendar program"),
        ],
    ),
    help(
        "import",
        &["store", "release", "published", "accept-losses"],
        &[example(
            "yardstick import downloads --store figures",
            "takes a folder of published files in",
        )],
    ),
    help(
        "store",
        &["store"],
        &[example(
            "yardstick store list --store figures",
            "what is kept",
        )],
    ),
    help(
        "store list",
        &["store", "format"],
        &[example(
            "yardstick store list --store figures",
            "every vintage",
        )],
    ),
    help(
        "store report",
        &["store", "format"],
        &[example(
            "yardstick store report --store figures",
            "of all vintages",
        )],
    ),
    help(
        "store check",
        &["store", "format"],
        &[example(
            "yardstick store check --store figures",
            "every digest",
        )],
    ),
    help(
        "store rescreen",
        &["store", "format"],
        &[example(
            "yardstick store rescreen --store figures",
            "after a newer program came",
        )],
    ),
    help(
        "store prune",
        &["keep", "before", "dry-run", "store", "format"],
        &[example(
            "yardstick store prune --keep 3 --dry-run --store figures",
            "only says which",
        )],
    ),
    help(
        "store export",
        &["store"],
        &[example(
            "yardstick store export copy.zip --store figures",
            "for another machine; “import” takes it in",
        )],
    ),
    help(
        "revisions",
        &["between", "indicator", "authority", "paper", "store"],
        &[example(
            "yardstick revisions --store figures",
            "the newest releases beside those before them",
        )],
    ),
    help(
        "schedule",
        &["print", "at"],
        &[
            example(
                "yardstick schedule --print windows",
                "a file for Task Scheduler",
            ),
            example("yardstick schedule --print cron", "lines for “crontab -e”"),
        ],
    ),
];

const PROGRAM: &[CommandHelp] = &[
    help(
        "doctor",
        &["offline", "format"],
        &[example(
            "yardstick doctor --offline",
            "without asking the network",
        )],
    ),
    help(
        "completions",
        &[],
        &[example(
            "yardstick completions powershell",
            "for Windows; bash, zsh and fish too",
        )],
    ),
    help(
        "man",
        &[],
        &[example(
            "yardstick man",
            "on Linux: yardstick man | man -l -",
        )],
    ),
];

/// Every command with its parts.
pub(crate) fn all() -> impl Iterator<Item = &'static CommandHelp> {
    GROUPS.iter().flat_map(|group| group.commands)
}
