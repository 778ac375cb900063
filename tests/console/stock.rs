//! TZAI001 トークン在庫: what it shows is what there is.

use madoguchi::branch::tzai001::StockList;
use madoguchi::branch::tzai003::Deliveries;
use madoguchi::desk::{Command, Desk, Session};
use madoguchi::domain::arrival::NewToken;
use madoguchi::domain::policy::DEFAULT;
use madoguchi::domain::token::{Algorithm, CodeParams};
use madoguchi::domain::values::{Maker, Serial};
use madoguchi::training::demo;

use crate::support::Counter;

#[test]
fn the_stock_of_one_s_own_branch_stands_first_and_other_states_are_a_key_away_r15_1() {
    let mut counter = Counter::of("T001");
    counter.keys("0").is_on("TZAI001");
    insta::assert_snapshot!(counter.screen(), @r"
    トークン在庫                                    本店営業部 011  港 花子  TZAI001
                                                              2026-06-01 10:15  訓練
     011 店 在庫: 10 個
     未検品 0  在庫 10  移送中 0  発行済 58  返却 0  紛失 1  廃棄 0
      シリアル番号 状態         店   有効期限    納品 契約番号   製造元
    > 9940179219   在庫         011  2026-08-15     1            MINATO SAMPLE
      0011000020   在庫         011  2030-04-01     1            MINATO SAMPLE
      001324540    在庫         011  2030-04-01     1            MINATO SAMPLE
      11000012     在庫         011  2030-04-01     1            MINATO SAMPLE
      110000381    在庫         011  2030-04-01     1            MINATO SAMPLE
      44255746192  在庫         011  2030-04-01     1            MINATO SAMPLE
      45190584562  在庫         011  2030-04-01     1            MINATO SAMPLE
      6774155169   在庫         011  2030-04-01     1            MINATO SAMPLE
      702331139    在庫         011  2030-04-01     1            MINATO SAMPLE
      73189065     在庫         011  2030-04-01     1            MINATO SAMPLE





                                                                                1/10
    F2 条件、F4 次の状態。Enter か F10 で番号照会・発行・返却・棚卸などへ

    F1ヘルプ F2絞込 F3終了 F4次の状態 F5更新 F10取扱 F11納品 F12取消 /絞込
    ");
    counter.keys("<F4>").shows("011 店 移送中: 0 個");
    counter.shows("この条件のトークンはありません");
    // The selection is kept where the list is read again, and the own stock is a key away.
    counter
        .keys("<F2><F9><Down><Down><F5>")
        .shows("> 001324540 ")
        .shows("3/10");
}

#[test]
fn conditions_narrow_the_list_and_what_is_typed_wrong_stays_typed() {
    let mut counter = Counter::of("T001");
    counter.keys("0<F2><Tab><Tab><Tab>90<F10>");
    counter
        .shows("011 店 在庫 90 日以内に期限: 1 個")
        .shows("> 9940179219 ");
    // Every state, of every branch.
    counter.keys("<F2>1<Tab>*<Tab><Tab><Ctrl+U><F10>");
    counter.shows("全店 すべての状態: 69 個").shows("発行済 58");
    counter.keys("<F2><Tab><Ctrl+U>19<F10>");
    assert!(counter.row(23).starts_with("E0110"), "{:?}", counter.console);
    counter.keys("<Ctrl+U>*<Tab>0<F10>");
    assert!(counter.row(23).starts_with("E1444"), "{:?}", counter.console);
    counter
        .shows("納品番号       0")
        .keys("<Ctrl+U><Tab><Tab>10000018<F10>");
    counter
        .shows("全店 すべての状態 10000018: 1 個")
        .shows("停止中")
        .shows("1000001");
}

/// A batch of three fobs comes in.
fn comes(desk: &mut Desk, _: &Session) {
    let administrator = demo::session(desk, "K001").unwrap();
    let token = |n: u32| NewToken {
        maker: Maker::parse("見本").unwrap(),
        serial: Serial::parse(&n.to_string()).unwrap(),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: None,
        drift: 0,
        last_step: None,
        seed: format!("the seed of a sample {n}").into_bytes().into(),
    };
    let tokens = [70_000_001, 70_000_002, 70_000_003].map(token).into();
    desk.import_tokens(&administrator, Ok(tokens)).unwrap();
}

#[test]
fn a_batch_is_released_against_what_is_typed_scanned_and_pasted_r15_3() {
    let mut counter = Counter::prepared("S002", Deliveries::new(), comes);
    counter.is_on("TZAI003");
    let row = counter.row_with("見本 ");
    assert!(row.contains(" 3       3 011  10:15 見本 管理"), "{row}");
    counter.keys("<Enter>").shows("納品 2 見本: 未検品 3 個 (011 店)");
    counter.shows("一致 0  不足 3  余分 0  重複 0");
    // Nothing on the note releases nothing, and what is no serial is not taken and stays typed.
    counter.keys("<F10>").says("E1451");
    counter.keys("123456<Enter>").says("E1449").shows("123456");
    counter.keys("<Ctrl+U>70000001<Enter>70000009<Enter>");
    counter.shows("一致 1  不足 2  余分 1  重複 0");
    assert!(counter.row_with("70000009 ").contains("余分"), "{:?}", counter.console);
    counter
        .keys("<F10>")
        .shows("不足 2 (70000002 70000003)、余分 1 (70000009)");
    counter.keys("<F12>").shows("一致 1  不足 2  余分 1");
    // The wrong one is taken back, and the others come from a scanner in one piece.
    counter.keys("<F9>").shows("一致 1  不足 2  余分 0");
    counter.console.paste("70000002\n70000003\n70000002\n");
    counter.shows("一致 3  不足 0  余分 0  重複 1").keys("<F10>");
    counter.says("I0581").shows("納品 2 を確認し、3 個を在庫にしました");
    counter.keys("<Enter>").says("W0580");
    counter.keys("<F3>0").shows("011 店 在庫: 13 個");
}

#[test]
fn a_delivery_note_comes_as_a_file_or_a_pasted_table_and_what_differs_is_named_r15_3() {
    let folder = tempfile::tempdir().unwrap();
    // As a spreadsheet of the maker writes it: a table, in CP932.
    let (table, _, _) =
        encoding_rs::SHIFT_JIS.encode("品名,シリアル番号\r\nトークン,70000001\r\nトークン,70000009\r\n");
    std::fs::write(folder.path().join("note.csv"), table).unwrap();
    let mut counter = Counter::offering("S002", folder.path(), Deliveries::new(), comes);
    counter
        .keys("<Enter>")
        .shows("一致 0  不足 3")
        .keys("<F4>")
        .shows("note.csv");
    counter.keys("<Enter>").says("I0583").shows("一致 1  不足 2  余分 1");
    counter
        .keys("<F10>")
        .shows("不足 2 (70000002 70000003)、余分 1 (70000009)")
        .keys("<F12>");
    // The same table pasted is read by its column, too; a file with what is no serial changes nothing and never says it.
    counter.keys("<F9><F9>").shows("一致 0  不足 3");
    counter.paste("シリアル番号,品名\n70000002,トークン\n70000003,トークン\n");
    counter.shows("一致 2  不足 1  余分 0");
    std::fs::write(folder.path().join("note.csv"), "70000001\n123456\n").unwrap();
    counter.keys("<F4><Enter>").says("E1449").lacks("123456");
    counter.shows("一致 2  不足 1  余分 0").keys("<F10>");
    counter.shows("不足 1 (70000001)").keys("<Right><Enter>").says("I0581");
    counter.keys("<F3>0").shows("011 店 在庫: 12 個").shows("未検品 1");
}

#[test]
fn without_a_folder_a_note_is_typed_and_pasted_alone() {
    let mut counter = Counter::prepared("S002", Deliveries::new(), comes);
    counter.keys("<Enter><F4>").says("W0001").shows("--inbox");
}

#[test]
fn who_may_not_release_sees_the_batches_and_why_not_r15_9() {
    let mut counter = Counter::prepared("T001", Deliveries::new(), comes);
    counter
        .shows("(確認)")
        .keys("<Enter>")
        .says("W0580")
        .shows("担当者は取り扱えません");
}

#[test]
fn what_is_done_from_the_stock_is_a_key_away_r15_9() {
    let mut counter = Counter::of("T001");
    counter
        .keys("0<F10>")
        .shows("番号照会")
        .shows("要回収リスト")
        .shows("TZAI004")
        .shows("TZAI006");
    counter
        .keys("<End><Enter>")
        .is_on("TZAI006")
        .keys("<F12>")
        .is_on("TZAI001");
    counter.keys("h").is_on("TZAI005").keys("<F12>");
    counter.keys("c").is_on("TZAI006").keys("<F12>");
    // The selected fob goes to whom it is said; who is none, is told in the box.
    counter.keys("<Down>i").shows("発行先の契約");
    counter.keys("9999999<F10>").says("E0201").shows("9999999");
    counter
        .keys("<Ctrl+U>1000003<F10>")
        .is_on("TZAI004")
        .shows("0011000020");
    // One that a customer has is replaced.
    counter
        .keys("<F12>")
        .is_on("TZAI001")
        .keys("<F4><F4>")
        .shows("発行済: 58 個");
    counter.keys("i").is_on("TZAI004");
}

#[test]
fn two_numbers_in_a_row_lead_to_the_fob_that_shows_them_r15_8() {
    let mut counter = Counter::of("T001");
    let first = counter.code("44255746192");
    counter.wait(1);
    let second = counter.code("44255746192");
    counter.keys("0w").shows("自店の在庫から探します");
    counter.keys("<F10>").says("E0003");
    counter.keys(&format!("{first}<Tab>{first}<F10>")).says("E0608");
    counter
        .keys(&format!("{second}<F10>"))
        .says("I1478")
        .shows("44255746192");
    counter.shows("44255746192: 1 個");
    // Nobody's: it is told where it was asked, and the next two can be typed.
    counter
        .keys("w111111<Tab>222222<F10>")
        .says("W1470")
        .shows("表示中の番号");
    let mut auditor = Counter::of("A001");
    auditor.keys("0w").says("W0001");
}

#[test]
fn the_recall_list_stands_by_fob_and_by_batch_r15_8() {
    let mut counter = Counter::of("T001");
    counter.keys("0r").is_on("TZAI001").shows("要回収リスト");
    let row = counter.row_with("9940179219 ");
    assert!(row.contains("90日以内"), "{row}");
    let row = counter.row_with("10000018 ");
    assert!(row.contains(" 5 "), "{row}");
    counter
        .keys("<F4>")
        .shows("MINATO SAMPLE")
        .keys("<F4>")
        .shows("9940179219 ");
    counter.keys("b").shows("全店 要回収");
}

/// The branch 011 is to order below that many fobs; two administrators said so.
fn orders_below(level: u32) -> impl FnOnce(&mut Desk, &Session) {
    move |desk, _| {
        let text = DEFAULT.replace("\n[logins]", &format!("\n011 = \"{level} fobs\"\n[logins]"));
        let [one, other] = ["K001", "K002"].map(|id| demo::session(desk, id).unwrap());
        let request = desk.change_policy(&one, &text).unwrap().waits().unwrap();
        desk.execute(&other, Command::Approve { request }).unwrap();
    }
}

#[test]
fn a_branch_below_its_own_level_is_told_on_the_menu_and_over_the_list_r15_8() {
    // Ten fobs lie there: that is enough for the level of all, and for one of ten.
    for level in [5, 10] {
        let mut counter = Counter::prepared("T001", StockList::new(), orders_below(level));
        counter.is_on("TZAI001").lacks("補充の目安");
        counter.keys("<F3>").is_on("TTOP001").lacks("自店の在庫");
    }
    let mut counter = Counter::prepared("T001", StockList::new(), orders_below(11));
    counter.shows("自店の在庫が 10 個です (補充の目安 11 個)");
    // It is one's own branch's, whatever is listed.
    counter
        .keys("<F4><F4>")
        .shows("発行済: 58 個")
        .shows("補充の目安 11 個");
    counter
        .keys("<F3>")
        .is_on("TTOP001")
        .shows("自店の在庫 10 個 (目安 11 個)");
    // Who takes fobs in orders them; who neither issues nor takes in is not told.
    let mut counter = Counter::prepared("K001", StockList::new(), orders_below(11));
    counter.shows("補充の目安").keys("<F3>").shows("目安 11 個");
    let mut counter = Counter::prepared("A001", StockList::new(), orders_below(11));
    counter.lacks("補充の目安").keys("<F3>").lacks("目安 11 個");
}
