//! Every verdict, in one run; what a load would say; and what a look costs.

use super::*;
use crate::clock::Clock;
use crate::desk::AtOnce;
use crate::domain::arrival::Remark as R;
use crate::intake::{Progress, pskc};
use crate::store::statements;
use crate::training::demo;

/// A key: its serial, its seed as it is written, and what stands in `DeviceInfo` and `Data` besides; one a line.
fn key(serial: &str, seed: &str, device: &str, data: &str) -> String {
    format!(
        "<KeyPackage><DeviceInfo><Manufacturer>SAMPLE</Manufacturer><SerialNo>{serial}</SerialNo>{device}</DeviceInfo>\
         <Key Id=\"1\" Algorithm=\"urn:ietf:params:xml:ns:keyprov:pskc:totp\">\
         <AlgorithmParameters><ResponseFormat Length=\"6\" Encoding=\"DECIMAL\"/></AlgorithmParameters>\
         <Data><Secret><PlainValue>{seed}</PlainValue></Secret>{data}</Data></Key></KeyPackage>\n"
    )
}

fn seed(n: u64) -> String {
    let bytes = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes().repeat(3);
    data_encoding::BASE64.encode(&bytes)
}

fn good(n: u64) -> String {
    key(&(70_000_000 + n).to_string(), &seed(n), "", "")
}

fn file(keys: &[String]) -> String {
    let head = "<KeyContainer Version=\"1.0\" xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\">\n";
    format!("{head}{}</KeyContainer>\n", keys.concat())
}

/// The training bank, with the first fob of the sample maker in its store.
fn bank() -> (Desk, Session) {
    let mut desk = demo::bank_in_memory(&Clock::fixed(demo::start())).unwrap();
    let administrator = demo::session(&mut desk, "K001").unwrap();
    let one = pskc::read(file(&[good(1)]).as_bytes(), desk.policy());
    desk.import_tokens(&administrator, one).unwrap();
    (desk, administrator)
}

fn look(desk: &mut Desk, session: &Session, keys: impl Keys) -> Result<(Vec<KeyJudged>, KeysFound), Error> {
    let (mut survey, mut all) = (KeySurvey::begin(keys), Vec::new());
    while !survey.is_over() {
        let some = survey.part(desk, session)?;
        assert!(some.len() <= AT_ONCE);
        all.extend(some);
    }
    Ok((all, survey.found))
}

fn read<'a>(desk: &Desk, text: &'a str) -> pskc::Reader<&'a [u8]> {
    pskc::Reader::new(text.as_bytes(), desk.policy(), Progress::default())
}

/// What becomes of each key: its line, its serial, and its remarks or the number of its refusal.
fn told(judged: &[KeyJudged]) -> Vec<(u64, &str, String)> {
    let fate = |fate: &KeyFate| match fate {
        KeyFate::New(newcomer) => format!("{:?}", newcomer.remarks),
        KeyFate::Refused(refusal) => format!("{} {:?}", refusal.code(), refusal.facts()),
    };
    let each = judged.iter();
    each.map(|key| (key.line, key.serial.as_str(), fate(&key.fate)))
        .collect()
}

