//! Good files, damaged files with their refusals, and bytes of any kind.

mod said;

use chrono::TimeDelta;
use proptest::prelude::*;
use secrecy::ExposeSecret;

use super::fault::Fault;
use super::*;
use crate::domain::case::samples::at;
use crate::domain::token::Algorithm;
use crate::intake::xml::{MAX_DEPTH, MAX_TAG};

/// A file of one key like that of RFC 6030 §4.2 and §10.2, with every part that is read.
const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- one fob -->
<KeyContainer Version="1.0" Id="sample" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
  <KeyPackage>
    <DeviceInfo>
      <Manufacturer>SAMPLE</Manufacturer>
      <SerialNo>00012345</SerialNo>
      <Model>K1</Model>
      <StartDate>2024-06-01T00:00:00Z</StartDate>
      <ExpiryDate>2028-05-31T15:00:00Z</ExpiryDate>
    </DeviceInfo>
    <CryptoModuleInfo><Id>CM1</Id></CryptoModuleInfo>
    <Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
      <Issuer>Sample &amp; Co</Issuer>
      <AlgorithmParameters>
        <Suite>HMAC-SHA256</Suite>
        <ResponseFormat Length="6" Encoding="DECIMAL"/>
      </AlgorithmParameters>
      <Data>
        <Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>
        <Time><PlainValue>0</PlainValue></Time>
        <TimeInterval><PlainValue>30</PlainValue></TimeInterval>
      </Data>
      <Policy><KeyUsage>OTP</KeyUsage></Policy>
    </Key>
    <Extensions><x:Note xmlns:x="urn:sample:note"><x:SerialNo>99999999</x:SerialNo></x:Note></Extensions>
  </KeyPackage>
</KeyContainer>
"#;
const SECRET: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=";

fn taken(text: &str) -> Decision<Vec<NewToken>> {
    read(text.as_bytes(), &Policy::default())
}

fn changed(from: &str, to: &str) -> Decision<Vec<NewToken>> {
    assert!(GOOD.contains(from), "{from}");
    taken(&GOOD.replacen(from, to, 1))
}

fn key_refused(reason: &str) -> Refusal {
    Refusal::KeyRefused {
        serial: "00012345".into(),
        reason: reason.into(),
    }
}

fn damaged(line: u64, reason: &str) -> Refusal {
    Refusal::FileDamaged {
        line,
        reason: reason.into(),
    }
}

#[test]
fn a_fob_is_read_whole() {
    let tokens = taken(GOOD).unwrap();
    let [token] = tokens.as_slice() else {
        panic!("one token")
    };
    assert_eq!((token.maker.as_str(), token.serial.as_str()), ("SAMPLE", "00012345"));
    assert_eq!(token.params.algorithm, Algorithm::Sha256);
    assert_eq!(
        (token.params.digits, token.params.period, token.params.start),
        (6, 30, 0)
    );
    assert_eq!(token.expires, Some(at("2028-06-01T00:00:00")));
    assert_eq!(token.seed.expose_secret(), b"12345678901234567890");
    assert!(!format!("{token:?}").contains("[49, 50"), "R12.3");
}

