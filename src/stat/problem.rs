//! Why there is no result. The calculator prints the message; a finding that needs the result is left out.

/// The reason why numbers do not allow a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    #[error("a count is below zero")]
    NegativeCount,
    #[error("a count is too large for a count of people")]
    TooLarge,
    #[error("the population or denominator is not above zero")]
    NoPopulation,
    #[error("the numerator is larger than the denominator, so this is no proportion: use a rate")]
    NotAProportion,
    #[error("a value is missing or not a number")]
    NotANumber,
    #[error("{found} {} given, at least {needed} are needed", if *.found == 1 { "value is" } else { "values are" })]
    TooFew { needed: usize, found: usize },
    #[error("there are no events")]
    NoEvents,
    #[error("a value has no interval, or one without width")]
    NoInterval,
    #[error("the count equals its denominator")]
    CountEqualsDenominator,
    #[error("a lower limit lies above its upper limit")]
    LimitsReversed,
    #[error("there are more areas than the {most} made ready for")]
    TooManyAreas { most: usize },
    #[error("lists that belong together differ in length")]
    UnequalLengths,
    #[error("a rate is not above zero, so it has no logarithm")]
    NoLogarithm,
    #[error("all have one value, so there is no line")]
    OneValueForAll,
    #[error("all periods are the same")]
    NoTime,
}
