use secrecy::SecretSlice;

use super::*;
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::policy;
use crate::domain::token::{Algorithm, CodeParams, Token};
use crate::domain::values::{BranchCode, Maker, Serial, TokenId};
use crate::entropy::Repeatable;
use crate::store::{Draft, Kind, Loaded, SealedToken};

/// Seeds of the store: more than a batch.
const SEEDS: u64 = 450;

/// Where a rotation can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Begun,
    Saved,
    Turned(u64),
    Finished,
    Swapped,
}

fn made(folder: &Path) -> (Location, Vec<Token>) {
    let at = Location {
        store: folder.join("data/store.db"),
        key: folder.join("keys/store.key"),
    };
    let mut entropy = Repeatable(3);
    let (mut store, key) = Store::create(&at, Kind::Live, policy::DEFAULT, &mut entropy).unwrap();
    let (seal, trail) = (key.seal_key(store.id()), key.trail_key(store.id()));
    let tokens = (0..SEEDS).map(|n| NewToken {
        maker: Maker::parse("SAMPLE").unwrap(),
        serial: Serial::parse(&format!("{:08}", 10_000_000 + n)).unwrap(),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: None,
        drift: 0,
        last_step: None,
        seed: SecretSlice::from(n.to_le_bytes().repeat(3)),
    });
    let tokens: Vec<_> = tokens.collect();
    let written = store.write(|tx| -> Result<Vec<Token>> {
        let load = tx.begin_load(Loaded::Tokens, Some([7; 6]))?;
        let mut serials = Vec::new();
        for (id, new) in (1_u128..).zip(tokens) {
            serials.push(new.serial.clone());
            let new = SealedToken::of(new, TokenId(id.to_be_bytes()), tx.store, &seal, &mut entropy)?;
            tx.arrive_token(load, &new, (&BranchCode::parse("011").unwrap(), None))?;
        }
        tx.show_load(load)?;
        tx.append(&trail, entry())?;
        let found = serials.iter().map(|serial| Ok(tx.tokens_with(serial)?.remove(0).token));
        found.collect()
    });
    (at, written.unwrap())
}

fn entry() -> Draft {
    Draft::new(
        Instant::from_timestamp(1_780_000_000, 0).unwrap(),
        "K001",
        "test",
        "rotate_key",
    )
}

/// Rotates as the desk does, and stops after a step as a kill would. True when it came to its end.
fn rotate(at: &Location, killed: Option<Step>) -> bool {
    let mut entropy = Repeatable(77);
    let (mut store, key) = Store::open_to_rotate(at, None).unwrap();
    let trail = key.trail_key(store.id());
    let mut rotation = Rotation::new(at, &store, &key, None);
    store.alone().unwrap();
    let is_last = |step| killed == Some(step);
    store
        .write(|tx| {
            rotation.begin(tx, &mut entropy)?;
            tx.append(&trail, entry())
        })
        .unwrap();
    if is_last(Step::Begun) {
        return false;
    }
    rotation.save(&mut entropy).unwrap();
    if is_last(Step::Saved) {
        return false;
    }
    for nth in 1.. {
        let turned = store.write(|tx| -> Result<u64> {
            let turned = rotation.turn(tx, &mut entropy)?;
            if turned == 0 {
                rotation.finish(tx, &mut entropy)?;
            }
            tx.append(&trail, entry())?;
            Ok(turned)
        });
        match turned.unwrap() {
            0 => break,
            _ if is_last(Step::Turned(nth)) => return false,
            _ => {}
        }
    }
    store.close().unwrap();
    if is_last(Step::Finished) {
        return false;
    }
    rotation.swap().unwrap();
    !is_last(Step::Swapped)
}

/// Every seed opens, and the trail and every sealed row verify with the key of now.
fn whole(at: &Location, tokens: &[Token]) {
    let (store, key) = Store::open(at).unwrap();
    let seal = key.seal_key(store.id());
    for (n, token) in tokens.iter().enumerate() {
        let seed = store.read(|tx| tx.seed(token, &seal)).unwrap().unwrap();
        assert_eq!(seed.expose_secret(), (n as u64).to_le_bytes().repeat(3));
    }
    let verified = store.verify(&key.trail_key(store.id()), &seal).unwrap();
    assert_eq!(verified.flaw, None);
    assert_eq!(verified.looked_at("seeds"), tokens.len() as u64);
}

#[test]
fn a_rotation_goes_on_wherever_it_was_killed_r12_7() {
    let steps = [
        Step::Begun,
        Step::Saved,
        Step::Turned(1),
        Step::Turned(3),
        Step::Finished,
        Step::Swapped,
    ];
    for step in steps {
        let folder = tempfile::tempdir().unwrap();
        let (at, tokens) = made(folder.path());
        let before = KeyFile::load(&at.key).unwrap();
        assert!(!rotate(&at, Some(step)), "{step:?}");
        if matches!(step, Step::Finished | Step::Swapped) {
            // Nothing is left to be done but the names, which the next one who opens it gives.
            whole(&at, &tokens);
        } else {
            assert!(matches!(Store::open(&at), Err(Error::HalfRotated)), "{step:?}");
            assert!(rotate(&at, None), "{step:?}");
        }
        whole(&at, &tokens);
        let (store, key) = Store::open(&at).unwrap();
        assert_eq!(key.version(), 2, "{step:?}");
        assert_eq!(
            store
                .read(|tx| tx.sealed_with(1, crate::domain::values::TokenId([0; 16]), 9))
                .unwrap(),
            [],
            "none is sealed with the old one"
        );
        let old = before.seal_key(store.id());
        assert!(matches!(
            store.read(|tx| tx.seed(&tokens[0], &old)),
            Err(Error::Unsealed)
        ));
        assert!(!next_of(&at.key).exists(), "{step:?}");
        drop(store);
        // Once more, over what the first one has left.
        assert!(rotate(&at, None));
        whole(&at, &tokens);
        assert_eq!(Store::open(&at).unwrap().1.version(), 3);
    }
}

#[test]
fn the_key_that_comes_is_not_lost_with_its_file_r12_7() {
    let folder = tempfile::tempdir().unwrap();
    let (at, tokens) = made(folder.path());
    assert!(!rotate(&at, Some(Step::Turned(1))));
    fs::remove_file(next_of(&at.key)).unwrap();
    assert!(rotate(&at, None));
    whole(&at, &tokens);
}

#[test]
fn nobody_else_has_the_store_open_in_a_rotation_r12_7() {
    let folder = tempfile::tempdir().unwrap();
    let (at, _) = made(folder.path());
    let (mut store, _) = Store::open(&at).unwrap();
    let other = Store::open(&at).unwrap();
    assert!(matches!(store.alone(), Err(Error::Busy)));
    drop(other);
    store.alone().unwrap();
    let key_stays = store.write(|tx| -> Result<()> {
        tx.db.run("UPDATE meta SET key_check = zeroblob(32)", &[])?;
        Ok(())
    });
    assert!(key_stays.is_err(), "without a rotation the key stays");
}
