//! Texts that break off, and texts that hold a place to be filled in.

use crate::{
    check::{
        Flaw, Rule,
        passage::Passage,
        wording::{one_line, quote, quote_end},
    },
    plan::Place,
    words::alphanumeric,
};

/// Words after which something must follow. Danish ends many a sentence with a preposition ("hvad de kan
/// regne med"), so those are not among them.
const OPEN_WORDS: [&str; 7] = ["og", "samt", "eller", "at", "som", "fordi", "men"];
/// The same of several words.
const OPEN_PHRASES: [&str; 8] = [
    " i forbindelse med",
    " med henblik på",
    " ved hjælp af",
    " på grund af",
    " at der",
    " så der",
    " hvis der",
    " når der",
];
/// Short words after which dots mean "and so on".
const AND_SO_ON: [&str; 9] = ["etc", "mv", "m.v", "osv", "mm", "m.m", "o.l", "ol", "o.lign"];
/// Texts that say no more than that one is to come.
const EMPTY_TEXTS: [&str; 7] =
    ["udfyldes", "skal udfyldes", "udfyldes senere", "mangler", "mangler tekst", "todo", "tbd"];
/// What a form says where something is to be written, as it stands in [`plain`] words.
const PROMPTS: [&str; 9] = [
    " mangler tekst ",
    " tekst mangler ",
    " skriv her ",
    " lorem ipsum ",
    " klik eller tryk her ",
    " klik her for at ",
    " indsæt tekst ",
    " indsæt dato ",
    " indsæt navn ",
];
/// How one word of each of the [`PROMPTS`] begins.
const PROMPT_WORDS: [&[u8]; 5] = [b"mang", b"skri", b"lore", b"klik", b"inds"];
/// The longest of the [`EMPTY_TEXTS`] in bytes, with signs around it.
const MAX_EMPTY: usize = 40;
/// What stands in brackets where something is to be written.
const BRACKETED: [&str; 12] =
    ["indsæt", "udfyld", "udfyldes", "skriv", "angiv", "navn", "dato", "tekst", "årstal", "titel", "beløb", "antal"];
/// The most brackets looked at in one text.
const MAX_BRACKETS: usize = 100;
/// The longest place to be filled in between two brackets, in bytes.
const MAX_BRACKETED: usize = 200;

