//! What looks like the name of a resident. Only places where hardly anything but a name can stand are
//! looked at, so that ordinary words with a capital letter pass.

use std::{cell::OnceCell, collections::HashSet, sync::LazyLock};

use crate::{
    check::{CheckInput, Flaw, Rule, passage::Passage, wording::quote},
    danish,
    words::alphanumeric,
};

/// The resident, right before whose name the word stands. The genitive is not among them: after it comes
/// a thing ("borgerens Nexus-journal").
const RESIDENTS: [&str; 6] = ["borger", "borgeren", "borgerne", "beboer", "beboeren", "beboerne"];
/// How a person is addressed; "HR" is a department.
const TITLES: [&str; 8] = ["Hr.", "hr.", "Hr", "hr", "Fru", "fru", "Frk.", "frk."];
/// Kin that are told of by the resident's name: "pårørende til", "Annas mor".
const KIN: [&str; 12] =
    ["mor", "far", "moder", "fader", "værge", "søster", "bror", "kæreste", "datter", "søn", "forældre", "pårørende"];
/// Kin that a place can have too ("Ternebakkens pårørende").
const KIN_OF_PLACES: [&str; 2] = ["forældre", "pårørende"];
/// Words that may have a capital letter and name no person.
const NOT_NAMES: &str = "\
    og i på med til for er har skal kan vil det den de der som at af om afdeling afdelingen afsnit team teamet hus \
    huset bo botilbud botilbuddet bosted bostedet bocenter bofællesskab bofællesskabet område kommune socialtilsyn \
    socialtilsynet tilbuddet facebook";
static OTHER_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| NOT_NAMES.split(' ').collect());
/// The most words of one name; more in a row are a heading.
const MAX_WORDS: usize = 8;
/// The most names told of. It is advice, and nobody reads more.
const MAX_FLAWS: usize = 300;

/// Words that name no resident: those of known owners and of the plan's title, which names the home.
pub(super) struct Known<'a> {
    input: &'a CheckInput<'a>,
    /// Gathered when first asked for, which few plans do.
    words: OnceCell<HashSet<String>>,
}

impl<'a> Known<'a> {
    /// The known words of what a plan is checked by.
    pub(super) const fn of(input: &'a CheckInput<'a>) -> Self {
        Self { input, words: OnceCell::new() }
    }

    fn holds(&self, word: &str) -> bool {
        self.words.get_or_init(|| known_words(self.input)).contains(word)
    }
}

fn known_words(input: &CheckInput<'_>) -> HashSet<String> {
    let texts = input.known_owners.iter().map(String::as_str).chain([input.plan.title.as_str()]);
    texts.flat_map(alphanumeric).map(str::to_lowercase).collect()
}

/// The places in the texts where a resident seems to be named.
pub(super) fn flaws(passages: &[Passage<'_>], known: &Known<'_>) -> Vec<Flaw> {
    passages.iter().flat_map(|passage| in_passage(passage, known)).take(MAX_FLAWS).collect()
}

fn in_passage(passage: &Passage<'_>, known: &Known<'_>) -> Vec<Flaw> {
    let named = passage.text.lines().flat_map(|line| named(line, known));
    named.map(|words| flaw(passage, words)).collect()
}

fn flaw(passage: &Passage<'_>, words: String) -> Flaw {
    let message = format!(
        "Der ser ud til at stå et navn på en borger {}: {}. Skriv om borgeren uden navn.",
        passage.whereabouts(),
        quote(&words)
    );
    Flaw { rule: Rule::NameOfCitizen, part_id: passage.part_id, field: passage.field(), words, message }
}

/// The runs of words in a line that seem to name a resident.
fn named(line: &str, known: &Known<'_>) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    // Each word is judged once, though many a name may begin before it.
    let mut judged: Vec<Option<bool>> = vec![None; words.len()];
    let mut is_name_at = |at: usize| *judged[at].get_or_insert_with(|| is_name(words[at], known));
    let mut found = Vec::new();
    for at in 0..words.len() {
        if let Some(name_at) = name_after(&words, at) {
            let end = words.len().min(name_at + MAX_WORDS);
            let count = (name_at..end).take_while(|&at| is_name_at(at)).count();
            if count > 0 {
                found.push(joined(&words[at..name_at + until_pause(&words[name_at..name_at + count])]));
            }
        } else if is_before_kin(&words, at) && is_name_at(at) {
            found.push(joined(&words[at..at + 2]));
        }
    }
    found
}

/// Where a name would begin, if the word at `at` calls for one.
fn name_after(words: &[&str], at: usize) -> Option<usize> {
    let word = words[at];
    if TITLES.contains(&word) {
        return Some(at + 1);
    }
    if ends_in_pause(word) {
        return None;
    }
    let plain = bare(word);
    if is_one_of(plain, &RESIDENTS) {
        return Some(at + 1);
    }
    let is_of = words.get(at + 1).is_some_and(|next| *next == "til");
    (is_of && is_one_of(plain, &KIN)).then_some(at + 2)
}

/// The genitive in "Annas mor", "Jens' værge", not first in a sentence, where any word has a capital letter.
fn is_before_kin(words: &[&str], at: usize) -> bool {
    let (Some(before), Some(next)) = (at.checked_sub(1).map(|at| words[at]), words.get(at + 1)) else { return false };
    let is_genitive = bare(words[at]).ends_with('s') && !words[at].ends_with([',', '.', ':', ';', ')']);
    let kin = bare(next);
    is_genitive && !ends_in_pause(before) && is_one_of(kin, &KIN) && !is_one_of(kin, &KIN_OF_PLACES)
}

/// True where the word is one of these, whatever its capital letters.
fn is_one_of(word: &str, list: &[&str]) -> bool {
    if word.is_ascii() {
        return list.iter().any(|listed| listed.eq_ignore_ascii_case(word));
    }
    let word = word.to_lowercase();
    list.contains(&word.as_str())
}

/// True for "Jens", "Jens-Peter" and "J.H."; not for "LMU", "KRAP-ambassadør", "A" and known words.
fn is_name(word: &str, known: &Known<'_>) -> bool {
    let word = bare(word);
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word).trim_end_matches('.');
    let looks_like_one = word.starts_with(char::is_uppercase);
    looks_like_one && (is_initials(word) || word.split('-').all(is_capitalised)) && !is_other(word, known)
}

