//! What a seed file says, what is kept of it or why it is refused, and what became of it before version 4 of the store: the table
//! in the documentation is made here.

use std::fmt::Write as _;
use std::path::Path;

use data_encoding::BASE64;
use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Error, Session};
use madoguchi::domain::calendar::{self, Instant};
use madoguchi::domain::policy;
use madoguchi::domain::refusal::Refusal;
use madoguchi::domain::token::Token;
use madoguchi::domain::values::Serial;
use madoguchi::entropy::Repeatable;
use madoguchi::intake::pskc;
use madoguchi::report::contracts::why;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::words::{Lang, Words};

use super::{container, imported, key, seed};
use crate::support::{Bank, mode};

const BEGIN: &str = "<!-- said: a test writes it -->\n";
const END: &str = "<!-- end of said -->\n";
/// The serial of the file that is changed, in whose place another one comes each time.
const SERIAL: &str = "70000000";
/// What became of it before is no other thing.
const SAME: &str = "the same";

/// A file that says something, and what became of it once.
struct Case {
    says: String,
    bytes: Vec<u8>,
    was: &'static str,
}

/// The file of one key of that number, with its own seed.
fn plain(n: u8) -> String {
    container(&[key(SERIAL, &seed(n), "", "")])
}

/// A file in which something stands in the place of another.
fn case(n: u8, says: &str, from: &str, to: &str, was: &'static str) -> Case {
    let text = plain(n);
    assert!(text.contains(from), "{says}: {from}");
    let text = text.replacen(from, to, 1).replace(SERIAL, &format!("700000{n:02}"));
    Case {
        says: says.to_owned(),
        bytes: text.into_bytes(),
        was,
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut n = 0;
    let mut add = |says: &str, from: &str, to: &str, was: &'static str| {
        n += 1;
        cases.push(case(n, says, from, to, was));
    };
    let maker = "株式会社見本メーカー";
    let device = |what: &str| format!("</SerialNo>{what}");
    let data = |what: &str| format!("</Secret>{what}");
    let drift = |steps: &str| data(&format!("<TimeDrift><PlainValue>{steps}</PlainValue></TimeDrift>"));
    add("a maker, a serial and a seed", "", "", SAME);
    for (says, what, was) in [
        (
            "`StartDate` `2026-07-01T00:00:00Z`",
            "<StartDate>2026-07-01T00:00:00Z</StartDate>",
            "thrown away",
        ),
        (
            "`StartDate` `2026-07-01T09:00:00`",
            "<StartDate>2026-07-01T09:00:00</StartDate>",
            "E1404",
        ),
        ("`StartDate` `2026/07/01`", "<StartDate>2026/07/01</StartDate>", SAME),
        (
            "`ExpiryDate` `2028-05-31T15:00:00Z`",
            "<ExpiryDate>2028-05-31T15:00:00Z</ExpiryDate>",
            SAME,
        ),
        (
            "`ExpiryDate` `2028-06-01T00:00:00`",
            "<ExpiryDate>2028-06-01T00:00:00</ExpiryDate>",
            "E1404",
        ),
        ("`ExpiryDate` `2028-06-01`", "<ExpiryDate>2028-06-01</ExpiryDate>", SAME),
        (
            "`StartDate` not before `ExpiryDate`",
            "<StartDate>2026-07-01T00:00:00Z</StartDate><ExpiryDate>2026-07-01T00:00:00Z</ExpiryDate>",
            "taken, without the start",
        ),
        (
            "`ExpiryDate` `2026-05-01T00:00:00`, a month ago",
            "<ExpiryDate>2026-05-01T00:00:00+09:00</ExpiryDate>",
            "kept, and nothing said",
        ),
        (
            "`ExpiryDate` `2026-07-01T00:00:00`, in a month",
            "<ExpiryDate>2026-07-01T00:00:00+09:00</ExpiryDate>",
            "kept, and nothing said",
        ),
    ] {
        add(says, "</SerialNo>", &device(what), was);
    }
    add("`TimeDrift` `3`", "</Secret>", &drift("3"), "thrown away");
    add("`TimeDrift` `-20`", "</Secret>", &drift("-20"), "thrown away");
    add("`TimeDrift` `21`", "</Secret>", &drift("21"), "thrown away");
    add("`TimeDrift` `1.5`", "</Secret>", &drift("1.5"), "thrown away");
    add("`Manufacturer` in Japanese", maker, "見本電子工業", "E1404");
    add("`Manufacturer` of 80 characters", maker, &"見".repeat(80), "E1404");
    add("`Manufacturer` of 81 characters", maker, &"見".repeat(81), SAME);
    add("`Manufacturer` in full width", maker, "ＳＡＭＰＬＥ", SAME);
    add("`SerialNo` of 7 digits", SERIAL, "7000000", "E1404, without the length");
    add(
        "`SerialNo` of 13 digits",
        SERIAL,
        "7100000000000",
        "E1404, without the length",
    );
    add(
        "`SerialNo` `FOB-12345`",
        SERIAL,
        "FOB-12345",
        "E1404, without the length",
    );
    add(
        "`SerialNo` twice",
        "<SerialNo>",
        "<SerialNo>70000099</SerialNo><SerialNo>",
        "E1404",
    );
    add("`ResponseFormat` of 8 digits", "Length=\"6\"", "Length=\"8\"", "E1404");
    add("`ResponseFormat` hexadecimal", "DECIMAL", "HEXADECIMAL", SAME);
    add(
        "`TimeInterval` 9",
        "</Secret>",
        &data("<TimeInterval><PlainValue>9</PlainValue></TimeInterval>"),
        SAME,
    );
    add("a DTD", "<KeyContainer", "<!DOCTYPE a><KeyContainer", SAME);
    add(
        "`EncryptedValue`",
        "<PlainValue>",
        "<EncryptedValue/><PlainValue>",
        SAME,
    );
    let wrong = "a wrong seed, silently";
    for (says, secret, was) in [
        (
            "`PlainValue` of 32 hexadecimal signs",
            "00112233445566778899AABBccddeeff".to_owned(),
            wrong,
        ),
        (
            "`PlainValue` of 40 hexadecimal signs",
            "3132333435363738393031323334353637383930".to_owned(),
            wrong,
        ),
        (
            "`PlainValue` of 64 hexadecimal signs",
            "0123456789abcdef".repeat(4),
            wrong,
        ),
        (
            "`PlainValue` of 26 signs of Base32",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY".to_owned(),
            "E1404",
        ),
        (
            "`PlainValue` of 32 signs of Base32",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(),
            wrong,
        ),
        ("`PlainValue` of 52 signs of Base32", "GEZD".repeat(13), wrong),
        ("a seed of zeros", BASE64.encode(&[0; 20]), "taken"),
        (
            "a seed of one byte again and again",
            BASE64.encode(&[0x5A; 20]),
            "taken",
        ),
        ("a seed of 15 bytes", BASE64.encode(&seed(90)[..15]), SAME),
    ] {
        n += 1;
        let text = plain(n).replace(&BASE64.encode(&seed(n)), &secret);
        cases.push(Case {
            says: says.to_owned(),
            bytes: text.replace(SERIAL, &format!("700000{n:02}")).into_bytes(),
            was,
        });
    }
    let one = |serial: &str, n: u8| key(serial, &seed(n), "", "");
    for (says, keys, was) in [
        (
            "the same seed under two serials",
            [one("70000091", 91), one("70000092", 91)],
            "taken, twice",
        ),
        (
            "the same maker and serial twice",
            [one("70000093", 93), one("70000093", 94)],
            SAME,
        ),
        (
            "the seed of another serial in stock",
            [one("70000095", 95), one("70000096", 1)],
            "taken, twice",
        ),
        (
            "a maker and serial in stock",
            [one("70000097", 97), one("70000001", 98)],
            SAME,
        ),
    ] {
        cases.push(Case {
            says: says.to_owned(),
            bytes: container(&keys).into_bytes(),
            was,
        });
    }
    let marked = format!("\u{FEFF}{}", container(&[one("70000089", 89)]));
    cases.push(Case {
        says: "UTF-16, with its mark".to_owned(),
        bytes: marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        was: "E1403",
    });
    cases.push(Case {
        says: "CP932".to_owned(),
        bytes: encoding(&container(&[one("70000088", 88)])),
        was: SAME,
    });
    cases
}

