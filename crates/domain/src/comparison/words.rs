//! The difference between two texts, word by word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, DiffTag, DiffableStr, capture_diff_slices};

/// What differs is replaced as a whole where comparing it takes more than two texts of this many
/// tokens do. A count decides and no clock, so that the same texts always give the same answer.
const MAX_TOKENS: usize = 4_000;

/// The longest word that does not stand alone between two changes.
const MAX_CRUMB_CHARS: usize = 3;

/// One text in two states.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TextDiff {
    /// As it was; empty where it is new.
    pub before: String,
    /// As it is; empty where it is gone.
    pub after: String,
}

impl TextDiff {
    /// True where the two differ.
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }

    /// The text in runs: what is the same with what was added gives it as it is, what is the same
    /// with what was removed gives it as it was.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for stretch in without_crumbs(stretches(&self.before, &self.after)) {
            if stretch.is_same {
                runs.push(Run { text: stretch.after, mark: Mark::Same });
                continue;
            }
            let texts = [(stretch.before, Mark::Removed), (stretch.after, Mark::Added)];
            runs.extend(texts.into_iter().filter(|(text, _)| !text.is_empty()).map(|(text, mark)| Run { text, mark }));
        }
        runs
    }
}

/// A run of words that fared alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The words and what stands between them.
    pub text: String,
    /// How they fared.
    pub mark: Mark,
}

/// How words fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// In both texts.
    Same,
    /// *Tilføjet*.
    Added,
    /// *Slettet*.
    Removed,
}

/// Words that are the same on both sides, or words and what they became.
struct Stretch {
    before: String,
    after: String,
    is_same: bool,
}

impl Stretch {
    fn same(tokens: &[&str]) -> Self {
        Self { before: tokens.concat(), after: tokens.concat(), is_same: true }
    }

    fn changed(before: &[&str], after: &[&str]) -> Self {
        Self { before: before.concat(), after: after.concat(), is_same: false }
    }
}

/// Stretches that are the same and stretches that are not, by turns.
fn stretches(before: &str, after: &str) -> Vec<Stretch> {
    let before: Vec<&str> = DiffableStr::tokenize_unicode_words(before);
    let after: Vec<&str> = DiffableStr::tokenize_unicode_words(after);
    // The shared ends come off first: one word changed in a text too long to compare marks one word.
    let head = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let ends = before[head..].iter().rev().zip(after[head..].iter().rev());
    let tail = ends.take_while(|(old, new)| old == new).count();
    let (before_end, after_end) = (before.len() - tail, after.len() - tail);

    let mut stretches = Vec::new();
    push(&mut stretches, Stretch::same(&before[..head]));
    for stretch in middle(&before[head..before_end], &after[head..after_end]) {
        push(&mut stretches, stretch);
    }
    push(&mut stretches, Stretch::same(&before[before_end..]));
    stretches
}

fn middle(before: &[&str], after: &[&str]) -> Vec<Stretch> {
    let is_one_sided = before.is_empty() || after.is_empty();
    if is_one_sided || before.len().saturating_mul(after.len()) > MAX_TOKENS * MAX_TOKENS {
        return vec![Stretch::changed(before, after)];
    }
    let operations = capture_diff_slices(Algorithm::Myers, before, after);
    let stretch = |operation: &DiffOp| {
        let (tag, old, new) = operation.as_tag_tuple();
        match tag {
            DiffTag::Equal => Stretch::same(&after[new]),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => Stretch::changed(&before[old], &after[new]),
        }
    };
    operations.iter().map(stretch).collect()
}

/// The stretches with the crumbs between two changes taken into the change: words that are the same
/// by chance are harder to read than a phrase and what it became.
fn without_crumbs(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let last = stretches.len().saturating_sub(1);
    let mut joined = Vec::with_capacity(stretches.len());
    for (at, mut stretch) in stretches.into_iter().enumerate() {
        if at > 0 && at < last && is_crumb(&stretch.after) {
            stretch.is_same = false;
        }
        push(&mut joined, stretch);
    }
    joined
}

/// True for white space, a mark or a short word. A line break is none: it parts what belongs apart.
fn is_crumb(text: &str) -> bool {
    let word = text.trim();
    !text.contains('\n') && word.chars().count() <= MAX_CRUMB_CHARS && !word.contains(char::is_whitespace)
}

