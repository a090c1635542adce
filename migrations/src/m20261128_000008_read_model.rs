//! The read model: what overviews, lists and people's own work are read from, written with every change of a plan.
//!
//! The tables of activities and progress are empty until the program counts each plan that has not been counted at
//! its revision, which it does when it starts.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, boolean, date, date_null, double, integer, pk_uuid, string, string_null, text, uuid},
};

use crate::{foreign_key, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_units_above(manager).await?;
        create_activities(manager).await?;
        create_progress(manager).await?;
        create_theme_scores(manager).await?;
        create_owners_anew(manager).await?;
        count_plans(manager).await?;
        index_lists(manager).await
    }
}

/// Every unit with itself and all above it.
async fn create_units_above(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let above = Table::create()
        .table("unit_above")
        .col(uuid("top_id"))
        .col(uuid("unit_id"))
        .primary_key(Index::create().col("top_id").col("unit_id"))
        .foreign_key(&mut foreign_key("unit_above", "top_id", "unit"))
        .foreign_key(&mut foreign_key("unit_above", "unit_id", "unit"))
        .to_owned();
    manager.create_table(above).await?;
    manager.create_index(index("unit_above_by_unit", "unit_above", &["unit_id"])).await?;
    let all = "INSERT INTO unit_above (top_id, unit_id) WITH RECURSIVE line (unit_id, top_id) AS \
         (SELECT id, id FROM unit UNION SELECT line.unit_id, unit.parent_id FROM line \
         JOIN unit ON unit.id = line.top_id WHERE unit.parent_id IS NOT NULL) SELECT top_id, unit_id FROM line";
    manager.get_connection().execute_unprepared(all).await?;
    Ok(())
}

/// One row an activity, with what it is sorted and shown by, and rows for its themes and its owners.
async fn create_activities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let activity = Table::create()
        .table("activity")
        .col(pk_uuid("id"))
        .col(uuid("plan_id"))
        .col(uuid("unit_id"))
        .col(integer("year"))
        .col(string("plan_status"))
        .col(string_null("inspectorate_id"))
        .col(string("status"))
        .col(text("period_text"))
        .col(date_null("period_start"))
        .col(date_null("period_end"))
        .col(string("period_kind"))
        .col(boolean("is_period_corrected"))
        .col(text("owner_text"))
        .col(date_null("followed_up_on"))
        .col(date_null("ends"))
        .col(boolean("is_undated"))
        .col(boolean("is_unowned"))
        .col(boolean("is_awaited"))
        .foreign_key(&mut foreign_key("activity", "plan_id", "plan"))
        .foreign_key(&mut foreign_key("activity", "unit_id", "unit"))
        .to_owned();
    manager.create_table(activity).await?;
    manager.create_index(index("activity_by_plan", "activity", &["plan_id", "status", "ends"])).await?;
    manager.create_index(index("activity_by_unit", "activity", &["unit_id", "period_end", "id"])).await?;
    manager.create_index(index("activity_by_day", "activity", &["period_end", "id"])).await?;
    let db = manager.get_connection();
    for partial in [
        "CREATE INDEX activity_due ON activity (unit_id, ends, id) WHERE is_awaited AND ends IS NOT NULL",
        "CREATE INDEX activity_due_anywhere ON activity (ends, id) WHERE is_awaited AND ends IS NOT NULL",
        "CREATE INDEX activity_silent ON activity (unit_id, followed_up_on, id) WHERE is_awaited AND ends IS NULL",
        "CREATE INDEX activity_silent_anywhere ON activity (followed_up_on, id) WHERE is_awaited AND ends IS NULL",
        "CREATE INDEX activity_undated ON activity (unit_id, id) WHERE is_undated",
        "CREATE INDEX activity_unowned ON activity (unit_id, id) WHERE is_unowned",
    ] {
        db.execute_unprepared(partial).await?;
    }
    let theme = Table::create()
        .table("activity_theme")
        .col(uuid("activity_id"))
        .col(string("theme"))
        .primary_key(Index::create().col("activity_id").col("theme"))
        .foreign_key(&mut foreign_key("activity_theme", "activity_id", "activity"))
        .to_owned();
    manager.create_table(theme).await?;
    let owner = Table::create()
        .table("activity_owner")
        .col(uuid("activity_id"))
        .col(text("owner"))
        .col(uuid("unit_id"))
        .primary_key(Index::create().col("activity_id").col("owner"))
        .foreign_key(&mut foreign_key("activity_owner", "activity_id", "activity"))
        .to_owned();
    manager.create_table(owner).await?;
    manager.create_index(index("activity_by_owner", "activity_owner", &["owner", "unit_id", "activity_id"])).await
}

