//! Authorities taken together: a row an indicator for people; for programs a row for the sums of each year, for each member and for
//! everybody that they are compared with.

use super::Table;
use super::cell::{number, optional, text, whole};
use super::columns::TableColumns;
use crate::compare::footprint::{
    Footprint, FootprintAgainst, FootprintFigure, FootprintPart, FootprintYear, MemberGap,
    WithoutSum,
};
use crate::compare::panel::Panel;
use crate::finding::prose::{Prose, digits, footprint_gaps, footprints as words};
use crate::observation::provenance::Origin;
use crate::stat::interval::Interval;

/// One line of the tidy table.
struct FootprintRow<'t> {
    panel: &'t Panel,
    year: &'t FootprintYear,
    kind: FootprintRowKind<'t>,
}

enum FootprintRowKind<'t> {
    Sums,
    Member(&'t FootprintPart),
    Against(&'t FootprintAgainst),
    /// The unweighted mean of the others, and how many it is of.
    Others(f64, usize),
}

impl FootprintRow<'_> {
    fn part(&self) -> Option<&FootprintPart> {
        match self.kind {
            FootprintRowKind::Member(part) => Some(part),
            _ => None,
        }
    }

    fn value(&self) -> Option<f64> {
        match self.kind {
            FootprintRowKind::Sums => Some(self.year.value),
            FootprintRowKind::Member(part) => part.reading.value(),
            FootprintRowKind::Against(against) => Some(against.value),
            FootprintRowKind::Others(mean, _) => Some(mean),
        }
    }

    fn counts(&self) -> (Option<f64>, Option<f64>) {
        match self.kind {
            FootprintRowKind::Sums => (Some(self.year.numerator), self.year.denominator),
            FootprintRowKind::Member(part) => (Some(part.numerator), part.denominator),
            _ => (None, None),
        }
    }

    fn limits(&self) -> Option<Interval> {
        match self.kind {
            FootprintRowKind::Sums => self.year.limits(),
            _ => None,
        }
    }

    fn role(&self) -> &'static str {
        match self.kind {
            FootprintRowKind::Sums => "together",
            FootprintRowKind::Member(_) => "member",
            FootprintRowKind::Against(against) if against.benchmark.is_region() => "region",
            FootprintRowKind::Against(_) => "country",
            FootprintRowKind::Others(..) => "others",
        }
    }

    fn origin(&self) -> Option<Origin> {
        match self.kind {
            FootprintRowKind::Member(part) => part.origin,
            FootprintRowKind::Against(against) => {
                self.panel.origin(self.year.at, against.benchmark)
            }
            _ => None,
        }
    }

    fn file(&self, origin: Option<Origin>) -> Option<String> {
        let source = self.panel.source(origin?.file)?;
        Some(source.file.clone())
    }
}

fn rows<'t>(of: &'t FootprintFigure<'_>, with_years: bool) -> Vec<FootprintRow<'t>> {
    let mut rows = Vec::new();
    let row = |year, kind| FootprintRow {
        panel: of.panel,
        year,
        kind,
    };
    let years = of
        .years
        .iter()
        .filter(|year| with_years || year.at == of.year.at);
    for year in years {
        rows.push(row(year, FootprintRowKind::Sums));
        let parts = year.parts.iter();
        rows.extend(parts.map(|part| row(year, FootprintRowKind::Member(part))));
    }
    let both = [&of.region, &of.england].into_iter().flatten();
    rows.extend(both.map(|against| row(&of.year, FootprintRowKind::Against(against))));
    if let Some(others) = &of.others
        && let Some(spread) = others.comparable()
    {
        let kind = FootprintRowKind::Others(spread.mean, others.with_data());
        rows.push(row(&of.year, kind));
    }
    rows
}

