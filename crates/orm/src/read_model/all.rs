//! What all work on every plan has in common.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

use crate::Result;

/// Every unit with itself and all above it, from the units.
pub(super) const UNITS_ABOVE: &str = "WITH RECURSIVE line (unit_id, top_id) AS (SELECT id, id FROM unit \
     UNION SELECT line.unit_id, unit.parent_id FROM line JOIN unit ON unit.id = line.top_id \
     WHERE unit.parent_id IS NOT NULL) SELECT top_id, unit_id FROM line";

/// Plans that are counted in one transaction.
pub(super) const PLANS_AT_ONCE: u64 = 100;

/// Work on every plan takes longer than a person would wait.
pub(super) async fn unlimited(tx: &DatabaseTransaction) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("SET LOCAL lock_timeout = 0").await?;
        tx.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
    }
    Ok(())
}
