//! Every reader by a name, for bytes that nobody meant: no file, answer or setting may make the program panic. `fuzz/` drives these
//! with libFuzzer; the tests below try random bytes and every input kept under `fuzz/corpus`.

use crate::calc::{Calculation, CalculationOrder, FunnelFigures, calculate};
use crate::cli::args::Arguments;
use crate::cli::setting::Setting;
use crate::composition::manifest::Manifest;
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::lint;
use crate::paper::deck::{Deck, Slide, SlideContent};
use crate::paper::write::docx::{self, WordTemplate};
use crate::paper::write::pptx::{self, SlideTemplate};
use crate::paper::{Paper, TextSpan};
use crate::plan;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::refresh::client::Client;
use crate::refresh::intake;
use crate::refresh::routes::{RefreshSettings, Routes};
use crate::refresh::state::RefreshState;
use crate::refresh::{api, content, unpack};
use crate::run::paper::NamedDefinition;
use crate::source::filter::IndicatorFilter;
use crate::source::input::InputFiles;
use crate::source::local::SmallCounts;
use crate::source::{document, files, inspect, judgements};
use crate::store::Store;
use crate::store::selected::AsAt;
use crate::world::net::HttpResponse;
use crate::world::{Memory, digest};
use clap::Parser;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What takes bytes from outside; whether it took them.
type ReadBytes = fn(&[u8], &Reference) -> Result<()>;

/// Every reader by its name, which is the name of its target and of its folder of inputs.
const READERS: [(&str, ReadBytes); 26] = [
    ("ees", |bytes, reference| {
        figures(
            "cla_number_and_rate_per_10k_children_2021_to_2025.csv",
            bytes,
            reference,
        )
    }),
    ("ees_in_need", |bytes, reference| {
        figures("b1_children_in_need_2013_to_2025.csv", bytes, reference)
    }),
    ("lait", |bytes, reference| {
        figures("bds_long.csv", bytes, reference)
    }),
    ("lait_parquet", |bytes, reference| {
        figures("bds_long.parquet", bytes, reference)
    }),
    ("local", |bytes, reference| {
        figures("local.csv", bytes, reference)
    }),
    ("inspect", |bytes, _| {
        inspect::inspect(&lying("in.csv", bytes), Path::new("in.csv")).map(drop)
    }),
    ("judgements_ods", |bytes, reference| {
        judged("in.ods", bytes, reference)
    }),
    ("judgements_csv", |bytes, reference| {
        judged("in.csv", bytes, reference)
    }),
    ("plan", |bytes, _| {
        plan::read::read(&lying("plan.csv", bytes), Path::new("plan.csv")).map(drop)
    }),
    ("document_docx", |bytes, reference| {
        passages("paper.docx", bytes, reference)
    }),
    ("document_html", |bytes, reference| {
        passages("paper.html", bytes, reference)
    }),
    ("document_markdown", |bytes, reference| {
        passages("paper.md", bytes, reference)
    }),
    ("definition", |bytes, _| {
        NamedDefinition::find(&lying("own.toml", bytes), "own.toml").map(drop)
    }),
    ("phrases", |bytes, _| {
        Phrases::with(&lying("own.csv", bytes), Path::new("own.csv")).map(drop)
    }),
    ("slides", |bytes, _| {
        let template = SlideTemplate::read(bytes, "council.pptx")?;
        let deck = Deck {
            title: "A paper".to_owned(),
            authority: "Blackpool".to_owned(),
            author: "yardstick".to_owned(),
            lines: vec!["Blackpool".to_owned()],
            notes: Vec::new(),
            slides: vec![Slide {
                part: "Better",
                title: "The rate fell".to_owned(),
                bullets: vec![vec![TextSpan::text("It was 184.")]],
                shown: SlideContent::Nothing,
                notes: vec!["In full.".to_owned()],
            }],
        };
        pptx::write(&deck, Some(&template)).map(drop)
    }),
    ("template", |bytes, _| {
        let template = WordTemplate::read(bytes, "council.docx")?;
        let paper = Paper {
            title: "A paper".to_owned(),
            authority: "Blackpool".to_owned(),
            front: Vec::new(),
            sections: Vec::new(),
            foot: "Its foot".to_owned(),
        };
        docx::write(&paper, Some(&template)).map(drop)
    }),
    ("manifest", |bytes, _| manifest(bytes)),
    ("settings", |bytes, _| settings(bytes)),
    ("stat", |bytes, _| methods(bytes)),
    ("download", |bytes, _| download(bytes)),
    ("content_service", |bytes, reference| {
        services(bytes, reference, Ask::Content)
    }),
    ("api_service", |bytes, reference| {
        services(bytes, reference, Ask::Api)
    }),
    ("import", imported),
    ("store_vintage", |bytes, reference| {
        stored("_vintage.json", bytes, reference)
    }),
    ("store_figures", |bytes, reference| {
        stored("figures.parquet", bytes, reference)
    }),
    ("state", |bytes, _| {
        RefreshState::read(&lying("store/refresh.json", bytes), Path::new("store")).map(drop)
    }),
];

