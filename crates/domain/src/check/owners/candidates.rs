//! Which names can be slips of which, found without comparing each with each.
//!
//! Two names that differ by a slip differ in one word, and that word has a part in common in the same
//! place: of one slip its first or its last half, of two its first and its last letters
//! ([`spelling`](super::spelling) asks for that). Names with a part in common share a [`Key`].

use std::collections::{HashMap, HashSet};

use super::{
    name::Name,
    spelling::{FIRM_END, FIRM_START, MAX_SLIPS, MIDDLING, SHORT},
};

/// The most names that one is compared with. In a unit as they are, three or four share a key.
const MAX_CANDIDATES: usize = 50;

/// What a name has in common with those it can be a slip of.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key<'a> {
    /// The words before and after the one that differs.
    around: (&'a str, &'a str),
    /// The length of the shorter of the two words; 0 where the key is for two slips.
    shorter: usize,
    /// What the two words begin and end with; empty at the end where the slip is.
    start: &'a str,
    end: &'a str,
}

/// For each of `names` those of `models` it can be a slip of, in their order and no more than
/// [`MAX_CANDIDATES`]. Of models that are compared alike only the first is taken.
pub(super) fn of_each<'m, 'a: 'm>(
    names: &[&Name<'_>],
    models: impl Iterator<Item = &'m Name<'a>>,
) -> Vec<Vec<&'m Name<'a>>> {
    let mut index: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        for key in keys(&name.normal) {
            index.entry(key).or_default().push(at);
        }
    }
    let near = |name: &&Name<'_>| name.length.saturating_sub(MAX_SLIPS)..=name.length + MAX_SLIPS;
    let lengths: HashSet<usize> = names.iter().flat_map(near).collect();
    let mut candidates = vec![Vec::new(); names.len()];
    let mut seen = HashSet::new();
    for model in models.filter(|model| lengths.contains(&model.length)) {
        if !seen.insert((model.normal.as_str(), model.is_capitalised())) {
            continue;
        }
        for &at in keys(&model.normal).filter_map(|key| index.get(&key)).flatten() {
            add(&mut candidates[at], names[at], model);
        }
    }
    candidates
}

/// Adds a model that is not the last one added: the two can share several keys.
fn add<'m, 'a>(candidates: &mut Vec<&'m Name<'a>>, name: &Name<'_>, model: &'m Name<'a>) {
    let is_near = name.length.abs_diff(model.length) <= MAX_SLIPS;
    let is_new = candidates.last().is_none_or(|last| !std::ptr::eq(*last, model));
    if is_near && is_new && candidates.len() < MAX_CANDIDATES {
        candidates.push(model);
    }
}

fn keys(normal: &str) -> impl Iterator<Item = Key<'_>> {
    let mut start = 0;
    normal.split(' ').flat_map(move |word| {
        let end = start + word.len();
        let around = (&normal[..start], &normal[end..]);
        start = end + 1;
        keys_of_word(word, around)
    })
}

fn keys_of_word<'a>(word: &'a str, around: (&'a str, &'a str)) -> impl Iterator<Item = Key<'a>> {
    let length = word.chars().count();
    // It is the shorter of the two words, as long as the other, or one letter longer.
    let shorter = (length.saturating_sub(1)..=length).filter(|length| *length > SHORT);
    let of_one_slip = shorter.flat_map(move |shorter| {
        // Letters that change places in the middle of a word of even length touch both its halves.
        let half = (shorter - 1) / 2;
        let starts = Key { around, shorter, start: first(word, half), end: "" };
        let ends = Key { around, shorter, start: "", end: last(word, half) };
        [starts, ends]
    });
    let of_two_slips = (length > MIDDLING).then(|| {
        let (start, end) = (first(word, FIRM_START), last(word, FIRM_END));
        Key { around, shorter: 0, start, end }
    });
    of_one_slip.chain(of_two_slips)
}

fn first(word: &str, count: usize) -> &str {
    word.char_indices().nth(count).map_or(word, |(at, _)| &word[..at])
}

fn last(word: &str, count: usize) -> &str {
    word.char_indices().rev().take(count).last().map_or("", |(at, _)| &word[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::owners::spelling;

    /// A word of six letters; each number has its own.
    fn word(number: usize) -> String {
        let letter = |place: u32| ('a'..='z').nth(number / 26_usize.pow(place) % 26);
        (0..6).filter_map(|place| letter(place % 4)).collect()
    }

    /// The words that lie one slip from `word`.
    fn slips(word: &str) -> Vec<String> {
        let chars: Vec<char> = word.chars().collect();
        let mut slips = Vec::new();
        for at in 0..=chars.len() {
            let (before, after) = chars.split_at(at);
            let with = |middle: &[char], skipped: usize| [before, middle, &after[skipped..]].concat();
            slips.push(with(&['ø'], 0));
            if !after.is_empty() {
                slips.extend([with(&[], 1), with(&['ø'], 1)]);
            }
            if let [one, other, ..] = after {
                slips.push(with(&[*other, *one], 2));
            }
        }
        slips.into_iter().map(|chars| chars.into_iter().collect()).collect()
    }

    fn is_candidate(one: &Name<'_>, other: &Name<'_>) -> bool {
        !of_each(&[one], [other].into_iter()).concat().is_empty()
    }

    #[test]
    fn names_that_are_near_share_a_key() {
        let mut near_count = 0;
        for known in ["ledelse", "pædagog", "Kasper Tangmose", "Afdelingsleder", "Konst. aftaleholder, eng"] {
            let model = Name::of(known);
            for slip in slips(known).iter().flat_map(|slip| slips(slip).into_iter().chain([slip.clone()])) {
                let name = Name::of(&slip);
                if spelling::distance(&name, &model).is_some() {
                    assert!(is_candidate(&name, &model) && is_candidate(&model, &name), "{slip} / {known}");
                    near_count += 1;
                }
            }
        }
        assert!(near_count > 500, "{near_count}");
    }

    #[test]
    fn names_unlike_each_other_share_none() {
        for (one, other) in [("ledelse", "pædagog"), ("Afdelingsleder Eng", "Afdelingsleder Sø"), ("TRIO", "TRIA")] {
            assert!(!is_candidate(&Name::of(one), &Name::of(other)), "{one} / {other}");
        }
    }

    #[test]
    fn the_comparisons_grow_as_the_names() {
        let words: Vec<String> = (0..10_000).map(word).collect();
        let names: Vec<Name<'_>> = words.iter().map(|word| Name::of(word)).collect();
        // A third is named once, the rest twice, as in a plan made to be slow.
        let (single, twice) = names.split_at(5_000);
        let single: Vec<&Name<'_>> = single.iter().collect();
        let found = of_each(&single, twice.iter().chain(twice));
        let count: usize = found.iter().map(Vec::len).sum();
        assert!(count <= MAX_CANDIDATES * single.len(), "{count}");
        assert!(found.iter().all(|models| models.len() <= MAX_CANDIDATES));
    }

    #[test]
    fn a_model_named_often_is_compared_once() {
        let (name, model) = (Name::of("Afdelingslder"), Name::of("Afdelingsleder"));
        assert_eq!(of_each(&[&name], [&model; 100].into_iter())[0].len(), 1);
    }
}
