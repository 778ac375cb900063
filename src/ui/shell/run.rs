//! The loop: wait for an event, take it and all that came with it, draw what changed.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, TestBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Event, Exit};
use crate::ui::stage::Stage;
use crate::ui::worker::Watched;

/// The longest silence; then the clock in the frame may have to move.
const TICK: Duration = Duration::from_secs(1);

/// A backend that can show a frame in one piece (DEC 2026), so that nobody sees half of one.
pub trait Synchronized: Backend {
    /// What follows belongs to one frame.
    fn begin(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    /// The frame is complete.
    fn end(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}

impl<W: Write> Synchronized for CrosstermBackend<W> {
    fn begin(&mut self) -> io::Result<()> {
        queue!(self, BeginSynchronizedUpdate)
    }

    fn end(&mut self) -> io::Result<()> {
        queue!(self, EndSynchronizedUpdate)?;
        Write::flush(self)
    }
}

impl Synchronized for TestBackend {}

/// Runs `stage` on `backend` until it ends. Errors are the backend's.
///
/// Frames go to the backend directly: ratatui's `Terminal` asks for the cursor's position whenever it clears,
/// and the answer would have to be read from under the thread that reads the keys.
pub fn run<E: Watched, B: Synchronized>(
    stage: &mut Stage<E>,
    backend: &mut B,
    events: &Receiver<Event>,
) -> Result<Exit, B::Error> {
    let mut shown = None;
    loop {
        if let Some(exit) = stage.exit() {
            return Ok(exit);
        }
        shown = Some(draw(stage, backend, shown)?);
        match events.recv_timeout(TICK) {
            Ok(event) => stage.handle(event),
            Err(RecvTimeoutError::Timeout) => {
                // The signal of a new size can get lost, such as one that comes before anybody listens.
                let area = Rect::from((Position::ORIGIN, backend.size()?));
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
            stage.handle(event);
        }
    }
}

/// What stands on the terminal.
type Shown = (Buffer, Position);

/// Writes what differs from the last frame; nothing at all if nothing does.
fn draw<E: Watched, B: Synchronized>(
    stage: &mut Stage<E>,
    backend: &mut B,
    shown: Option<Shown>,
) -> Result<Shown, B::Error> {
    let last = shown.filter(|_| !stage.take_repaint());
    let area = match &last {
        Some((buffer, _)) => buffer.area,
        None => Rect::from((Position::ORIGIN, backend.size()?)),
    };
    let mut next = Buffer::empty(area);
    let cursor = stage.render(&mut next);
    let anew = last.is_none();
    let (last, last_cursor) = last.unwrap_or_else(|| (Buffer::empty(area), Position::ORIGIN));
    if !anew && last_cursor == cursor && last == next {
        return Ok((next, cursor));
    }
    backend.begin()?;
    if anew {
        backend.clear_region(ClearType::All)?;
        backend.show_cursor()?;
    }
    backend.draw(last.diff(&next).into_iter())?;
    backend.set_cursor_position(cursor)?;
    backend.end()?;
    Ok((next, cursor))
}
