//! A plan's spreadsheet comes back after somebody has worked in it: it is read, and what is chosen is taken over.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use documents::{Addition, Edit, Edits, Format, Problem, Stop};
use domain::{
    answer::{Answer, Refusal},
    change::ChangedField,
    conflict::{Conflict, Record},
    cpr,
    edit::PartText,
    id::PartId,
    part::PartKind,
    plan::Plan,
    role::Ability,
};

use crate::{Desk, Error, Result, edit, reading};

mod lines;

pub use lines::days;
use lines::{Part, additions, parts, wanted};

/// What is said of choices that no page of ours sends.
pub const TOO_OLD: &str = "Siden er for gammel. Send regnearket igen. Intet er ændret.";

/// The most lines that are shown and taken over at once.
const MAX_LINES: usize = 2_000;
/// How long reading may take.
const MAX_READING: Duration = Duration::from_secs(20);

/// A field that was changed in a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was changed.
    pub edit: Edit,
    /// The version of the part (of a finding: its own) that the change was shown against.
    pub version: i64,
    /// Who was first, where the change met something newer.
    pub met: Option<Met>,
}

/// Who has changed a field since it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Who.
    pub author: String,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// What came back with a spreadsheet, or what is chosen of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The fields that were changed.
    pub edits: Vec<Change>,
    /// The activities that were added.
    pub additions: Vec<Addition>,
    /// How many changes and additions there are besides: more than are shown at once.
    pub more: usize,
    /// Parts of the plan whose rows are gone from the spreadsheet. They stay in the plan.
    pub missing: Vec<PartId>,
    /// What cannot be taken over.
    pub problems: Vec<Problem>,
}

/// What came of taking changes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// All of it stands in the plan.
    Done,
    /// A rule forbids it; nothing is taken over.
    Refused(Refusal),
    /// The plan is another by now; nothing is taken over. What was chosen, against what stands there now.
    Newer(Changes),
}

/// What was changed in a plan's spreadsheet, or why it cannot be read.
pub async fn read(desk: &Desk, plan: &Arc<Plan>, file_name: &str, bytes: Vec<u8>) -> Result<Answer<Changes>> {
    desk.require(Ability::Write, plan.unit_id)?;
    if bytes.is_empty() {
        return Ok(Answer::refused("file", "Vælg en fil, der ikke er tom."));
    }
    if Format::from_name(file_name) != Some(Format::Xlsx) {
        return Ok(Answer::refused("file", "Filen skal være det regneark (.xlsx), der er hentet fra denne plan."));
    }
    let (compared, template) = (Arc::clone(plan), desk.template(&plan.template_id)?.clone());
    let work = move |_: &Stop| {
        documents::read_edits(&bytes, &compared, &template).map(|found| Changes::shown(found, &compared))
    };
    Ok(match reading::in_time(&desk.app.limits.reading, desk.person(), MAX_READING, work).await? {
        None => Answer::refused("file", "Filen tog for lang tid at læse. Gem den på ny i Excel, og prøv igen."),
        Some(Err(error)) => Answer::refused("file", error.to_string()),
        Some(Ok(changes)) => Answer::Done(changes),
    })
}

/// Takes over what was chosen: all of it, or nothing where others have changed the same.
pub async fn take_over(desk: &Desk, plan: &Plan, mut chosen: Changes) -> Result<Taken> {
    desk.require(Ability::Write, plan.unit_id)?;
    if chosen.edits.len() + chosen.additions.len() > MAX_LINES {
        let why = "Der kan tages højst 2.000 ændringer over ad gangen. Gå tilbage, fjern hakket ved nogle af dem, og \
                   tag dem over bagefter.";
        return Ok(Taken::Refused(Refusal::at("", why)));
    }
    let parts = parts(plan);
    if chosen.put_gone_aside(&parts) {
        return Ok(Taken::Newer(chosen));
    }
    let wanted = match wanted(&chosen.edits, &parts) {
        Ok(wanted) => wanted,
        Err(refusal) => return Ok(Taken::Refused(refusal)),
    };
    let additions = match additions(&chosen.additions) {
        Ok(additions) => additions,
        Err(refusal) => return Ok(Taken::Refused(refusal)),
    };
    let edits = wanted.iter().map(|wanted| wanted.edit.clone()).collect();
    Ok(match edit::save_all(desk, plan, edits, additions).await? {
        Ok(Answer::Done(_)) => Taken::Done,
        Ok(Answer::Refused(refusal)) => Taken::Refused(refusal),
        // Conflicts come as a list, each with the edit that met it.
        Ok(Answer::Conflict(_)) => return Err(Error::Changed),
        Err(conflicts) => {
            for (at, conflict) in conflicts {
                for &line in &wanted[at].lines {
                    chosen.edits[line].show_conflict(&conflict);
                }
            }
            Taken::Newer(chosen)
        }
    })
}

