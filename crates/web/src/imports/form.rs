//! The corrected import: the fields in the order they stand on the page.

use std::collections::HashSet;

use domain::{
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, MAX_PARTS, PeriodDraft, PlanDraft, TooLarge},
    finding::FindingKind,
    template::ColumnKey,
    text,
};

use crate::column_fields;

/// The most findings, issues, lines and texts of lists that are read: each issue of the page ends in an empty line.
const MAX_FIELDS: usize = 2 * MAX_PARTS;

/// The plan the fields mean and the year typed. What the page does not show (statuses, follow-up,
/// corrected days) is taken over from `before`.
pub(super) fn read(fields: &[(String, String)], before: &PlanDraft) -> Result<(PlanDraft, String), TooLarge> {
    let mut form = Form::new(before);
    for (name, value) in fields {
        form.take(name, value)?;
    }
    let (draft, year) = form.finish();
    draft.check_size()?;
    Ok((draft, year))
}

/// What has been read of the fields.
struct Form<'a> {
    before: &'a PlanDraft,
    draft: PlanDraft,
    year: String,
    at: Place,
    /// The places read so far. The page names each once: one that is named again takes nothing over from before, so
    /// that few fields cannot copy much text.
    taken: HashSet<Place>,
    /// How many more of what makes parts are read.
    left: usize,
}

/// Where in the plan as it was read the fields stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Place {
    block: Option<usize>,
    issue: Option<usize>,
    line: Option<usize>,
}

impl<'a> Form<'a> {
    fn new(before: &'a PlanDraft) -> Self {
        Self {
            before,
            draft: PlanDraft { template_id: before.template_id.clone(), year: before.year, ..PlanDraft::default() },
            year: String::new(),
            at: Place::default(),
            taken: HashSet::new(),
            left: MAX_FIELDS,
        }
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), TooLarge> {
        match name {
            "title" => value.clone_into(&mut self.draft.title),
            "year" => value.clone_into(&mut self.year),
            "introduction" => value.clone_into(&mut self.draft.introduction),
            "closing" => value.clone_into(&mut self.draft.closing),
            "block" => self.start_block(value)?,
            "issue" => self.start_issue(value)?,
            "line" => self.start_line(value)?,
            _ => self.fill(name, value)?,
        }
        Ok(())
    }

    fn start_block(&mut self, value: &str) -> Result<(), TooLarge> {
        self.count(1)?;
        let at = Place { block: value.parse().ok(), ..Place::default() };
        self.at = if self.taken.insert(at) { at } else { Place::default() };
        let before = self.at.block.and_then(|at| self.before.blocks.get(at));
        let block = before.map(|before| BlockDraft { finding: before.finding.clone(), ..BlockDraft::default() });
        self.draft.blocks.push(block.unwrap_or_default());
        Ok(())
    }

    fn start_issue(&mut self, value: &str) -> Result<(), TooLarge> {
        self.count(1)?;
        let at = Place { issue: value.parse().ok(), line: None, ..self.at };
        self.at = if self.taken.insert(at) { at } else { Place { issue: None, ..at } };
        if let Some(block) = self.draft.blocks.last_mut() {
            block.issues.push(IssueDraft::default());
        }
        Ok(())
    }

    fn start_line(&mut self, value: &str) -> Result<(), TooLarge> {
        self.count(1)?;
        let at = Place { line: value.parse().ok(), ..self.at };
        let activity = if self.taken.insert(at) { self.activity_before(at) } else { ActivityDraft::default() };
        if let Some(issue) = self.issue() {
            issue.lines.push(LineDraft::Activity(activity));
        }
        Ok(())
    }

    fn fill(&mut self, name: &str, value: &str) -> Result<(), TooLarge> {
        match name {
            "references" | "kind" | "text" => self.fill_block(name, value),
            "what" | "when" | "who" => self.fill_line(name, value),
            "issue_text" => {
                if let Some(issue) = self.issue() {
                    value.clone_into(&mut issue.text);
                }
            }
            _ => {
                if let Some(column) = column_fields::of_field_name(name) {
                    return self.fill_list(column, value);
                }
            }
        }
        Ok(())
    }