/// Text of which the maker is no UTF-8.
fn encoding(text: &str) -> Vec<u8> {
    let maker = "株式会社見本メーカー";
    let (before, after) = text.split_once(maker).unwrap();
    [before.as_bytes(), b"\x8c\xa9\x96{", after.as_bytes()].concat()
}

/// What is kept of a token besides what every one has.
fn kept(token: &Token) -> String {
    let moment = |name: &str, at: Option<Instant>| at.map(|at| format!("{name} {}", calendar::show(at)));
    let drift = (token.drift != 0).then(|| format!("drift {}", token.drift));
    let maker = token.maker.as_str();
    let maker = match maker.chars().count() {
        _ if maker == "株式会社見本メーカー" => None,
        80 => Some("maker of 80 characters".to_owned()),
        _ => Some(format!("maker {maker}")),
    };
    let said: Vec<_> = [
        maker,
        moment("from", token.starts),
        moment("until", token.expires),
        drift,
    ]
    .into_iter()
    .flatten()
    .collect();
    match said.as_slice() {
        [] => "kept".to_owned(),
        said => format!("kept: {}", said.join(", ")),
    }
}

struct Intake {
    desk: Desk,
    administrator: Session,
    words: Words,
}

impl Intake {
    fn open() -> Self {
        let mut entropy = Repeatable(21);
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let administrator = demo::session(&mut desk, "K001").unwrap();
        Self {
            desk,
            administrator,
            words: Words::of(Lang::En),
        }
    }

