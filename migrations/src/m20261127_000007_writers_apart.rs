//! Counters that no writer waits for, versions of units and users, and the owners that each plan names.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, string, text, uuid},
    sea_orm::DbBackend,
};

use crate::{foreign_key, index};

/// Rows a counter is spread over on PostgreSQL: a writer takes one that nobody holds. SQLite has one writer.
const SLOTS: i32 = 64;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_counters(manager).await?;
        add_versions(manager).await?;
        create_plan_owners(manager).await
    }
}

/// The old table goes, so that a program from before this change stops instead of showing what no longer holds.
async fn create_counters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let counter = Table::create()
        .table("counter")
        .col(string("name"))
        .col(integer("slot"))
        .col(big_integer("value"))
        .primary_key(Index::create().col("name").col("slot"))
        .to_owned();
    manager.create_table(counter).await?;
    let is_shared = manager.get_database_backend() == DbBackend::Postgres;
    let many = if is_shared { SLOTS } else { 1 };
    for (name, slots) in [("organisation", 1), ("plans", many), ("surroundings", many)] {
        for slot in 0..slots {
            let row = Query::insert()
                .into_table("counter")
                .columns(["name", "slot", "value"])
                .values_panic([name.into(), slot.into(), 0.into()])
                .to_owned();
            manager.execute(row).await?;
        }
    }
    manager.drop_table(Table::drop().table("revision").to_owned()).await
}

async fn add_versions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in ["unit", "users"] {
        let version = Table::alter().table(table).add_column(big_integer("version").default(1)).to_owned();
        manager.alter_table(version).await?;
    }
    Ok(())
}

async fn create_plan_owners(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let owner = Table::create()
        .table("plan_owner")
        .col(uuid("plan_id"))
        .col(integer("position"))
        .col(uuid("unit_id"))
        .col(text("owner_text"))
        .primary_key(Index::create().col("plan_id").col("position"))
        .foreign_key(&mut foreign_key("plan_owner", "plan_id", "plan"))
        .to_owned();
    manager.create_table(owner).await?;
    manager.create_index(index("plan_owner_by_unit", "plan_owner", &["unit_id", "plan_id"])).await?;
    let named = "INSERT INTO plan_owner (plan_id, position, unit_id, owner_text) \
         SELECT plan_id, ROW_NUMBER() OVER (PARTITION BY plan_id ORDER BY owner_text), unit_id, owner_text FROM \
         (SELECT DISTINCT plan.id AS plan_id, plan.unit_id, part.owner_text FROM part \
         JOIN plan ON plan.id = part.plan_id AND plan.deleted_at IS NULL \
         LEFT JOIN part AS issue ON issue.id = part.parent_id \
         LEFT JOIN part AS block ON block.id = issue.parent_id \
         WHERE part.owner_text <> '' AND part.deleted_at IS NULL \
         AND issue.deleted_at IS NULL AND block.deleted_at IS NULL) AS named";
    manager.get_connection().execute_unprepared(named).await?;
    Ok(())
}
