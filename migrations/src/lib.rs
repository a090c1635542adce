//! The changes of the database over time. They only go forward; see the README beside this crate.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261121_000001_units_and_users;
mod m20261121_000002_quality_models;
mod m20261121_000003_inspections;
mod m20261121_000004_plans;
mod m20261121_000005_history;
mod m20261122_000006_approval_and_versions;
mod m20261127_000007_writers_apart;
mod m20261128_000008_read_model;

/// Runs what a database still lacks, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_units_and_users::Migration),
            Box::new(m20261121_000002_quality_models::Migration),
            Box::new(m20261121_000003_inspections::Migration),
            Box::new(m20261121_000004_plans::Migration),
            Box::new(m20261121_000005_history::Migration),
            Box::new(m20261122_000006_approval_and_versions::Migration),
            Box::new(m20261127_000007_writers_apart::Migration),
            Box::new(m20261128_000008_read_model::Migration),
        ]
    }
}

/// An index called `name` on `columns` of `table`.
fn index(name: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// A foreign key from `table.column` to the `id` of `to`; what it points at cannot go while it is there.
fn foreign_key(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").to_owned()
}
