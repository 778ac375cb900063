//! Good files, damaged files with their refusals, and bytes of any kind.

use chrono::TimeDelta;
use proptest::prelude::*;
use secrecy::ExposeSecret;

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
fn the_earlier_of_two_expiries_holds() {
    let later = "<Policy><ExpiryDate>2027-01-01T00:00:00+09:00</ExpiryDate><KeyUsage>OTP</KeyUsage>";
    let tokens = changed("<Policy><KeyUsage>OTP</KeyUsage>", later).unwrap();
    assert_eq!(tokens[0].expires, Some(at("2027-01-01T00:00:00")));
    assert!(tokens[0].expires.unwrap() - at("2026-06-01T00:00:00") > TimeDelta::zero());
}

#[test]
fn a_key_that_cannot_be_taken_is_named_with_its_reason() {
    for (from, to, reason) in [
        ("OTP</KeyUsage>", "otp</KeyUsage>", "KeyUsage is not OTP"),
        ("SAMPLE", "見本", "E0105"),
        (":totp", ":hotp", "Algorithm is not TOTP"),
        (" Algorithm=", " Other=", "Algorithm is not TOTP"),
        ("Length=\"6\"", "Length=\"8\"", "Length is not 6"),
        ("Length=\"6\"", "Length=\"+6\"", "Length is not 6"),
        ("DECIMAL", "HEXADECIMAL", "Encoding is not DECIMAL"),
        ("Length=", "CheckDigits=\"true\" Length=", "CheckDigits"),
        (
            "<ResponseFormat Length=\"6\" Encoding=\"DECIMAL\"/>",
            "",
            "ResponseFormat missing",
        ),
        ("HMAC-SHA256", "HMAC-MD5", "Suite"),
        ("<PlainValue>30", "<PlainValue>9", "TimeInterval is not 10 to 300"),
        ("<PlainValue>30", "<PlainValue>301", "TimeInterval is not 10 to 300"),
        ("<PlainValue>30", "<PlainValue>", "TimeInterval is not 10 to 300"),
        ("<PlainValue>0<", "<PlainValue>-1<", "Time"),
        ("<PlainValue>0<", "<PlainValue>4294967296<", "Time"),
        ("2028-05-31T15:00:00Z", "2028-05-31", "ExpiryDate is no instant"),
        ("2024-06-01T00:00:00Z", "", "StartDate is no instant"),
        (
            "2024-06-01T00:00:00Z",
            "2028-05-31T15:00:00Z",
            "ExpiryDate is not after StartDate",
        ),
        (SECRET, "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA", "Secret is no base64"),
        (SECRET, "MTIzNDU2Nzg5MDEyMzQ1Njc4OT*=", "Secret is no base64"),
        (SECRET, "MTIzNDU2Nzg5MDEyMzQ1", "Secret is not 16 to 64 bytes"),
        (SECRET, "", "Secret is not 16 to 64 bytes"),
        ("<Secret>", "<Secret/><Secret>", "Secret twice"),
        ("<SerialNo>", "<SerialNo>00012345</SerialNo><SerialNo>", "Serial twice"),
        ("OTP</KeyUsage>", "CR</KeyUsage>", "KeyUsage is not OTP"),
        (
            "<KeyUsage>",
            "<NumberOfTransactions>1</NumberOfTransactions><KeyUsage>",
            "Policy",
        ),
    ] {
        assert_eq!(changed(from, to).unwrap_err(), key_refused(reason), "{from} -> {to}");
    }
    let secret = format!("<Secret><PlainValue>{SECRET}</PlainValue></Secret>");
    assert_eq!(changed(&secret, "").unwrap_err(), key_refused("Secret missing"));
    let long = "A".repeat(88);
    assert_eq!(
        changed(SECRET, &long).unwrap_err(),
        key_refused("Secret is not 16 to 64 bytes")
    );
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
        Refusal::KeyRefused {
            serial: "1".into(),
            reason: "E0101".into()
        }
    );
    assert_eq!(file(&[]).unwrap_err().code(), "E1403");
}

#[test]
fn encrypted_and_signed_files_wait_for_their_keys() {
    for (from, to, what) in [
        ("  <KeyPackage>", "<EncryptionKey/><KeyPackage>", "EncryptionKey"),
        ("  <KeyPackage>", "<MACMethod/><KeyPackage>", "MACMethod"),
        ("<PlainValue>MTI", "<EncryptedValue/><PlainValue>MTI", "EncryptedValue"),
        ("</Secret>", "<ValueMAC>AAAA</ValueMAC></Secret>", "ValueMAC"),
        (
            "</KeyContainer>",
            "<d:Signature xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"/></KeyContainer>",
            "Signature",
        ),
        ("<!-- one fob -->", "<!DOCTYPE KeyContainer>", "DTD"),
        ("<!-- one fob -->", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "DTD"),
        ("Version=\"1.0\" Id", "Version=\"2.0\" Id", "Version"),
        ("Version=\"1.0\" Id", "Id", "Version"),
    ] {
        let refusal = changed(from, to).unwrap_err();
        assert_eq!(refusal, Refusal::FileUnsupported { what: what.into() }, "{to}");
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
            "not declared as UTF-8",
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
    for refusal in [
        inside(MAX_DEPTH - 3).unwrap_err(),
        taken(&GOOD.replace("<Model>K1</Model>", &"<a>".repeat(1_000_000))).unwrap_err(),
        changed("00012345", &"1".repeat(MAX_VALUE + 1)).unwrap_err(),
        changed("Id=\"1\"", &format!("Id=\"{}\"", "1".repeat(MAX_TAG))).unwrap_err(),
        taken(&" ".repeat(MAX_FILE + 1)).unwrap_err(),
    ] {
        assert_eq!(refusal.code(), "E1405");
    }
}

proptest! {
    /// No bytes make it panic.
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Policy::default());
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
    }
}