/// Signed counts of the activities in and below each unit: a cell is the sum of its rows, so that nobody who counts
/// waits for another. They have no identity, and are only ever added up.
async fn create_progress(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let progress = Table::create()
        .table("progress")
        .col(uuid("top_id"))
        .col(string("theme"))
        .col(string("status"))
        .col(date("ends"))
        .col(big_integer("count"))
        .col(big_integer("undated"))
        .col(big_integer("unowned"))
        .col(boolean("is_delta"))
        .to_owned();
    manager.create_table(progress).await?;
    let cell = ["top_id", "theme", "status", "ends", "count", "undated", "unowned"];
    manager.create_index(index("progress_by_cell", "progress", &cell)).await?;
    let follow_up = Table::create()
        .table("progress_follow_up")
        .col(uuid("top_id"))
        .col(string("theme"))
        .col(date("followed_up_on"))
        .col(big_integer("count"))
        .col(boolean("is_delta"))
        .to_owned();
    manager.create_table(follow_up).await?;
    let day = ["top_id", "theme", "followed_up_on", "count"];
    manager.create_index(index("progress_follow_up_by_day", "progress_follow_up", &day)).await?;
    let db = manager.get_connection();
    for table in ["progress", "progress_follow_up"] {
        let deltas = format!("CREATE INDEX {table}_deltas ON {table} (top_id) WHERE is_delta");
        db.execute_unprepared(&deltas).await?;
    }
    Ok(())
}

/// The newest score of each theme in each unit. It names its visit without a foreign key: who looks at a unit's scores
/// would wait for whoever holds another of its visits, who waits for the unit.
async fn create_theme_scores(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let score = Table::create()
        .table("theme_score")
        .col(uuid("unit_id"))
        .col(string("theme"))
        .col(double("average"))
        .col(date("visited_on"))
        .col(uuid("inspection_id"))
        .primary_key(Index::create().col("unit_id").col("theme"))
        .foreign_key(&mut foreign_key("theme_score", "unit_id", "unit"))
        .to_owned();
    manager.create_table(score).await?;
    manager.create_index(index("theme_score_by_inspection", "theme_score", &["inspection_id"])).await
}

/// The owners of each plan one by one, as they are written and in the spelling that compares.
async fn create_owners_anew(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table("plan_owner").to_owned()).await?;
    let owner = Table::create()
        .table("plan_owner")
        .col(uuid("plan_id"))
        .col(text("name"))
        .col(text("owner"))
        .col(uuid("unit_id"))
        .primary_key(Index::create().col("plan_id").col("name"))
        .foreign_key(&mut foreign_key("plan_owner", "plan_id", "plan"))
        .to_owned();
    manager.create_table(owner).await?;
    manager.create_index(index("plan_owner_by_unit", "plan_owner", &["unit_id", "owner", "name"])).await
}

/// The revision at which each plan was last counted: one that has another is counted anew.
async fn count_plans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let counted = Table::alter().table("plan").add_column(big_integer("counted_revision").default(0)).to_owned();
    manager.alter_table(counted).await?;
    let db = manager.get_connection();
    for partial in [
        "CREATE INDEX plan_not_counted ON plan (id) WHERE counted_revision <> revision",
        "CREATE INDEX plan_newest ON plan (updated_at, id) WHERE deleted_at IS NULL",
        "CREATE INDEX plan_newest_of_unit ON plan (unit_id, updated_at, id) WHERE deleted_at IS NULL",
        "CREATE INDEX plan_of_unit_by_status ON plan (unit_id, status) WHERE deleted_at IS NULL",
        "CREATE INDEX plan_by_status ON plan (status, id) WHERE deleted_at IS NULL",
        "CREATE INDEX plan_removed ON plan (unit_id, updated_at) WHERE deleted_at IS NOT NULL",
        "CREATE INDEX plan_year_of_unit ON plan (unit_id, year) WHERE deleted_at IS NULL",
        "CREATE INDEX plan_year ON plan (year) WHERE deleted_at IS NULL",
    ] {
        db.execute_unprepared(partial).await?;
    }
    Ok(())
}

/// Indexes that give the rows of a list in the order in which its pages show them.
async fn index_lists(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let renewed: [(&str, &'static str, &[&'static str]); 3] = [
        ("inspection_by_visit", "inspection", &["visited_on", "id"]),
        ("inspection_unit_by_unit", "inspection_unit", &["unit_id", "inspection_id"]),
        ("change_by_plan", "change", &["plan_id", "changed_at", "id"]),
    ];
    for (name, table, columns) in renewed {
        manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        manager.create_index(index(name, table, columns)).await?;
    }
    let db = manager.get_connection();
    for partial in [
        "CREATE INDEX finding_removed ON finding (inspection_id, deleted_at, id) WHERE deleted_at IS NOT NULL",
        "CREATE INDEX part_removed ON part (plan_id, deleted_at, id) WHERE deleted_at IS NOT NULL",
    ] {
        db.execute_unprepared(partial).await?;
    }
    Ok(())
}
