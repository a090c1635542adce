//! `handleplan import`: the first line of output is the plan's identity, then what had no clear place.

use anyhow::{Context, bail};
use app::{
    App,
    import::{self, File, Run},
};
use documents::Format;

use crate::{NAME, answer::done, arguments::Import, out::Out, unit};

pub(crate) async fn run(app: &App, asked: &Import, out: &mut Out) -> anyhow::Result<()> {
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if Format::from_name(&name).is_none() {
        bail!("Filen {name} skal ende på .docx, .xlsx, .csv eller .json");
    }
    let bytes = std::fs::read(&asked.file).with_context(|| format!("Filen {} kan ikke åbnes", asked.file.display()))?;
    let desk = app.desk(NAME).await?;
    let unit_id = unit::called(&desk.organisation, &asked.unit)?.id;
    let template_id = asked.template.clone();
    let file = File { name, bytes, unit_id, year: asked.year, model_id: None, template_id };
    let run = if asked.dry_run { Run::Dry } else { Run::Real };
    let read = done(import::install(&desk, file, run).await?)?;
    if let Some(id) = read.plan_id {
        out.line(id)?;
    } else {
        let (findings, activities) = (read.draft.blocks.len(), read.draft.activity_count());
        out.line("(prøvekørsel: intet er gemt)")?;
        out.line(format!("{findings} fund og {activities} aktiviteter er læst."))?;
    }
    for note in read.notes {
        out.line(note)?;
    }
    Ok(())
}
