//! `handleplan check`: what is wrong, and what to do.

use std::collections::BTreeSet;

use anyhow::bail;
use app::{App, print};
use domain::role::Role;

use crate::{NAME, out::Out};

pub(crate) async fn run(app: &App, out: &mut Out) -> anyhow::Result<()> {
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
    if !broken.is_empty() {
        bail!("Sendte versioner er ændret uden om Handleplan: hent databasen frem fra en sikkerhedskopi");
    }
    if !organisation.users.iter().any(|user| user.is_active && user.has_role(Role::Administrator)) {
        bail!(
            "Ingen kan administrere: start »handleplan serve«, og opret administratoren, eller brug »handleplan user add … --role administrator --unit …«"
        );
    }
    Ok(())
}
