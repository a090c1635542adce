//! The form of a step in a plan's life.

use app::review::Step;
use domain::{
    approval::{Submission, Transition},
    text::{self, MAX_CHARS},
    validation::FieldErrors,
};
use serde::Deserialize;

use crate::context::Context;

/// The longest way of sending and number of a case.
const MAX_SHORT: usize = 200;

/// What the form of a step sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    pub(super) act: String,
    pub(super) revision: String,
    pub(super) message: String,
    pub(super) sent_on: String,
    pub(super) channel: String,
    pub(super) case_number: String,
    /// True where the plan has changed since the page was opened.
    #[serde(skip)]
    pub(super) is_old: bool,
}

impl StepForm {
    /// The step that is meant; what is wrong with it goes to `errors`.
    pub(super) fn parse(&self, ctx: &Context, transition: Transition, errors: &mut FieldErrors) -> Step {
        let message = text::optional(&self.message, MAX_CHARS);
        let message = message.map_err(|error| errors.add("message", error.to_string())).unwrap_or_default();
        let submission = (transition == Transition::Submit).then(|| self.submission(ctx, errors));
        // A form without a revision has seen none.
        Step { transition, revision: self.revision.parse().unwrap_or_default(), message, submission }
    }

    fn submission(&self, ctx: &Context, errors: &mut FieldErrors) -> Submission {
        let sent_on = domain::danish::parse_date(&self.sent_on);
        match sent_on {
            None => errors.add("sent_on", "Skriv den dag, planen sendes, som 12-03-2026."),
            Some(day) if day > ctx.desk.today => {
                errors.add("sent_on", "Dagen ligger i fremtiden. Skriv den dag, planen er sendt.");
            }
            Some(_) => {}
        }
        let mut short = |field: &str, words: &str, is_required: bool| {
            // On one line before it is judged, for a line break may hide what must not be there.
            let words = text::one_line(words);
            let parsed =
                if is_required { text::required(&words, MAX_SHORT) } else { text::optional(&words, MAX_SHORT) };
            parsed.map_err(|error| errors.add(field, error.to_string())).unwrap_or_default()
        };
        let channel = short("channel", &self.channel, true);
        let case_number = short("case_number", &self.case_number, false);
        Submission { sent_on: sent_on.unwrap_or(ctx.desk.today), channel, sent_by: ctx.user.name.clone(), case_number }
    }
}
