//! What a hedge says of a number: about, more than, at most.

use serde::{Deserialize, Serialize};

/// How the number written bounds the value meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// Exactly the number.
    #[serde(rename = "=")]
    Equal,
    /// About the number: 约, 左右.
    #[serde(rename = "~")]
    About,
    /// More than the number: 多, 余, 超.
    #[serde(rename = ">")]
    Above,
    /// The number or more: 以上, 不低于.
    #[serde(rename = ">=")]
    AtLeast,
    /// Less than the number: 近, 不足.
    #[serde(rename = "<")]
    Below,
    /// The number or less: 以内, 不超过.
    #[serde(rename = "<=")]
    AtMost,
}
