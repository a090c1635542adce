//! What a save meets where somebody else was first, and what can be joined without asking.

use chrono::{DateTime, Utc};

use crate::change::{Author, Change, ChangedField};

/// A thing that a form saves as a whole, field by field.
pub trait Record: Clone {
    /// Its fields, in the order of the form.
    const FIELDS: &'static [ChangedField];

    /// What stands in a field, as the history keeps it. Two records with equal texts are equal to a person.
    fn text(&self, field: ChangedField) -> String;

    /// Takes over what stands in a field of another.
    fn take(&mut self, field: ChangedField, from: &Self);
}

/// One field, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: ChangedField,
    /// What stood there.
    pub from: String,
    /// What stands there now.
    pub to: String,
}

impl FieldChange {
    /// The change, where there is one.
    pub fn between(field: ChangedField, from: impl Into<String>, to: impl Into<String>) -> Option<Self> {
        let (from, to) = (from.into(), to.into());
        (from != to).then_some(Self { field, from, to })
    }
}

/// The fields that differ, in their order.
pub fn differences<R: Record>(before: &R, after: &R) -> Vec<FieldChange> {
    let differs = |field: &ChangedField| FieldChange::between(*field, before.text(*field), after.text(*field));
    R::FIELDS.iter().filter_map(differs).collect()
}

/// What a save meets where somebody else has changed the same fields to something else since the form was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict<T> {
    /// What stands there now.
    pub theirs: T,
    /// What was to be saved, with all that could be joined.
    pub ours: T,
    /// The fields in which both differ.
    pub fields: Vec<ChangedField>,
    /// The version to start from once this has been seen.
    pub version: i64,
    /// Who wrote last in those fields.
    pub author: Author,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// What is to be saved where others may have changed the thing since the form was opened: what only they touched is
/// theirs, what only we touched is ours, and what both touched is a conflict unless both wrote the same.
///
/// `since` is the history of the thing since the version the form was opened at, oldest first; what the first
/// change of a field found is what the form was opened with.
pub fn join<R: Record>(theirs: &R, mut ours: R, version: i64, since: &[Change]) -> Result<R, Box<Conflict<R>>> {
    let mut fields = Vec::new();
    let mut met: Vec<&Change> = Vec::new();
    for &field in R::FIELDS {
        let changes = || since.iter().filter(|change| change.field == field);
        let Some(first) = changes().next() else { continue };
        let (now, wanted) = (theirs.text(field), ours.text(field));
        if wanted == first.from {
            ours.take(field, theirs);
        } else if wanted != now && now != first.from {
            fields.push(field);
            met.extend(changes().next_back());
        }
    }
    match met.into_iter().max_by_key(|change| change.changed_at) {
        None => Ok(ours),
        Some(change) => Err(Box::new(Conflict {
            theirs: theirs.clone(),
            ours,
            fields,
            version,
            author: change.author.clone(),
            changed_at: change.changed_at,
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Subject;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Pair(&'static str, &'static str);

    impl Record for Pair {
        const FIELDS: &'static [ChangedField] = &[ChangedField::Title, ChangedField::Closing];

        fn text(&self, field: ChangedField) -> String {
            if field == ChangedField::Title { self.0.into() } else { self.1.into() }
        }

        fn take(&mut self, field: ChangedField, from: &Self) {
            if field == ChangedField::Title { self.0 = from.0 } else { self.1 = from.1 }
        }
    }

    fn change(field: ChangedField, from: &str, to: &str, minute: u32) -> Change {
        Change {
            subject: Subject::Plan,
            subject_id: uuid::Uuid::nil(),
            plan_id: None,
            field,
            version: i64::from(minute),
            from: from.into(),
            to: to.into(),
            author: Author { user_id: None, name: format!("forfatter {minute}") },
            changed_at: format!("2026-03-12T10:{minute:02}:00Z").parse().unwrap(),
        }
    }

    #[test]
    fn what_only_one_has_touched_is_joined() {
        let since = [change(ChangedField::Title, "a", "b", 1)];
        assert_eq!(join(&Pair("b", "x"), Pair("a", "y"), 2, &since), Ok(Pair("b", "y")));
        assert_eq!(join(&Pair("a", "x"), Pair("c", "y"), 1, &[]), Ok(Pair("c", "y")));
    }

    #[test]
    fn the_same_words_from_both_are_no_conflict() {
        let since = [change(ChangedField::Title, "a", "b", 1)];
        assert_eq!(join(&Pair("b", "x"), Pair("b", "x"), 2, &since), Ok(Pair("b", "x")));
    }

    #[test]
    fn what_both_have_written_is_a_conflict_that_names_the_last_writer_and_keeps_what_could_be_joined() {
        let since = [
            change(ChangedField::Title, "a", "b", 1),
            change(ChangedField::Closing, "x", "z", 2),
            change(ChangedField::Title, "b", "c", 3),
        ];
        let conflict = join(&Pair("c", "z"), Pair("mit", "x"), 4, &since).unwrap_err();
        assert_eq!(conflict.fields, [ChangedField::Title]);
        assert_eq!((conflict.ours, conflict.theirs), (Pair("mit", "z"), Pair("c", "z")));
        assert_eq!((conflict.author.name.as_str(), conflict.version), ("forfatter 3", 4));
    }
}
