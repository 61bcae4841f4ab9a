//! A place that a figure is about, by the Department for Education's three-digit code.

/// DfE's three-digit code. England is 970 and the regions 980 to 990, as in DfE's benchmarking data, so that one number
/// names every place. Names, ONS codes and dates live in `reference::authority`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Area(pub(crate) u16);

impl Area {
    pub(crate) const ENGLAND: Area = Area(970);
    pub(crate) const LONDON: Area = Area(986);
    pub(crate) const INNER_LONDON: Area = Area(987);
    pub(crate) const OUTER_LONDON: Area = Area(988);

    /// The code as DfE writes it, with three digits: "301".
    pub(crate) fn la_code(self) -> String {
        format!("{:03}", self.0)
    }

    pub(crate) fn is_authority(self) -> bool {
        self.0 < 970
    }

    pub(crate) fn is_region(self) -> bool {
        (980..=990).contains(&self.0)
    }
}
