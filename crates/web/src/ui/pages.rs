//! The way from page to page of a long list.

use maud::{Markup, html};

/// Links to the page before and after, and what is shown; nothing where all rows are.
pub(crate) fn pages(page: u64, rows_a_page: u64, count: usize, address: impl Fn(u64) -> String) -> Markup {
    let last = (count as u64).div_ceil(rows_a_page).max(1);
    let (before, after) = (page.saturating_sub(1), page + 1);
    let first_row = before * rows_a_page + 1;
    let last_row = (page * rows_a_page).min(count as u64);
    html! {
        @if last > 1 || page > 1 {
            nav.sider aria-label="Sider" {
                @if before >= 1 { a.sider-link rel="prev" href=(address(before.min(last))) { "Forrige" } }
                span.sider-antal {
                    @if first_row <= last_row { "Viser " (first_row) "–" (last_row) " af " (count) }
                    @else { "Her er ikke flere. Der er " (count) " i alt." }
                }
                @if after <= last { a.sider-link rel="next" href=(address(after)) { "Næste" } }
            }
        }
    }
}
