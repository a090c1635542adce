//! What several examples are made of. Nothing in it changes from one time to the next.

use std::str::FromStr;

use domain::progress::Tally;

/// The identity that ends in this number.
pub(super) fn id<T: FromStr + Default>(number: u8) -> T {
    format!("00000000-0000-7000-8000-{number:012}").parse().unwrap_or_default()
}

/// Some activities in every status, two of them overdue.
pub(super) fn tally() -> Tally {
    Tally { by_status: [3, 4, 1, 5, 2], overdue: 2, undated: 1, unowned: 1, followed_up_on: None }
}
