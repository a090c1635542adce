//! What a form shows where somebody else was first: both texts, field by field, who and when. The form below it holds
//! what was typed, and starts from the newer version, so that saving again is a choice and not an accident.

use app::danish_moment;
use domain::{change::ChangedField, conflict::Conflict, id::UserId};
use maud::{Markup, html};

use super::field;

/// The button that saves what the form holds.
pub(crate) const KEEP_MINE: &str = "Gem min tekst";

/// True where the reader was first, in another window.
pub(crate) fn is_own<T>(met: &Conflict<T>, reader: UserId) -> bool {
    met.author.user_id == Some(reader)
}

/// The button that leaves what stands there.
pub(crate) fn keep_theirs<T>(met: &Conflict<T>, reader: UserId) -> &'static str {
    if is_own(met, reader) { "Behold det fra det andet vindue" } else { "Behold den andens" }
}

/// The fields in which both differ. `words` says what stands in a field, as a person reads it; `place` says where the
/// field stands in the form, and what the form calls it.
pub(crate) fn conflict<'a, T>(
    met: &Conflict<T>,
    reader: UserId,
    words: impl Fn(&T, ChangedField) -> String,
    place: impl Fn(ChangedField) -> (&'a str, &'a str),
) -> Markup {
    let text = |value: &T, field| {
        let words = words(value, field);
        html! { @if words.is_empty() { "(tomt)" } @else { (words) } }
    };
    html! {
        div.konflikt role="alert" tabindex="-1" data-fokus {
            (who_was_first(met, reader))
            @for &field in &met.fields {
                @let (id, name) = place(field);
                div.konflikt-felt {
                    p.felt-navn { a href={ "#" (id) } { (name) } }
                    dl {
                        div { dt { "Der står nu" } dd.deres { (text(&met.theirs, field)) } }
                        div { dt { "Du har skrevet" } dd { (text(&met.ours, field)) } }
                    }
                }
            }
        }
    }
}

fn who_was_first<T>(met: &Conflict<T>, reader: UserId) -> Markup {
    let (name, moment) = (&met.author.name, danish_moment(met.changed_at));
    let is_own = is_own(met, reader);
    html! {
        p {
            strong {
                @if is_own { "Du har selv rettet det samme i et andet vindue" } @else { (name) " har rettet det samme" }
                " den " (moment) ", mens du skrev."
            }
            " Intet er gemt endnu. Felterne herunder holder det, du skrev" @if is_own { " her" }
            ". Ret dem til, og vælg »" (KEEP_MINE) "«. Vil du beholde det, "
            @if is_own { "du skrev i det andet vindue" } @else { (name) " skrev" }
            ", så vælg »" (keep_theirs(met, reader)) "«."
        }
        p { "Andre felter, som kun den ene har rettet, er kommet med." }
    }
}

/// The buttons under a form; where it has met another's text they say which of the two each keeps.
pub(crate) fn buttons<T>(met: Option<&Conflict<T>>, reader: UserId, label: &str, cancel: &str) -> Markup {
    match met {
        Some(met) => field::buttons(KEEP_MINE, cancel, keep_theirs(met, reader)),
        None => field::submit(label, cancel),
    }
}

#[cfg(test)]
mod tests {
    use domain::change::Author;

    use super::*;

    fn met() -> Conflict<[&'static str; 2]> {
        Conflict {
            theirs: ["Afdelingsleder", "ny@solbakken.example"],
            ours: ["", "<ny@solbakken.example>"],
            fields: vec![ChangedField::Titles],
            version: 3,
            author: Author { user_id: Some(UserId::new()), name: "Lise & Bo".into() },
            changed_at: "2026-03-12T09:32:00Z".parse().unwrap(),
        }
    }

    fn shown(met: &Conflict<[&'static str; 2]>, reader: UserId) -> String {
        let words = |texts: &[&'static str; 2], field: ChangedField| {
            texts[usize::from(field != ChangedField::Titles)].to_owned()
        };
        conflict(met, reader, words, |field| (field.key(), field.label())).into_string()
    }

    #[test]
    fn shows_who_was_first_and_both_texts_of_each_field_and_no_others() {
        let page = shown(&met(), UserId::new());
        assert!(page.contains("Lise &amp; Bo har rettet det samme den 12. marts 2026 kl. 10.32, mens du skrev."));
        assert!(page.contains("Vil du beholde det, Lise &amp; Bo skrev, så vælg »Behold den andens«."));
        assert!(page.contains("<a href=\"#titles\">Roller i planer</a>"));
        assert!(page.contains("<dd class=\"deres\">Afdelingsleder</dd>") && page.contains("<dd>(tomt)</dd>"));
        assert!(!page.contains("E-mail"));
        let page = shown(&Conflict { fields: vec![ChangedField::Email], ..met() }, UserId::new());
        assert!(page.contains("&lt;ny@solbakken.example&gt;"));
    }

    #[test]
    fn one_who_has_written_in_another_window_is_told_so() {
        let met = met();
        let reader = met.author.user_id.unwrap();
        let page = shown(&met, reader);
        assert!(page.contains("Du har selv rettet det samme i et andet vindue den 12. marts 2026 kl. 10.32"));
        assert!(page.contains("så vælg »Behold det fra det andet vindue«.") && !page.contains("Lise"));
    }

    #[test]
    fn the_buttons_say_which_text_they_keep_once_there_are_two() {
        let words = buttons(Some(&met()), UserId::new(), "Gem", "/").into_string();
        assert!(words.contains("Gem min tekst") && words.contains("Behold den andens"));
        let words = buttons::<()>(None, UserId::new(), "Gem", "/").into_string();
        assert!(words.contains(">Gem<") && words.contains("Fortryd"));
    }
}
