//! The frame around the pages of one who has logged in.

use axum_extra::routing::TypedPath;
use domain::role::Ability;
use maud::{Markup, html};

use crate::{context::Context, frame, paths, ui};

/// A page for one who has logged in.
pub(crate) fn page(ctx: &Context, title: &str, content: &Markup) -> Markup {
    let notice = ctx.notice.as_deref().and_then(notice);
    frame::document(
        title,
        &html! {
            (frame::header(&person(ctx), &navigation(ctx)))
            main.container #indhold tabindex="-1" {
                @if let Some(text) = notice { (ui::alert(ui::Alert::Success, html! { p { (text) } })) }
                (content)
            }
            (frame::footer())
        },
    )
}

/// Who is logged in, and the way out.
fn person(ctx: &Context) -> Markup {
    html! {
        div.bruger {
            a href=(paths::Account) { (ctx.user.name) }
            (ui::post_button(paths::LogOut, "Log ud", ui::Button::Secondary))
        }
    }
}

fn navigation(ctx: &Context) -> Markup {
    let link = |address: String, words: &str| {
        let is_here = if address == "/" { ctx.path == "/" } else { ctx.path.starts_with(&address) };
        html! { li { a href=(address) aria-current=[is_here.then_some("page")] { (words) } } }
    };
    html! {
        nav.hovedmenu aria-label="Hovedmenu" {
            ul.container {
                (link(paths::Home.to_string(), "Mit arbejde"))
                (link(paths::Overview.to_string(), "Overblik"))
                (link(paths::Inspections.to_string(), "Tilsyn"))
                (link(paths::Plans::PATH.to_owned(), "Handleplaner"))
                (link(paths::QualityModel.to_string(), "Kvalitetsmodel"))
                @if ctx.desk.may_somewhere(Ability::Administer) {
                    (link(paths::Units.to_string(), "Enheder"))
                    (link(paths::Users.to_string(), "Brugere"))
                }
            }
        }
    }
}

/// What a page says of what was just done, by key.
fn notice(key: &str) -> Option<&'static str> {
    Some(match key {
        "gemt" => "Ændringerne er gemt.",
        "oprettet" => "Det er oprettet.",
        "slettet" => "Det er slettet. Det kan gendannes.",
        "gendannet" => "Det er gendannet.",
        "smidt-vaek" => "Filen er smidt væk. Den er ikke gemt som handleplan.",
        "fraveget" => "Punktet er fraveget, og begrundelsen er gemt.",
        "propose" => "Planen er sendt til godkendelse.",
        "withdraw" => "Planen er trukket tilbage.",
        "return" => "Planen er sendt retur.",
        "approve" => "Planen er godkendt.",
        "submit" => "Versionen er gemt. Hent filerne herunder, og send dem til tilsynet.",
        "follow_up" => "Planen er markeret som fulgt op.",
        "close" => "Planen er afsluttet.",
        "reopen" => "Planen er genåbnet.",
        "overtaget" => "Ændringerne fra regnearket er taget over.",
        "importeret" => "Planen er importeret.",
        "fund" => "Fundet er gemt. Skriv det næste her.",
        "logget-ud" => "Du er logget ud overalt.",
        "ny-adgangssaetning" => "Den nye adgangssætning gælder fra nu af.",
        _ => return None,
    })
}
