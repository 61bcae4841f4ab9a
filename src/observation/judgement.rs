//! What an inspectorate said of an authority's services on a day. A judgement is no indicator: it has no value, no period
//! and no denominator, and stands until the next one.

use super::area::Area;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What was found, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Grade {
    Outstanding,
    Good,
    RequiresImprovement,
    /// Ofsted's third grade before November 2013; its own files write the later word for it.
    Adequate,
    Inadequate,
}

impl Grade {
    const ALL: [Grade; 5] = [
        Grade::Outstanding,
        Grade::Good,
        Grade::RequiresImprovement,
        Grade::Adequate,
        Grade::Inadequate,
    ];

    /// The published word, any case; HM Inspectorate of Probation writes "Requires improvement" only.
    pub(crate) fn parse(word: &str) -> Option<Grade> {
        let word = word.trim();
        let known = Self::ALL
            .into_iter()
            .find(|grade| grade.word().eq_ignore_ascii_case(word));
        known.or_else(|| {
            word.eq_ignore_ascii_case("requires improvement")
                .then_some(Grade::RequiresImprovement)
        })
    }

    /// As Ofsted writes it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Grade::Outstanding => "Outstanding",
            Grade::Good => "Good",
            Grade::RequiresImprovement => "Requires improvement to be good",
            Grade::Adequate => "Adequate",
            Grade::Inadequate => "Inadequate",
        }
    }

    pub(crate) fn is_good(self) -> bool {
        self <= Grade::Good
    }

    /// On the scale of four: what was adequate counts as requiring improvement, as in Ofsted's own files.
    pub(crate) fn on_scale(self) -> Grade {
        if self == Grade::Adequate {
            Grade::RequiresImprovement
        } else {
            self
        }
    }
}

/// By which rules an inspection was made, oldest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Framework {
    /// Safeguarding and looked-after children, 2009 to 2012.
    Slac,
    /// Child protection, 2012 to 2013.
    Cpi,
    /// Looked-after children, targeted, 2013.
    Tlac,
    /// Single inspection framework, November 2013 to 2017.
    Sif,
    /// Inspections of local authority children's services, since January 2018.
    Ilacs,
    /// HM Inspectorate of Probation's inspections of youth justice services.
    YouthJustice,
    /// Local area arrangements for special educational needs and disabilities: Ofsted and the Care Quality Commission.
    AreaSend,
    /// Joint targeted area inspections.
    Jtai,
    /// A review by peers, which an authority asks for itself.
    PeerReview,
}

impl Framework {
    const ALL: [Framework; 9] = [
        Framework::Slac,
        Framework::Cpi,
        Framework::Tlac,
        Framework::Sif,
        Framework::Ilacs,
        Framework::YouthJustice,
        Framework::AreaSend,
        Framework::Jtai,
        Framework::PeerReview,
    ];

    pub(crate) fn parse(word: &str) -> Option<Framework> {
        Self::ALL
            .into_iter()
            .find(|framework| framework.word().eq_ignore_ascii_case(word.trim()))
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Framework::Slac => "SLAC",
            Framework::Cpi => "CPI",
            Framework::Tlac => "TLAC",
            Framework::Sif => "SIF",
            Framework::Ilacs => "ILACS",
            Framework::YouthJustice => "HMIP",
            Framework::AreaSend => "AREA-SEND",
            Framework::Jtai => "JTAI",
            Framework::PeerReview => "PEER",
        }
    }

    pub(crate) fn inspectorate(self) -> Inspectorate {
        match self {
            Framework::YouthJustice => Inspectorate::Hmip,
            Framework::AreaSend => Inspectorate::SendPair,
            Framework::Jtai => Inspectorate::Together,
            Framework::PeerReview => Inspectorate::Peers,
            _ => Inspectorate::Ofsted,
        }
    }

    /// Whether it gives grades. The others say what they found in words of their own.
    pub(crate) fn gives_grades(self) -> bool {
        matches!(
            self.inspectorate(),
            Inspectorate::Ofsted | Inspectorate::Hmip
        )
    }

    /// Whether its overall judgement is of the whole service. Before the single framework each inspection judged a part.
    pub(crate) fn judges_the_whole(self) -> bool {
        matches!(
            self,
            Framework::Sif | Framework::Ilacs | Framework::YouthJustice
        )
    }
}

