//! Texts without civil registration numbers (*CPR-numre*): what waits to be looked through must not hold any either.

use crate::{cpr, text};

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

    /// The draft with every text tidied and without numbers.
    pub fn draft(&mut self, mut draft: PlanDraft) -> PlanDraft {
        let mut redact = |words: &mut String, _: usize, place: &str| self.at(words, place);
        draft.title = text::one_line(&draft.title);
        redact(&mut draft.title, 0, "Titlen");
        redact(&mut draft.introduction, 0, "Teksten før tabellen");
        redact(&mut draft.closing, 0, "Teksten efter tabellen");
        for (at, block) in draft.blocks.iter_mut().enumerate() {
            block.tidy(&format!("Fund {}", at + 1), &mut redact);
        }
        draft
    }

    /// A sentence for each place of a draft that held a number.
    pub fn finish(self) -> Result<Vec<String>, TooManyNumbers> {
        if self.count > MAX_NUMBERS { Err(TooManyNumbers) } else { Ok(self.sentences) }
    }

    fn at(&mut self, words: &mut String, place: &str) {
        let before = self.count;
        *words = self.text(words);
        let told = match self.count - before {
            0 => return,
            1 => "Et tal, der ligner et CPR-nummer, er fjernet.".to_owned(),
            count => format!("{count} tal, der ligner CPR-numre, er fjernet."),
        };
        self.sentences.push(format!("{place}: {told} Se efter, at teksten stadig er rigtig."));
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{ActivityDraft, BlockDraft, FollowUpDraft, IssueDraft, LineDraft};
    use super::*;
    use crate::activity::ActivityStatus;

    const NUMBER: &str = "010190-1234";

    /// A draft whose every text holds a number.
    fn full() -> PlanDraft {
        let words = || format!("Se {NUMBER}.");
        let note = FollowUpDraft {
            noted_on: NaiveDate::default(),
            text: words(),
            status: ActivityStatus::Started,
            author: words(),
        };
        let activity = ActivityDraft {
            what: words(),
            period_text: words(),
            owner_text: words(),
            follow_ups: vec![note],
            ..ActivityDraft::default()
        };
        let lines = vec![
            LineDraft::Activity(activity),
            LineDraft::Period { period_text: words(), corrected: None },
            LineDraft::Owner { owner_text: words() },
        ];
        let list = || vec![words()];
        let issue = IssueDraft { text: words(), goals: list(), lines, monitoring: list(), effects: list() };
        let block = BlockDraft { reference_text: words(), text: words(), issues: vec![issue], ..BlockDraft::default() };
        PlanDraft { title: words(), introduction: words(), closing: words(), blocks: vec![block], ..Default::default() }
    }

    #[test]
    fn no_text_of_a_draft_keeps_a_number_and_each_place_is_told() {
        let mut redaction = Redaction::default();
        let draft = redaction.draft(full());
        let kept = serde_json::to_string(&draft).unwrap();
        assert!(!kept.contains("010190"), "{kept}");
        assert_eq!(kept.matches("Se [CPR-nummer fjernet].").count(), 16);
        let told = redaction.finish().unwrap();
        assert_eq!(told.len(), 16);
        let of_goal = "Fund 1, emne 1, mål 1: Et tal, der ligner et CPR-nummer, er fjernet. \
                       Se efter, at teksten stadig er rigtig.";
        assert!(told.contains(&of_goal.to_owned()), "{told:?}");
        assert!(draft.tidied().is_ok());
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
            redaction.draft(PlanDraft { introduction, ..PlanDraft::default() });
            redaction.finish()
        };
        let told = with(MAX_NUMBERS).unwrap();
        assert!(told[0].starts_with("Teksten før tabellen: 100 tal, der ligner CPR-numre, er fjernet."), "{told:?}");
        assert_eq!(with(MAX_NUMBERS + 1), Err(TooManyNumbers));
    }
}
