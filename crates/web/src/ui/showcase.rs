//! Every component in every state, in development only: the design system and a target for tests.

use chrono::{DateTime, NaiveDate, Utc};
use documents::paper::{Page, Paper, Paragraph, Piece, Style};
use domain::{
    activity::ActivityStatus,
    change::{Author, ChangedField},
    comparison::{Mark, Run},
    conflict::Conflict,
    finding::FindingKind,
    period::Period,
    plan::PlanStatus,
    progress::{Flag, Tally},
    quality_model::Wording,
    validation::FieldErrors,
};
use maud::{Markup, html};

use super::{chart, field, icon, state};
use crate::{context::Context, layout, paths};

pub(crate) async fn show(_: paths::Showcase, ctx: Context) -> Markup {
    let mut errors = FieldErrors::default();
    errors.add("wrong", "Skriv en tekst her.");
    let tally =
        Tally { by_status: [3, 4, 1, 5, 2], overdue: 2, undated: 1, unowned: 1, followed_up_on: Some(ctx.desk.today) };
    let late = Period::read("ultimo 2021", 2021);
    let content = html! {
        (super::page_header("Komponenter", html! { a.button.button-primary href="/" { (icon::icon("add")) "Handling" } }))
        section { h2 { "Status" }
            @for status in ActivityStatus::ALL { p { (state::status(status)) } }
            @for status in PlanStatus::ALL { p { (state::plan_status(status)) } }
            @for kind in FindingKind::ALL { p { (state::finding_kind(Some(kind))) } }
            @for flag in Flag::ALL { p { (state::flag(flag)) } }
            @for wording in [Wording::Verified, Wording::Partly, Wording::Unverified] { p { (state::wording(wording)) } }
            p { (state::reading(&late, ActivityStatus::Started, ctx.desk.today)) }
            p { (state::progress(&tally)) }
        }
        section { h2 { "Felter" }
            (super::error_summary(&errors))
            (field::text_field("plain", "Tekst").hint("En hjælpetekst").value("Værdi"))
            (field::text_field("wrong", "Tekst med fejl").errors(&errors).required())
            (field::text_field("area", "Flere linjer").rows(3))
            (field::text_field("day", "Dato").day())
            (field::select("choice", "Valg", "b", [("a", "Første"), ("b", "Andet")]))
            (field::checkboxes("boxes", "Flere valg", "", [("1".to_owned(), "Et", true), ("2".to_owned(), "To", false)], &FieldErrors::default()))
            (field::submit("Gem", "/"))
        }
        section { h2 { "Beskeder" }
            @for kind in ["info", "success", "warning", "error"] { (super::alert(kind, html! { p { "En besked af slagsen " (kind) } })) }
            (super::empty_state("Her er tomt.", html! { a href="/" { "Gør noget" } }))
            (super::conflict::conflict(&met(ctx.desk.now), ctx.user.id, |text, _| (*text).to_owned(), |field| ("area", field.label())))
            (super::post_button(paths::Showcase, "Knap", "button-secondary"))
        }
        section { h2 { "Dokument" } (super::paper::paper(&paper(ctx.desk.today))) }
        section { h2 { "Diagram" } (chart::status_bars("Aktiviteter pr. tema", &[("Et tema".into(), &tally)])) }
    };
    layout::page(&ctx, "Komponenter", &content)
}

/// A form that another saved first.
fn met(changed_at: DateTime<Utc>) -> Conflict<&'static str> {
    Conflict {
        theirs: "Sygefraværet falder",
        ours: "",
        fields: vec![ChangedField::Text],
        version: 2,
        author: Author { user_id: None, name: "En kollega".into() },
        changed_at,
    }
}

/// A document with words that stay, come and go.
fn paper(printed_on: NaiveDate) -> Paper {
    let run = |text: &str, mark| Run { text: text.into(), mark };
    let words = vec![run("Sygefraværet ", Mark::Same), run("reduceres", Mark::Removed), run("falder", Mark::Added)];
    Paper {
        title: "Et dokument".into(),
        subtitle: "Sådan ser det ud".into(),
        unit_name: "Bostedet".into(),
        printed_on,
        page: Page::Landscape,
        pieces: vec![Piece::Paragraph(Paragraph { style: Style::Text, runs: words })],
    }
}
