//! A new plan from a draft.

use domain::{
    change::{ChangedField, Stamp, Subject},
    conflict::FieldChange,
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft},
    finding::FindingDetails,
    id::{FindingId, FollowUpId, PartId, PlanId},
    part::PartKind,
    period::Period,
    plan::{NewPlan, PlanStatus},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::{
    Error, ROWS_AT_ONCE, Result, Write,
    entity::{follow_up, part, plan},
    finding_rows,
    write::Target,
};

/// Makes a plan of a tidied draft.
pub async fn insert(write: &mut Write, new: &NewPlan<'_>, draft: &PlanDraft) -> Result<PlanId> {
    let id = PlanId::new();
    let row = plan::Model {
        id: id.0,
        revision: 1,
        unit_id: new.unit_id.0,
        inspection_id: new.inspection_id.map(|id| id.0),
        model_id: new.model.id.clone(),
        template_id: new.template_id.to_owned(),
        title: draft.title.clone(),
        year: new.year,
        status: PlanStatus::Draft.key().to_owned(),
        due_on: new.due_on,
        introduction: draft.introduction.clone(),
        closing: draft.closing.clone(),
        updated_at: write.stamp().at,
        deleted_at: None,
        counted_revision: 0,
    };
    row.into_active_model().insert(write.tx()).await?;
    let mut rows = Rows::new(id, new.year, write.stamp());
    // Registered findings are there; the plan's own are made.
    let findings = draft.blocks.iter().map(|block| &block.finding);
    let own: Vec<FindingDetails> =
        findings.filter(|finding| finding.finding_id.is_none()).map(|finding| finding.details(new.model)).collect();
    let mut made = finding_rows::insert_many(write.tx(), &own).await?.into_iter();
    for (position, block) in (0..).zip(&draft.blocks) {
        let finding_id = block.finding.finding_id.or_else(|| made.next());
        rows.block(position, block, finding_id.ok_or_else(|| Error::Corrupt("a block without finding".into()))?);
    }
    rows.insert(write.tx()).await?;
    let target = Target { kind: Subject::Plan, id: id.0, plan_id: Some(id), version: 1 };
    write.record(target, FieldChange::between(ChangedField::Created, "", &draft.title)).await?;
    Ok(id)
}

/// The rows of a plan's parts as they are gathered from a draft.
pub(crate) struct Rows {
    plan_id: PlanId,
    year: i32,
    stamp: Stamp,
    parts: Vec<part::Model>,
    notes: Vec<follow_up::Model>,
}

impl Rows {
    pub(crate) fn new(plan_id: PlanId, year: i32, stamp: &Stamp) -> Self {
        Self { plan_id, year, stamp: stamp.clone(), parts: Vec::new(), notes: Vec::new() }
    }

    pub(crate) fn block(&mut self, position: i32, block: &BlockDraft, finding_id: FindingId) -> PartId {
        let id = self.push(None, PartKind::Block, position, |row| row.finding_id = Some(finding_id.0));
        for (position, issue) in (0..).zip(&block.issues) {
            self.issue(id, position, issue);
        }
        id
    }

    pub(crate) fn issue(&mut self, parent: PartId, position: i32, issue: &IssueDraft) -> PartId {
        let id = self.push(Some(parent), PartKind::Issue, position, |row| row.text.clone_from(&issue.text));
        for (column, statements) in issue.statements.lists() {
            for (position, statement) in (0..).zip(statements) {
                self.statement(Some(id), PartKind::Statement(column), position, &statement.text);
            }
        }
        for (position, line) in (0..).zip(&issue.lines) {
            self.line(id, position, line);
        }
        id
    }

    pub(crate) fn line(&mut self, parent: PartId, position: i32, line: &LineDraft) -> PartId {
        let year = self.year;
        match line {
            LineDraft::Activity(activity) => self.activity(parent, position, activity),
            LineDraft::Period(loose) => self.push(Some(parent), PartKind::LoosePeriod, position, |row| {
                set_period(row, loose.period.read(year));
            }),
            LineDraft::Owner(owner) => {
                self.push(Some(parent), PartKind::LooseOwner, position, |row| row.owner_text.clone_from(&owner.text))
            }
        }
    }

    fn activity(&mut self, parent: PartId, position: i32, activity: &ActivityDraft) -> PartId {
        let year = self.year;
        let id = self.push(Some(parent), PartKind::Activity, position, |row| {
            row.text.clone_from(&activity.what);
            row.owner_text.clone_from(&activity.owner_text);
            activity.status.key().clone_into(&mut row.status);
            set_period(row, activity.period.read(year));
        });
        for note in &activity.follow_ups {
            let author = if note.author.is_empty() { &self.stamp.author.name } else { &note.author };
            self.notes.push(follow_up::Model {
                id: FollowUpId::new().0,
                plan_id: self.plan_id.0,
                part_id: id.0,
                noted_on: note.noted_on,
                text: note.text.clone(),
                status: note.status.key().to_owned(),
                author: author.clone(),
                created_at: self.stamp.at,
            });
        }
        id
    }

    pub(crate) fn statement(&mut self, parent: Option<PartId>, kind: PartKind, position: i32, text: &str) -> PartId {
        self.push(parent, kind, position, |row| text.clone_into(&mut row.text))
    }

    fn push(
        &mut self,
        parent: Option<PartId>,
        kind: PartKind,
        position: i32,
        fill: impl FnOnce(&mut part::Model),
    ) -> PartId {
        let id = PartId::new();
        let mut row = part::Model {
            id: id.0,
            plan_id: self.plan_id.0,
            parent_id: parent.map(|id| id.0),
            kind: kind.key().to_owned(),
            position,
            version: 1,
            finding_id: None,
            text: String::new(),
            period_text: String::new(),
            period_start: None,
            period_end: None,
            period_kind: domain::period::Reading::NONE.kind.key().to_owned(),
            is_period_corrected: false,
            owner_text: String::new(),
            status: domain::activity::ActivityStatus::default().key().to_owned(),
            deleted_at: None,
        };
        fill(&mut row);
        self.parts.push(row);
        id
    }

    /// The identities gathered so far, parents before children.
    pub(crate) fn ids(&self) -> Vec<Uuid> {
        self.parts.iter().map(|row| row.id).collect()
    }

    pub(crate) async fn insert(self, tx: &DatabaseTransaction) -> Result<()> {
        for rows in self.parts.chunks(ROWS_AT_ONCE) {
            part::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model)).exec(tx).await?;
        }
        for rows in self.notes.chunks(ROWS_AT_ONCE) {
            follow_up::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model))
                .exec(tx)
                .await?;
        }
        Ok(())
    }
}

fn set_period(row: &mut part::Model, period: Period) {
    row.period_text = period.text;
    row.period_start = period.reading.start;
    row.period_end = period.reading.end;
    period.reading.kind.key().clone_into(&mut row.period_kind);
    row.is_period_corrected = period.is_corrected;
}
