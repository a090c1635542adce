//! What files of our own say, and what becomes of what they may not know.

use serde_json::{Value, json};

use super::*;
use crate::draft::tests::full;

/// A file as it has been written from the first version on.
fn file() -> Value {
    let follow_up = json!({ "noted_on": "1970-01-01", "text": "a", "status": "started", "author": "a" });
    let activity = json!({
        "line": "activity", "what": "a", "period_text": "a", "corrected": null, "owner_text": "a",
        "status": "not_started", "follow_ups": [follow_up],
    });
    let period = json!({ "line": "period", "period_text": "a", "corrected": null });
    let owner = json!({ "line": "owner", "owner_text": "a" });
    let issue = json!({
        "text": "a", "goals": ["a"], "monitoring": ["a"], "effects": ["a"], "lines": [activity, period, owner],
    });
    let block = json!({
        "finding_id": null, "reference_text": "a", "text": "a", "kind": null, "due_on": null, "issues": [issue],
    });
    json!({ "title": "a", "year": null, "introduction": "a", "closing": "a", "blocks": [block] })
}

#[test]
fn a_file_is_read_and_written_as_ever() {
    assert_eq!(serde_json::from_value::<PlanDraft>(file()).unwrap(), full("a"));
    assert_eq!(serde_json::to_value(full("a")).unwrap(), file());
    let draft = PlanDraft { template_id: Some("handleplan".into()), ..full("a") };
    let mut named = file();
    named["template"] = "handleplan".into();
    assert_eq!(serde_json::to_value(&draft).unwrap(), named);
    assert_eq!(serde_json::from_value::<PlanDraft>(named).unwrap(), draft);
}

#[test]
fn what_a_file_leaves_out_is_empty() {
    let draft: PlanDraft = serde_json::from_value(json!({ "blocks": [{ "issues": [{}] }] })).unwrap();
    assert_eq!(draft.blocks[0].issues, [IssueDraft::default()]);
    let written = serde_json::to_value(&draft).unwrap();
    assert_eq!(written["blocks"][0]["issues"][0]["goals"], json!([]), "whoever reads the file looks for them");
}

#[test]
fn lists_of_texts_are_columns_and_what_is_unknown_is_left_out() {
    let issue = json!({
        "goals": ["a"], "risks": ["b", "c"], "Points": ["d"], "numbers": [1, 2], "colour": "red", "more": { "x": 1 },
    });
    let draft: PlanDraft = serde_json::from_value(json!({ "author": 1, "blocks": [{ "issues": [issue] }] })).unwrap();
    let statements = &draft.blocks[0].issues[0].statements;
    assert_eq!((statements.texts("goal"), statements.texts("risks")), (vec!["a"], vec!["b", "c"]));
    assert_eq!(statements.len(), 3);
    for wrong in [json!({ "goals": [1] }), json!({ "goals": "a" }), json!({ "effects": null })] {
        let file = json!({ "blocks": [{ "issues": [wrong] }] });
        assert!(serde_json::from_value::<PlanDraft>(file.clone()).is_err(), "{file}");
    }
}
