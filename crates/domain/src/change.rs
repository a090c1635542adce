//! History (*historik*): who changed what, when, from what, to what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    id::{PlanId, UserId},
    part::Field,
};

/// Who makes a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The user; none where the command line makes it.
    pub user_id: Option<UserId>,
    /// The name that stands in the history even after the user is gone.
    pub name: String,
}

/// Who writes, and when: what every write carries into the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Who.
    pub author: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// The kind of thing a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A part of a plan.
    Part,
    /// A plan's own fields.
    Plan,
    /// A finding.
    Finding,
    /// An inspection.
    Inspection,
    /// A unit.
    Unit,
    /// A user.
    User,
}

impl Subject {
    /// The word in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Plan => "plan",
            Self::Finding => "finding",
            Self::Inspection => "inspection",
            Self::Unit => "unit",
            Self::User => "user",
        }
    }

    /// The subject whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Part, Self::Plan, Self::Finding, Self::Inspection, Self::Unit, Self::User]
            .into_iter()
            .find(|subject| subject.key() == key)
    }
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of thing was changed.
    pub subject: Subject,
    /// Which one.
    pub subject_id: Uuid,
    /// The plan it belongs to, where it belongs to one.
    pub plan_id: Option<PlanId>,
    /// The field.
    pub field: ChangedField,
    /// The version it brought the thing to.
    pub version: i64,
    /// The value before.
    pub from: String,
    /// The value after.
    pub to: String,
    /// Who made it.
    pub author: Author,
    /// When.
    pub changed_at: DateTime<Utc>,
}

macro_rules! changed_fields {
    ($($name:ident $key:literal $label:literal;)*) => {
        /// A field that has a history, of whatever thing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ChangedField {
            $(#[doc = concat!("*", $label, "*.")] $name,)*
        }

        impl ChangedField {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word in the database.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// What a person calls it, in Danish.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),* }
            }
        }
    };
}

changed_fields! {
    Text "text" "Tekst";
    Period "period" "Hvornår";
    Reading "reading" "Dage sat i hånden";
    Owner "owner" "Hvem";
    Status "status" "Status";
    References "references" "Henvisning til kvalitetsmodellen";
    Position "position" "Flyttet";
    Deleted "deleted" "Slettet eller gendannet";
    Created "created" "Oprettet";
    FollowUp "follow_up" "Opfølgning";
    Remark "remark" "Bemærkning";
    RemarkSettled "remark_settled" "Bemærkning rettet";
    Waiver "waiver" "Fraveget i kontrollen";
    Title "title" "Titel";
    Year "year" "År";
    DueOn "due_on" "Frist";
    Introduction "introduction" "Indledning";
    Closing "closing" "Afslutning";
    Kind "kind" "Art";
    ExtensionRequestedOn "extension_requested_on" "Forlængelse søgt";
    ExtendedTo "extended_to" "Forlænget til";
    Units "units" "Enheder";
    Inspectorate "inspectorate" "Tilsyn";
    Model "model" "Kvalitetsmodel";
    Announced "announced" "Anmeldt";
    VisitedOn "visited_on" "Besøgsdato";
    ReportedOn "reported_on" "Rapportens dato";
    CaseNumber "case_number" "Sagsnummer";
    HearingDueOn "hearing_due_on" "Høringsfrist";
    PlanDueOn "plan_due_on" "Frist for handleplan";
    Note "note" "Bemærkning";
    Scores "scores" "Bedømmelser";
    Email "email" "E-mail";
    Name "name" "Navn";
    Titles "titles" "Roller i planer";
    Active "active" "Log-ind";
    Roles "roles" "Adgang";
    Password "password" "Adgangssætning";
    Sessions "sessions" "Log ud overalt";
}

impl ChangedField {
    /// The field whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }
}

impl From<Field> for ChangedField {
    fn from(field: Field) -> Self {
        match field {
            Field::Text => Self::Text,
            Field::Period => Self::Period,
            Field::Reading => Self::Reading,
            Field::Owner => Self::Owner,
            Field::Status => Self::Status,
            Field::References => Self::References,
            Field::Position => Self::Position,
            Field::Deleted => Self::Deleted,
            Field::Created => Self::Created,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_known_by_its_key_in_the_database_as_in_files() {
        for &field in ChangedField::ALL {
            assert_eq!(ChangedField::from_key(field.key()), Some(field));
            assert_eq!(serde_json::to_value(field).unwrap(), field.key());
        }
        for field in Field::ALL {
            assert_eq!(ChangedField::from(field).key(), field.key());
        }
    }
}
