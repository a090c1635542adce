//! What is written: what it locks, and who waits for it.

use domain::id::{InspectionId, PlanId};
use sea_orm::{ColumnTrait, Condition, sea_query::Query};
use uuid::Uuid;

use crate::{
    entity::{finding, part, plan},
    view::Counter,
};

/// What is written, and thus what others who want to write there wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A plan and its parts.
    Plan(PlanId),
    /// A plan and, in it, a finding that was registered with an inspection.
    PlanAndInspection(PlanId, InspectionId),
    /// An inspection and its findings, with every plan that answers it or holds one of them.
    Inspection(InspectionId),
    /// An inspection alone: its scores, which no plan shows, or a plan that is to answer it.
    InspectionAlone(InspectionId),
    /// Units, users, roles, quality models and inspectorates.
    Organisation,
    /// An inspection, or a plan that answers none, that nobody knows yet.
    New,
}

impl Subject {
    /// Those who want to write the same thing stand in one queue.
    pub(crate) fn queue(self) -> Option<Uuid> {
        match self {
            Self::Plan(id) => Some(id.0),
            Self::PlanAndInspection(_, id) | Self::Inspection(id) | Self::InspectionAlone(id) => Some(id.0),
            Self::Organisation => Some(Uuid::nil()),
            Self::New => None,
        }
    }

    /// The inspection that is held, where one is.
    pub(crate) fn inspection(self) -> Option<InspectionId> {
        match self {
            Self::PlanAndInspection(_, id) | Self::Inspection(id) | Self::InspectionAlone(id) => Some(id),
            Self::Plan(_) | Self::Organisation | Self::New => None,
        }
    }

    /// The plan that is worked on, as opposed to those that only show what is changed.
    pub(crate) fn plan(self) -> Option<PlanId> {
        match self {
            Self::Plan(id) | Self::PlanAndInspection(id, _) => Some(id),
            Self::Inspection(_) | Self::InspectionAlone(_) | Self::Organisation | Self::New => None,
        }
    }

    /// The counter that rises with it.
    pub(crate) const fn counter(self) -> Counter {
        match self {
            Self::Organisation => Counter::Organisation,
            _ => Counter::Plans,
        }
    }
}

/// The plans that show what an inspection says: they answer it, or hold one of its findings.
pub(crate) fn shows(id: InspectionId) -> Condition {
    let findings = Query::select()
        .column(finding::Column::Id)
        .from(finding::Entity)
        .and_where(finding::Column::InspectionId.eq(id.0))
        .to_owned();
    let holders = Query::select()
        .column(part::Column::PlanId)
        .from(part::Entity)
        .and_where(part::Column::FindingId.in_subquery(findings))
        .to_owned();
    Condition::any().add(plan::Column::InspectionId.eq(id.0)).add(plan::Column::Id.in_subquery(holders))
}
