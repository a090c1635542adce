//! A draft that fits the kind of plan it becomes.

use std::collections::BTreeSet;

use super::{
    PlanDraft,
    left_over::{LeftOver, headed},
};
use crate::{
    part::PartKind,
    template::{ColumnKey, PlanTemplate},
};

impl PlanDraft {
    /// The draft with the texts of columns that this kind of plan lacks where it keeps such texts, and a sentence for
    /// each of those columns.
    pub fn fitted(mut self, template: &PlanTemplate) -> (Self, Vec<String>) {
        let place = LeftOver::of(template);
        let mut lacking: BTreeSet<ColumnKey> = BTreeSet::new();
        for issue in self.blocks.iter_mut().flat_map(|block| &mut block.issues) {
            let columns: Vec<ColumnKey> = issue.statements.columns().collect();
            for column in columns.into_iter().filter(|&column| !template.has(PartKind::Statement(column))) {
                lacking.insert(column);
                for statement in issue.statements.take(column) {
                    place.add(issue, headed(column.as_str(), &statement.text));
                }
            }
        }
        let notes = lacking.iter().map(|column| place.note(column.as_str())).collect();
        (self, notes)
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        draft::{BlockDraft, IssueDraft, PlanDraft},
        template::sample,
    };

    #[test]
    fn what_no_column_can_hold_is_put_where_such_texts_go_and_told() {
        let mut issue = IssueDraft::default();
        issue.statements.push(sample::key("goal"), "Ned");
        issue.statements.extend(sample::key("risk"), ["Ferie", "Sygdom"]);
        let draft =
            PlanDraft { blocks: vec![BlockDraft { issues: vec![issue], ..Default::default() }], ..Default::default() };
        let (fitted, notes) = draft.fitted(&sample::template());
        let statements = &fitted.blocks[0].issues[0].statements;
        assert_eq!(statements.of("goal"), ["Ned"]);
        assert_eq!(statements.of("monitoring"), ["risk: Ferie", "risk: Sygdom"]);
        assert_eq!(notes, ["Teksten fra kolonnen »risk« er lagt under Dokumentation ved samme emne."]);
        assert_eq!(fitted.clone().fitted(&sample::template()), (fitted, Vec::new()));
    }
}
