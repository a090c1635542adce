//! Inspections, their scores and their findings.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, date, date_null, integer, pk_uuid, small_integer, string, string_null, text,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::{foreign_key, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_inspections(manager).await?;
        create_findings(manager).await
    }
}

async fn create_inspections(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let inspection = Table::create()
        .table("inspection")
        .col(pk_uuid("id"))
        .col(big_integer("version"))
        .col(string("inspectorate_id"))
        .col(string("model_id"))
        .col(string("kind"))
        .col(boolean("is_announced"))
        .col(date("visited_on"))
        .col(date_null("reported_on"))
        .col(text("case_number"))
        .col(date_null("hearing_due_on"))
        .col(date_null("plan_due_on"))
        .col(text("note"))
        .foreign_key(&mut foreign_key("inspection", "inspectorate_id", "inspectorate"))
        .foreign_key(&mut foreign_key("inspection", "model_id", "quality_model"))
        .to_owned();
    manager.create_table(inspection).await?;
    manager.create_index(index("inspection_by_visit", "inspection", &["visited_on"])).await?;
    let inspected = Table::create()
        .table("inspection_unit")
        .col(uuid("inspection_id"))
        .col(uuid("unit_id"))
        .primary_key(Index::create().col("inspection_id").col("unit_id"))
        .foreign_key(&mut foreign_key("inspection_unit", "inspection_id", "inspection"))
        .foreign_key(&mut foreign_key("inspection_unit", "unit_id", "unit"))
        .to_owned();
    manager.create_table(inspected).await?;
    manager.create_index(index("inspection_unit_by_unit", "inspection_unit", &["unit_id"])).await?;
    let score = Table::create()
        .table("score")
        .col(uuid("inspection_id"))
        .col(string("item_id"))
        .col(small_integer("value"))
        .primary_key(Index::create().col("inspection_id").col("item_id"))
        .foreign_key(&mut foreign_key("score", "inspection_id", "inspection"))
        .foreign_key(&mut foreign_key("score", "item_id", "model_item"))
        .to_owned();
    manager.create_table(score).await
}

async fn create_findings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let finding = Table::create()
        .table("finding")
        .col(pk_uuid("id"))
        .col(big_integer("version"))
        .col(uuid_null("inspection_id"))
        .col(integer("position"))
        .col(string_null("kind"))
        .col(text("text"))
        .col(text("reference_text"))
        .col(date_null("due_on"))
        .col(date_null("extension_requested_on"))
        .col(date_null("extended_to"))
        .col(timestamp_with_time_zone_null("deleted_at"))
        .foreign_key(&mut foreign_key("finding", "inspection_id", "inspection"))
        .to_owned();
    manager.create_table(finding).await?;
    manager.create_index(index("finding_by_inspection", "finding", &["inspection_id", "position"])).await?;
    let reference = Table::create()
        .table("finding_reference")
        .col(uuid("finding_id"))
        .col(string("item_id"))
        .col(integer("position"))
        .primary_key(Index::create().col("finding_id").col("item_id"))
        .foreign_key(&mut foreign_key("finding_reference", "finding_id", "finding"))
        .foreign_key(&mut foreign_key("finding_reference", "item_id", "model_item"))
        .to_owned();
    manager.create_table(reference).await?;
    manager.create_index(index("finding_reference_by_item", "finding_reference", &["item_id"])).await
}
