//! A draft as a plan can take it.

use super::PlanDraft;
use crate::{
    plan::Place,
    template::PlanTemplate,
    text::{self, MAX_CHARS, MAX_TITLE_CHARS, TextError},
};

/// A text of a draft that no plan can take, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {error}")]
pub struct DraftError {
    /// "Fund 2, emne 1, linje 3 (Hvad)".
    pub place: String,
    /// What is wrong with it.
    pub error: TextError,
}

impl PlanDraft {
    /// The draft with every text tidied and what is empty left out, or every text that is too long or holds a CPR
    /// number, named as this kind of plan calls its columns.
    pub fn tidied(mut self, template: &PlanTemplate) -> Result<Self, Vec<DraftError>> {
        self.title = text::one_line(&self.title);
        let mut errors = Vec::new();
        for text in self.texts_mut() {
            match text::optional(text.words, max_chars(text.place)) {
                Ok(tidied) => *text.words = tidied,
                Err(error) => {
                    errors.push((text.order(template), DraftError { place: text.whereabouts(template), error }));
                }
            }
        }
        if !errors.is_empty() {
            errors.sort_by_key(|(order, _)| *order);
            return Err(errors.into_iter().map(|(_, error)| error).collect());
        }
        for issue in self.blocks.iter_mut().flat_map(|block| &mut block.issues) {
            issue.statements.retain(|_, statement| !statement.text.is_empty());
            issue.lines.retain(|line| !line.is_empty());
        }
        Ok(self)
    }
}

const fn max_chars(place: Place) -> usize {
    match place {
        Place::Title | Place::FollowUpAuthor => MAX_TITLE_CHARS,
        _ => MAX_CHARS,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft, tests::full},
        template::sample::{key, template},
    };

    fn draft(issue: IssueDraft) -> PlanDraft {
        PlanDraft { blocks: vec![BlockDraft { issues: vec![issue], ..BlockDraft::default() }], ..PlanDraft::default() }
    }

    #[test]
    fn names_the_place_of_a_text_no_plan_can_take() {
        let mut issue = IssueDraft::default();
        issue.statements.push(key("goal"), "Borger 010190-1234 trives");
        let errors = draft(issue).tidied(&template()).unwrap_err();
        assert!(
            errors[0].to_string().starts_with("Fund 1, emne 1, mål 1: Teksten ser ud til at indeholde et CPR-nummer")
        );
    }

    #[test]
    fn names_every_place_in_the_order_of_the_plan() {
        let errors = full("Se 010190-1234.").tidied(&template()).unwrap_err();
        let places: Vec<&str> = errors.iter().map(|error| error.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "Titlen",
                "Teksten før tabellen",
                "Teksten efter tabellen",
                "Fund 1, henvisningen",
                "Fund 1, teksten",
                "Fund 1, emne 1",
                "Fund 1, emne 1, mål 1",
                "Fund 1, emne 1, dokumentation 1",
                "Fund 1, emne 1, forventet effekt 1",
                "Fund 1, emne 1, linje 1 (Hvad)",
                "Fund 1, emne 1, linje 1 (Hvornår)",
                "Fund 1, emne 1, linje 1 (Hvem)",
                "Fund 1, emne 1, linje 1 (opfølgning)",
                "Fund 1, emne 1, linje 1 (opfølgning)",
                "Fund 1, emne 1, linje 2 (Hvornår)",
                "Fund 1, emne 1, linje 3 (Hvem)",
            ]
        );
    }

    #[test]
    fn drops_what_is_empty() {
        let lines = vec![LineDraft::loose_owner(" "), LineDraft::Activity(ActivityDraft::default())];
        let mut issue = IssueDraft { lines, ..IssueDraft::default() };
        issue.statements.extend(key("goal"), [" ", " a "]);
        issue.statements.push(key("effect"), "\n");
        let tidied = draft(issue).tidied(&template()).unwrap();
        let issue = &tidied.blocks[0].issues[0];
        assert_eq!(issue.statements.of("goal"), ["a"]);
        assert!(issue.lines.is_empty() && issue.statements.columns().eq([key("goal")]));
    }
}
