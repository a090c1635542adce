//! History of every change, and imports that await their author.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, pk_uuid, string, text, timestamp_with_time_zone, uuid, uuid_null},
};

use crate::{foreign_key, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = Table::create()
            .table("change")
            .col(pk_uuid("id"))
            .col(string("subject"))
            .col(uuid("subject_id"))
            .col(uuid_null("plan_id"))
            .col(string("field"))
            .col(big_integer("version"))
            .col(text("from_text"))
            .col(text("to_text"))
            .col(uuid_null("user_id"))
            .col(text("author"))
            .col(timestamp_with_time_zone("changed_at"))
            .to_owned();
        manager.create_table(change).await?;
        manager.create_index(index("change_by_subject", "change", &["subject_id", "version"])).await?;
        manager.create_index(index("change_by_plan", "change", &["plan_id", "changed_at"])).await?;
        let import = Table::create()
            .table("import")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(uuid("unit_id"))
            .col(text("file_name"))
            .col(text("body"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut foreign_key("import", "user_id", "users"))
            .foreign_key(&mut foreign_key("import", "unit_id", "unit"))
            .to_owned();
        manager.create_table(import).await
    }
}
