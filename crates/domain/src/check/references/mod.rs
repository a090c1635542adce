//! References that the plan's version of the quality model does not have.

use crate::{
    check::{Flaw, Rule, wording::quote},
    danish,
    part::Field,
    plan::{Block, Plan},
    quality_model::{Level, QualityModel},
    reference::{is_letter, words},
};

mod known;

use known::Known;

/// The most lines told of in one plan; a real one has a handful.
const MAX_FLAWS: usize = 300;
/// The most unknown numbers told of in one line.
const MAX_UNKNOWN: usize = 20;

/// The reference lines that name what the model does not have, or nothing it knows.
pub(super) fn flaws(plan: &Plan, model: &QualityModel) -> Vec<Flaw> {
    let known = Known::of(model);
    plan.blocks.iter().flat_map(|block| of_block(block, &known)).take(MAX_FLAWS).collect()
}

fn of_block(block: &Block, known: &Known<'_>) -> Vec<Flaw> {
    let words = &block.finding.references.text;
    let flaws: Vec<Flaw> = words.lines().filter_map(|line| unknown_line(block, line, known)).collect();
    let is_known = || !block.finding.references.items.is_empty() || known.is_named_in(words);
    if words.trim().is_empty() || !flaws.is_empty() || is_known() {
        return flaws;
    }
    let message = format!(
        "Henvisningen {} er ikke genkendt i »{}«. Skriv temaet og numrene, som de står i rapporten.",
        quote(words),
        known.model_name
    );
    vec![flaw(block, words, message)]
}

fn unknown_line(block: &Block, line: &str, known: &Known<'_>) -> Option<Flaw> {
    let unknown = unknown(line, known);
    if unknown.is_empty() {
        return None;
    }
    let message = format!(
        "Henvisningen {} nævner {}, som ikke findes i »{}«. Ret nummeret, eller slet det.",
        quote(line),
        danish::and_list(&unknown),
        known.model_name
    );
    Some(flaw(block, line, message))
}

fn flaw(block: &Block, words: &str, message: String) -> Flaw {
    Flaw {
        rule: Rule::UnknownReference,
        part_id: Some(block.id),
        field: Some(Field::References),
        words: words.to_owned(),
        message,
    }
}

/// What a line names by number and the model lacks: "indikator 9.z", "kriterium 17".
fn unknown(line: &str, known: &Known<'_>) -> Vec<String> {
    let mut unknown = Vec::new();
    let mut has_title = None;
    for (level, number) in named(&words(line)) {
        if known.has(level, &number) {
            continue;
        }
        // A theme told by its title is known, whatever number stands beside it.
        if level == Level::Theme && *has_title.get_or_insert_with(|| known.has_title_in(&line.to_lowercase())) {
            continue;
        }
        let words = format!("{} {number}", level.label().to_lowercase());
        if unknown.len() < MAX_UNKNOWN && !unknown.contains(&words) {
            unknown.push(words);
        }
    }
    unknown
}

/// The items that words name by number: a number after "tema", "kriterium" or "indikator", and each
/// that follows it in a list.
fn named(words: &[String]) -> Vec<(Level, String)> {
    let mut named = Vec::new();
    let mut head = None;
    let mut digits_before = String::new();
    for word in words {
        if let Some(level) = level(word) {
            head = Some(level);
            digits_before.clear();
            continue;
        }
        let Some(level) = head else { continue };
        match Number::read(word) {
            Some(Number { digits, letter: Some(letter) }) => {
                named.push((Level::Indicator, format!("{digits}.{letter}")));
                digits_before = digits;
            }
            // "Indikator 9.b og c".
            Some(Number { digits, letter: None }) if digits.is_empty() && !digits_before.is_empty() => {
                named.push((Level::Indicator, format!("{digits_before}.{word}")));
            }
            Some(Number { digits, letter: None }) if !digits.is_empty() => {
                // After an indicator a bare number is most likely its score.
                if level != Level::Indicator || digits_before.is_empty() {
                    named.push((level, digits));
                }
            }
            _ if is_link(word) => {}
            _ => head = None,
        }
    }
    named
}

fn level(word: &str) -> Option<Level> {
    match word {
        "tema" | "temaet" | "temaer" | "temaerne" => Some(Level::Theme),
        "kriterium" | "kriteriet" | "kriterie" | "kriterier" | "kriterierne" => Some(Level::Criterion),
        "indikator" | "indikatoren" | "indikatorer" | "indikatorerne" => Some(Level::Indicator),
        _ => None,
    }
}

