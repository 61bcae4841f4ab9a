//! The words of inspections: inspectorates, frameworks, kinds, parts and grades.

use super::super::sentence_start;
use crate::observation::judgement::{Framework, Grade, InspectionKind, Inspectorate, Judgement};
use jiff::civil::Date;

/// "8 December 2017".
pub(crate) fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A grade in a narrow column.
pub(crate) fn short_grade(grade: Grade) -> &'static str {
    if grade == Grade::RequiresImprovement {
        "Requires improvement"
    } else {
        grade.word()
    }
}

/// A grade inside a sentence, as its inspectorate writes it.
pub(super) fn grade(grade: Grade, who: Inspectorate) -> String {
    let word = if who == Inspectorate::Hmip {
        short_grade(grade)
    } else {
        grade.word()
    };
    word.to_lowercase()
}

/// How something was judged, behind the verb: "outstanding", "as requiring improvement".
pub(super) fn judged_as(found: Grade, who: Inspectorate) -> String {
    let words = grade(found, who);
    if found.is_good() || found == Grade::Inadequate {
        words
    } else {
        format!("as {}", words.replacen("requires", "requiring", 1))
    }
}

/// "ILACS standard inspection", "SIF re-inspection", "Youth justice inspection".
pub(crate) fn inspection(judgement: &Judgement) -> String {
    match (judgement.framework, judgement.kind) {
        (Framework::YouthJustice, kind) if judgement.service.is_empty() => {
            format!("Youth justice {}", kind.word())
        }
        (Framework::YouthJustice, kind) => {
            format!("Youth justice {} ({})", kind.word(), judgement.service)
        }
        (Framework::AreaSend, kind) => format!("Area SEND {}", kind.word()),
        (Framework::PeerReview, _) => "Peer review".to_owned(),
        (Framework::Ilacs, InspectionKind::MonitoringVisit) => {
            sentence_start(judgement.kind.word())
        }
        (framework, kind) => format!("{} {}", framework.word(), kind.word()),
    }
}

/// A sub-judgement by its column: "Help and protection".
pub(crate) fn aspect(key: &str) -> String {
    match key {
        "in_care" => "Children in care".to_owned(),
        "lscb" => "Local safeguarding children board".to_owned(),
        "looked_after" => "Looked-after children".to_owned(),
        "outofcourt_disposal_policy_and_provision" => {
            "Out-of-court disposals: policy and provision".to_owned()
        }
        other => sentence_start(&other.replace('_', " ")),
    }
}

pub(crate) fn inspectorate(who: Inspectorate) -> &'static str {
    match who {
        Inspectorate::Ofsted => "Ofsted",
        Inspectorate::Hmip => "HM Inspectorate of Probation",
        Inspectorate::SendPair => "Ofsted and the Care Quality Commission",
        Inspectorate::Together => "Joint inspectorates",
        Inspectorate::Peers => "Peers from other councils",
    }
}

/// What is inspected, as a title has it.
pub(super) fn subject(who: Inspectorate) -> &'static str {
    match who {
        Inspectorate::Ofsted => "children’s services",
        Inspectorate::Hmip => "youth justice",
        Inspectorate::SendPair => "special educational needs and disabilities",
        Inspectorate::Together => "local partnerships",
        Inspectorate::Peers => "any service",
    }
}

/// What a framework's letters stand for.
pub(crate) fn framework(framework: Framework) -> &'static str {
    match framework {
        Framework::Slac => {
            "SLAC: safeguarding and looked-after children, 2009 to 2012; two judgements, none of the whole service."
        }
        Framework::Cpi => "CPI: child protection, 2012 to 2013.",
        Framework::Tlac => "TLAC: looked-after children (targeted), 2013.",
        Framework::Sif => "SIF: single inspection framework, 2013 to 2017.",
        Framework::Ilacs => {
            "ILACS: inspections of local authority children’s services, since 2018."
        }
        Framework::YouthJustice => {
            "HMIP: HM Inspectorate of Probation’s inspections of youth justice services."
        }
        Framework::AreaSend => {
            "AREA-SEND: area arrangements for special educational needs and disabilities; outcomes in words, no grades."
        }
        Framework::Jtai => "JTAI: joint targeted area inspections; a narrative, no grades.",
        Framework::PeerReview => {
            "PEER: a peer review that the authority asked for; local, and no inspection."
        }
    }
}

/// How a rating that is not in the files is added.
pub(crate) const ADD_A_RATING: &str = "A rating that is missing is added with --data FILE.csv: a header \
     area,publication_date,overall,score,report and a row such as Blackpool,2021-06-15,Good,25,https://…";

/// In the place of a rating that the files do not hold, which does not mean that there is none.
pub(crate) const NOT_IN_THE_FILES: &str = "not in the files we have";

/// Why parts of a youth justice rating are missing.
pub(crate) const PARTS_NOT_READ: &str = "The file leaves some parts of a youth justice rating empty: those were not read, which does \
     not mean that they were not rated. Where courts and out-of-court work were rated apart, it has one of them.";

/// Why an older third grade carries the later word.
pub(crate) const ADEQUATE: &str = "Before November 2013 Ofsted’s third grade was “adequate”; its file gives it as “requires \
     improvement to be good”, and so does this table.";

/// Why a report's age counts from its publication.
pub(crate) const NO_DAY: &str = "Ofsted’s files give no inspection dates before 2018, and no publication dates for visits of 2022-23.";

pub(crate) const RULE: &str = "Counted for each authority there on the day: its latest overall judgement of the whole service whose \
     report was published by then. The denominator is the authorities with such a judgement.";

/// "55 of 148".
pub(super) fn of(part: usize, whole: usize) -> String {
    format!("{part} of {whole}")
}

pub(super) fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return String::new();
    }
    let share = crate::stat::round::format_number(100.0 * part as f64 / whole as f64, 0);
    format!(" ({share}%)")
}
