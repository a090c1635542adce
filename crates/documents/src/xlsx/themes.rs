//! The sheet *Temaer*: how far the activities have come, theme by theme.

use std::collections::HashSet;

use domain::{
    activity::ActivityStatus,
    danish, owner,
    plan::{Line, Plan},
    progress::{self, Filter, Tally, theme_key},
};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::PrintInput;

use super::{
    days::excel_day,
    formats::{self, Formats},
};

const NAME: &str = "Temaer";
const WITHOUT_THEME: &str = "Uden tema";
const TOTAL: &str = "I alt";
const THEME_WIDTH: u16 = 40;
const COUNT_WIDTH: u16 = 15;

/// The formats of one row.
struct RowFormats<'l> {
    text: &'l Format,
    number: &'l Format,
    day: &'l Format,
}

/// Writes the sheet.
pub(super) fn write(worksheet: &mut Worksheet, input: &PrintInput<'_>, formats: &Formats) -> Result<(), XlsxError> {
    let (tallies, total) = tallies(input);
    worksheet.set_name(NAME)?;
    write_headings(worksheet, formats)?;
    let usual = RowFormats { text: &formats.text, number: &formats.number, day: &formats.day };
    let mut row = 1;
    for (name, tally) in &tallies {
        write_row(worksheet, row, (name.as_str(), tally), &usual)?;
        row += 1;
    }
    let last = RowFormats { text: &formats.total_text, number: &formats.total_number, day: &formats.total_day };
    write_row(worksheet, row, (TOTAL, &total), &last)?;
    let remark = formats.note.clone().unset_text_wrap();
    for (line, words) in (row + 2..).zip(remarks(input)) {
        worksheet.write_string_with_format(line, 0, words, &remark)?;
    }
    worksheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    formats::set_page(worksheet, input);
    Ok(())
}

/// The numbers of each theme that the plan touches, in the order of the model, and of all activities.
fn tallies(input: &PrintInput<'_>) -> (Vec<(String, Tally)>, Tally) {
    let model = input.model;
    let theme_of = |id: &str| model.theme_of(id).map(|theme| theme.id.clone());
    let summaries = progress::summaries(&with_few_owners(input.plan), None, theme_of);
    let counted = progress::overview(&summaries, &Filter::default(), input.printed_on);
    let mut touched: HashSet<String> = counted.themes.keys().cloned().collect();
    for block in &input.plan.blocks {
        let named: Vec<String> = block.finding.references.iter().filter_map(|id| theme_of(id)).collect();
        touched.extend(named.iter().map(|id| theme_key(id).to_owned()));
        if named.is_empty() {
            touched.insert(String::new());
        }
    }
    let keys = model.themes().map(|theme| (theme_key(&theme.id), theme.title.as_str())).chain([("", WITHOUT_THEME)]);
    let tallies = keys
        .filter(|(key, _)| touched.contains(*key))
        .map(|(key, title)| (title.to_owned(), counted.themes.get(key).cloned().unwrap_or_default()));
    (tallies.collect(), counted.total)
}

/// The plan with one owner of a whole cell at the most: it is only counted whether there is any, and to gather them all
/// for each activity would take the square of their number.
fn with_few_owners(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for issue in plan.blocks.iter_mut().flat_map(|block| &mut block.issues) {
        let mut has_owner = false;
        issue.lines.retain(|line| match line {
            Line::Owner(words) => {
                let is_first = !has_owner && !owner::split(&words.text).is_empty();
                has_owner |= is_first;
                is_first
            }
            Line::Activity(_) | Line::Period(_) => true,
        });
    }
    plan
}

fn write_headings(worksheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
    let statuses = ActivityStatus::ALL.map(ActivityStatus::label);
    let last = ["Overskredet", "Uden dato", "Uden ansvarlig", "Seneste opfølgning"];
    let headings = ["Tema", "Aktiviteter"].into_iter().chain(statuses).chain(last);
    for (column, heading) in (0_u16..).zip(headings) {
        let width = if column == 0 { THEME_WIDTH } else { COUNT_WIDTH };
        worksheet.set_column_width(column, width)?;
        worksheet.write_string_with_format(0, column, heading, &formats.heading)?;
    }
    worksheet.set_row_height(0, formats::height([("to\nlinjer", COUNT_WIDTH)]))?;
    Ok(())
}

fn write_row(
    worksheet: &mut Worksheet,
    row: u32,
    (name, tally): (&str, &Tally),
    formats: &RowFormats<'_>,
) -> Result<(), XlsxError> {
    worksheet.set_row_height(row, formats::height([(name, THEME_WIDTH)]))?;
    worksheet.write_string_with_format(row, 0, name, formats.text)?;
    let statuses = ActivityStatus::ALL.map(|status| tally.count(status));
    let last = [tally.overdue, tally.undated, tally.unowned];
    let counts = std::iter::once(tally.total()).chain(statuses).chain(last);
    let mut column = 1;
    for count in counts {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        worksheet.write_number_with_format(row, column, count, formats.number)?;
        column += 1;
    }
    match tally.followed_up_on.and_then(excel_day) {
        Some(day) => worksheet.write_date_with_format(row, column, &day, formats.day)?,
        None => worksheet.write_blank(row, column, formats.day)?,
    };
    Ok(())
}

fn remarks(input: &PrintInput<'_>) -> [String; 2] {
    [
        format!(
            "En aktivitet, hvis fund hører til flere temaer, tæller med i hvert af dem, men kun én gang i rækken »{TOTAL}«."
        ),
        format!("Overskredet er regnet {}.", danish::date(input.printed_on)),
    ]
}

#[cfg(test)]
mod tests {
    use domain::{id::PartId, plan::Statement};

    use super::*;
    use crate::tests::sample;

    #[test]
    fn who_stands_for_a_whole_cell_owns_its_activities() {
        let (mut plan, template) = (sample::plan(), sample::template());
        let lines = &mut plan.blocks[0].issues[0].lines;
        let (first, last) = (lines[0].clone(), lines[1].clone());
        let nobody = Line::Owner(Statement { id: PartId::new(), version: 1, text: " ; ".into() });
        *lines = vec![nobody, last.clone(), last];
        lines.extend(vec![first; 3]);
        let (_, total) = tallies(&sample::print_input(&plan, &template));
        assert_eq!((total.total(), total.unowned), (3, 0));
    }

    #[test]
    fn counts_in_each_theme_and_once_in_all() {
        let (mut plan, template) = (sample::plan(), sample::template());
        plan.blocks[0].finding.references = vec!["5.a".into(), "10.b".into()];
        let (tallies, total) = tallies(&sample::print_input(&plan, &template));
        let counts: Vec<(&str, usize)> = tallies.iter().map(|(name, tally)| (name.as_str(), tally.total())).collect();
        assert_eq!(counts, [("Sundhed og trivsel", 2), ("Kompetencer", 2), (WITHOUT_THEME, 0)]);
        assert_eq!(total.total(), 2);
    }
}
