//! Words of the keymap: what its file says, and what can be wrong with it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What is said of a keymap.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeymapWords {
    /// What stands at the head of a file, in lines.
    pub head: String,
    /// In place of screens: everywhere.
    pub everywhere: String,
    /// A file has no flaw; `{path}`.
    pub good: String,
    /// Another flaw of a file; `{line}`, `{what}`.
    pub more: String,
    /// On the message line while a file cannot be used; `{why}`.
    pub unused: String,
    /// There is no function of that name; `{function}`.
    pub no_function: String,
    /// Neither a key nor a list of keys; `{function}`.
    pub no_keys: String,
    /// There is no such key; `{key}`.
    pub no_key: String,
    /// A key that always means the same; `{key}`.
    pub fixed: String,
    /// The same key twice; `{function}`, `{key}`.
    pub twice: String,
    /// Characters alone; `{function}`.
    pub character_alone: String,
    /// A key of another function; `{function}`, `{key}`, `{other}`.
    pub taken: String,
    /// What each function does, by its name.
    function: BTreeMap<String, String>,
}

impl KeymapWords {
    /// What that function does, in a word or two.
    pub fn function<'a>(&'a self, name: &'a str) -> &'a str {
        self.function.get(name).map_or(name, String::as_str)
    }

    /// The functions that have words.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        self.function.keys().map(String::as_str)
    }
}
