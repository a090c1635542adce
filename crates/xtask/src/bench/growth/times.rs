//! The times of all pages in all sizes, side by side.

use super::{super::report::grouped, database::Kind};

const LABEL: usize = 28;
const COLUMN: usize = 10;

/// When a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// By the first request that a program answers.
    First,
    /// After it has been asked for before.
    Warm,
    /// After somebody in another kommune has saved.
    AfterSave,
}

/// What a page took, in milliseconds.
pub(super) struct Time {
    pub(super) kind: Kind,
    pub(super) size: usize,
    pub(super) page: &'static str,
    pub(super) moment: Moment,
    pub(super) millis: f64,
}

/// All that pages took.
#[derive(Default)]
pub(super) struct Times(Vec<Time>);

impl Moment {
    const ALL: [Self; 3] = [Self::First, Self::Warm, Self::AfterSave];

    /// What it is called among the figures.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Warm => "warm",
            Self::AfterSave => "after a save",
        }
    }
}

impl Times {
    pub(super) fn add(&mut self, time: Time) {
        self.0.push(time);
    }

    /// A table for each database and moment: a line a page, a column a size, and how many times the first size's time
    /// the last one takes.
    pub(super) fn tables(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for kind in [Kind::Sqlite, Kind::Postgres] {
            for moment in Moment::ALL {
                lines.extend(self.table(kind, moment));
            }
        }
        lines
    }

    fn table(&self, kind: Kind, moment: Moment) -> Vec<String> {
        let times: Vec<&Time> = self.0.iter().filter(|time| time.kind == kind && time.moment == moment).collect();
        let sizes = distinct(times.iter().map(|time| time.size));
        if sizes.is_empty() {
            return Vec::new();
        }
        let names: Vec<String> = sizes.iter().map(|size| format!("{:>COLUMN$}", grouped(*size))).collect();
        let names = names.concat();
        let title = format!("{}, {} (ms)", kind.name(), moment.name());
        let mut lines = vec![String::new(), format!("{title:<LABEL$}{names}{:>COLUMN$}", "growth")];
        for page in distinct(times.iter().map(|time| time.page)) {
            let of_size = |size: usize| times.iter().find(|time| time.page == page && time.size == size);
            let millis: Vec<Option<f64>> = sizes.iter().map(|size| Some(of_size(*size)?.millis)).collect();
            lines.push(line(page, &millis));
        }
        lines
    }
}

fn line(page: &str, millis: &[Option<f64>]) -> String {
    let cell = |text: Option<String>| format!("{:>COLUMN$}", text.unwrap_or_else(|| "–".to_owned()));
    let cells: String = millis.iter().map(|millis| cell(millis.map(|millis| format!("{millis:.1}")))).collect();
    let growth = match *millis {
        [Some(first), .., Some(last)] => Some(format!("{:.2} ×", last / first)),
        _ => None,
    };
    format!("{page:<LABEL$}{cells}{}", cell(growth))
}

/// Each of them once, in the order they come in.
fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_a_page_grows() {
        let mut times = Times::default();
        for (size, millis) in [(5_000, 2.0), (500_000, 3.0)] {
            times.add(Time { kind: Kind::Sqlite, size, page: "overview", moment: Moment::Warm, millis });
        }
        let told = times.tables();
        let [_, head, line] = &told[..] else { panic!("{told:?}") };
        assert_eq!(
            head.split_whitespace().collect::<Vec<_>>(),
            ["sqlite,", "warm", "(ms)", "5,000", "500,000", "growth"]
        );
        assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["overview", "2.0", "3.0", "1.50", "×"]);
    }

    #[test]
    fn one_size_does_not_grow() {
        assert!(line("overview", &[Some(2.0)]).ends_with('–'));
    }
}
