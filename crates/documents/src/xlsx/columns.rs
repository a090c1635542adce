//! The columns of the sheet *Aktiviteter*: those that every plan has, and one for each column of statements of its kind
//! of plan.

use domain::template::{ColumnKey, Holds, PlanTemplate};

use crate::{grid::BETWEEN, headings::normal};

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    /// The number of the row in the plan: "1.2.3".
    Number,
    /// The themes that the finding's references lie in.
    Themes,
    /// The words that name themes, criteria and indicators.
    References,
    /// The finding.
    Finding,
    /// What sort of finding.
    Kind,
    /// The inspectorate's deadline.
    DueOn,
    /// *Emne*.
    Issue,
    /// Statements of this key, such as *Mål*.
    Statements(ColumnKey),
    /// *Hvad*.
    Activity,
    /// *Hvornår*, in words.
    Period,
    /// The first day of the time frame.
    Start,
    /// The last day of the time frame.
    End,
    /// *Hvem*.
    Owner,
    /// *Status*.
    Status,
    /// The day of the newest follow-up.
    FollowedUpOn,
    /// The follow-up, a note a line.
    FollowUps,
    /// The identity of what the row is about.
    Id,
}

/// The columns of the sheet from the left, each with its heading. No two have the same.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<(Column, String)>);

/// What every sheet has, wherever the kind of plan puts it.
const NEEDED: [Holds; 5] = [Holds::Theme, Holds::Issue, Holds::Activity, Holds::Period, Holds::Owner];

impl Columns {
    /// The columns for a kind of plan, in its order. The columns of a line stand together where the first of them
    /// stands.
    pub(super) fn of(template: &PlanTemplate) -> Self {
        let holds: Vec<Holds> = template.columns.iter().map(|column| column.holds).chain(NEEDED).collect();
        let first_of_line = holds.iter().position(|holds| holds.is_of_line()).unwrap_or_default();
        let mut placed: Vec<(usize, Holds)> = holds.into_iter().enumerate().collect();
        placed.sort_by_key(|(at, holds)| if holds.is_of_line() { first_of_line } else { *at });
        let ends = [Column::Status, Column::FollowedUpOn, Column::FollowUps, Column::Id];
        let between = placed.into_iter().flat_map(|(_, holds)| Column::that_hold(holds));
        let mut columns = Self(Vec::new());
        for column in std::iter::once(Column::Number).chain(between).chain(ends) {
            if !columns.has(column) {
                let heading = columns.free_heading(column, template);
                columns.0.push((column, heading));
            }
        }
        columns
    }

    /// The columns from the left.
    pub(super) fn iter(&self) -> impl Iterator<Item = Column> {
        self.0.iter().map(|(column, _)| *column)
    }

    /// The columns that may be edited in the sheet and taken back.
    pub(super) fn editable(&self) -> impl Iterator<Item = Column> {
        self.iter().filter(|column| column.is_editable())
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// True where the sheet has the column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.iter().any(|other| other == column)
    }

    /// Where a column stands, counted from 0; right of all others where the sheet does not have it.
    pub(super) fn position(&self, column: Column) -> u16 {
        let at = self.iter().position(|other| other == column).unwrap_or(self.len());
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// The heading of a column: the plan's name for it, unless another column is called that.
    pub(super) fn heading(&self, column: Column) -> &str {
        let found = self.0.iter().find(|(other, _)| *other == column);
        found.map_or(column.name(), |(_, heading)| heading.as_str())
    }

    /// The first of the names a column can have that none of the others has.
    fn free_heading(&self, column: Column, template: &PlanTemplate) -> String {
        let Some(holds) = column.holds() else { return column.name().to_owned() };
        let own = template.column(holds);
        let name = own.map_or(column.name(), |own| own.name.as_str());
        let names = [name, own.map_or(name, |own| own.one.as_str()), column.name()].map(str::to_owned);
        let lettered = ('b'..='z').map(|letter| format!("{name} ({letter})"));
        names.into_iter().chain(lettered).find(|name| !self.is_taken(name)).unwrap_or_default()
    }

    fn is_taken(&self, name: &str) -> bool {
        let name = normal(name);
        let fixed = Column::FIXED.iter().any(|column| normal(column.name()) == name);
        name.is_empty() || fixed || self.0.iter().any(|(_, heading)| normal(heading) == name)
    }
}

impl Column {
    /// The columns whose heading no kind of plan decides.
    const FIXED: [Self; 12] = [
        Self::Number,
        Self::Themes,
        Self::References,
        Self::Finding,
        Self::Kind,
        Self::DueOn,
        Self::Start,
        Self::End,
        Self::Status,
        Self::FollowedUpOn,
        Self::FollowUps,
        Self::Id,
    ];

    /// The columns of the sheet that say what one column of the plan's table says.
    fn that_hold(holds: Holds) -> Vec<Self> {
        match holds {
            Holds::Theme => vec![Self::Themes, Self::References, Self::Finding, Self::Kind, Self::DueOn],
            Holds::Issue => vec![Self::Issue],
            Holds::Activity => vec![Self::Activity],
            Holds::Period => vec![Self::Period, Self::Start, Self::End],
            Holds::Owner => vec![Self::Owner],
            Holds::Statements(key) => vec![Self::Statements(key)],
        }
    }