fn is_other(word: &str, known: &Known<'_>) -> bool {
    let plain = word.to_lowercase();
    let stem = plain.strip_suffix('s').unwrap_or(&plain);
    let is_listed = |plain: &str| OTHER_WORDS.contains(plain) || danish::MONTHS.contains(&plain);
    [plain.as_str(), stem].into_iter().any(|plain| is_listed(plain) || known.holds(plain))
}

fn is_capitalised(part: &str) -> bool {
    let mut chars = part.chars();
    let has_capital = chars.next().is_some_and(char::is_uppercase);
    has_capital && part.chars().count() >= 2 && chars.all(char::is_lowercase)
}

/// "J.H", as "J.H." stands without its last mark.
fn is_initials(word: &str) -> bool {
    let letters: Vec<&str> = word.split('.').collect();
    let is_capital = |letter: &&str| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase);
    (2..=3).contains(&letters.len()) && letters.iter().all(is_capital)
}

/// How many of the words belong together before a mark parts them.
fn until_pause(words: &[&str]) -> usize {
    words.iter().position(|word| ends_in_pause(word)).map_or(words.len(), |at| at + 1)
}

/// True where a mark after the word ends what it belongs to.
fn ends_in_pause(word: &str) -> bool {
    word.ends_with([',', '.', ':', ';', '!', '?', ')', '/', '…', '«', '"', '”', '-', '–'])
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

fn joined(words: &[&str]) -> String {
    let words = words.join(" ");
    words.trim_matches([',', ':', ';', '!', '?', '(', ')', '»', '«', '"', '”']).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{
            passage,
            sample::{self, Built},
        },
        template,
    };

    fn found(text: &str) -> Vec<String> {
        sample::words(&sample::plan_of(sample::issue(text)), Rule::NameOfCitizen)
    }

    #[test]
    fn finds_names_where_hardly_anything_else_can_stand() {
        assert_eq!(found("Der tales med borgeren Jens Hansen, før planen skrives"), ["borgeren Jens Hansen"]);
        assert_eq!(found("Beboer Anna. Hun flytter"), ["Beboer Anna"]);
        assert_eq!(found("Samtale med borgerne Bo-Erik og Ida"), ["borgerne Bo-Erik"]);
        assert_eq!(found("Borger J.H. får en ny plan"), ["Borger J.H"]);
        assert_eq!(found("Der laves aftale med hr. Jensen"), ["hr. Jensen"]);
        assert_eq!(found("Møde med pårørende til Birthe"), ["pårørende til Birthe"]);
        assert_eq!(found("Vi ringer til Annas mor hver uge"), ["Annas mor"]);
        assert_eq!(found("Vi taler med Jens' værge"), ["Jens' værge"]);
        assert_eq!(found("Vi taler med J.H.'s mor"), ["J.H.'s mor"]);
    }

    #[test]
    fn lets_ordinary_capitals_pass() {
        for text in [
            "Borgerne trives. Afdelingslederen følger op hos borgeren. Jens er ikke nævnt",
            "Borger A og beboer B har fået en plan",
            "Borgeren VISO-henvises, og borgerne KRAP-udredes",
            "Borgerens Nexus-journal og borgernes Facebook",
            "Støtte til borgere i Afdeling Ager, beboere i Hus Øst og borgerne i december",
            "Møde med pårørende til Afdeling Eng",
            "HR Afdelingen hjælper",
            "Borgers og beboers mor og far",
            "Annas mor er ikke kendt først i en sætning",
            "Ternebakkens pårørende får et brev, og LMUs formand",
            "Borger- og Pårørenderåd",
            "Beboerråd og Kontaktpersoner",
            "BORGEREN I FOKUS",
            "Med borgeren\nKontaktpersonen taler",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn known_owners_and_the_home_are_not_residents() {
        let plan = sample::plan_of(sample::issue("Møde mellem borgeren Lise og pårørende til Handleplan"));
        let flaws = sample::flaws_with(&plan, &["Lise Krogh"]);
        assert!(flaws.iter().all(|flaw| flaw.rule != Rule::NameOfCitizen));
    }

    #[test]
    fn names_without_end_are_told_of_to_an_end() {
        let plan = sample::plan_of(sample::issue(&"Hr Hansen ".repeat(2 * MAX_FLAWS)));
        let (model, template) = (sample::model(), template::sample::template());
        let input = sample::input(&plan, &model, &template);
        let flaws = flaws(&passage::all(&plan, &template), &Known::of(&input));
        assert_eq!(flaws.len(), MAX_FLAWS);
        assert!(flaws.iter().all(|flaw| flaw.words.split(' ').count() <= MAX_WORDS + 1));
    }

    #[test]
    fn looks_at_follow_up_too() {
        let issue = sample::issue("Emne").activity("Møde", "maj 2022", "Leder");
        let mut plan = sample::plan_of(issue);
        for line in &mut plan.blocks[0].issues[0].lines {
            if let Some(activity) = line.activity_mut() {
                activity.follow_ups.push(sample::follow_up("Talt med beboer Anna"));
            }
        }
        assert_eq!(sample::words(&plan, Rule::NameOfCitizen), ["beboer Anna"]);
    }
}
