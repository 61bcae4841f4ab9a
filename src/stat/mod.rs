//! Numbers in, numbers out. This room knows no authority and no indicator; each result that needs one carries the name of its method.

pub(crate) mod order;
pub(crate) mod round;