/// Who inspects. Judgements of one are never counted with those of another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Inspectorate {
    Ofsted,
    /// HM Inspectorate of Probation.
    Hmip,
    /// Ofsted and the Care Quality Commission, of special educational needs and disabilities.
    SendPair,
    /// Several inspectorates together.
    Together,
    /// Colleagues from other councils: no inspectorate.
    Peers,
}

/// What sort of inspection or visit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum InspectionKind {
    Inspection,
    Reinspection,
    Standard,
    Short,
    FocusedVisit,
    MonitoringVisit,
    /// Of area SEND arrangements, as a whole.
    Full,
    /// Of area SEND arrangements, on a priority action plan.
    MonitoringInspection,
    /// Of area SEND arrangements before 2023: whether enough had become better.
    Revisit,
    PeerReview,
}

impl InspectionKind {
    const ALL: [InspectionKind; 10] = [
        InspectionKind::Inspection,
        InspectionKind::Reinspection,
        InspectionKind::Standard,
        InspectionKind::Short,
        InspectionKind::FocusedVisit,
        InspectionKind::MonitoringVisit,
        InspectionKind::Full,
        InspectionKind::MonitoringInspection,
        InspectionKind::Revisit,
        InspectionKind::PeerReview,
    ];

    /// Our word or Ofsted's, any case.
    pub(crate) fn parse(word: &str) -> Option<InspectionKind> {
        let word = word.trim().to_lowercase();
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word || kind.word_of_ofsted() == word)
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            InspectionKind::Inspection => "inspection",
            InspectionKind::Reinspection => "re-inspection",
            InspectionKind::Standard => "standard inspection",
            InspectionKind::Short => "short inspection",
            InspectionKind::FocusedVisit => "focused visit",
            InspectionKind::MonitoringVisit => "monitoring visit",
            InspectionKind::Full => "full inspection",
            InspectionKind::MonitoringInspection => "monitoring inspection",
            InspectionKind::Revisit => "revisit",
            InspectionKind::PeerReview => "peer review",
        }
    }

    /// As Ofsted's files write it, in lower case.
    fn word_of_ofsted(self) -> &'static str {
        match self {
            InspectionKind::Standard => "ilacs standard inspection",
            InspectionKind::Short => "ilacs short inspection",
            InspectionKind::FocusedVisit => "ilacs focused visit",
            InspectionKind::MonitoringVisit => "la monitoring visit",
            _ => self.word(),
        }
    }

    /// A visit judges nothing: it has a theme.
    pub(crate) fn is_visit(self) -> bool {
        matches!(
            self,
            InspectionKind::FocusedVisit | InspectionKind::MonitoringVisit
        )
    }
}

/// The sub-judgements of Ofsted's frameworks by column name, in the order tables show them.
pub(crate) const ASPECTS: [&str; 8] = [
    "leadership",
    "help_and_protection",
    "in_care",
    "care_leavers",
    "adoption",
    "safeguarding",
    "looked_after",
    "lscb",
];

/// Where a judgement was read: a number into the files of its list, the sheet, the row as a spreadsheet shows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) struct JudgementOrigin {
    pub(crate) file: usize,
    /// Empty for a CSV.
    pub(crate) sheet: String,
    pub(crate) row: u64,
}

