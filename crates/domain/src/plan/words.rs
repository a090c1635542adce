//! All that is sent of a plan, as one text by which it is known again.

use super::{Place, Plan, Text};

impl Plan {
    /// All that is sent of it, as one text: two plans with equal words are one document. Statuses and
    /// follow-up are not sent and not in it.
    ///
    /// What was approved is told by these words, so those of the first kind of plan stay as they have always been.
    pub fn words(&self) -> String {
        let year = self.year.to_string();
        let mut words = Words::default();
        for text in [self.title.as_str(), &year, &self.introduction, &self.closing] {
            words.add("t", text);
        }
        let mut texts: Vec<Text<'_>> = self.texts().filter(|text| text.place.column().is_some()).collect();
        texts.sort_by_cached_key(|text| (text.block, text.issue, rank(text.place)));
        for text in &texts {
            words.add_text(text);
        }
        words.0
    }
}

/// Where among the texts of an issue a text stands.
fn rank(place: Place) -> usize {
    match place {
        Place::Statement(column) => match column.as_str() {
            "goal" => 1,
            "monitoring" => 3,
            "effect" => 4,
            _ => 5,
        },
        Place::What | Place::Period | Place::Owner | Place::LoosePeriod | Place::LooseOwner => 2,
        _ => 0,
    }
}

/// Texts one after the other, so parted that no text can be taken for another's.
#[derive(Default)]
struct Words(String);

impl Words {
    fn add(&mut self, kind: &str, text: &str) {
        self.0.push_str(kind);
        self.0.push_str(&text.len().to_string());
        self.0.push(':');
        self.0.push_str(text);
    }

    fn add_text(&mut self, text: &Text<'_>) {
        let kind = match text.place {
            Place::References | Place::Finding => "b",
            Place::Issue => "i",
            Place::What | Place::Period | Place::Owner => "a",
            Place::LoosePeriod => "p",
            Place::LooseOwner => "o",
            Place::Statement(column) => return self.add_statement(column.as_str(), text.words),
            Place::Title | Place::Introduction | Place::Closing | Place::FollowUp | Place::FollowUpAuthor => return,
        };
        self.add(kind, text.words);
    }

    fn add_statement(&mut self, column: &str, words: &str) {
        match column {
            "goal" => self.add("g", words),
            "monitoring" => self.add("m", words),
            "effect" => self.add("e", words),
            other => {
                self.add("s", other);
                self.add("s", words);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        check::sample::{self, Built},
        plan::Plan,
        template::sample::key,
    };

    fn plan() -> Plan {
        let issue = sample::issue("Fravær").goal("Ned").monitoring("Tal").effect("Ro").effect("Tid");
        let issue = issue.activity("Møde", "maj", "Leder").period("2022").owner("TRIO");
        let mut plan = sample::plan(vec![sample::block("Henstilling", vec![issue])]);
        plan.blocks[0].finding.references.text = "9.b".into();
        plan.closing = "Slut".into();
        plan
    }

    #[test]
    fn an_approved_plan_of_the_first_kind_is_known_by_the_words_it_was_approved_with() {
        assert_eq!(
            plan().words(),
            "t10:Handleplant4:2021t0:t4:Slutb3:9.bb11:Henstillingi7:Fraværg3:Neda5:Mødea3:maja5:Lederp4:2022o4:TRIO\
             m3:Tale2:Roe3:Tid"
        );
    }

    #[test]
    fn a_text_of_another_column_is_another_document() {
        let with = |column: &str| {
            let mut plan = plan();
            plan.blocks[0].issues[0].statements.push(key(column), sample::statement("Ro"));
            plan.words()
        };
        assert!(with("risk").ends_with("e3:Tids4:risks2:Ro"));
        assert_ne!(with("risk"), with("effect"));
        let mut followed_up = plan();
        let line = followed_up.blocks[0].issues[0].lines[0].activity_mut().unwrap();
        line.follow_ups.push(sample::follow_up("Går godt"));
        assert_eq!(followed_up.words(), plan().words());
    }
}