    fn fill_block(&mut self, name: &str, value: &str) {
        let Some(block) = self.draft.blocks.last_mut() else { return };
        match name {
            "references" => value.clone_into(&mut block.finding.reference_text),
            "kind" => block.finding.kind = FindingKind::from_key(value),
            _ => value.clone_into(&mut block.finding.text),
        }
    }

    fn fill_line(&mut self, name: &str, value: &str) {
        let line = self.issue().and_then(|issue| issue.lines.last_mut());
        let Some(activity) = line.and_then(LineDraft::activity_mut) else { return };
        let words = text::tidy(value);
        match name {
            "what" => activity.what = words,
            "when" => activity.period.text = words,
            _ => activity.owner_text = words,
        }
    }

    fn fill_list(&mut self, column: ColumnKey, value: &str) -> Result<(), TooLarge> {
        let texts = paragraphs(value, self.left)?;
        self.count(texts.len())?;
        if let Some(issue) = self.issue() {
            issue.statements.set(column, texts);
        }
        Ok(())
    }

    fn issue(&mut self) -> Option<&mut IssueDraft> {
        self.draft.blocks.last_mut()?.issues.last_mut()
    }

    fn count(&mut self, count: usize) -> Result<(), TooLarge> {
        self.left = self.left.checked_sub(count).ok_or(TooLarge::Parts)?;
        Ok(())
    }

    /// The activity a line was, for what the page does not show of it.
    fn activity_before(&self, at: Place) -> ActivityDraft {
        let line = || self.before.blocks.get(at.block?)?.issues.get(at.issue?)?.lines.get(at.line?);
        match line() {
            Some(LineDraft::Activity(activity)) => activity.clone(),
            Some(LineDraft::Period(loose)) => {
                let period = PeriodDraft { text: String::new(), ..loose.period.clone() };
                ActivityDraft { period, ..ActivityDraft::default() }
            }
            Some(LineDraft::Owner(_)) | None => ActivityDraft::default(),
        }
    }

    fn finish(self) -> (PlanDraft, String) {
        let Self { mut draft, year, .. } = self;
        for issue in draft.blocks.iter_mut().flat_map(|block| &mut block.issues) {
            issue.lines = std::mem::take(&mut issue.lines).into_iter().flat_map(sort_out).collect();
        }
        (draft, year)
    }
}

/// A line without *Hvad* is a period or an owner of the whole cell, or both.
fn sort_out(line: LineDraft) -> Vec<LineDraft> {
    match line {
        LineDraft::Activity(activity) if activity.what.is_empty() && activity.follow_ups.is_empty() => {
            let ActivityDraft { period, owner_text, .. } = activity;
            let period = (!period.text.is_empty()).then(|| LineDraft::loose_period(period));
            let owner = (!owner_text.is_empty()).then(|| LineDraft::loose_owner(owner_text));
            period.into_iter().chain(owner).collect()
        }
        other => vec![other],
    }
}

