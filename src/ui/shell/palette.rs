//! `:` or Ctrl+P: everything that can be done on this screen, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::ui::ear::Asked;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::panel::panel;
use crate::ui::kit::table::{Column, Row, Table};
use crate::ui::screen::{Ambient, Binding, Cx, KeyInfo, Screen};

/// The palette, made when it is opened from the bindings of the layer below.
pub(super) struct Palette {
    all: Vec<KeyInfo>,
    filter: Input,
    table: Table,
}

#[derive(Clone, Copy)]
pub(super) struct Do;

impl Palette {
    pub(super) fn new(all: Vec<KeyInfo>) -> Self {
        let table = Table::new(vec![Column::new("", 10), Column::rest("")]).without_heading();
        Self {
            all,
            filter: Input::new(Accepts::Text),
            table,
        }
    }

    fn found(&self) -> Vec<&KeyInfo> {
        let wanted = self.filter.value().to_lowercase();
        let fits = |info: &&KeyInfo| {
            info.label.to_lowercase().contains(&wanted) || info.key.to_string().to_lowercase().contains(&wanted)
        };
        self.all.iter().filter(fits).collect()
    }

    fn entry(area: Rect) -> Rect {
        Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), 1)
    }
}

impl<E: Send + 'static> Screen<E> for Palette {
    type Msg = Do;

    fn id(&self) -> &'static str {
        ""
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.frame.palette_title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Do>> {
        vec![Binding::new(Function::Execute, at.words.frame.go, Do)]
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Do, E>) -> bool {
        match key {
            Key::Enter => Screen::<E>::update(self, Do, cx),
            Key::Up | Key::Down | Key::PageUp | Key::PageDown => {
                let rows = self.found().len();
                return self.table.typed(key, rows).is_some();
            }
            key => {
                let taken = self.filter.typed(key);
                if taken {
                    self.table.select(0);
                }
                return taken;
            }
        }
        true
    }

    fn update(&mut self, _do: Do, cx: &mut Cx<'_, Do, E>) {
        if let Some(info) = self.found().get(self.table.selected()) {
            cx.press_below(info.key.clone());
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let inside = panel(area, buf, at.words.frame.palette_title, at);
        self.filter.view(Self::entry(area), buf, at.theme.entry);
        at.tell(self.filter.cursor(Self::entry(area)), || {
            Asked::entry(at.words.frame.palette_title, Accepts::Text, self.filter.value())
        });
        let list = Rect::new(inside.x, inside.y + 1, inside.width, inside.height.saturating_sub(1));
        let found = self.found();
        self.table.view(list, buf, at, found.len(), |index| {
            let info = found.get(index)?;
            let label = match &info.unless {
                Some(reason) => format!("({}) {reason}", info.label),
                None => info.label.clone(),
            };
            let row = Row::new([info.key.to_string(), label]);
            Some(if info.unless.is_some() {
                row.styled(at.theme.off)
            } else {
                row
            })
        });
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.filter.cursor(Self::entry(area)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.frame.palette_hint.to_owned()
    }

    fn typing(&self) -> bool {
        true
    }

    fn kana(&self) -> bool {
        true
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(56, 15))
    }
}
