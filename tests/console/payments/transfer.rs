//! BFKF001–003: a transfer, the code at its last step, and the run in which one code serves (R5.2–R5.5).

use super::teller::{Customer, on};

/// 1000002: nobody approves transfers, one account, one token.
const WHO: &str = "DEN502";
const TOKEN: &str = "200000251";

#[test]
fn a_transfer_at_eighty_columns() {
    let mut customer = on("BFKF001", WHO);
    insta::assert_snapshot!(customer.screen(), @r"
    振込振替 > 都度指定方式                     架空水産有限会社  架空 一郎  BFKF001
    >1 入力  2 確認  3 完了                                   2026-06-01 10:15  訓練
     振込先と金額を入力し、F10 で確認へ進みます。

      支払口座※        (*) 普通9000022
    > 金融機関コード※
      支店コード※
      預金種目※        ( ) 普通  ( ) 当座  ( ) 貯蓄
      口座番号※
      受取人名※
      振込金額※

     支払口座の残高     21,533,350 円
     今回の金額
     差引残高






    数字 4 桁 (例: 0001)

    F1ヘルプ F3終了 F5更新 F10確認へ F12取消
    ");
    customer.transfer("1,500,000");
    insta::assert_snapshot!(customer.screen(), @r"
    振込振替 > 都度指定方式                     架空水産有限会社  架空 一郎  BFKF001
    >1 入力  2 確認  3 完了                                   2026-06-01 10:15  訓練
     振込先と金額を入力し、F10 で確認へ進みます。

      支払口座※        (*) 普通9000022
      金融機関コード※  0001
      支店コード※      012
      預金種目※        (*) 普通  ( ) 当座  ( ) 貯蓄
      口座番号※        1234567
      受取人名※        ﾐﾎﾝ ｼﾖｳｼﾞ
    > 振込金額※        1,500,000

     支払口座の残高     21,533,350 円
     今回の金額          1,500,000 円
     差引残高           20,033,350 円






    数字で入力します。カンマはあってもなくてもかまいません (例: 1,500,000)

    F1ヘルプ F3終了 F5更新 F10確認へ F12取消
    ");
    customer.keys("<F10>");
    insta::assert_snapshot!(customer.screen(), @r"
    振込振替 > 実行確認                         架空水産有限会社  架空 一郎  BFKF002
     1 入力 >2 確認  3 完了                                   2026-06-01 10:15  訓練
     内容を確かめ、F10 実行 を押してください。

     支払口座        普通9000022
     振込先          金融機関 0001  支店 012  普通1234567
     受取人名        ミホン シヨウジ
     振込金額            1,500,000 円
     支払口座の残高     21,533,350 円
     実行後の残高       20,033,350 円







    > 確認用パスワード※
      ワンタイムパスワード※
     続けて行う 2 件目以降は、ワンタイムパスワードの入力は不要です。

    ログインパスワードとは別のパスワードです

    F1ヘルプ F3終了 F10実行 F12取消
    ");
    customer.confirm(WHO).type_code(TOKEN).keys("<F10>");
    insta::assert_snapshot!(customer.screen(), @r"
    振込振替 > 完了                             架空水産有限会社  架空 一郎  BFKF003
     1 入力  2 確認 >3 完了                                   2026-06-01 10:15  訓練
     実行しました。

     状態          実行済
     受付番号      20260601-0002
     日時          2026年06月01日 10時15分
     支払口座      普通9000022
     振込先        金融機関 0001  支店 012  普通1234567
     受取人名      ミホン シヨウジ
     振込金額          1,500,000 円
     実行後の残高     20,033,350 円

     お取引の内容は、入出金明細照会で確かめられます。
     このまま続けて行う取引では、ワンタイムパスワードの入力は不要です。






    F10 または Enter で続けます。F3 でトップページへ戻ります

    F1ヘルプ F3終了 F10続けて入力 F12取消
    ");
}

#[test]
fn what_is_wrong_is_said_at_the_entry_and_nothing_typed_is_lost() {
    let mut customer = on("BFKF001", WHO);
    customer
        .keys("<F10>")
        .says("E0003 エラー 金融機関コードを入力してください");
    customer
        .keys("001<F10>")
        .says("E0512")
        .keys("<Backspace><Backspace><Backspace>");
    customer.transfer("1,50").keys("<F10>").says("E0511");
    assert!(customer.cursor_row().0.contains("振込金額"));
    customer.shows("ミホン シヨウジ").shows("1,50");
    customer
        .keys("<Ctrl+U>99999999")
        .shows("利用者一回当たり限度額 10,000,000 円を超えています");
    customer.keys("<F10>").says("E0515").is_on("BFKF001");
    // The name is kana, and is kept in one way of writing.
    customer
        .keys("<Ctrl+U>21000000<Up><Ctrl+U>見本商事<F10>")
        .says("E0106 エラー 受取人名はカナ");
    assert!(customer.cursor_row().0.contains("見本商事"));
    customer
        .keys("<Ctrl+U>みほんしようじ<Enter><Ctrl+U>２，０００<F10>")
        .is_on("BFKF002");
    customer.shows("ミホンシヨウジ").shows("        2,000 円");
    customer.keys("<F12>").is_on("BFKF001").shows("ミホンシヨウジ");
    // The account number.
    customer
        .keys("<Up><Up><Backspace><F10>")
        .says("E0111 エラー 口座番号は数字 7 桁");
}

#[test]
fn more_than_the_balance_is_refused_at_the_entry() {
    let mut customer = on("BFKF001", WHO);
    for amount in ["9000000", "9000000"] {
        customer.transfer(amount).keys("<F10>").confirm(WHO);
        if customer.screen().contains("ワンタイムパスワード※") {
            customer.type_code(TOKEN);
        }
        customer.keys("<F10>").is_on("BFKF003").keys("<F10>");
    }
    customer.transfer("9000000").shows("残高が不足しています");
    customer.keys("<F10>").says("E0516").is_on("BFKF001");
    assert!(customer.cursor_row().0.contains("9000000"));
}

#[test]
fn a_wrong_secret_costs_only_itself() {
    let mut customer = on("BFKF001", WHO);
    customer.transfer("1000").keys("<F10><F10>").says("E0003");
    let right = customer.code(TOKEN);
    customer.keys("kakunin-wrong<Enter>").keys(&right).keys("<F10>");
    customer.says("E0505 エラー 確認用パスワードが違います");
    assert!(customer.row_with("確認用パスワード※").ends_with('※'), "wiped");
    assert!(
        customer.row_with("ワンタイムパスワード※").ends_with("******"),
        "the code was not used"
    );
    assert!(customer.cursor_row().0.contains("確認用パスワード"));
    let wrong = customer.wrong_code(TOKEN);
    customer
        .confirm(WHO)
        .keys("<Enter><Ctrl+U>")
        .keys(&wrong)
        .keys("<F10>")
        .says("E0601");
    assert!(customer.row_with("確認用パスワード※").ends_with("***"), "stays");
    assert!(customer.row_with("ワンタイムパスワード※").ends_with('※'), "wiped");
    assert!(customer.cursor_row().0.contains("ワンタイムパスワード"));
    customer.keys("12<F10>").says("E0102");
    let code = customer.code(TOKEN);
    customer.keys(&code).keys("<F10>").is_on("BFKF003").shows("20260601-");
}

#[test]
fn the_second_of_a_run_asks_for_no_code_until_the_menu_is_left_r5_4() {
    let mut customer = on("BFKF001", WHO);
    customer
        .transfer("1000")
        .keys("<F10>")
        .confirm(WHO)
        .type_code(TOKEN)
        .keys("<F10>");
    customer.is_on("BFKF003").keys("<F10>").is_on("BFKF001").wait(1);
    for _ in 0..2 {
        customer.transfer("2000").keys("<F10>").is_on("BFKF002");
        customer
            .lacks("ワンタイムパスワード※")
            .shows("続けてのお振込のため、ワンタイムパスワードの入力は不要です。");
        customer.confirm(WHO).keys("<F10>").is_on("BFKF003").keys("<Enter>");
    }
    // Each way out of the menu ends the run.
    let (back, home, jump, over) = ("<F12>", "<F3>", "<Ctrl+G>BZND001<Enter>", "<Ctrl+G>BFKF001<Enter>");
    for way in [back, home, jump, over, "<F3><F11>"] {
        customer.keys(way).wait(1);
        if customer.row(1).ends_with("BLGI001") {
            customer.log_on(WHO);
        }
        customer.jump("BFKF001").transfer("3000").keys("<F10>").is_on("BFKF002");
        customer.shows("ワンタイムパスワード※");
        customer
            .confirm(WHO)
            .type_code(TOKEN)
            .keys("<F10>")
            .is_on("BFKF003")
            .keys("<F10>");
        customer.transfer("4000").keys("<F10>").lacks("ワンタイムパスワード※");
        customer
            .confirm(WHO)
            .keys("<F10>")
            .is_on("BFKF003")
            .keys("<F10>")
            .is_on("BFKF001");
    }
}

#[test]
fn help_and_the_jump_box_do_not_leave_the_menu() {
    let mut customer = on("BFKF001", WHO);
    customer
        .transfer("1000")
        .keys("<F10>")
        .confirm(WHO)
        .type_code(TOKEN)
        .keys("<F10><F10>");
    customer
        .keys("<F1><F12><Ctrl+G><F12><Ctrl+P><F12>")
        .is_on("BFKF001")
        .wait(1);
    customer.transfer("1000").keys("<F10>").lacks("ワンタイムパスワード※");
}

#[test]
fn in_the_grace_period_no_code_is_asked_for_and_the_screen_says_until_when_r5_2() {
    let mut customer = on("BFKF001", "DEN510");
    customer
        .transfer("1000")
        .keys("<F10>")
        .is_on("BFKF002")
        .lacks("ワンタイムパスワード※");
    customer.shows("利用開始登録の猶予期間 (2026年06月03日 まで)");
    customer
        .confirm("DEN510")
        .keys("<F10>")
        .is_on("BFKF003")
        .lacks("このまま続けて");
}

#[test]
fn before_the_start_date_no_code_is_asked_for_r5_2() {
    let mut customer = on("BFKF001", "DEN505");
    customer
        .transfer("1000")
        .keys("<F10>")
        .is_on("BFKF002")
        .lacks("ワンタイムパスワード※");
    customer.shows("利用開始日 (2026年07月01日) の前");
}

#[test]
fn after_the_grace_period_the_screen_names_registration_as_the_way_out_r5_2() {
    for screen in ["BFKF001", "BSGK001", "BPEZ001"] {
        let mut customer = on(screen, "DEN504");
        customer.is_on(screen).shows("E0502").shows("ログアウト").keys("1<F10>");
        customer.is_on(screen).says("W0001");
    }
    let mut customer = on("BFKF001", "DEN508J1");
    customer.shows("E0501 この操作の権限がありません: 都度振込");
}

#[test]
fn a_session_that_has_ended_leads_to_the_login() {
    let mut customer = on("BFKF001", WHO);
    customer.transfer("1000").keys("<F10>");
    customer.clock.move_by(chrono::TimeDelta::days(1));
    customer
        .confirm(WHO)
        .type_code(TOKEN)
        .keys("<F10>")
        .says("E1606")
        .is_on("BLGI001");
}

/// Every key of a transfer at once, while the bank answers late: each waits for the screen that it is meant for, and nothing is
/// confirmed that was not shown.
#[test]
fn keys_ahead_of_the_preview_wait_for_it() {
    let mut customer = on("BFKF001", WHO);
    let code = customer.code(TOKEN);
    customer.console.hold_answers();
    customer
        .transfer("1,500,000")
        .keys("<F10>")
        .confirm(WHO)
        .keys(&format!("<Enter>{code}"));
    customer.console.deliver();
    customer.is_on("BFKF002").shows("1,500,000 円");
    customer.keys("<F10>").is_on("BFKF003");
}
