use sea_orm::entity::prelude::*;

#[expect(clippy::struct_excessive_bools, reason = "each is a column that questions narrow by")]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub unit_id: Uuid,
    pub year: i32,
    pub plan_status: String,
    pub inspectorate_id: Option<String>,
    pub status: String,
    #[sea_orm(column_type = "Text")]
    pub period_text: String,
    pub period_start: Option<Date>,
    pub period_end: Option<Date>,
    pub period_kind: String,
    pub is_period_corrected: bool,
    #[sea_orm(column_type = "Text")]
    pub owner_text: String,
    pub followed_up_on: Option<Date>,
    pub ends: Option<Date>,
    pub is_undated: bool,
    pub is_unowned: bool,
    pub is_awaited: bool,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