/// One inspection or visit.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Judgement {
    /// One authority; several for a youth justice service that they share.
    pub(crate) areas: Vec<Area>,
    pub(crate) framework: Framework,
    pub(crate) kind: InspectionKind,
    /// First day. None where the file has none: Ofsted gives none for what came before ILACS.
    pub(crate) inspected: Option<Date>,
    /// Day the report came out. None for the visits of 2022-23.
    pub(crate) published: Option<Date>,
    /// None for a visit, and for SLAC, which judged two services apart.
    pub(crate) overall: Option<Grade>,
    /// Sub-judgements by column name.
    pub(crate) aspects: BTreeMap<String, Grade>,
    /// As published with the grade; Ofsted gives none.
    pub(crate) score: Option<f64>,
    /// What a visit looked at.
    pub(crate) theme: String,
    /// What was found, in the words of a framework that gives no grades.
    pub(crate) outcome: String,
    /// The name of a service that several authorities share.
    pub(crate) service: String,
    /// Where the report can be read.
    pub(crate) report: String,
    /// Ofsted's main table leaves this authority out: it lists it apart as one that existed before a reorganisation.
    pub(crate) apart: bool,
    pub(crate) place: JudgementOrigin,
}

impl Judgement {
    /// The grade that counts for a service's position: an overall judgement of the whole service.
    pub(crate) fn counted(&self) -> Option<Grade> {
        self.overall
            .filter(|_| self.framework.judges_the_whole())
            .map(Grade::on_scale)
    }

    /// Whether it is an inspection of the whole service, with or without an overall judgement.
    pub(crate) fn is_of_the_whole(&self) -> bool {
        self.framework.judges_the_whole() && !self.kind.is_visit()
    }

    /// The day it is known by: of publication, else of the inspection.
    pub(crate) fn day(&self) -> Option<Date> {
        self.published.or(self.inspected)
    }
}

/// A row that tells of an inspection and could not be read. It is counted nowhere, and what it says is not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct UnreadJudgement {
    /// As far as the row tells. Empty where that could not be read: it may be any authority.
    pub(crate) areas: Vec<Area>,
    /// None where the row does not tell: it may be any inspectorate.
    pub(crate) who: Option<Inspectorate>,
    /// The day its report came out, where that could be read.
    pub(crate) published: Option<Date>,
    pub(crate) file: String,
    /// As a spreadsheet shows it.
    pub(crate) row: u64,
    /// What could not be read: the column, and what was found there.
    pub(crate) what: String,
}

impl UnreadJudgement {
    /// Whether it may tell of a judgement of an inspectorate that was known by a day.
    fn may_be_of(&self, who: Inspectorate, day: Date) -> bool {
        self.who.is_none_or(|of| of == who)
            && self.published.is_none_or(|published| published <= day)
    }

    /// Whether it tells of an authority, and may tell of such a judgement.
    pub(crate) fn is_on(&self, who: Inspectorate, area: Area, day: Date) -> bool {
        self.areas.contains(&area) && self.may_be_of(who, day)
    }

    /// Whether it may tell of such a judgement of any authority.
    pub(crate) fn is_on_anybody(&self, who: Inspectorate, day: Date) -> bool {
        self.areas.is_empty() && self.may_be_of(who, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_published_and_written_back() {
        for (word, grade) in Grade::ALL.map(|grade| (grade.word(), grade)) {
            assert_eq!(Grade::parse(&word.to_uppercase()), Some(grade));
        }
        assert_eq!(
            Grade::parse("Requires improvement"),
            Some(Grade::RequiresImprovement)
        );
        assert_eq!(Grade::parse("Fair"), None);
        assert_eq!(
            (Grade::Adequate.word(), Grade::Adequate.on_scale()),
            ("Adequate", Grade::RequiresImprovement)
        );
        assert_eq!(
            InspectionKind::parse("LA Monitoring visit"),
            Some(InspectionKind::MonitoringVisit)
        );
        assert_eq!(
            InspectionKind::parse("Re-inspection"),
            Some(InspectionKind::Reinspection)
        );
        assert_eq!(Framework::parse("ilacs"), Some(Framework::Ilacs));
    }
}
