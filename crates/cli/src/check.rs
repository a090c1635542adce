//! `handleplan check`: what is wrong, and what to do.
#![expect(clippy::print_stdout, reason = "the command's answer")]

use std::collections::BTreeSet;

use anyhow::bail;

use crate::configuration::Configuration;

pub(crate) async fn run(configuration: &Configuration) -> anyhow::Result<()> {
    let store = configuration.store().await?;
    println!("Database: svarer, og tabellerne er opdateret.");
    let organisation = orm::organisation::get(&store.view().await?).await?;
    println!("Kvalitetsmodel: {} udgaver.", organisation.models.len());
    println!("Enheder: {}. Brugere: {}.", organisation.units.iter().count(), organisation.users.len());
    let (count, broken) = orm::versions::verify(&store).await?;
    let versions: BTreeSet<_> = broken.iter().map(|found| (found.plan_id, found.number)).collect();
    println!("Sendte versioner: {count}, heraf {} ændret efter afsendelsen.", versions.len());
    for found in &broken {
        let what = found.file.as_deref().unwrap_or("indholdet");
        println!("  Plan {}, version {}: {what}", found.plan_id, found.number);
    }
    if !broken.is_empty() {
        bail!("Sendte versioner er ændret uden om Handleplan: hent databasen frem fra en sikkerhedskopi");
    }
    if !organisation.users.iter().any(|user| user.is_active && user.has_role(domain::access::Role::Administrator)) {
        bail!(
            "Ingen kan administrere: start »handleplan serve«, og opret administratoren, eller brug »handleplan user add … --role administrator --unit …«"
        );
    }
    Ok(())
}