/// Adds a stretch, to the last one where the two fared alike.
fn push(stretches: &mut Vec<Stretch>, stretch: Stretch) {
    if stretch.before.is_empty() && stretch.after.is_empty() {
        return;
    }
    match stretches.last_mut() {
        Some(last) if last.is_same == stretch.is_same => {
            last.before.push_str(&stretch.before);
            last.after.push_str(&stretch.after);
        }
        _ => stretches.push(stretch),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        Mark::{Added, Removed, Same},
        *,
    };

    fn runs(before: &str, after: &str) -> Vec<(Mark, String)> {
        let diff = TextDiff { before: before.to_owned(), after: after.to_owned() };
        diff.runs().into_iter().map(|run| (run.mark, run.text)).collect()
    }

    fn expected(runs: &[(Mark, &str)]) -> Vec<(Mark, String)> {
        runs.iter().map(|&(mark, text)| (mark, text.to_owned())).collect()
    }

    #[test]
    fn shows_a_phrase_and_what_it_became() {
        assert_eq!(
            runs("reduceres til 5-6 procent", "nedbringes med 5-6 procent"),
            expected(&[(Removed, "reduceres til"), (Added, "nedbringes med"), (Same, " 5-6 procent")])
        );
    }

    #[test]
    fn marks_the_words_that_differ_and_no_others() {
        assert_eq!(
            runs("Ledelsen afholder møder hver uge", "Lederen afholder møder hver måned"),
            expected(&[
                (Removed, "Ledelsen"),
                (Added, "Lederen"),
                (Same, " afholder møder hver "),
                (Removed, "uge"),
                (Added, "måned"),
            ])
        );
        assert_eq!(
            runs("Sygefraværet falder", "Sygefraværet falder til 4,5 procent"),
            expected(&[(Same, "Sygefraværet falder"), (Added, " til 4,5 procent")])
        );
    }

    #[test]
    fn leaves_no_crumbs_between_changes() {
        assert_eq!(
            runs("ledere og borgere", "ansatte og pårørende"),
            expected(&[(Removed, "ledere og borgere"), (Added, "ansatte og pårørende")])
        );
    }

    #[test]
    fn keeps_lines_apart() {
        assert_eq!(
            runs("uge 1\nuge 2", "uge 3\nuge 4"),
            expected(&[(Same, "uge "), (Removed, "1"), (Added, "3"), (Same, "\nuge "), (Removed, "2"), (Added, "4")])
        );
    }

    #[test]
    fn a_text_that_is_new_or_gone_is_one_run() {
        assert_eq!(runs("", "Ny tekst."), expected(&[(Added, "Ny tekst.")]));
        assert_eq!(runs("Gammel tekst.", ""), expected(&[(Removed, "Gammel tekst.")]));
        assert_eq!(runs("Samme tekst.", "Samme tekst."), expected(&[(Same, "Samme tekst.")]));
        assert!(runs("", "").is_empty());
    }

    #[test]
    fn replaces_a_text_too_long_to_compare() {
        let (before, after) = ("!?".repeat(5_000), "?.".repeat(5_000));
        assert_eq!(runs(&before, &after), expected(&[(Removed, before.as_str()), (Added, after.as_str())]));
        let (before, after) = ("a".repeat(10_000), "b".repeat(10_000));
        assert_eq!(runs(&before, &after), expected(&[(Removed, before.as_str()), (Added, after.as_str())]));
    }

    #[test]
    fn finds_one_word_in_a_text_too_long_to_compare() {
        let rest = "ord ".repeat(5_000);
        let marks: Vec<Mark> =
            runs(&format!("{rest}før {rest}"), &format!("{rest}nu {rest}")).into_iter().map(|(mark, _)| mark).collect();
        assert_eq!(marks, [Same, Removed, Added, Same]);
    }

    fn danish() -> impl Strategy<Value = String> {
        let pieces = vec!["reduceres", "til", "og", "på", "5", "-", ",", " ", "  ", "\n", "a\u{30a}", "procent", "😀"];
        prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.join(""))
    }

    fn check(before: &str, after: &str) -> Result<(), TestCaseError> {
        let runs = runs(before, after);
        let without = |left_out: Mark| -> String {
            runs.iter().filter(|(mark, _)| *mark != left_out).map(|(_, text)| text.as_str()).collect()
        };
        prop_assert_eq!(without(Added), before);
        prop_assert_eq!(without(Removed), after);
        prop_assert!(runs.iter().all(|(_, text)| !text.is_empty()));
        prop_assert!(runs.windows(2).all(|pair| pair[0].0 != pair[1].0));
        Ok(())
    }

    proptest! {
        #[test]
        fn runs_rebuild_both_texts(before in danish(), after in danish()) {
            check(&before, &after)?;
        }

        #[test]
        fn runs_rebuild_any_two_texts(before in "(?s).{0,60}", after in "(?s).{0,60}") {
            check(&before, &after)?;
        }
    }
}
