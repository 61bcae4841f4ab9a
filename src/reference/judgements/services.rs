//! Youth justice services whose name is no authority's: those that several authorities share, and those outside England.

use jiff::civil::Date;

/// What such a service covers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SharedService {
    pub(crate) name: String,
    /// Three-digit codes; none of a service outside England.
    pub(crate) codes: Vec<String>,
    /// What the name stood for before this day is not known.
    from: Option<Date>,
}

/// The services compiled in.
///
/// # Errors
/// What is wrong, and on which line.
fn listed() -> Result<Vec<SharedService>, csv::Error> {
    let text = include_str!("../../../data/youth_justice_services.csv");
    let mut services = Vec::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record?;
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let codes = cell(1).split(';').filter(|code| !code.is_empty());
        services.push(SharedService {
            name: cell(0).to_owned(),
            codes: codes.map(str::to_owned).collect(),
            from: cell(2).parse().ok(),
        });
    }
    Ok(services)
}

/// The service that a report of a day names.
pub(crate) fn shared(name: &str, day: Option<Date>) -> Option<SharedService> {
    let mut services = listed().ok()?.into_iter();
    services.find(|service| {
        service.name.eq_ignore_ascii_case(name)
            && service
                .from
                .is_none_or(|from| day.is_some_and(|day| from <= day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[test]
    fn every_listed_service_is_of_authorities_and_its_name_is_of_none_of_them_alone() {
        let reference = Reference::embedded().expect("embedded");
        let services = listed().expect("read");
        assert!(services.iter().any(|service| service.codes.len() == 4));
        for service in services {
            for code in &service.codes {
                assert!(reference.register.in_file(code).is_ok(), "{code}");
            }
            assert_ne!(service.codes.len(), 1, "{}", service.name);
        }
        let before = Date::constant(2019, 3, 31);
        assert_eq!(shared("Dorset", Some(before)), None);
    }
}
