//! What a source says when it is read as Rust: its tokens, without what stands under `#[cfg(test)]`, and the paths it names.
//!
//! It is a reader of sources that compile, so it need not tell good Rust from bad.

use std::ops::Range;

/// A piece of a source that is no blank and no comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    at: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Mark,
    /// A string, a character, a number or a lifetime: nothing in it is a path.
    Value,
}

impl Token<'_> {
    fn is(&self, text: &str) -> bool {
        self.kind != Kind::Value && self.text == text
    }

    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The tokens of a source.
pub(crate) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let (length, kind) = if first.is_whitespace() {
            (first.len_utf8(), None)
        } else if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if rest.starts_with("/*") {
            (comment(rest), None)
        } else if let Some(length) = string(rest) {
            (length, Some(Kind::Value))
        } else if first == '\'' {
            (quote(rest), Some(Kind::Value))
        } else if is_word(first) {
            let raw = if rest.starts_with("r#") { 2 } else { 0 };
            let length = rest[raw..].find(|c| !is_word(c)).map_or(rest.len(), |end| raw + end);
            let kind = if first.is_ascii_digit() {
                Kind::Value
            } else {
                Kind::Word
            };
            (length, Some(kind))
        } else if rest.starts_with("::") {
            (2, Some(Kind::Mark))
        } else {
            (first.len_utf8(), Some(Kind::Mark))
        };
        let text = &rest[..length];
        found.extend(kind.map(|kind| Token { text, at, kind }));
        at += length;
    }
    found
}

/// The length of a block comment, with those inside it.
fn comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let step = if rest[at..].starts_with("/*") {
            depth += 1;
            2
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            2
        } else {
            rest[at..].chars().next().map_or(1, char::len_utf8)
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of a string of any kind (`"…"`, `b"…"`, `c"…"`, `r#"…"#`), if one begins here.
fn string(rest: &str) -> Option<usize> {
    let letters = rest.find(|c| !"bcr".contains(c))?;
    let is_raw = rest[..letters].ends_with('r');
    if letters > 2 || !(letters < 2 || is_raw) {
        return None;
    }
    let hashes = rest[letters..].find(|c| c != '#')?;
    let open = letters + hashes;
    if !rest[open..].starts_with('"') || (hashes > 0 && !is_raw) {
        return None;
    }
    if is_raw {
        let close = format!("\"{}", "#".repeat(hashes));
        let end = rest[open + 1..].find(&close)?;
        return Some(open + 1 + end + close.len());
    }
    let mut is_escaped = false;
    let end = rest[open + 1..].find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    })?;
    Some(open + 1 + end + 1)
}

/// The length of a character (`'a'`, `'\''`, `'\u{3042}'`) or of a lifetime.
fn quote(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    match inside.next() {
        Some('\\') => rest[3..].find('\'').map_or(rest.len(), |end| 3 + end + 1),
        Some(c) if inside.next() == Some('\'') => 1 + c.len_utf8() + 1,
        _ => rest[1..].find(|c| !is_word(c)).map_or(rest.len(), |end| 1 + end),
    }
}

/// What stands under one `#[cfg(test)]`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tested {
    at: Range<usize>,
    /// The module that has a file of its own, if it is one.
    pub(crate) module: Option<String>,
}

/// Every item under `#[cfg(test)]`, and nothing that follows it.
pub(crate) fn tested(source: &str) -> Vec<Tested> {
    let tokens = tokens(source);
    let mut found = Vec::<Tested>::new();
    for index in 0..tokens.len() {
        let begins = ["#", "[", "cfg", "(", "test", ")", "]"];
        let is_here = |(behind, mark): (usize, &&str)| tokens.get(index + behind).is_some_and(|token| token.is(mark));
        let at = tokens[index].at;
        let is_inside = found.last().is_some_and(|before| at < before.at.end);
        if is_inside || !begins.iter().enumerate().all(is_here) {
            continue;
        }
        let item = behind_attributes(&tokens, index + begins.len());
        let last = last_of(&tokens, item);
        let module = match &tokens[item..=last] {
            [.., word, name, end] if word.is("mod") && end.is(";") => Some(name.text.to_owned()),
            _ => None,
        };
        let end = tokens[last].end();
        found.push(Tested { at: at..end, module });
    }
    found
}

/// The source without what stands under `#[cfg(test)]`.
pub(crate) fn untested(source: &str) -> String {
    let mut code = String::new();
    let mut from = 0;
    for tested in tested(source) {
        code.push_str(&source[from..tested.at.start]);
        from = tested.at.end;
    }
    code.push_str(&source[from..]);
    code
}

