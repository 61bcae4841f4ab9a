//! What stands in files and what it is known as.

use super::super::tests::register;
use crate::observation::area::Area;
use crate::world::failing::one_of;

/// Codes, names, aliases and formal names, each with its authority, region or country.
const KNOWN: &[(&str, u16)] = &[
    ("890", 890),
    ("890.0", 890),
    (" 890.00 ", 890),
    ("E06000009", 890),
    ("e06000009", 890),
    ("E08000016", 370),
    ("Blackpool", 890),
    ("BLACKPOOL", 890),
    ("Blackpool Council", 890),
    ("Blackpool Borough Council", 890),
    ("Blackpool LA", 890),
    ("Blackpool UA", 890),
    ("Blackpool Unitary Authority", 890),
    ("St Helens", 342),
    ("St. Helens", 342),
    ("St Helen's", 342),
    ("St Helens MBC", 342),
    ("Saint Helens", 342),
    ("Bristol", 801),
    ("Bristol, City of", 801),
    ("City of Bristol", 801),
    ("Bristol City Council", 801),
    ("Kingston upon Hull, City of", 810),
    ("Hull", 810),
    ("Hull, City of", 810),
    ("Hull City Council", 810),
    ("Telford & Wrekin", 894),
    ("Telford and Wrekin Council", 894),
    ("Kent County Council", 886),
    ("Kent CC", 886),
    ("Kent LA", 886),
    ("Durham", 840),
    ("Durham County Council", 840),
    ("Rutland County Council", 857),
    ("Herefordshire County Council", 884),
    ("Wiltshire County Council", 865),
    ("London Borough of Barnet", 302),
    ("Camden LB", 202),
    ("LB Camden", 202),
    ("Royal Borough of Windsor and Maidenhead", 868),
    ("Windsor and Maidenhead, Royal Borough of", 868),
    ("City of York Council", 816),
    ("Council of the Isles of Scilly", 420),
    ("Stoke on Trent", 861),
    ("Southend\u{a0}on\u{a0}Sea City Council", 882),
    ("Wirral Metropolitan Borough Council", 344),
    ("Newcastle City Council", 391),
    ("Dorset", 838),
    ("Dorset Council", 838),
    ("Dorset County Council", 835),
    ("Notts", 891),
    ("England", 970),
    ("North West", 981),
    ("E12000002", 981),
];

/// What is no place of the register, with a part of what is said of it.
const ELSEWHERE: &[(&str, &str)] = &[
    ("Warwick", "“Warwick” is a district of Warwickshire (937)"),
    (
        "Warwick District Council",
        "is a district of Warwickshire (937)",
    ),
    ("E07000222", "is a district of Warwickshire (937)"),
    ("Oxford City Council", "is a district of Oxfordshire (931)"),
    ("Lancaster", "is a district of Lancashire (888)"),
    (
        "King’s Lynn & West Norfolk",
        "is a district of Norfolk (926)",
    ),
    (
        "Newcastle-under-Lyme",
        "is a district of Staffordshire (860)",
    ),
    (
        "Newcastle Borough Council",
        "is a district of Staffordshire (860)",
    ),
    (
        "St Albans City and District",
        "is a district of Hertfordshire (919)",
    ),
    ("Hart", "is a district of Hampshire (850)"),
    (
        "Carlisle City Council",
        "was a district until 31 March 2023 and is now part of Cumberland (942)",
    ),
    (
        "Christchurch",
        "is now part of Bournemouth, Christchurch and Poole (839)",
    ),
    ("City of Durham", "is now part of County Durham (840)"),
    (
        "Northampton",
        "until 31 March 2021 and is now part of West Northamptonshire (941)",
    ),
    ("Taunton Deane", "is now part of Somerset (933)"),
    ("Cardiff", "is a council area of Wales"),
    ("W06000015", "is a council area of Wales"),
    ("Cardiff Council", "is a council area of Wales"),
    ("Conwy County Borough Council", "is a council area of Wales"),
    ("Fife", "is a council area of Scotland"),
    (
        "Belfast City Council",
        "is a council area of Northern Ireland",
    ),
    ("Wales", "is not England"),
    ("United Kingdom", "is not England"),
    ("Greater Manchester", "is an area of several authorities"),
    ("E05009999", "is the code of a ward"),
    ("W04000001", "is the code of an area of Wales"),
    ("E47000001", "is the code of a combined authority"),
    ("940 / 941", "report together"),
];

