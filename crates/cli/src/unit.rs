//! `handleplan unit`.
#![expect(clippy::print_stdout, reason = "scripts read what the command prints")]

use anyhow::anyhow;
use domain::{
    change::{Author, Stamp},
    text,
    unit::UnitKind,
};
use orm::units::{self, NewUnit};
use web::Clock;

use crate::{arguments::Unit, configuration::Configuration};

pub(crate) async fn run(configuration: &Configuration, asked: Unit) -> anyhow::Result<()> {
    let store = configuration.store().await?;
    let organisation = orm::organisation::get(&store.view().await?).await?;
    match asked {
        Unit::Add { name, parent, kind } => {
            let name = text::title(&name).map_err(|error| anyhow!("Navnet: {error}"))?;
            let known = UnitKind::from_key(&kind);
            let kind = known
                .ok_or_else(|| anyhow!("Arten {kind} kendes ikke; vælg provider, area, facility eller department"))?;
            let parent_id = match parent {
                Some(word) => Some(
                    units::named(&organisation.units, &word).map_err(|_| anyhow!("Enheden {word} findes ikke"))?.id,
                ),
                None => None,
            };
            let stamp =
                Stamp { author: Author { user_id: None, name: "Kommandolinjen".into() }, at: Clock::System.now() };
            println!("{}", units::insert(&store, NewUnit { parent_id, kind, name }, &stamp).await?);
        }
        Unit::List => {
            for unit in organisation.units.iter() {
                let indent = "  ".repeat(organisation.units.depth(unit.id));
                println!("{}\t{}\t{indent}{}", unit.id, unit.kind.key(), unit.name);
            }
        }
    }
    Ok(())
}