    /// What becomes of a file, in words.
    fn verdict(&mut self, bytes: &[u8]) -> String {
        let read = pskc::read(bytes, self.desk.policy());
        let serials: Vec<_> = read.iter().flatten().map(|new| new.serial.clone()).collect();
        match self.desk.import_tokens(&self.administrator, read) {
            Ok(imported) => {
                let mut said: Vec<_> = serials.iter().map(|serial| self.stands(serial)).collect();
                said.extend((imported.ending.expired > 0).then(|| "told as expired".to_owned()));
                said.extend((imported.ending.expiring > 0).then(|| "told as expiring soon".to_owned()));
                said.join("; ")
            }
            Err(Error::Refused(refusal)) => self.refused(&refusal),
            Err(error) => panic!("{error:?}"),
        }
    }

    fn refused(&self, refusal: &Refusal) -> String {
        format!("{}: {}", refusal.code(), why(refusal, &self.words))
    }

    fn stands(&mut self, serial: &Serial) -> String {
        let rows = self.desk.ask(&self.administrator, |look| look.tokens(serial)).unwrap();
        kept(&rows[0].token)
    }
}

/// What the command line has to do with: whose the file is, and where it comes from.
fn at_the_command_line() -> Vec<(String, String, &'static str)> {
    let bank = Bank::training();
    let file = bank.file("fobs.xml", plain(1).as_bytes());
    mode(Path::new(&file), 0o640);
    let ran = imported(&bank, &file, "");
    let code = ran.err.split(' ').next().unwrap_or_default().to_owned();
    assert_eq!((ran.status, code.as_str()), (3, "E1443"), "{}", ran.err);
    let ran = imported(&bank, "-", &plain(1));
    assert_eq!(ran.status, 0, "{}", ran.err);
    vec![
        (
            "a file that others can read".to_owned(),
            format!("{code}: not read"),
            "read",
        ),
        ("`-`: standard input".to_owned(), "kept".to_owned(), "E3006"),
    ]
}

#[test]
fn what_a_seed_file_says_and_what_becomes_of_it_stands_in_the_documentation_r15_2() {
    let mut intake = Intake::open();
    let mut table = "| the file says | kept, or refused | before version 4 |\n|---|---|---|\n".to_owned();
    let (mut refused, mut met) = (0, std::collections::BTreeSet::new());
    for Case { says, bytes, was } in cases() {
        let verdict = intake.verdict(&bytes);
        if !verdict.starts_with("kept") {
            refused += 1;
            met.extend(verdict.split(':').next().map(str::to_owned));
        }
        writeln!(table, "| {says} | {verdict} | {was} |").unwrap();
    }
    for (says, verdict, was) in at_the_command_line() {
        writeln!(table, "| {says} | {verdict} | {was} |").unwrap();
    }
    assert_eq!(refused, 29, "{table}");
    let codes = [
        "E1403", "E1404", "E1406", "E1407", "E1430", "E1431", "E1432", "E1433", "E1434", "E1435", "E1436",
    ];
    assert!(met.iter().map(String::as_str).eq(codes), "{met:?}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/seeds.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let anew = format!("{before}{BEGIN}{table}{END}{after}");
    if std::env::var_os("MADOGUCHI_PICTURES").is_some() {
        std::fs::write(&path, &anew).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == anew,
        "make it anew: MADOGUCHI_PICTURES=write cargo test --test cli said\n{table}"
    );
}
