use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "remark")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub part_id: Uuid,
    pub field: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub user_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub author: String,
    pub made_at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub settled_by: String,
    pub settled_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
