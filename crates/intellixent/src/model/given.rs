//! What a setter takes: whatever becomes a value of the field, or an `Option` of that.

use std::{borrow::Cow, fmt};

/// What can be given for a field of the type `T`: anything that [`TryInto`] makes a `T` of, as a string for an amount, or an
/// `Option` of it.
///
/// `How` tells the two apart and is always inferred.
pub trait Given<T, How> {
    /// The value; nothing, if an empty `Option` was given.
    ///
    /// # Errors
    ///
    /// If no `T` can be made of it, in the words of its type.
    fn given(self) -> Result<Option<T>, String>;
}

/// A value itself was given.
#[derive(Debug)]
pub enum Itself {}

/// An `Option` of a value was given.
#[derive(Debug)]
pub enum Optional {}

impl<T, V: TryInto<T, Error: fmt::Display>> Given<T, Itself> for V {
    fn given(self) -> Result<Option<T>, String> {
        self.try_into().map(Some).map_err(|error| error.to_string())
    }
}

impl<T, V: TryInto<T, Error: fmt::Display>> Given<T, Optional> for Option<V> {
    fn given(self) -> Result<Option<T>, String> {
        self.map(V::try_into).transpose().map_err(|error| error.to_string())
    }
}

/// What was given is no value of the type; `build` also says of which field.
#[derive(Clone, PartialEq, Eq)]
pub struct ConversionError(Cow<'static, str>);

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::error::Error for ConversionError {}

impl From<&'static str> for ConversionError {
    fn from(problem: &'static str) -> Self {
        Self(problem.into())
    }
}

impl From<String> for ConversionError {
    fn from(problem: String) -> Self {
        Self(problem.into())
    }
}

/// Keeps what a setter of a builder was given, or notes why it cannot be the field's value.
pub(crate) fn set<T, How>(
    field: &mut Option<T>,
    name: &str,
    value: impl Given<T, How>,
    problem: &mut Option<ConversionError>,
) {
    match value.given() {
        Ok(value) => *field = value,
        Err(said) => {
            problem.get_or_insert_with(|| format!("{name}: {said}").into());
        }
    }
}

/// The value of a field that must have one.
pub(crate) fn needed<T>(name: &str, value: Option<T>) -> Result<T, ConversionError> {
    value.ok_or_else(|| format!("{name}: expected a value, found nothing").into())
}