impl Changes {
    /// What was found in a file, against the plan it was compared with.
    fn shown(found: Edits, plan: &Plan) -> Self {
        let parts = parts(plan);
        let mut problems = found.problems;
        problems.extend(numbers(&found.edits, &found.additions));
        let change = |edit: Edit| {
            let version = parts.get(&edit.part_id)?.version;
            Some(Change { edit, version, met: None })
        };
        let mut edits: Vec<Change> = found.edits.into_iter().filter_map(change).collect();
        let mut additions = found.additions;
        let count = edits.len() + additions.len();
        edits.truncate(MAX_LINES);
        additions.truncate(MAX_LINES - edits.len());
        let more = count - edits.len() - additions.len();
        Self { edits, additions, more, missing: found.missing, problems }
    }

    /// Turns what is about parts that the plan no longer has into problems; true where there was any.
    fn put_gone_aside(&mut self, parts: &HashMap<PartId, Part<'_>>) -> bool {
        let mut gone = Vec::new();
        let mut tell = |row: u32, message: &str| {
            gone.push(Problem { row, column: String::new(), message: message.to_owned() });
        };
        self.edits.retain(|change| {
            let is_there = parts.contains_key(&change.edit.part_id);
            if !is_there {
                tell(change.edit.row, "Teksten er rettet her, men er slettet i Handleplan imens.");
            }
            is_there
        });
        self.additions.retain(|addition| {
            let is_there = parts.get(&addition.issue_id).is_some_and(|part| part.kind == PartKind::Issue);
            if !is_there {
                tell(addition.row, "Emnet er slettet i Handleplan imens. Skriv aktiviteten under et andet emne.");
            }
            is_there
        });
        self.problems = gone;
        !self.problems.is_empty()
    }
}

/// A CPR number is told of where it stands, before anybody chooses to take it over.
fn numbers(edits: &[Edit], additions: &[Addition]) -> Vec<Problem> {
    let of_edits = edits.iter().map(|edit| (edit.row, edit.wanted.as_str()));
    let of_additions = additions.iter().flat_map(|addition| {
        let activity = &addition.activity;
        [&activity.what, &activity.period.text, &activity.owner_text].map(|text| (addition.row, text.as_str()))
    });
    let found = of_edits.chain(of_additions).filter(|(_, text)| cpr::find(text).is_some());
    let message = "Her ser der ud til at stå et CPR-nummer. Fjern det.";
    found.map(|(row, _)| Problem { row, column: String::new(), message: message.to_owned() }).collect()
}

impl Change {
    /// Shows the change against what stands there by now.
    fn show_conflict(&mut self, conflict: &Conflict<PartText>) {
        let field = ChangedField::from(self.edit.field);
        self.version = conflict.version;
        self.edit.current = conflict.theirs.text(field);
        // The words and the days of a time frame are saved as one, and shown as two.
        if conflict.fields.contains(&field) {
            self.met = Some(Met { author: conflict.author.name.clone(), changed_at: conflict.changed_at });
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{change::Author, draft::ActivityDraft, part::Field, period::Days};

    use super::*;

    fn change(part_id: PartId, field: Field) -> Change {
        let text = |words: &str| words.to_owned();
        let edit = Edit { row: 4, part_id, field, base: text("Leder"), current: text("Leder"), wanted: text("Team") };
        Change { edit, version: 3, met: None }
    }

    #[test]
    fn a_change_that_met_something_newer_is_shown_against_it() {
        let theirs = PartText { field: Field::Period, text: "uge 46".into(), days: Some(Days::NONE) };
        let conflict = Conflict {
            ours: theirs.clone(),
            theirs,
            fields: vec![ChangedField::Period],
            version: 5,
            author: Author { user_id: None, name: "Birgitte".into() },
            changed_at: DateTime::UNIX_EPOCH,
        };
        let [mut words, mut days] = [Field::Period, Field::Reading].map(|field| change(PartId::new(), field));
        for change in [&mut words, &mut days] {
            change.show_conflict(&conflict);
        }
        assert_eq!((words.version, words.edit.current.as_str(), words.edit.is_conflict()), (5, "uge 46", true));
        assert_eq!(words.met.map(|met| met.author).as_deref(), Some("Birgitte"));
        assert_eq!((days.version, days.edit.current.as_str(), days.met), (5, "", None));
    }

    #[test]
    fn what_is_about_a_part_that_is_gone_is_told_and_the_rest_kept() {
        let (issue_id, gone) = (PartId::new(), PartId::new());
        let parts = HashMap::from([(issue_id, Part { kind: PartKind::Issue, version: 1, period_text: "" })]);
        let addition = |row, issue_id| Addition { row, issue_id, activity: ActivityDraft::default() };
        let mut chosen = Changes {
            edits: vec![change(issue_id, Field::Text), change(gone, Field::Text)],
            additions: vec![addition(8, gone), addition(9, issue_id)],
            ..Changes::default()
        };
        assert!(chosen.put_gone_aside(&parts));
        assert_eq!(chosen.problems.iter().map(|problem| problem.row).collect::<Vec<_>>(), [4, 8]);
        assert_eq!((chosen.edits.len(), chosen.additions.len(), chosen.additions[0].row), (1, 1, 9));
        assert!(!chosen.put_gone_aside(&parts));
    }
}
