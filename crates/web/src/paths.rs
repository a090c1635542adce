//! Every address, once, as a type: the router matches it and a link prints it.
#![expect(clippy::disallowed_types, reason = "the derive of typed paths uses axum's Path")]
#![expect(clippy::struct_field_names, reason = "a path names its part `part`")]

use axum::http::Method;
use axum_extra::routing::TypedPath;
use domain::id::{FindingId, ImportId, InspectionId, PartId, PlanId, RemarkId, UnitId, UserId, WaiverId};
use serde::Deserialize;

/// An address, and what may be asked of it. HEAD goes with GET.
#[derive(Debug, Clone, Copy)]
pub struct Address {
    /// The path as it is written in the router.
    pub path: &'static str,
    /// The methods the router answers.
    pub methods: &'static [Method],
}

macro_rules! paths {
    ($(
        $(#[$doc:meta])*
        $name:ident $address:literal [$($method:ident),+] $({ $($field:ident: $kind:ty),* })?;
    )*) => {
        $(paths!(@one $(#[$doc])* $name $address $({ $($field: $kind),* })?);)*

        /// Every address. What is not listed here is answered by nobody, which the tests hold the router to.
        pub const ALL: &[Address] = &[$(Address { path: $address, methods: &[$(Method::$method),+] }),*];
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
    Home "/" [GET];
    /// The log-in form.
    LogIn "/log-ind" [GET, POST];
    /// The first start: makes the administrator.
    FirstStart "/foerste-start" [GET, POST];
    /// Logs out.
    LogOut "/log-ud" [POST];
    /// My account.
    Account "/min-konto" [GET];
    /// Sets a new passphrase.
    AccountPassword "/min-konto/adgangssaetning" [POST];
    /// Logs out everywhere.
    AccountSessions "/min-konto/log-ud-overalt" [POST];
    /// Progress per theme and unit.
    Overview "/overblik" [GET];
    /// The activities behind a number.
    OverviewActivities "/overblik/aktiviteter" [GET];
    /// The inspections.
    Inspections "/tilsyn" [GET, POST];
    /// The form for a new inspection.
    NewInspection "/tilsyn/nyt" [GET];
    /// An inspection.
    Inspection "/tilsyn/{id}" [GET] { id: InspectionId };
    /// The form that corrects an inspection.
    EditInspection "/tilsyn/{id}/rediger" [GET, POST] { id: InspectionId };
    /// The scores of an inspection.
    Scores "/tilsyn/{id}/bedoemmelser" [GET, POST] { id: InspectionId };
    /// The findings of an inspection.
    Findings "/tilsyn/{id}/fund" [POST] { id: InspectionId };
    /// A finding.
    Finding "/fund/{id}" [GET, POST] { id: FindingId };
    /// Removes a finding.
    RemoveFinding "/fund/{id}/slet" [POST] { id: FindingId };
    /// Brings a finding back.
    RestoreFinding "/fund/{id}/gendan" [POST] { id: FindingId };
    /// The plans.
    Plans "/handleplaner" [GET, POST];
    /// The form for a new plan.
    NewPlan "/handleplaner/ny" [GET];
    /// A plan.
    Plan "/handleplaner/{id}" [GET] { id: PlanId };
    /// A plan's own fields.
    PlanFields "/handleplaner/{id}/oplysninger" [GET, POST] { id: PlanId };
    /// The life of a plan, and the next step in it.
    Approval "/handleplaner/{id}/forloeb" [GET, POST] { id: PlanId };
    /// What the check finds in a plan.
    PlanCheck "/handleplaner/{id}/kontrol" [GET] { id: PlanId };
    /// Lets a flaw be.
    Waivers "/handleplaner/{id}/fravigelser" [POST] { id: PlanId };
    /// Takes a waiver back.
    WithdrawWaiver "/handleplaner/{id}/fravigelser/{waiver}/fjern" [POST] { id: PlanId, waiver: WaiverId };
    /// A remark at a cell of a plan.
    Remarks "/handleplaner/{id}/dele/{part}/bemaerkninger/{field}" [GET, POST]
        { id: PlanId, part: PartId, field: FieldKey };
    /// Says that a remark has been put right.
    SettleRemark "/handleplaner/{id}/bemaerkninger/{remark}/rettet" [POST] { id: PlanId, remark: RemarkId };
    /// The versions of a plan.
    Versions "/handleplaner/{id}/versioner" [GET] { id: PlanId };
    /// A plan as it was sent.
    Version "/handleplaner/{id}/versioner/{number}" [GET] { id: PlanId, number: u32 };
    /// A file of a version, as it was sent.
    VersionFile "/handleplaner/{id}/versioner/{number}/filer/{file}" [GET] { id: PlanId, number: u32, file: usize };
    /// What differs between two versions, or a version and today.
    Comparison "/handleplaner/{id}/sammenlign" [GET] { id: PlanId };
    /// The documents a plan can be taken away as.
    Export "/handleplaner/{id}/eksport" [GET] { id: PlanId };
    /// Removes a plan.
    RemovePlan "/handleplaner/{id}/slet" [POST] { id: PlanId };
    /// Brings a plan back.
    RestorePlan "/handleplaner/{id}/gendan" [POST] { id: PlanId };
    /// The history of a plan.
    PlanHistory "/handleplaner/{id}/historik" [GET] { id: PlanId };
    /// The removed parts of a plan.
    RemovedParts "/handleplaner/{id}/slettet" [GET] { id: PlanId };
    /// A plan as a Word file.
    ExportDocx "/handleplaner/{id}/eksport.docx" [GET] { id: PlanId };
    /// A plan as a PDF file.
    ExportPdf "/handleplaner/{id}/eksport.pdf" [GET] { id: PlanId };
    /// A plan as an Excel file.
    ExportXlsx "/handleplaner/{id}/eksport.xlsx" [GET] { id: PlanId };
    /// A plan as a CSV file.
    ExportCsv "/handleplaner/{id}/eksport.csv" [GET] { id: PlanId };
    /// A plan as a JSON file.
    ExportJson "/handleplaner/{id}/eksport.json" [GET] { id: PlanId };
    /// Takes an edited spreadsheet back in.
    Spreadsheet "/handleplaner/{id}/regneark" [GET, POST] { id: PlanId };
    /// Takes over what was changed in a spreadsheet.
    TakeSpreadsheet "/handleplaner/{id}/regneark/overtag" [POST] { id: PlanId };
    /// Adds parts to a plan.
    Parts "/handleplaner/{id}/dele" [GET, POST] { id: PlanId };
    /// A field of a part.
    Field "/handleplaner/{id}/dele/{part}/felt/{field}" [GET, POST] { id: PlanId, part: PartId, field: FieldKey };
    /// Moves a part.
    MovePart "/handleplaner/{id}/dele/{part}/flyt" [POST] { id: PlanId, part: PartId };
    /// Copies a part.
    CopyPart "/handleplaner/{id}/dele/{part}/kopier" [POST] { id: PlanId, part: PartId };
    /// Removes a part.
    RemovePart "/handleplaner/{id}/dele/{part}/slet" [POST] { id: PlanId, part: PartId };
    /// Brings a part back.
    RestorePart "/handleplaner/{id}/dele/{part}/gendan" [POST] { id: PlanId, part: PartId };
    /// The history of a part.
    PartHistory "/handleplaner/{id}/dele/{part}/historik" [GET] { id: PlanId, part: PartId };
    /// Follow-up on an activity.
    FollowUps "/handleplaner/{id}/dele/{part}/opfoelgning" [GET, POST] { id: PlanId, part: PartId };
    /// How words of time are read.
    ReadPeriod "/tidsramme" [GET];
    /// The form that brings a file.
    Imports "/import" [GET, POST];
    /// What was read from a file.
    Import "/import/{id}" [GET, POST] { id: ImportId };
    /// Throws away what was read from a file.
    RemoveImport "/import/{id}/slet" [POST] { id: ImportId };
    /// The quality model.
    QualityModel "/kvalitetsmodel" [GET];
    /// The units.
    Units "/enheder" [GET, POST];
    /// A unit.
    Unit "/enheder/{id}" [GET, POST] { id: UnitId };
    /// All plans of a unit as one ZIP file.
    UnitArchive "/enheder/{id}/handleplaner.zip" [GET] { id: UnitId };
    /// The users.
    Users "/brugere" [GET, POST];
    /// The form for a new user.
    NewUser "/brugere/ny" [GET];
    /// A user.
    User "/brugere/{id}" [GET, POST] { id: UserId };
    /// Sets a user's passphrase.
    UserPassword "/brugere/{id}/adgangssaetning" [POST] { id: UserId };
    /// About the program and the licences of what it is built on.
    About "/om" [GET];
    /// Every component in every state; in development only.
    Showcase "/ui" [GET];
    /// Whether the program and its database answer.
    Health "/sundhed" [GET];
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
