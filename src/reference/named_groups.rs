//! Groups of authorities that have a name: well-known ones, which are rows of `data/groups.csv`, and those of an officer's settings.

use super::authority::Register;
use crate::observation::area::Area;

/// A group with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct NamedGroup {
    /// As it is typed: the words of its name, joined with hyphens.
    pub(crate) key: String,
    /// As a sentence names it.
    pub(crate) name: String,
    /// What makes a member.
    pub(crate) rule: String,
    pub(crate) members: Vec<Area>,
}

/// All groups with a name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct NamedGroups(Vec<NamedGroup>);

impl NamedGroups {
    /// The groups that are compiled in.
    ///
    /// # Errors
    /// A row that cannot be read, in words.
    pub(crate) fn parse(text: &str) -> Result<NamedGroups, String> {
        let mut groups = Vec::new();
        for record in csv::Reader::from_reader(text.as_bytes()).records() {
            let record = record.map_err(|fault| fault.to_string())?;
            let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
            let members: Result<Vec<u16>, _> = cell(3).split(' ').map(str::parse::<u16>).collect();
            let members = members.map_err(|fault| format!("{}: {fault}", cell(0)))?;
            groups.push(NamedGroup {
                key: cell(0),
                name: cell(1),
                rule: cell(2),
                members: members.into_iter().map(Area).collect(),
            });
        }
        Ok(NamedGroups(groups))
    }

    /// Adds a group of an officer's own, which goes before one of the program's of that name.
    ///
    /// # Errors
    /// A member that is no authority; no member at all; in words.
    pub(crate) fn add(
        &mut self,
        register: &Register,
        name: &str,
        members: &[String],
    ) -> Result<(), String> {
        let mut areas = Vec::new();
        for member in members {
            let found = register
                .resolve(member)
                .map_err(|unresolved| unresolved.to_string())?;
            if !found.area.is_authority() {
                return Err(format!("“{member}” is not an authority"));
            }
            if !areas.contains(&found.area) {
                areas.push(found.area);
            }
        }
        if areas.is_empty() {
            return Err("it has no members".to_owned());
        }
        let group = NamedGroup {
            key: key(name),
            name: name.to_owned(),
            rule: "chosen by hand, in yardstick.toml".to_owned(),
            members: areas,
        };
        self.0.insert(0, group);
        Ok(())
    }

    /// The group of a name or a key.
    pub(crate) fn get(&self, name: &str) -> Option<&NamedGroup> {
        let wanted = key(name);
        self.0.iter().find(|group| group.key == wanted)
    }

    /// What may be typed for each.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|group| group.key.as_str())
    }
}

fn key(name: &str) -> String {
    let words = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    words.join("-")
}
