//! BSGK001–003: a batch, entered row by row, which is always approved by somebody.

use super::teller::{Customer, on};
use crate::support::Counter;

/// A row in the box that F2 opens.
fn add<'a>(customer: &'a mut Counter, account: &str, name: &str, amount: &str) -> &'a mut Counter {
    customer.keys(&format!(
        "<F2>0001<Enter>012<Enter>1<Enter>{account}<Enter>{name}<Enter>{amount}"
    ));
    customer.keys("<F10>")
}

#[test]
fn a_payroll_at_eighty_columns() {
    let mut customer = on("BSGK001", "DEN503");
    customer.keys("<F10>").says("E1130 エラー 種別");
    customer.keys("2<Enter>1<Enter>1<F10>").says("E0513");
    add(&mut customer, "1234567", "ﾐﾎﾝ ﾊﾅｺ", "250000").says("I1701 完了 明細を加えました (全 1 件、合計 250,000 円)");
    add(&mut customer, "7654321", "ｶｸｳ ｼﾞﾛｳ", "263500").shows("合計金額 513,500 円");
    add(&mut customer, "7777777", "ﾃﾞﾙﾃ", "1");
    insta::assert_snapshot!(customer.screen(), @r"
    総合振込・給与振込                          例示工業株式会社  例示 花子  BSGK001
    >1 入力  2 確認  3 承認待ち                               2026-06-01 10:15  訓練
     支払口座と承認者を選び、F2 で明細を加えます。F10 で確認へ進みます。
      種別※      ( ) 総合振込  (*) 給与振込
      支払口座※  (*) 普通9000033  ( ) 当座8000033
      承認者※    (*) DEN503M1 架空 次郎

      番号 金融機関 支店  口座         受取人名                            金額 (円)
         1 0001     012   普通1234567  ミホン ハナコ                         250,000
         2 0001     012   普通7654321  カクウ ジロウ                         263,500
    >    3 0001     012   普通7777777  デルテ                                      1




                                                                                 3/3
     明細 3 件   合計金額 513,501 円
     支払口座の残高     22,264,350 円
     今回の金額            513,501 円
     差引残高           21,750,849 円

    上下で選び、Enter で変更、F9 で削除します。Tab で上の項目へ移ります
    I1701 完了 明細を加えました (全 3 件、合計 513,501 円)
    F1ヘルプ F2追加 F3終了 F4変更 F7前頁 F8次頁 F9削除 F10確認へ F12取消
    ");
    customer
        .keys("<F9>")
        .shows("3 番 デルテ 1 円の明細を削除します")
        .keys("<F10>")
        .lacks("デルテ");
    customer
        .keys("<Home><Enter>")
        .shows("明細の変更 (1 番)")
        .shows("1234567")
        .shows("250,000");
    insta::assert_snapshot!(customer.screen(), @r"
    総合振込・給与振込                          例示工業株式会社  例示 花子  BSGK001
    >1 入力  2 確認  3 承認待ち                               2026-06-01 10:15  訓練
     支払口座と承認者を選び、F2 で明細を加えます。F10 で確認へ進みます。
      種別※      ( ) 総合振込  (*) 給与振込
      支払口座※  (*) 普通9000033  ( ) 当座8000033
      承認者※    (*) DEN503M1 架空 次郎

      番号 ┌─ 明細の変更 (1 番) ────────────────────────────────────────────┐額 (円)
    >    1 │> 金融機関コード※  0001                                         │250,000
         2 │  支店コード※      012                                          │263,500
           │  預金種目※        (*) 普通  ( ) 当座  ( ) 貯蓄                 │
           │  口座番号※        1234567                                      │
           │  受取人名※        ミホン ハナコ                                │
           │  振込金額※        250,000                                      │
           └────────────────────────────────────────────────────────────────┘
                                                                                 1/2
     明細 2 件   合計金額 513,500 円
     支払口座の残高     22,264,350 円
     今回の金額            513,500 円
     差引残高           21,750,850 円

    数字 4 桁 (例: 0001)

    F1ヘルプ F10変更 F12取消
    ");
    customer
        .keys("<Up><Ctrl+U>255000<F10>")
        .says("I1701 完了 1 番の明細を変更しました")
        .shows("518,500 円");
    customer.keys("<F10>").is_on("BSGK002").lacks("ワンタイムパスワード※");
    insta::assert_snapshot!(customer.screen(), @r"
    給与振込 > 確認                             例示工業株式会社  例示 花子  BSGK002
     1 入力 >2 確認  3 承認待ち                               2026-06-01 10:15  訓練
     内容を確かめ、F10 承認依頼 を押してください。実行は、承認の後になります。

     支払口座        普通9000033
     件数            2 件
     合計金額              518,500 円
     承認者          DEN503M1 架空 次郎
     支払口座の残高     22,264,350 円
      番号 金融機関 支店  口座         受取人名                            金額 (円)
    >    1 0001     012   普通1234567  ミホン ハナコ                         255,000
         2 0001     012   普通7654321  カクウ ジロウ                         263,500




                                                                                 1/2
    > 確認用パスワード※

     ワンタイムパスワードは、承認者が承認するときに入力します。

    ログインパスワードとは別のパスワードです

    F1ヘルプ F3終了 F7前頁 F8次頁 F10承認依頼 F12取消
    ");
    customer.confirm("DEN503").keys("<F10>");
    insta::assert_snapshot!(customer.screen(), @r"
    給与振込 > 承認待ち                         例示工業株式会社  例示 花子  BSGK003
     1 入力  2 確認 >3 承認待ち                               2026-06-01 10:15  訓練
     承認依頼を受け付けました。まだ実行していません。

     状態      承認待ち
     日時      2026年06月01日 10時15分
     支払口座  普通9000033
     件数      2 件
     合計金額        518,500 円
     承認者    DEN503M1 架空 次郎

     次は、DEN503M1 架空 次郎 の承認です。
     承認者は、トップページの「承認」に表示される一覧から承認します。








    F10 または Enter で続けます。F3 でトップページへ戻ります

    F1ヘルプ F3終了 F10続けて入力 F12取消
    ");
    customer.keys("<F10>").is_on("BSGK001").shows("明細はまだありません");
}

#[test]
fn a_row_that_is_wrong_stays_in_its_box() {
    let mut customer = on("BSGK001", "DEN503");
    add(&mut customer, "12345", "ﾐﾎﾝ", "1000").says("E0111");
    assert!(customer.cursor_row().0.contains("12345"));
    customer.keys("67<F10>").says("I1701");
    // Leaving with rows asks first.
    customer.keys("<F12>").shows("入力").keys("<F12>").shows("ミホン");
}

/// F8 and F7 turn the pages of what is confirmed, down and up.
#[test]
fn the_pages_of_a_long_batch_turn_both_ways() {
    let mut customer = on("BSGK001", "DEN503");
    customer.keys("2<Enter>1<Enter>1");
    for number in 1..=14 {
        add(
            &mut customer,
            &format!("{:07}", 7_000_000 + number),
            "ﾐﾎﾝ ﾊﾅｺ",
            &number.to_string(),
        );
    }
    let first = "普通7000001";
    customer.keys("<F10>").is_on("BSGK002").shows(first);
    customer.keys("<F8><F8><F8>").lacks(first).shows("普通7000014");
    customer.keys("<F7><F7><F7>").shows(first).lacks("普通7000014");
}
