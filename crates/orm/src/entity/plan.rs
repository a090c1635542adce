use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub revision: i64,
    pub unit_id: Uuid,
    pub inspection_id: Option<Uuid>,
    pub model_id: String,
    pub template_id: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub year: i32,
    pub status: String,
    pub due_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub introduction: String,
    #[sea_orm(column_type = "Text")]
    pub closing: String,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub counted_revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
