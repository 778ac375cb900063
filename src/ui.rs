//! The console: a stack of small programs ("screens") in one frame, over one worker that owns the desk.
//!
//! [`screen`] is the contract of a screen and [`shell`] the program around them; a [`stage`] shows one or several of
//! those side by side; [`worker`] runs what screens ask; an [`event`] is what happens to them all; [`terminal`] holds the terminal and gives it back. [`text`] is the only way from a string to a cell.
//! [`kit`] has the parts screens are made of, [`testing`] drives the real shell in tests, [`picture`] draws
//! what a screen looks like into a document.

pub mod accessibility;
pub mod event;
pub mod facts;
pub mod glyphs;
pub mod keys;
pub mod kit;
pub mod message;
pub mod picture;
pub mod plain;
pub mod screen;
pub mod shell;
pub mod stage;
pub mod terminal;
pub mod testing;
pub mod text;
pub mod theme;
pub mod veil;
pub mod worker;
