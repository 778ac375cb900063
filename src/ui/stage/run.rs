//! The loop: wait for an event, take it and all that came with it, draw what changed.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::Stage;
use crate::ui::event::Event;
use crate::ui::shell::Exit;
use crate::ui::worker::Watched;

/// The longest silence; then the clock in the frame may have to move.
const TICK: Duration = Duration::from_secs(1);

/// What of the terminal does not stand in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pose {
    /// Where its cursor stands: there an input method draws.
    pub cursor: Position,
    /// Whether an input method is wanted there.
    pub kana: bool,
}

/// What frames are painted on.
pub trait Surface {
    /// The columns and rows it has now.
    ///
    /// # Errors
    /// The system's.
    fn size(&self) -> io::Result<Size>;

    /// Shows `next` where `last` stands, or on whatever there is, in one piece.
    ///
    /// # Errors
    /// The system's.
    fn paint(&mut self, last: Option<&Buffer>, next: &Buffer, pose: Pose) -> io::Result<()>;

    /// Has the terminal's own printer print a text, if the surface has one.
    ///
    /// # Errors
    /// The system's.
    fn print(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    /// Gives the surface back and stops the program; [`Event::Continued`] follows when it goes on, and the surface is to be
    /// taken again. False where the program may not be stopped.
    ///
    /// # Errors
    /// The system's.
    fn suspend(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    /// Takes the surface again after the program was stopped.
    ///
    /// # Errors
    /// The system's.
    fn take_again(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs `stage` on `surface` until it ends. Errors are the surface's.
///
/// Frames go to the surface directly: ratatui's `Terminal` asks for the cursor's position whenever it clears,
/// and the answer would have to be read from under the thread that reads the keys.
pub fn run<E: Watched>(stage: &mut Stage<E>, surface: &mut impl Surface, events: &Receiver<Event>) -> io::Result<Exit> {
    let (mut shown, mut away) = (None, false);
    loop {
        if let Some(exit) = stage.exit() {
            return Ok(exit);
        }
        for text in stage.take_prints() {
            surface.print(&text)?;
        }
        shown = Some(draw(stage, surface, shown)?);
        match events.recv_timeout(stage.pause().unwrap_or(TICK)) {
            Ok(event) => take(stage, surface, event, &mut away)?,
            // The word that the program goes on is on its way.
            Err(RecvTimeoutError::Timeout) if away => {}
            Err(RecvTimeoutError::Timeout) => {
                // The signal of a new size can get lost, such as one that comes before anybody listens.
                let area = Rect::from((Position::ORIGIN, surface.size()?));
                if shown.as_ref().is_some_and(|(buffer, _): &Shown| buffer.area != area) {
                    stage.handle(Event::Resized);
                }
                stage.handle(Event::Tick);
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(Exit::HungUp),
        }
        while stage.exit().is_none()
            && let Ok(event) = events.try_recv()
        {
            take(stage, surface, event, &mut away)?;
        }
    }
}

/// Hands an event to the stage; what concerns the whole program happens here. `away` is set from the moment the program is
/// to be stopped until it goes on.
fn take<E: Watched>(stage: &mut Stage<E>, surface: &mut impl Surface, event: Event, away: &mut bool) -> io::Result<()> {
    match event {
        Event::Suspend if *away => return Ok(()),
        Event::Suspend => {
            // No lock on the store may outlast the stop.
            stage.rest();
            *away = surface.suspend()?;
            if *away {
                return Ok(());
            }
        }
        Event::Continued => {
            surface.take_again()?;
            *away = false;
        }
        _ => {}
    }
    stage.handle(event);
    Ok(())
}

/// What stands on the terminal.
type Shown = (Buffer, Pose);

/// Writes what differs from the last frame; nothing at all if nothing does.
fn draw<E: Watched>(stage: &mut Stage<E>, surface: &mut impl Surface, shown: Option<Shown>) -> io::Result<Shown> {
    let last = shown.filter(|_| !stage.take_repaint());
    let area = match &last {
        Some((buffer, _)) => buffer.area,
        None => Rect::from((Position::ORIGIN, surface.size()?)),
    };
    let mut next = Buffer::empty(area);
    let cursor = stage.render(&mut next);
    let kana = stage.kana();
    let pose = Pose { cursor, kana };
    if last
        .as_ref()
        .is_none_or(|(buffer, was)| *was != pose || *buffer != next)
    {
        surface.paint(last.as_ref().map(|(buffer, _)| buffer), &next, pose)?;
    }
    Ok((next, pose))
}
