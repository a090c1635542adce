//! The columns of the sheet *Aktiviteter*, in order.

use domain::template::{ColumnKey, PlanTemplate};

use crate::headings::normal;

use super::joined::BETWEEN;

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
    /// *Mål*.
    Goals,
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
    /// *Dokumentation*.
    Monitoring,
    /// *Forventede effekt*.
    Effects,
    /// *Status*.
    Status,
    /// The day of the newest follow-up.
    FollowedUpOn,
    /// The follow-up, a note a line.
    FollowUps,
    /// The identity of what the row is about.
    Id,
}

impl Column {
    /// Every column, from the left.
    pub(super) const ALL: [Self; 19] = [
        Self::Number,
        Self::Themes,
        Self::References,
        Self::Finding,
        Self::Kind,
        Self::DueOn,
        Self::Issue,
        Self::Goals,
        Self::Activity,
        Self::Period,
        Self::Start,
        Self::End,
        Self::Owner,
        Self::Monitoring,
        Self::Effects,
        Self::Status,
        Self::FollowedUpOn,
        Self::FollowUps,
        Self::Id,
    ];

    /// The columns that may be edited in the sheet and taken back.
    pub(super) const EDITABLE: [Self; 12] = [
        Self::References,
        Self::Finding,
        Self::Issue,
        Self::Goals,
        Self::Activity,
        Self::Period,
        Self::Start,
        Self::End,
        Self::Owner,
        Self::Monitoring,
        Self::Effects,
        Self::Status,
    ];

    /// Its heading: the template's name for it, unless another column is called that.
    pub(super) fn heading(self, template: &PlanTemplate) -> String {
        let own = self.key().and_then(|key| template.column(key)).map(|column| column.name.as_str());
        own.filter(|name| !is_taken(name)).unwrap_or(self.name()).to_owned()
    }

    /// The least and the most it takes, in characters.
    pub(super) const fn widths(self) -> (u16, u16) {
        match self {
            Self::Number => (7, 12),
            Self::Themes | Self::References => (14, 26),
            Self::Finding | Self::Goals | Self::Monitoring | Self::Effects => (16, 36),
            Self::Kind | Self::Period | Self::Status => (14, 24),
            Self::DueOn | Self::Start | Self::End => (12, 12),
            Self::Issue | Self::Owner => (14, 28),
            Self::Activity => (20, 44),
            Self::FollowedUpOn => (13, 13),
            Self::FollowUps => (16, 44),
            Self::Id => (10, 10),
        }
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
        matches!(self, Self::Issue | Self::Goals | Self::Monitoring | Self::Effects)
    }

    /// What stands between two texts of one of its cells.
    pub(super) const fn between(self) -> &'static str {
        if matches!(self, Self::FollowUps) { "\n" } else { BETWEEN }
    }

    const fn key(self) -> Option<ColumnKey> {
        match self {
            Self::Issue => Some(ColumnKey::Issue),
            Self::Goals => Some(ColumnKey::Goal),
            Self::Activity => Some(ColumnKey::Activity),
            Self::Period => Some(ColumnKey::Period),
            Self::Owner => Some(ColumnKey::Owner),
            Self::Monitoring => Some(ColumnKey::Monitoring),
            Self::Effects => Some(ColumnKey::Effect),
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
            Self::Goals => "Mål",
            Self::Activity => "Hvad",
            Self::Period => "Hvornår",
            Self::Start => "Start",
            Self::End => "Slut",
            Self::Owner => "Hvem",
            Self::Monitoring => "Dokumentation",
            Self::Effects => "Forventede effekt",
            Self::Status => "Status",
            Self::FollowedUpOn => "Seneste opfølgning",
            Self::FollowUps => "Opfølgning",
            Self::Id => "Id",
        }
    }
}

fn is_taken(name: &str) -> bool {
    let fixed = Column::ALL.into_iter().filter(|column| column.key().is_none());
    normal(name).is_empty() || fixed.map(Column::name).any(|other| normal(other) == normal(name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::tests::sample;

    #[test]
    fn no_two_columns_have_one_heading() {
        let mut template = sample::template();
        for column in &mut template.columns {
            if column.key == ColumnKey::Goal {
                column.name = "Status".into();
            }
        }
        let headings: BTreeSet<String> =
            Column::ALL.into_iter().map(|column| normal(&column.heading(&template))).collect();
        assert_eq!(headings.len(), Column::ALL.len());
        template.columns.clear();
        assert_eq!(Column::Owner.heading(&template), "Hvem");
    }

    #[test]
    fn stand_in_the_order_they_are_listed() {
        for (at, column) in Column::ALL.into_iter().enumerate() {
            assert_eq!(column as usize, at);
        }
    }
}
