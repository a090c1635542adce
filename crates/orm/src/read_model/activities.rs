//! The rows of activities, brought to what the plans say. Only what has changed is written, and counted in and out.

use std::collections::BTreeMap;

use domain::plan::Plan;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{
    ledger::{self, Sign},
    rows::{Counted, Surroundings, stored},
};
use crate::{
    ROWS_AT_ONCE, Result,
    entity::{activity, activity_owner, activity_theme},
};

/// Rows that are changed one by one at the most; more are taken away and put back together.
const FEW: usize = 5;

/// Writes what is otherwise than it is stored; answers whether the ledger counts anything otherwise. `plans` are those
/// of `plan_ids` that are
/// still there.
pub(super) async fn renew(tx: &DatabaseTransaction, plan_ids: &[Uuid], plans: &[Plan]) -> Result<bool> {
    let surroundings = Surroundings::of(tx, plans).await?;
    let now: BTreeMap<Uuid, Counted> = plans.iter().flat_map(|plan| surroundings.count(plan)).collect();
    let before = stored(tx, plan_ids).await?;
    let gone: Vec<Uuid> = before.iter().filter(|(id, row)| now.get(id) != Some(row)).map(|(id, _)| *id).collect();
    let come: Vec<&Counted> = now.iter().filter(|(id, row)| before.get(id) != Some(row)).map(|(_, row)| row).collect();
    if gone.is_empty() && come.is_empty() {
        return Ok(false);
    }
    // Most writes change a status or a day and neither themes nor owners: then one row is all there is to write.
    let old = |counted: &Counted| before.get(&counted.row.id);
    let is_same_elsewhere = |counted: &Counted| {
        old(counted).is_some_and(|old| old.themes == counted.themes && old.owners == counted.owners)
    };
    let are_few = come.len() <= FEW;
    let (updated, inserted): (Vec<&Counted>, Vec<&Counted>) =
        come.iter().partition(|counted| are_few && is_same_elsewhere(counted));
    let removed: Vec<Uuid> =
        gone.iter().copied().filter(|id| !updated.iter().any(|counted| counted.row.id == *id)).collect();
    // What another plan's status or another wording changes is not in the ledger.
    let come: Vec<Uuid> = come.iter().map(|counted| counted.row.id).collect();
    let progress = |id: &Uuid| before.get(id).map(Counted::progress) != now.get(id).map(Counted::progress);
    let follow_up = |id: &Uuid| before.get(id).map(Counted::follow_up) != now.get(id).map(Counted::follow_up);
    let (out, back) = (chosen(&gone, progress), chosen(&come, progress));
    let (days_out, days_back) = (chosen(&gone, follow_up), chosen(&come, follow_up));
    ledger::count(tx, &out, Sign::Out).await?;
    ledger::count_follow_up(tx, &days_out, Sign::Out).await?;
    remove(tx, &removed).await?;
    for counted in updated {
        counted.row.clone().into_active_model().reset_all().update(tx).await?;
    }
    insert(tx, &inserted).await?;
    ledger::count(tx, &back, Sign::In).await?;
    ledger::count_follow_up(tx, &days_back, Sign::In).await?;
    Ok([out, back, days_out, days_back].iter().any(|ids| !ids.is_empty()))
}

fn chosen(ids: &[Uuid], is_chosen: impl Fn(&Uuid) -> bool) -> Vec<Uuid> {
    ids.iter().copied().filter(is_chosen).collect()
}

async fn remove(tx: &DatabaseTransaction, ids: &[Uuid]) -> Result<()> {
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let ids = ids.to_vec();
        let themes = activity_theme::Column::ActivityId.is_in(ids.clone());
        activity_theme::Entity::delete_many().filter(themes).exec(tx).await?;
        let owners = activity_owner::Column::ActivityId.is_in(ids.clone());
        activity_owner::Entity::delete_many().filter(owners).exec(tx).await?;
        activity::Entity::delete_many().filter(activity::Column::Id.is_in(ids)).exec(tx).await?;
    }
    Ok(())
}

async fn insert(tx: &DatabaseTransaction, counted: &[&Counted]) -> Result<()> {
    for counted in counted.chunks(ROWS_AT_ONCE) {
        let rows = counted.iter().map(|counted| counted.row.clone().into_active_model());
        activity::Entity::insert_many(rows).exec(tx).await?;
        let themes = counted.iter().flat_map(|counted| {
            let of = |theme: &String| activity_theme::Model { activity_id: counted.row.id, theme: theme.clone() };
            counted.themes.iter().map(move |theme| of(theme).into_active_model())
        });
        activity_theme::Entity::insert_many(themes).exec(tx).await?;
        let owners: Vec<activity_owner::ActiveModel> = counted
            .iter()
            .flat_map(|counted| {
                let (activity_id, unit_id) = (counted.row.id, counted.row.unit_id);
                let of = move |owner: &String| activity_owner::Model { activity_id, owner: owner.clone(), unit_id };
                counted.owners.iter().map(move |owner| of(owner).into_active_model())
            })
            .collect();
        for owners in owners.chunks(ROWS_AT_ONCE) {
            activity_owner::Entity::insert_many(owners.to_vec()).exec(tx).await?;
        }
    }
    Ok(())
}