/// Has the reader of this name read the bytes.
///
/// # Errors
/// They are not what it reads, in the words that its user is told; or there is no such reader.
pub fn read(name: &str, bytes: &[u8]) -> std::result::Result<(), String> {
    thread_local!(static REFERENCE: OnceCell<Reference> = const { OnceCell::new() });
    let reader = READERS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, reader)| reader);
    let reader = reader.ok_or_else(|| format!("there is no reader “{name}”"))?;
    let outcome = REFERENCE.with(|cell| {
        once(cell, Reference::embedded, |reference| {
            reader(bytes, reference)
        })
    });
    // The message is made too, since it quotes what was found.
    outcome.map_err(|fault| fault.to_string())
}

/// Lends a value that takes long to make: it is made once a thread.
fn once<T, R>(
    cell: &OnceCell<T>,
    make: impl FnOnce() -> Result<T>,
    lend: impl FnOnce(&T) -> Result<R>,
) -> Result<R> {
    match cell.get() {
        Some(made) => lend(made),
        None => {
            let made = make()?;
            lend(cell.get_or_init(|| made))
        }
    }
}

/// A world with one file.
fn lying(name: &str, bytes: &[u8]) -> Memory {
    Memory::new(&[(name, bytes)])
}

fn figures(name: &str, bytes: &[u8], reference: &Reference) -> Result<()> {
    for small_counts in [SmallCounts::Withheld, SmallCounts::Shown] {
        let paths = [PathBuf::from(name)];
        let world = lying(name, bytes);
        let files = InputFiles::open(&world, &paths)?;
        let all = IndicatorFilter::everything();
        files::read_alone(files, &world, reference, &all, small_counts)?;
    }
    Ok(())
}

fn judged(name: &str, bytes: &[u8], reference: &Reference) -> Result<()> {
    judgements::read(&lying(name, bytes), reference, &[PathBuf::from(name)]).map(drop)
}

/// A paper is read, and what it claims is found in it; there is no figure to hold it against.
fn passages(name: &str, bytes: &[u8], reference: &Reference) -> Result<()> {
    let passages = document::read(&lying(name, bytes), Path::new(name))?;
    let home = lint::most_named(reference, &passages);
    lint::read(
        &passages,
        home,
        reference,
        NeighbourList::DEFAULT,
        &lint::PublishedPanels::default(),
        &Phrases::house()?,
    );
    Ok(())
}

fn manifest(bytes: &[u8]) -> Result<()> {
    let name = "a.manifest.json";
    let manifest = Manifest::open(&lying(name, bytes), Path::new(name))?;
    manifest.data_day();
    manifest.stored()?;
    manifest.json().map(drop)
}

fn settings(bytes: &[u8]) -> Result<()> {
    let typed = Arguments::try_parse_from(["yardstick", "indicators"])
        .map_err(|fault| Error::usage(fault.to_string()))?;
    Setting::of(&typed.common, &lying("yardstick.toml", bytes)).map(drop)
}

/// Every method tries; one of them may take the columns.
fn methods(bytes: &[u8]) -> Result<()> {
    let all = [
        Calculation::Rate,
        Calculation::Proportion,
        Calculation::Ratio,
        Calculation::Mean,
        Calculation::TwoCounts,
        Calculation::TwoProportions,
        Calculation::Funnel(FunnelFigures::Rates),
        Calculation::Funnel(FunnelFigures::Proportions),
        Calculation::Funnel(FunnelFigures::Ratios),
        Calculation::Trend,
        Calculation::Control {
            higher_is_better: true,
        },
        Calculation::Departure,
        Calculation::Neighbours,
        Calculation::Quantiles {
            parts: 4,
            invert: false,
        },
        Calculation::Shrink,
    ];
    let mut taken = Err(Error::usage("no method"));
    for calculation in all {
        let order = CalculationOrder {
            calculation,
            input: Path::new("in.csv"),
            out: None,
        };
        let outcome = calculate(&lying("in.csv", bytes), &order);
        taken = taken.or(outcome.map(|of| drop((of.result.csv(true), of.result.json()))));
    }
    taken
}

