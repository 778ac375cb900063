//! A bank whose customers have the worst names.

use madoguchi::branch::tlgi001::Login;
use madoguchi::clock::Clock;
use madoguchi::console::{Options, house};
use madoguchi::desk::Desk;
use madoguchi::domain::Policy;
use madoguchi::domain::policy;
use madoguchi::entropy::Repeatable;
use madoguchi::intake::contracts;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::ui::testing::Harness;

use crate::Wire;

/// Company and user of each contract from 2000001 on.
pub(crate) const NAMES: [(&str, &str); 12] = [
    ("ﾐﾎﾝｷﾞﾝｺｳﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ商事ｶﾞｷﾞｸﾞｹﾞｺﾞ", "ｶﾞｷﾞ ｸﾞｹﾞ"),
    ("髙﨑𠮷田見本商会", "髙橋 﨑子"),
    ("葛\u{E0100}飾架空葛\u{E0101}城製作所", "辻\u{E0100} 祇\u{FE00}園"),
    (
        "見本四十字会社名見本四十字会社名見本四十字会社名見本四十字会社名見本四十字会社名",
        "長い名前長い名前長い名前長い名前長い名前長い名前長い名前長い名前長い名前長い名前",
    ),
    ("㈱ABC見本ｾﾝﾀｰＸＹＺ①ﾊﾟ工業", "A港B ｱ港ﾞ"),
    (
        "か\u{3099}き\u{3099}ハ\u{309A}ヒ\u{309A}商店",
        "カ\u{3099}ク ハ\u{309A}リ",
    ),
    ("e\u{301}架空cafe\u{301}店", "A\u{30A} 港"),
    ("※○◎●■▲▼→×…“架空”①②─│┌", "① ②"),
    ("ﾞﾟﾞ見本ﾞﾟ", "ﾞ ﾟ"),
    ("𩸽𠀋架空𡚴水産", "𠮟 𡈽"),
    ("ヷヸヹヺゟヿ見本々〆ヶ", "〇 〻"),
    ("Ａ　Ｂ　全角空白　見本", "全角　空白"),
];

/// What nobody should be able to do to a screen. The gate of contracts refuses most of it, so it is typed and pasted.
pub(crate) const ATTACKS: [&str; 10] = [
    "港\u{202E}行銀\u{202C}本",
    "港\u{2066}abc\u{2069}",
    "見\u{200B}本\u{200D}商\u{FEFF}会",
    "\u{1b}[2J\u{1b}[31m赤",
    "\u{9b}2J\u{9d}0;x\u{7}架空",
    "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}b",
    "\u{E0041}\u{E0042}タグ",
    "\u{3164}\u{FFA0}空",
    "\u{301}港\u{FE0F}",
    "\u{1F469}\u{200D}\u{1F4BB}見本",
];

/// The console over that bank, at its login screen.
pub(crate) fn open() -> Wire {
    let mut entropy = Repeatable(7);
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    let administrator = demo::session(&mut desk, "K001").unwrap();
    let read = contracts::read(file().as_bytes(), &Policy::default()).unwrap();
    desk.import_contracts(&administrator, Ok(read)).unwrap();
    let house = house(clock, Kind::Training, &Options::default()).unwrap();
    let mut wire = Wire::new(Harness::new(house, desk, Login::default()));
    wire.keys("T001<Enter>tantou-no-mihon<F10>");
    assert!(wire.console.row(1).ends_with("TTOP001"), "{:?}", wire.console);
    wire
}

fn file() -> String {
    let mut file = contracts::COLUMNS.join(",");
    for ((company, user), number) in NAMES.iter().zip(2_000_001..) {
        let row = format!(
            "\n{number},{company},ｷﾞﾝｺｳﾊﾟ,011,本店営業部,普通{number},03-0000-1001,2025-04-01,,W{number},{user},ﾐﾎﾝ,マスターユーザ,都度振込,,"
        );
        file.push_str(&row);
    }
    file
}