#[test]
fn every_key_has_its_verdict_in_one_run_r15_3() {
    let (mut desk, session) = bank();
    let dates = |start: &str, end: &str| {
        format!("<StartDate>{start}T00:00:00</StartDate><ExpiryDate>{end}T00:00:00</ExpiryDate>")
    };
    let drift = "<TimeDrift><PlainValue>-7</PlainValue></TimeDrift>";
    // The bank's day is 2026-06-01; 90 days later it is 2026-08-30.
    let keys = [
        good(2),
        good(1),
        key("70000003", &seed(3), &dates("2026-01-01", "2026-06-01"), ""),
        key("70000004", &seed(4), &dates("2026-06-02", "2026-08-30"), drift),
        key("70000005", &seed(5), &dates("2026-06-01", "2026-08-31"), ""),
        key("7000006", &seed(6), "", ""),
        key("70000007", "3132333435363738393031323334353637383930", "", ""),
        good(2),
        key("70000009", &seed(2), "", ""),
        key("70000010", &seed(1), "", ""),
        key("70000011", "AAAA", "", ""),
        key("70000002", &seed(12), "", ""),
        good(1),
        good(13).replace("SAMPLE", ""),
        good(14).replace("<Secret>", "<Secret/><Secret>"),
        // Another maker's is another token, as is what can be read behind one that could not be.
        key("70000002", &seed(15), "", "").replace("SAMPLE", "OTHER"),
        good(7),
    ];
    let text = file(&keys);
    let (judged, found) = {
        let reader = read(&desk, &text);
        look(&mut desk, &session, reader).unwrap()
    };
    let new = |remarks: &[R]| format!("{remarks:?}");
    let refused = |code: &str, facts: &[(&str, &str)]| format!("{code} {facts:?}");
    let wrong = |serial, reason| refused("E1404", &[("serial", serial), ("reason", reason)]);
    let same_seed = |serial, other| refused("E1434", &[("serial", serial), ("other", other)]);
    let there = refused("E1406", &[("serial", "70000001")]);
    let expected = [
        ("70000002", new(&[])),
        ("70000001", there.clone()),
        ("70000003", new(&[R::Expired])),
        ("70000004", new(&[R::Expiring, R::NotYet, R::Drift])),
        ("70000005", new(&[])),
        (
            "7000006",
            refused(
                "E1431",
                &[("serial", "7000006"), ("signs", "7"), ("min", "8"), ("max", "12")],
            ),
        ),
        (
            "70000007",
            refused("E1432", &[("serial", "70000007"), ("signs", "40"), ("what", "hex")]),
        ),
        ("70000002", wrong("70000002", "twice in the file")),
        ("70000009", same_seed("70000009", "70000002")),
        ("70000010", same_seed("70000010", "70000001")),
        ("70000011", wrong("70000011", "Secret is not 16 to 64 bytes")),
        ("70000002", wrong("70000002", "twice in the file")),
        ("70000001", there),
        (
            "70000013",
            wrong("70000013", "Manufacturer is not 1 to 80 characters that can be seen"),
        ),
        (
            "70000014",
            refused("E1435", &[("serial", "70000014"), ("element", "Secret")]),
        ),
        ("70000002", new(&[])),
        ("70000007", new(&[])),
    ];
    let lines = (2..).zip(expected).map(|(line, (serial, fate))| (line, serial, fate));
    assert_eq!(told(&judged), lines.collect::<Vec<_>>());
    let counts = KeyCounts {
        new: 6,
        there: 2,
        twice: 2,
        same_seed: 2,
        unfit: 5,
        expired: 1,
        expiring: 1,
        not_yet: 1,
        drifting: 1,
    };
    assert_eq!(
        (found.counts, found.counts.all(), found.ended),
        (counts, judged.len(), None)
    );
    assert_eq!(found.first.map(|refusal| refusal.code()), Some("E1406"));
}

#[test]
fn a_load_is_refused_with_what_a_look_finds_first_and_goes_through_where_it_finds_nothing_r15_3() {
    let (mut desk, session) = bank();
    let bad = [
        good(1),
        good(20),
        key("70000021", &seed(1), "", ""),
        key("70000022", &seed(20), "", ""),
        key("70000020", &seed(23), "", ""),
        key("70000001", &seed(20), "", ""),
        key("700", &seed(24), "", ""),
        key("70000025", "", "", ""),
        good(26).replace("Length=\"6\"", "Length=\"8\""),
        good(27).replace("<Manufacturer>SAMPLE</Manufacturer>", ""),
        good(28).replace("SAMPLE", &"M".repeat(600)),
        good(29).replace("</SerialNo>", "<b/></SerialNo>"),
    ];
    for bad in bad {
        let text = file(&[good(20), bad, good(30)]);
        let (judged, found) = {
            let reader = read(&desk, &text);
            look(&mut desk, &session, reader).unwrap()
        };
        let reader = read(&desk, &text);
        let loaded = desk.load_tokens(&session, reader, &mut AtOnce);
        assert_eq!(
            loaded.map_err(|error| error.code()),
            Err(found.first.clone().unwrap().code())
        );
        // What stands before it and behind it was looked at too.
        assert_eq!((judged.len(), found.counts.new), (3, 2), "{:?}", found.first);
    }
    let text = file(&[good(20), good(30)]);
    let reader = read(&desk, &text);
    assert_eq!(look(&mut desk, &session, reader).unwrap().1.first, None);
    let reader = read(&desk, &text);
    assert_eq!(desk.load_tokens(&session, reader, &mut AtOnce).unwrap().tokens, 2);
}

