//! The rows of a country, copied from one home that the program itself has made: with other identities, and spread over
//! statuses, days and owners as in life.

use super::database::Kind;

/// Homes in a kommune.
pub(super) const HOMES: usize = 20;

/// What words are picked from: a sort, the place in it and the word. An empty owner is an activity nobody has.
const WORDS: &str = "CREATE TEMP TABLE word AS \
     WITH told(sort, at, text) AS (VALUES \
     ('status', 0, 'not_started'), ('status', 1, 'started'), ('status', 2, 'waiting'), ('status', 3, 'done'), \
     ('status', 4, 'embedded'), \
     ('plan', 0, 'draft'), ('plan', 1, 'proposed'), ('plan', 2, 'approved'), ('plan', 3, 'submitted'), \
     ('plan', 4, 'submitted'), ('plan', 5, 'submitted'), ('plan', 6, 'submitted'), ('plan', 7, 'followed_up'), \
     ('plan', 8, 'followed_up'), ('plan', 9, 'closed'), \
     ('owner', 0, 'Afdelingsleder'), ('owner', 1, 'Teamkoordinator'), ('owner', 2, 'Botilbudsleder'), \
     ('owner', 3, 'KRAP-ambassadør'), ('owner', 4, 'Medicinansvarlig'), ('owner', 5, 'Sygeplejerske'), \
     ('owner', 6, 'Kontaktpersonen'), ('owner', 7, 'Arbejdsmiljørepræsentant'), ('owner', 8, 'Faglig vejleder'), \
     ('owner', 9, 'Udviklingsmedarbejder'), ('owner', 10, 'Vagtplanlægger'), ('owner', 11, 'Alle medarbejdere'), \
     ('owner', 12, '')) SELECT sort, at, text FROM told";

/// The activities of all copies, each with what it is given: a number below 100 that decides the sort of time frame,
/// days from today within a year to both sides, and the places of its words.
const ACTIVITIES: &str = "CREATE TEMP TABLE activity_copy AS SELECT home.n, old_part.seq, \
     (home.n * 31 + old_part.seq * 17) % 100 AS pick, (home.n * 373 + old_part.seq * 101) % 731 - 365 AS days, \
     (home.n * 7 + old_part.seq * 3) % 5 AS status_at, (home.n * 5 + old_part.seq * 7) % 13 AS owner_at, \
     (home.n * 11 + old_part.seq * 5) % 4 AS follow_up_at \
     FROM home CROSS JOIN old_part WHERE old_part.kind = 'activity'";

/// The statements that make this many kommuner of [`HOMES`] homes each, in order. What the program keeps beside the
/// rows, it makes anew itself.
pub(super) fn statements(kind: Kind, kommuner: usize) -> Vec<String> {
    let mut all = originals();
    all.extend(numbers(kommuner));
    all.extend([WORDS.to_owned(), ACTIVITIES.to_owned()]);
    all.extend(organisation(kind));
    all.extend(inspections(kind));
    all.extend(plans(kind));
    all.extend(activities(kind));
    all
}

/// Kommuner and homes by number.
fn numbers(kommuner: usize) -> [String; 2] {
    let table = |name: &str, columns: &str, count: usize| {
        format!(
            "CREATE TEMP TABLE {name} AS WITH RECURSIVE number(n) AS \
             (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count}) SELECT {columns} FROM number"
        )
    };
    [table("kommune", "n", kommuner), table("home", &format!("n, (n - 1) / {HOMES} + 1 AS kommune"), kommuner * HOMES)]
}

/// What is copied, kept aside; plans and parts with their number.
fn originals() -> Vec<String> {
    let kept = |name: &str, query: &str| format!("CREATE TEMP TABLE old_{name} AS {query}");
    vec![
        kept("area", "SELECT * FROM unit WHERE kind = 'area'"),
        kept("facility", "SELECT * FROM unit WHERE kind = 'facility'"),
        kept(
            "user",
            "SELECT users.*, role.role, unit.kind FROM users JOIN role ON role.user_id = users.id \
             JOIN unit ON unit.id = role.unit_id WHERE unit.kind IN ('area', 'facility')",
        ),
        kept("plan", "SELECT plan.*, ROW_NUMBER() OVER (ORDER BY id) AS seq FROM plan"),
        kept("part", "SELECT part.*, ROW_NUMBER() OVER (ORDER BY plan_id, id) AS seq FROM part"),
        kept("finding", "SELECT * FROM finding"),
        kept("finding_reference", "SELECT * FROM finding_reference"),
    ]
}

