use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub inspectorate_id: String,
    pub model_id: String,
    pub kind: String,
    pub is_announced: bool,
    pub visited_on: Date,
    pub reported_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub case_number: String,
    pub hearing_due_on: Option<Date>,
    pub plan_due_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub note: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
