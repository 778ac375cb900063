//! Each fold with the ways to write that it makes one (R16.4), and how a question is read.

use super::*;

/// What is folded, and what is written for it: all of a row have one key.
const ALIKE: [(&str, &[&str]); 24] = [
    ("one kana", &["みなと", "ミナト", "ﾐﾅﾄ"]),
    (
        "small kana as large ones",
        &["シヤシユシヨ", "シャシュショ", "しゃしゅしょ", "ｼｬｼｭｼｮ", "ｼﾔｼﾕｼﾖ"],
    ),
    (
        "small vowels, ッ, ヮ, ヶ and ヵ",
        &["ァィゥェォッヮヶヵ", "アイウエオツワケカ", "ぁぃぅぇぉっゎゖゕ"],
    ),
    (
        "voiced marks apart or together",
        &[
            "ガパ",
            "カ\u{3099}ハ\u{309A}",
            "カ゛ハ゜",
            "ｶﾞﾊﾟ",
            "が\u{30D1}",
            "か\u{3099}は\u{309A}",
        ],
    ),
    (
        "ー and dashes",
        &[
            "サービス",
            "サ-ビス",
            "サ―ビス",
            "サ‐ビス",
            "サ−ビス",
            "サ–ビス",
            "サ—ビス",
            "サ－ビス",
            "ｻｰﾋﾞｽ",
            "ｻ-ﾋﾞｽ",
        ],
    ),
    ("waves", &["1〜2", "1～2", "1~2"]),
    ("full and half width", &["ABC12", "ＡＢＣ１２", "abc１２"]),
    (
        "spaces and marks",
        &["港 花子", "港　花子", "港・花子", "港花子", "港.花子", "「港」花子"],
    ),
    ("variation selectors", &["葛城", "葛\u{E0100}城", "葛\u{FE00}城"]),
    ("radicals", &["長野", "⾧野", "⻑野"]),
    ("Kangxi radicals", &["高山", "⾼⼭"]),
    (
        "compatibility ideographs",
        &["神福塚", "\u{FA19}\u{FA1B}\u{FA10}", "\u{FA19}福塚"],
    ),
    ("compatibility ideographs of plane 2", &["丸", "\u{2F801}"]),
    ("高", &["高橋", "髙橋", "髙槗"]),
    ("崎", &["山崎", "山﨑", "山嵜", "山碕"]),
    ("吉", &["吉田", "𠮷田"]),
    ("辺", &["渡辺", "渡邊", "渡邉"]),
    ("斎", &["斎藤", "斉藤", "齋藤", "齊藤"]),
    ("島, 浜, 沢, 広", &["島浜沢広", "嶋濱澤廣", "嶌濵澤廣"]),
    ("old and new forms", &["国学桜竜真徳", "國學櫻龍眞德", "圀斈桜龍眞德"]),
    ("富, 柳, 桑, 淵", &["富柳桑淵", "冨栁桒渕", "冨桺桒渊"]),
    (
        "squares and rings",
        &["株式会社港", "㈱港", "(株)港", "（株）港", "㍿港", "株式會社港"],
    ),
    ("iteration marks of kana", &["ミヽ", "みゝ"]),
    ("numbers in rings", &["1号", "①号", "１号"]),
];

#[test]
fn all_ways_to_write_a_name_have_one_key_r16_4() {
    for (what, row) in ALIKE {
        for way in row {
            assert_eq!(full(way), full(row[0]), "{what}: {way}");
        }
        assert!(!full(row[0]).is_empty(), "{what}");
    }
}

#[test]
fn what_is_another_name_has_another_key_r16_4() {
    let different = [
        ("ハシ", "バシ"),
        ("ハシ", "パシ"),
        ("港", "湊"),
        ("大田", "太田"),
        ("土屋", "士屋"),
        ("阪", "坂"),
        ("ミナト", "ミナド"),
        ("伊藤", "伊東"),
        ("河合", "川合"),
        ("1", "l"),
    ];
    for (one, other) in different {
        assert_ne!(full(one), full(other), "{one} {other}");
    }
}

