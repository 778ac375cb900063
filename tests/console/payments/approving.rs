//! BSNN001 and BSNN002: approval by the right person on another console, double approval, 差戻し and 取下げ.

use madoguchi::words::Lang;

use super::teller::{Customer, closed_in, on};
use crate::support::{Counter, two_terminals};

/// Two consoles over one store, with a user logged in on each.
fn two(one: &str, other: &str) -> (tempfile::TempDir, Counter, Counter) {
    let folder = tempfile::tempdir().unwrap();
    let (desk, another, clock) = two_terminals(folder.path());
    let mut maker = closed_in(Lang::Ja, desk, clock.clone());
    let mut approver = closed_in(Lang::Ja, another, clock);
    maker.log_on(one);
    approver.log_on(other);
    (folder, maker, approver)
}

/// 1000003: a transfer by DEN503 that DEN503M1 approves.
fn ask<'a>(maker: &'a mut Counter, amount: &str) -> &'a mut Counter {
    maker
        .jump("BFKF001")
        .keys("1<Enter>")
        .transfer(amount)
        .keys("<Enter>1<F10>")
        .is_on("BFKF002");
    maker.confirm("DEN503").keys("<F10>").is_on("BFKF003")
}

#[test]
fn one_person_approves_with_their_own_code_r5_3() {
    let (_folder, mut maker, mut approver) = two("DEN503", "DEN503M1");
    maker.jump("BFKF001");
    insta::assert_snapshot!(maker.screen(), @r"
    振込振替 > 都度指定方式                     例示工業株式会社  例示 花子  BFKF001
    >1 入力  2 確認  3 承認待ち                               2026-06-01 10:15  訓練
     振込先と金額を入力し、F10 で確認へ進みます。

    > 支払口座※        ( ) 普通9000033  ( ) 当座8000033
      金融機関コード※
      支店コード※
      預金種目※        ( ) 普通  ( ) 当座  ( ) 貯蓄
      口座番号※
      受取人名※
      振込金額※
      承認者※          ( ) DEN503M1 架空 次郎

     支払口座の残高
     今回の金額
     差引残高

     この取引は、承認者 1 名の承認を受けて実行します。



    左右のキーで選びます

    F1ヘルプ F3終了 F5更新 F10確認へ F12取消
    ");
    maker
        .keys("1<Enter>")
        .transfer("300000")
        .keys("<Enter>1<F10>")
        .is_on("BFKF002");
    maker
        .lacks("ワンタイムパスワード※")
        .shows("ワンタイムパスワードは、承認者が承認するときに入力します。");
    maker.shows("F10承認依頼").confirm("DEN503").keys("<F10>");
    insta::assert_snapshot!(maker.screen(), @r"
    振込振替 > 承認待ち                         例示工業株式会社  例示 花子  BFKF003
     1 入力  2 確認 >3 承認待ち                               2026-06-01 10:15  訓練
     承認依頼を受け付けました。まだ実行していません。

     状態      承認待ち
     日時      2026年06月01日 10時15分
     支払口座  普通9000033
     振込先    金融機関 0001  支店 012  普通1234567
     受取人名  ミホン シヨウジ
     振込金額        300,000 円
     承認者    DEN503M1 架空 次郎

     次は、DEN503M1 架空 次郎 の承認です。
     承認者は、トップページの「承認」に表示される一覧から承認します。







    F10 または Enter で続けます。F3 でトップページへ戻ります

    F1ヘルプ F3終了 F10続けて入力 F12取消
    ");
    // It comes to the approver by itself, and to nobody else.
    approver.jump("BSNN001").tick();
    insta::assert_snapshot!(approver.screen(), @r"
    承認 > 承認待ち一覧                         例示工業株式会社  架空 次郎  BSNN001
                                                              2026-06-01 10:15  訓練
     ご自身の承認待ち: 1 件
      入力  種別              金額 (円) 振込先など         入力者    状態
    > 10:15 振込振替            300,000 ミホン シヨウジ    DEN503    承認待ち















                                                                                 1/1
    上下で選び、Enter または F10 で内容を開きます

    F1ヘルプ F3終了 F4取引一覧 F5更新 F7前頁 F8次頁 F10内容 F12取消 /絞込
    ");
    approver.keys("<Enter>");
    insta::assert_snapshot!(approver.screen(), @r"
    承認 > 承認内容確認                         例示工業株式会社  架空 次郎  BSNN002
     1 入力 >2 確認  3 完了                                   2026-06-01 10:15  訓練
     振込振替
     状態            承認待ち
     入力者          DEN503 例示 花子 (2026年06月01日 10時15分)
     支払口座        普通9000033
     振込先          金融機関 0001  支店 012  普通1234567
     受取人名        ミホン シヨウジ
     振込金額              300,000 円
     承認者          DEN503M1 架空 次郎
     支払口座の残高     22,264,350 円






    > 確認用パスワード※
      ワンタイムパスワード※
     続けて行う 2 件目以降は、ワンタイムパスワードの入力は不要です。

    ログインパスワードとは別のパスワードです

    F1ヘルプ F3終了 F4(取下げ) F9差戻し F10承認実行 F12取消
    ");
    // The maker's fob is not the approver's.
    approver
        .confirm("DEN503M1")
        .type_code("0030000137")
        .keys("<F10>")
        .says("E0601");
    let code = approver.code("0030000145");
    approver.keys(&code).keys("<F10>");
    insta::assert_snapshot!(approver.screen(), @r"
    承認 > 完了                                 例示工業株式会社  架空 次郎  BSNN002
     1 入力  2 確認 >3 完了                                   2026-06-01 10:15  訓練
     実行しました。

     状態          実行済
     受付番号      20260601-0002
     日時          2026年06月01日 10時15分
     支払口座      普通9000033
     振込先        金融機関 0001  支店 012  普通1234567
     受取人名      ミホン シヨウジ
     振込金額            300,000 円
     承認者        DEN503M1 架空 次郎
     実行後の残高     21,964,350 円

     お取引の内容は、入出金明細照会で確かめられます。
     このまま続けて行う取引では、ワンタイムパスワードの入力は不要です。





    F10 または Enter で続けます。F3 でトップページへ戻ります

    F1ヘルプ F3終了 F10一覧へ F12取消
    ");
    approver
        .keys("<F10>")
        .is_on("BSNN001")
        .shows("承認を待っている取引はありません");
    maker
        .jump("BSNN001")
        .shows("承認を待っている取引はありません")
        .keys("<F4>")
        .shows("実行済");
    maker
        .keys("<F10>")
        .is_on("BSNN002")
        .shows("受付番号")
        .keys("<F4>")
        .says("W0001 注意 F4");
}

#[test]
fn approvals_of_a_run_ask_once_until_the_menu_is_left_r5_4() {
    let (_folder, mut maker, mut approver) = two("DEN503", "DEN503M1");
    for amount in ["1000", "2000", "3000"] {
        ask(&mut maker, amount);
    }
    approver.jump("BSNN001").keys("<Enter>").shows("ワンタイムパスワード※");
    approver
        .confirm("DEN503M1")
        .type_code("0030000145")
        .keys("<F10>")
        .shows("実行しました")
        .keys("<F10>")
        .wait(1);
    approver
        .keys("<Enter>")
        .lacks("ワンタイムパスワード※")
        .shows("続けてのお振込のため");
    approver.confirm("DEN503M1").keys("<F10>").shows("実行しました");
    approver
        .keys("<F3>")
        .jump("BSNN001")
        .keys("<Enter>")
        .shows("ワンタイムパスワード※");
}

#[test]
fn two_people_approve_and_the_final_one_gives_the_code_r5_3() {
    let (_folder, mut maker, mut approver) = two("DEN523J1", "DEN523M1");
    maker
        .jump("BFKF001")
        .transfer("700000")
        .keys("<Enter>2<Enter>2<F10>")
        .says("E0521");
    maker
        .keys("1<F10>")
        .is_on("BFKF002")
        .confirm("DEN523J1")
        .keys("<F10>")
        .is_on("BFKF003");
    maker.shows("次は、DEN523M1 見﨑 大輔 の承認です。");
    approver
        .jump("BSNN001")
        .keys("<Enter>")
        .shows("F10承認 ")
        .lacks("ワンタイムパスワード※");
    approver.shows("ワンタイムパスワードは、最終承認者が承認するときに入力します。");
    approver
        .confirm("DEN523M1")
        .keys("<F10>")
        .shows("最終承認待ち")
        .shows("次は、最終承認者 DEN523 架空 陽子 の承認です。");
    approver
        .keys("<F10>")
        .leave()
        .log_on("DEN523")
        .jump("BSNN001")
        .keys("<Enter>");
    approver
        .shows("承認済 2026年06月01日")
        .shows("F10承認実行")
        .shows("ワンタイムパスワード※");
    approver
        .confirm("DEN523")
        .type_code("239812654")
        .keys("<F10>")
        .shows("実行しました")
        .shows("実行後の残高");
}

#[test]
fn what_is_sent_back_says_why() {
    let (_folder, mut maker, mut approver) = two("DEN503", "DEN503M1");
    ask(&mut maker, "500000")
        .keys("<F12>")
        .jump("BSNN001")
        .keys("<F4>")
        .shows("承認待ち");
    approver
        .jump("BSNN001")
        .keys("<Enter><F9><F10>")
        .says("E0003 エラー 差戻し理由");
    approver.keys("受取人名が請求書と違います");
    insta::assert_snapshot!(approver.screen(), @r"
    承認 > 承認内容確認                         例示工業株式会社  架空 次郎  BSNN002
     1 入力 >2 確認  3 完了                                   2026-06-01 10:15  訓練
     振込振替
     状態            承認待ち
     入力者          DEN503 例示 花子 (2026年06月01日 10時15分)
     支払口座        普通9000033
     振込先          金融機関 0001  支店 012  普通1234567
     受取人名        ミホン シヨウジ
     振込金額              500,000 円
     承認者┌─ 差戻し ───────────────────────────────────────────────────────┐
     支払口│ 入力した利用者に伝える理由を入力してください。                 │
           │> 差戻し理由※  受取人名が請求書と違います                       │
           │                                                                │
           └────────────────────────────────────────────────────────────────┘



    > 確認用パスワード※
      ワンタイムパスワード※
     続けて行う 2 件目以降は、ワンタイムパスワードの入力は不要です。

    200 文字まで

    F1ヘルプ F10差戻し F12取消
    ");
    approver
        .keys("<F10>")
        .is_on("BSNN001")
        .says("I1703 完了 差し戻しました");
    maker
        .tick()
        .shows("差戻し済")
        .keys("<Enter>")
        .shows("差戻し理由")
        .shows("受取人名が請求書と違います");
    maker.keys("<F4>").says("W0001");
}

#[test]
fn what_is_taken_back_waits_for_nobody() {
    let (_folder, mut maker, mut approver) = two("DEN503", "DEN503M1");
    ask(&mut maker, "500000").keys("<F12>").jump("BSNN001").keys("<F4>");
    approver
        .jump("BSNN001")
        .keys("<Enter>")
        .is_on("BSNN002")
        .keys("<F4>")
        .says("W0001");
    maker
        .keys("<Enter>")
        .shows("DEN503M1 架空 次郎 の承認を待っています。")
        .keys("<F10>")
        .says("W0001");
    maker
        .keys("<F4>")
        .shows("取り下げます")
        .keys("<F10>")
        .is_on("BSNN001")
        .says("I1704")
        .shows("取下げ済");
    // The approver, who has it open, sees that it is over, and nothing is asked for.
    approver
        .tick()
        .shows("取下げ済")
        .lacks("確認用パスワード")
        .keys("<F10>")
        .says("W0001");
}

#[test]
fn a_batch_is_approved_with_its_rows_before_ones_eyes() {
    let (_folder, mut maker, mut approver) = two("DEN503", "DEN503M1");
    maker.jump("BSGK001").keys("1<Enter>1<Enter>1");
    for n in 1..=6 {
        maker.keys(&format!(
            "<F2>0001<Enter>012<Enter>1<Enter>765432{n}<Enter>ﾐﾎﾝ {n}<Enter>{n}0000<F10>"
        ));
    }
    maker.keys("<F10>").is_on("BSGK002").keys("<F8>").shows("6/6");
    maker.confirm("DEN503").keys("<F10>").is_on("BSGK003");
    approver.jump("BSNN001").shows("明細 6 件").keys("<Enter>");
    insta::assert_snapshot!(approver.screen(), @r"
    承認 > 承認内容確認                         例示工業株式会社  架空 次郎  BSNN002
     1 入力 >2 確認  3 完了                                   2026-06-01 10:15  訓練
     総合振込
     状態            承認待ち
     入力者          DEN503 例示 花子 (2026年06月01日 10時15分)
     支払口座        普通9000033
     件数            6 件
     合計金額              210,000 円
     承認者          DEN503M1 架空 次郎
     支払口座の残高     22,264,350 円
      番号 金融機関 支店  口座         受取人名                            金額 (円)
    >    1 0001     012   普通7654321  ミホン 1                               10,000
         2 0001     012   普通7654322  ミホン 2                               20,000
         3 0001     012   普通7654323  ミホン 3                               30,000
         4 0001     012   普通7654324  ミホン 4                               40,000
         5 0001     012   普通7654325  ミホン 5                               50,000
                                                                               v 1/6
    > 確認用パスワード※
      ワンタイムパスワード※
     続けて行う 2 件目以降は、ワンタイムパスワードの入力は不要です。

    ログインパスワードとは別のパスワードです

    F1ヘルプ F3終了 F4(取下げ) F7前頁 F8次頁 F9差戻し F10承認実行 F12取消
    ");
    approver
        .confirm("DEN503M1")
        .type_code("0030000145")
        .keys("<F10>")
        .shows("実行しました");
}

#[test]
fn nobody_sees_what_is_none_of_their_business() {
    let mut customer = on("BSNN001", "DEN502J1");
    customer
        .shows("承認を待っている取引はありません")
        .keys("<F4>")
        .shows("入力された取引はありません");
}