/// Kommuner, homes, and who has a role in each, called by the role and the number.
fn organisation(kind: Kind) -> Vec<String> {
    let id = |column: &str, number: &str| kind.copied(column, number);
    let (area, home) = (id("old_area.id", "kommune.n"), id("old_facility.id", "home.n"));
    let mut all = vec![
        format!(
            "INSERT INTO unit (id, parent_id, kind, name, version) SELECT {area}, old_area.parent_id, 'area', \
             'Kommune ' || kommune.n, 1 FROM kommune CROSS JOIN old_area ORDER BY kommune.n"
        ),
        format!(
            "INSERT INTO unit (id, parent_id, kind, name, version) SELECT {home}, {}, 'facility', \
             'Bosted ' || home.n, 1 FROM home CROSS JOIN old_facility ORDER BY home.n",
            id("old_facility.parent_id", "home.kommune")
        ),
    ];
    for (table, unit) in [("kommune", "area"), ("home", "facility")] {
        let (number, user) = (format!("{table}.n"), id("old_user.id", &format!("{table}.n")));
        all.push(format!(
            "INSERT INTO users \
             (id, email, name, titles_text, password_hash, is_active, session_generation, version) \
             SELECT {user}, old_user.role || '-' || {number} || '@handleplan.example', old_user.name, \
             old_user.titles_text, old_user.password_hash, old_user.is_active, 0, 1 \
             FROM {table} CROSS JOIN old_user WHERE old_user.kind = '{unit}'"
        ));
        all.push(format!(
            "INSERT INTO role (user_id, unit_id, role) SELECT {user}, {}, old_user.role \
             FROM {table} CROSS JOIN old_user CROSS JOIN old_{unit} WHERE old_user.kind = '{unit}'",
            id(&format!("old_{unit}.id"), &number)
        ));
    }
    all
}

/// An inspection of each home, called as the home is, with a score for each indicator.
fn inspections(kind: Kind) -> Vec<String> {
    let home = kind.copied("old_facility.id", "home.n");
    let visited = kind.day("-(home.n * 37) % 700 - 30");
    vec![
        format!(
            "INSERT INTO inspection (id, version, inspectorate_id, model_id, kind, is_announced, visited_on, \
             reported_on, case_number, hearing_due_on, plan_due_on, note) \
             SELECT {home}, 1, authority.id, old_plan.model_id, 'operational', TRUE, {visited}, {}, '', NULL, NULL, '' \
             FROM home CROSS JOIN old_facility JOIN old_plan ON old_plan.seq = 1 \
             JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY position) - 1 AS at FROM inspectorate) AS authority \
             ON authority.at = home.n % 5 ORDER BY home.n",
            kind.day("-(home.n * 37) % 700")
        ),
        format!(
            "INSERT INTO inspection_unit (inspection_id, unit_id) SELECT {home}, {home} \
             FROM home CROSS JOIN old_facility"
        ),
        format!(
            "INSERT INTO score (inspection_id, item_id, value) SELECT {home}, model_item.id, \
             (home.n + model_item.position) % 5 + 1 FROM home CROSS JOIN old_facility \
             JOIN old_plan ON old_plan.seq = 1 JOIN model_item ON model_item.model_id = old_plan.model_id \
             WHERE model_item.level = 'indicator' ORDER BY home.n"
        ),
    ]
}

