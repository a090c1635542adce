//! Counts the parts of a JSON file without keeping any of it: few bytes can be very many parts.

use std::fmt;

use domain::draft::TooLarge;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::{ReadError, budget::Budget};

/// Refuses a file with more parts than a plan may have; whatever stands in a list is one.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    let mut counter = Counter { budget: Budget::of_plan(), refusal: None };
    let read = counter.deserialize(&mut serde_json::Deserializer::from_slice(bytes));
    match (counter.refusal, read) {
        (Some(refusal), _) => Err(refusal.into()),
        (None, Err(error)) => Err(ReadError::Json { line: error.line() }),
        (None, Ok(())) => Ok(()),
    }
}

/// Walks through any value, whatever it says.
struct Counter {
    budget: Budget,
    refusal: Option<TooLarge>,
}

impl<'de> DeserializeSeed<'de> for &mut Counter {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Counter {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(&mut *self)?.is_some() {
            if let Err(refusal) = self.budget.take_parts(1) {
                self.refusal = Some(refusal);
                return Err(A::Error::custom(refusal));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while fields.next_key::<IgnoredAny>()?.is_some() {
            fields.next_value_seed(&mut *self)?;
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_stands_in_lists_however_deep() {
        let list = |count: usize| format!("[{}]", vec!["1"; count].join(","));
        let deep = |count: usize| format!(r#"{{"a":{{"b":[{}]}},"ø":[null,true,-1.5,"x"]}}"#, list(count));
        assert_eq!(check(deep(4_995).as_bytes()), Ok(()));
        assert_eq!(check(deep(4_996).as_bytes()), Err(ReadError::TooLarge(TooLarge::Parts)));
    }

    #[test]
    fn what_is_broken_is_told_by_its_line() {
        assert_eq!(check(b"{\n\"a\": }"), Err(ReadError::Json { line: 2 }));
    }
}