/// Everything, tidy: for programs.
pub(crate) fn full(
    footprint: &Footprint,
    all: &[FootprintFigure<'_>],
    prose: Prose<'_>,
    with_years: bool,
) -> Table {
    let columns = TableColumns::<FootprintRow<'_>>::new()
        .text("footprint", "footprint", |_| text(footprint.name.as_str()))
        .text("indicator", "indicator", |row| {
            text(row.panel.indicator.id.as_str())
        })
        .text("period", "period", |row| {
            text(row.panel.period(row.year.at).label.as_str())
        })
        .text("role", "role", |row| text(row.role()))
        .about("together: the sums; member: a part of them; region and country: as published; others: their unweighted mean")
        .text("place", "place", |row| match row.kind {
            FootprintRowKind::Sums => text(footprint.name.as_str()),
            FootprintRowKind::Member(part) => text(prose.name(part.area)),
            FootprintRowKind::Against(against) => text(prose.name(against.benchmark)),
            FootprintRowKind::Others(..) => text(words::others_mean(footprint)),
        })
        .text("la_code", "la_code", |row| match row.kind {
            FootprintRowKind::Member(part) => text(part.area.la_code()),
            FootprintRowKind::Against(against) => text(against.benchmark.la_code()),
            _ => text(""),
        })
        .number("value", "value", |row| number(row.value(), None))
        .number("numerator", "numerator", |row| number(row.counts().0, None))
        .number("denominator", "denominator", |row| number(row.counts().1, None))
        .number("lower95", "lower95", |row| {
            number(row.limits().map(|of| of.lower), None)
        })
        .about("what chance allows in the sums, at 95%")
        .number("upper95", "upper95", |row| {
            number(row.limits().map(|of| of.upper), None)
        })
        .text("sums_are", "sums_are", |row| match row.kind {
            FootprintRowKind::Against(against) => text(against.verdict.name()),
            _ => text(""),
        })
        .about("where the sums lie from this published figure, beyond chance")
        .whole("of", "of", |row| match row.kind {
            FootprintRowKind::Others(_, with_data) => whole(Some(with_data)),
            _ => whole(None::<usize>),
        })
        .about("how many authorities the mean is of");
    let table = of_origins(columns).table(
        "footprint",
        words::TITLE,
        all.iter().flat_map(|of| rows(of, with_years)),
    );
    Table {
        notes: vec![words::NOT_A_FORECAST.to_owned()],
        ..table
    }
}

/// Where a member's or an aggregate's figure stands, and a member's base.
fn of_origins<'a>(
    columns: TableColumns<'a, FootprintRow<'a>>,
) -> TableColumns<'a, FootprintRow<'a>> {
    let base = |row: &FootprintRow<'_>| row.part().and_then(|part| part.base);
    columns
        .text("file", "file", |row| optional(row.file(row.origin())))
        .whole("row", "row", |row| whole(row.origin().map(|of| of.row)))
        .text("base_file", "base_file", move |row| {
            optional(row.file(base(row)))
        })
        .whole("base_row", "base_row", move |row| {
            whole(base(row).map(|of| of.row))
        })
}

/// A row an indicator, for people.
pub(crate) fn for_people(
    footprint: &Footprint,
    all: &[FootprintFigure<'_>],
    prose: Prose<'_>,
) -> Table {
    let columns = TableColumns::<&FootprintFigure<'_>>::new()
        .text("indicator", "Indicator", |of| {
            text(of.panel.indicator.short.as_str())
        })
        .text("period", "Period", |of| text(of.period.short()))
        .text("numerator", "Number", |of| {
            text(words::count(&of.panel.indicator, of.year.numerator))
        })
        .text("denominator", "Of", |of| {
            let indicator = &of.panel.indicator;
            optional(
                of.year
                    .denominator
                    .map(|base| words::count(indicator, base)),
            )
        })
        .text("value", "Together", |of| {
            text(digits(&words::printed_as(of), of.year.value))
        })
        .text("limits", "Allowing for chance", |of| {
            let indicator = words::printed_as(of);
            optional(of.year.limits().map(|limits| {
                let [low, high] = [limits.lower, limits.upper].map(|at| digits(&indicator, at));
                format!("{low} to {high}")
            }))
        });
    let mut table = beside(columns, footprint, prose).table("footprint", &*footprint.name, all);
    let names = footprint.members.iter().map(|area| prose.name(*area));
    table.subtitle = names.collect::<Vec<_>>().join(" + ");
    let mut notes: Vec<String> = Vec::new();
    for note in all.iter().flat_map(words::notes) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    table.notes = notes;
    table
}

/// England, the region, the others and the place among all authorities.
fn beside<'t, 's>(
    columns: TableColumns<'t, &'t FootprintFigure<'s>>,
    footprint: &'t Footprint,
    prose: Prose<'_>,
) -> TableColumns<'t, &'t FootprintFigure<'s>> {
    let value = |of: &FootprintFigure<'_>, against: Option<&FootprintAgainst>| {
        let decimals = Some(of.panel.indicator.decimals);
        number(against.map(|against| against.value), decimals)
    };
    let side = |against: Option<&FootprintAgainst>| {
        optional(against.map(|against| against.verdict.name()))
    };
    let region = footprint
        .region
        .map_or("Region", |region| prose.short(region));
    columns
        .number("england", "England", move |of| {
            value(of, of.england.as_ref())
        })
        .text("than_england", "Than England", move |of| {
            side(of.england.as_ref())
        })
        .when(footprint.region.is_some(), |columns| {
            let heading = format!("Than {region}");
            columns
                .number("region", region, move |of| value(of, of.region.as_ref()))
                .text("than_region", &heading, move |of| side(of.region.as_ref()))
        })
        .number("others_mean", words::others_mean(footprint), |of| {
            let spread = of.others.as_ref().and_then(|others| others.comparable());
            let decimals = of.panel.indicator.mean_decimals();
            number(spread.map(|spread| spread.mean), Some(decimals))
        })
        .text("rank", "Would be", |of| {
            optional(of.rank.as_ref().map(words::place))
        })
}