/// Plans with their findings, and all parts but the activities. The first two plans of a home follow its inspection.
fn plans(kind: Kind) -> Vec<String> {
    let id = |column: &str| kind.copied(column, "home.n");
    let home = id("old_facility.id");
    let inspection = format!("CASE WHEN old_plan.seq <= 2 THEN {home} END");
    let due_on = kind.day("(home.n * 97 + old_plan.seq * 11) % 200 - 100");
    vec![
        format!(
            "INSERT INTO finding (id, version, inspection_id, position, kind, text, reference_text, due_on, \
             extension_requested_on, extended_to, deleted_at) \
             SELECT {}, 1, {inspection}, old_plan.seq - 1, old_finding.kind, old_finding.text, \
             old_finding.reference_text, NULL, NULL, NULL, NULL \
             FROM home CROSS JOIN old_facility CROSS JOIN old_finding \
             JOIN old_part ON old_part.finding_id = old_finding.id JOIN old_plan ON old_plan.id = old_part.plan_id \
             ORDER BY home.n, old_plan.seq",
            id("old_finding.id")
        ),
        format!(
            "INSERT INTO finding_reference (finding_id, item_id, position) SELECT {}, old_finding_reference.item_id, \
             old_finding_reference.position FROM home CROSS JOIN old_finding_reference ORDER BY home.n",
            id("old_finding_reference.finding_id")
        ),
        format!(
            "INSERT INTO plan (id, revision, unit_id, inspection_id, model_id, template_id, title, year, status, \
             due_on, introduction, closing, updated_at, deleted_at) \
             SELECT {}, 1, {home}, {inspection}, old_plan.model_id, old_plan.template_id, \
             'Plan ' || old_plan.seq || ' for bosted ' || home.n, old_plan.year - (home.n + old_plan.seq) % 3, \
             word.text, {due_on}, old_plan.introduction, old_plan.closing, old_plan.updated_at, NULL \
             FROM home CROSS JOIN old_facility CROSS JOIN old_plan \
             JOIN word ON word.sort = 'plan' AND word.at = (home.n * 3 + old_plan.seq * 7) % 10 \
             ORDER BY home.n, old_plan.seq",
            id("old_plan.id")
        ),
        format!(
            "INSERT INTO part (id, plan_id, parent_id, kind, position, version, finding_id, text, period_text, \
             period_start, period_end, period_kind, is_period_corrected, owner_text, status, deleted_at) \
             SELECT {}, {}, {}, kind, position, 1, {}, text, period_text, \
             NULL, NULL, period_kind, is_period_corrected, owner_text, status, NULL \
             FROM home CROSS JOIN old_part WHERE kind <> 'activity' ORDER BY home.n, old_part.seq",
            id("old_part.id"),
            id("plan_id"),
            id("parent_id"),
            id("finding_id")
        ),
    ]
}

/// Activities, and what was followed up on every fourth.
fn activities(kind: Kind) -> Vec<String> {
    let id = |column: &str| kind.copied(column, "activity_copy.n");
    let (part, plan) = (id("old_part.id"), id("old_part.plan_id"));
    let joined = "FROM activity_copy JOIN old_part ON old_part.seq = activity_copy.seq \
         JOIN word AS status ON status.sort = 'status' AND status.at = status_at";
    let end = kind.day("days");
    vec![
        format!(
            "INSERT INTO part (id, plan_id, parent_id, kind, position, version, finding_id, text, period_text, \
             period_start, period_end, period_kind, is_period_corrected, owner_text, status, deleted_at) \
             SELECT {part}, {plan}, {}, 'activity', old_part.position, 1, NULL, old_part.text, \
             CASE WHEN pick < 15 THEN 'løbende' WHEN pick < 30 THEN '4 gange årligt' \
             WHEN pick < 40 THEN 'når der er tid' ELSE 'senest ' || {end} END, \
             CASE WHEN pick >= 85 THEN {end} WHEN pick >= 70 THEN {} END, CASE WHEN pick >= 40 THEN {end} END, \
             CASE WHEN pick < 15 THEN 'ongoing' WHEN pick < 30 THEN 'recurring' WHEN pick < 40 THEN 'unparseable' \
             WHEN pick < 70 THEN 'open_start' WHEN pick < 85 THEN 'range' ELSE 'day' END, \
             pick >= 40, owner.text, status.text, NULL {joined} \
             JOIN word AS owner ON owner.sort = 'owner' AND owner.at = owner_at \
             ORDER BY activity_copy.n, activity_copy.seq",
            id("old_part.parent_id"),
            kind.day("days - 30")
        ),
        format!(
            "INSERT INTO follow_up (id, plan_id, part_id, noted_on, text, status, author, created_at) \
             SELECT {part}, {plan}, {part}, {}, 'Gennemgået på personalemødet', status.text, 'Bente Ch', \
             old_plan.updated_at {joined} JOIN old_plan ON old_plan.id = old_part.plan_id WHERE follow_up_at = 0 \
             ORDER BY activity_copy.n, activity_copy.seq",
            kind.day("-pick * 3")
        ),
    ]
}
