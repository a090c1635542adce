//! What a form shows where somebody else was first.

use chrono::{DateTime, Utc};
use domain::{
    change::{Author, ChangedField},
    conflict::Conflict,
    id::UserId,
};

use super::{
    example::{Example, example},
    sample,
};
use crate::ui::conflict;

pub(super) fn examples(now: DateTime<Utc>) -> Vec<Example> {
    let reader: UserId = sample::id(7);
    let (others, own) = (met(None, now), met(Some(reader), now));
    let none: Option<Conflict<&str>> = None;
    vec![
        example!("En anden var først", conflict::conflict(&others, reader, words, place)),
        example!("Man var selv først", conflict::conflict(&own, reader, words, place)),
        example!("En anden var først", conflict::buttons(Some(&others), reader, "Gem", "/")),
        example!("Man var selv først", conflict::buttons(Some(&own), reader, "Gem", "/")),
        example!("Ingen var først", conflict::buttons(none.as_ref(), reader, "Gem", "/")),
        example!("En anden var først", conflict::keep_theirs(&others, reader)),
        example!("Man var selv først", conflict::keep_theirs(&own, reader)),
    ]
}

/// A form with one field, which is empty, that another saved first.
fn met(user_id: Option<UserId>, changed_at: DateTime<Utc>) -> Conflict<&'static str> {
    Conflict {
        theirs: "Sygefraværet falder",
        ours: "",
        fields: vec![ChangedField::Text],
        version: 2,
        author: Author { user_id, name: "En kollega".into() },
        changed_at,
    }
}

fn words(text: &&'static str, _: ChangedField) -> String {
    (*text).to_owned()
}

/// The field lies among the examples of fields.
fn place(field: ChangedField) -> (&'static str, &'static str) {
    ("lines", field.label())
}
