//! JSON: everything a plan says, but for identities.

use domain::{
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft},
    text,
};
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

fn tidied(plan: PlanDraft) -> PlanDraft {
    let title = text::one_line(&plan.title);
    PlanDraft {
        title: if title.is_empty() { DEFAULT_TITLE.to_owned() } else { title },
        year: plan.year,
        introduction: text::tidy(&plan.introduction),
        closing: text::tidy(&plan.closing),
        blocks: plan.blocks.into_iter().map(tidied_block).collect(),
    }
}

// A file cannot know which registered finding it is, and must not point to another's.
fn tidied_block(block: BlockDraft) -> BlockDraft {
    BlockDraft {
        finding_id: None,
        reference_text: text::tidy(&block.reference_text),
        text: text::tidy(&block.text),
        issues: block.issues.into_iter().map(tidied_issue).collect(),
        ..block
    }
}

fn tidied_issue(issue: IssueDraft) -> IssueDraft {
    IssueDraft {
        text: text::tidy(&issue.text),
        goals: tidied_texts(&issue.goals),
        lines: issue.lines.into_iter().filter_map(tidied_line).collect(),
        monitoring: tidied_texts(&issue.monitoring),
        effects: tidied_texts(&issue.effects),
    }
}

fn tidied_texts(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| text::tidy(text)).filter(|text| !text.is_empty()).collect()
}

fn tidied_line(line: LineDraft) -> Option<LineDraft> {
    match line {
        LineDraft::Activity(activity) => Some(LineDraft::Activity(tidied_activity(activity))),
        LineDraft::Period { period_text, corrected } => {
            let period_text = text::tidy(&period_text);
            (!period_text.is_empty() || corrected.is_some()).then_some(LineDraft::Period { period_text, corrected })
        }
        LineDraft::Owner { owner_text } => {
            let owner_text = text::tidy(&owner_text);
            (!owner_text.is_empty()).then_some(LineDraft::Owner { owner_text })
        }
    }
}

fn tidied_activity(activity: ActivityDraft) -> ActivityDraft {
    let mut activity = ActivityDraft {
        what: text::tidy(&activity.what),
        period_text: text::tidy(&activity.period_text),
        owner_text: text::tidy(&activity.owner_text),
        ..activity
    };
    for note in &mut activity.follow_ups {
        note.text = text::tidy(&note.text);
        note.author = text::one_line(&note.author);
    }
    activity
}

#[cfg(test)]
mod tests {
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
            r#"{{"format":"handleplan","version":1,"plan":{{"blocks":[{{"finding_id":"{id}","issues":[{{"goals":["  a ", " "]}}]}}]}}}}"#
        );
        let draft = read(json.as_bytes()).unwrap().draft;
        assert_eq!(draft.title, DEFAULT_TITLE);
        assert_eq!(draft.blocks[0].finding_id, None);
        assert_eq!(draft.blocks[0].issues[0].goals, ["a"]);
    }
}
