//! Writes a plan as a workbook.

use rust_xlsxwriter::{DocProperties, Workbook};

use crate::{Sheet, Stop, WriteError, plan_paper};

use super::{about, activities, days::excel_day, long_texts::LongTexts, look::Look, snapshot::Snapshot, themes};

/// The plan as a workbook.
pub(crate) fn write(sheet: &Sheet<'_>, stop: &Stop) -> Result<Vec<u8>, WriteError> {
    let mut workbook = workbook(sheet, stop)?;
    stop.check()?;
    Ok(workbook.save_to_buffer()?)
}

fn workbook(sheet: &Sheet<'_>, stop: &Stop) -> Result<Workbook, WriteError> {
    let look = Look::new();
    let mut long = LongTexts::default();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheet));
    activities::write(workbook.add_worksheet(), sheet, &look, &mut long, stop)?;
    stop.check()?;
    themes::write(workbook.add_worksheet(), sheet, &look)?;
    about::write(workbook.add_worksheet(), sheet, &look)?;
    let snapshot = Snapshot::of(sheet.plan, &mut long);
    long.write(&mut workbook, sheet, &look)?;
    snapshot.write(workbook.add_worksheet(), stop)?;
    Ok(workbook)
}

fn properties(sheet: &Sheet<'_>) -> DocProperties {
    let properties = DocProperties::new()
        .set_title(plan_paper::title(sheet))
        .set_subject(domain::text::one_line(sheet.unit_name))
        .set_author("Handleplan");
    match excel_day(sheet.printed_on) {
        Some(day) => properties.set_creation_datetime(&day),
        None => properties,
    }
}