/// How much deeper inside brackets one is behind that token.
fn deeper(token: &Token<'_>) -> i32 {
    match token.text {
        _ if token.kind == Kind::Value => 0,
        "(" | "[" | "{" => 1,
        ")" | "]" | "}" => -1,
        _ => 0,
    }
}

/// The first token from there on that is of no further attribute.
fn behind_attributes(tokens: &[Token<'_>], mut from: usize) -> usize {
    while tokens.get(from).is_some_and(|token| token.is("#")) {
        let mut depth = 0;
        from += 1;
        while let Some(token) = tokens.get(from) {
            depth += deeper(token);
            from += 1;
            if depth == 0 {
                break;
            }
        }
    }
    from
}

/// The last token of the item that begins there: a semicolon, or the brace that closes it.
fn last_of(tokens: &[Token<'_>], from: usize) -> usize {
    let needs_semicolon = needs_semicolon(&tokens[from..]);
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(from) {
        depth += deeper(token);
        if depth == 0 && (token.is(";") || token.is("}") && !needs_semicolon) {
            return index;
        }
    }
    tokens.len() - 1
}

/// Whether a brace does not end that item: `use a::{b};`, `const A: B = B { };`.
fn needs_semicolon(item: &[Token<'_>]) -> bool {
    let mut words = item.iter().filter(|token| token.kind == Kind::Word);
    while let Some(word) = words.next() {
        match word.text {
            "use" | "static" | "type" | "let" => return true,
            "const" => {
                return words
                    .next()
                    .is_some_and(|next| !["fn", "unsafe", "async", "extern"].contains(&next.text));
            }
            "fn" | "struct" | "enum" | "impl" | "trait" | "mod" | "macro_rules" => return false,
            _ => {}
        }
    }
    false
}

#[test]
fn only_the_item_under_the_mark_of_tests_is_left_out() {
    let left = |source: &str| untested(source).replace('\n', " ");
    for (source, rest) in [
        ("mod a;\n#[cfg(test)]\nmod b;\nmod c;", "mod a;  mod c;"),
        ("#[cfg(test)] mod b { fn f() { \"}\" } } mod c;", " mod c;"),
        ("#[cfg(test)] use a::{b, c::{d}}; mod e;", " mod e;"),
        (
            "#[cfg(test)] pub(crate) const A: [B; 1] = [B { c: ';' }]; mod e;",
            " mod e;",
        ),
        (
            "#[cfg(test)] const fn a() -> impl Iterator<Item = u8> { b() } mod e;",
            " mod e;",
        ),
        ("#[cfg(test)] #[derive(Debug)] struct A { b: u8 } mod e;", " mod e;"),
        ("#[cfg(test)] struct A(u8); mod e;", " mod e;"),
        (
            "impl A { #[cfg(test)] fn b<'a>(c: &'a str) {} fn d() {} }",
            "impl A {  fn d() {} }",
        ),
        ("#[cfg(test)] mod a { #[cfg(test)] mod b; } mod c;", " mod c;"),
        ("// #[cfg(test)]\nmod c;", "// #[cfg(test)] mod c;"),
    ] {
        assert_eq!(left(source), rest);
    }
}

#[test]
fn a_module_of_tests_in_a_file_of_its_own_is_known() {
    let source = "#[cfg(test)]\npub(crate) mod samples;\nmod row;\n#[cfg(test)]\nmod tests { mod inner; }";
    let modules: Vec<_> = tested(source).into_iter().map(|tested| tested.module).collect();
    assert_eq!(modules, [Some("samples".to_owned()), None]);
}

#[test]
fn strings_characters_lifetimes_and_comments_are_told_from_words() {
    let words = |source: &str| -> Vec<String> {
        let all = tokens(source).into_iter();
        all.filter(|token| token.kind == Kind::Word)
            .map(|token| token.text.to_owned())
            .collect()
    };
    assert_eq!(
        words(r##"a "b \" c" d r#"e " f"# g br"h" i b'j' k"##),
        ["a", "d", "g", "i", "b", "k"]
    );
    assert_eq!(
        words(r"'a' b 'c d '\'' e '\\' f '\u{3042}' g 'あ' h"),
        ["b", "d", "e", "f", "g", "h"]
    );
    assert_eq!(
        words("a // b \"\nc /* d /* e */ f */ g 1_u8 r#type"),
        ["a", "c", "g", "r#type"]
    );
}