/// What a server sent: as a CSV, and as a zip.
fn download(bytes: &[u8]) -> Result<()> {
    let zip = unpack::zip(bytes).map(drop);
    unpack::csv(bytes.to_vec())
        .map(drop)
        .or(zip)
        .map_err(|what| Error::unreachable("a server", what))
}

enum Ask {
    Content,
    Api,
}

/// A service that answers every question with these bytes.
fn services(bytes: &[u8], reference: &Reference, ask: Ask) -> Result<()> {
    let world = Memory::new(&[]);
    world.script.always(HttpResponse {
        status: 200,
        headers: Vec::new(),
        body: bytes.to_vec(),
        cut: None,
    });
    let routes = Routes::read(&RefreshSettings::default())?;
    let client = Client::new(&world, &routes.service);
    let all = routes.of(&[], reference)?;
    let route = all.first().ok_or_else(|| Error::usage("no route"))?;
    match ask {
        Ask::Content => content::look(&client, route, "slug", None).map(drop),
        Ask::Api => api::look(&client, route, ("title", "slug"), None).map(drop),
    }
}

/// A file brought by hand: read, screened and kept, then asked for.
fn imported(bytes: &[u8], reference: &Reference) -> Result<()> {
    let mut taken = Err(Error::usage("no file"));
    for name in ["in.zip", "cla_number_and_rate_per_10k_children.csv"] {
        let world = lying(name, bytes);
        let wanted = intake::ImportOrder {
            paths: &[PathBuf::from(name)],
            release: Some("November 2030"),
            published: None,
            lenient: false,
            accepts_losses: false,
        };
        let imported = intake::import(&world, reference, Path::new("store"), &wanted);
        taken = taken.or(imported.and_then(|_| {
            Store::open(&world, Path::new("store"))?
                .vintages()
                .map(drop)
        }));
    }
    taken
}

/// A release of one year that has every authority in it.
fn release(reference: &Reference) -> String {
    let mut text = "time_period,time_identifier,geographic_level,country_code,region_code,old_la_code,new_la_code,la_name,\
                    population_count,population_estimate,number,rate_per_10000\n"
        .to_owned();
    let tables = [
        "ceasing to be looked after",
        "starting to be looked after",
        "looked after at 31 March",
    ];
    for told in tables.map(|table| format!("Children {table} each year,300,3,100")) {
        text.push_str(&format!(
            "2023,Reporting year,National,E92000001,,,,,{told}\n"
        ));
        let then = jiff::civil::date(2023, 3, 31);
        let register = &reference.register;
        for place in register
            .all()
            .filter(|place| place.area.is_authority() && register.exists_on(place.area, then))
        {
            let (code, ons, name) = (place.area.0, &place.ons_code, &place.name);
            text.push_str(&format!(
                "2023,Reporting year,Local authority,E92000001,,{code:03},{ons},\"{name}\",{told}\n"
            ));
        }
    }
    text
}

/// Files of a small sound store, by path.
fn sound(reference: &Reference) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let name = "cla_number_and_rate_per_10k_children.csv";
    let world = lying(name, release(reference).as_bytes());
    let paths = [PathBuf::from(name)];
    let wanted = intake::ImportOrder {
        paths: &paths,
        release: Some("November 2023"),
        published: None,
        lenient: false,
        accepts_losses: false,
    };
    intake::import(&world, reference, Path::new("store"), &wanted)?;
    Ok(world.files.take())
}

