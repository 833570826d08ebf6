//! The rules of scope.

use super::{Rule, field};

/// The rules that tell among whom a standing is.
pub(super) const SCOPE: &[Rule] = &[
    field(
        "scope_behind_standing",
        "scope",
        "what stands behind 居 or 排名, up to the number",
        &["存量居粤东西北【第二】。"],
        &["存量全省【第二】。"],
    ),
    field(
        "scope_place",
        "scope",
        "a place right before the number",
        &["旅游人数全省【第一】。"],
        &["旅游人数居全省【第一】。"],
    ),
    field(
        "scope_within",
        "scope",
        "在…中 as all that stands before the word of standing",
        &["在广东省的地级市中排名【第一】。"],
        &["旅游人数在广东省排名【第一】。"],
    ),
    field(
        "scope_before",
        "scope",
        "a place further on in its clause",
        &["创新能力在全省排名上升【5位】。"],
        &["创新能力居全省【第五】。"],
    ),
];
