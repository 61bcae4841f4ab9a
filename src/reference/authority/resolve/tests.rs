//! What people type and what they are told.

use super::super::tests::register;
use super::*;

/// Each line a case: what is typed, the code it means, a part of the note or "" for none.
const MEANT: &[(&str, u16, &str)] = &[
    ("Blackpool", 890, ""),
    ("  blackpool ", 890, ""),
    ("890", 890, ""),
    ("E06000009", 890, ""),
    ("e06000009", 890, ""),
    ("Hull", 810, ""),
    ("810", 810, ""),
    ("E06000010", 810, ""),
    ("Kingston upon Hull, City of", 810, ""),
    ("KINGSTON UPON HULL", 810, ""),
    ("Hull City Council", 810, ""),
    ("City of Kingston-upon-Hull", 810, ""),
    ("BwD", 889, ""),
    ("Blackburn with Darwen Borough Council", 889, ""),
    ("Telford & Wrekin", 894, ""),
    ("Telford and Wrekin", 894, ""),
    ("St Helens", 342, ""),
    ("st. helens", 342, ""),
    ("St.Helens", 342, ""),
    ("St Helens MBC", 342, ""),
    ("Bedford Borough", 822, ""),
    ("Bedford", 822, ""),
    ("County Durham", 840, ""),
    ("Durham", 840, ""),
    ("Durham County Council", 840, ""),
    ("Herefordshire", 884, ""),
    ("Herefordshire, County of", 884, ""),
    ("City of Bristol", 801, ""),
    ("Bristol City Council", 801, ""),
    ("Nottingham City", 892, ""),
    ("Nottinghamshire County Council", 891, ""),
    ("Lancs", 888, ""),
    ("Lancashire County Council", 888, ""),
    ("B&NES", 800, ""),
    ("BANES", 800, ""),
    ("H&F", 205, ""),
    ("London Borough of Barnet", 302, ""),
    ("Royal Borough of Kensington and Chelsea", 207, ""),
    ("Kensington Chelsea", 207, ""),
    ("RBKC", 207, ""),
    ("City of London", 201, ""),
    ("City of London Council", 201, ""),
    ("London", 986, ""),
    ("London (Inner)", 987, ""),
    ("E13000002", 988, ""),
    ("Yorkshire and the Humber", 982, ""),
    ("NW", 981, ""),
    ("England", 970, ""),
    ("BCP", 839, ""),
    ("Bournemouth, Christchurch & Poole", 839, ""),
    ("Westmorland & Furness", 943, ""),
    ("North Yorkshire UA", 815, ""),
    (
        "E10000023",
        815,
        "E10000023 is an earlier code of North Yorkshire (815), now E06000065.",
    ),
    ("E08000016", 370, "earlier code"),
    ("E06000048", 929, "earlier code"),
    ("Blackp", 890, "“Blackp” is read as Blackpool (890)."),
    ("N Tyneside", 392, "read as North Tyneside"),
    ("Stoke on", 861, "read as"),
    ("Scill", 420, "read as"),
    ("Oxford", 931, "read as Oxfordshire"),
    ("Leicester County Council", 856, "read as Leicester (856)"),
    (
        "Dorset",
        838,
        "Dorset is the authority formed on 1 April 2019 (838); the former county is 835.",
    ),
    ("Dorset Council", 838, "the former county is 835"),
    (
        "Dors",
        838,
        "“Dors” is read as Dorset (838). Dorset is the authority formed",
    ),
    ("838", 838, ""),
    (
        "Dorset (Pre LG)",
        835,
        "abolished; its last day was 31 March 2019. Dorset (838) and Bournemouth",
    ),
    ("835", 835, "took over on 1 April 2019."),
    (
        "Poole",
        836,
        "Bournemouth, Christchurch and Poole (839) took over",
    ),
    (
        "Cumbria",
        909,
        "Cumbria (909) was abolished; its last day was 31 March 2023. \
             Cumberland (942) and Westmorland and Furness (943) took over on 1 April 2023.",
    ),
    ("E10000006", 909, "abolished"),
    (
        "Northants",
        928,
        "North Northamptonshire (940) and West Northamptonshire (941)",
    ),
];

#[test]
fn what_resolves() {
    let register = register();
    for (query, code, note) in MEANT.iter().copied() {
        let found = register
            .resolve(query)
            .unwrap_or_else(|e| panic!("{query}: {e}"));
        assert_eq!(found.area, Area(code), "{query}");
        let said = found.note.unwrap_or_default();
        assert!(
            if note.is_empty() {
                said.is_empty()
            } else {
                said.contains(note)
            },
            "{query}: {said}"
        );
    }
}

#[test]
fn what_is_similar_is_only_suggested() {
    let register = register();
    for (query, first) in [
        ("Blackpol", "Blackpool"),
        ("Lanchashire", "Lancashire"),
        ("Kirkless", "Kirklees"),
        ("Tamside", "Tameside"),
        ("Maidenhead", "Windsor and Maidenhead"),
        ("Rigdcar and Cleveland", "Redcar and Cleveland"),
    ] {
        let fault = register.resolve(query).expect_err(query);
        assert_eq!(
            fault.suggestions.first().map(String::as_str),
            Some(first),
            "{query}"
        );
        assert!(
            fault.suggestions.len() <= 3 && fault.ambiguous.is_empty(),
            "{query}"
        );
        assert!(fault.to_string().starts_with(&format!(
            "no authority, code or abbreviation is “{query}”; similar: {first}"
        )));
    }
    for query in [
        "",
        "   ",
        "?",
        "999",
        "E99999999",
        "xyzzy",
        "Banana",
        "Borough Council",
        "of the",
        "é",
    ] {
        let fault = register.resolve(query).expect_err(query);
        assert_eq!(fault.ambiguous, Vec::<String>::new(), "{query}");
        assert_eq!(fault.suggestions, Vec::<String>::new(), "{query}");
    }
}

#[test]
fn what_could_be_several_is_refused_with_all_of_them() {
    let register = register();
    for (query, said) in [
        (
            "Kingston",
            "“Kingston” could be Kingston upon Thames (314) or Kingston upon Hull, City of (810)",
        ),
        ("Cumb", "“Cumb” could be Cumbria (909) or Cumberland (942)"),
        ("Derb", "“Derb” could be Derbyshire (830) or Derby (831)"),
        (
            "940 / 941",
            "“940 / 941” could be North Northamptonshire (940) or West Northamptonshire (941)",
        ),
    ] {
        assert_eq!(register.resolve(query).expect_err(query).to_string(), said);
    }
    let north = register.resolve("North").expect_err("North");
    assert!(
        north.ambiguous.len() > 6 && north.to_string().ends_with(" more"),
        "{north}"
    );
}

#[test]
fn every_name_and_alias_resolves_to_its_own_place() {
    let register = register();
    for place in register.all() {
        let names = [&place.name, &place.short_name, &place.ons_code];
        for name in names.into_iter().chain(&place.aliases) {
            assert_eq!(
                register.resolve(name).map(|found| found.area),
                Ok(place.area),
                "{name}"
            );
        }
    }
}
