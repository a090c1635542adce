//! `handleplan check`: what is wrong, and what to do.

use std::collections::BTreeSet;

use anyhow::bail;
use app::{
    App, Desk,
    overview::{self, Difference},
    print,
};
use domain::role::Role;

use crate::{NAME, arguments::Check, out::Out};

pub(crate) async fn run(app: &App, asked: &Check, out: &mut Out) -> anyhow::Result<()> {
    let desk = app.desk(NAME).await?;
    let organisation = &desk.organisation;
    out.line("Database: svarer, og tabellerne er opdateret.")?;
    out.line(format!("Kvalitetsmodel: {} udgaver.", organisation.models.len()))?;
    let templates: Vec<&str> = app.templates.list().iter().map(|template| template.id.as_str()).collect();
    out.line(format!("Skabeloner: {}.", templates.join(", ")))?;
    out.line(format!("Enheder: {}. Brugere: {}.", organisation.units.iter().count(), organisation.users.len()))?;
    let (count, broken) = print::verify_versions(&desk).await?;
    let versions: BTreeSet<_> = broken.iter().map(|found| (found.plan_id, found.number)).collect();
    out.line(format!("Sendte versioner: {count}, heraf {} ændret efter afsendelsen.", versions.len()))?;
    for found in &broken {
        let what = found.file.as_deref().unwrap_or("indholdet");
        out.line(format!("  Plan {}, version {}: {what}", found.plan_id, found.number))?;
    }
    if asked.rebuild {
        let count = overview::rebuild(&desk).await?;
        out.line(format!("Overblik: lavet på ny. Planer, der er talt: {count}."))?;
    }
    let is_overview_right = compare_overview(&desk, out).await?;
    if !broken.is_empty() {
        bail!("Sendte versioner er ændret uden om Handleplan: hent databasen frem fra en sikkerhedskopi");
    }
    if !is_overview_right {
        bail!("Overblikket svarer ikke til planerne: kør »handleplan check --rebuild«, mens ingen skriver");
    }
    if !organisation.users.iter().any(|user| user.is_active && user.has_role(Role::Administrator)) {
        bail!(
            "Ingen kan administrere: start »handleplan serve«, og opret administratoren, \
             eller brug »handleplan user add … --role administrator --unit …«"
        );
    }
    Ok(())
}

/// Tells whether what overviews and lists are read from says what the plans say.
async fn compare_overview(desk: &Desk, out: &mut Out) -> anyhow::Result<bool> {
    let differences = overview::differences(desk).await?;
    if differences.is_empty() {
        out.line("Overblik: svarer til planerne.")?;
        return Ok(true);
    }
    out.line("Overblik: svarer ikke til planerne.")?;
    for difference in differences {
        out.line(match difference {
            Difference::Plan(id) => format!("  Plan {id}: aktiviteterne"),
            Difference::Units => "  Hvilke enheder der hører under hvilke".to_owned(),
            Difference::Progress => "  Fremdriften pr. tema og enhed".to_owned(),
            Difference::Scores => "  De nyeste bedømmelser".to_owned(),
        })?;
    }
    Ok(false)
}
