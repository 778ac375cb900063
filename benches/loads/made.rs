//! Files of any size, made row by row: contracts of three users, and seed files with clear keys.

use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The headings of a file of contracts.
pub(crate) const HEAD: &str = "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,\
                    利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時\n";
const SURNAMES: [(&str, &str); 4] = [
    ("見本", "ミホン"),
    ("例示", "レイジ"),
    ("架空", "カクウ"),
    ("模擬", "モギ"),
];

/// The rows of a contract of three users.
pub(crate) fn company(n: usize) -> String {
    let (name, kana) = SURNAMES[n % SURNAMES.len()];
    let of = ["マスターユーザ", "管理者ユーザ", "一般ユーザ"];
    let rows = of.iter().enumerate().map(|(user, kind)| {
        format!(
            "B{n:07},{name}商事{n},{kana}ショウジ,011,本店,普通1234567,03-0000-0001,2026-04-01,,B{n:07}{user},{name} 人,{kana} ヒト,{kind},,,\n"
        )
    });
    rows.collect()
}

/// A key package as makers write them; its seed is of no fob.
fn key(n: usize) -> String {
    // Twenty bytes that are different for each, and look like none of another alphabet.
    let mut seed = [0xA5; 20];
    for (at, byte) in (n as u64)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .to_le_bytes()
        .iter()
        .enumerate()
    {
        seed[at] = *byte;
        seed[at + 8] = byte.wrapping_mul(7) ^ 0x3C;
    }
    let seed = data_encoding::BASE64.encode(&seed);
    format!(
        r#"  <KeyPackage>
    <DeviceInfo>
      <Manufacturer>BENCH SAMPLE</Manufacturer>
      <SerialNo>{serial}</SerialNo>
      <ExpiryDate>2031-03-31T15:00:00Z</ExpiryDate>
    </DeviceInfo>
    <Key Id="{serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
      <AlgorithmParameters>
        <ResponseFormat Length="6" Encoding="DECIMAL"/>
      </AlgorithmParameters>
      <Data>
        <Secret><PlainValue>{seed}</PlainValue></Secret>
        <Time><PlainValue>0</PlainValue></Time>
        <TimeInterval><PlainValue>60</PlainValue></TimeInterval>
      </Data>
    </Key>
  </KeyPackage>
"#,
        serial = 5_000_000_000_u64 + n as u64
    )
}

/// Writes a new seed file of so many keys, which its owner alone may read.
pub(crate) fn keys(many: usize, path: &Path) -> io::Result<()> {
    let mut file = private(path)?;
    file.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<KeyContainer Version=\"1.0\" xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\">\n",
    )?;
    for n in 0..many {
        file.write_all(key(n).as_bytes())?;
    }
    file.write_all(b"</KeyContainer>\n")?;
    file.flush()
}

/// Writes a new file of so many contracts.
pub(crate) fn contracts(many: usize, path: &Path) -> io::Result<()> {
    let mut file = private(path)?;
    file.write_all(HEAD.as_bytes())?;
    for n in 0..many {
        file.write_all(company(n).as_bytes())?;
    }
    file.flush()
}

fn private(path: &Path) -> io::Result<BufWriter<std::fs::File>> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(path)?;
    Ok(BufWriter::new(file))
}
