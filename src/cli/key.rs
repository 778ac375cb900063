//! `key`: the key of the store (R12.7).

use serde_json::json;

use super::access::Access;
use super::failure::Failure;
use super::voice::Voice;
use crate::store::{Rotation, Store};
use crate::words::place;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Draw another key and seal every seed with it; broken off, it goes on when it is run again
    Rotate,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Rotate => rotate(access, voice),
    }
}

fn rotate(access: &Access, voice: &Voice) -> Result<(), Failure> {
    let at = access.location()?;
    let (store, key) = Store::open_to_rotate(&at)?;
    let mut rotation = Rotation::new(&at, &store, &key);
    let (mut desk, session) = access.desk_over((store, key), voice)?;
    let rotated = desk.rotate_key(&session, &mut rotation)?;
    desk.close()?;
    let old = rotation.swap()?;
    let mut object = json!(rotated);
    object["old"] = json!(old);
    voice.give("rotated", &object, |words| {
        let (version, seeds) = (rotated.version.to_string(), rotated.seeds.to_string());
        let (count, version) = (place::Count(&seeds), place::Version(&version));
        let old = old.display().to_string();
        vec![
            if rotated.went_on {
                words.keeping.rotated_on(count, version)
            } else {
                words.keeping.rotated(count, version)
            },
            words.keeping.rotated_old(place::Path(&old)),
        ]
    })
}
