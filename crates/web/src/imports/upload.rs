//! The form that brings a file.

use app::import::{self, Waiting};
use axum::extract::{Multipart, multipart::MultipartError};
use domain::{id::UnitId, role::Ability};
use maud::{Markup, html};

use crate::{
    context::Context,
    error::{Error, Result},
    layout, paths, templates, typed,
    ui::{
        self,
        field::{Width, select, submit, text_field},
        link,
    },
};

/// The largest file that is kept, in bytes; what is larger is heard out and refused.
pub(crate) const MAX_FILE: usize = 20 * 1024 * 1024;

/// The longest other field that is kept, in bytes.
const MAX_WORD: usize = 1_000;

/// What the form sends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uploaded {
    pub(crate) unit: String,
    pub(crate) year: String,
    pub(crate) model: String,
    pub(crate) template: String,
    pub(crate) file_name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_too_large: bool,
}

impl Uploaded {
    /// The file to be read, which is then no longer here, or why there is none.
    pub(super) fn take_file(&mut self) -> std::result::Result<import::File, String> {
        let Ok(unit_id) = self.unit.parse::<UnitId>() else { return Err(import::NO_UNIT.to_owned()) };
        if self.is_too_large {
            let why = "Filen er for stor. Der kan modtages filer på højst 20 MB; en handleplan i Word fylder sjældent \
                       over 1 MB.";
            return Err(why.to_owned());
        }
        let year = typed::year(&self.year);
        if year.is_none() && !self.year.trim().is_empty() {
            return Err(import::NO_YEAR.to_owned());
        }
        let chosen = |id: &String| Some(id.clone()).filter(|id| !id.is_empty());
        Ok(import::File {
            name: self.file_name.clone(),
            bytes: std::mem::take(&mut self.bytes),
            unit_id,
            year,
            model_id: chosen(&self.model),
            template_id: chosen(&self.template),
        })
    }
}

/// Hears the form out. A file that is too large is not kept, but heard, so that the browser shows the
/// answer and not a broken connection.
pub(crate) async fn receive(mut multipart: Multipart) -> Result<Uploaded> {
    let mut uploaded = Uploaded::default();
    while let Some(mut field) = multipart.next_field().await.map_err(|error| unclear(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name() {
            file_name.clone_into(&mut uploaded.file_name);
        }
        let max = if name == "file" { MAX_FILE } else { MAX_WORD };
        let mut bytes = Vec::new();
        let mut is_too_large = false;
        while let Some(chunk) = field.chunk().await.map_err(|error| unclear(&error))? {
            is_too_large |= bytes.len() + chunk.len() > max;
            if is_too_large {
                bytes.clear();
            } else {
                bytes.extend_from_slice(&chunk);
            }
        }
        let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            "unit" => uploaded.unit = text(),
            "year" => uploaded.year = text(),
            "model" => uploaded.model = text(),
            "template" => uploaded.template = text(),
            "file" => {
                uploaded.is_too_large = is_too_large;
                uploaded.bytes = bytes;
            }
            _ => {}
        }
    }
    Ok(uploaded)
}

fn unclear(error: &MultipartError) -> Error {
    tracing::info!(%error, "upload broken off");
    Error::Unprocessable(
        "Filen kom ikke helt frem, eller den er alt for stor. Prøv igen; der kan modtages filer på højst 20 MB.".into(),
    )
}

pub(super) fn page(ctx: &Context, uploaded: &Uploaded, waiting: &[Waiting], error: Option<&str>) -> Markup {
    let organisation = &ctx.desk.organisation;
    let units = ctx.desk.units_where(Ability::Write).into_iter().filter_map(|id| organisation.units.get(id));
    let units = units.map(|unit| link::unit_option(unit, organisation));
    let models = organisation.models.iter().map(|model| (model.id.clone(), model.name.clone()));
    let year = text_field("year", "Planens år").value(&uploaded.year).width(Width::Xs);
    let content = html! {
        h1 { "Importér handleplan" }
        p.font-lead {
            "Hent en plan ind fra Word, Excel, CSV eller JSON. Du ser, hvad der er læst, og kan rette det, før noget "
            "gemmes."
        }
        @if let Some(error) = error { (ui::alert(ui::Alert::Error, html! { p { (error) } })) }
        @else if waiting.len() >= import::MAX_WAITING { (ui::alert(ui::Alert::Warning, no_room())) }
        form method="post" action=(paths::Imports) enctype="multipart/form-data" {
            div.form-group {
                label.form-label for="file" { "Fil" }
                span.form-hint #file-hint { "Word (.docx), Excel (.xlsx), CSV eller JSON på højst 20 MB" }
                input #file type="file" name="file" accept=".docx,.xlsx,.csv,.json" required
                    aria-describedby="file-hint" data-max-bytes=(MAX_FILE);
            }
            (select("unit", "Enhed", &uploaded.unit, units))
            (year.hint("Gælder tidsrammer uden årstal. Står feltet tomt, læses året af planen"))
            (select("model", "Kvalitetsmodel i planen", &uploaded.model, models))
            (templates::choice_for_file(ctx, &uploaded.template))
            (submit("Læs filen", &paths::Plans.to_string()))
        }
        @if !waiting.is_empty() { (files_that_wait(ctx, waiting)) }
    };
    layout::page(ctx, "Importér handleplan", &content)
}

/// What is said before a file is chosen that there is no room for.
fn no_room() -> Markup {
    html! {
        p {
            "Der venter allerede " (import::MAX_WAITING) " filer. Gem en af dem som handleplan, eller smid en væk, før "
            "du henter en ny ind: "
            a href="#venter" { "Filer, der venter" }
        }
    }
}

/// What was read and not saved yet: the way on, and the way out.
fn files_that_wait(ctx: &Context, waiting: &[Waiting]) -> Markup {
    html! {
        h2 #venter { "Filer, der venter" }
        p { "Filerne her er læst, men ikke gemt som handleplaner. Efter 30 dage bliver de smidt væk." }
        ul.ventende {
            @for file in waiting {
                @let may_write = ctx.desk.may(Ability::Write, file.unit_id);
                li {
                    span {
                        @if may_write { a href=(paths::Import { id: file.id }) { (file.file_name) } }
                        @else { (file.file_name) }
                        ", " (ctx.desk.organisation.unit_name(file.unit_id))
                    }
                    (ui::post_button(paths::RemoveImport { id: file.id }, "Smid væk", ui::Button::Tertiary))
                }
            }
        }
    }
}
