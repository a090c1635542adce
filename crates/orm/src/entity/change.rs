use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject: String,
    pub subject_id: Uuid,
    pub plan_id: Option<Uuid>,
    pub field: String,
    pub version: i64,
    #[sea_orm(column_type = "Text")]
    pub from_text: String,
    #[sea_orm(column_type = "Text")]
    pub to_text: String,
    pub user_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub author: String,
    pub changed_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
