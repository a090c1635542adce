//! Small plans to check.

use chrono::{DateTime, NaiveDate};

use crate::{
    activity::{ActivityStatus, FollowUp},
    check::{CheckInput, Flaw, Rule, check},
    finding::Finding,
    id::{FindingId, FollowUpId, PartId, PlanId, UnitId},
    period::Period,
    plan::{Activity, Block, Issue, Line, LoosePeriod, Plan, PlanStatus, Statement, Statements},
    quality_model::{Item, Level, QualityModel, Wording},
    reference::References,
    template::{self, PlanTemplate, sample::key},
};

/// The year that time frames without one are of.
const YEAR: i32 = 2021;

/// A day written as "2021-12-01".
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A plan with these findings and nothing else.
pub(crate) fn plan(blocks: Vec<Block>) -> Plan {
    Plan {
        id: PlanId::new(),
        revision: 1,
        unit_id: UnitId::new(),
        inspection_id: None,
        model_id: "m".into(),
        template_id: "handleplan".into(),
        title: "Handleplan".into(),
        year: YEAR,
        status: PlanStatus::Draft,
        due_on: None,
        introduction: String::new(),
        closing: String::new(),
        updated_at: DateTime::default(),
        blocks,
    }
}

/// A finding with this text, answered by these issues.
pub(crate) fn block(text: &str, issues: Vec<Issue>) -> Block {
    let finding = Finding {
        id: FindingId::new(),
        version: 1,
        inspection_id: None,
        kind: None,
        text: text.into(),
        references: References::default(),
        due_on: None,
        extension_requested_on: None,
        extended_to: None,
    };
    Block { id: PartId::new(), version: 1, finding, issues }
}

/// A plan with one finding and one issue.
pub(crate) fn plan_of(issue: Issue) -> Plan {
    plan(vec![block("Henstilling til ledelsen", vec![issue])])
}

/// An issue with nothing under it.
pub(crate) fn issue(text: &str) -> Issue {
    Issue { id: PartId::new(), version: 1, text: text.into(), statements: Statements::default(), lines: Vec::new() }
}

/// A statement with this text.
pub(crate) fn statement(text: &str) -> Statement {
    Statement { id: PartId::new(), version: 1, text: text.into() }
}

/// Adds to an issue, one word a part.
pub(crate) trait Built: Sized {
    fn line(self, line: Line) -> Self;
    fn in_column(self, column: &str, text: &str) -> Self;

    fn goal(self, text: &str) -> Self {
        self.in_column("goal", text)
    }

    fn monitoring(self, text: &str) -> Self {
        self.in_column("monitoring", text)
    }

    fn effect(self, text: &str) -> Self {
        self.in_column("effect", text)
    }

    fn activity(self, what: &str, when: &str, who: &str) -> Self {
        self.activity_with(what, when, who, ActivityStatus::NotStarted)
    }

    fn activity_with(self, what: &str, when: &str, who: &str, status: ActivityStatus) -> Self {
        self.line(Line::Activity(Activity {
            id: PartId::new(),
            version: 1,
            what: what.into(),
            period: Period::read(when, YEAR),
            owner_text: who.into(),
            status,
            follow_ups: Vec::new(),
        }))
    }

    fn period(self, when: &str) -> Self {
        self.line(Line::Period(LoosePeriod { id: PartId::new(), version: 1, period: Period::read(when, YEAR) }))
    }

    fn owner(self, who: &str) -> Self {
        self.line(Line::Owner(statement(who)))
    }
}

impl Built for Issue {
    fn line(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    fn in_column(mut self, column: &str, text: &str) -> Self {
        self.statements.push(key(column), statement(text));
        self
    }
}

/// A line of follow-up.
pub(crate) fn follow_up(text: &str) -> FollowUp {
    FollowUp {
        id: FollowUpId::new(),
        noted_on: day("2021-12-01"),
        text: text.into(),
        status: ActivityStatus::Started,
        author: "Lise Krogh".into(),
        created_at: DateTime::default(),
    }
}

/// A model with two themes, three criteria and five indicators.
pub(crate) fn model() -> QualityModel {
    let item = |id: &str, parent: Option<&str>, level, title: &str| Item {
        id: id.into(),
        parent_id: parent.map(Into::into),
        level,
        number: id.trim_start_matches(['t', 'k']).into(),
        title: title.into(),
        aliases: Vec::new(),
        applies_to: String::new(),
        source: String::new(),
        wording: Wording::Verified,
        is_scored: true,
    };
    let items = vec![
        item("t4", None, Level::Theme, "Sundhed og trivsel"),
        item("k5", Some("t4"), Level::Criterion, ""),
        item("5.a", Some("k5"), Level::Indicator, ""),
        item("5.b", Some("k5"), Level::Indicator, ""),
        item("t5", None, Level::Theme, "Organisation og ledelse"),
        item("k8", Some("t5"), Level::Criterion, ""),
        item("k9", Some("t5"), Level::Criterion, ""),
        item("9.a", Some("k9"), Level::Indicator, ""),
        item("9.b", Some("k9"), Level::Indicator, ""),
        item("9.c", Some("k9"), Level::Indicator, ""),
    ];
    QualityModel {
        id: "m".into(),
        name: "Prøvemodellen".into(),
        source: String::new(),
        valid_from: None,
        valid_to: None,
        items,
    }
}

/// Every flaw of a new plan on 1 December 2021, where these owners are known.
pub(crate) fn flaws_with(plan: &Plan, known_owners: &[&str]) -> Vec<Flaw> {
    let known_owners: Vec<String> = known_owners.iter().map(|name| (*name).to_owned()).collect();
    let (model, template) = (model(), template::sample::template());
    check(&CheckInput { known_owners: &known_owners, ..input(plan, &model, &template) })
}

/// A new plan to be checked on 1 December 2021.
pub(crate) fn input<'a>(plan: &'a Plan, model: &'a QualityModel, template: &'a PlanTemplate) -> CheckInput<'a> {
    let today = day("2021-12-01");
    CheckInput { plan, template, model, today, known_owners: &[], missing: &[], is_new: true }
}

/// The flaws of `rule` in a new plan on 1 December 2021.
pub(crate) fn flaws(plan: &Plan, rule: Rule) -> Vec<Flaw> {
    flaws_with(plan, &[]).into_iter().filter(|flaw| flaw.rule == rule).collect()
}

/// The words of the flaws of `rule`.
pub(crate) fn words(plan: &Plan, rule: Rule) -> Vec<String> {
    flaws(plan, rule).into_iter().map(|flaw| flaw.words).collect()
}
