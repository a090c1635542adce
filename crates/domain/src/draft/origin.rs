//! What a file says of itself and nobody has vouched for: its year, its days, and who followed up.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use crate::{
    period::Reading,
    text::{self, MAX_TITLE_CHARS},
};

use super::{ActivityDraft, LineDraft, PlanDraft};

/// The years a plan may have.
const YEARS: RangeInclusive<i32> = 2000..=2100;
/// The years a day of a plan may lie in.
const YEARS_OF_DAYS: RangeInclusive<i32> = 1900..=2100;
/// The most that is told of the name of the one who imports.
const MAX_NAME_CHARS: usize = 80;

/// The year, if a plan can have it.
pub fn plan_year(year: i32) -> Option<i32> {
    Some(year).filter(|year| YEARS.contains(year))
}

impl PlanDraft {
    /// The draft without years and days that no form would take, and a sentence for each sort of what was left out.
    pub fn plausible(mut self) -> (Self, Vec<String>) {
        let mut notes = Vec::new();
        if let Some(year) = self.year.filter(|year| plan_year(*year).is_none()) {
            notes.push(format!("Filens år {year} kan ikke være planens og er ikke brugt."));
            self.year = None;
        }
        let deadlines =
            self.blocks.iter_mut().filter_map(|block| block.finding.due_on.take_if(|day| !is_possible(*day))).count();
        let periods = self.lines_mut().filter_map(LineDraft::period_mut);
        let readings = periods.filter_map(|period| period.corrected.take_if(|reading| !is_sound(*reading))).count();
        let follow_ups: usize = self.activities_mut().map(|activity| left_out(activity, is_possible)).sum();
        notes.extend(match deadlines {
            0 => None,
            1 => Some("1 frist i filen kan ikke være rigtig og er ikke hentet med ind.".to_owned()),
            _ => Some(format!("{deadlines} frister i filen kan ikke være rigtige og er ikke hentet med ind.")),
        });
        notes.extend(match readings {
            0 => None,
            1 => Some("Datoerne for 1 tidsramme i filen kan ikke være rigtige; dens ord er læst i stedet.".to_owned()),
            _ => Some(format!(
                "Datoerne for {readings} tidsrammer i filen kan ikke være rigtige; deres ord er læst i stedet."
            )),
        });
        notes.extend(match follow_ups {
            0 => None,
            1 => Some("1 opfølgning er ikke hentet med ind, fordi dens dato ikke kan være rigtig.".to_owned()),
            _ => Some(format!(
                "{follow_ups} opfølgninger er ikke hentet med ind, fordi deres datoer ikke kan være rigtige."
            )),
        });
        (self, notes)
    }

    /// The draft as `name` brings it in: whom the file names as the author of a follow-up may never have seen it, so
    /// each tells who imported it, and none tells of a day to come. With a sentence about what was left out.
    pub fn imported_by(mut self, name: &str, today: NaiveDate) -> (Self, Vec<String>) {
        let name: String = text::one_line(name).chars().take(MAX_NAME_CHARS).collect();
        let mut follow_ups = 0;
        for activity in self.activities_mut() {
            follow_ups += left_out(activity, |day| day <= today);
            for note in &mut activity.follow_ups {
                note.author = brought_by(&note.author, &name);
            }
        }
        let note = match follow_ups {
            0 => None,
            1 => Some("1 opfølgning er ikke hentet med ind, fordi dens dato ligger ude i fremtiden.".to_owned()),
            _ => Some(format!(
                "{follow_ups} opfølgninger er ikke hentet med ind, fordi deres datoer ligger ude i fremtiden."
            )),
        };
        (self, note.into_iter().collect())
    }

    fn lines_mut(&mut self) -> impl Iterator<Item = &mut LineDraft> {
        self.blocks.iter_mut().flat_map(|block| &mut block.issues).flat_map(|issue| &mut issue.lines)
    }

    fn activities_mut(&mut self) -> impl Iterator<Item = &mut ActivityDraft> {
        self.lines_mut().filter_map(LineDraft::activity_mut)
    }
}

/// "Birgitte Ravnkær (importeret af Lise Krogh)".
fn brought_by(author: &str, name: &str) -> String {
    let author = text::one_line(author);
    let mark = format!("importeret af {name}");
    if author.is_empty() {
        return mark;
    }
    let room = MAX_TITLE_CHARS.saturating_sub(mark.chars().count() + " ()".len());
    let author: String = author.chars().take(room).collect();
    format!("{} ({mark})", author.trim_end())
}

/// Takes out the follow-up of days that will not do, and counts it.
fn left_out(activity: &mut ActivityDraft, will_do: impl Fn(NaiveDate) -> bool) -> usize {
    let count = activity.follow_ups.len();
    activity.follow_ups.retain(|note| will_do(note.noted_on));
    count - activity.follow_ups.len()
}

fn is_sound(reading: Reading) -> bool {
    let is_in_order = reading.start.zip(reading.end).is_none_or(|(start, end)| start <= end);
    is_in_order && [reading.start, reading.end].into_iter().flatten().all(is_possible)
}

