//! When two names differ by a slip of the pen, and not in meaning.

use strsim::osa_distance;

use super::name::Name;
use crate::check::wording::{common_prefix, is_same_word};

/// Words up to this length are too short to tell a slip from another word.
pub(super) const SHORT: usize = 4;
/// Words up to this length may differ by one slip, longer ones by two.
pub(super) const MIDDLING: usize = 8;
/// More slips than this make another word.
pub(super) const MAX_SLIPS: usize = 2;
/// What two slips in one word must leave untouched: compounds that begin or end otherwise are other words
/// ("socialpædagog", "specialpædagog").
pub(super) const FIRM_START: usize = 3;
pub(super) const FIRM_END: usize = 2;

/// How many slips of the pen part two names; none where they are equal or mean different things.
pub(super) fn distance(one: &Name<'_>, other: &Name<'_>) -> Option<usize> {
    let words = |name: &Name<'_>| name.normal.split(' ').count();
    let mut pairs = one.normal.split(' ').zip(other.normal.split(' ')).filter(|(left, right)| left != right);
    let (Some((left, right)), None) = (pairs.next(), pairs.next()) else { return None };
    if words(one) != words(other) {
        return None;
    }
    // "Kirsten" and "Karsten" are two people; roles are as often written with a small letter.
    word_distance(left, right, one.is_capitalised() && other.is_capitalised())
}

fn word_distance(one: &str, other: &str, are_names: bool) -> Option<usize> {
    let (left, right) = (one.chars().count(), other.chars().count());
    let shorter = left.min(right);
    if shorter <= SHORT || left.abs_diff(right) > MAX_SLIPS || is_other_form(one, other) {
        return None;
    }
    // The fewest letters to add, leave out, exchange or swap with the next that make one word the other.
    let slips = osa_distance(one, other);
    let is_exchange = left == right && unequal(one, other) == 1;
    let is_near = match slips {
        1 if is_exchange && one.chars().next_back() != other.chars().next_back() => false,
        1 => shorter > MIDDLING || !(is_exchange && are_names),
        MAX_SLIPS => {
            shorter > MIDDLING && common_prefix(one, other) >= FIRM_START && common_end(one, other) >= FIRM_END
        }
        _ => false,
    };
    is_near.then_some(slips)
}

/// True for forms of one word, for the beginning of a word and the whole, and for words that differ by
/// a number ("hus1", "hus2").
fn is_other_form(one: &str, other: &str) -> bool {
    is_same_word(one, other) || one.starts_with(other) || other.starts_with(one) || letters(one).eq(letters(other))
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|char| !char.is_numeric())
}

fn unequal(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).filter(|(left, right)| left != right).count()
}

fn common_end(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(left, right)| left == right).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(one: &str, other: &str) -> Option<usize> {
        super::distance(&Name::of(one), &Name::of(other))
    }

    #[test]
    fn counts_slips() {
        let count = osa_distance;
        assert_eq!(count("leder", "leder"), 0);
        assert_eq!(count("leder", "lder"), 1);
        assert_eq!(count("leder", "ledre"), 1);
        assert_eq!(count("dagvagt", "døgnvagt"), 2);
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("abc", ""), 3);
        assert_eq!(count("afdelingsleder", "afdelingselder"), 1);
        assert_eq!(count("afdelingsleder", "afdlingslder"), 2);
        assert_eq!(count("aaa", "aa"), 1);
        // A letter that has changed places is not changed again.
        assert_eq!(count("ca", "abc"), 3);
    }

    #[test]
    fn names_that_differ_by_a_slip_are_near() {
        for (one, other) in [
            ("Afdelingslder", "Afdelingsleder"),
            ("Afdelingselder", "Afdelingsleder"),
            ("Afdlingslder", "Afdelingsleder"),
            ("Ledlese", "Ledelse"),
            ("ledelze", "Ledelse"),
            ("Kasper Tangmoe", "Kasper Tangmose"),
            ("Konst. aftalehoder", "Konstitueret aftaleholder"),
        ] {
            assert!(distance(one, other).is_some(), "{one} / {other}");
        }
    }

    #[test]
    fn names_that_differ_in_meaning_are_not() {
        for (one, other) in [
            ("Leder", "leder"),
            ("Afdelingsleder", "Afdelingsledelse"),
            ("Afdelingsleder", "Afdelingslederen"),
            ("Kontaktperson", "Kontaktpersoner"),
            ("Pædagog", "Pædagoger"),
            ("Team A", "Team B"),
            ("Afdeling 1", "Afdeling 2"),
            ("Afdeling Øst", "Afdeling Vest"),
            ("Socialpædagog", "Specialpædagog"),
            ("Dagvagter", "Døgnvagter"),
            ("Dagvagt", "Nattevagt"),
            ("Supervisor", "Supervision"),
            ("Administration", "Administrator"),
            ("Kirsten", "Karsten"),
            ("Marie", "Maria"),
            ("Christina", "Christine"),
            ("Mette R.", "Mette S."),
            ("TRIO", "TRI"),
            ("Afdelingsleder Eng", "Afdelingsleder"),
            ("Socialchef", "Områdechef"),
        ] {
            assert_eq!(distance(one, other), None, "{one} / {other}");
        }
    }
}
