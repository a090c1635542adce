//! JSON: everything a plan says, but for identities.

use domain::{draft::PlanDraft, plan::Place, text};
use serde::{Deserialize, Serialize};

use crate::{DEFAULT_TITLE, Import, MAX_TEXT_MB, PrintInput, ReadError, WriteError};

mod count;

const FORMAT: &str = "handleplan";
const VERSION: u64 = 1;

#[derive(Serialize)]
struct File {
    format: &'static str,
    version: u64,
    plan: PlanDraft,
}

/// What says whether the rest can be understood.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u64>,
}

#[derive(Deserialize)]
struct Body {
    plan: PlanDraft,
}

/// The plan as JSON.
pub(crate) fn write(input: &PrintInput<'_>) -> Result<Vec<u8>, WriteError> {
    let file = File { format: FORMAT, version: VERSION, plan: input.plan.into() };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What JSON holds.
pub(crate) fn read(bytes: &[u8]) -> Result<Import, ReadError> {
    if bytes.len() > MAX_TEXT_MB * 1024 * 1024 {
        return Err(ReadError::TooBig { max_mb: MAX_TEXT_MB });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head: Head = serde_json::from_slice(bytes).map_err(|error| head_error(&error))?;
    if head.format.as_deref() != Some(FORMAT) {
        return Err(ReadError::NotPlanJson);
    }
    match head.version {
        Some(VERSION) => {}
        Some(version) => return Err(ReadError::UnknownVersion { version }),
        None => return Err(ReadError::NotPlanJson),
    }
    count::check(bytes)?;
    let body: Body = serde_json::from_slice(bytes).map_err(|error| ReadError::Json { line: error.line() })?;
    Ok(Import { draft: tidied(body.plan), notes: Vec::new() })
}

// JSON of another shape is no fault in a line.
fn head_error(error: &serde_json::Error) -> ReadError {
    if error.is_data() { ReadError::NotPlanJson } else { ReadError::Json { line: error.line() } }
}

fn tidied(mut plan: PlanDraft) -> PlanDraft {
    for text in plan.texts_mut() {
        *text.words = match text.place {
            Place::Title | Place::FollowUpAuthor => text::one_line(text.words),
            _ => text::tidy(text.words),
        };
    }
    if plan.title.is_empty() {
        DEFAULT_TITLE.clone_into(&mut plan.title);
    }
    for block in &mut plan.blocks {
        // A file cannot know which registered finding it is, and must not point to another's.
        block.finding.finding_id = None;
        for issue in &mut block.issues {
            issue.statements.retain(|_, statement| !statement.text.is_empty());
            issue.lines.retain(|line| !line.is_empty());
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use domain::{draft::LineDraft, id::PartId, plan::Statement, template::ColumnKey};

    use super::*;
    use crate::tests::sample;

    #[test]
    fn reads_what_it_writes() {
        let (plan, template) = (sample::plan(), sample::template());
        let bytes = write(&sample::print_input(&plan, &template)).unwrap();
        assert_eq!(read(&bytes).unwrap().draft, PlanDraft::from(&plan));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        assert_eq!(read(b"{\n\n\"format\": ").unwrap_err(), ReadError::Json { line: 3 });
        assert_eq!(read(b"[1, 2]").unwrap_err(), ReadError::NotPlanJson);
        assert_eq!(read(br#"{"rows": []}"#).unwrap_err(), ReadError::NotPlanJson);
        assert_eq!(
            read(br#"{"format": "handleplan", "version": 2}"#).unwrap_err(),
            ReadError::UnknownVersion { version: 2 }
        );
        assert_eq!(
            read(b"{\"format\": \"handleplan\", \"version\": 1,\n\"plan\": {\"title\": 1}}").unwrap_err(),
            ReadError::Json { line: 2 }
        );
        assert!(matches!(read("[".repeat(100_000).as_bytes()), Err(ReadError::NotPlanJson | ReadError::Json { .. })));
    }

    #[test]
    fn counts_before_anything_is_made() {
        let file = |blocks: &str| format!(r#"{{"format":"handleplan","version":1,"plan":{{"blocks":[{blocks}]}}}}"#);
        let blocks = |count: usize| file(&vec!["{}"; count].join(","));
        assert_eq!(read(blocks(5_000).as_bytes()).unwrap().draft.blocks.len(), 5_000);
        let too_large = Err(ReadError::TooLarge(domain::draft::TooLarge::Parts));
        assert_eq!(read(blocks(300_000).as_bytes()), too_large);
        let goals = format!(r#"{{"issues":[{{"goals":[{}]}}]}}"#, vec![r#""x""#; 6_000].join(","));
        assert_eq!(read(file(&goals).as_bytes()), too_large);
    }

    #[test]
    fn tidies_and_takes_no_identity() {
        let id = "018f0000-0000-7000-8000-000000000000";
        let json = format!(
            r#"{{"format":"handleplan","version":1,"plan":{{"blocks":[
            {{"finding_id":"{id}","issues":[{{"goals":["  a ", " "]}}]}}]}}}}"#
        );
        let draft = read(json.as_bytes()).unwrap().draft;
        assert_eq!(draft.title, DEFAULT_TITLE);
        assert_eq!(draft.blocks[0].finding.finding_id, None);
        assert_eq!(draft.blocks[0].issues[0].statements.of("goal"), ["a"]);
    }

    #[test]
    fn a_file_of_the_first_edition_is_read() {
        let file = r#"{"format":"handleplan","version":1,
            "plan":{"title":"Plan","year":2026,"introduction":"","closing":"",
            "blocks":[{"finding_id":null,"reference_text":"Kultur","text":"Henstilling","kind":null,"due_on":null,
            "issues":[{"text":"Emne","goals":["a"],"lines":[{"line":"owner","owner_text":"Leder"}],"monitoring":["b"],
            "effects":["c"]}]}]}}"#;
        let draft = read(file.as_bytes()).unwrap().draft;
        let issue = &draft.blocks[0].issues[0];
        let said = ["goal", "monitoring", "effect"].map(|key| issue.statements.texts(key));
        assert_eq!(said, [["a"], ["b"], ["c"]]);
        assert_eq!((draft.template_id, &issue.lines), (None, &vec![LineDraft::loose_owner("Leder")]));
    }

    #[test]
    fn the_kind_of_plan_is_named_and_its_columns_are_kept() {
        let (mut plan, template) = (sample::plan(), sample::template());
        let risk = ColumnKey::parse("risk").unwrap();
        let statement: Statement = Statement { id: PartId::new(), version: 1, text: "Ferie".into() };
        plan.blocks[0].issues[0].statements.push(risk, statement);
        let bytes = write(&sample::print_input(&plan, &template)).unwrap();
        let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(file["version"], 1);
        assert_eq!(file["plan"]["template"], "handleplan");
        assert_eq!(file["plan"]["blocks"][0]["issues"][0]["risk"], serde_json::json!(["Ferie"]));
        assert_eq!(read(&bytes).unwrap().draft, PlanDraft::from(&plan));
    }
}
