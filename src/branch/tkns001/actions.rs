//! The actions that stand in the trail, to choose one from.

use std::convert::Infallible;

use ratatui::layout::Size;

use crate::ui::kit::pick_box::Pick;
use crate::ui::kit::table::{Column, Row};
use crate::ui::screen::Ambient;
use crate::words::Words;

/// The list. It closes with the words of the chosen one.
pub(super) struct Actions(Vec<String>);

impl Actions {
    /// Those of `known`, in the order of their words.
    pub(super) fn new(known: &[String], words: &Words) -> Self {
        let mut names = known.to_vec();
        names.sort_by_key(|name| words.value(name).to_owned());
        Self(names)
    }
}

impl Pick for Actions {
    type Own = Infallible;
    type With = String;
    const SIZE: Size = Size::new(48, 18);

    fn title(words: &Words) -> &'static str {
        words.trail.filter.actions
    }

    fn hint(words: &Words) -> &'static str {
        words.trail.filter.actions_hint
    }

    fn button(words: &Words) -> &'static str {
        words.trail.filter.choose
    }

    fn columns(words: &Words) -> Vec<Column> {
        vec![Column::rest(words.trail.list.action)]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        Some(Row::new([self.picked(index, at.words)?]))
    }

    fn picked(&self, index: usize, words: &Words) -> Option<String> {
        Some(words.value(self.0.get(index)?).to_owned())
    }
}
