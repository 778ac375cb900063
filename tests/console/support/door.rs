//! A way into the console without keys: who is signed in, and what is open.

use std::cell::RefCell;
use std::rc::Rc;

use madoguchi::branch::ttop001::Menu;
use madoguchi::desk::Session;
use madoguchi::ui::keys::Key;
use madoguchi::ui::screen::{Ambient, Binding, Cx, Screen, Who};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

type Wish = Box<dyn FnOnce(&mut Cx<'_, ()>)>;

/// The bottom of the stack: it does what is wished when it is opened, and then on F2.
#[derive(Clone, Default)]
pub(crate) struct Door(Rc<RefCell<Option<Wish>>>);

impl Door {
    /// To the menu, signed in.
    pub(crate) fn to_the_menu(session: Session) -> Self {
        let door = Self::default();
        door.wish(|cx| {
            cx.sign_in(Who::of(session));
            cx.restart(Menu::new());
        });
        door
    }

    /// To a screen, signed in, with the menu below it.
    pub(crate) fn to(session: Session, screen: impl Screen) -> Self {
        let door = Self::default();
        door.wish(|cx| {
            cx.sign_in(Who::of(session));
            cx.restart(Menu::new());
            cx.open(screen);
        });
        door
    }

    /// What it does next.
    pub(crate) fn wish(&self, wish: impl FnOnce(&mut Cx<'_, ()>) + 'static) {
        *self.0.borrow_mut() = Some(Box::new(wish));
    }
}

impl Screen for Door {
    type Msg = ();

    fn id(&self) -> &'static str {
        "COUNTER"
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        String::new()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<()>> {
        vec![Binding::new(Key::F(2), "open", ())]
    }

    fn opened(&mut self, cx: &mut Cx<'_, ()>) {
        self.update((), cx);
    }

    fn update(&mut self, (): (), cx: &mut Cx<'_, ()>) {
        let wish = self.0.borrow_mut().take();
        if let Some(wish) = wish {
            wish(cx);
        }
    }

    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }
}
