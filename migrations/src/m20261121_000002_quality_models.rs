//! Versions of the quality model, and the authorities that inspect.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, date_null, integer, string, string_null, text},
};

use crate::{foreign_key, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let model = Table::create()
            .table("quality_model")
            .col(string("id").primary_key())
            .col(text("name"))
            .col(text("source"))
            .col(date_null("valid_from"))
            .col(date_null("valid_to"))
            .to_owned();
        manager.create_table(model).await?;
        let item = Table::create()
            .table("model_item")
            .col(string("id").primary_key())
            .col(string("model_id"))
            .col(string_null("parent_id"))
            .col(integer("position"))
            .col(string("level"))
            .col(string("number"))
            .col(text("title"))
            .col(text("aliases"))
            .col(text("applies_to"))
            .col(text("source"))
            .col(string("wording"))
            .col(boolean("is_scored"))
            .foreign_key(&mut foreign_key("model_item", "model_id", "quality_model"))
            .foreign_key(&mut foreign_key("model_item", "parent_id", "model_item"))
            .to_owned();
        manager.create_table(item).await?;
        manager.create_index(index("model_item_in_order", "model_item", &["model_id", "position"])).await?;
        let inspectorate = Table::create()
            .table("inspectorate")
            .col(string("id").primary_key())
            .col(integer("position"))
            .col(text("name"))
            .col(text("seat"))
            .to_owned();
        manager.create_table(inspectorate).await
    }
}
