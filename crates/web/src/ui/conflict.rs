//! What a form shows where somebody else was first: both texts, field by field, who and when. The form below it holds
//! what was typed, and starts from the newer version, so that saving again is a choice and not an accident.

use app::danish_moment;
use domain::{change::ChangedField, conflict::Conflict};
use maud::{Markup, html};

/// The fields in which both differ. `words` says what stands in a field, as a person reads it.
pub(crate) fn conflict<T>(conflict: &Conflict<T>, words: impl Fn(&T, ChangedField) -> String) -> Markup {
    let text = |value: &T, field| {
        let words = words(value, field);
        html! { @if words.is_empty() { "(tomt)" } @else { (words) } }
    };
    html! {
        div.konflikt role="alert" tabindex="-1" data-fokus {
            p {
                strong { (conflict.author.name) " har rettet det samme den " (danish_moment(conflict.changed_at)) ", mens du skrev." }
                " Intet er gemt endnu. Vælg, hvad der skal stå, og gem igen."
            }
            @for &field in &conflict.fields {
                div.konflikt-felt {
                    p.felt-navn { (field.label()) }
                    dl {
                        div { dt { "Der står nu" } dd.deres { (text(&conflict.theirs, field)) } }
                        div { dt { "Du har skrevet" } dd { (text(&conflict.ours, field)) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::change::Author;

    use super::*;

    #[test]
    fn shows_who_was_first_and_both_texts_of_each_field_and_no_others() {
        let met = Conflict {
            theirs: ["Afdelingsleder", "ny@solbakken.example"],
            ours: ["", "<ny@solbakken.example>"],
            fields: vec![ChangedField::Titles],
            version: 3,
            author: Author { user_id: None, name: "Lise & Bo".into() },
            changed_at: "2026-03-12T09:32:00Z".parse().unwrap(),
        };
        let words =
            |texts: &[&str; 2], field: ChangedField| texts[usize::from(field != ChangedField::Titles)].to_owned();
        let shown = conflict(&met, words).into_string();
        assert!(shown.contains("Lise &amp; Bo har rettet det samme den 12. marts 2026 kl. 10.32, mens du skrev."));
        assert!(shown.contains("Roller i planer"));
        assert!(shown.contains("<dd class=\"deres\">Afdelingsleder</dd>") && shown.contains("<dd>(tomt)</dd>"));
        assert!(!shown.contains("E-mail"));
        let shown = conflict(&Conflict { fields: vec![ChangedField::Email], ..met }, words).into_string();
        assert!(shown.contains("&lt;ny@solbakken.example&gt;"));
    }
}
