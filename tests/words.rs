//! The tests of what makes the language files into code, which runs when the program is built.

#[path = "../src/words/build/main.rs"]
#[expect(dead_code, reason = "only the build calls what writes the file")]
mod build;
