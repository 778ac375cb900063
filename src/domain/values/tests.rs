use super::*;

#[test]
fn serials_are_text_of_8_to_12_digits_r3_2() {
    let policy = Policy::default();
    for (typed, kept) in [
        ("12345678", Some("12345678")),
        ("００００１２３４", Some("00001234")),
        (" 238801186 ", Some("238801186")),
        ("123456789012", Some("123456789012")),
        ("1234567", None),
        ("1234567890123", None),
        ("1234-5678", None),
        ("", None),
    ] {
        let serial = Serial::parse_by(typed, &policy).ok();
        assert_eq!(serial.as_ref().map(Serial::as_str), kept, "{typed}");
    }
}

#[test]
fn codes_are_six_digits_and_never_printed_r12_3() {
    let policy = Policy::default();
    let code = Otp::parse("１２３456", &policy).unwrap();
    assert_eq!(code.digits(), b"123456");
    assert_eq!(format!("{code:?}"), "Otp(..)");
    for typed in ["12345", "1234567", "12345a", "", "١٢٣٤٥٦"] {
        assert_eq!(Otp::parse(typed, &policy).unwrap_err(), Refusal::CodeForm { digits: 6 });
    }
}

#[test]
fn names_keep_their_letters_and_refuse_what_is_not_seen() {
    assert_eq!(Name::parse(" ㈱髙﨑① ").unwrap().as_str(), "㈱髙﨑①");
    for bad in ["", "   ", "a\u{202E}b", "a\u{1b}[31m", "a\u{200B}b", &"あ".repeat(81)] {
        assert!(Name::parse(bad).is_err(), "{bad:?}");
    }
    for (bad, sign) in [
        ("見本\u{FFFD}商事", "U+FFFD"),
        ("見本\u{200B}商事", "U+200B"),
        ("見本\u{1b}[31m", "U+001B"),
        ("見\t本", "U+0009"),
    ] {
        let sign = sign.to_owned();
        assert_eq!(Name::parse(bad), Err(Refusal::InvisibleSign { sign }), "{bad:?}");
    }
    assert!(Kana::parse("ﾐﾅﾄｷﾞﾝｺｳ").is_ok());
    assert!(Kana::parse("漢字").is_err());
    for same in [
        "普通１２３４５６７",
        "ordinary1234567",
        "Ordinary 1234567",
        "ＯＲＤＩＮＡＲＹ－１２３４５６７",
        "普通 1234567",
    ] {
        assert_eq!(
            Account::parse(same).map(|account| account.to_string()),
            Ok("普通1234567".to_owned()),
            "{same}"
        );
    }
    for bad in [
        "1234567",
        "fixed 1234567",
        "ordinary 123456",
        "ordinary",
        "ordinary 1234567 8",
    ] {
        assert_eq!(Account::parse(bad), Err(Refusal::AccountForm), "{bad}");
    }
    assert!(Phone::parse("03ー1234ー5678").is_ok());
    assert!(Phone::parse("12-34").is_err());
}

/// A blank is seen, but not which one: a name that differs by that alone is the same name.
#[test]
fn no_name_has_a_twin_by_another_blank_r12_1() {
    let plain = Name::parse("港 花子").unwrap();
    for blank in "\u{A0}\u{1680}\u{2000}\u{2007}\u{200A}\u{202F}\u{205F}".chars() {
        assert_eq!(Name::parse(&format!("港{blank}花子")).as_ref(), Ok(&plain), "{blank:?}");
        assert!(Name::parse(&blank.to_string()).is_err(), "{blank:?}");
    }
    assert_ne!(Name::parse("港\u{3000}花子").as_ref(), Ok(&plain), "twice as wide");
    assert!(Name::parse("港\u{2028}花子").is_err());
}

/// Kanji of the compatibility blocks, variation selectors, rings and squares stay; a voiced mark joins its kana.
#[test]
fn names_are_kept_as_they_were_written_r16_4() {
    for written in [
        "\u{FA19}田 \u{FA1B}子",
        "\u{FA10}本",
        "\u{F9DC}崎",
        "\u{2F801}山",
        "葛\u{E0100}城",
        "\u{2F00}",
        "㈱髙﨑①ﾐﾅﾄ",
        "e\u{301}",
        "\u{212B}",
        "\u{1100}\u{1161}",
    ] {
        assert_eq!(Name::parse(written).unwrap().as_str(), written);
        assert_eq!(Reason::parse(written).unwrap().as_str(), written);
    }
    for (apart, together) in [
        ("カ\u{3099}ハ\u{309A}", "ガパ"),
        ("か\u{3099}は\u{309A}う\u{3099}", "がぱゔ"),
        ("ゝ\u{3099}", "ゞ"),
        ("\u{FA19}か\u{3099}", "\u{FA19}が"),
    ] {
        assert_eq!(Name::parse(apart).unwrap().as_str(), together);
    }
    assert_eq!(
        composed("\u{3099}ア\u{3099}"),
        "\u{3099}ア\u{3099}",
        "what joins nothing stays"
    );
    assert_eq!(Kana::parse("ミナト カ\u{3099}").unwrap().as_str(), "ミナト ガ");
}

#[test]
fn identifiers_read_back_what_they_show() {
    let id = CheckId([7; 16]);
    assert_eq!(CheckId::parse(&id.to_string()).unwrap(), id);
    assert!(CheckId::parse("07").is_err());
    let json = serde_json::to_string(&id).unwrap();
    assert_eq!(serde_json::from_str::<CheckId>(&json).unwrap(), id);
}
