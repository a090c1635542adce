//! Builds the blocks of a draft from the rows of a file, one after the other.

use domain::{
    activity::ActivityStatus,
    draft::{
        BlockDraft, FindingDraft, IssueDraft, LineDraft,
        left_over::{self, LeftOver},
    },
    finding::FindingKind,
    quality_model::QualityModel,
    reference,
    template::{Holds, PlanTemplate},
};

use crate::{
    ReadContext, ReadError,
    budget::Budget,
    entry::{Entry, Part},
    headings::STATUS,
    notes::Notes,
    style::Style,
};

/// Blocks, and what is to be told about them.
pub(crate) type Blocks = (Vec<BlockDraft>, Vec<String>);

/// Blocks in the making, and what is to be told about them. It ends where there is more than a plan may hold.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    model: &'a QualityModel,
    template: &'a PlanTemplate,
    blocks: Vec<BlockDraft>,
    notes: Notes,
    budget: Budget,
}

impl<'a> Builder<'a> {
    /// No blocks yet.
    pub(crate) fn new(context: &ReadContext<'a>) -> Self {
        Self {
            model: context.model,
            template: context.template,
            blocks: Vec::new(),
            notes: Notes::default(),
            budget: Budget::of_plan(),
        }
    }

    /// The blocks so far.
    pub(crate) fn blocks(&self) -> &[BlockDraft] {
        &self.blocks
    }

    /// Whether there is a block to go on with.
    pub(crate) fn has_block(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// Whether there is an issue to go on with.
    pub(crate) fn has_issue(&self) -> bool {
        self.blocks.last().is_some_and(|block| !block.issues.is_empty())
    }

    /// Begins a finding with the words of its cell.
    pub(crate) fn start_block(&mut self, parts: &[Part]) -> Result<(), ReadError> {
        self.budget.take_parts(1)?;
        self.take_words(parts)?;
        let (references, texts) = told_apart(parts, self.model);
        let text = texts.join("\n");
        let kind = FindingKind::from_words(&text);
        let finding = FindingDraft { reference_text: references.join("\n"), text, kind, ..FindingDraft::default() };
        self.blocks.push(BlockDraft { finding, ..BlockDraft::default() });
        Ok(())
    }

    /// Adds words to the finding.
    pub(crate) fn extend_block(&mut self, parts: &[Part]) -> Result<(), ReadError> {
        if !self.has_block() {
            return self.start_block(parts);
        }
        self.take_words(parts)?;
        if let Some(block) = self.blocks.last_mut() {
            for part in parts {
                append(&mut block.finding.text, &part.text);
            }
        }
        Ok(())
    }

    /// Begins an issue, of a finding without words where there is none.
    pub(crate) fn start_issue(&mut self, text: String) -> Result<(), ReadError> {
        if self.blocks.is_empty() {
            self.budget.take_parts(1)?;
            self.blocks.push(BlockDraft::default());
        }
        self.budget.take(&text)?;
        if let Some(block) = self.blocks.last_mut() {
            block.issues.push(IssueDraft { text, ..IssueDraft::default() });
        }
        Ok(())
    }

    /// Adds words to the issue.
    pub(crate) fn extend_issue(&mut self, text: &str) -> Result<(), ReadError> {
        self.budget.take_words(text)?;
        if let Some(issue) = self.issue() {
            append(&mut issue.text, text);
        }
        Ok(())
    }

    /// Adds the row's statements and lines to the issue.
    pub(crate) fn fill(&mut self, entry: &Entry) -> Result<(), ReadError> {
        if !self.has_issue() {
            self.start_issue(String::new())?;
        }
        self.take_cells(entry)?;
        let mut lines = entry.lines();
        // How many there are is known when time frames and owners have found their activities.
        self.budget.take_parts(lines.len())?;
        let has_status = set_statuses(&mut lines, &entry.statuses);
        let template = self.template;
        if let Some(issue) = self.issue() {
            issue.lines.extend(lines);
            for (key, _) in template.statement_columns() {
                issue.statements.extend(key, entry.texts(Holds::Statements(key)));
            }
        }
        if !has_status {
            self.add_other(STATUS, &entry.statuses.join("\n"))?;
        }
        for (heading, text) in &entry.others {
            self.add_other(heading, text)?;
        }
        Ok(())
    }

    /// Tells the reader something, once.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.add(note);
    }

    /// The blocks, and what is to be told about them.
    pub(crate) fn finish(self) -> Blocks {
        (self.blocks, self.notes.finish())
    }

    fn issue(&mut self) -> Option<&mut IssueDraft> {
        self.blocks.last_mut()?.issues.last_mut()
    }

