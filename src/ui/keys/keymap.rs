//! Which keys stand for which function: the standard keymap, or what a file makes of it.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Function, Key, notation};

/// The keys of every function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// Those that are others than in the standard keymap.
    moved: BTreeMap<Function, Vec<Key>>,
}

/// What is wrong with a keymap file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The line, from 1 on.
    pub line: usize,
    /// What.
    pub wrong: Wrong,
}

/// What can be wrong with a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no TOML.
    Syntax(String),
    /// There is no function of that name.
    NoFunction(String),
    /// The value is neither a key nor a list of keys.
    NoKeys(Function),
    /// There is no key of that name.
    NoKey(String),
    /// A key that always means the same.
    Fixed(String),
    /// The key is named twice for one function.
    Twice(Function, String),
    /// An function whose only keys are characters, which are text wherever something is typed.
    CharacterAlone(Function),
    /// The key stands for another function of the same screen too.
    Taken(Function, String, Function),
}

impl Keymap {
    /// Reads a keymap file: a TOML table of functions, each with a key or a list of keys, the first of which is shown. What it
    /// does not name keeps its standard keys. `screens` are the functions that each screen binds: a key stands for one of them.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of its lines.
    pub fn read(text: &str, screens: &[&[Function]]) -> Result<Self, Vec<Flaw>> {
        let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let wrong = Wrong::Syntax(error.message().lines().collect::<Vec<_>>().join(" "));
            vec![Flaw { line: line(at), wrong }]
        })?;
        let (mut flaws, mut keymap, mut lines) = (Vec::new(), Self::default(), BTreeMap::new());
        for (name, value) in table.get_ref() {
            let at = line(name.span().start);
            let mut wrong = |wrong| flaws.push(Flaw { line: at, wrong });
            match Function::named(name.get_ref()) {
                None => wrong(Wrong::NoFunction(name.get_ref().clone().into_owned())),
                Some(function) => match keys_of(function, value) {
                    Err(what) => wrong(what),
                    Ok(keys) => {
                        keymap.moved.insert(function, keys);
                        lines.insert(function, at);
                    }
                },
            }
        }
        for (function, at) in &lines {
            let taken = keymap.taken(*function, &lines, screens);
            flaws.extend(taken.map(|wrong| Flaw { line: *at, wrong }));
        }
        flaws.sort_by_key(|flaw| flaw.line);
        if flaws.is_empty() { Ok(keymap) } else { Err(flaws) }
    }

    /// The keys of a function; the first is the one that is shown.
    pub fn keys(&self, function: Function) -> &[Key] {
        self.moved.get(&function).map_or(function.standard(), Vec::as_slice)
    }

    /// The key of a function that is shown.
    pub fn key(&self, function: Function) -> Key {
        self.keys(function).first().cloned().unwrap_or(Key::Other)
    }

    /// Whether that key stands for that function. A letter does in either case.
    pub fn means(&self, key: &Key, function: Function) -> bool {
        self.keys(function).iter().any(|own| own.is_like(key))
    }

    /// The names of the keys of the functions that have others than the standard ones, by the functions' names.
    pub fn names(&self) -> BTreeMap<&'static str, Vec<String>> {
        let names = |keys: &Vec<Key>| keys.iter().map(Key::to_string).collect();
        let moved = self.moved.iter();
        moved.map(|(function, keys)| (function.name(), names(keys))).collect()
    }

    /// The other functions that a key of this one stands for where both can be there. Of two that the file names, the later
    /// line is the wrong one.
    fn taken(
        &self,
        function: Function,
        lines: &BTreeMap<Function, usize>,
        screens: &[&[Function]],
    ) -> impl Iterator<Item = Wrong> {
        let is_later = move |other: &Function| lines.get(other).is_none_or(|line| Some(line) < lines.get(&function));
        let others = Function::all().filter(move |other| function != *other && function.meets(*other, screens));
        others.filter(is_later).filter_map(move |other| {
            let common = self.keys(function).iter().find(|key| self.means(key, other))?;
            Some(Wrong::Taken(function, common.to_string(), other))
        })
    }
}

/// The keys that a value gives a function.
fn keys_of(function: Function, value: &Spanned<DeValue<'_>>) -> Result<Vec<Key>, Wrong> {
    let names: Option<Vec<_>> = match value.get_ref() {
        DeValue::String(name) => Some(vec![name.as_ref()]),
        DeValue::Array(names) => names.iter().map(|name| name.get_ref().as_str()).collect(),
        _ => None,
    };
    let names = names.filter(|names| !names.is_empty()).ok_or(Wrong::NoKeys(function))?;
    let mut keys: Vec<Key> = Vec::new();
    for name in names {
        let key = notation::named(name);
        let known = match &key {
            Key::F(number) => (1..=12).contains(number),
            Key::Ctrl(letter) => letter.is_ascii_lowercase() && name.len() == "Ctrl+X".len(),
            Key::Other => false,
            _ => true,
        };
        if !known {
            return Err(Wrong::NoKey(name.to_owned()));
        }
        if is_fixed(&key, function) {
            return Err(Wrong::Fixed(key.to_string()));
        }
        if keys.iter().any(|own| own.is_like(&key)) {
            return Err(Wrong::Twice(function, key.to_string()));
        }
        keys.push(key);
    }
    let is_text = |keys: &[Key]| keys.iter().all(Key::is_text);
    if is_text(&keys) && !is_text(function.standard()) {
        return Err(Wrong::CharacterAlone(function));
    }
    Ok(keys)
}

