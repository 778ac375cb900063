//! `screens`: every screen as a picture, and every scenario as a page, for manuals.

use std::fs;
use std::path::PathBuf;

use ratatui::layout::Size;
use serde::Serialize;

use super::access::Access;
use super::failure::Failure;
use super::rehearse;
use super::voice::Voice;
use crate::console::gallery::{page, screens, tell};
use crate::outbox;
use crate::training::scenario::Scenario;
use crate::training::stories::STORIES;
use crate::ui::shell::SMALLEST;
use crate::words::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder into which they are written: a new one, or one without files of these names
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Columns and rows of the terminal, 80x24 at least
    #[arg(long, value_name = "SIZE", default_value = "80x24", value_parser = size)]
    size: Size,
}

/// What was written.
#[derive(Debug, Serialize)]
struct Written {
    screens: usize,
    pages: usize,
}

fn size(text: &str) -> Result<Size, String> {
    let read = || {
        let (columns, rows) = text.split_once('x')?;
        Some(Size::new(columns.parse().ok()?, rows.parse().ok()?))
    };
    let fits =
        |size: &Size| (SMALLEST.width..=400).contains(&size.width) && (SMALLEST.height..=200).contains(&size.height);
    read().filter(fits).ok_or_else(|| "80x24 … 400x200".to_owned())
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let options = access.look(voice);
    let outbox = access.outbox()?;
    fs::create_dir_all(&args.out).map_err(|error| outbox::failed(&args.out, &error))?;
    let write = |name: &str, ending: &str, text: &str| -> Result<(), Failure> {
        outbox.write(&args.out.join(format!("{name}.{ending}")), text.as_bytes())?;
        Ok(())
    };
    let all = screens(&options, args.size).map_err(|why| rehearse::failed(&args.out, why))?;
    for (name, shown) in &all {
        write(name, "svg", &shown.svg)?;
        write(name, "txt", &shown.text)?;
    }
    for (name, text) in STORIES {
        let path = PathBuf::from(format!("{name}.toml"));
        let scenario = Scenario::read(name, text).map_err(|flaw| rehearse::unread(&path, flaw))?;
        let told = tell(&scenario, &options, args.size).map_err(|stuck| rehearse::failure(&path, stuck))?;
        let page = page(&told, access.lang(), &voice.words().page);
        write(name, "html", &page)?;
    }
    let written = Written {
        screens: all.len(),
        pages: STORIES.len(),
    };
    voice.done("written", &written, |words| {
        let (screens, pages) = (written.screens.to_string(), written.pages.to_string());
        let folder = args.out.display().to_string();
        vec![
            words
                .page
                .written(place::Folder(&folder), place::Pages(&pages), place::Screens(&screens)),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_one_that_shows_everything() {
        assert_eq!(size("160x45"), Ok(Size::new(160, 45)));
        for wrong in ["", "80", "79x24", "80x23", "80x24x1", "9999x24", "axb"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
