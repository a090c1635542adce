//! Texts without civil registration numbers (*CPR-numre*): what waits to be looked through must not hold any either.

use crate::{cpr, template::PlanTemplate, text};

use super::PlanDraft;

/// What stands where a number stood.
const BLANK: &str = "[CPR-nummer fjernet]";
/// The most numbers that are taken out of one file: more are no slip.
const MAX_NUMBERS: usize = 100;

/// A file holds more numbers than are taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "Filen har mange tal, der ligner CPR-numre, så den er ikke hentet ind. Fjern dem i filen, og hent den ind igen."
)]
pub struct TooManyNumbers;

/// Takes out what looks like CPR numbers, text by text, and tells where.
#[derive(Debug, Default)]
pub struct Redaction {
    count: usize,
    sentences: Vec<String>,
}

impl Redaction {
    /// The text, tidied and without numbers. What is tidied first cannot show a number later.
    pub fn text(&mut self, words: &str) -> String {
        let tidied = text::tidy(words);
        let (mut kept, mut rest) = (String::new(), tidied.as_str());
        // One more than the most is enough to refuse the file.
        while self.count <= MAX_NUMBERS
            && let Some(number) = cpr::find(rest)
        {
            // What is found is a piece of `rest`.
            let start = number.as_ptr().addr() - rest.as_ptr().addr();
            kept.push_str(&rest[..start]);
            kept.push_str(BLANK);
            rest = &rest[start + number.len()..];
            self.count += 1;
        }
        kept.push_str(rest);
        kept
    }

    /// The draft with every text tidied and without numbers. The places are named as this kind of plan calls its
    /// columns.
    pub fn draft(&mut self, mut draft: PlanDraft, template: &PlanTemplate) -> PlanDraft {
        draft.title = text::one_line(&draft.title);
        let mut told = Vec::new();
        for text in draft.texts_mut() {
            let before = self.count;
            *text.words = self.text(text.words);
            let sentence = match self.count - before {
                0 => continue,
                1 => "Et tal, der ligner et CPR-nummer, er fjernet.".to_owned(),
                count => format!("{count} tal, der ligner CPR-numre, er fjernet."),
            };
            let place = text.whereabouts(template);
            let sentence = format!("{place}: {sentence} Se efter, at teksten stadig er rigtig.");
            told.push((text.order(template), sentence));
        }
        told.sort_by_key(|(order, _)| *order);
        self.sentences.extend(told.into_iter().map(|(_, sentence)| sentence));
        draft
    }

    /// A sentence for each place of a draft that held a number.
    pub fn finish(self) -> Result<Vec<String>, TooManyNumbers> {
        if self.count > MAX_NUMBERS { Err(TooManyNumbers) } else { Ok(self.sentences) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{draft::tests::full, template::sample::template};

    const NUMBER: &str = "010190-1234";

    #[test]
    fn no_text_of_a_draft_keeps_a_number_and_each_place_is_told() {
        let mut redaction = Redaction::default();
        let draft = redaction.draft(full(&format!("Se {NUMBER}.")), &template());
        let kept = serde_json::to_string(&draft).unwrap();
        assert!(!kept.contains("010190"), "{kept}");
        assert_eq!(kept.matches("Se [CPR-nummer fjernet].").count(), 16);
        let told = redaction.finish().unwrap();
        assert_eq!(told.len(), 16);
        let of_goal = "Fund 1, emne 1, mål 1: Et tal, der ligner et CPR-nummer, er fjernet. \
                       Se efter, at teksten stadig er rigtig.";
        assert!(told.contains(&of_goal.to_owned()), "{told:?}");
        assert!(draft.tidied(&template()).is_ok());
    }

    #[test]
    fn a_text_may_hold_several_numbers_and_may_hide_them() {
        let mut redaction = Redaction::default();
        let words = format!("1{NUMBER} {NUMBER} og 0101\u{7}90-1\u{ad}234");
        assert_eq!(redaction.text(&words), "1010190-1234 [CPR-nummer fjernet] og [CPR-nummer fjernet]");
        assert_eq!(redaction.text("Løbende i 2026"), "Løbende i 2026");
        assert_eq!(redaction.finish(), Ok(Vec::new()));
    }

    #[test]
    fn a_file_full_of_numbers_is_refused() {
        let with = |count: usize| {
            let introduction = vec![NUMBER; count].join(" og ");
            let mut redaction = Redaction::default();
            redaction.draft(PlanDraft { introduction, ..PlanDraft::default() }, &template());
            redaction.finish()
        };
        let told = with(MAX_NUMBERS).unwrap();
        assert!(told[0].starts_with("Teksten før tabellen: 100 tal, der ligner CPR-numre, er fjernet."), "{told:?}");
        assert_eq!(with(MAX_NUMBERS + 1), Err(TooManyNumbers));
    }
}
