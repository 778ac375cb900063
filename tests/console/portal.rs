//! The web banking's screens of login, tokens and menus: keys in, screen out.

mod english;
mod entry;
mod passwords;
mod revoke;
mod screens;
mod tokens;
mod unlock;
