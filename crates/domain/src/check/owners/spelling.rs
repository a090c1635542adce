//! When two names differ by a slip of the pen, and not in meaning.

use crate::{
    check::wording::{common_prefix, is_same_word},
    owner,
};

/// Words up to this length are too short to tell a slip from another word.
const SHORT: usize = 4;
/// Words up to this length may differ by one slip, longer ones by two.
const MIDDLING: usize = 8;
/// What two slips in one word must leave untouched: compounds that begin or end otherwise are other words
/// ("socialpædagog", "specialpædagog").
const FIRM_START: usize = 3;
const FIRM_END: usize = 2;

/// How many slips of the pen part two names; none where they are equal or mean different things.
pub(super) fn distance(one: &str, other: &str) -> Option<usize> {
    let (left, right) = (owner::normal(one), owner::normal(other));
    let pairs: Vec<(&str, &str)> =
        left.split(' ').zip(right.split(' ')).filter(|(left, right)| left != right).collect();
    let [(left_word, right_word)] = pairs[..] else { return None };
    if left.split(' ').count() != right.split(' ').count() {
        return None;
    }
    // "Kirsten" and "Karsten" are two people; roles are as often written with a small letter.
    let are_names = [one, other].iter().all(|name| name.starts_with(char::is_uppercase));
    word_distance(left_word, right_word, are_names)
}

fn word_distance(one: &str, other: &str, are_names: bool) -> Option<usize> {
    let (left, right): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let shorter = left.len().min(right.len());
    if shorter <= SHORT || is_other_form(one, other) {
        return None;
    }
    let distance = slips(&left, &right);
    let is_exchange = left.len() == right.len() && unequal(&left, &right) == 1;
    let is_near = match distance {
        1 if is_exchange && left.last() != right.last() => false,
        1 => shorter > MIDDLING || !(is_exchange && are_names),
        2 => shorter > MIDDLING && common_prefix(one, other) >= FIRM_START && common_end(&left, &right) >= FIRM_END,
        _ => false,
    };
    is_near.then_some(distance)
}

/// True for forms of one word, for the beginning of a word and the whole, and for words that differ by
/// a number ("hus1", "hus2").
fn is_other_form(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|sign| !sign.is_numeric()).collect::<String>();
    is_same_word(one, other) || one.starts_with(other) || other.starts_with(one) || letters(one) == letters(other)
}

fn unequal(left: &[char], right: &[char]) -> usize {
    left.iter().zip(right).filter(|(one, other)| one != other).count()
}

fn common_end(left: &[char], right: &[char]) -> usize {
    left.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| one == other).count()
}

/// The fewest letters to add, leave out, exchange or swap with the next that make one word the other.
fn slips(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, one) in left.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let exchanged = last[column] + usize::from(one != other);
            let mut fewest = exchanged.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *one == right[column - 1] && left[row - 1] == *other {
                fewest = fewest.min(before[column - 1] + 1);
            }
            next.push(fewest);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        let signs = |word: &str| word.chars().collect::<Vec<char>>();
        let count = |one: &str, other: &str| slips(&signs(one), &signs(other));
        assert_eq!(count("leder", "leder"), 0);
        assert_eq!(count("leder", "lder"), 1);
        assert_eq!(count("leder", "ledre"), 1);
        assert_eq!(count("dagvagt", "døgnvagt"), 2);
        assert_eq!(count("", "abc"), 3);
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
