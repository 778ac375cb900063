//! The contract (TKSK002).

use chrono::TimeDelta;
use madoguchi::branch::tksk002::ContractSheet;
use madoguchi::desk::{Command, Desk, Session};
use madoguchi::domain::arrival::NewToken;
use madoguchi::domain::identity::{Channel, Person};
use madoguchi::domain::token::{Algorithm, CodeParams};
use madoguchi::domain::values::{Maker, Serial};
use madoguchi::intake::contracts::{self, COLUMNS};
use madoguchi::training::demo;

use super::sheet_of;
use crate::support::{Counter, Door, contract, two_terminals};

#[test]
fn the_contract_of_the_suspended_customer() {
    let mut counter = sheet_of("T001", "1000001");
    insta::assert_snapshot!(counter.screen(), @r"
    顧客検索 > 契約照会                             本店営業部 011  港 花子  TKSK002
                                                              2026-06-01 10:15  訓練
     契約番号           1000001             取引店    本店営業部 (011)
     会社名             株式会社見本商会  ミホンショウカイ
     代表口座           普通9000011         登録電話  03-0000-1001
     利用開始日         2025年04月01日      猶予期間  終了 (2025年04月07日まで)
     本人確認           有効な確認はありません
     F4  停止解除       当行のみ可能 (トークンが 1 個のみ)
     F9  トークン失効   当行のみ可能 (トークンを利用できるマスター・管理者なし)
     F11 トークン登録   対象なし                時刻ずれ補正   対象なし
     現在の状況         共有A 10000018 (DEN501、DEN501J1、DEN501M1)
                        本日の拒否 E0603 パスワード照合 (09:41)
    > 利用者 3     トークン 1     履歴 5
                               利用者                  ワンタイム     トークン
      ログインID  利用者名     区分     シリアル番号   パスワード状態 有効期限
    > DEN501      見本 花子    マスター 10000018 A     停止中         2029年04月01日
      DEN501J1    模擬 桜      一般     10000018 A     停止中         2029年04月01日
      DEN501M1    例示 太郎    管理者   10000018 A     停止中         2029年04月01日
                                                                                 1/3
      ミホン ハナコ  マスターユーザ  トークン有効期限 2029年04月01日 00時00分
      取扱権限 都度振込、総給振、ペイジー、ユーザ・トークン管理
    Tab または左右で利用者、トークン、履歴を切り替え、上下で選択します

    F1ヘルプ F2本人確認 F3終了 F4解除 F5更新 F9失効 F10照会 F11登録 F12取消 /絞込
    ");
    counter.keys("<Tab>").shows("> トークン 1");
    assert_eq!(
        counter.row(15),
        "> 10000018     停止中         DEN501 DEN501J1.. 2029年04月01日 00時00分        5"
    );
    counter.shows("2026年06月01日 09時41分から停止中");
    counter.shows("DEN501 見本 花子、DEN501J1 模擬 桜、DEN501M1 例示 太郎");
    counter
        .keys("<Right>")
        .shows("> 履歴 5")
        .shows("拒否 E0603")
        .keys("<Tab>")
        .shows("> 利用者 3");
    counter.keys("<Left>").shows("> 履歴 5");
}

/// A fob that begins tomorrow, of a maker with a long name, issued to a contract.
fn begins_tomorrow(desk: &mut Desk, _: &Session) {
    let administrator = demo::session(desk, "K001").unwrap();
    let token = NewToken {
        maker: Maker::parse(&"株式会社見本メーカー".repeat(8)).unwrap(),
        serial: Serial::parse("70000001").unwrap(),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: Some(demo::start() + TimeDelta::days(1)),
        expires: None,
        drift: 0,
        last_step: None,
        seed: b"seed of a sample".to_vec().into(),
    };
    let supervisor = demo::session(desk, "S001").unwrap();
    demo::deliver(desk, &administrator, &supervisor, vec![token]).unwrap();
    let row = "7000001,見本商会,ミホン,011,本店営業部,普通1234567,03-0000-0001,2026-05-01,70000001,NEW501,見本 太郎,ミホン,マスターユーザ,都度振込,,";
    let file = format!("{}\n{row}\n", COLUMNS.join(","));
    let read = contracts::read(file.as_bytes(), desk.policy());
    desk.import_contracts(&administrator, read).unwrap();
}

#[test]
fn a_fob_that_begins_later_says_from_when_below_the_list_of_tokens_r3_2() {
    let mut counter = Counter::prepared("T001", ContractSheet::new(contract("7000001")), begins_tomorrow);
    counter.keys("<Tab>").shows("> トークン 1");
    counter.shows("株式会社見本メーカー株式会社見本..  2026年06月02日 10時15分から使用可");
}

#[test]
fn where_there_is_room_the_columns_are_those_of_the_manual() {
    let mut counter = sheet_of("T001", "1000009");
    // In 80 columns the moment of registering again stands in two columns, whole (R8.3).
    assert!(
        counter.row(16).ends_with("失効済 再登録  10:35～"),
        "{:?}",
        counter.console
    );
    counter.console.resize(120, 30);
    let heading = [
        "ログインID",
        "利用者名",
        "利用者区分",
        "シリアル番号",
        "ワンタイムパスワード状態",
        "トークン有効期限",
    ];
    // One row lower since who asked is told by name (現在の状況).
    assert_eq!(counter.row(14).split_whitespace().collect::<Vec<_>>(), heading);
    counter
        .shows("失効済 (再登録 10:35～)")
        .shows("一般ユーザ     90000679       サービス利用中");
}

#[test]
fn a_long_company_name_is_read_whole() {
    let counter = sheet_of("T001", "1000020");
    let name: String = [counter.row(4), counter.row(5)]
        .map(|row| row.replace("会社名", "").trim().to_owned())
        .concat();
    assert!(
        name.starts_with("一般社団法人見本例示模擬架空地域産業振興文化交流国際協力研究開発支援推進機構連合"),
        "{name}"
    );
}

#[test]
fn keys_are_off_where_the_role_or_the_contract_has_nothing_to_do() {
    let mut auditor = sheet_of("A001", "1000001");
    assert_eq!(
        auditor.row(24),
        "F1ヘルプ F2(本人確認) F3終了 F4(解除) F5更新 F9(失効) F10照会 F11(登録) F12取消"
    );
    for key in ["F2", "F4", "F9", "F11"] {
        auditor.keys(&format!("<{key}>"));
        assert_eq!(
            auditor.row(23),
            format!("W0001 注意 {key} は今は使えません: 監査は取り扱えません")
        );
    }
    let mut teller = sheet_of("T001", "1000004");
    assert_eq!(
        teller.row(24),
        "F1ヘルプ F2本人確認 F3終了 F4(解除) F5更新 F9(失効) F10照会 F11登録 F12取消"
    );
    teller.keys("<F4>").shows("停止中のトークンはありません");
    teller.keys("<F9>").shows("登録済の利用者がいません");
    for (key, id) in [("<F2>", "THKK001"), ("<F10>", "TTRK003"), ("<F11>", "TTRK001")] {
        teller.keys(key);
        assert!(teller.row(1).ends_with(id), "{:?}", teller.console);
        teller.keys("<F12>").shows("TKSK002");
    }
}

#[test]
fn verdicts_say_who_could_do_it() {
    let counter = sheet_of("T001", "1000003");
    // Nothing to lift, so the stop that comes first when a caller is not sure stands beside it (R9.6).
    assert_eq!(
        counter.row(8),
        " F4  停止解除       対象なし            s   申出停止       迷うときはまず停止"
    );
    assert_eq!(
        counter.row(9),
        " F9  トークン失効   お客さまご自身で可能: DEN503、DEN503M1"
    );
    let counter = sheet_of("T001", "1000010");
    assert_eq!(
        counter.row(6),
        " 利用開始日         2026年05月28日      猶予期間  2026年06月03日まで"
    );
    assert_eq!(
        counter.row(10),
        " F11 トークン登録   次回ログイン時にご本人で登録可能: DEN510"
    );
}

#[test]
fn an_identity_check_shows_until_it_lapses() {
    let sheet = ContractSheet::new(contract("1000002"));
    let mut counter = Counter::prepared("T001", sheet, |desk, session| {
        let begin = Command::BeginCheck {
            contract: contract("1000002"),
            channel: Channel::Telephone,
            person: Person::Representative,
        };
        desk.execute(session, begin).unwrap();
    });
    assert_eq!(counter.row(7), " 本人確認           確認中 電話 代表者");
    counter.wait(29).shows("確認中").wait(1);
    assert_eq!(counter.row(7), " 本人確認           有効な確認はありません");
}

/// A code is tried at another terminal.
fn try_code(desk: &mut Desk, session: &Session, number: &str, serial: &str, code: &str) -> bool {
    let tried = Command::CheckCode {
        contract: contract(number),
        serial: Serial::parse(serial).unwrap(),
        code: code.into(),
        user: None,
    };
    desk.execute(session, tried).is_ok()
}

#[test]
fn the_work_of_another_terminal_shows_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other, clock) = two_terminals(folder.path());
    let session = demo::session(&mut one, "T001").unwrap();
    let elsewhere = demo::session(&mut other, "T002").unwrap();
    let (number, serial) = ("1000002", "200000251");
    let sheet = ContractSheet::new(contract(number));
    let mut counter = Counter::over(one, clock, Door::to(session, sheet));
    let (right, wrong) = (counter.code(serial), counter.wrong_code(serial));
    let mut tries = |code: &str| try_code(&mut other, &elsewhere, number, serial, code);

    counter.keys("<Tab>");
    let count = |counter: &mut Counter| {
        let screen = counter.tick().screen();
        let row = screen.lines().find(|row| row.starts_with("> 200000251"));
        row.and_then(|row| row.split_whitespace().last()).map(str::to_owned)
    };
    assert!(!tries(&wrong) && count(&mut counter).as_deref() == Some("1"));
    assert!(
        tries(&right) && count(&mut counter).as_deref() == Some("0"),
        "{:?}",
        counter.console
    );

    counter.keys("<Left>").shows("サービス利用中");
    assert!(counter.row(24).contains("F4(解除)"));
    (0..5).for_each(|_| assert!(!tries(&wrong)));
    counter
        .shows("サービス利用中")
        .tick()
        .lacks("サービス利用中")
        .shows("停止中");
    assert!(
        counter.row(24).contains("F4解除"),
        "and so does what can be done about it"
    );

    counter.keys("<F12>").shows("停止中のトークン        2 ##");
    (0..5).for_each(|_| assert!(!try_code(&mut other, &elsewhere, "1000007", "70000444", "000000")));
    counter.tick().shows("停止中のトークン        3 ###");
}

/// Whose row was looked at is the one whose registration the next key chooses, and no other by mistake.
#[test]
fn the_row_that_was_selected_is_selected_where_registrations_are_revoked_r7_5() {
    let mut counter = Counter::at("T001", ContractSheet::new(contract("1000003")));
    let own = "DEN503M1 架空 次郎 0030000145";
    counter.keys("<F9>").is_on("BRSK027").lacks(own);
    counter
        .keys("<F12>")
        .is_on("TKSK002")
        .keys("<Down><F9>")
        .is_on("BRSK027")
        .shows(own);
    counter.keys("<Space>").shows("[x]  DEN503M1");
}
