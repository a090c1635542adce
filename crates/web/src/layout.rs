//! The frames around pages.

use axum_extra::routing::TypedPath;
use domain::access::Ability;
use maud::{DOCTYPE, Markup, html};

use crate::{assets, context::Context, paths, ui};

/// A page for one who has logged in.
pub(crate) fn page(ctx: &Context, title: &str, content: &Markup) -> Markup {
    let notice = ctx.notice.as_deref().and_then(notice);
    document(
        title,
        &html! {
            (header(Some(ctx)))
            main.container #indhold tabindex="-1" {
                @if let Some(text) = notice { (ui::alert("success", html! { p { (text) } })) }
                (content)
            }
            (footer())
        },
    )
}

/// A page without a user: log-in, errors.
pub(crate) fn bare(title: &str, content: &Markup) -> Markup {
    document(
        title,
        &html! {
            (header(None))
            main.container.smal #indhold tabindex="-1" { (content) }
            (footer())
        },
    )
}

/// What a page of failure says, and the way onward.
pub(crate) fn failure(title: &str, text: &str, request_id: &str) -> Markup {
    html! {
        h1 { (title) }
        p.font-lead { (text) }
        p { a.button.button-secondary href=(paths::Home) { "Gå til forsiden" } }
        @if !request_id.is_empty() { p.small-text { "Nummer til support: " code { (request_id) } } }
    }
}

fn document(title: &str, body: &Markup) -> Markup {
    let htmx = r#"{"includeIndicatorStyles":false,"allowEval":false,"historyEnabled":false,"scrollIntoViewOnBoost":false,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"(409|422)","swap":true},{"code":"...","swap":false,"error":true}]}"#;
    html! {
        (DOCTYPE)
        html lang="da" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="htmx-config" content=(htmx);
                title { (title) " – Handleplan" }
                link rel="icon" href=(assets::address("img/handleplan.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::address("css/dkfds.min.css"));
                link rel="stylesheet" href=(assets::address("css/handleplan.css"));
                script src=(assets::address("js/htmx.min.js")) defer {}
                script src=(assets::address("js/handleplan.js")) defer {}
            }
            body { (body) }
        }
    }
}

fn header(ctx: Option<&Context>) -> Markup {
    html! {
        a.skipnav href="#indhold" { "Gå til indholdet" }
        header.top {
            div.container.top-linje {
                a.maerkenavn href=(paths::Home) { "Handleplan" }
                @if let Some(ctx) = ctx {
                    div.bruger {
                        a href=(paths::Account) { (ctx.user.name) }
                        (ui::post_button(paths::LogOut, "Log ud", "button-secondary"))
                    }
                }
            }
            @if let Some(ctx) = ctx { (navigation(ctx)) }
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
                @if ctx.may_somewhere(Ability::Administer) {
                    (link(paths::Units.to_string(), "Enheder"))
                    (link(paths::Users.to_string(), "Brugere"))
                }
            }
        }
    }
}

fn footer() -> Markup {
    html! {
        footer.bund { div.container { a href=(paths::About) { "Om Handleplan" } } }
    }
}

/// What a page says of what was just done, by key.
fn notice(key: &str) -> Option<&'static str> {
    Some(match key {
        "gemt" => "Ændringerne er gemt.",
        "oprettet" => "Det er oprettet.",
        "slettet" => "Det er slettet. Det kan gendannes.",
        "gendannet" => "Det er gendannet.",
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
