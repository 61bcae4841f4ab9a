//! The tests besides the rooms' own: one binary, since each that links polars costs minutes and hundreds of megabytes.
//! All modules but `architecture` and `methods` run the built program as an officer does, each test in a folder of its own.
//!
//! What each module tests:
//!
//! - `accessibility`: pages are accessible, by axe-core in headless Chromium.
//! - `advice`: what a message tells to do next is possible for that file and that command.
//! - `architecture`: the map in `src/lib.rs` and the code say the same.
//! - `journey`: one published figure, followed from its row to every output; facts that must be shown.
//! - `findings`: every sentence that the program says, and facts that must be true.
//! - `footprint`: authorities taken together are what was published of them, and of their region; reorganisations of the past again.
//! - `judgements`: inspectorates' judgements in force on a day agree with published counts; faults in a file.
//! - `lait_oracle`: DfE's own tool (LAIT) agrees, to the last bit.
//! - `breakdowns`: shares of categories are the published ones, and who children are and why they came is told from them.
//! - `explorer`: the explorer in a real browser, and the site of pages without a script.
//! - `embedded`: the figures in the program are the published ones, and the catalogue is complete.
//! - `reading`: every published file is read; one whose column names changed is refused with the names.
//! - `releases`: older releases say what newer ones say; files are known by labels of their own, and foreign ones are named.
//! - `refresh`: new releases from a stand-in for DfE’s services (`server`), with every fault of a network.
//! - `resume`: what a refresh does not fetch again after it was killed, or because a list would repeat it.
//! - `services`: what the services’ own description warns of, one test a case.
//! - `drop_folder`: the other sources: a folder for files from a browser, and pages of GOV.UK.
//! - `line`: the connection: proxies, certificates, what is sent, and what `doctor` says of it.
//! - `years`: three refreshes over two years of real files: vintages, revisions, news and outputs from a store alone.
//! - `faults`: refreshes that are killed, fill the disk, or meet damaged bytes and clocks that jump.
//! - `news`: what is new, what is due, whether all is in order, and timers.
//! - `bad_input`: faults in a file are reported with their place; nothing written before is lost.
//! - `profile`: a whole profile: charts with alternative texts and data, links with targets.
//! - `logs`: a line a run, whole and without names of persons; when a timer's run is not due.
//! - `lint`: a paper checked against the data: faults are found, true sentences are not flagged.
//! - `lint_faults`: how many faults of each kind `lint` finds in the program's own papers.
//! - `meetings`: reports of every meeting: the service's own words, what is new since the last report, actions carried forward.
//! - `papers`: committee papers: the standard ones as committed, valid, short enough, traceable.
//! - `slides`: slides of the same papers: sound for PowerPoint, nothing on them that the paper does not say, on a council's template.
//! - `periods`: a period that a row does not have is never named: weeks, terms, quarters; months that were years; series with holes.
//! - `local`: an officer's own figures stay apart from published ones.
//! - `places`: a place in a file is known exactly or not at all; columns that contradict each other; rows that could not be read.
//! - `own_files`: files as offices keep them: encodings, separators, spreadsheets, titles and marks.
//! - `audits`: graded cases and backlogs: counted, tested against published values, told without a promise.
//! - `council`: a made-up council of three districts with thirty measures: its page, and what is told of it.
//! - `plan`: an officer's plan: counted, compared with its older version, and never given as the reason why figures moved.
//! - `local_parts`: an officer's own figures by month, quarter and week; control charts; small counts.
//! - `store`: releases taken in, read as at a day and revised; killed runs, full disks, two runs at once.
//! - `sayings`: no sentence about a figure claims more than the figure bears.
//! - `revisions`: what a later release revised, counted; which papers rest on it.
//! - `vintages`: which figures are used as at a day or of a vintage; files set aside and read again; copies of a store.
//! - `properties`: what is true whatever the figures are: symbols, order, repetition.
//! - `snapshots`: what people see, to be read when it changes.
//! - `methods`: the room `stat/` gives what others published and computed; its own rules are true of any input.
//! - `calculator`: `yardstick stat`: every method once, what it refuses and what it answers.
//! - `notebooks`: the worked notebooks derive what the program says.
//! - `command_line`: what may be typed, and what is answered.
//! - `start`: a start without knowing a command, at a terminal.
//! - `typed`: what README and help say to type runs as it stands; they, the manual page and the program name the same commands.
//! - `terminal`: nothing that a terminal obeys is printed; output that cannot be written is told.
//! - `days`: every command reads a day by the same rule.
//! - `windows`: what Windows' shells, editors and folders do to a run.
//! - `passed_on`: the page for an IT department, the workflow of releases and the files for Windows are true of the program.
//!
//! What they share: `program` runs the program, `screen` runs it at a terminal, `sample` says how many authorities a test takes, `docx_check` checks Word files, `pptx_check` slides, `published` finds the published files (where they are
//! absent a test says that it is skipped), `rows` and `workbook` read what was written, `rust_source` reads code as the compiler's first
//! pass does.
//!
//! A snapshot that changed for a good reason is accepted with `INSTA_UPDATE=always cargo test snapshots`, once it has been read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on stops; clippy lets only functions marked #[test] do so"
)]

mod accessibility;
mod advice;
mod architecture;
mod audits;
mod bad_input;
mod breakdowns;
mod calculator;
mod command_line;
mod council;
mod days;
mod docx_check;
mod drop_folder;
mod embedded;
mod explorer;
mod faults;
mod findings;
mod footprint;
mod hostile;
mod insight;
mod inspections;
mod journey;
mod judgements;
mod lait_oracle;
mod line;
mod lint;
mod lint_faults;
mod lint_omissions;
mod local;
mod local_parts;
mod logs;
mod measures;
mod meetings;
mod methods;
mod narrative;
mod news;
mod notebooks;
mod own_files;
mod papers;
mod passed_on;
mod periods;
mod places;
mod plan;
mod pptx_check;
mod profile;
mod program;
mod properties;
mod published;
mod reading;
mod refresh;
mod releases;
mod resume;
mod revisions;
mod rows;
mod rust_source;
mod sample;
mod sayings;
#[cfg(target_os = "linux")]
mod screen;
mod server;
mod services;
mod slides;
mod snapshots;
#[cfg(target_os = "linux")]
mod start;
mod store;
mod store_readers;
mod terminal;
#[cfg(unix)]
mod typed;
mod vintages;
mod windows;
mod wording;
mod workbook;
mod years;
