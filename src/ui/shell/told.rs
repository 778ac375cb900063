//! What a side tells the console that speaks line by line.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::{Layer, Shell};
use crate::ui::accessibility::{Accessibility, Control};
use crate::ui::keys::Key;
use crate::ui::kit::body::Told;
use crate::ui::screen::{Ambient, KeyInfo};

/// One layer alone, without what it covers and without head and foot.
pub(crate) struct Sight {
    /// Which layer it is: how many lie under it, and its number, which no other one of the side ever has.
    pub(crate) layer: (usize, u64),
    /// Title and ID.
    pub(crate) title: String,
    /// Who is signed in, and where.
    pub(crate) who: Option<String>,
    /// What it says.
    pub(crate) told: Told,
    /// Where its cursor would stand.
    pub(crate) cursor: Option<Position>,
    /// What has the keys, where it was told.
    pub(crate) control: Option<Control>,
    /// The selected row of a list while something is typed beside it.
    pub(crate) row: Option<Control>,
    /// The texts of the rows of its lists.
    pub(crate) rows: Vec<Vec<String>>,
    /// The help for what has the keys.
    pub(crate) hint: String,
    /// Something is typed into it.
    pub(crate) types: bool,
    /// It lies over another one.
    pub(crate) is_popup: bool,
}

impl<E: Send + 'static> Shell<E> {
    /// What can be pressed now, in the order of the screen: the table of bar, help and palette.
    pub(crate) fn actions(&self) -> Vec<KeyInfo> {
        let at = self.house.ambient(self.who.as_ref());
        let mut keys = self.layers.last().map_or_else(Vec::new, |top| top.screen.keys(&at));
        keys.extend(self.shell_keys(&at));
        keys.extend(self.turn_key(&at));
        keys.retain(|info| !matches!(info.key, Key::Paste(_) | Key::Other));
        keys
    }

    /// The layer that lies under `down` others, drawn alone with room of that size. `None` where there is none.
    pub(crate) fn sight(&self, down: usize, size: Size) -> Option<Sight> {
        // Keys act on a screen that has room, as on a terminal.
        self.fits(size);
        let depth = self.layers.len().checked_sub(down + 1)?;
        let layer = self.layers.get(depth)?;
        let accessibility = Accessibility::default();
        let at = Ambient {
            accessibility: Some(&accessibility),
            ..self.house.ambient(self.who.as_ref())
        };
        let area = Rect::from((Position::ORIGIN, size));
        let mut drawn = Buffer::empty(area);
        // The last row is for what a list is narrowed to.
        let body = Rect {
            height: area.height.saturating_sub(1),
            ..area
        };
        // A box is as wide as the rest, so that its text is in one piece.
        let place = layer
            .screen
            .popup()
            .map_or(body, |size| Rect::new(0, 0, body.width, size.height.min(body.height)));
        let mut cursor = layer.screen.draw(place, &mut drawn, &at);
        let types = layer.screen.typing(&at);
        let mut hint = layer.screen.hint(&at);
        let mut told = layer.screen.told(&at).unwrap_or_default();
        if down == 0 {
            let row = Rect::new(0, body.bottom(), area.width, 1);
            let narrowed = self.with_list(|list| list.is_sifted().then(|| list.view(row, &mut drawn, &at)));
            if let Some(typed) = narrowed.flatten() {
                hint.clear();
                told.rows.extend(self.with_list(|list| list.said(&at)));
                cursor = typed.or(cursor);
            }
        }
        Some(Sight {
            layer: (depth, layer.id),
            title: titled(layer, &at),
            who: at.who.map(|who| format!("{}  {}", who.place, who.name)),
            control: cursor.and_then(|cursor| accessibility.at(cursor)),
            row: types.then(|| accessibility.row()).flatten(),
            rows: accessibility.rows(),
            told,
            cursor,
            hint,
            types,
            is_popup: layer.screen.popup().is_some(),
        })
    }

    /// The message in full.
    pub(crate) fn said(&self) -> Option<String> {
        let message = self.message.as_ref()?;
        let severity = self.house.words.frame.severity(message.severity);
        let at = self.house.ambient(self.who.as_ref());
        Some(at.veiled(format!("{} {severity} {}", message.code, message.text)))
    }

    /// The message is over.
    pub(crate) fn hush(&mut self) {
        self.message = None;
    }

    /// Whether what is typed goes into an entry.
    pub(crate) fn types(&self) -> bool {
        let at = self.house.ambient(self.who.as_ref());
        self.layers.last().is_some_and(|top| top.screen.typing(&at))
    }
}

/// Title and ID of a layer.
fn titled<E: Send + 'static>(layer: &Layer<E>, at: &Ambient<'_>) -> String {
    let parts = [layer.screen.title(at), layer.screen.id().to_owned()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}
