//! `yardstick authorities`, `indicators` and `neighbours`: what the program knows.

use super::args::{Authorities, Format, Indicators, NeighboursOf};
use super::print;
use super::setting::{self, Setting};
use crate::error::{Error, Result};
use crate::finding::words::{Words, theme};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::reference::Reference;
use crate::reference::authority::{Authority, Reorganisation};
use crate::reference::group::{Group, list_date};
use crate::source::lait::Dictionary;
use crate::table::cell::text;
use crate::table::{self, Cell, Column, Table};

/// A table in the format that was asked for.
pub(super) fn show(setting: &Setting<'_>, table: &Table) {
    let shown = match setting.format() {
        Format::Csv => String::from_utf8_lossy(&table::csv::write(table, false)).into_owned(),
        Format::Json => format!("{:#}\n", serde_json::Value::Array(table::json::rows(table))),
        Format::Markdown => table::markdown::write(table),
        Format::Table | Format::Html | Format::Ics => {
            table::terminal::render(table, print::width(), setting.colour())
        }
    };
    print::result(&shown);
}

pub(super) fn authorities(setting: &Setting<'_>, wanted: &Authorities) -> Result<u8> {
    let reference = Reference::embedded()?;
    let register = &reference.register;
    let region = wanted
        .region
        .as_deref()
        .map(|name| region(&reference, name))
        .transpose()?;
    let found: Vec<&Authority> = match &wanted.query {
        Some(query) => {
            let contains = |a: &&Authority| {
                let query = query.to_lowercase();
                a.area.is_authority()
                    && (a.name.to_lowercase().contains(&query)
                        || a.short_name.to_lowercase().contains(&query))
            };
            match register.resolve(query) {
                Ok(resolved) => {
                    if let Some(note) = resolved.note.filter(|_| !setting.common.quiet) {
                        print::note(&note);
                    }
                    register.get(resolved.area).into_iter().collect()
                }
                Err(unresolved) => {
                    let some: Vec<&Authority> = register.all().filter(contains).collect();
                    if some.is_empty() {
                        return Err(Error::usage(unresolved.to_string())
                            .hint("“yardstick authorities” lists them all"));
                    }
                    some
                }
            }
        }
        None if wanted.former => register.all().filter(|a| a.area.is_authority()).collect(),
        None => register.current().collect(),
    };
    let inside = |a: &&Authority| {
        region.is_none_or(|r| a.region == Some(r) || (r == Area::LONDON && is_london(a)))
    };
    let history = match found.as_slice() {
        [one] => history(&reference, one.area),
        _ => Vec::new(),
    };
    let rows = found
        .into_iter()
        .filter(inside)
        .map(|a| row(&reference, a))
        .collect();
    let columns = vec![
        Column::text("la_code", "Code"),
        Column::text("authority_code", "ONS code"),
        Column::text("authority", "Authority"),
        Column::text("region", "Region"),
        Column::text("type", "Type"),
        Column::text("valid_from", "Since"),
        Column::text("valid_to", "Until"),
        Column::text("successors", "Replaced by"),
        Column::text("also", "Also known as"),
    ];
    let mut table = Table::bare("authorities", "Authorities".to_owned(), columns, rows);
    table.notes = history;
    show(setting, &table);
    Ok(0)
}

/// What happened to one authority: every reorganisation that it came from or went into.
fn history(reference: &Reference, area: Area) -> Vec<String> {
    let touched = |event: &&Reorganisation| event.from.contains(&area) || event.to.contains(&area);
    let say =
        |event: &Reorganisation| format!("{}: {}", event.date.strftime("%-d %B %Y"), event.note);
    reference
        .register
        .events()
        .iter()
        .filter(touched)
        .map(say)
        .collect()
}

fn is_london(a: &Authority) -> bool {
    a.region == Some(Area::INNER_LONDON) || a.region == Some(Area::OUTER_LONDON)
}

fn region(reference: &Reference, name: &str) -> Result<Area> {
    let found = reference
        .register
        .resolve(name)
        .ok()
        .map(|r| r.area)
        .filter(|a| a.is_region());
    found.ok_or_else(|| {
        let all: Vec<&str> = reference
            .register
            .all()
            .filter(|a| a.area.is_region())
            .map(|a| a.name.as_str())
            .collect();
        Error::usage(format!("“{name}” is not a region")).expected(all.join(", "))
    })
}

fn row(reference: &Reference, a: &Authority) -> Vec<Cell> {
    let speaker = Words { reference };
    let day = |d: Option<jiff::civil::Date>| text(d.map(|d| d.to_string()).unwrap_or_default());
    let names: Vec<&str> = a.successors.iter().map(|s| speaker.name(*s)).collect();
    vec![
        text(format!("{:03}", a.area.0)),
        text(&a.ons_code),
        text(&a.name),
        text(
            a.region
                .map(|r| speaker.name(r).to_owned())
                .unwrap_or_default(),
        ),
        text(a.kind.word()),
        day(a.valid_from),
        day(a.valid_to),
        text(names.join("; ")),
        text(a.aliases.join("; ")),
    ]
}

