//! What the database holds: an area with homes, those who work there, and plans of fifty activities each.

use std::time::Instant;

use anyhow::Result;

use super::{installation::Installation, lanes};

/// How many activities there are where nothing else is asked for: twenty homes with five plans each.
pub(super) const ACTIVITIES: usize = 5_000;
/// The leader of all homes.
pub(super) const EMAIL: &str = "bench@handleplan.example";
/// Everybody's passphrase.
pub(super) const PASSPHRASE: &str = "fire små grønne stole";
/// How many write at the same time.
pub(super) const WRITERS: usize = 8;

/// The activities of a plan.
pub(super) const PER_PLAN: usize = 50;
const PLANS_PER_HOME: usize = 5;
/// A larger database has more plans in a home, not ever more homes.
const MOST_HOMES: usize = 200;

/// The references of the plans' findings, one a plan.
pub(super) const REFERENCES: [&str; PLANS_PER_HOME] = [
    "Organisation og ledelse, kriterium 9, indikator 9.b og 9.c",
    "Målgruppe, metoder og resultater, kriterium 3, indikator 3.b",
    "Sundhed og trivsel, kriterium 5, indikator 5.a",
    "Kompetencer, kriterium 10, indikator 10.b",
    "Fysiske rammer, kriterium 14, indikator 14.a",
];

/// What a database was filled with.
pub(super) struct Filled {
    /// The unit above all homes.
    pub(super) area: String,
    /// The identities of the plans, home by home.
    pub(super) plans: Vec<String>,
}

impl Filled {
    /// How many activities the plans hold.
    pub(super) fn activity_count(&self) -> usize {
        self.plans.len() * PER_PLAN
    }
}

/// Fills an empty database with homes, a leader of them all, and plans with at least as many activities.
pub(super) fn fill(installation: &Installation, activities: usize) -> Result<Filled> {
    let started = Instant::now();
    let count = activities.div_ceil(PER_PLAN).max(WRITERS);
    let homes = count.div_ceil(PLANS_PER_HOME).min(MOST_HOMES);
    let area = installation.output(&["unit", "add", "Området", "--kind", "area"])?;
    user(installation, EMAIL, "botilbudsleder", &area)?;
    let units = lanes::side_by_side(homes, |home| unit(installation, &format!("Bosted {}", home + 1), &area))?;
    let plans = lanes::side_by_side(count, |at| {
        let home = at * homes / count;
        let title = format!("Plan {} for bosted {}", at % PLANS_PER_HOME + 1, home + 1);
        let json = plan_json(&title, REFERENCES[at % PLANS_PER_HOME], PER_PLAN);
        installation.import(&format!("plan-{at}"), &json, &units[home])
    })?;
    eprintln!(
        "filled {homes} homes, {count} plans × {PER_PLAN} activities in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    Ok(Filled { area, plans })
}

/// Adds a home below a unit; answers its identity.
pub(super) fn unit(installation: &Installation, name: &str, parent: &str) -> Result<String> {
    installation.output(&["unit", "add", name, "--parent", parent])
}

/// Adds a user with one role.
pub(super) fn user(installation: &Installation, email: &str, role: &str, unit: &str) -> Result<()> {
    let words = ["user", "add", email, "--name", "Bente Ch", "--role", role, "--unit", unit, "--password-stdin"];
    installation.feed(&words, PASSPHRASE)
}

/// Adds several users with one role, so that no person does all the work; answers their addresses.
pub(super) fn users(installation: &Installation, count: usize, role: &str, unit: &str) -> Result<Vec<String>> {
    lanes::side_by_side(count, |at| {
        let email = format!("{role}-{}@handleplan.example", at + 1).replace('æ', "ae");
        user(installation, &email, role, unit)?;
        Ok(email)
    })
}

/// A plan as a person might write it: five activities an issue, with time frames of five sorts.
pub(super) fn plan_json(title: &str, reference: &str, count: usize) -> String {
    let statuses = ["not_started", "started", "waiting", "done", "embedded"];
    let periods = ["ultimo 2026", "1. kvartal 2027", "løbende", "inden udgangen af marts 2026", "4 gange årligt"];
    let activity = |at: usize| {
        format!(
            r#"{{"line":"activity",
            "what":"Aktivitet {at}: medarbejderne gennemgår arbejdsgangen og aftaler, hvad der skal ændres",
            "period_text":"{}","owner_text":"Afdelingsleder og teamkoordinator","status":"{}"}}"#,
            periods[at % periods.len()],
            statuses[at % statuses.len()]
        )
    };
    let issue = |first: usize| {
        let lines: Vec<String> = (first..first + 5).map(activity).collect();
        format!(
            r#"{{"text":"Det skal være tydeligt, hvem der gør hvad, og hvornår",
            "goals":["Alle kender aftalen","Aftalen følges"],"lines":[{}],
            "monitoring":["Status på personalemødet hver måned"],"effects":["Færre misforståelser i hverdagen"]}}"#,
            lines.join(",")
        )
    };
    let issues: Vec<String> = (0..count).step_by(5).map(issue).collect();
    plan_of(title, reference, &issues)
}

/// A plan with one finding and these issues, each in JSON.
pub(super) fn plan_of(title: &str, reference: &str, issues: &[String]) -> String {
    format!(
        r#"{{"format":"handleplan","version":1,"plan":{{"title":"{title}","year":2026,"blocks":[
        {{"reference_text":"{reference}","text":"Henstilling til, at ledelsen sikrer klare aftaler",
        "kind":"recommendation","issues":[{}]}}]}}}}"#,
        issues.join(",")
    )
}
