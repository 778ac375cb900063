//! `:` or Ctrl+P: everything that can be done on this screen, narrowed by typing.

use ratatui::layout::Size;

use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::table::{Column, Columns, Row, Table};
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
        Self {
            all,
            filter: Input::new(Accepts::Text),
            table: Table::default(),
        }
    }

    fn found(&self) -> Vec<&KeyInfo> {
        let wanted = self.filter.value().to_lowercase();
        let fits = |info: &&KeyInfo| {
            info.label.to_lowercase().contains(&wanted) || info.key.to_string().to_lowercase().contains(&wanted)
        };
        self.all.iter().filter(fits).collect()
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

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let title = at.words.frame.palette_title;
        let found = self.found();
        let row = |info: &KeyInfo| match &info.unless {
            Some(reason) => {
                let label = format!("({}) {reason}", info.label);
                Row::new([info.key.to_string(), label]).styled(at.theme.off)
            }
            None => Row::new([info.key.to_string(), info.label.clone()]),
        };
        let columns = Columns::new(vec![Column::new("", 10), Column::rest("")]).without_heading();
        let inside = Body::new(at).entry(title, &self.filter).indent(1);
        let inside = inside.table(&self.table, columns, found.len(), move |index, _| {
            found.get(index).map(|info| row(info))
        });
        let inside = inside.moved_from_above();
        Some(Body::framed(at, title, inside).hint(at.words.frame.palette_hint))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(56, 15))
    }
}
