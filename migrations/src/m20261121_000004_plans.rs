//! Plans, their parts and the follow-up on activities.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, date, date_null, integer, pk_uuid, string, text, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::{foreign_key, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_plans(manager).await?;
        create_parts(manager).await?;
        create_follow_ups(manager).await
    }
}

async fn create_plans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let plan = Table::create()
        .table("plan")
        .col(pk_uuid("id"))
        .col(big_integer("revision"))
        .col(uuid("unit_id"))
        .col(uuid_null("inspection_id"))
        .col(string("model_id"))
        .col(string("template_id"))
        .col(text("title"))
        .col(integer("year"))
        .col(string("status"))
        .col(date_null("due_on"))
        .col(text("introduction"))
        .col(text("closing"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone_null("deleted_at"))
        .foreign_key(&mut foreign_key("plan", "unit_id", "unit"))
        .foreign_key(&mut foreign_key("plan", "inspection_id", "inspection"))
        .foreign_key(&mut foreign_key("plan", "model_id", "quality_model"))
        .to_owned();
    manager.create_table(plan).await?;
    manager.create_index(index("plan_by_unit", "plan", &["unit_id"])).await?;
    manager.create_index(index("plan_by_inspection", "plan", &["inspection_id"])).await
}

async fn create_parts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let part = Table::create()
        .table("part")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(uuid_null("parent_id"))
        .col(string("kind"))
        .col(integer("position"))
        .col(big_integer("version"))
        .col(uuid_null("finding_id"))
        .col(text("text"))
        .col(text("period_text"))
        .col(date_null("period_start"))
        .col(date_null("period_end"))
        .col(string("period_kind"))
        .col(boolean("is_period_corrected"))
        .col(text("owner_text"))
        .col(string("status"))
        .col(timestamp_with_time_zone_null("deleted_at"))
        .foreign_key(&mut foreign_key("part", "plan_id", "plan"))
        .foreign_key(&mut foreign_key("part", "parent_id", "part"))
        .foreign_key(&mut foreign_key("part", "finding_id", "finding"))
        .to_owned();
    manager.create_table(part).await?;
    manager.create_index(index("part_in_order", "part", &["plan_id", "position"])).await?;
    manager.create_index(index("part_by_parent", "part", &["parent_id", "position"])).await?;
    manager.create_index(index("part_by_finding", "part", &["finding_id"])).await
}

async fn create_follow_ups(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let follow_up = Table::create()
        .table("follow_up")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(uuid("part_id"))
        .col(date("noted_on"))
        .col(text("text"))
        .col(string("status"))
        .col(text("author"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut foreign_key("follow_up", "plan_id", "plan"))
        .foreign_key(&mut foreign_key("follow_up", "part_id", "part"))
        .to_owned();
    manager.create_table(follow_up).await?;
    manager.create_index(index("follow_up_in_order", "follow_up", &["plan_id", "noted_on"])).await?;
    manager.create_index(index("follow_up_by_part", "follow_up", &["part_id"])).await
}
