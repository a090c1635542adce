//! The form that brings a file.

use axum::extract::{Multipart, multipart::MultipartError};
use domain::access::Ability;
use maud::{Markup, html};
use tokio::sync::Semaphore;

use crate::{
    context::Context,
    error::{Error, Result},
    layout, paths, turn,
    ui::{
        self,
        field::{select, submit, text_field},
        link,
    },
};

/// The largest file that is kept, in bytes; what is larger is heard out and refused.
pub(crate) const MAX_FILE: usize = 20 * 1024 * 1024;

/// The most of a file's name that is kept.
const MAX_NAME_CHARS: usize = 200;
/// Files read at one time: a file that is hard to read takes a core and memory.
const MAX_AT_ONCE: usize = 2;

static READERS: Semaphore = Semaphore::const_new(MAX_AT_ONCE);

/// Reads once it is its turn.
pub(crate) async fn in_turn<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    turn::take(&READERS, read).await.map_err(|error| Error::Internal(error.to_string()))
}

/// What the form sends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uploaded {
    pub(crate) unit: String,
    pub(crate) year: String,
    pub(crate) model: String,
    pub(crate) file_name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_too_large: bool,
}

/// Hears the form out. A file that is too large is not kept, but heard, so that the browser shows the
/// answer and not a broken connection.
pub(crate) async fn receive(mut multipart: Multipart) -> Result<Uploaded> {
    let mut uploaded = Uploaded::default();
    while let Some(mut field) = multipart.next_field().await.map_err(|error| unclear(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name() {
            let name: Vec<char> = file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().collect();
            // The ending tells what it is.
            uploaded.file_name = name[name.len().saturating_sub(MAX_NAME_CHARS)..].iter().collect();
        }
        let mut bytes = Vec::new();
        let mut is_too_large = false;
        while let Some(chunk) = field.chunk().await.map_err(|error| unclear(&error))? {
            is_too_large |= bytes.len() + chunk.len() > MAX_FILE;
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
    Error::Unclear(
        "Filen kom ikke helt frem, eller den er alt for stor. Prøv igen; der kan modtages filer på højst 20 MB.".into(),
    )
}

pub(super) fn page(ctx: &Context, uploaded: &Uploaded, error: Option<&str>) -> Markup {
    let writable = ctx.units_where(Ability::Write);
    let units = ctx
        .organisation
        .units
        .iter()
        .filter(|unit| writable.contains(&unit.id))
        .map(|unit| link::unit_option(unit, &ctx.organisation));
    let models = ctx.organisation.models.iter().map(|model| (model.id.clone(), model.name.clone()));
    let content = html! {
        h1 { "Importér handleplan" }
        p.font-lead { "Hent en plan ind fra Word, Excel, CSV eller JSON. Du ser, hvad der er læst, og kan rette det, før noget gemmes." }
        @if let Some(error) = error { (ui::alert("error", html! { p { (error) } })) }
        form method="post" action=(paths::Imports) enctype="multipart/form-data" {
            div.form-group {
                label.form-label for="file" { "Fil" }
                span.form-hint #file-hint { "Word (.docx), Excel (.xlsx), CSV eller JSON på højst 20 MB" }
                input #file type="file" name="file" accept=".docx,.xlsx,.csv,.json" required aria-describedby="file-hint" data-max-bytes=(MAX_FILE);
            }
            (select("unit", "Enhed", &uploaded.unit, units))
            (text_field("year", "Planens år").hint("Gælder tidsrammer uden årstal. Står feltet tomt, læses året af planen").value(&uploaded.year).width("input-width-xs"))
            (select("model", "Kvalitetsmodel i planen", &uploaded.model, models))
            (submit("Læs filen", &paths::Plans.to_string()))
        }
    };
    layout::page(ctx, "Importér handleplan", &content)
}
