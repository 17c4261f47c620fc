//! Types of the standard library, of jiff and of serde_json as models.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{
    Deserialize,
    de::{MapAccess, SeqAccess, value::MapAccessDeserializer},
};
use serde_json::{Map, Value};

use super::{Json, Losses, Lost, Misfit, Model, Path, Reader, Reading, Step, Taken, from_reference};

impl Model for bool {
    const EXPECTED: &'static str = "a boolean";

    #[inline]
    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        if let Json::Boolean(value) = json { Ok(value) } else { Err(json) }
    }
}

impl Model for String {
    const EXPECTED: &'static str = "a string";

    fn untyped(&self) -> usize {
        1
    }

    #[inline]
    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        if let Json::Text(text) = json { Ok(text.into_owned()) } else { Err(json) }
    }

    fn into_json(self) -> Value {
        Value::String(self)
    }
}

impl Model for Date {
    const EXPECTED: &'static str = "a date";

    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        let Json::Text(text) = &json else { return Err(json) };
        // jiff would parse a date with a time, and drop the time.
        text.parse().ok().filter(|date: &Self| date.to_string() == *text).ok_or(json)
    }
}

/// For operations whose response has no body.
impl Model for () {
    const EXPECTED: &'static str = "null";

    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        if let Json::Null = json { Ok(()) } else { Err(json) }
    }
}

impl Model for Value {
    const EXPECTED: &'static str = "JSON";

    fn untyped(&self) -> usize {
        match self {
            Self::Array(items) => 2 + items.iter().map(Self::untyped).sum::<usize>(),
            Self::Object(members) => 2 + members.values().map(Self::untyped).sum::<usize>(),
            _ => 2,
        }
    }

    #[inline]
    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        Ok(json.into())
    }

    fn into_json(self) -> Self {
        self
    }
}

impl Model for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    fn untyped(&self) -> usize {
        1 + self.values().map(Model::untyped).sum::<usize>()
    }

    fn take<'a>(json: Json<'a>, _: &mut Reading) -> Taken<'a, Self> {
        if let Json::Whole(Value::Object(members)) = json { Ok(members) } else { Err(json) }
    }

    fn into_json(self) -> Value {
        Value::Object(self)
    }
}

impl<T: Model> Model for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn array<'de, A: SeqAccess<'de>>(mut array: A, reader: Reader<'_, Self>) -> Result<bool, A::Error> {
        let reading = &mut *reader.reading;
        let mut items = Self::new();
        let losses = Losses::enter(reading);
        let mut item = None;
        while let Some(taken) = array.next_element_seed(Reader::new(&mut item, reading))? {
            if taken {
                Losses::item(reading, items.len());
                items.extend(item.take());
                continue;
            }
            reading.within(Step::Index(items.len()));
            let mut all = losses.restore(items.into_json(), reading);
            if let Value::Array(all) = &mut all {
                all.push(reading.refused.take());
                while let Some(value) = array.next_element()? {
                    all.push(value);
                }
            }
            return Ok(reader.give_back(all));
        }
        losses.leave(reading);
        Ok(reader.keep(items))
    }

    fn into_json(self) -> Value {
        Value::Array(self.into_iter().map(T::into_json).collect())
    }

    fn find_misfits<'a>(&'a self, at: &Path<'_>, found: &mut Vec<Misfit<'a>>) {
        for (index, item) in self.iter().enumerate() {
            item.find_misfits(&at.index(index), found);
        }
    }

    fn untyped(&self) -> usize {
        self.iter().map(Model::untyped).sum()
    }
}

impl<T: Model> Model for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn object<'de, A: MapAccess<'de>>(object: A, reader: Reader<'_, Self>) -> Result<bool, A::Error> {
        let whole = Value::deserialize(MapAccessDeserializer::new(object))?;
        let Value::Object(members) = &whole else { return Ok(reader.whole(whole)) };
        let mut taken = Self::new();
        for (name, value) in members {
            let Some(value) = from_reference(value, reader.reading) else {
                reader.reading.within(Step::Name(name.clone().into()));
                return Ok(reader.give_back(whole));
            };
            taken.insert(name.clone(), value);
        }
        reader.reading.lost = Some(Lost::Was(whole));
        Ok(reader.keep(taken))
    }

    fn into_json(self) -> Value {
        Value::Object(self.into_iter().map(|(name, value)| (name, value.into_json())).collect())
    }

    fn find_misfits<'a>(&'a self, at: &Path<'_>, found: &mut Vec<Misfit<'a>>) {
        for (name, value) in self {
            value.find_misfits(&at.name(name), found);
        }
    }

    fn untyped(&self) -> usize {
        // The names are untyped too.
        self.values().map(|value| 1 + value.untyped()).sum()
    }
}