/// The texts that blank lines part, so many at the most.
fn paragraphs(value: &str, max: usize) -> Result<Vec<String>, TooLarge> {
    let value = value.replace("\r\n", "\n");
    let (mut texts, mut begun) = (Vec::new(), String::new());
    for line in value.lines().chain([""]) {
        if line.trim().is_empty() {
            texts.extend(Some(text::tidy(&std::mem::take(&mut begun))).filter(|text| !text.is_empty()));
        } else {
            begun.push_str(line);
            begun.push('\n');
        }
        if texts.len() > max {
            return Err(TooLarge::Parts);
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use domain::{
        activity::ActivityStatus,
        draft::{FindingDraft, FollowUpDraft},
    };

    use super::*;

    fn named(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn reads_the_fields_in_the_order_of_the_page() {
        let fields = named(&[
            ("title", "Plan"),
            ("year", "2026"),
            ("block", "0"),
            ("references", "9.b"),
            ("kind", "recommendation"),
            ("text", "T"),
            ("issue", "0"),
            ("issue_text", "E"),
            ("column.goal", "et\r\n\r\nto\nlinjer"),
            ("line", "0"),
            ("what", "A"),
            ("when", "2026"),
            ("who", ""),
            ("line", ""),
            ("what", ""),
            ("when", "løbende"),
            ("who", "Leder"),
            ("column.monitoring", ""),
            ("column.what", "F"),
        ]);
        let (draft, year) = read(&fields, &PlanDraft::default()).unwrap();
        assert_eq!(year, "2026");
        let issue = &draft.blocks[0].issues[0];
        assert_eq!(issue.statements.of("goal"), ["et", "to\nlinjer"]);
        assert_eq!((issue.statements.of("what").len(), issue.statements.columns().count()), (1, 2));
        assert_eq!(issue.lines.len(), 3);
        assert_eq!(issue.lines[2], LineDraft::loose_owner("Leder"));
    }

    /// A plan of one finding, one issue and one activity with a follow-up.
    fn before() -> PlanDraft {
        let note = FollowUpDraft {
            noted_on: "2026-03-12".parse().unwrap(),
            text: "ord ".repeat(1_000),
            status: ActivityStatus::Started,
            author: String::new(),
        };
        let activity = ActivityDraft { what: "Kursus".into(), follow_ups: vec![note], ..ActivityDraft::default() };
        let issue = IssueDraft { lines: vec![LineDraft::Activity(activity)], ..IssueDraft::default() };
        let finding =
            FindingDraft { text: "ord ".repeat(5_000), due_on: "2026-05-01".parse().ok(), ..FindingDraft::default() };
        let block = BlockDraft { finding, issues: vec![issue], ..BlockDraft::default() };
        PlanDraft { blocks: vec![block], ..PlanDraft::default() }
    }

    fn follow_up_count(issue: &IssueDraft) -> usize {
        issue.activities().map(|activity| activity.follow_ups.len()).sum()
    }

    #[test]
    fn what_the_page_does_not_show_is_taken_over_once() {
        let line = [("line", "0"), ("what", "Kursus")];
        let issue = [&[("issue", "0")][..], &line, &line].concat();
        let block = [&[("block", "0")][..], &issue, &issue].concat();
        let (draft, _) = read(&named(&[block.clone(), block].concat()), &before()).unwrap();
        let [first, second] = draft.blocks.as_slice() else { panic!("{draft:?}") };
        assert_eq!((first.finding.due_on, second.finding.due_on), ("2026-05-01".parse().ok(), None));
        assert!(!first.finding.text.is_empty() && second.finding.text.is_empty());
        let issues = first.issues.iter().chain(&second.issues);
        let counts: Vec<(usize, usize)> = issues.map(|issue| (issue.lines.len(), follow_up_count(issue))).collect();
        assert_eq!(counts, [(2, 1), (2, 0), (2, 0), (2, 0)]);
    }

    #[test]
    fn more_parts_than_a_plan_may_have_are_refused_whichever_they_are() {
        let lists = format!("{}x", "x\n\n".repeat(20_000));
        for repeated in [("block", "0"), ("issue", "0"), ("line", "0")] {
            let fields = [vec![("block", "0"), ("issue", "0")], vec![repeated; 20_000]].concat();
            assert_eq!(read(&named(&fields), &before()), Err(TooLarge::Parts), "{repeated:?}");
        }
        let fields = named(&[("block", "0"), ("issue", "0"), ("column.risk", lists.as_str())]);
        assert_eq!(read(&fields, &before()), Err(TooLarge::Parts));
    }

    #[test]
    fn the_empty_line_of_each_issue_is_no_part() {
        let issue = [("issue", ""), ("issue_text", "Emne"), ("line", "")];
        let fields = |count: usize| named(&[vec![("block", "")], issue.repeat(count)].concat());
        assert!(read(&fields(MAX_PARTS - 1), &PlanDraft::default()).is_ok());
        assert_eq!(read(&fields(MAX_PARTS), &PlanDraft::default()), Err(TooLarge::Parts));
    }
}