/// Characters that a keymap can give a meaning: letters, and those that no list takes.
const CHARACTERS: &str = "/:;=?,.+*@#!%&";
/// Letters that with Ctrl edit, that a terminal or a multiplexer keeps for itself, or that arrive as another key.
const KEPT: &str = "abcdhijkmqsuz";

/// Whether a key always means the same: what moves, edits and chooses does, and F1 is help.
fn is_fixed(key: &Key, function: Function) -> bool {
    match key {
        Key::F(1) => function != Function::Help,
        Key::F(_) => false,
        Key::Ctrl(letter) => KEPT.contains(*letter),
        Key::Char(c) => !(c.is_ascii_alphabetic() || CHARACTERS.contains(*c)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a few screens bind.
    const SCREENS: &[&[Function]] = &[
        &[
            Function::Identify,
            Function::Unlock,
            Function::Revoke,
            Function::History,
            Function::LiftCaution,
        ],
        &[Function::Identify, Function::Change, Function::Remove],
        &[Function::Course, Function::Conditions],
        &[Function::Reject, Function::TryFob],
    ];

    fn read(text: &str) -> Result<Keymap, Vec<Flaw>> {
        Keymap::read(text, SCREENS)
    }

    fn flaws(text: &str) -> Vec<(usize, Wrong)> {
        let flaws = read(text).unwrap_err();
        flaws.into_iter().map(|flaw| (flaw.line, flaw.wrong)).collect()
    }

    #[test]
    fn what_is_not_named_keeps_its_keys_and_what_is_named_has_those_alone() {
        let keymap = read("execute = [\"F9\", \"Ctrl+X\"]\nreject = 'F2'\nrevoke = 'F2'\nidentify = 'F10'\n");
        let text = "help = [\"F1\", \"Ctrl+N\"]\nexecute = \"Ctrl+X\"\n";
        assert!(keymap.is_err(), "F9 is that of many");
        let keymap = read(text).unwrap();
        assert_eq!(keymap.key(Function::Execute), Key::Ctrl('x'));
        assert!(!keymap.means(&Key::F(10), Function::Execute));
        assert!(keymap.means(&Key::Ctrl('n'), Function::Help) && keymap.means(&Key::F(1), Function::Help));
        assert!(keymap.means(&Key::F(12), Function::Cancel) && keymap.means(&Key::Char('H'), Function::History));
        assert_eq!(read("").unwrap(), Keymap::default());
        assert_eq!(keymap.names()["execute"], ["Ctrl+X"]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_its_line() {
        let text = "refresh = \"F5\"\nsign = \"F5\"\n\nidentify = 5\nunlock = []\nrevoke = \"F13\"\nregister = \"Enter\"\n\
                    execute = \"x\"\nexit = [\"F3\", \"F3\"]\njump = \"F1\"\npalette = \"1\"\ntheme = \"Ctrl+Q\"\nturn = \"<F6>\"\n";
        let name = |name: &str| name.to_owned();
        assert_eq!(
            flaws(text),
            [
                (2, Wrong::NoFunction(name("sign"))),
                (4, Wrong::NoKeys(Function::Identify)),
                (5, Wrong::NoKeys(Function::Unlock)),
                (6, Wrong::NoKey(name("F13"))),
                (7, Wrong::Fixed(name("Enter"))),
                (8, Wrong::CharacterAlone(Function::Execute)),
                (9, Wrong::Twice(Function::Exit, name("F3"))),
                (10, Wrong::Fixed(name("F1"))),
                (11, Wrong::Fixed(name("1"))),
                (12, Wrong::Fixed(name("Ctrl+Q"))),
                (13, Wrong::NoKey(name("<F6>"))),
            ]
        );
        assert!(matches!(&flaws("\nexecute = F5\n")[..], [(2, Wrong::Syntax(_))]));
        assert!(matches!(
            &flaws("execute = \"F5\"\nexecute = \"F5\"")[..],
            [(2, Wrong::Syntax(_))]
        ));
    }

    #[test]
    fn a_key_of_two_actions_of_one_screen_is_a_conflict() {
        let taken = |function, other| Wrong::Taken(function, "F4".to_owned(), other);
        // One screen has the one, another the other; the audit trail's F4 is on no screen with it.
        let both = |line| {
            [
                (line, taken(Function::Identify, Function::Unlock)),
                (line, taken(Function::Identify, Function::Change)),
            ]
        };
        assert_eq!(flaws("identify = \"F4\""), both(1));
        assert!(read("identify = \"F4\"\nunlock = \"F2\"\nchange = \"Ctrl+X\"").is_ok());
        assert_eq!(flaws("unlock = \"F4\"\nidentify = \"F4\""), both(2));
        assert_eq!(
            flaws("lift-caution = 'H'"),
            [(
                1,
                Wrong::Taken(Function::LiftCaution, "H".to_owned(), Function::History)
            )]
        );
    }

    /// The rule of [`Function::meets`]: the standard keymap has no conflict.
    #[test]
    fn the_standard_keymap_written_out_reads_as_itself() {
        let line = |function: Function| {
            let keys: Vec<_> = function
                .standard()
                .iter()
                .map(|key| format!("{:?}", key.to_string()))
                .collect();
            format!("{} = [{}]\n", function.name(), keys.join(", "))
        };
        let keymap = read(&Function::all().map(line).collect::<String>()).unwrap();
        assert!(Function::all().all(|function| keymap.keys(function) == function.standard()));
    }
}
