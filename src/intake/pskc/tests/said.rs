//! What a file says → what is kept of it, or the refusal. The last column says what became of it before version 4 of the
//! store, where that was another thing.

use super::*;
use crate::domain::calendar::{self, Instant};

/// What is kept, in the words of this table: `maker serial algorithm period T0 drift starts..expires`, instants in Japan's time.
fn kept(token: &NewToken) -> String {
    let moment = |at: Option<Instant>| at.map_or_else(|| "-".to_owned(), calendar::show);
    format!(
        "{} {} {:?} {} {} {} {}..{}",
        token.maker,
        token.serial,
        token.params.algorithm,
        token.params.period,
        token.params.start,
        token.drift,
        moment(token.starts),
        moment(token.expires),
    )
}

const AS_IT_IS: &str = "SAMPLE 00012345 Sha256 30 0 0 2024-06-01 09:00..2028-06-01 00:00";

#[test]
fn what_a_file_says_is_kept_r6_1() {
    let long = "見".repeat(80);
    let drift = |value: &str| format!("</TimeInterval><TimeDrift><PlainValue>{value}</PlainValue></TimeDrift>");
    let none = "-";
    for (from, to, expected, was) in [
        ("SAMPLE", "SAMPLE", AS_IT_IS, none),
        // Of two dates the narrower holds (RFC 6030 §4.1, §5).
        (
            "<Policy>",
            "<Policy><StartDate>2024-05-01T00:00:00+09:00</StartDate><ExpiryDate>2027-01-01T00:00:00+09:00</ExpiryDate>",
            "SAMPLE 00012345 Sha256 30 0 0 2024-06-01 09:00..2027-01-01 00:00",
            "the start was thrown away",
        ),
        (
            "<Policy>",
            "<Policy><StartDate>2025-05-01T00:00:00+09:00</StartDate><ExpiryDate>2029-01-01T00:00:00+09:00</ExpiryDate>",
            "SAMPLE 00012345 Sha256 30 0 0 2025-05-01 00:00..2028-06-01 00:00",
            "the start was thrown away",
        ),
        // Without a zone it is Japan's (R2.1).
        (
            "2024-06-01T00:00:00Z",
            "2024-06-01T00:00:00",
            "SAMPLE 00012345 Sha256 30 0 0 2024-06-01 00:00..2028-06-01 00:00",
            "E1404",
        ),
        (
            "2028-05-31T15:00:00Z",
            "2028-05-31T15:00:00.000",
            "SAMPLE 00012345 Sha256 30 0 0 2024-06-01 09:00..2028-05-31 15:00",
            "E1404",
        ),
        // The clock of the fob is so many steps ahead, or behind (RFC 6030 §4.2).
        (
            "</TimeInterval>",
            &drift("3"),
            "SAMPLE 00012345 Sha256 30 0 3 2024-06-01 09:00..2028-06-01 00:00",
            "thrown away",
        ),
        (
            "</TimeInterval>",
            &drift("-20"),
            "SAMPLE 00012345 Sha256 30 0 -20 2024-06-01 09:00..2028-06-01 00:00",
            "thrown away",
        ),
        (
            "</TimeInterval>",
            &drift("+20"),
            "SAMPLE 00012345 Sha256 30 0 20 2024-06-01 09:00..2028-06-01 00:00",
            "thrown away",
        ),
        // Makers have names in Japanese, as they are written (R16.4), and long ones.
        (
            "SAMPLE",
            "株式会社見本メーカー",
            "株式会社見本メーカー 00012345 Sha256 30 0 0 2024-06-01 09:00..2028-06-01 00:00",
            "E1404",
        ),
        ("SAMPLE", &long, &AS_IT_IS.replace("SAMPLE", &long), "E1404"),
        ("SAMPLE", "ＳＡＭＰＬＥ", AS_IT_IS, none),
        (
            "<PlainValue>0<",
            "<PlainValue>4294967295<",
            "SAMPLE 00012345 Sha256 30 4294967295 0 2024-06-01 09:00..2028-06-01 00:00",
            none,
        ),
    ] {
        let tokens = changed(from, to).unwrap_or_else(|refusal| panic!("{to}: {refusal:?}"));
        assert_eq!(kept(&tokens[0]), *expected, "{from} -> {to} (was: {was})");
    }
}

