//! The data every installation begins with: quality models and inspectorates.

use chrono::NaiveDate;
use domain::{
    inspection::Inspectorate,
    quality_model::{Item, Level, QualityModel, Wording},
};
use orm::{Subject, quality_models};
use serde::Deserialize;

use crate::{App, Error, Result};

const MODELS: [&str; 2] = [
    include_str!("../../../../seeds/models/sociale-tilbud-2020.toml"),
    include_str!("../../../../seeds/models/sociale-tilbud-2025.toml"),
];
const INSPECTORATES: &str = include_str!("../../../../seeds/inspectorates.toml");

/// The version of the quality model a new inspection uses unless another is chosen.
pub const CURRENT_MODEL: &str = "sociale-tilbud-2020";

#[derive(Deserialize)]
struct ModelSeed {
    id: String,
    name: String,
    source: String,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    items: Vec<ItemSeed>,
}

#[derive(Deserialize)]
struct ItemSeed {
    id: String,
    parent: Option<String>,
    level: Level,
    number: String,
    title: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    applies_to: String,
    source: String,
    wording: Wording,
    #[serde(default = "yes")]
    is_scored: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct InspectorateSeeds {
    inspectorates: Vec<Inspectorate>,
}

/// Stores the seeds that the database lacks or has in an older wording, and counts what has not been counted by this
/// program.
pub async fn install(app: &App) -> Result<()> {
    store(app).await?;
    Box::pin(orm::read_model::count_the_uncounted(&app.store)).await?;
    Ok(())
}

async fn store(app: &App) -> Result<()> {
    let models = models()?;
    let InspectorateSeeds { inspectorates } = parse(INSPECTORATES)?;
    let desk = app.desk("Handleplan").await?;
    let stored = &desk.organisation;
    if models.iter().all(|model| stored.models.contains(model)) && stored.inspectorates == inspectorates {
        return Ok(());
    }
    let write = desk.begin(Subject::Organisation).await?;
    for model in &models {
        quality_models::save(&write, model).await?;
    }
    quality_models::save_inspectorates(&write, inspectorates).await?;
    write.commit().await?;
    Ok(())
}

/// The quality models of the seeds.
pub fn models() -> Result<Vec<QualityModel>> {
    MODELS.into_iter().map(|text| parse::<ModelSeed>(text).map(QualityModel::from)).collect()
}

pub(crate) fn parse<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| Error::Internal(format!("seeds: {error}")))
}

impl From<ModelSeed> for QualityModel {
    fn from(seed: ModelSeed) -> Self {
        let items = seed
            .items
            .into_iter()
            .map(|item| Item {
                id: item.id,
                parent_id: item.parent,
                level: item.level,
                number: item.number,
                title: item.title,
                aliases: item.aliases,
                applies_to: item.applies_to,
                source: item.source,
                wording: item.wording,
                is_scored: item.is_scored,
            })
            .collect();
        Self {
            id: seed.id,
            name: seed.name,
            source: seed.source,
            valid_from: seed.valid_from,
            valid_to: seed.valid_to,
            items,
        }
    }
}
