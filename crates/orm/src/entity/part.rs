use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "part")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub kind: String,
    pub position: i32,
    pub version: i64,
    pub finding_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub period_text: String,
    pub period_start: Option<Date>,
    pub period_end: Option<Date>,
    pub period_kind: String,
    pub is_period_corrected: bool,
    #[sea_orm(column_type = "Text")]
    pub owner_text: String,
    pub status: String,
    pub deleted_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::finding::Entity", from = "Column::FindingId", to = "super::finding::Column::Id")]
    Finding,
}

impl Related<super::finding::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Finding.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
