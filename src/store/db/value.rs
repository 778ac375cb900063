//! What a column holds and a statement is given: nothing, a whole number, text or bytes. Truth is 1 or 0.

use crate::store::error::{Error, Result};

/// A value of a column or of a place in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Value<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

/// What can be given to a statement.
pub(in crate::store) trait ToValue {
    /// The value of it.
    ///
    /// # Errors
    /// A number that no column can hold.
    fn value(&self) -> Result<Value<'_>>;
}

/// What can be read from a column.
pub(in crate::store) trait FromValue: Sized {
    /// Reads it; nothing when the value is of another kind or too large.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl ToValue for Value<'_> {
    fn value(&self) -> Result<Value<'_>> {
        Ok(*self)
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn value(&self) -> Result<Value<'_>> {
        (**self).value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn value(&self) -> Result<Value<'_>> {
        self.as_ref().map_or(Ok(Value::Null), ToValue::value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl ToValue for $number {
            fn value(&self) -> Result<Value<'_>> {
                let number = i64::try_from(*self);
                number.map(Value::Integer).map_err(|_| Error::Damaged(format!("{self}: a number too large")))
            }
        }

        impl FromValue for $number {
            fn from_value(value: Value<'_>) -> Option<Self> {
                match value {
                    Value::Integer(number) => number.try_into().ok(),
                    _ => None,
                }
            }
        }
    )+};
}

numbers!(u8, u32, u64, i64);

impl ToValue for bool {
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Integer(i64::from(*self)))
    }
}

impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).map(|number| number != 0)
    }
}

impl ToValue for str {
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Text(self))
    }
}

impl ToValue for String {
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Text(self))
    }
}

impl FromValue for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl<const N: usize> ToValue for [u8; N] {
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Blob(self))
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Blob(bytes) => bytes.try_into().ok(),
            _ => None,
        }
    }
}

impl ToValue for Vec<u8> {
    fn value(&self) -> Result<Value<'_>> {
        Ok(Value::Blob(self))
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Blob(bytes) => Some(bytes.to_vec()),
            _ => None,
        }
    }
}