#[test]
fn what_stands_before_the_end_that_can_not_be_read_is_told_r15_3() {
    let (mut desk, session) = bank();
    let whole = file(&[good(2), good(1), good(3), good(4)]);
    let third = whole.find("70000003").unwrap();
    let broken = [
        (whole[..third].to_owned(), 3, "E1403"),
        (whole.replacen("70000003", "70000003&b;", 1), 3, "E1403"),
        (whole.replacen("70000003", "70000003</x>", 1), 3, "E1403"),
        // What was wrong with the key before the file breaks is told too.
        (
            whole.replacen("70000003</SerialNo>", "7</SerialNo><SerialNo>&b;", 1),
            4,
            "E1403",
        ),
        (whole.replacen("<Secret>", "<ValueMAC/><Secret>", 3), 1, "E1407"),
    ];
    for (text, told, code) in broken {
        let reader = read(&desk, &text);
        let (judged, found) = look(&mut desk, &session, reader).unwrap();
        assert_eq!(found.ended.as_ref().map(Refusal::code), Some(code), "{text}");
        assert_eq!(judged.len() + 1, told, "{text}");
    }
    // Nothing at all is no file of keys.
    let reader = read(&desk, "");
    let found = look(&mut desk, &session, reader).unwrap().1;
    assert_eq!(found.ended.map(|refusal| refusal.code()), Some("E1403"));
}

#[test]
fn statements_of_a_look_grow_as_its_keys_do_r15_3() {
    let counted = |many: u64| {
        let (mut desk, session) = bank();
        let text = file(&(100..100 + many).map(good).collect::<Vec<_>>());
        let reader = read(&desk, &text);
        let (count, found) = statements(|| look(&mut desk, &session, reader));
        assert_eq!(u64::try_from(found.unwrap().1.counts.new), Ok(many));
        count
    };
    let (few, more, many) = (counted(400), counted(800), counted(1_600));
    assert!(few >= 800, "it counts: {few}");
    assert!(many <= 1_600 * 2 + 100, "{many}");
    assert_eq!((many - more), 2 * (more - few), "{few} {more} {many}");
}

#[test]
fn no_seed_is_set_aside_or_shown_r12_3() {
    let (mut desk, session) = bank();
    let mut kept = Keeping::default();
    let seeds: Vec<Vec<u8>> = (2..6)
        .map(|n| data_encoding::BASE64.decode(seed(n).as_bytes()).unwrap())
        .collect();
    let text = file(&[good(2), good(3), good(4), key("7", &seed(5), "", "")]);
    let mut reader = read(&desk, &text);
    let mut shown = String::new();
    while let Some(keyed) = Keys::next_key(&mut reader) {
        let keyed = keyed.unwrap();
        let asked = desk.without_seeds(&session, keyed.token.iter()).unwrap();
        kept.keep(&keyed, asked.first()).unwrap();
        shown.extend([format!("{keyed:?}"), format!("{asked:?}")]);
    }
    let mut noted = kept.over().unwrap();
    let aside = noted.bytes();
    assert!(aside.len() > 200 && aside.windows(8).any(|part| part == b"70000002"));
    for (n, seed_bytes) in (2..).zip(&seeds) {
        let hex = data_encoding::HEXLOWER.encode(seed_bytes);
        let listed = format!("{seed_bytes:?}");
        for form in [
            seed_bytes.as_slice(),
            seed(n).as_bytes(),
            hex.as_bytes(),
            &listed.as_bytes()[1..20],
        ] {
            assert!(!aside.windows(form.len()).any(|part| part == form), "{n}");
            assert!(
                !shown.as_bytes().windows(form.len()).any(|part| part == form),
                "{n} {shown}"
            );
        }
    }
    assert_eq!(noted.next(10).unwrap().len(), 4);
}
