//! The lists of statements of an issue as they stand in files, beside its other fields.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};

use crate::template::ColumnKey;

/// The columns of the first kind of plan and the names of their lists. They are always written, since whoever reads a
/// plan of that kind looks for them, and they hold nothing but statements.
const FIRST: [(&str, &str); 3] = [("goal", "goals"), ("monitoring", "monitoring"), ("effect", "effects")];

/// What becomes of a list that does not hold statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// It is left out: a file may say what we do not know.
    Ignored,
    /// What holds it is not read: nothing that we have written is left out.
    Refused,
}

/// Writes each list under its name.
pub(crate) fn write<T: Serialize, W: Serializer>(
    lists: &BTreeMap<ColumnKey, Vec<T>>,
    serializer: W,
) -> Result<W::Ok, W::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (key, name) in FIRST {
        if !lists.contains_key(key) {
            map.serialize_entry(name, <&[T]>::default())?;
        }
    }
    for (key, list) in lists {
        map.serialize_entry(name_of(key.as_str()), list)?;
    }
    map.end()
}

/// Reads every list among the fields.
pub(crate) fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    others: Others,
) -> Result<BTreeMap<ColumnKey, Vec<T>>, D::Error> {
    deserializer.deserialize_map(Reader { others, of: PhantomData })
}

fn name_of(key: &str) -> &str {
    FIRST.into_iter().find(|(first, _)| *first == key).map_or(key, |(_, name)| name)
}

fn key_of(name: &str) -> Option<ColumnKey> {
    let key = FIRST.into_iter().find(|(_, first)| *first == name).map_or(name, |(key, _)| key);
    ColumnKey::parse(key)
}

struct Reader<T> {
    others: Others,
    of: PhantomData<T>,
}

/// What may stand under a name that is not among the [`FIRST`].
#[derive(Deserialize)]
#[serde(untagged)]
enum Found<T> {
    List(Vec<T>),
    OtherList(Vec<IgnoredAny>),
    NoList(IgnoredAny),
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
    type Value = BTreeMap<ColumnKey, Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lists of statements")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut lists = Self::Value::new();
        while let Some(name) = fields.next_key::<String>()? {
            let Some(key) = key_of(&name) else {
                fields.next_value::<IgnoredAny>()?;
                continue;
            };
            let list: Vec<T> = if FIRST.iter().any(|(_, first)| *first == name) {
                fields.next_value()?
            } else {
                list_of::<T, A::Error>(fields.next_value()?, &name, self.others)?
            };
            if !list.is_empty() {
                lists.entry(key).or_insert_with(Vec::new).extend(list);
            }
        }
        Ok(lists)
    }
}

fn list_of<T, E: Error>(found: Found<T>, name: &str, others: Others) -> Result<Vec<T>, E> {
    match found {
        Found::List(list) => Ok(list),
        Found::OtherList(list) if others == Others::Refused => {
            Err(E::custom(format_args!("the {} under \"{name}\" are not statements", list.len())))
        }
        Found::OtherList(_) | Found::NoList(IgnoredAny) => Ok(Vec::new()),
    }
}