/// The texts that are not finished. The report's own words are not the home's to finish.
pub(super) fn flaws(passages: &[Passage<'_>]) -> Vec<Flaw> {
    let is_own = |place| !matches!(place, Place::References | Place::Finding | Place::FollowUp);
    passages.iter().filter(|passage| is_own(passage.place)).filter_map(unfinished).collect()
}

fn unfinished(passage: &Passage<'_>) -> Option<Flaw> {
    let message = if let Some(gap) = gap(passage) {
        format!(
            "Teksten {} {} har en plads, der ikke er udfyldt: {}. Udfyld den.",
            quote(passage.text),
            passage.whereabouts(),
            quote(&gap)
        )
    } else if breaks_off(passage) {
        format!(
            "Teksten {} {} er ikke skrevet færdig. Skriv den færdig.",
            quote_end(passage.text),
            passage.whereabouts()
        )
    } else {
        return None;
    };
    let words = passage.text.to_owned();
    Some(Flaw { rule: Rule::UnfinishedText, part_id: passage.part_id, field: passage.field(), words, message })
}

fn breaks_off(passage: &Passage<'_>) -> bool {
    let words = passage.text.trim_end();
    if ends_in_dots(words) {
        return !is_taken_up(passage.next);
    }
    // A text before a table may end in a colon, and a list may have an "og" before its last line.
    passage.place.is_answer() && passage.next.is_none() && ends_open(words)
}

/// True for "Samtaler gennemføres…", not for "via hjemmesiden mv...".
fn ends_in_dots(words: &str) -> bool {
    let Some(rest) = words.strip_suffix('…').or_else(|| words.strip_suffix("...")) else { return false };
    let last = rest.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    !AND_SO_ON.contains(&last.trim_matches(['.', '…', '(', ',']))
}

/// True where the text below goes on with the sentence.
fn is_taken_up(next: Option<&str>) -> bool {
    next.is_some_and(|next| next.starts_with(['…', '.']) || next.starts_with(char::is_lowercase))
}

fn ends_open(words: &str) -> bool {
    if words.ends_with([':', ',']) {
        return true;
    }
    // As written: "drøftes i MED" ends with a committee.
    let last = words.split_whitespace().next_back().unwrap_or_default();
    OPEN_WORDS.contains(&last) || OPEN_PHRASES.iter().any(|phrase| words.ends_with(phrase))
}

/// The place to be filled in, where there is one.
fn gap(passage: &Passage<'_>) -> Option<String> {
    let words = one_line(passage.text);
    if words.chars().all(|char| char == '?') {
        return Some(words.into_owned());
    }
    let mut prompt = None;
    // Few texts can say any of it, and only those are written in lower case to look.
    if words.len() <= MAX_EMPTY || may_prompt(&words) {
        let plain = plain(&words);
        if EMPTY_TEXTS.contains(&plain.trim()) {
            return Some(words.into_owned());
        }
        prompt = PROMPTS.into_iter().find(|prompt| plain.contains(*prompt)).map(|prompt| prompt.trim().to_owned());
    }
    prompt.or_else(|| crossed(&words)).or_else(|| bracketed(&words)).or_else(|| run(passage, &words))
}

/// True where one of the [`PROMPTS`] may stand, capital letters or not: where the beginning of one of its words does.
fn may_prompt(words: &str) -> bool {
    let begins = |four: &[u8]| PROMPT_WORDS.iter().any(|word| word.eq_ignore_ascii_case(four));
    words.as_bytes().windows(4).any(|four| matches!(four[0] | 0x20, b'm' | b's' | b'l' | b'k' | b'i') && begins(four))
}

/// The words in lower case with one space around each.
fn plain(words: &str) -> String {
    let words = words.to_lowercase();
    let mut plain = String::with_capacity(words.len() + 2);
    plain.push(' ');
    for part in alphanumeric(&words) {
        plain.push_str(part);
        plain.push(' ');
    }
    plain
}

/// "xx", "XXX", "TBD", "TODO".
fn crossed(words: &str) -> Option<String> {
    alphanumeric(words).find(|part| is_cross(part)).map(ToOwned::to_owned)
}

fn is_cross(part: &str) -> bool {
    let is_crosses = part.len() >= 2 && part.chars().all(|char| matches!(char, 'x' | 'X'));
    is_crosses || matches!(part, "TBD" | "tbd" | "TODO")
}

/// "[ ]", "[...]", "[indsæt navn]", "<dato>".
fn bracketed(words: &str) -> Option<String> {
    // In a quotation three dots in brackets stand for what is left out.
    let has_quotation = words.contains(['»', '«', '"', '”', '“']);
    [('[', ']'), ('<', '>')].into_iter().find_map(|(open, close)| {
        words.match_indices(open).take(MAX_BRACKETS).find_map(|(at, _)| {
            let rest = &words[at + open.len_utf8()..];
            let rest = &rest[..rest.floor_char_boundary(MAX_BRACKETED)];
            let inner = rest[..rest.find(close)?].trim();
            is_blank(inner, open, has_quotation).then(|| format!("{open}{inner}{close}"))
        })
    })
}

fn is_blank(inner: &str, open: char, has_quotation: bool) -> bool {
    let first = alphanumeric(inner).next().unwrap_or_default().to_lowercase();
    let is_dotted = inner.chars().all(|char| matches!(char, '.' | '…' | '_' | ' '));
    let is_left_out = has_quotation && !inner.is_empty();
    BRACKETED.contains(&first.as_str()) || (open == '[' && is_dotted && !is_left_out)
}

/// "??" and, in the table, a line to write on. Outside it such a line is for a signature.
fn run(passage: &Passage<'_>, words: &str) -> Option<String> {
    let runs: &[&str] = if passage.place.is_answer() { &["??", "___"] } else { &["??"] };
    runs.iter().find(|run| words.contains(**run)).map(|run| (*run).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::sample::{self, Built},
        part::Field,
        plan::Plan,
    };

    fn with_goal(text: &str) -> Plan {
        sample::plan_of(sample::issue("Emne").goal(text).monitoring("Opgøres"))
    }

    fn is_flawed(text: &str) -> bool {
        !sample::flaws(&with_goal(text), Rule::UnfinishedText).is_empty()
    }

    #[test]
    fn a_prompt_is_looked_for_wherever_one_may_stand() {
        for prompt in PROMPTS {
            assert!(may_prompt(prompt) && may_prompt(&prompt.to_uppercase()), "{prompt}");
        }
        assert!(EMPTY_TEXTS.iter().all(|text| text.len() + 4 < MAX_EMPTY) && !may_prompt("Samtaler om fravær"));
    }

    #[test]
    fn finds_texts_that_break_off() {
        for text in [
            "Samtaler gennemføres…",
            "Samtaler gennemføres...",
            "Der indføres:",
            "Leder,",
            "Der holdes møder, så der",
            "Kursus og",
            "Møder i forbindelse med",
            "Det skal sikres, at",
        ] {
            assert!(is_flawed(text), "{text}");
        }
    }

    #[test]
    fn lets_whole_texts_pass() {
        for text in [
            "Medarbejderne ved, hvad de kan regne med",
            "Deles via hjemmesiden, sociale medier etc.",
            "Kurser, møder mv...",
            "Kurser, møder osv.…",
            "Planen drøftes i LMU og MED",
            "Borgerne er med til at vælge, hvem de bor sammen med",
            "Alle kan følge med",
            "Det sted, borgerne har lyst til at bo i",
            "Sygefraværet er på 5 procent.",
        ] {
            assert!(!is_flawed(text), "{text}");
        }
    }

    #[test]
    fn finds_places_to_be_filled_in() {
        for text in [
            "Fraværet er under xx procent",
            "Kursus den xx.xx.2026",
            "Leder XXX",
            "???",
            "?",
            "Hvem??",
            "Navn: [ ]",
            "Ansvarlig: [indsæt navn]",
            "Frist <dato>",
            "Vi vil [...]",
            "Udfyldes",
            "Skal udfyldes.",
            "TBD",
            "TODO: skriv om fravær",
            "Klik eller tryk her for at skrive tekst.",
            "Lorem ipsum dolor",
            "Dato ____",
        ] {
            assert!(is_flawed(text), "{text}");
        }
    }

    #[test]
    fn lets_words_that_only_resemble_a_placeholder_pass() {
        for text in [
            "Skemaet udfyldes af kontaktpersonen",
            "Medarbejderne fører en todo-liste",
            "Der mangler medarbejdere",
            "Borgeren skriver herefter selv",
            "»Borgerne [...] trives« står der i rapporten",
            "Fraværet er <5 procent og >2 procent",
            "Maxi-taxa og XL-hjælpemidler",
            "Er borgerne glade?",
            "Afdeling A [bilag 2]",
        ] {
            assert!(!is_flawed(text), "{text}");
        }
    }

    #[test]
    fn brackets_without_end_are_no_place() {
        assert!(!is_flawed(&format!("{}indsæt]", "[".repeat(5_000))));
        assert!(!is_flawed(&format!("[indsæt {}]", "meget ".repeat(100))));
    }

    #[test]
    fn a_list_may_begin_with_a_colon_and_go_on() {
        let list = sample::issue("").activity("Kurser i:", "maj 2022", "Leder").activity("KRAP", "juni 2022", "Leder");
        assert!(sample::flaws(&sample::plan_of(list), Rule::UnfinishedText).is_empty());
        let split = sample::issue("").goal("Alle skal…").goal("have et kursus").monitoring("Liste");
        assert!(sample::flaws(&sample::plan_of(split), Rule::UnfinishedText).is_empty());
    }

    #[test]
    fn looks_at_every_text_but_the_reports_own() {
        let issue = sample::issue("Emne").activity("Møde", "Samtaler gennemføres…", "Leder og");
        let mut plan = sample::plan(vec![sample::block("Henstilling om at …", vec![issue])]);
        plan.introduction = "Planen omfatter:".into();
        plan.closing = "Dato: ____ Underskrift:\nSe bilag xx".into();
        let flaws = sample::flaws(&plan, Rule::UnfinishedText);
        let found: Vec<_> = flaws.iter().map(|flaw| (flaw.field, flaw.words.as_str())).collect();
        assert_eq!(
            found,
            [
                (Some(Field::Period), "Samtaler gennemføres…"),
                (Some(Field::Owner), "Leder og"),
                (None, "Dato: ____ Underskrift:\nSe bilag xx")
            ]
        );
        assert_eq!(flaws[0].part_id, plan.activities().next().map(|(_, _, activity)| activity.id));
    }
}
