//! The paths a source names, from the root of the crate, whatever way they are written.

use crate::reader::{Token, tokens};

/// Every path of the crate that a source of the module `module` names, in imports and elsewhere: `["ui", "text", "put"]`.
/// A path that ends at a module or with a star is given as far as it goes, so the root itself is the empty path.
pub(crate) fn paths(source: &str, module: &[String]) -> Vec<Vec<String>> {
    let tokens = tokens(source);
    let mut reading = Parser {
        tokens: &tokens,
        at: 0,
        module: module.to_vec(),
        found: Vec::new(),
    };
    reading.block();
    reading.found
}

/// The module whose source stands at that path below `src`: `ui/screen/cx.rs` is `["ui", "screen", "cx"]`.
pub(crate) fn module_at(inside: &str) -> Vec<String> {
    let module = inside.trim_end_matches(".rs").trim_end_matches("/mod");
    let module = if module == "lib" { "" } else { module };
    module
        .split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

struct Parser<'t> {
    tokens: &'t [Token<'t>],
    at: usize,
    module: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Parser<'_> {
    fn text(&self, behind: usize) -> &str {
        self.tokens.get(self.at + behind).map_or("", |token| token.text)
    }

    /// Reads to the brace that closes what it began in, or to the end.
    fn block(&mut self) {
        while self.at < self.tokens.len() {
            match (self.text(0), self.text(1), self.text(2)) {
                ("}", ..) => {
                    self.at += 1;
                    return;
                }
                ("{", ..) => {
                    self.at += 1;
                    self.block();
                }
                ("mod", name, "{") => {
                    let name = name.to_owned();
                    self.module.push(name);
                    self.at += 3;
                    self.block();
                    self.module.pop();
                }
                ("use", ..) => {
                    self.at += 1;
                    self.tree(Before::Nothing);
                }
                (_, "::", _) if !self.is_within_a_path() && self.root(self.text(0)).is_some() => {
                    self.tree(Before::Nothing);
                }
                _ => self.at += 1,
            }
        }
    }

    fn is_within_a_path(&self) -> bool {
        self.at > 0 && self.tokens[self.at - 1].text == "::"
    }

    /// Where a path leads that begins with this word, if that is inside the crate.
    fn root(&self, word: &str) -> Option<Vec<String>> {
        match word {
            "crate" | "madoguchi" => Some(Vec::new()),
            "self" => Some(self.module.clone()),
            "super" => Some(self.module[..self.module.len().saturating_sub(1)].to_vec()),
            _ => None,
        }
    }

    /// One path, or a tree of them, behind what was read before.
    fn tree(&mut self, before: Before) {
        let is_first = before == Before::Nothing;
        let mut path = before;
        let mut length = 0;
        loop {
            let word = self.text(0).to_owned();
            match (word.as_str(), &mut path) {
                ("{", _) => {
                    self.at += 1;
                    self.group(&path);
                    return;
                }
                ("<", _) => break,
                ("*", _) => {
                    self.at += 1;
                    break;
                }
                (word, _) if length == 0 && is_first => path = self.root(word).map_or(Before::Outside, Before::Inside),
                ("self", _) | (_, Before::Nothing | Before::Outside) => {}
                ("super", Before::Inside(path)) => drop(path.pop()),
                (word, Before::Inside(path)) => path.push(word.to_owned()),
            }
            length += 1;
            self.at += 1;
            if self.text(0) != "::" {
                break;
            }
            self.at += 1;
        }
        if let Before::Inside(path) = path {
            self.found.push(path);
        }
    }

    /// What stands between braces of an import.
    fn group(&mut self, before: &Before) {
        while self.at < self.tokens.len() {
            match self.text(0) {
                "}" => {
                    self.at += 1;
                    return;
                }
                "," => self.at += 1,
                // The name that it gets here leads nowhere else.
                "as" => self.at += 2,
                _ => self.tree(before.clone()),
            }
        }
    }
}

/// What was read of a path so far.
#[derive(Clone, PartialEq, Eq)]
enum Before {
    Nothing,
    /// It leads out of the crate.
    Outside,
    Inside(Vec<String>),
}
