//! What the fields with the statements of a column are called in forms.

use app::templates::Templates;
use domain::template::{ColumnKey, Holds};

/// What the names of such fields begin with: "column.goal".
const PREFIX: &str = "column.";

/// What a field with the statements of a column is called in a form.
pub(crate) fn field_name(key: ColumnKey) -> String {
    format!("{PREFIX}{key}")
}

/// The column whose statements stand in a field of this name.
pub(crate) fn of_field_name(name: &str) -> Option<ColumnKey> {
    name.strip_prefix(PREFIX).and_then(ColumnKey::parse)
}

/// What the text in a field of this name is called, where it is one with the statements of a column.
pub(crate) fn label_of_field<'a>(name: &str, templates: &'a Templates) -> Option<&'a str> {
    let holds = Holds::Statements(of_field_name(name)?);
    templates.list().iter().find_map(|template| template.column(holds)).map(|column| column.one.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_tells_its_column() {
        let key = ColumnKey::parse("what").unwrap();
        assert_eq!(of_field_name(&field_name(key)), Some(key));
        assert_eq!((of_field_name("what"), of_field_name("column.Hvad")), (None, None));
    }
}
