//! `handleplan import`: the first line of output is the plan's identity, then what had no clear place.
#![expect(clippy::print_stdout, reason = "scripts read what the command prints")]

use anyhow::{Context, anyhow, bail};
use chrono::Datelike;
use documents::Format;
use domain::{
    change::{Author, Stamp},
    plan::PlanStatus,
};
use orm::plans::{self, NewPlan};
use web::Clock;

use crate::{arguments::Import, configuration::Configuration};

pub(crate) async fn run(configuration: &Configuration, asked: &Import) -> anyhow::Result<()> {
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let format =
        Format::from_name(&name).ok_or_else(|| anyhow!("Filen {name} skal ende på .docx, .xlsx, .csv eller .json"))?;
    let bytes = std::fs::read(&asked.file).with_context(|| format!("Filen {} kan ikke åbnes", asked.file.display()))?;
    let template =
        orm::templates::get(&asked.template).map_err(|_| anyhow!("Skabelonen {} findes ikke", asked.template))?;
    let store = configuration.store().await?;
    let organisation = orm::organisation::get(&store.view().await?).await?;
    let unit = orm::units::named(&organisation.units, &asked.unit);
    let unit = unit.map_err(|_| anyhow!("Enheden {} findes ikke; se »handleplan unit list«", asked.unit))?;
    let model = organisation.model(orm::seeds::CURRENT_MODEL).context("Kvalitetsmodellen mangler i databasen")?;

    let read = format.read(&bytes, &documents::Context { model, template }).map_err(|error| anyhow!("{error}"))?;
    let year = asked.year.or(read.draft.year).or(read.draft.named_year()).unwrap_or(Clock::System.today().year());
    let draft = match read.draft.tidied() {
        Ok(draft) => draft,
        Err(errors) => bail!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
    };
    if asked.dry_run {
        println!("(prøvekørsel: intet er gemt)");
        println!("{} fund og {} aktiviteter er læst.", draft.blocks.len(), draft.activity_count());
    } else {
        let new = NewPlan {
            unit_id: unit.id,
            inspection_id: None,
            model,
            template_id: &template.id,
            year,
            due_on: None,
            status: PlanStatus::Draft,
        };
        let stamp = Stamp { author: Author { user_id: None, name: "Kommandolinjen".into() }, at: Clock::System.now() };
        println!("{}", plans::insert(&store, new, &draft, &stamp).await?);
    }
    for note in read.notes {
        println!("{note}");
    }
    Ok(())
}
