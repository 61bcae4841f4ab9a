//! The name that every result carries, so that a reader can look the method up and do it again.

/// How a result was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Method {
    Byar,
    ExactPoisson,
    Wilson,
    StudentT,
    ConditionalTest,
    NewcombeFisher,
    RankDraws,
    FunnelRate,
    FunnelProportion,
    FunnelRatio,
    CrawfordHowell,
    OverdispersedChange,
    FingertipsTrend,
    MannKendall,
    TheilSen,
    Xmr,
    GapOnset,
    EmpiricalBayes,
    EmpiricalBayesShares,
    BenjaminiHochberg,
}

impl Method {
    /// The name as printed in a `method` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Method::Byar => "Byar",
            Method::ExactPoisson => "exact Poisson",
            Method::Wilson => "Wilson",
            Method::StudentT => "Student's t",
            Method::ConditionalTest => "exact conditional test",
            Method::NewcombeFisher => "Newcombe difference, Fisher exact test",
            Method::RankDraws => "20,000 seeded draws",
            Method::FunnelRate => "funnel for rates, square root, winsorised",
            Method::FunnelProportion => "funnel for proportions, arcsine, winsorised",
            Method::FunnelRatio => "funnel for ratios, square root, winsorised",
            Method::CrawfordHowell => "Crawford-Howell prediction interval",
            Method::OverdispersedChange => "two counts, overdispersed",
            Method::FingertipsTrend => "Fingertips recent trend",
            Method::MannKendall => "Mann-Kendall",
            Method::TheilSen => "Theil-Sen",
            Method::Xmr => "XmR chart",
            Method::GapOnset => "gap onset by AICc with placebo",
            Method::EmpiricalBayes => "empirical Bayes (Marshall)",
            Method::EmpiricalBayesShares => "empirical Bayes (Marshall), binomial",
            Method::BenjaminiHochberg => "Benjamini-Hochberg",
        }
    }
}
