//! What the shell asks of a body: which block has the keys, and what follows from that for help, input method, page keys and `/`.

use super::{Block, Body, Rowed, What};
use crate::ui::kit::table::Listed;

impl<'a> Body<'a> {
    /// All blocks, those inside of others too.
    fn all<'b>(&'b self) -> Box<dyn Iterator<Item = &'b Block<'a>> + 'b> {
        Box::new(self.blocks.iter().flat_map(|block| {
            let inside: Box<dyn Iterator<Item = &'b Block<'a>> + 'b> = match &block.what {
                What::Panel(_, inside, _) | What::Group(inside) => inside.all(),
                What::Beside(_, left, right) => Box::new(left.all().chain(right.all())),
                _ => Box::new(std::iter::once(block)),
            };
            inside
        }))
    }

    /// What has the keys, the last of it.
    fn in_focus(&self) -> Option<&What<'a>> {
        let last = self.all().filter(|block| block.focused).last()?;
        Some(&last.what)
    }

    /// Help for what has the keys.
    pub(crate) fn help(&self) -> String {
        let form = match self.in_focus() {
            Some(What::Form(form, _)) => form.hint(),
            _ => String::new(),
        };
        Some(form)
            .filter(|hint| !hint.is_empty())
            .unwrap_or_else(|| self.hint.clone())
    }

    /// Whether text is typed.
    pub(crate) fn typing(&self) -> bool {
        match self.in_focus() {
            Some(What::Form(form, _)) => form.typing(),
            Some(What::Entry(_)) => true,
            _ => false,
        }
    }

    /// Whether an input method is wanted.
    pub(crate) fn kana(&self) -> bool {
        match self.in_focus() {
            Some(What::Form(form, _)) => form.kana(),
            Some(What::Entry(entry)) => entry.kana,
            _ => false,
        }
    }

    /// Whether the page keys stand on the bar: they turn something.
    pub(crate) fn turns(&self) -> bool {
        let turns = |block: &Block<'_>| match &block.what {
            What::Pages(reading, _) => reading.overflows(),
            What::Table(_) | What::Roster(..) => !block.lit,
            _ => false,
        };
        !self.unsaid_pages && self.all().any(turns)
    }

    /// The list in focus, which `/` narrows.
    pub(crate) fn listed(self) -> Option<Listed<'a>> {
        for block in self.blocks {
            let narrows = block.narrows.unwrap_or(block.focused);
            let found = match block.what {
                What::Table(rowed) if narrows => Some(rowed.listed()),
                What::Roster(roster, lines) if narrows => Some(roster.listed(lines)),
                What::Panel(_, inside, _) | What::Group(inside) => inside.listed(),
                What::Beside(_, left, right) => left.listed().or_else(|| right.listed()),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

impl<'a> Rowed<'a> {
    fn listed(self) -> Listed<'a> {
        let row = self.sought.unwrap_or(self.row);
        let (table, wide) = (self.table, !self.table.was_narrow());
        Listed::new(table, self.rows, move |index| row(index, wide)).of_more(self.more)
    }
}