pub(super) fn indicators(setting: &Setting<'_>, wanted: &Indicators) -> Result<u8> {
    let reference = Reference::embedded()?;
    let query = wanted.query.as_deref().unwrap_or_default().to_lowercase();
    let hit = |texts: &[&str]| {
        query
            .split_whitespace()
            .all(|word| texts.iter().any(|t| t.to_lowercase().contains(word)))
    };
    let themed = |key: &str| {
        wanted
            .theme
            .as_ref()
            .is_none_or(|t| t.trim().to_lowercase().replace(' ', "-") == key)
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for e in reference.catalogue.entries() {
        let code = e.lait.as_deref().unwrap_or_default();
        if themed(&e.theme) && hit(&[&e.id, &e.title, &e.short, code]) {
            rows.push(line(
                &e.id,
                &e.title,
                &theme(&e.theme),
                e.polarity,
                code,
                &e.unit.axis(),
            ));
        }
    }
    if wanted.all {
        let dictionary = Dictionary::embedded();
        for (code, facts) in dictionary.sorted() {
            if reference.catalogue.by_lait(code).is_none()
                && wanted.theme.is_none()
                && hit(&[code, &facts.title, &facts.topic])
            {
                rows.push(line(
                    code,
                    &facts.title,
                    &facts.topic,
                    facts.polarity,
                    code,
                    "",
                ));
            }
        }
    }
    if rows.is_empty() {
        let themes = reference.catalogue.themes().join(", ");
        return Err(Error::nothing("no indicator matches").hint(format!(
            "themes are {themes}; --all looks through DfE’s series too"
        )));
    }
    let columns = vec![
        Column::text("indicator", "Id"),
        Column::text("title", "Title"),
        Column::text("theme", "Theme"),
        Column::text("unit", "Unit"),
        Column::text("polarity", "Good is"),
        Column::text("source_measure", "LAIT code"),
    ];
    show(
        setting,
        &Table::bare("indicators", "Indicators".to_owned(), columns, rows),
    );
    Ok(0)
}

fn line(
    id: &str,
    title: &str,
    theme: &str,
    polarity: Polarity,
    code: &str,
    unit: &str,
) -> Vec<Cell> {
    let good = match polarity {
        Polarity::Higher => "higher",
        Polarity::Lower => "lower",
        Polarity::Unset => "neither",
    };
    vec![
        text(id),
        text(title),
        text(theme),
        text(unit),
        text(good),
        text(code),
    ]
}

pub(super) fn neighbours(setting: &Setting<'_>, wanted: &NeighboursOf) -> Result<u8> {
    let reference = Reference::embedded()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let list = setting::list(&reference, wanted.list.as_deref())?;
    let speaker = Words {
        reference: &reference,
    };
    let ten = reference.neighbours.of(list, area);
    if ten.is_empty() {
        let name = speaker.name(area);
        return Err(Error::nothing(format!(
            "DfE’s list of {} names no statistical neighbours for {name}",
            list_date(list)
        )));
    }
    let group = Group::neighbours(&reference, area, list);
    let others: Vec<_> = reference
        .neighbours
        .lists()
        .into_iter()
        .filter(|other| *other != list)
        .collect();
    let in_other = |of: Area| {
        others.iter().any(|other| {
            reference
                .neighbours
                .of(*other, area)
                .iter()
                .any(|n| n.area == of)
        })
    };
    let rows = ten.iter().enumerate().map(|(at, n)| {
        vec![
            Cell::Whole(i64::try_from(at + 1).unwrap_or_default()),
            text(format!("{:03}", n.area.0)),
            text(speaker.name(n.area)),
            text(n.closeness.words()),
            text(if in_other(n.area) { "yes" } else { "no" }),
        ]
    });
    let other = others.first().map(|o| list_date(*o)).unwrap_or_default();
    let columns = vec![
        Column::whole("position", "Position"),
        Column::text("la_code", "Code"),
        Column::text("authority", "Statistical neighbour"),
        Column::text("closeness", "Closeness"),
        Column::text("in_other_list", &format!("In list of {other} too")),
    ];
    let mut table = Table::bare(
        "neighbours",
        format!("Statistical neighbours of {}", speaker.name(area)),
        columns,
        rows.collect(),
    );
    table.subtitle = format!("Rule: {}.", group.rule);
    table.source = format!(
        "Department for Education, statistical neighbours, {}",
        list_date(list)
    );
    show(setting, &table);
    Ok(0)
}