/// Refusals but for those of a closed list, each with what was said before.
#[test]
fn what_cannot_be_kept_is_refused_with_what_was_expected_r15_2() {
    let serial = || "00012345".to_owned();
    let text = |signs, what: &str| Refusal::SeedIsText {
        serial: serial(),
        signs,
        what: what.into(),
    };
    let digits = |digits: &str| Refusal::KeyDigits {
        serial: serial(),
        digits: digits.into(),
        expected: 6,
    };
    let twice = |element: &str| Refusal::ElementTwice {
        serial: serial(),
        element: element.into(),
    };
    let form = |name: &str, signs| Refusal::KeySerialForm {
        serial: name.into(),
        signs,
        min: 8,
        max: 12,
    };
    let far = |steps: &str| Refusal::DriftTooFar {
        serial: serial(),
        steps: steps.into(),
        max: 20,
    };
    let plain = || Refusal::SeedIsPlain { serial: serial() };
    let drift = |value: &str| format!("</TimeInterval><TimeDrift><PlainValue>{value}</PlainValue></TimeDrift>");
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let other = "a wrong seed";
    for (from, to, refusal, was) in [
        (
            SECRET,
            "3132333435363738393031323334353637383930",
            text(40, "hex"),
            other,
        ),
        (SECRET, "00112233445566778899AABBccddeeff", text(32, "hex"), other),
        (SECRET, &"0123456789abcdef".repeat(4), text(64, "hex"), other),
        (SECRET, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", text(32, "base32"), other),
        (SECRET, "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", text(32, "base32"), other),
        (SECRET, "GEZDGNBV GY3TQOJQ GEZDGNBV GY", text(26, "base32"), "E1404"),
        (SECRET, "GEZDGNBVGY3TQOJQGEZDGNBVGY======", text(26, "base32"), "E1404"),
        (SECRET, &"GEZD".repeat(13), text(52, "base32"), other),
        (SECRET, &base64(&[0; 20]), plain(), "taken"),
        (SECRET, &base64(&[0x5A; 16]), plain(), "taken"),
        (SECRET, &base64(&[0xFF; 64]), plain(), "taken"),
        ("Length=\"6\"", "Length=\"8\"", digits("8"), "E1404"),
        ("Length=\"6\"", "Length=\"+6\"", digits("+6"), "E1404"),
        ("Length=\"6\"", "", digits("-"), "E1404"),
        ("00012345", "0001234", form("0001234", 7), "E1404 without the length"),
        (
            "00012345",
            "0001234567890",
            form("0001234567890", 13),
            "E1404 without the length",
        ),
        (
            "00012345",
            "FOB-12345",
            form("FOB-12345", 9),
            "E1404 without the length",
        ),
        ("00012345", "見本", form("L4", 2), "E1404"),
        ("00012345", "", form("L4", 0), "E1404"),
        ("<Secret>", "<Secret/><Secret>", twice("Secret"), "E1404"),
        (
            "<SerialNo>",
            "<SerialNo>00012345</SerialNo><SerialNo>",
            twice("SerialNo"),
            "E1404",
        ),
        (
            "</TimeInterval>",
            &(drift("1") + "<TimeDrift/>"),
            twice("TimeDrift"),
            "thrown away",
        ),
        ("</TimeInterval>", &drift("21"), far("21"), "thrown away"),
        ("</TimeInterval>", &drift("-21"), far("-21"), "thrown away"),
        (
            "</TimeInterval>",
            &drift("-4294967295"),
            far("-4294967295"),
            "thrown away",
        ),
    ] {
        assert_eq!(changed(from, to).unwrap_err(), refusal, "{from} -> {to} (was: {was})");
    }
}

/// Refusals whose reason is one of a closed list.
#[test]
fn a_key_that_cannot_be_taken_is_named_with_its_reason() {
    let drift = |value: &str| format!("</TimeInterval><TimeDrift><PlainValue>{value}</PlainValue></TimeDrift>");
    let secret = format!("<Secret><PlainValue>{SECRET}</PlainValue></Secret>");
    let mut met = Vec::new();
    for (from, to, fault) in [
        ("OTP</KeyUsage>", "otp</KeyUsage>", Fault::Usage),
        ("OTP</KeyUsage>", "CR</KeyUsage>", Fault::Usage),
        ("SAMPLE", &"M".repeat(81), Fault::Maker),
        ("SAMPLE", "a\u{202E}b", Fault::Maker),
        ("SAMPLE", " ", Fault::Maker),
        (":totp", ":hotp", Fault::Algorithm),
        (" Algorithm=", " Other=", Fault::Algorithm),
        ("DECIMAL", "HEXADECIMAL", Fault::Encoding),
        ("Length=", "CheckDigits=\"true\" Length=", Fault::CheckDigits),
        (
            "<ResponseFormat Length=\"6\" Encoding=\"DECIMAL\"/>",
            "",
            Fault::NoFormat,
        ),
        ("HMAC-SHA256", "HMAC-MD5", Fault::Suite),
        ("<PlainValue>30", "<PlainValue>9", Fault::Interval),
        ("<PlainValue>30", "<PlainValue>301", Fault::Interval),
        ("<PlainValue>30", "<PlainValue>", Fault::Interval),
        ("<PlainValue>0<", "<PlainValue>-1<", Fault::Time),
        ("<PlainValue>0<", "<PlainValue>4294967296<", Fault::Time),
        ("</TimeInterval>", &drift("1.5"), Fault::Drift),
        ("</TimeInterval>", &drift("--1"), Fault::Drift),
        ("</TimeInterval>", &drift(""), Fault::Drift),
        ("</TimeInterval>", &drift("99999999999"), Fault::Drift),
        ("2028-05-31T15:00:00Z", "2028-05-31", Fault::Expires),
        ("2028-05-31T15:00:00Z", "2028-05-31T15:00", Fault::Expires),
        ("2028-05-31T15:00:00Z", "2028-5-31T15:00:00", Fault::Expires),
        ("2028-05-31T15:00:00Z", "2028-02-30T15:00:00", Fault::Expires),
        ("2024-06-01T00:00:00Z", "", Fault::Starts),
        ("2024-06-01T00:00:00Z", "2024/06/01T00:00:00", Fault::Starts),
        ("2024-06-01T00:00:00Z", "2028-05-31T15:00:00Z", Fault::NeverGood),
        (SECRET, "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA", Fault::Base64),
        (SECRET, "MTIzNDU2Nzg5MDEyMzQ1Njc4OT*=", Fault::Base64),
        (SECRET, "MTIzNDU2Nzg5MDEyMzQ1", Fault::Size),
        (SECRET, &"Ab1/".repeat(22), Fault::Size),
        (SECRET, "", Fault::Size),
        (&secret, "", Fault::NoSecret),
        (
            "<KeyUsage>",
            "<NumberOfTransactions>1</NumberOfTransactions><KeyUsage>",
            Fault::Policy,
        ),
    ] {
        let refusal = changed(from, to).unwrap_err();
        assert_eq!(refusal, key_refused(fault.name()), "{from} -> {to}");
        met.push(fault);
    }
    let all = Fault::ALL.iter().filter(|fault| **fault != Fault::Twice);
    assert!(
        all.clone().all(|fault| met.contains(fault)),
        "{:?}",
        all.collect::<Vec<_>>()
    );
}
