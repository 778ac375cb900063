//! How the structs of strings are written.

/// Writes structs of strings with a line about each; a file of words that lacks one or has another does not load.
macro_rules! words {
    ($($(#[doc = $about:literal])+ $name:ident { $(#[doc = $doc:literal] $field:ident),+ $(,)? })+) => {$(
        $(#[doc = $about])+
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(#[doc = $doc] pub $field: String),+ }
    )+};
}

pub(in crate::words) use words;
