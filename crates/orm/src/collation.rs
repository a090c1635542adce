//! Danish order: æ, ø, å last, and aa as å.

use std::{cmp::Ordering, sync::LazyLock};

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

static DANISH: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("da").into(), CollatorOptions::default()).ok());

/// Compares two names as a Danish register orders them.
pub fn compare(left: &str, right: &str) -> Ordering {
    match &*DANISH {
        Some(collator) => collator.compare(left, right),
        None => left.cmp(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_as_a_danish_register() {
        let mut names = ["Åse", "Østrup", "aabenraa", "Zenia", "Ærø", "Anna", "Aage"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["Anna", "Zenia", "Ærø", "Østrup", "aabenraa", "Aage", "Åse"]);
    }
}
