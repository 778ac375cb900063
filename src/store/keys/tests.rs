use super::*;
use crate::domain::case::samples::token;
use crate::entropy::Repeatable;
use crate::store::Kind;

#[test]
fn a_seed_opens_only_for_its_own_token_and_parameters() {
    let mut entropy = Repeatable(1);
    let key = KeyFile::generate(&mut entropy).unwrap().seal_key([9; 16]);
    let fob = token(1);
    let sealed = key.seal([9; 16], &fob, b"0123456789abcdef", &mut entropy).unwrap();
    assert_eq!(
        key.open([9; 16], &fob, &sealed).unwrap().expose_secret(),
        b"0123456789abcdef"
    );
    let mut changed = fob.clone();
    changed.params.period = 30;
    for (store, other) in [([9; 16], token(2)), ([8; 16], fob.clone()), ([9; 16], changed)] {
        assert!(matches!(key.open(store, &other, &sealed), Err(Error::Unsealed)));
    }
    for i in 0..sealed.len() {
        let mut bent = sealed.clone();
        bent[i] ^= 1;
        assert!(key.open([9; 16], &fob, &bent).is_err());
        assert!(key.open([9; 16], &fob, &sealed[..i]).is_err());
    }
    assert!(!format!("{key:?}").contains("48"), "keys print as nothing");
}

#[test]
fn a_key_file_is_for_its_owner_alone() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys/store.key");
    let key = KeyFile::generate(&mut Repeatable(2)).unwrap();
    key.save(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o400);
    assert_eq!(
        KeyFile::load(&path).unwrap().check([0; 16], Kind::Live),
        key.check([0; 16], Kind::Live)
    );
    assert!(matches!(key.save(&path), Err(Error::Exists(_))));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
    assert!(matches!(KeyFile::load(&path), Err(Error::Exposed { .. })));
    assert!(matches!(
        KeyFile::load(&path.with_file_name("none")),
        Err(Error::NoKey(_))
    ));
}

#[test]
fn a_seed_is_known_again_under_its_own_key_and_store_alone_r15_2() {
    let mut entropy = Repeatable(1);
    let mut key = || KeyFile::generate(&mut entropy).unwrap().seal_key([9; 16]);
    let (one, other) = (key(), key());
    let print = one.fingerprint([9; 16], b"0123456789abcdef");
    assert_eq!(print, one.fingerprint([9; 16], b"0123456789abcdef"));
    for another in [
        one.fingerprint([9; 16], b"0123456789abcdeF"),
        one.fingerprint([8; 16], b"0123456789abcdef"),
        other.fingerprint([9; 16], b"0123456789abcdef"),
    ] {
        assert_ne!(print, another);
    }
}