    /// The least and the most it takes, in characters.
    pub(super) const fn widths(self) -> (u16, u16) {
        match self {
            Self::Number => (7, 12),
            Self::Themes | Self::References => (14, 26),
            Self::Finding | Self::Statements(_) => (16, 36),
            Self::Kind | Self::Period | Self::Status => (14, 24),
            Self::DueOn | Self::Start | Self::End => (12, 12),
            Self::Issue | Self::Owner => (14, 28),
            Self::Activity => (20, 44),
            Self::FollowedUpOn => (13, 13),
            Self::FollowUps => (16, 44),
            Self::Id => (10, 10),
        }
    }

    /// True for a column that may be edited in the sheet and taken back.
    pub(super) const fn is_editable(self) -> bool {
        !matches!(
            self,
            Self::Number | Self::Themes | Self::Kind | Self::DueOn | Self::FollowedUpOn | Self::FollowUps | Self::Id
        )
    }

    /// True for a column of days.
    pub(super) const fn is_day(self) -> bool {
        matches!(self, Self::DueOn | Self::Start | Self::End | Self::FollowedUpOn)
    }

    /// True for what belongs to the finding and is repeated in each of its rows.
    pub(super) const fn is_of_finding(self) -> bool {
        matches!(self, Self::Themes | Self::References | Self::Finding | Self::Kind | Self::DueOn)
    }

    /// True for what belongs to the issue and is repeated in each of its rows.
    pub(super) const fn is_of_issue(self) -> bool {
        matches!(self, Self::Issue | Self::Statements(_))
    }

    /// What stands between two texts of one of its cells.
    pub(super) const fn between(self) -> &'static str {
        if matches!(self, Self::FollowUps) { "\n" } else { BETWEEN }
    }

    /// The column of the plan's table that says the same.
    pub(super) const fn holds(self) -> Option<Holds> {
        match self {
            Self::Issue => Some(Holds::Issue),
            Self::Statements(key) => Some(Holds::Statements(key)),
            Self::Activity => Some(Holds::Activity),
            Self::Period => Some(Holds::Period),
            Self::Owner => Some(Holds::Owner),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Number => "Nr.",
            Self::Themes => "Tema",
            Self::References => "Henvisning",
            Self::Finding => "Fund",
            Self::Kind => "Art",
            Self::DueOn => "Frist",
            Self::Issue => "Emne",
            Self::Statements(_) => "Tekst",
            Self::Activity => "Hvad",
            Self::Period => "Hvornår",
            Self::Start => "Start",
            Self::End => "Slut",
            Self::Owner => "Hvem",
            Self::Status => "Status",
            Self::FollowedUpOn => "Seneste opfølgning",
            Self::FollowUps => "Opfølgning",
            Self::Id => "Id",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::tests::sample;

    fn headings(template: &PlanTemplate) -> Vec<String> {
        Columns::of(template).0.into_iter().map(|(_, heading)| heading).collect()
    }

    #[test]
    fn the_first_kind_of_plan_has_the_columns_of_the_first_edition() {
        let headings = headings(&sample::template());
        let first_edition = "Nr.,Tema,Henvisning,Fund,Art,Frist,Emne,Mål,Hvad,Hvornår,Start,Slut,Hvem,Dokumentation,\
                             Forventede effekt,Status,Seneste opfølgning,Opfølgning,Id";
        assert_eq!(headings.join(","), first_edition);
    }

    #[test]
    fn statements_stand_where_the_kind_of_plan_puts_them() {
        let headings = headings(&sample::other_template());
        let expected = "Nr.,Baggrund,Tema,Henvisning,Fund,Art,Frist,Udbytte,Forhold,Risiko,Ansvarlig,Indsats,Tid,Start,\
                        Slut,Hensigt,Bevis,Status,Seneste opfølgning,Opfølgning,Id";
        assert_eq!(headings.join(","), expected);
    }

    #[test]
    fn no_two_columns_have_one_heading() {
        let mut template = sample::template();
        for column in &mut template.columns {
            if matches!(column.holds, Holds::Statements(_)) {
                column.name = "Status".into();
            }
        }
        let found = headings(&template);
        assert_eq!(found.iter().map(|heading| normal(heading)).collect::<BTreeSet<_>>().len(), found.len());
        assert_eq!(found[7], "Mål", "the word for one of them is better than none");
        template.columns.clear();
        let columns = Columns::of(&template);
        assert_eq!((columns.heading(Column::Owner), columns.len()), ("Hvem", 16));
    }

    #[test]
    fn a_column_is_found_at_its_place() {
        let columns = Columns::of(&sample::template());
        for (at, column) in (0_u16..).zip(columns.iter()) {
            assert_eq!(columns.position(column), at);
        }
        let risk = Column::Statements(sample::key("risk_2"));
        assert_eq!((columns.has(risk), columns.position(risk)), (false, 19));
        assert_eq!(columns.editable().count(), 12);
    }
}
