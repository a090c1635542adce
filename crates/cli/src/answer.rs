//! What acts answer, as one sentence where they come to nothing.

use anyhow::anyhow;
use app::danish_moment;
use domain::answer::Answer;

/// What was done, or why it was not.
pub(crate) fn done<T, C>(answer: Answer<T, C>) -> anyhow::Result<T> {
    match answer {
        Answer::Done(done) => Ok(done),
        Answer::Refused(refusal) => Err(anyhow!(refusal.sentences())),
        Answer::Conflict(conflict) => {
            let (author, moment) = (conflict.author.name, danish_moment(conflict.changed_at));
            Err(anyhow!("Intet er gemt: {author} har rettet det samme {moment}; kør kommandoen igen"))
        }
    }
}

/// `sentence` where there is no such thing; every other fault keeps its own words.
pub(crate) fn or_missing(error: app::Error, sentence: impl FnOnce() -> String) -> anyhow::Error {
    match error {
        app::Error::NotFound => anyhow!(sentence()),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_there_is_told_as_missing() {
        let told = |error| or_missing(error, || "Der er ingen plan".into()).to_string();
        assert_eq!(told(app::Error::NotFound), "Der er ingen plan");
        assert!(told(app::Error::Unreachable("refused".into())).contains("ingen forbindelse til databasen"));
    }
}
