//! The loop: wait for an event, take it and all that came with it, draw what changed.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend, TestBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Event, Exit, Shell};

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

/// Runs `shell` on `terminal` until it ends. Errors are the backend's.
///
/// A frame is written only if it differs from the last one.
pub fn run<E: Send + 'static, B: Synchronized>(
    shell: &mut Shell<E>,
    terminal: &mut Terminal<B>,
    events: &Receiver<Event>,
) -> Result<Exit, B::Error> {
    let mut shown = None;
    loop {
        if let Some(exit) = shell.exit() {
            return Ok(exit);
        }
        draw(shell, terminal, &mut shown)?;
        match events.recv_timeout(TICK) {
            Ok(event) => shell.handle(event),
            Err(RecvTimeoutError::Timeout) => shell.handle(Event::Tick),
            Err(RecvTimeoutError::Disconnected) => return Ok(Exit::HungUp),
        }
        while shell.exit().is_none()
            && let Ok(event) = events.try_recv()
        {
            shell.handle(event);
        }
    }
}

fn draw<E: Send + 'static, B: Synchronized>(
    shell: &mut Shell<E>,
    terminal: &mut Terminal<B>,
    shown: &mut Option<(Buffer, Position)>,
) -> Result<(), B::Error> {
    let size = terminal.size()?;
    let mut next = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    if next.area.is_empty() {
        return Ok(());
    }
    let cursor = shell.render(&mut next);
    let repaint = shell.take_repaint();
    if !repaint
        && shown
            .as_ref()
            .is_some_and(|(buffer, at)| *buffer == next && *at == cursor)
    {
        return Ok(());
    }
    terminal.backend_mut().begin()?;
    if repaint {
        terminal.clear()?;
    }
    terminal.draw(|frame| {
        // The terminal may have changed its size since it was asked; the next event brings the right one.
        let drawn = frame.buffer_mut();
        if drawn.area == next.area {
            drawn.clone_from(&next);
            frame.set_cursor_position(cursor);
        }
    })?;
    terminal.backend_mut().end()?;
    *shown = Some((next, cursor));
    Ok(())
}