/// An indicator without a sum, and a member that lacks counts.
type GapRow<'t> = (&'t WithoutSum<'t>, Option<&'t MemberGap>);

/// What cannot be summed: a row for each member without counts, or one for an indicator whose figures cannot be added.
pub(crate) fn not_summed(footprint: &Footprint, all: &[WithoutSum<'_>], prose: Prose<'_>) -> Table {
    let columns = TableColumns::<GapRow<'_>>::new()
        .text("indicator", "Indicator", |(of, _)| {
            text(of.panel.indicator.short.as_str())
        })
        .text("period", "Period", |(of, _)| {
            text(of.panel.period(of.at).short())
        })
        .text("member", "Member", |(_, gap)| {
            optional(gap.map(|gap| prose.name(gap.area)))
        })
        .text("why", "Why", |(of, gap)| match gap {
            Some(gap) => text(prose.gap(&gap.why)),
            None => text(prose.not_summed(&of.why)),
        })
        .text("file", "File", |(of, gap)| {
            let origin = gap.and_then(|gap| gap.origin);
            let source = origin.and_then(|origin| of.panel.source(origin.file));
            optional(source.map(|source| source.file.as_str()))
        })
        .text("row", "Row", |(_, gap)| {
            let origin = gap.and_then(|gap| gap.origin);
            optional(origin.map(|origin| origin.row.to_string()))
        });
    let rows = all.iter().flat_map(|of| {
        let gaps = of.gaps().iter().map(move |gap| (of, Some(gap)));
        let alone = of.gaps().is_empty().then_some((of, None));
        gaps.chain(alone)
    });
    let title = format!("{}: {}", footprint.name, footprint_gaps::NOT_SUMMED);
    Table {
        notes: vec![footprint_gaps::RATES_CANNOT_BE_ADDED.to_owned()],
        ..columns.table("not-summed", title, rows)
    }
}

/// One indicator over the years, for people.
pub(crate) fn by_year(footprint: &Footprint, of: &FootprintFigure<'_>, prose: Prose<'_>) -> Table {
    let indicator = &of.panel.indicator;
    let mut columns = TableColumns::<&FootprintYear>::new()
        .text("period", "Year", |year| {
            text(of.panel.period(year.at).short())
        })
        .text("numerator", "Number", |year| {
            text(words::count(indicator, year.numerator))
        })
        .text("denominator", "Of", |year| {
            optional(year.denominator.map(|base| words::count(indicator, base)))
        })
        .number("value", "Together", |year| {
            number(Some(year.value), Some(indicator.decimals))
        })
        .number("lower95", "From", |year| {
            number(year.limits().map(|of| of.lower), Some(indicator.decimals))
        })
        .number("upper95", "To", |year| {
            number(year.limits().map(|of| of.upper), Some(indicator.decimals))
        });
    for (at, area) in footprint.members.iter().enumerate() {
        let name = format!("member_{}", area.la_code());
        columns = columns.number(&name, prose.short(*area), move |year| {
            let part = year.parts.get(at);
            number(
                part.and_then(|part| part.reading.value()),
                Some(indicator.decimals),
            )
        });
    }
    let title = format!("{}: {}", footprint.name, indicator.short);
    columns.table("footprint-by-year", title, of.years.iter())
}