fn is_link(word: &str) -> bool {
    matches!(word, "og" | "samt" | "til" | "nr" | "nummer")
}

/// "9", "9b", or a lone letter with no digits.
struct Number {
    digits: String,
    letter: Option<char>,
}

impl Number {
    fn read(word: &str) -> Option<Self> {
        if is_letter(word) {
            return Some(Self { digits: String::new(), letter: None });
        }
        let count = word.bytes().take_while(u8::is_ascii_digit).count();
        let mut rest = word[count..].chars();
        let letter = rest.next().filter(char::is_ascii_lowercase);
        let is_whole = count + usize::from(letter.is_some()) == word.len();
        // Longer numbers are years.
        let is_number = is_whole && (1..=2).contains(&count);
        is_number.then(|| Self { digits: word[..count].to_owned(), letter })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample;

    fn found(reference_text: &str) -> Vec<Flaw> {
        let mut block = sample::block("Henstilling", vec![]);
        block.finding.references.text = reference_text.into();
        sample::flaws(&sample::plan(vec![block]), Rule::UnknownReference)
    }

    #[test]
    fn known_references_pass_however_they_are_written() {
        for text in [
            "",
            "Organisation og ledelse, Kriterium 9, indikator 9.b. og 9.c",
            "Organisation og ledelse, kriterium 9, indikator 09.b",
            "Kriterium 9 indikator 9 b",
            "Indikator 9.a, b og c",
            "indikator 9.a-9.c",
            "indikator 9.a-c",
            "Tema 5, kriterium 8 og 9",
            "Tema 8: Sundhed og trivsel",
            "Sundhed og trivsel",
            "Sundhed og trivsel, indikator 5.a, score 2",
            "Indikator 9.b: 2",
            "Kriterium 9, indikator 9.b (rapport af 12. marts 2021, side 14)",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn names_what_the_model_does_not_have() {
        for (text, unknown) in [
            ("Organisation og ledelse, kriterium 9, indikator 9.z", "indikator 9.z"),
            ("Kriterium 9, indikator 9.b og 9.d", "indikator 9.d"),
            ("Indikator 9.b, c og d", "indikator 9.d"),
            ("Kriterium 17", "kriterium 17"),
            ("Kriterium 8, 9 og 17", "kriterium 17"),
            ("Tema 12, kriterium 9", "tema 12"),
            ("Kriterium 9, indikator 9", "indikator 9"),
            ("Indikator 31.x og 32.y", "indikator 31.x og indikator 32.y"),
        ] {
            let flaws = found(text);
            assert_eq!(flaws.len(), 1, "{text}");
            assert!(flaws[0].message.contains(&format!("nævner {unknown}, som")), "{}", flaws[0].message);
            assert!(flaws[0].message.contains("Prøvemodellen"));
        }
    }

    #[test]
    fn tells_which_line_is_wrong() {
        let flaws = found("Sundhed og trivsel, indikator 5.a\nOrganisation og ledelse, indikator 10.b");
        assert_eq!(flaws.len(), 1);
        assert_eq!(flaws[0].words, "Organisation og ledelse, indikator 10.b");
        assert_eq!(flaws[0].field, Some(Field::References));
    }

    #[test]
    fn numbers_and_lines_without_end_are_told_of_to_an_end() {
        let letters: Vec<String> = ('g'..='z').chain('a'..='b').map(|letter| format!("31.{letter}")).collect();
        let letters = letters.join(" ");
        let message = &found(&format!("Indikator {letters} {letters} 32.a"))[0].message;
        assert_eq!(message.matches("indikator").count(), MAX_UNKNOWN);
        let lines: Vec<String> = (0..2 * MAX_FLAWS).map(|at| format!("Tema 31 ({at})")).collect();
        assert_eq!(found(&lines.join("\n")).len(), MAX_FLAWS);
    }

    #[test]
    fn words_that_name_nothing_are_unknown_unless_a_person_has_chosen() {
        assert!(found("Det pædagogiske arbejde")[0].message.contains("ikke genkendt"));
        let mut block = sample::block("Henstilling", vec![]);
        block.finding.references.text = "Det pædagogiske arbejde".into();
        block.finding.references.items = vec!["9.b".into()];
        assert!(sample::flaws(&sample::plan(vec![block]), Rule::UnknownReference).is_empty());
    }
}
