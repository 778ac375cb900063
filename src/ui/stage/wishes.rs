//! What a person asks on one side and the stage does for all.

use super::Stage;
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::shell::{Wish, language_is, theme_is};
use crate::ui::theme::Theme;
use crate::ui::worker::Watched;

impl<E: Watched> Stage<E> {
    /// Does what was asked on the side in focus, if anything was.
    pub(super) fn grant(&mut self) {
        match self.focused().take_wish() {
            Some(Wish::Theme) => self.next_theme(),
            Some(Wish::Language) => self.next_language(),
            Some(Wish::Echo) => self.turn_echo(),
            Some(Wish::Below) => {
                let there = self.below.filter(|below| *below != self.focus);
                self.focus = there.unwrap_or(self.before);
            }
            Some(Wish::HandOver(key)) => self.hand_over(key),
            None => {}
        }
    }

    fn next_theme(&mut self) {
        let next = self.focused().house().theme.scheme.next();
        // A test reads each file of the program.
        let Ok(theme) = Theme::load(next) else { return };
        for seat in &mut self.seats {
            seat.shell.dress(theme.clone());
        }
        let said = theme_is(next, &self.focused().house().words);
        self.focused().say(said);
    }

    /// All sides in the other language. A terminal without kanji stays where it is, and says why.
    fn next_language(&mut self) {
        let house = self.focused().house();
        if house.terminal.has_no_kanji() {
            let why = house.words.frame.no_kanji.to_owned();
            return self.focused().say(Message::warn("W0005", why));
        }
        let words = house.words.clone().in_lang(house.words.lang().other());
        for seat in &mut self.seats {
            if let Some(named) = seat.named {
                named(&words).clone_into(&mut seat.name);
            }
            seat.shell.speak(words.clone());
        }
        if !self.focused().says() {
            self.focused().say(language_is(&words));
        }
    }

    fn turn_echo(&mut self) {
        self.echoes = !self.echoes;
        let on = self.echoes;
        for seat in &mut self.seats {
            seat.shell.echo(on);
        }
        let words = &self.focused().house().words.stage;
        let said = if on { words.echo_on } else { words.echo_off };
        self.focused().say(Message::info("I0004", said));
    }

    /// Presses a key on the side that was in focus before, if an entry for codes waits for it there; otherwise says that none
    /// does. In an entry for names and words a code would stand in plain sight (R12.3).
    fn hand_over(&mut self, key: Key) {
        let before = &self.seats[self.before].shell;
        let waits = self.before != self.focus && before.awaits_text() && !before.kana();
        if waits {
            self.focus = self.before;
            self.focused().pressed(key);
        } else {
            let said = self.focused().house().words.stage.no_entry.to_owned();
            self.focused().say(Message::warn("W0006", said));
        }
    }

    /// Tells the side below which contract the side shows that was in focus last.
    pub(super) fn tell_below(&mut self) {
        let Some(below) = self.below else { return };
        if self.focus != below {
            self.before = self.focus;
        }
        let contract = self.seats[self.before].shell.contract();
        if contract != self.in_view {
            self.seats[below].shell.seen_beside(contract.as_ref());
            self.in_view = contract;
        }
    }
}
