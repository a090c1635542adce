//! Writes a plan as a workbook.

use rust_xlsxwriter::{DocProperties, Workbook};

use crate::{PrintInput, Stop, WriteError, plan_paper};

use super::{about, activities, baseline::Baseline, days::excel_day, formats::Formats, long_texts::LongTexts};

/// The plan as a workbook.
pub(crate) fn write(input: &PrintInput<'_>, stop: &Stop) -> Result<Vec<u8>, WriteError> {
    let mut workbook = workbook(input, stop)?;
    stop.check()?;
    Ok(workbook.save_to_buffer()?)
}

fn workbook(input: &PrintInput<'_>, stop: &Stop) -> Result<Workbook, WriteError> {
    let formats = Formats::new();
    let mut long = LongTexts::default();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(input));
    activities::write(workbook.add_worksheet(), input, &formats, &mut long, stop)?;
    stop.check()?;
    about::write(workbook.add_worksheet(), input, &formats)?;
    let baseline = Baseline::of(input.plan, &mut long);
    long.write(&mut workbook, input, &formats)?;
    baseline.write(workbook.add_worksheet(), stop)?;
    Ok(workbook)
}

fn properties(input: &PrintInput<'_>) -> DocProperties {
    let properties = DocProperties::new()
        .set_title(plan_paper::title(input))
        .set_subject(domain::text::one_line(input.unit_name))
        .set_author("Handleplan");
    match excel_day(input.printed_on) {
        Some(day) => properties.set_creation_datetime(&day),
        None => properties,
    }
}
