//! Passwords: asked at the terminal, or read from a file of their owner alone. Never an argument, never a variable.

use std::io::{IsTerminal, Read};
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::failure::{Failure, Own};
use super::file;
use super::voice::Voice;
use crate::words::place;

/// Bytes of a password file that are taken.
const MOST: usize = 1024;

/// The password of someone who logs in.
pub(super) fn known(from: Option<&Path>, staff: &str, voice: &Voice) -> Result<SecretString, Failure> {
    match from {
        Some(path) => in_file(path),
        None => asked(&voice.words().cli.password(place::Staff(staff))),
    }
}

/// A new password, asked for twice.
pub(super) fn new(from: Option<&Path>, staff: &str, voice: &Voice) -> Result<SecretString, Failure> {
    if let Some(path) = from {
        return in_file(path);
    }
    twice(&voice.words().cli.new_password(place::Staff(staff)), voice)
}

/// The one line of a file, or what a person types.
pub(super) fn in_file_or_asked(from: Option<&Path>, question: &str) -> Result<SecretString, Failure> {
    match from {
        Some(path) => in_file(path),
        None => asked(question),
    }
}

/// A secret that is asked for twice, so that it is what the person meant.
pub(super) fn twice(question: &str, voice: &Voice) -> Result<SecretString, Failure> {
    let first = asked(question)?;
    let again = asked(voice.words().cli.new_password_again)?;
    if first.expose_secret() == again.expose_secret() {
        Ok(first)
    } else {
        Err(Own::PasswordsDiffer.into())
    }
}

/// What a person types at the terminal, without echo.
pub(super) fn asked(question: &str) -> Result<SecretString, Failure> {
    let answer = rpassword::prompt_password(crate::ui::text::clean(question));
    answer.map(SecretString::from).map_err(|_| Own::NoTerminal.into())
}

/// One-time passwords: asked for one by one, or the words on standard input, in that order.
pub(super) fn codes<const N: usize>(questions: [&str; N]) -> Result<[SecretString; N], Failure> {
    let mut codes: [Option<SecretString>; N] = [const { None }; N];
    if std::io::stdin().is_terminal() {
        for (code, question) in codes.iter_mut().zip(questions) {
            *code = Some(asked(&format!("{question}: "))?);
        }
    } else {
        let text = file::small_text(None)?;
        for (code, word) in codes.iter_mut().zip(text.split_whitespace()) {
            *code = Some(SecretString::from(word));
        }
    }
    // What is missing is no password, which the desk says.
    Ok(codes.map(Option::unwrap_or_default))
}

/// The one line of a file that its owner alone may read.
fn in_file(path: &Path) -> Result<SecretString, Failure> {
    let refuse = |what: String| {
        let path = path.display().to_string();
        Failure::from(Own::PasswordFile { path, what })
    };
    let file = file::private(path).map_err(refuse)?;
    let mut text = Zeroizing::new(String::with_capacity(MOST + 2));
    let read = file.take(MOST as u64 + 1).read_to_string(&mut text);
    read.map_err(|error| refuse(file::what(&error)))?;
    let text = file::without_mark(&text);
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() || line.len() > MOST || line.contains(['\n', '\r']) {
        return Err(refuse("not one line".to_owned()));
    }
    Ok(SecretString::from(line))
}