#[test]
fn what_is_of_another_namespace_is_not_read_and_what_stands_behind_it_is() {
    let other = |within: &str| format!(r#"<Model xmlns="urn:sample:other"><a/>{within}</Model>"#);
    let (alone, within) = (other(""), other("<a><b/></a>"));
    let serial = "<SerialNo>00012345</SerialNo>";
    let foreign = r#"<SerialNo xmlns="urn:sample:other">99999999</SerialNo>"#;
    for text in [
        GOOD.replace("<DeviceInfo>", &format!("<DeviceInfo>{alone}")),
        GOOD.replace("<Data>", &format!("{within}<Data>{alone}")),
        GOOD.replace("<KeyPackage>", &format!("{within}<KeyPackage>{within}")),
        GOOD.replace(serial, &format!("{foreign}{serial}{foreign}")),
    ] {
        let tokens = taken(&text).unwrap();
        assert_eq!(tokens.len(), 1, "{text}");
        assert_eq!(tokens[0].serial.as_str(), "00012345", "{text}");
        assert_eq!(tokens[0].params.period, 30, "{text}");
    }
    assert!(taken(&GOOD.replace(serial, foreign)).is_err());
}

#[test]
fn what_is_not_said_is_the_policys() {
    let text = GOOD
        .replace("<TimeInterval><PlainValue>30</PlainValue></TimeInterval>", "")
        .replace("<Suite>HMAC-SHA256</Suite>", "")
        .replace("<Time><PlainValue>0</PlainValue></Time>", "")
        .replace("<ExpiryDate>2028-05-31T15:00:00Z</ExpiryDate>", "");
    let policy = Policy {
        default_period: 90,
        ..Policy::default()
    };
    let token = &read(text.as_bytes(), &policy).unwrap()[0];
    assert_eq!((token.params.period, token.params.algorithm), (90, Algorithm::Sha1));
    assert_eq!(token.expires, None);
}

#[test]
fn the_same_file_in_other_writing_is_the_same_fob() {
    let prefixed = GOOD
        .replace("xmlns=", "xmlns:p=")
        .replace("</", "\u{1}")
        .replace("<?", "\u{2}")
        .replace("<!", "\u{3}")
        .replace("<x:", "\u{4}")
        .replace('<', "<p:")
        .replace("\u{1}x:", "</x:")
        .replace('\u{1}', "</p:")
        .replace('\u{2}', "<?")
        .replace('\u{3}', "<!")
        .replace('\u{4}', "<x:");
    for text in [
        prefixed,
        format!("\u{FEFF}{GOOD}"),
        GOOD.replace('\n', "\r\n"),
        GOOD.replace("00012345", "<![CDATA[000]]>12&#x33;4&#53;"),
        GOOD.replace("00012345", "\n 00012345 "),
        GOOD.replace(SECRET, "MTIzNDU2Nzg5\n        MDEyMzQ1Njc4OTA="),
        GOOD.replace("HMAC-SHA256", "hmac-sha-256"),
    ] {
        let tokens = taken(&text).unwrap();
        assert_eq!(tokens[0].serial.as_str(), "00012345", "{text}");
        assert_eq!(tokens[0].params.algorithm, Algorithm::Sha256);
        assert_eq!(tokens[0].seed.expose_secret(), b"12345678901234567890");
    }
}

#[test]
fn blanks_within_a_value_stay_and_those_around_it_tell_nothing() {
    let maker = |written: &str| {
        let text = GOOD.replace("<Manufacturer>SAMPLE<", &format!("<Manufacturer>{written}<"));
        taken(&text).unwrap()[0].maker.to_string()
    };
    for (written, read) in [
        ("SAMPLE &amp; CO", "SAMPLE & CO"),
        ("\n  SAMPLE &#x26; \n", "SAMPLE &"),
        ("A<![CDATA[ B ]]> C", "A B  C"),
        ("&#65; &#66;", "A B"),
    ] {
        assert_eq!(maker(written), read, "{written}");
    }
    // Of two makers in turn each is read, however the one before was written.
    let (head, rest) = GOOD.split_once("  <KeyPackage>").unwrap();
    let (package, tail) = rest.split_once("</KeyContainer>").unwrap();
    let packages = (0..4).map(|n| {
        let maker = ["SAMPLE", "ＯＴＨＥＲ"][n % 2];
        let package = package
            .replace("SAMPLE", maker)
            .replace("00012345", &format!("0001234{n}"));
        format!("<KeyPackage>{package}")
    });
    let text = format!("{head}{}</KeyContainer>{tail}", packages.collect::<String>());
    let makers: Vec<_> = taken(&text)
        .unwrap()
        .into_iter()
        .map(|token| token.maker.to_string())
        .collect();
    assert_eq!(makers, ["SAMPLE", "OTHER", "SAMPLE", "OTHER"]);
}

#[test]
fn the_earlier_of_two_expiries_holds() {
    let later = "<Policy><ExpiryDate>2027-01-01T00:00:00+09:00</ExpiryDate><KeyUsage>OTP</KeyUsage>";
    let tokens = changed("<Policy><KeyUsage>OTP</KeyUsage>", later).unwrap();
    assert_eq!(tokens[0].expires, Some(at("2027-01-01T00:00:00")));
    assert!(tokens[0].expires.unwrap() - at("2026-06-01T00:00:00") > TimeDelta::zero());
}

#[test]
fn one_bad_key_refuses_the_whole_and_a_key_comes_once_r15_2() {
    let (head, rest) = GOOD.split_once("  <KeyPackage>").unwrap();
    let (package, tail) = rest.split_once("</KeyContainer>").unwrap();
    let file = |packages: &[String]| taken(&format!("{head}{}</KeyContainer>{tail}", packages.concat()));
    let one = format!("<KeyPackage>{package}");
    let other = one.replace("00012345", "00012346");
    assert_eq!(file(&[one.clone(), other.clone()]).unwrap().len(), 2);
    assert_eq!(
        file(&[one.clone(), other, one.clone()]).unwrap_err(),
        key_refused("twice in the file")
    );
    assert_eq!(
        file(&[one.clone(), one.replace("SAMPLE", "OTHER")]).unwrap().len(),
        2,
        "by maker and serial"
    );
    assert_eq!(
        file(&[one.clone(), one.replace("00012345", "1")]).unwrap_err(),
        Refusal::KeySerialForm {
            serial: "1".into(),
            signs: 1,
            min: 8,
            max: 12
        }
    );
    assert_eq!(file(&[]).unwrap_err().code(), "E1403");
}

#[test]
fn encrypted_and_signed_files_wait_for_their_keys() {
    for (from, to, line, what) in [
        ("  <KeyPackage>", "<EncryptionKey/><KeyPackage>", 4, "EncryptionKey"),
        ("  <KeyPackage>", "<MACMethod/><KeyPackage>", 4, "MACMethod"),
        (
            "<PlainValue>MTI",
            "<EncryptedValue/><PlainValue>MTI",
            20,
            "EncryptedValue",
        ),
        ("</Secret>", "<ValueMAC>AAAA</ValueMAC></Secret>", 20, "ValueMAC"),
        (
            "</KeyContainer>",
            "<d:Signature xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"/></KeyContainer>",
            28,
            "Signature",
        ),
        ("<!-- one fob -->", "<!DOCTYPE KeyContainer>", 2, "DTD"),
        ("<!-- one fob -->", "<!DOCTYPE a [<!ENTITY b \"c\">]>", 2, "DTD"),
        ("Version=\"1.0\" Id", "Version=\"2.0\" Id", 3, "Version"),
        ("Version=\"1.0\" Id", "Id", 3, "Version"),
    ] {
        let refusal = changed(from, to).unwrap_err();
        let what = what.into();
        assert_eq!(refusal, Refusal::FileUnsupported { line, what }, "{to}");
    }
}

#[test]
fn hostile_xml_is_refused_with_its_line() {
    for (from, to, line, reason) in [
        ("00012345", "&b;", 7, "entity"),
        ("00012345", "&#0;", 7, "entity"),
        ("Id=\"1\"", "Id=\"&b;\"", 13, "attribute"),
        ("Id=\"1\"", "Id=\"1\" Id=\"2\"", 13, "attribute"),
        (
            "encoding=\"UTF-8\"",
            "encoding=\"Shift_JIS\"",
            1,
            "declared in another encoding than it is written in",
        ),
        (
            "encoding=\"UTF-8\"",
            "encoding=\"UTF-16\"",
            1,
            "declared in another encoding than it is written in",
        ),
        ("</KeyContainer>", "", 29, "cut off"),
        ("</KeyContainer>", "</KeyContainer><KeyContainer/>", 28, "a second root"),
        ("</KeyContainer>", "</KeyContainer>x", 29, "text outside the root"),
        ("<SerialNo>", "<SerialNo><b/>", 7, "an element inside a value"),
        ("<Model>", "<y:Model>", 8, "unknown prefix"),
        ("</Model>", "</Mode>", 8, "not well-formed XML"),
        ("keyprov:pskc\"", "keyprov:other\"", 3, "not a PSKC file"),
        (
            "<SerialNo>00012345</SerialNo>",
            "",
            27,
            "a key without Manufacturer or SerialNo",
        ),
    ] {
        assert_eq!(changed(from, to).unwrap_err(), damaged(line, reason), "{from} -> {to}");
    }
    assert_eq!(taken("").unwrap_err(), damaged(1, "cut off"));
    assert_eq!(taken("<a/>").unwrap_err(), damaged(1, "not a PSKC file"));
    assert_eq!(taken("\u{0}").unwrap_err(), damaged(1, "text outside the root"));
}

#[test]
fn depth_and_sizes_are_bounded() {
    let nested = |depth: usize| format!("<a>{}", "<a>".repeat(depth) + &"</a>".repeat(depth) + "</a>");
    let inside = |depth| changed("<Model>K1</Model>", &nested(depth));
    // Container, package and device are open, and the outermost of those counted here.
    assert!(inside(MAX_DEPTH - 4).is_ok());
    let deep = Refusal::FileTooDeep {
        line: 8,
        depth: MAX_DEPTH,
    };
    assert_eq!(inside(MAX_DEPTH - 3).unwrap_err(), deep);
    let many = GOOD.replace("<Model>K1</Model>", &"<a>".repeat(1_000_000));
    assert_eq!(taken(&many).unwrap_err(), deep);
    let long = |line, bytes| Refusal::PieceTooLong { line, bytes };
    let value = "1".repeat(MAX_VALUE + 1);
    assert_eq!(changed("00012345", &value).unwrap_err(), long(7, MAX_VALUE));
    let tag = format!("Id=\"{}\"", "1".repeat(MAX_TAG));
    assert_eq!(changed("Id=\"1\"", &tag).unwrap_err(), long(13, MAX_TAG));
    for (from, to, line) in [
        ("<!-- one fob -->", format!("<!-- {} -->", "-x".repeat(MAX_PIECE)), 2),
        ("  <KeyPackage>", " ".repeat(MAX_PIECE + 1), 4),
        ("<Model>K1<", format!("<Model>{}<", "x".repeat(MAX_PIECE + 1)), 8),
    ] {
        assert_eq!(changed(from, &to).unwrap_err(), long(line, MAX_PIECE), "{from}");
    }
    // The file itself has no bound: whatever stands between tokens comes piece by piece.
    let spaces = "<!-- -->".to_owned() + &" ".repeat(MAX_PIECE / 2);
    let large = GOOD.replacen("<!-- one fob -->", &spaces.repeat(40), 1);
    assert_eq!(taken(&large).unwrap().len(), 1);
}

proptest! {
    /// No bytes make it panic.
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Policy::default());
    }

    /// No values in the places of a good file make it panic, in whatever encoding.
    #[test]
    fn any_values_are_answered(
        value in "\\PC{0,40}|[A-Za-z0-9+/=]{0,96}|[-+0-9T:.Z]{0,40}",
        place in 0..7_usize,
        big in any::<bool>(),
    ) {
        let places = ["SAMPLE", "00012345", "2024-06-01T00:00:00Z", "HMAC-SHA256", SECRET, "<PlainValue>30", "OTP"];
        let escaped = value.replace('&', "&amp;").replace('<', "&lt;");
        let text = GOOD.replacen(places[place], &escaped, 1);
        let told = read(text.as_bytes(), &Policy::default());
        let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        let text = format!("\u{FEFF}{}", text.replace("UTF-8", "UTF-16"));
        let wide: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
        let other = read(&wide, &Policy::default());
        prop_assert_eq!(told.as_ref().err(), other.as_ref().err());
        prop_assert_eq!(told.map(|tokens| tokens.len()).ok(), other.map(|tokens| tokens.len()).ok());
    }

    /// No damage to a good file makes it panic, and no refusal quotes the seed (R12.3).
    #[test]
    fn a_damaged_file_is_answered(damage in prop::collection::vec((any::<prop::sample::Index>(), 0u8..4, any::<u8>()), 1..6)) {
        let mut bytes = GOOD.as_bytes().to_vec();
        for (place, kind, byte) in damage {
            if bytes.is_empty() {
                break;
            }
            let place = place.index(bytes.len());
            match kind {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, b"<>&;/\"'="[usize::from(byte) % 8]),
                2 => { bytes.remove(place); }
                _ => bytes.truncate(place),
            }
        }
        if let Err(refusal) = read(&bytes, &Policy::default()) {
            let shown = format!("{refusal:?} {refusal} {:?}", refusal.facts());
            prop_assert!(!shown.contains("MTIz") && !shown.contains("OTA="));
        }
        // Neither does the reading that goes on behind a key, and it ends; what it finds first is what the other one does.
        let mut reader = Reader::new(bytes.as_slice(), &Policy::default(), Progress::default());
        let keys: Vec<_> = std::iter::from_fn(|| reader.next_key()).collect();
        let shown = format!("{keys:?}");
        prop_assert!(!shown.contains("MTIz") && !shown.contains("OTA="));
        let first = keys.into_iter().find_map(|key| key.and_then(|keyed| keyed.token).err());
        prop_assert_eq!(first, read(&bytes, &Policy::default()).err());
    }
}
