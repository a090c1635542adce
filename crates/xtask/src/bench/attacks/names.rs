//! A form full of names: the plan is looked through for owners spelled nearly alike, by everybody who opens it.

use anyhow::Result;

use super::{status, target::Target, under_watch};
use crate::bench::{data, http::Client, installation::Subject, lanes, report::Figures, server::Server, watch::Watch};

const READERS: usize = 3;
/// As many names of six letters as one field takes.
const NAMES: usize = 1_250;

/// Three readers open a plan of six such activities, beside which stands one of twelve.
pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let target = Target::new(subject, "names")?;
    let home = &target.homes[0];
    let readers = data::users(&target.installation, READERS, "læser", home)?;
    let import = |first, count| target.installation.import("names", &plan(first, count), home);
    let opened = match (import(0, 6), import(6, 12)) {
        (Ok(opened), Ok(_)) => opened,
        (Err(error), _) | (_, Err(error)) => {
            figures.add("names: the plan", format!("refused ({error})"));
            return Ok(());
        }
    };
    let server = Server::start(&target.installation)?;
    let readers = lanes::at_once(&readers, |email| server.client().log_in(email))?;
    let address = format!("/handleplaner/{opened}");
    under_watch("names", &server, figures, |deadline, figures| {
        let readers: Vec<Client> = readers.iter().map(|reader| reader.until(deadline)).collect();
        let seen = lanes::at_once(&readers, |reader| Ok(Watch::once(|| status(reader, &address))))?;
        figures.add("names: three readers' plan page, slowest", Watch::of_all(seen));
        Ok(())
    })
}

/// A plan with so many activities, each with a field full of names that no other has.
fn plan(first: usize, count: usize) -> String {
    let line = |at: usize| {
        format!(r#"{{"line":"activity","what":"Aktivitet {at}","period_text":"2026","owner_text":"{}"}}"#, names(at))
    };
    let lines: Vec<String> = (first..first + count).map(line).collect();
    let issue = format!(r#"{{"text":"Hvem gør hvad","goals":["Alle ved det"],"lines":[{}]}}"#, lines.join(","));
    data::plan_of(&format!("Plan med navne fra {first}"), data::REFERENCES[0], &[issue])
}

/// The first third of the names once each, the others twice.
fn names(cell: usize) -> String {
    let single = NAMES / 3;
    let number = |at: usize| if at < single { at } else { single + (at - single) / 2 };
    let names: Vec<String> = (0..NAMES).map(|at| name(cell * NAMES + number(at))).collect();
    names.join(", ")
}

/// Six letters; different ones for each number, and nothing like the number's neighbours.
fn name(number: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let mut rest = number * 123_456_791 % 26_usize.pow(6);
    let mut letters = String::new();
    for _ in 0..6 {
        letters.push(char::from(LETTERS[rest % 26]));
        rest /= 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_field_takes_the_names_and_a_third_stands_alone() {
        let text = names(3);
        assert!(text.len() <= 10_000, "{}", text.len());
        let all: Vec<&str> = text.split(", ").collect();
        let different: HashSet<&str> = all.iter().copied().collect();
        assert_eq!((all.len(), different.len()), (1_250, 416 + 417));
        assert!(names(4).split(", ").all(|name| !different.contains(name)));
    }
}
