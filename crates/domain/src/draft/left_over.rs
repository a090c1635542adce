//! Words of a file that no column of the plan holds: where they are put, and what is told of it.

use super::IssueDraft;
use crate::template::{ColumnAbility, ColumnKey, Holds, PlanTemplate};

/// The column they are put in.
#[derive(Debug, Clone, Copy)]
pub struct LeftOver<'a> {
    key: Option<ColumnKey>,
    name: &'a str,
}

impl<'a> LeftOver<'a> {
    /// The column that tells how goals are followed; else one that can do nothing else; else any of statements. A kind
    /// of plan without such columns keeps the words with the issue.
    pub fn of(template: &'a PlanTemplate) -> Self {
        let able = |ability| template.with_ability(ability).next();
        let any = || template.statement_columns().map(|(key, _)| key).next();
        let key = able(ColumnAbility::Monitoring).or_else(|| able(ColumnAbility::Plain)).or_else(any);
        Self { key, name: template.column_name(key.map_or(Holds::Issue, Holds::Statements)) }
    }

    /// What is told of words with this heading; it may be empty.
    pub fn note(self, heading: &str) -> String {
        let column = if heading.is_empty() {
            "en kolonne uden overskrift".to_owned()
        } else {
            format!("kolonnen »{heading}«")
        };
        format!("Teksten fra {column} er lagt under {} ved samme emne.", self.name)
    }

    /// Puts a text last.
    pub fn add(self, issue: &mut IssueDraft, text: String) {
        match self.key {
            Some(key) => issue.statements.push(key, text),
            None if issue.text.is_empty() => issue.text = text,
            None => issue.text = [issue.text.as_str(), text.as_str()].join("\n"),
        }
    }
}

/// The words with the heading they stood under.
pub fn headed(heading: &str, words: &str) -> String {
    if heading.is_empty() { words.to_owned() } else { format!("{heading}: {words}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample;

    #[test]
    fn every_kind_of_plan_has_a_place_for_them() {
        let mut template = sample::template();
        assert!(LeftOver::of(&template).note("Pris").ends_with("»Pris« er lagt under Dokumentation ved samme emne."));
        template.columns.retain(|column| column.ability != ColumnAbility::Monitoring);
        assert!(LeftOver::of(&template).note("").contains("en kolonne uden overskrift er lagt under Mål"));
        template.columns.retain(|column| !matches!(column.holds, Holds::Statements(_)));
        let left_over = LeftOver::of(&template);
        assert!(left_over.note("Pris").contains("er lagt under Emne"));
        let mut issue = IssueDraft::default();
        left_over.add(&mut issue, headed("", "Kultur"));
        left_over.add(&mut issue, headed("Pris", "7"));
        assert_eq!(issue.text, "Kultur\nPris: 7");
    }
}
