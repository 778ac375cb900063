//! A scenario as one page: no server, nothing from outside; without JavaScript all of it stands below one another.

use std::fmt::Write as _;

use super::{Shown, Told};
use crate::console::rehearsal::each_key;
use crate::training::scenario::Text;
use crate::ui::picture::escape;
use crate::words::{Lang, PageWords};

const STYLE: &str = include_str!("../../../assets/page/page.css");
const SCRIPT: &str = include_str!("../../../assets/page/page.js");

/// The page of a scenario.
pub fn page(told: &Told<'_>, lang: Lang, words: &PageWords) -> String {
    let of = |text: &Text| match lang {
        Lang::Ja => escape(&text.ja),
        Lang::En => escape(&text.en),
    };
    let title = of(&told.scenario.title);
    let code = match lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header><h1>{title}</h1>\n\
         <p>{}</p></header>\n<nav hidden><button id=\"prev\">{}</button> <span id=\"place\"></span> \
         <button id=\"next\">{}</button></nav>\n<main>\n",
        of(&told.scenario.story),
        escape(words.previous),
        escape(words.next),
    );
    frame(&mut out, &escape(words.start), "", &told.start, words);
    for (number, (step, shown)) in told.scenario.steps.iter().zip(&told.steps).enumerate() {
        let heading = format!("{}. {}", number + 1, of(&step.task));
        let hint = of(&step.hint);
        for picture in shown {
            frame(&mut out, &heading, &hint, picture, words);
        }
    }
    // Writing to a String cannot fail.
    let _ = write!(out, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn frame(out: &mut String, heading: &str, hint: &str, shown: &Shown, words: &PageWords) {
    let _ = writeln!(out, "<section>\n<h2>{heading}</h2>");
    if !hint.is_empty() {
        let _ = writeln!(out, "<p class=\"hint\">{hint}</p>");
    }
    if !shown.keys.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"keys\">{} {}</p>",
            escape(words.keys),
            keys(&shown.keys)
        );
    }
    let _ = writeln!(out, "{}</section>", shown.svg);
}

/// Keys one by one, text in one piece.
fn keys(notation: &str) -> String {
    let (mut out, mut text) = (String::new(), String::new());
    let flush = |text: &mut String, out: &mut String| {
        if !text.is_empty() {
            let _ = write!(out, "<samp>{}</samp> ", escape(&std::mem::take(text)));
        }
    };
    for key in each_key(notation) {
        match key.strip_prefix('<').and_then(|key| key.strip_suffix('>')) {
            Some(name) => {
                flush(&mut text, &mut out);
                let _ = write!(out, "<kbd>{}</kbd> ", escape(name));
            }
            None => text.push_str(key),
        }
    }
    flush(&mut text, &mut out);
    out
}
