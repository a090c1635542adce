//! Units, users, what they may do where, and their sessions.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, boolean, pk_uuid, string, text, text_uniq, timestamp_with_time_zone, uuid, uuid_null},
};

use crate::{foreign_key, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let revision =
            Table::create().table("revision").col(string("name").primary_key()).col(big_integer("value")).to_owned();
        manager.create_table(revision).await?;
        let unit = Table::create()
            .table("unit")
            .col(pk_uuid("id"))
            .col(uuid_null("parent_id"))
            .col(string("kind"))
            .col(text("name"))
            .foreign_key(&mut foreign_key("unit", "parent_id", "unit"))
            .to_owned();
        manager.create_table(unit).await?;
        let users = Table::create()
            .table("users")
            .col(pk_uuid("id"))
            .col(text_uniq("email"))
            .col(text("name"))
            .col(text("titles_text"))
            .col(text("password_hash"))
            .col(boolean("is_active"))
            .col(big_integer("session_generation"))
            .to_owned();
        manager.create_table(users).await?;
        let role = Table::create()
            .table("role")
            .col(uuid("user_id"))
            .col(uuid("unit_id"))
            .col(string("role"))
            .primary_key(Index::create().col("user_id").col("unit_id").col("role"))
            .foreign_key(&mut foreign_key("role", "user_id", "users"))
            .foreign_key(&mut foreign_key("role", "unit_id", "unit"))
            .to_owned();
        manager.create_table(role).await?;
        let session = Table::create()
            .table("session")
            .col(string("id").primary_key())
            .col(text("data"))
            .col(timestamp_with_time_zone("expires_at"))
            .to_owned();
        manager.create_table(session).await?;
        manager.create_index(index("session_by_expiry", "session", &["expires_at"])).await?;
        for name in ["organisation", "plans"] {
            let row = Query::insert()
                .into_table("revision")
                .columns(["name", "value"])
                .values_panic([name.into(), 0.into()])
                .to_owned();
            manager.execute(row).await?;
        }
        Ok(())
    }
}
