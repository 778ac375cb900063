//! The other way to hold a key: its file sealed by a passphrase (Argon2id, then XChaCha20-Poly1305), so that the file alone
//! opens nothing (R12.7).

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use zeroize::Zeroizing;

use super::{KeyFile, opened, sealed};
use crate::entropy::Entropy;
use crate::store::{Error, Result, files};

/// How a sealed key file begins. Its figures are the only ones that are taken, so none of a file can be weak, or ask for all
/// the memory there is.
const HEAD: &str = "madoguchi key 2 argon2id m=65536 t=3 p=1";
/// KiB, passes and lanes, as the head says.
const COST: (u32, u32, u32) = (65_536, 3, 1);
const SALT: usize = 16;

impl KeyFile {
    /// Whether the file at `path` is sealed by a passphrase; false also where there is none.
    pub fn is_sealed(path: &Path) -> bool {
        files::read_private(path).is_ok_and(|text| text.starts_with(HEAD))
    }

    /// What a file sealed by a passphrase holds.
    pub(super) fn text_sealed(
        &self,
        passphrase: &SecretString,
        entropy: &mut dyn Entropy,
    ) -> Result<Zeroizing<String>> {
        let mut salt = [0; SALT];
        entropy.fill(&mut salt)?;
        let key = stretched(passphrase, &salt)?;
        let body = sealed(&key, HEAD.as_bytes(), self.root.expose_secret(), entropy)?;
        let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
        Ok(Zeroizing::new(format!("{HEAD}\n{}\n{}\n", hex(&salt), hex(&body))))
    }

    /// The key in the text of a sealed file; nothing where it is none.
    pub(super) fn in_sealed(text: &str, path: &Path, passphrase: Option<&SecretString>) -> Result<Option<Self>> {
        let Some(rest) = text.strip_prefix(HEAD) else {
            return Ok(None);
        };
        let name = || path.display().to_string();
        let passphrase = passphrase.ok_or_else(|| Error::NoPassphrase(name()))?;
        let mut lines = rest
            .trim()
            .lines()
            .map(|line| data_encoding::HEXLOWER.decode(line.as_bytes()));
        let (Some(Ok(salt)), Some(Ok(body)), None) = (lines.next(), lines.next(), lines.next()) else {
            return Err(Error::WrongKey(name()));
        };
        let key = stretched(passphrase, &salt)?;
        let root = opened(&key, HEAD.as_bytes(), &body).map_err(|_| Error::WrongPassphrase(name()))?;
        let root = Zeroizing::new(root);
        let root: [u8; 32] = root.as_slice().try_into().map_err(|_| Error::WrongKey(name()))?;
        Ok(Some(Self::of(Box::new(root))))
    }

    /// How many files beside that of the key a program had begun when it was killed. The key may stand in them as it is.
    pub fn begun(path: &Path) -> usize {
        files::begun(folder_of(path)).len()
    }

    /// Puts the key into its file, sealed or not, in the place of the one that is there. Files that were begun and left go first.
    ///
    /// # Errors
    /// Those of the system; then the file is what it was.
    pub fn hold(&self, path: &Path, passphrase: Option<&SecretString>, entropy: &mut dyn Entropy) -> Result<()> {
        let text = match passphrase {
            Some(passphrase) => self.text_sealed(passphrase, entropy)?,
            None => self.text(),
        };
        let folder = folder_of(path);
        files::remove_begun(folder)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files::replace_own(folder, &name, text.as_bytes(), 0o400)
    }
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

fn stretched(passphrase: &SecretString, salt: &[u8]) -> Result<SecretBox<[u8; 32]>> {
    let (memory, passes, lanes) = COST;
    let failed = |error: argon2::Error| Error::System(error.to_string());
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(failed)?;
    let mut key = Box::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.expose_secret().as_bytes(), salt, &mut key[..])
        .map_err(failed)?;
    Ok(SecretBox::new(key))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::entropy::Repeatable;
    use crate::store::Kind;

    #[test]
    fn a_sealed_key_file_opens_by_its_passphrase_alone_r12_7() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/store.key");
        let mut entropy = Repeatable(9);
        let key = KeyFile::generate(&mut entropy).unwrap();
        key.save(&path).unwrap();
        assert!(!KeyFile::is_sealed(&path));
        let right = SecretString::from("correct horse battery");
        key.hold(&path, Some(&right), &mut entropy).unwrap();
        assert!(KeyFile::is_sealed(&path));
        let check = |key: &KeyFile| key.check([1; 16], Kind::Live);
        let load = |passphrase: Option<&SecretString>| KeyFile::load_with(&path, passphrase);
        assert_eq!(check(&load(Some(&right)).unwrap()), check(&key));
        assert!(matches!(load(None), Err(Error::NoPassphrase(_))));
        let wrong = SecretString::from("correct horse batterx");
        assert!(matches!(load(Some(&wrong)), Err(Error::WrongPassphrase(_))));
        let text = fs::read_to_string(&path).unwrap();
        let root = data_encoding::HEXLOWER.encode(key.root.expose_secret());
        assert!(!text.contains(&root));
        // Other figures are none that are taken: neither weak ones nor all the memory there is.
        for bent in [
            text.replace("m=65536", "m=8"),
            text.replace("t=3", "t=4000000000"),
            text.replace('\n', "\n0"),
        ] {
            fs::remove_file(&path).unwrap();
            fs::write(&path, bent).unwrap();
            fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o400)).unwrap();
            assert!(load(Some(&right)).is_err());
        }
        fs::write(path.with_file_name(".part-abc123"), key.text().as_bytes()).unwrap();
        assert_eq!(KeyFile::begun(&path), 1, "as a killed program leaves it");
        key.hold(&path, None, &mut entropy).unwrap();
        assert_eq!(check(&load(None).unwrap()), check(&key));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
