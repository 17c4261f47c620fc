//! The argument types of setters: anything that converts to the field's type, or an `Option` of it.

use std::{borrow::Cow, fmt};

/// An argument for a field of the type `T`: anything that converts to `T` by [`TryInto`], such as a string for an amount, or
/// an `Option` of it.
///
/// `How` tells the two apart and is always inferred.
pub trait Given<T, How> {
    /// The value; `None` for `None`.
    ///
    /// # Errors
    ///
    /// The message of the conversion error.
    fn given(self) -> Result<Option<T>, String>;
}

/// The argument is a value.
#[derive(Debug)]
pub enum Itself {}

/// The argument is an `Option`.
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

/// The argument cannot be converted to the field's type. The error of `build` also names the field.
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

/// Sets the field of a builder, or keeps the first conversion error.
pub(crate) fn set<T, How>(
    field: &mut Option<T>,
    name: &str,
    value: impl Given<T, How>,
    problem: &mut Option<ConversionError>,
) {
    match value.given() {
        Ok(value) => *field = value,
        Err(error) => {
            problem.get_or_insert_with(|| format!("{name}: {error}").into());
        }
    }
}

/// The value of a required field.
pub(crate) fn needed<T>(name: &str, value: Option<T>) -> Result<T, ConversionError> {
    value.ok_or_else(|| format!("{name}: expected a value, found nothing").into())
}
