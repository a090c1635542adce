//! The list of users.

use app::{page::Page, users::ROWS};
use domain::{role::Grant, user::User};
use maud::{Markup, html};

use crate::{
    context::Context,
    layout, paths,
    typed::ListQuery,
    ui::{self, pages},
};

const COLUMNS: [&str; 4] = ["Navn", "E-mail", "Roller", "Log-ind"];

/// What the page shows.
pub(super) struct Listed<'a> {
    pub(super) query: &'a ListQuery,
    pub(super) users: Page<&'a User>,
    /// True where there are more than a page shows, so that one may have to look for somebody.
    pub(super) is_long: bool,
}

pub(super) fn page(ctx: &Context, listed: &Listed<'_>) -> Markup {
    let Listed { query, users, is_long } = listed;
    let words = query.words();
    let content = html! {
        (ui::page_header("Brugere", html! { a.button.button-primary href=(paths::NewUser) { "Ny bruger" } }))
        @if *is_long { (pages::search(paths::Users, "Navn eller e-mail", "Find bruger", words)) }
        @if users.count == 0 {
            (ui::empty_state("Ingen bruger passer.", ""))
        } @else {
            div.table--responsive-scroll tabindex="0" role="region" aria-label="Brugere" {
                table.table {
                    thead { tr { @for name in COLUMNS { th scope="col" { (name) } } } }
                    tbody { @for user in &users.rows { (row(ctx, user)) } }
                }
            }
            (pages::pages(query.page(), ROWS, users.count, |page| pages::address(paths::Users, words, page)))
        }
    };
    layout::page(ctx, "Brugere", &content)
}

fn row(ctx: &Context, user: &User) -> Markup {
    let role = |grant: &Grant| format!("{}, {}", grant.role.label(), ctx.desk.organisation.unit_name(grant.unit_id));
    html! {
        tr {
            td { a href=(paths::User { id: user.id }) { (user.name) } }
            td { (user.email) }
            td { @for grant in &user.grants { p { (role(grant)) } } }
            td { @if user.is_active { "Åbent" } @else { strong { "Lukket" } } }
        }
    }
}
