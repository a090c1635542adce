//! What holds for any text at all.

use chrono::Datelike;
use proptest::prelude::*;

use crate::period::read;

proptest! {
    #[test]
    fn never_panics_and_never_ends_before_it_starts(text in ".{0,200}", year in any::<i32>()) {
        let reading = read(&text, year);
        if let (Some(start), Some(end)) = (reading.start, reading.end) {
            prop_assert!(start <= end);
        }
    }

    #[test]
    fn holds_for_words_of_time_in_any_order(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "1.", "2.", "31.", "3", "4/6", "1/3-15/5", "2024", "2025", "2024/25", "maj", "februar", "jul", "jul.",
                "vinter", "kvartal", "halvår", "uge", "53", "-", ",", "og", "til", "frem", "inden", "udgangen", "af",
                "fra", "efter", "primo", "ultimo", "hver", "året", "årets", "udgang", "i", "næste", "år", "kl.", "en",
                "(", "startede",
            ]),
            0..30,
        ),
        year in 1900..=2200,
    ) {
        let reading = read(&words.join(" "), year);
        for day in [reading.start, reading.end].into_iter().flatten() {
            prop_assert!((1900..=2200).contains(&day.year()));
        }
        if let (Some(start), Some(end)) = (reading.start, reading.end) {
            prop_assert!(start <= end);
        }
    }
}