fn is_possible(day: NaiveDate) -> bool {
    YEARS_OF_DAYS.contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activity::ActivityStatus,
        draft::{BlockDraft, FollowUpDraft, IssueDraft, PeriodDraft},
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn note(noted_on: &str, author: &str) -> FollowUpDraft {
        let status = ActivityStatus::Started;
        FollowUpDraft { noted_on: day(noted_on), text: "Kurset er holdt".into(), status, author: author.into() }
    }

    fn draft(activity: ActivityDraft) -> PlanDraft {
        let issue = IssueDraft { lines: vec![LineDraft::Activity(activity)], ..IssueDraft::default() };
        let block = BlockDraft { issues: vec![issue], ..BlockDraft::default() };
        PlanDraft { blocks: vec![block], ..PlanDraft::default() }
    }

    fn followed_up(notes: Vec<FollowUpDraft>) -> PlanDraft {
        draft(ActivityDraft { what: "Kursus".into(), follow_ups: notes, ..ActivityDraft::default() })
    }

    fn by_hand(reading: Reading) -> ActivityDraft {
        let period = PeriodDraft { corrected: Some(reading), ..PeriodDraft::default() };
        ActivityDraft { period, ..ActivityDraft::default() }
    }

    fn only_activity(draft: &PlanDraft) -> &ActivityDraft {
        draft.activities().next().unwrap()
    }

    #[test]
    fn a_plan_is_of_a_year_people_plan_for() {
        assert_eq!([1999, 2000, 2100, 2101, i32::MAX].map(plan_year), [None, Some(2000), Some(2100), None, None]);
        let (draft, notes) = PlanDraft { year: Some(i32::MAX), ..PlanDraft::default() }.plausible();
        assert_eq!(draft.year, None);
        assert_eq!(notes, ["Filens år 2147483647 kan ikke være planens og er ikke brugt."]);
        let (draft, notes) = PlanDraft { year: Some(2026), ..PlanDraft::default() }.plausible();
        assert_eq!((draft.year, notes.len()), (Some(2026), 0));
    }

    #[test]
    fn days_no_form_takes_are_left_out_and_told() {
        for (start, end) in [
            (Some("2026-03-31"), Some("2026-01-01")),
            (Some("1899-12-31"), None),
            (None, Some("2101-01-01")),
            (Some("0066-01-01"), None),
        ] {
            let reading = Reading::from_days(start.map(day), end.map(day));
            let (made, notes) = draft(by_hand(reading)).plausible();
            assert_eq!(only_activity(&made).period.corrected, None, "{start:?} {end:?}");
            assert!(notes[0].starts_with("Datoerne for 1 tidsramme"), "{notes:?}");
        }
        let sound = Reading::from_days(Some(day("1900-01-01")), Some(day("2100-12-31")));
        let (made, notes) = draft(by_hand(sound)).plausible();
        assert_eq!((only_activity(&made).period.corrected, notes.len()), (Some(sound), 0));
        let mut late = draft(ActivityDraft::default());
        late.blocks[0].finding.due_on = Some(day("2222-01-01"));
        let (made, notes) = late.plausible();
        assert_eq!((made.blocks[0].finding.due_on, notes.len()), (None, 1));
    }

    #[test]
    fn a_follow_up_of_an_impossible_or_a_coming_day_is_left_out_and_told() {
        let (draft, notes) = followed_up(vec![note("1066-10-14", ""), note("2026-03-12", "")]).plausible();
        assert_eq!(only_activity(&draft).follow_ups.len(), 1);
        assert!(notes[0].starts_with("1 opfølgning er ikke hentet med ind"), "{notes:?}");
        let notes =
            vec![note("2026-03-11", ""), note("2026-03-12", ""), note("2026-03-13", ""), note("2099-01-01", "")];
        let (draft, notes) = followed_up(notes).imported_by("Lise Krogh", day("2026-03-12"));
        assert_eq!(only_activity(&draft).follow_ups.len(), 2);
        assert!(notes[0].starts_with("2 opfølgninger er ikke hentet med ind"), "{notes:?}");
    }

    #[test]
    fn nobody_else_can_be_made_the_author_of_a_follow_up() {
        let notes = vec![note("2026-03-01", "Birgitte Ravnkær"), note("2026-03-02", " ")];
        let (draft, told) = followed_up(notes).imported_by("Lise Krogh", day("2026-03-12"));
        let authors: Vec<&str> = only_activity(&draft).follow_ups.iter().map(|note| note.author.as_str()).collect();
        assert_eq!(authors, ["Birgitte Ravnkær (importeret af Lise Krogh)", "importeret af Lise Krogh"]);
        assert!(told.is_empty());
    }

    #[test]
    fn an_author_with_the_importer_is_no_longer_than_a_name_may_be() {
        let long = followed_up(vec![note("2026-03-01", &"æ".repeat(500))]);
        let (draft, _) = long.imported_by(&"ø".repeat(500), day("2026-03-12"));
        let author = &only_activity(&draft).follow_ups[0].author;
        assert_eq!(author.chars().count(), MAX_TITLE_CHARS);
        assert!(author.ends_with(&format!("(importeret af {})", "ø".repeat(MAX_NAME_CHARS))));
    }
}
