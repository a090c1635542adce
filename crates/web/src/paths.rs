//! Every address, once, as a type: the router matches it and a link prints it.
#![expect(clippy::disallowed_types, reason = "the derive of typed paths uses axum's Path")]
#![expect(clippy::struct_field_names, reason = "a path names its part `part`")]

use axum_extra::routing::TypedPath;
use domain::id::{FindingId, ImportId, InspectionId, PartId, PlanId, RemarkId, UnitId, UserId, WaiverId};
use serde::Deserialize;

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident $address:literal $({ $($field:ident: $kind:ty),* })?;)*) => {
        $(paths!(@one $(#[$doc])* $name $address $({ $($field: $kind),* })?);)*

        /// Every address as it is written in the router.
        pub const ALL: &[&str] = &[$($address),*];
    };
    (@one $(#[$doc:meta])* $name:ident $address:literal { $($field:ident: $kind:ty),* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, TypedPath, Deserialize)]
        #[typed_path($address)]
        pub struct $name { $(pub(crate) $field: $kind),* }
    };
    (@one $(#[$doc:meta])* $name:ident $address:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, TypedPath, Deserialize)]
        #[typed_path($address)]
        pub struct $name;
    };
}

paths! {
    /// My work and what is due.
    Home "/";
    /// The log-in form.
    LogIn "/log-ind";
    /// The first start: makes the administrator.
    FirstStart "/foerste-start";
    /// Logs out.
    LogOut "/log-ud";
    /// My account.
    Account "/min-konto";
    /// Sets a new passphrase.
    AccountPassword "/min-konto/adgangssaetning";
    /// Logs out everywhere.
    AccountSessions "/min-konto/log-ud-overalt";
    /// Progress per theme and unit.
    Overview "/overblik";
    /// The activities behind a number.
    OverviewActivities "/overblik/aktiviteter";
    /// The inspections.
    Inspections "/tilsyn";
    /// The form for a new inspection.
    NewInspection "/tilsyn/nyt";
    /// An inspection.
    Inspection "/tilsyn/{id}" { id: InspectionId };
    /// The form that corrects an inspection.
    EditInspection "/tilsyn/{id}/rediger" { id: InspectionId };
    /// The scores of an inspection.
    Scores "/tilsyn/{id}/bedoemmelser" { id: InspectionId };
    /// The findings of an inspection.
    Findings "/tilsyn/{id}/fund" { id: InspectionId };
    /// A finding.
    Finding "/fund/{id}" { id: FindingId };
    /// Removes a finding.
    RemoveFinding "/fund/{id}/slet" { id: FindingId };
    /// Brings a finding back.
    RestoreFinding "/fund/{id}/gendan" { id: FindingId };
    /// The plans.
    Plans "/handleplaner";
    /// The form for a new plan.
    NewPlan "/handleplaner/ny";
    /// A plan.
    Plan "/handleplaner/{id}" { id: PlanId };
    /// A plan's own fields.
    PlanFields "/handleplaner/{id}/oplysninger" { id: PlanId };
    /// The life of a plan, and the next step in it.
    Approval "/handleplaner/{id}/forloeb" { id: PlanId };
    /// What the check finds in a plan.
    PlanCheck "/handleplaner/{id}/kontrol" { id: PlanId };
    /// Lets a flaw be.
    Waivers "/handleplaner/{id}/fravigelser" { id: PlanId };
    /// Takes a waiver back.
    WithdrawWaiver "/handleplaner/{id}/fravigelser/{waiver}/fjern" { id: PlanId, waiver: WaiverId };
    /// A remark at a cell of a plan.
    Remarks "/handleplaner/{id}/dele/{part}/bemaerkninger/{field}" { id: PlanId, part: PartId, field: FieldKey };
    /// Says that a remark has been put right.
    SettleRemark "/handleplaner/{id}/bemaerkninger/{remark}/rettet" { id: PlanId, remark: RemarkId };
    /// The versions of a plan.
    Versions "/handleplaner/{id}/versioner" { id: PlanId };
    /// A plan as it was sent.
    Version "/handleplaner/{id}/versioner/{number}" { id: PlanId, number: u32 };
    /// A file of a version, as it was sent.
    VersionFile "/handleplaner/{id}/versioner/{number}/filer/{file}" { id: PlanId, number: u32, file: usize };
    /// What differs between two versions, or a version and today.
    Comparison "/handleplaner/{id}/sammenlign" { id: PlanId };
    /// The documents a plan can be taken away as.
    Export "/handleplaner/{id}/eksport" { id: PlanId };
    /// Removes a plan.
    RemovePlan "/handleplaner/{id}/slet" { id: PlanId };
    /// Brings a plan back.
    RestorePlan "/handleplaner/{id}/gendan" { id: PlanId };
    /// The history of a plan.
    PlanHistory "/handleplaner/{id}/historik" { id: PlanId };
    /// The removed parts of a plan.
    RemovedParts "/handleplaner/{id}/slettet" { id: PlanId };
    /// A plan as a Word file.
    ExportDocx "/handleplaner/{id}/eksport.docx" { id: PlanId };
    /// A plan as a PDF file.
    ExportPdf "/handleplaner/{id}/eksport.pdf" { id: PlanId };
    /// A plan as an Excel file.
    ExportXlsx "/handleplaner/{id}/eksport.xlsx" { id: PlanId };
    /// A plan as a CSV file.
    ExportCsv "/handleplaner/{id}/eksport.csv" { id: PlanId };
    /// A plan as a JSON file.
    ExportJson "/handleplaner/{id}/eksport.json" { id: PlanId };
    /// Takes an edited spreadsheet back in.
    Spreadsheet "/handleplaner/{id}/regneark" { id: PlanId };
    /// Takes over what was changed in a spreadsheet.
    TakeSpreadsheet "/handleplaner/{id}/regneark/overtag" { id: PlanId };
    /// Adds parts to a plan.
    Parts "/handleplaner/{id}/dele" { id: PlanId };
    /// A field of a part.
    Field "/handleplaner/{id}/dele/{part}/felt/{field}" { id: PlanId, part: PartId, field: FieldKey };
    /// Moves a part.
    MovePart "/handleplaner/{id}/dele/{part}/flyt" { id: PlanId, part: PartId };
    /// Copies a part.
    CopyPart "/handleplaner/{id}/dele/{part}/kopier" { id: PlanId, part: PartId };
    /// Removes a part.
    RemovePart "/handleplaner/{id}/dele/{part}/slet" { id: PlanId, part: PartId };
    /// Brings a part back.
    RestorePart "/handleplaner/{id}/dele/{part}/gendan" { id: PlanId, part: PartId };
    /// The history of a part.
    PartHistory "/handleplaner/{id}/dele/{part}/historik" { id: PlanId, part: PartId };
    /// Follow-up on an activity.
    FollowUps "/handleplaner/{id}/dele/{part}/opfoelgning" { id: PlanId, part: PartId };
    /// How words of time are read.
    ReadPeriod "/tidsramme";
    /// The form that brings a file.
    Imports "/import";
    /// What was read from a file.
    Import "/import/{id}" { id: ImportId };
    /// The quality model.
    QualityModel "/kvalitetsmodel";
    /// The units.
    Units "/enheder";
    /// A unit.
    Unit "/enheder/{id}" { id: UnitId };
    /// All plans of a unit as one ZIP file.
    UnitArchive "/enheder/{id}/handleplaner.zip" { id: UnitId };
    /// The users.
    Users "/brugere";
    /// The form for a new user.
    NewUser "/brugere/ny";
    /// A user.
    User "/brugere/{id}" { id: UserId };
    /// Sets a user's passphrase.
    UserPassword "/brugere/{id}/adgangssaetning" { id: UserId };
    /// About the program and the licences of what it is built on.
    About "/om";
    /// Every component in every state; in development only.
    Showcase "/ui";
    /// Whether the program and its database answer.
    Health "/sundhed";
}

/// A field of a part, in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldKey(pub(crate) domain::part::Field);

impl std::fmt::Display for FieldKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.key())
    }
}

impl<'de> Deserialize<'de> for FieldKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        domain::part::Field::from_key(&key).map(Self).ok_or_else(|| serde::de::Error::custom("unknown field"))
    }
}

impl LogIn {
    /// The log-in form, which leads on to where one was going.
    pub(crate) fn then(to: &str) -> String {
        let mut escaped = String::new();
        for byte in to.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => escaped.push(byte.into()),
                _ => escaped.extend(form_urlencoded::byte_serialize(&[byte])),
            }
        }
        if escaped == "/" { Self.to_string() } else { format!("{Self}?videre={escaped}") }
    }
}

impl Plan {
    /// The plan, at one of its parts.
    pub(crate) fn at(self, part: PartId) -> String {
        format!("{self}#d-{part}")
    }
}

/// The address with a notice for the page to show.
pub(crate) fn with_notice(address: &impl std::fmt::Display, notice: &str) -> String {
    format!("{address}?besked={notice}")
}
