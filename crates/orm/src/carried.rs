//! A plan in memory after a write that changed nothing but fields of known parts.

use chrono::{DateTime, Utc};
use domain::{
    id::{PartId, PlanId},
    plan::{Line, Plan},
};

use crate::{Result, entity::part, rows};

/// The parts as they stand after the write.
#[derive(Debug)]
pub(crate) struct Carried {
    /// The plan.
    pub(crate) id: PlanId,
    /// The revision that it had before.
    pub(crate) revision: i64,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) rows: Vec<part::Model>,
}

impl Carried {
    /// The plan after the write, or none where it is not what the write began with.
    pub(crate) fn apply(&self, plan: &Plan) -> Option<Plan> {
        if plan.revision != self.revision {
            return None;
        }
        let mut after = plan.clone();
        after.revision += 1;
        after.updated_at = self.updated_at;
        for row in &self.rows {
            set_part(&mut after, row).ok()??;
        }
        Some(after)
    }
}

/// Sets what stands in the part; none where the plan does not have it.
fn set_part(plan: &mut Plan, row: &part::Model) -> Result<Option<()>> {
    let id = PartId(row.id);
    for issue in plan.blocks.iter_mut().flat_map(|block| &mut block.issues) {
        if issue.id == id {
            issue.version = row.version;
            issue.text.clone_from(&row.text);
            return Ok(Some(()));
        }
        if let Some((_, statement)) = issue.statements.iter_mut().find(|(_, statement)| statement.id == id) {
            statement.version = row.version;
            statement.text.clone_from(&row.text);
            return Ok(Some(()));
        }
        if let Some(line) = issue.lines.iter_mut().find(|line| line.id() == id) {
            set_line(line, row)?;
            return Ok(Some(()));
        }
    }
    Ok(None)
}

fn set_line(line: &mut Line, row: &part::Model) -> Result<()> {
    match line {
        Line::Activity(activity) => {
            activity.version = row.version;
            activity.what.clone_from(&row.text);
            activity.owner_text.clone_from(&row.owner_text);
            activity.period = rows::period_of(row)?;
            activity.status = rows::activity_status(&row.status)?;
        }
        Line::Period(loose) => {
            loose.version = row.version;
            loose.period = rows::period_of(row)?;
        }
        Line::Owner(loose) => {
            loose.version = row.version;
            loose.text.clone_from(&row.owner_text);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    };

    use domain::{
        edit::PartText,
        id::PartId,
        part::{Field, PartKind},
        plan::Plan,
    };

    use super::*;
    use crate::{
        Store, Subject, parts, plans,
        tests::{a_model, a_plan, a_stamp, a_store},
    };

    async fn save(store: &Store, plan: &Plan, id: PartId, value: PartText) -> i64 {
        let mut write = store.begin(Subject::Plan(plan.id), &a_stamp()).await.unwrap();
        let part = parts::open(&write, id).await.unwrap();
        parts::save(&mut write, part, &value, &a_model()).await.unwrap();
        write.commit().await.unwrap()
    }

    /// Every part but the blocks, whose texts are their findings'.
    fn parts_of(plan: &Plan) -> Vec<(PartId, PartKind)> {
        let issues = plan.issues().flat_map(|(_, issue)| {
            let statements = issue.statements.iter().map(|(_, statement)| statement.id);
            let below = statements.chain(issue.lines.iter().map(Line::id));
            std::iter::once(issue.id).chain(below)
        });
        issues.map(|id| (id, plan.kind_of(id).unwrap())).collect()
    }

    #[tokio::test]
    async fn a_plan_carried_on_is_the_plan_that_is_loaded() {
        let store = a_store().await;
        let id = a_plan(&store).await;
        let plan = plans::get(&store.view().await.unwrap(), id).await.unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let (mut counted, count) = (store.clone(), Arc::clone(&asked));
        counted.on_query(move |_| _ = count.fetch_add(1, Relaxed));
        let texts = ["Nye ord", "inden udgangen af marts 2026", "", "løbende"];
        let mut revision = plan.revision;
        for (part, kind) in parts_of(&plan) {
            for (at, &field) in kind.fields().iter().enumerate() {
                let days = [None, Some("2026-01-01/2026-03-31".parse().unwrap()), Some("/".parse().unwrap())];
                for days in days.into_iter().filter(|days| days.is_none() || field == Field::Period) {
                    let text = if field == Field::Status { "waiting" } else { texts[at % texts.len()] };
                    let saved = save(&store, &plan, part, PartText { field, text: text.into(), days }).await;
                    assert_eq!(saved, revision + 1);
                    revision = saved;
                    let before = asked.load(Relaxed);
                    let carried = plans::at_revision(&counted, id, revision).await.unwrap();
                    assert_eq!(asked.load(Relaxed), before, "{kind:?} {field:?} is loaded again");
                    let fresh = store.with_empty_cache();
                    let loaded = plans::get(&fresh.view().await.unwrap(), id).await.unwrap();
                    assert_eq!(carried, loaded, "{kind:?} {field:?}");
                }
            }
        }
        assert!(revision > plan.revision + 8);
    }

    #[tokio::test]
    async fn a_write_that_does_more_than_edit_fields_is_loaded_again() {
        let store = a_store().await;
        let id = a_plan(&store).await;
        let plan = plans::get(&store.view().await.unwrap(), id).await.unwrap();
        let goal = plan.blocks[0].issues[0].statements.of("goal")[0].id;
        let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
        let part = parts::open(&write, goal).await.unwrap();
        let value = PartText { field: Field::Text, text: "Et andet mål".into(), days: None };
        parts::save(&mut write, part, &value, &a_model()).await.unwrap();
        parts::set_removed(&mut write, plan.activities().next().unwrap().2.id, true).await.unwrap();
        let revision = write.commit().await.unwrap();
        let found = plans::at_revision(&store, id, revision).await.unwrap();
        assert_eq!(found.activities().count(), 1);
        assert_eq!(found.blocks[0].issues[0].statements.texts("goal"), ["Et andet mål"]);
    }

    #[tokio::test]
    async fn a_part_that_is_edited_and_then_moved_or_removed_stands_where_it_is_loaded_from() {
        let store = a_store().await;
        let id = a_plan(&store).await;
        let plan = plans::get(&store.view().await.unwrap(), id).await.unwrap();
        let part = plan.activities().next().unwrap().2.id;
        for act in ["move", "remove"] {
            let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
            let open = parts::open(&write, part).await.unwrap();
            let value = PartText { field: Field::Text, text: format!("Ord før {act}"), days: None };
            parts::save(&mut write, open, &value, &a_model()).await.unwrap();
            if act == "move" {
                parts::shift(&mut write, part, domain::edit::Direction::Down).await.unwrap();
            } else {
                parts::set_removed(&mut write, part, true).await.unwrap();
            }
            let revision = write.commit().await.unwrap();
            let found = plans::at_revision(&store, id, revision).await.unwrap();
            let fresh = store.with_empty_cache();
            assert_eq!(found, plans::get(&fresh.view().await.unwrap(), id).await.unwrap(), "{act}");
        }
    }
}
