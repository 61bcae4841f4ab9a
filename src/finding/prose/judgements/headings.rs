//! Under which headings a page tells of inspections.

use crate::observation::judgement::Inspectorate;

pub(crate) const NEXT: &str = "What may come next";
pub(crate) const HOW_COUNTED: &str = "How this is counted";

/// What is told of an inspectorate's judgements.
pub(crate) fn heading(who: Inspectorate) -> &'static str {
    match who {
        Inspectorate::Hmip => "Youth justice, as HM Inspectorate of Probation rated it",
        _ => "Children’s services, as Ofsted judged them",
    }
}
