//! What a person asks on one side and the stage does for all.

use super::Stage;
use crate::ui::message::Message;
use crate::ui::shell::{Wish, theme_is};
use crate::ui::theme::Theme;
use crate::ui::worker::Watched;

impl<E: Watched> Stage<E> {
    /// Does what was asked on the side in focus, if anything was.
    pub(super) fn grant(&mut self) {
        match self.focused().take_wish() {
            Some(Wish::Theme) => self.next_theme(),
            Some(Wish::Echo) => self.turn_echo(),
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

    fn turn_echo(&mut self) {
        self.echoes = !self.echoes;
        let on = self.echoes;
        for seat in &mut self.seats {
            seat.shell.echo(on);
        }
        let words = &self.focused().house().words.stage;
        let said = if on { &words.echo_on } else { &words.echo_off }.clone();
        self.focused().say(Message::info("I0004", said));
    }
}