    /// Takes the words of a finding.
    fn take_words(&mut self, parts: &[Part]) -> Result<(), ReadError> {
        for part in parts {
            self.budget.take_words(&part.text)?;
        }
        Ok(())
    }

    /// Takes the words of a row, and the parts that its lists are.
    fn take_cells(&mut self, entry: &Entry) -> Result<(), ReadError> {
        for column in &self.template.columns {
            let parts = entry.parts(column.holds);
            match column.holds {
                // Taken where they become a finding or an issue.
                Holds::Theme | Holds::Issue => {}
                Holds::Activity | Holds::Period | Holds::Owner => self.take_words(parts)?,
                Holds::Statements(_) => {
                    for part in parts {
                        self.budget.take(&part.text)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn add_other(&mut self, heading: &str, words: &str) -> Result<(), ReadError> {
        let left_over = LeftOver::of(self.template);
        let text = left_over::headed(heading, words);
        self.budget.take(&text)?;
        if let Some(issue) = self.issue() {
            left_over.add(issue, text);
        }
        self.note(left_over.note(heading));
        Ok(())
    }
}

// Our own styles decide. Without them the lines that name only themes, criteria and indicators are the
// references: those the cell begins with, or else those within it.
fn told_apart<'p>(parts: &'p [Part], model: &QualityModel) -> (Vec<&'p str>, Vec<&'p str>) {
    let is_styled = parts.iter().any(|part| matches!(part.style, Style::Reference | Style::Part | Style::Statement(_)));
    let leading = parts.iter().take_while(|part| is_reference(part, model)).count();
    let has_lead = leading > 0 && !is_styled;
    let (references, texts): (Vec<(usize, &Part)>, Vec<_>) = parts
        .iter()
        .enumerate()
        .partition(|(at, part)| if has_lead { *at < leading } else { is_reference(part, model) });
    (words(references), words(texts))
}

fn words(parts: Vec<(usize, &Part)>) -> Vec<&str> {
    parts.into_iter().map(|(_, part)| part.text.as_str()).collect()
}

fn is_reference(part: &Part, model: &QualityModel) -> bool {
    match part.style {
        Style::Reference => true,
        Style::Part | Style::Statement(_) => false,
        _ => reference::is_reference_line(&part.text, model),
    }
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// Sets the status of each activity where there is one known word for each; true where nothing is left over.
fn set_statuses(lines: &mut [LineDraft], words: &[String]) -> bool {
    let statuses: Option<Vec<ActivityStatus>> = words.iter().map(|word| ActivityStatus::from_words(word)).collect();
    let activities: Vec<_> = lines.iter_mut().filter_map(LineDraft::activity_mut).collect();
    match statuses {
        Some(statuses) if statuses.len() == activities.len() => {
            for (activity, status) in activities.into_iter().zip(statuses) {
                activity.status = status;
            }
            true
        }
        _ => words.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    fn part(text: &str) -> Part {
        Part { style: Style::Plain, text: text.into() }
    }

    #[test]
    fn tells_references_from_the_finding() {
        let model = sample::model();
        let parts = [
            part("Sundhed og trivsel, kriterium 5, indikator 5.a"),
            part("Henstilling til, at"),
            part("Sundhed og trivsel"),
        ];
        let (references, texts) = told_apart(&parts, &model);
        assert_eq!(references, ["Sundhed og trivsel, kriterium 5, indikator 5.a"]);
        assert_eq!(texts, ["Henstilling til, at", "Sundhed og trivsel"]);
        let (references, texts) = told_apart(&parts[1..], &model);
        assert_eq!((references, texts), (vec!["Sundhed og trivsel"], vec!["Henstilling til, at"]));
    }

    #[test]
    fn our_style_decides_against_the_words() {
        let model = sample::model();
        let parts = [
            Part { style: Style::Reference, text: "Kultur".into() },
            Part { style: Style::Part, text: "Sundhed og trivsel".into() },
        ];
        let (references, texts) = told_apart(&parts, &model);
        assert_eq!((references, texts), (vec!["Kultur"], vec!["Sundhed og trivsel"]));
    }

    #[test]
    fn a_status_goes_to_its_activity_or_is_left_over() {
        let mut lines = crate::matching::lines(vec!["Kursus".into()], vec![], vec![]);
        assert!(set_statuses(&mut lines, &["I gang".into()]));
        assert!(matches!(&lines[0], LineDraft::Activity(activity) if activity.status == ActivityStatus::Started));
        assert!(!set_statuses(&mut lines, &["Vi er kommet godt i gang".into()]));
        assert!(set_statuses(&mut [], &[]));
    }
}