/// What is known neither as a place of the register nor as anything else.
const UNKNOWN: &[&str] = &[
    "",
    "Mid",
    "Central",
    "North",
    "Nott",
    "Blackp",
    "Tower",
    "City",
    "Kings",
    "Ham",
    "Essex North",
    "Durham Dales",
    "Kent and Medway",
    "Hartlepool North",
    "Leicester County Council",
    "Oxford County Council",
    "London City",
    "North West Council",
    "Manchester London Borough",
    "999",
    "890.5",
    "8900",
    "E06000999",
];

#[test]
fn codes_full_names_aliases_and_formal_names_are_known() {
    let register = register();
    for (text, code) in KNOWN {
        let found = register
            .in_file(text)
            .unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(found, Area(*code), "{text}");
    }
}

#[test]
fn every_place_is_known_in_a_file_by_all_that_it_is_called() {
    let register = register();
    for place in register.all() {
        let names = [&place.name, &place.short_name, &place.ons_code];
        for name in names.into_iter().chain(&place.aliases) {
            assert_eq!(register.in_file(name), Ok(place.area), "{name}");
        }
        assert_eq!(
            register.in_file(&format!("{}.0", place.area.0)),
            Ok(place.area)
        );
    }
}

#[test]
fn places_elsewhere_are_known_as_what_they_are() {
    let register = register();
    for (text, said) in ELSEWHERE {
        let fault = register.in_file(text).expect_err(text).to_string();
        assert!(fault.contains(said), "{text}: {fault}");
    }
}

/// No beginning of a name stands for the name, whichever place it is and wherever it is cut off.
#[test]
fn the_beginning_of_a_name_is_no_name_in_a_file() {
    let register = register();
    for text in UNKNOWN {
        let fault = register.in_file(text).expect_err(text);
        assert_eq!(fault.known_as, None, "{text}");
    }
    for place in register.all().step_by(one_of(3)) {
        for (end, _) in place.name.char_indices().skip(1) {
            let part = &place.name[..end];
            if let Ok(found) = register.in_file(part) {
                let other = register.get(found).expect("known");
                let called = |name: &String| register.by_name(name) == register.by_name(part);
                // "Bristol, City" of "Bristol, City of" is a formal name like "Bristol City".
                let is_formal = part.contains(", City") || part.contains(", County");
                assert!(
                    is_formal
                        || called(&other.name)
                        || called(&other.short_name)
                        || other.aliases.iter().any(called),
                    "“{part}” of {} is read as {}",
                    place.name,
                    other.name
                );
            }
        }
    }
}

/// 164 districts of today's 21 counties, and the nations' council areas as there are.
#[test]
fn the_places_elsewhere_are_complete() {
    let text = include_str!("../../../../data/other_places.csv");
    let of = |kind: &str, ended: bool| {
        text.lines()
            .filter(|line| line.contains(&format!(",{kind},")) && line.ends_with(',') != ended)
            .count()
    };
    assert_eq!(of("district", false), 164);
    assert_eq!(
        [
            of("wales", false),
            of("scotland", false),
            of("northern ireland", false)
        ],
        [22, 32, 11]
    );
    let register = register();
    let counties = register
        .current()
        .filter(|place| place.kind.word() == "county")
        .filter(|place| text.contains(&format!(",district,{},\n", place.area.0)));
    assert_eq!(counties.count(), 21);
}
