//! What law decides and seeds bring: versions of the quality model, and inspectorates, each line by its stable
//! identity.

use domain::{inspection::Inspectorate, quality_model::QualityModel};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, OnConflict},
};

use uuid::Uuid;

use crate::{
    Result, Write,
    entity::{inspectorate, model_item, plan, quality_model},
    read_model,
};

/// Stores a version, new or with corrected wordings.
pub async fn save(write: &Write, model: &QualityModel) -> Result<()> {
    use model_item::Column;
    let tx = write.tx();
    let row = quality_model::ActiveModel {
        id: Set(model.id.clone()),
        name: Set(model.name.clone()),
        source: Set(model.source.clone()),
        valid_from: Set(model.valid_from),
        valid_to: Set(model.valid_to),
    };
    let newer = OnConflict::column(quality_model::Column::Id)
        .update_columns([
            quality_model::Column::Name,
            quality_model::Column::Source,
            quality_model::Column::ValidFrom,
            quality_model::Column::ValidTo,
        ])
        .to_owned();
    quality_model::Entity::insert(row).on_conflict(newer).exec(tx).await?;
    let rows: Vec<model_item::ActiveModel> =
        (0..).zip(&model.items).map(|(position, item)| row_of(model, position, item)).collect();
    let newer = OnConflict::column(Column::Id)
        .update_columns([
            Column::ParentId,
            Column::Position,
            Column::Level,
            Column::Number,
            Column::Title,
            Column::Aliases,
            Column::AppliesTo,
            Column::Source,
            Column::Wording,
            Column::IsScored,
        ])
        .to_owned();
    model_item::Entity::insert_many(rows).on_conflict(newer).exec(tx).await?;
    // An item may lie below another theme now: the plans that follow the version are to be counted anew.
    let held = plan::Entity::find().select_only().column(plan::Column::Id).filter(plan::Column::ModelId.eq(&model.id));
    let held = held.order_by_asc(plan::Column::Id).lock_exclusive();
    held.into_tuple::<Uuid>().all(tx).await?;
    plan::Entity::update_many()
        .col_expr(plan::Column::CountedRevision, Expr::value(read_model::NOT_COUNTED))
        .filter(plan::Column::ModelId.eq(&model.id))
        .exec(tx)
        .await?;
    read_model::renew_scores_of_model(tx, &model.id).await
}

fn row_of(model: &QualityModel, position: i32, item: &domain::quality_model::Item) -> model_item::ActiveModel {
    model_item::ActiveModel {
        id: Set(item.id.clone()),
        model_id: Set(model.id.clone()),
        parent_id: Set(item.parent_id.clone()),
        position: Set(position),
        level: Set(item.level.key().to_owned()),
        number: Set(item.number.clone()),
        title: Set(item.title.clone()),
        aliases: Set(item.aliases.join("\n")),
        applies_to: Set(item.applies_to.clone()),
        source: Set(item.source.clone()),
        wording: Set(item.wording.key().to_owned()),
        is_scored: Set(item.is_scored),
    }
}

/// Stores the inspectorates, in their order.
pub async fn save_inspectorates(write: &Write, inspectorates: Vec<Inspectorate>) -> Result<()> {
    use inspectorate::Column;
    let rows: Vec<inspectorate::ActiveModel> = (0..)
        .zip(inspectorates)
        .map(|(position, seed)| inspectorate::ActiveModel {
            id: Set(seed.id),
            position: Set(position),
            name: Set(seed.name),
            seat: Set(seed.seat),
        })
        .collect();
    let newer =
        OnConflict::column(Column::Id).update_columns([Column::Position, Column::Name, Column::Seat]).to_owned();
    inspectorate::Entity::insert_many(rows).on_conflict(newer).exec(write.tx()).await?;
    Ok(())
}
