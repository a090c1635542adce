//! Plans' trees from their rows, for those who ask for plans and for those who count them.

use std::collections::HashMap;

use domain::{
    activity::FollowUp,
    finding::Finding,
    id::{InspectionId, PartId, PlanId, UnitId},
    part::PartKind,
    plan::{Activity, Block, Issue, Line, LoosePeriod, Plan, Statement, Statements},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, sea_query::Query};
use uuid::Uuid;

use crate::{
    Error, Result,
    entity::{finding, follow_up, part, plan},
    finding_rows, rows,
};

/// Whole plans from their rows, in four queries however many they are.
pub(crate) async fn load_many(tx: &DatabaseTransaction, found: Vec<plan::Model>) -> Result<Vec<Plan>> {
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let parts = part::Entity::find()
        .filter(part::Column::PlanId.is_in(ids.clone()))
        .filter(part::Column::DeletedAt.is_null())
        .order_by_asc(part::Column::Position)
        .order_by_asc(part::Column::Id)
        .all(tx)
        .await?;
    let of_plans = Query::select()
        .column(part::Column::FindingId)
        .from(part::Entity)
        .and_where(part::Column::PlanId.is_in(ids.clone()))
        .and_where(part::Column::FindingId.is_not_null())
        .to_owned();
    let rows = finding::Entity::find().filter(finding::Column::Id.in_subquery(of_plans)).all(tx).await?;
    let known = finding_rows::with_references(tx, rows).await?;
    let notes = follow_up::Entity::find()
        .filter(follow_up::Column::PlanId.is_in(ids))
        .order_by_asc(follow_up::Column::NotedOn)
        .order_by_asc(follow_up::Column::Id)
        .all(tx)
        .await?;
    let mut pieces = Pieces::sort(parts, known, notes)?;
    found.into_iter().map(|row| pieces.plan(row)).collect()
}

/// The rows of some plans, by what they hang on.
struct Pieces {
    blocks: HashMap<Uuid, Vec<part::Model>>,
    children: HashMap<Uuid, Vec<part::Model>>,
    findings: HashMap<Uuid, Finding>,
    notes: HashMap<PartId, Vec<FollowUp>>,
}

impl Pieces {
    /// Sorts rows that come in the order of their positions.
    fn sort(parts: Vec<part::Model>, findings: Vec<Finding>, notes: Vec<follow_up::Model>) -> Result<Self> {
        let mut pieces = Self {
            blocks: HashMap::new(),
            children: HashMap::new(),
            findings: findings.into_iter().map(|finding| (finding.id.0, finding)).collect(),
            notes: HashMap::new(),
        };
        for row in parts {
            match row.parent_id {
                None => pieces.blocks.entry(row.plan_id).or_default().push(row),
                Some(parent) => pieces.children.entry(parent).or_default().push(row),
            }
        }
        for row in notes {
            let (part_id, note) = rows::follow_up_of(row)?;
            pieces.notes.entry(part_id).or_default().push(note);
        }
        Ok(pieces)
    }

    fn plan(&mut self, row: plan::Model) -> Result<Plan> {
        let blocks = self.blocks.remove(&row.id).unwrap_or_default();
        Ok(Plan {
            id: PlanId(row.id),
            revision: row.revision,
            unit_id: UnitId(row.unit_id),
            inspection_id: row.inspection_id.map(InspectionId),
            status: rows::plan_status(&row.status)?,
            model_id: row.model_id,
            template_id: row.template_id,
            title: row.title,
            year: row.year,
            due_on: row.due_on,
            introduction: row.introduction,
            closing: row.closing,
            updated_at: row.updated_at,
            blocks: blocks.into_iter().map(|block| self.block(&block)).collect::<Result<_>>()?,
        })
    }

    fn block(&mut self, row: &part::Model) -> Result<Block> {
        let finding = row.finding_id.and_then(|id| self.findings.get(&id)).cloned();
        let issues = self.children.remove(&row.id).unwrap_or_default();
        Ok(Block {
            id: PartId(row.id),
            version: row.version,
            finding: finding.ok_or_else(|| Error::Corrupt(format!("block {} without finding", row.id)))?,
            issues: issues.iter().map(|issue| self.issue(issue)).collect::<Result<_>>()?,
        })
    }

    fn issue(&mut self, row: &part::Model) -> Result<Issue> {
        let mut issue = Issue {
            id: PartId(row.id),
            version: row.version,
            text: row.text.clone(),
            statements: Statements::default(),
            lines: Vec::new(),
        };
        for child in self.children.remove(&row.id).unwrap_or_default() {
            match rows::part_kind(&child.kind)? {
                PartKind::Statement(column) => {
                    issue.statements.push(column, statement(child.text, child.id, child.version));
                }
                PartKind::LooseOwner => {
                    issue.lines.push(Line::Owner(statement(child.owner_text, child.id, child.version)));
                }
                PartKind::LoosePeriod => issue.lines.push(Line::Period(LoosePeriod {
                    id: PartId(child.id),
                    version: child.version,
                    period: rows::period_of(&child)?,
                })),
                PartKind::Activity => issue.lines.push(Line::Activity(self.activity(child)?)),
                PartKind::Block | PartKind::Issue => {
                    return Err(Error::Corrupt(format!("part {} lies under an issue", child.id)));
                }
            }
        }
        Ok(issue)
    }

    fn activity(&mut self, row: part::Model) -> Result<Activity> {
        let id = PartId(row.id);
        Ok(Activity {
            id,
            version: row.version,
            period: rows::period_of(&row)?,
            status: rows::activity_status(&row.status)?,
            what: row.text,
            owner_text: row.owner_text,
            follow_ups: self.notes.remove(&id).unwrap_or_default(),
        })
    }
}

fn statement(text: String, id: Uuid, version: i64) -> Statement {
    Statement { id: PartId(id), version, text }
}
