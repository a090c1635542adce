//! The corrected import: the fields in the order they stand on the page.

use domain::{
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft},
    finding::FindingKind,
    text,
};

/// The plan the fields mean and the year typed. What the page does not show (statuses, follow-up,
/// corrected days) is taken over from `before`.
pub(super) fn read(fields: &[(String, String)], before: &PlanDraft) -> (PlanDraft, String) {
    let mut draft = PlanDraft { year: before.year, ..PlanDraft::default() };
    let mut year = String::new();
    let mut at = Place::default();
    for (name, value) in fields {
        match name.as_str() {
            "title" => draft.title.clone_from(value),
            "year" => year.clone_from(value),
            "introduction" => draft.introduction.clone_from(value),
            "closing" => draft.closing.clone_from(value),
            "block" => {
                at.block = value.parse().ok();
                let before = at.block.and_then(|at| before.blocks.get(at)).cloned().unwrap_or_default();
                draft.blocks.push(BlockDraft { issues: Vec::new(), ..before });
            }
            "issue" => {
                at.issue = value.parse().ok();
                if let Some(block) = draft.blocks.last_mut() {
                    block.issues.push(IssueDraft::default());
                }
            }
            _ => in_block(name, value, &mut draft, &mut at, before),
        }
    }
    for block in &mut draft.blocks {
        for issue in &mut block.issues {
            issue.lines = std::mem::take(&mut issue.lines).into_iter().flat_map(sort_out).collect();
        }
    }
    (draft, year)
}

/// Where in the plan as it was read the fields stand.
#[derive(Default)]
struct Place {
    block: Option<usize>,
    issue: Option<usize>,
}

fn in_block(name: &str, value: &str, draft: &mut PlanDraft, at: &mut Place, before: &PlanDraft) {
    let Some(block) = draft.blocks.last_mut() else { return };
    match name {
        "references" => value.clone_into(&mut block.reference_text),
        "kind" => block.kind = FindingKind::from_key(value),
        "text" => value.clone_into(&mut block.text),
        _ => {
            let Some(issue) = block.issues.last_mut() else { return };
            match name {
                "issue_text" => value.clone_into(&mut issue.text),
                "goals" => issue.goals = paragraphs(value),
                "monitoring" => issue.monitoring = paragraphs(value),
                "effects" => issue.effects = paragraphs(value),
                "line" => issue.lines.push(LineDraft::Activity(activity_before(before, at, value))),
                _ => {
                    let Some(LineDraft::Activity(activity)) = issue.lines.last_mut() else { return };
                    match name {
                        "what" => activity.what = text::tidy(value),
                        "when" => activity.period_text = text::tidy(value),
                        "who" => activity.owner_text = text::tidy(value),
                        _ => {}
                    }
                }
            }
        }
    }
}

/// The activity a line was, for what the page does not show of it.
fn activity_before(before: &PlanDraft, at: &Place, line: &str) -> ActivityDraft {
    let found = || before.blocks.get(at.block?)?.issues.get(at.issue?)?.lines.get(line.parse::<usize>().ok()?);
    match found() {
        Some(LineDraft::Activity(activity)) => activity.clone(),
        Some(LineDraft::Period { corrected, .. }) => {
            ActivityDraft { corrected: *corrected, ..ActivityDraft::default() }
        }
        _ => ActivityDraft::default(),
    }
}

/// A line without *Hvad* is a period or an owner of the whole cell, or both.
fn sort_out(line: LineDraft) -> Vec<LineDraft> {
    match line {
        LineDraft::Activity(activity) if activity.what.is_empty() && activity.follow_ups.is_empty() => {
            let ActivityDraft { period_text, corrected, owner_text, .. } = activity;
            let period = (!period_text.is_empty()).then_some(LineDraft::Period { period_text, corrected });
            let owner = (!owner_text.is_empty()).then_some(LineDraft::Owner { owner_text });
            period.into_iter().chain(owner).collect()
        }
        other => vec![other],
    }
}

/// The texts that blank lines part.
fn paragraphs(value: &str) -> Vec<String> {
    let value = value.replace("\r\n", "\n");
    let mut texts = vec![String::new()];
    for line in value.lines() {
        if line.trim().is_empty() {
            texts.push(String::new());
        } else if let Some(text) = texts.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    texts.iter().map(|text| text::tidy(text)).filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_fields_in_the_order_of_the_page() {
        let fields: Vec<(String, String)> = [
            ("title", "Plan"),
            ("year", "2026"),
            ("block", "0"),
            ("references", "9.b"),
            ("kind", "recommendation"),
            ("text", "T"),
            ("issue", "0"),
            ("issue_text", "E"),
            ("goals", "et\r\n\r\nto\nlinjer"),
            ("line", "0"),
            ("what", "A"),
            ("when", "2026"),
            ("who", ""),
            ("line", ""),
            ("what", ""),
            ("when", "løbende"),
            ("who", "Leder"),
            ("monitoring", ""),
            ("effects", "F"),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
        let (draft, year) = read(&fields, &PlanDraft::default());
        assert_eq!(year, "2026");
        let issue = &draft.blocks[0].issues[0];
        assert_eq!(issue.goals, ["et", "to\nlinjer"]);
        assert_eq!(issue.lines.len(), 3);
        assert!(matches!(&issue.lines[2], LineDraft::Owner { owner_text } if owner_text == "Leder"));
    }
}
