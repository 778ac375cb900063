//! What is done from the stock: the list behind Execute, which leads to the screens of each (R15.9).

use ratatui::layout::Size;

use crate::branch::{off_duty, screens};
use crate::domain::staff::Duty;
use crate::ui::kit::pick_box::Pick;
use crate::ui::kit::table::{Column, Row};
use crate::ui::screen::Ambient;
use crate::words::Words;

/// Something that is done from the stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Which fob somebody has in hand.
    Which,
    /// What should be fetched back.
    Recall,
    /// TZAI003.
    Deliveries,
    /// TZAI004.
    Issue,
    /// TZAI005.
    Handle,
    /// TZAI006.
    Count,
}

impl Act {
    const ALL: [Self; 6] = [
        Self::Which,
        Self::Recall,
        Self::Deliveries,
        Self::Issue,
        Self::Handle,
        Self::Count,
    ];

    /// What it is called.
    pub(super) fn label(self, words: &Words) -> &'static str {
        let (own, title) = (&words.stock.list, &words.finding.screen);
        match self {
            Self::Which => own.which,
            Self::Recall => own.recall,
            Self::Deliveries => title.tzai003,
            Self::Issue => title.tzai004,
            Self::Handle => title.tzai005,
            Self::Count => title.tzai006,
        }
    }

    /// The screen behind it.
    fn id(self) -> &'static str {
        match self {
            Self::Which | Self::Recall => screens::TZAI001.id,
            Self::Deliveries => screens::TZAI003.id,
            Self::Issue => screens::TZAI004.id,
            Self::Handle => screens::TZAI005.id,
            Self::Count => screens::TZAI006.id,
        }
    }

    /// Why it can't be done by who is signed in, if so: the others show by themselves what a role may do there.
    pub(super) fn off(self, at: &Ambient<'_>) -> Option<String> {
        match self {
            Self::Which | Self::Issue => off_duty(at, Duty::Issue),
            _ => None,
        }
    }
}

/// The list of them.
pub(super) struct Acts;

impl Pick for Acts {
    type Own = ();
    type With = Act;
    const SIZE: Size = Size::new(60, 10);

    fn title(words: &Words) -> &'static str {
        words.stock.list.acts_title
    }

    fn hint(words: &Words) -> &'static str {
        words.stock.list.acts_hint
    }

    fn button(words: &Words) -> &'static str {
        words.stock.list.acts_go
    }

    fn columns(words: &Words) -> Vec<Column> {
        let own = &words.stock.list;
        vec![Column::rest(own.act), Column::new(own.act_screen, 8)]
    }

    fn count(&self) -> usize {
        Act::ALL.len()
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let act = Act::ALL.get(index)?;
        let style = match act.off(at) {
            Some(_) => at.theme.off,
            None => at.theme.value,
        };
        Some(Row::new([act.label(at.words), act.id()].map(str::to_owned)).styled(style))
    }

    fn picked(&self, index: usize, _: &Words) -> Option<Act> {
        Act::ALL.get(index).copied()
    }
}