/// A store with one file of a vintage replaced.
fn stored(file: &str, bytes: &[u8], reference: &Reference) -> Result<()> {
    thread_local!(static SOUND: OnceCell<BTreeMap<PathBuf, Vec<u8>>> = const { OnceCell::new() });
    let world = Memory::new(&[]);
    SOUND.with(|cell| {
        once(
            cell,
            || sound(reference),
            |files| Ok(world.files.replace(files.clone())),
        )
    })?;
    let path = world
        .files
        .borrow()
        .keys()
        .find(|path| path.ends_with(file))
        .cloned();
    let path = path.ok_or_else(|| Error::unreadable(file, "the store has no such file"))?;
    // With its sum, else nobody would read further.
    let mut files = world.files.borrow_mut();
    let sums = path.with_file_name("_SHA256SUMS");
    let before = files.insert(path, bytes.to_vec()).unwrap_or_default();
    let text = files
        .get(&sums)
        .map(|text| String::from_utf8_lossy(text).replace(&digest(&before), &digest(bytes)));
    files.extend(text.map(|text| (sums, text.into_bytes())));
    drop(files);
    let root = Path::new("store");
    let asked = crate::inputs::load::Stored {
        root: Some(root.to_owned()),
        as_at: AsAt::default(),
    };
    let input = crate::inputs::load::Input {
        paths: &[],
        indicators: &["cla-rate".to_owned()],
        categories: &[],
        by_hand: None,
        asked: crate::screen::ScreeningScope::Everything,
        stored: Some(&asked),
    };
    let loaded = crate::inputs::load::load(&world, reference, &input).map(drop);
    Store::open(&world, root)?.verify()?;
    loaded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::failing::is_sweep;
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    /// Every input that is kept for a reader: seeds that it reads, and what once made one stumble.
    fn kept(name: &str) -> Vec<(String, Vec<u8>)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(name);
        let entries = std::fs::read_dir(&folder)
            .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{} is empty", folder.display());
        let name = |file: &Path| {
            file.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        };
        files
            .iter()
            .map(|file| (name(file), std::fs::read(file).expect("an input")))
            .collect()
    }

    #[test]
    fn every_input_that_is_kept_is_read_without_a_panic() {
        for (name, _) in READERS {
            let mut sound = 0;
            for (file, bytes) in kept(name) {
                let outcome = read(name, &bytes);
                // A seed that is refused at once would try nothing of the reader.
                if file.starts_with("sound") {
                    assert_eq!(outcome, Ok(()), "{name}/{file}");
                    sound += 1;
                }
            }
            assert!(sound > 0, "{name} has no sound input");
        }
    }

    /// The text in UTF-16 with its mark, as PowerShell 5.1 writes it behind `>`, and with the mark of UTF-8.
    fn written_otherwise(text: &str) -> [Vec<u8>; 3] {
        let text = text.trim_start_matches('\u{feff}');
        let marked = format!(
            "\u{feff}{}",
            text.replace('\n', "\r\n").replace("\r\r", "\r")
        );
        [
            marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            marked.into_bytes(),
        ]
    }

    /// What is no text of an office: packed files, answers of services, what a store writes for itself.
    const NO_TEXTS: [&str; 11] = [
        "api_service",
        "content_service",
        "document_docx",
        "download",
        "judgements_ods",
        "lait_parquet",
        "slides",
        "state",
        "store_figures",
        "store_vintage",
        "template",
    ];

    #[test]
    fn every_reader_of_texts_reads_them_as_windows_writes_them() {
        for (name, _) in READERS.iter().filter(|(name, _)| !NO_TEXTS.contains(name)) {
            for (file, bytes) in kept(name)
                .iter()
                .filter(|(file, _)| file.starts_with("sound"))
            {
                let Ok(text) = std::str::from_utf8(bytes) else {
                    continue;
                };
                for other in written_otherwise(text) {
                    assert_eq!(
                        read(name, &other),
                        Ok(()),
                        "{name}/{file}: {:x?}",
                        &other[..2]
                    );
                }
            }
        }
    }

    /// A change of one place: bytes taken out, others put in.
    fn edits() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
        let telling =
            prop::sample::select(&b"\0\xff\xef\xbb\xbf,\"\n\r;\t<>&{}[]-.0919ecx \xe2\x80\x99"[..]);
        let put = prop::collection::vec(prop_oneof![telling, any::<u8>()], 0..6);
        prop::collection::vec((any::<usize>(), 0..40_usize, put), 1..6)
    }

    #[test]
    fn no_reader_panics_on_inputs_with_a_few_places_changed() {
        // A sweep tries more of them.
        let cases = if is_sweep() { 24 } else { 4 };
        for (name, _) in READERS {
            let kept = kept(name);
            let tried = TestRunner::new(ProptestConfig {
                cases,
                ..ProptestConfig::default()
            })
            .run(
                &(any::<prop::sample::Index>(), edits()),
                |(which, edits)| {
                    let (_, mut bytes) = which.get(&kept).clone();
                    for (at, out, put) in edits {
                        let at = at % (bytes.len() + 1);
                        let end = bytes.len().min(at + out);
                        bytes.splice(at..end, put);
                    }
                    let _ = read(name, &bytes);
                    Ok(())
                },
            );
            assert!(tried.is_ok(), "{name}: {tried:?}");
        }
    }
}
