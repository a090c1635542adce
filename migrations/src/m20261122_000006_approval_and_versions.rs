//! The life of plans: steps, remarks, waivers, and the versions that were sent.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, blob, date, integer, pk_uuid, string, string_null, text, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

use crate::{foreign_key, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_steps(manager).await?;
        create_remarks(manager).await?;
        create_waivers(manager).await?;
        create_versions(manager).await
    }
}

async fn create_steps(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let step = Table::create()
        .table("step")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(string("act"))
        .col(text("message"))
        .col(string("words_hash"))
        .col(uuid_null("user_id"))
        .col(text("author"))
        .col(timestamp_with_time_zone("taken_at"))
        .foreign_key(&mut foreign_key("step", "plan_id", "plan"))
        .to_owned();
    manager.create_table(step).await?;
    manager.create_index(index("step_in_order", "step", &["plan_id", "taken_at"])).await
}

async fn create_remarks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let remark = Table::create()
        .table("remark")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(uuid("part_id"))
        .col(string("field"))
        .col(text("text"))
        .col(uuid_null("user_id"))
        .col(text("author"))
        .col(timestamp_with_time_zone("made_at"))
        .col(text("settled_by"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .foreign_key(&mut foreign_key("remark", "plan_id", "plan"))
        .foreign_key(&mut foreign_key("remark", "part_id", "part"))
        .to_owned();
    manager.create_table(remark).await?;
    manager.create_index(index("remark_in_order", "remark", &["plan_id", "made_at"])).await?;
    manager.create_index(index("remark_by_part", "remark", &["part_id"])).await
}

async fn create_waivers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let waiver = Table::create()
        .table("waiver")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(string("rule"))
        .col(uuid_null("part_id"))
        .col(string_null("field"))
        .col(text("words"))
        .col(text("reason"))
        .col(uuid_null("user_id"))
        .col(text("author"))
        .col(timestamp_with_time_zone("made_at"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .foreign_key(&mut foreign_key("waiver", "plan_id", "plan"))
        .to_owned();
    manager.create_table(waiver).await?;
    manager.create_index(index("waiver_in_order", "waiver", &["plan_id", "made_at"])).await
}

async fn create_versions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let version = Table::create()
        .table("plan_version")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(integer("number"))
        .col(text("content"))
        .col(string("hash"))
        .col(date("sent_on"))
        .col(text("channel"))
        .col(text("sent_by"))
        .col(text("case_number"))
        .col(timestamp_with_time_zone("frozen_at"))
        .foreign_key(&mut foreign_key("plan_version", "plan_id", "plan"))
        .to_owned();
    manager.create_table(version).await?;
    let mut in_order = index("plan_version_in_order", "plan_version", &["plan_id", "number"]);
    manager.create_index(in_order.unique().to_owned()).await?;
    let file = Table::create()
        .table("version_file")
        .col(pk_uuid("id"))
        .col(uuid("version_id"))
        .col(integer("position"))
        .col(text("name"))
        .col(string("hash"))
        .col(big_integer("size"))
        .col(blob("bytes"))
        .foreign_key(&mut foreign_key("version_file", "version_id", "plan_version"))
        .to_owned();
    manager.create_table(file).await?;
    manager.create_index(index("version_file_in_order", "version_file", &["version_id", "position"])).await
}
