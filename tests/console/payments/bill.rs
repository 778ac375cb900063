//! BPEZ001–003: a bill, each with its own code.

use super::teller::{Customer, on};

#[test]
fn a_bill_at_eighty_columns() {
    let mut customer = on("BPEZ001", "DEN502");
    customer
        .keys("1234<Enter>1234-5678-90<Enter>123456<Enter>48000<F10>")
        .says("E0512");
    assert!(customer.cursor_row().0.contains("収納機関番号"));
    customer.keys("5").shows("1234-5678-90");
    insta::assert_snapshot!(customer.screen(), @r"
    ペイジー                                    架空水産有限会社  架空 一郎  BPEZ001
    >1 入力  2 確認  3 完了                                   2026-06-01 10:15  訓練
     払込書に記載の番号と金額を入力し、F10 で確認へ進みます。

      支払口座※      (*) 普通9000022
    > 収納機関番号※  12345
      納付番号※      1234-5678-90
      確認番号※      123456
      払込金額※      48000

     支払口座の残高     21,533,350 円
     今回の金額             48,000 円
     差引残高           21,485,350 円








    数字 5 桁

    F1ヘルプ F3終了 F5更新 F10確認へ F12取消
    ");
    customer.keys("<F10>");
    insta::assert_snapshot!(customer.screen(), @r"
    ペイジー > 実行確認                         架空水産有限会社  架空 一郎  BPEZ002
     1 入力 >2 確認  3 完了                                   2026-06-01 10:15  訓練
     内容を確かめ、F10 実行 を押してください。

     支払口座        普通9000022
     収納機関番号    12345
     納付番号        1234567890
     確認番号        123456
     払込金額               48,000 円
     支払口座の残高     21,533,350 円
     実行後の残高       21,485,350 円






    > 確認用パスワード※
      ワンタイムパスワード※


    ログインパスワードとは別のパスワードです

    F1ヘルプ F3終了 F10実行 F12取消
    ");
    customer.confirm("DEN502").type_code("200000251").keys("<F10>");
    insta::assert_snapshot!(customer.screen(), @r"
    ペイジー > 完了                             架空水産有限会社  架空 一郎  BPEZ003
     1 入力  2 確認 >3 完了                                   2026-06-01 10:15  訓練
     実行しました。

     状態          実行済
     受付番号      20260601-0002
     日時          2026年06月01日 10時15分
     支払口座      普通9000022
     収納機関番号  12345
     納付番号      1234567890
     確認番号      123456
     払込金額             48,000 円
     実行後の残高     21,485,350 円

     お取引の内容は、入出金明細照会で確かめられます。






    F10 または Enter で続けます。F3 でトップページへ戻ります

    F1ヘルプ F3終了 F10続けて入力 F12取消
    ");
    // There is no run of bills: the next asks again (R5.4).
    customer.keys("<F10>").is_on("BPEZ001").lacks("12345").wait(1);
    customer.keys("12345<Enter>1<Enter>1<Enter>100<F10>").is_on("BPEZ002");
    customer.shows("ワンタイムパスワード※").lacks("続けて");
}
