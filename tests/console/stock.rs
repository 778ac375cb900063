//! TZAI001 トークン在庫: what it shows is what there is.

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
    > 9940179219   在庫         011  2026-08-15                  MINATO SAMPLE
      0011000020   在庫         011  2030-04-01                  MINATO SAMPLE
      001324540    在庫         011  2030-04-01                  MINATO SAMPLE
      11000012     在庫         011  2030-04-01                  MINATO SAMPLE
      110000381    在庫         011  2030-04-01                  MINATO SAMPLE
      44255746192  在庫         011  2030-04-01                  MINATO SAMPLE
      45190584562  在庫         011  2030-04-01                  MINATO SAMPLE
      6774155169   在庫         011  2030-04-01                  MINATO SAMPLE
      702331139    在庫         011  2030-04-01                  MINATO SAMPLE
      73189065     在庫         011  2030-04-01                  MINATO SAMPLE





                                                                                1/10
    F2 で条件を変え、F4 で次の状態に移ります。有効期限の近い順です

    F1ヘルプ F2絞込 F3終了 F4次の状態 F5更新 F7前頁 F8次頁 F9自店在庫 F12取消 /絞込
    ");
    counter.keys("<F4>").shows("011 店 移送中: 0 個");
    counter.shows("この条件のトークンはありません");
    // The selection is kept where the list is read again, and the own stock is a key away.
    counter.keys("<F9><Down><Down><F5>").shows("> 001324540 ").shows("3/10");
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