/// The kinds of companies are one however they are written, and left out where a name stands beside them.
#[test]
fn kinds_of_companies_are_alike_and_left_out() {
    for (name, ways) in [
        (
            "港",
            &[
                "株式会社港",
                "港株式会社",
                "(株)港",
                "港（株）",
                "㈱港",
                "港㈱",
                "港 株式会社",
            ][..],
        ),
        (
            "港",
            &[
                "有限会社港",
                "㈲港",
                "港(有)",
                "合同会社港",
                "(同)港",
                "合資会社港",
                "(資)港",
                "合名会社港",
                "(名)港",
            ],
        ),
        (
            "模擬",
            &[
                "学校法人模擬",
                "(学)模擬",
                "一般社団法人模擬",
                "(一社)模擬",
                "公益財団法人模擬",
                "(公財)模擬",
            ],
        ),
        (
            "例示会",
            &[
                "医療法人社団例示会",
                "医療法人例示会",
                "(医)例示会",
                "社会福祉法人例示会",
                "(福)例示会",
                "NPO法人例示会",
            ],
        ),
        (
            "ミナト",
            &[
                "カ)ミナト",
                "ミナト(カ",
                "ｶ)ﾐﾅﾄ",
                "ﾐﾅﾄ(ｶ",
                "ミナト(カ)",
                "カブシキガイシャミナト",
                "カブシキカイシャミナト",
            ],
        ),
        (
            "ミナト",
            &[
                "ユ)ミナト",
                "ユウゲンガイシャミナト",
                "ド)ミナト",
                "ゴウドウガイシャミナト",
                "ミナト(メ",
                "ﾄﾞ)ﾐﾅﾄ",
            ],
        ),
        (
            "モギ",
            &[
                "ガク)モギ",
                "ガッコウホウジンモギ",
                "イ)モギ",
                "イリョウホウジンモギ",
                "シヤ)モギ",
                "ザイ)モギ",
                "フク)モギ",
            ],
        ),
    ] {
        for way in ways {
            assert_eq!(key(way), full(name), "{way}");
        }
    }
    assert_eq!(full("港(株)"), "港株式会社");
    assert_eq!(full("ミナト(カ"), "ミナトカブシキガイシヤ");
    // What looks like one and is a name stays.
    for name in ["カナメ", "株木", "有田", "カ"] {
        assert_eq!(key(name), full(name), "{name}");
    }
    assert_eq!(key("株式会社"), "株式会社", "nothing else is left");
}

#[test]
fn a_telephone_number_is_the_same_from_abroad() {
    for written in [
        "03-0000-1002",
        "+81-3-0000-1002",
        "+81 3 0000 1002",
        "＋８１ (0)3-0000-1002",
        "+810300001002",
    ] {
        assert_eq!(dialled(written), "0300001002", "{written}");
        assert_eq!(Question::of(written).typed().collect::<String>().len(), 10, "{written}");
    }
    assert_eq!(dialled("+44-20-0000"), "44200000");
}

#[test]
fn a_question_is_parts_in_any_order() {
    let terms = |text: &str| {
        let question = Question::of(text);
        let mut terms: Vec<_> = question.typed().map(str::to_owned).collect();
        terms.sort_unstable();
        (terms.join(" "), question.whole().to_owned())
    };
    let of = |terms: &str, whole: &str| (terms.to_owned(), whole.to_owned());
    assert_eq!(terms("みなと　花子"), of("ミナト 花子", "ミナト花子"));
    assert_eq!(terms("株式会社 港"), of("港", "港"));
    assert_eq!(terms("株式会社"), of("株式会社", "株式会社"));
    assert_eq!(terms("011 1234567"), of("011 1234567", "0111234567"));
    assert_eq!(terms("011-1234567"), of("0111234567", "0111234567"));
    assert_eq!(terms("011-普通1234567"), of("0111234567 普通", "011普通1234567"));
    assert_eq!(terms("普通1234567"), of("1234567 普通", "普通1234567"));
    assert_eq!(terms("普通商店1"), of("普通商店1", "普通商店1"), "a name");
    assert_eq!(terms("港 +81-3-0000-1002"), of("0300001002 港", "港81300001002"));
    assert_eq!(terms("  "), of("", ""));
    assert_eq!(terms("「」 -"), of("", ""));
    assert!(Question::of(" ").is_empty() && Question::of("").to_pieces().is_none());
    let long = "あ".repeat(500);
    assert_eq!(Question::of(&long).whole().chars().count(), 64);
}

#[test]
fn two_characters_and_one_have_their_questions() {
    assert_eq!(question::pieces("港花"), "港花 花");
    assert_eq!(question::pieces("a1"), "a1 1");
    let asked = |text| Question::of(text).to_pieces();
    assert_eq!(asked("港花").unwrap(), "\"港花\"");
    assert_eq!(asked("港").unwrap(), "\"港\" *");
    assert_eq!(asked("港 花").unwrap(), "\"港\" * AND \"花\" *");
    assert_eq!(asked("みなと").unwrap(), "\"ミナ ナト\"");
    assert_eq!(asked(""), None);
}
