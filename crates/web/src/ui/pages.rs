//! The way through a long list: from page to page, and to what one looks for.

use maud::{Markup, html};

/// Links to the page before and after, and what is shown; nothing where all rows are.
pub(crate) fn pages(page: u64, rows_a_page: u64, count: usize, address: impl Fn(u64) -> String) -> Markup {
    let last = (count as u64).div_ceil(rows_a_page).max(1);
    let (before, after) = (page.saturating_sub(1), page + 1);
    let first_row = before * rows_a_page + 1;
    let last_row = (page * rows_a_page).min(count as u64);
    let shown = if first_row <= last_row {
        format!("Viser {first_row}–{last_row} af {count}")
    } else {
        format!("Her er ikke flere. Der er {count} i alt.")
    };
    html! {
        @if last > 1 || page > 1 {
            nav.sider aria-label={ "Sider. " (shown) } {
                @if before >= 1 { a.sider-link rel="prev" href=(address(before.min(last))) { "Forrige" } }
                span.sider-antal { (shown) }
                @if after <= last { a.sider-link rel="next" href=(address(after)) { "Næste" } }
            }
        }
    }
}

/// The form that narrows a list at `address` to what has these words in it.
pub(crate) fn search(address: impl std::fmt::Display, label: &str, button: &str, words: &str) -> Markup {
    let address = address.to_string();
    html! {
        form.filter method="get" action=(address) role="search" aria-label=(button) {
            div.form-group {
                label.form-label for="soeg" { (label) }
                input.form-input #soeg name="soeg" type="search" value=(words) autocomplete="off";
            }
            div.filter-knapper {
                button.button.button-primary type="submit" { (button) }
                @if !words.is_empty() { a.button.button-tertiary href=(address) { "Vis alle" } }
            }
        }
    }
}

/// The address of a page of a list that has been narrowed.
pub(crate) fn address(list: impl std::fmt::Display, words: &str, page: u64) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !words.is_empty() {
        query.append_pair("soeg", words);
    }
    format!("{list}?{}", query.append_pair("side", &page.to_string()).finish())
}
