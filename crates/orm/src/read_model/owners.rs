//! The owners that plans name, each spelling of a plan once.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    owner,
    plan::{Line, Plan},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::{ROWS_AT_ONCE, Result, entity::plan_owner};

/// The characters of a name at the most: a longer one is prose, and names nobody. No index takes a text of any length.
const MAX_NAME_CHARS: usize = 200;

/// True where the words under *Hvem* can be a name or a role.
pub(super) fn is_name(words: &str) -> bool {
    words.chars().count() <= MAX_NAME_CHARS
}

/// Writes down whom these plans name, where it is otherwise than it is stored.
pub(super) async fn renew(tx: &DatabaseTransaction, plan_ids: &[Uuid], plans: &[Plan]) -> Result<()> {
    let before = stored(tx, plan_ids).await?;
    for &id in plan_ids {
        let plan = plans.iter().find(|plan| plan.id.0 == id);
        let now = plan.map(names).unwrap_or_default();
        if before.get(&id).unwrap_or(&BTreeSet::new()) == &now {
            continue;
        }
        plan_owner::Entity::delete_many().filter(plan_owner::Column::PlanId.eq(id)).exec(tx).await?;
        let Some(plan) = plan.filter(|_| !now.is_empty()) else { continue };
        let row = |name: String| {
            let owner = owner::normal(&name);
            plan_owner::Model { plan_id: id, owner, unit_id: plan.unit_id.0, name }.into_active_model()
        };
        let rows: Vec<plan_owner::ActiveModel> = now.into_iter().map(row).collect();
        for rows in rows.chunks(ROWS_AT_ONCE) {
            plan_owner::Entity::insert_many(rows.to_vec()).exec(tx).await?;
        }
    }
    Ok(())
}

/// Whom these plans name as it is stored.
pub(super) async fn stored(tx: &DatabaseTransaction, plan_ids: &[Uuid]) -> Result<BTreeMap<Uuid, BTreeSet<String>>> {
    let mut stored: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    let of_plans = plan_owner::Column::PlanId.is_in(plan_ids.to_vec());
    for row in plan_owner::Entity::find().filter(of_plans).all(tx).await? {
        stored.entry(row.plan_id).or_default().insert(row.name);
    }
    Ok(stored)
}

/// Everybody who is named under *Hvem*.
pub(super) fn names(plan: &Plan) -> BTreeSet<String> {
    let lines = plan.issues().flat_map(|(_, issue)| &issue.lines);
    let texts = lines.filter_map(Line::owner_text);
    let names = texts.flat_map(owner::names).filter(|name| is_name(name));
    names.map(ToOwned::to_owned).collect()
}
