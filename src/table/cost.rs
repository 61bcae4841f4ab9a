//! What a gap in spending on looked-after children is made of, a row a comparator.

use super::Table;
use super::cell::{number, text, whole};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::compare::cost::CostGap;
use crate::finding::prose::{Prose, costs as words};

/// Everything, tidy: for programs.
pub(crate) fn full(c: &Comparison<'_>, gaps: &[CostGap]) -> Table {
    let prose = Prose::of(c);
    let columns = TableColumns::<&CostGap>::new()
        .text("authority", "authority", move |_| text(prose.name(c.area)))
        .text("la_code", "la_code", move |_| text(c.area.la_code()))
        .text("period", "period", move |_| text(c.period.label.as_str()))
        .text("against", "against", |gap| text(words::others(gap.against)))
        .whole("neighbours", "neighbours", |gap| whole(gap.neighbours))
        .number("children", "children", |gap| {
            number(Some(gap.children), None)
        })
        .about("children aged under 18 who live there")
        .number("per_child", "per_child", |gap| {
            number(Some(gap.own.per_child), None)
        })
        .about("pounds a year spent on looked-after children for each child who lives there")
        .number("other_per_child", "other_per_child", |gap| {
            number(Some(gap.other.per_child), None)
        })
        .number("rate", "rate", |gap| number(Some(gap.own.rate), None))
        .about("children looked after on 31 March for each child who lives there")
        .number("other_rate", "other_rate", |gap| {
            number(Some(gap.other.rate), None)
        })
        .number("each", "each", |gap| number(Some(gap.own.each()), None))
        .about("pounds a year for each child looked after on 31 March")
        .number("other_each", "other_each", |gap| {
            number(Some(gap.other.each()), None)
        })
        .about("the others’ spending over their rate")
        .number("gap", "gap", |gap| number(Some(gap.gap()), None))
        .number("of_number", "of_number", |gap| {
            number(Some(gap.of_number()), None)
        })
        .about("the part of the gap that goes with how many are looked after")
        .number("of_each", "of_each", |gap| {
            number(Some(gap.of_each()), None)
        })
        .about("the part that goes with what is spent on each; both sum to the gap");
    columns.table("cost", words::TITLE, gaps)
}

/// What fits a page.
pub(crate) fn for_people(c: &Comparison<'_>, gaps: &[CostGap]) -> Table {
    let prose = Prose::of(c);
    let own = prose.short(c.area).to_owned();
    let pounds = |value: f64| number(Some(value), Some(0));
    let columns = TableColumns::<&CostGap>::new()
        .text("against", "Beside", |gap| text(words::others(gap.against)))
        .number("per_child", &format!("{own}, £ a child"), move |gap| {
            pounds(gap.own.per_child)
        })
        .number("other_per_child", "Others", move |gap| {
            pounds(gap.other.per_child)
        })
        .number("each", "For each looked after", move |gap| {
            pounds(gap.own.each())
        })
        .number("other_each", "Others", move |gap| pounds(gap.other.each()))
        .number("gap", "Gap, £ a child", move |gap| pounds(gap.gap()))
        .number("of_number", "of more children", move |gap| {
            pounds(gap.of_number())
        })
        .number("of_each", "of more for each", move |gap| {
            pounds(gap.of_each())
        });
    let mut table = columns.table("cost", words::TITLE, gaps);
    table.subtitle = format!("{}, {}", prose.name(c.area), c.period.short());
    table.notes = prose.cost_notes(c);
    table.source = prose.credit(c);
    table
}
