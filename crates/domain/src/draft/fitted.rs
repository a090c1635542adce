//! A draft that fits the kind of plan it becomes.

use std::collections::BTreeMap;

use super::PlanDraft;
use crate::{
    part::PartKind,
    template::{ColumnKey, PlanTemplate},
};

impl PlanDraft {
    /// The draft without what no column of this kind of plan can hold, and a sentence for each column that was left out.
    pub fn fitted(mut self, template: &PlanTemplate) -> (Self, Vec<String>) {
        let mut left_out: BTreeMap<ColumnKey, usize> = BTreeMap::new();
        for issue in self.blocks.iter_mut().flat_map(|block| &mut block.issues) {
            issue.statements.retain(|column, _| {
                let has_column = template.has(PartKind::Statement(column));
                if !has_column {
                    *left_out.entry(column).or_default() += 1;
                }
                has_column
            });
        }
        let sentence = |(column, count): (&ColumnKey, &usize)| match count {
            1 => format!("1 tekst under »{column}« er ikke hentet med ind; planen har ingen sådan kolonne."),
            _ => format!("{count} tekster under »{column}« er ikke hentet med ind; planen har ingen sådan kolonne."),
        };
        let notes = left_out.iter().map(sentence).collect();
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
    fn what_no_column_can_hold_is_left_out_and_told() {
        let mut issue = IssueDraft::default();
        issue.statements.push(sample::key("goal"), "Ned");
        issue.statements.extend(sample::key("risk"), ["Ferie", "Sygdom"]);
        let draft =
            PlanDraft { blocks: vec![BlockDraft { issues: vec![issue], ..Default::default() }], ..Default::default() };
        let (fitted, notes) = draft.fitted(&sample::template());
        let statements = &fitted.blocks[0].issues[0].statements;
        assert!(statements.columns().eq([sample::key("goal")]));
        assert_eq!(notes, ["2 tekster under »risk« er ikke hentet med ind; planen har ingen sådan kolonne."]);
        assert_eq!(fitted.clone().fitted(&sample::template()), (fitted, Vec::new()));
    }
}
