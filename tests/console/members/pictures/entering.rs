//! BRSK005, BRSK006 and BRSK007: who there is, and what is entered.

use madoguchi::words::Lang;

use crate::members::company::Seat;

#[test]
fn brsk005_lists_the_users() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN503").jump("BRSK005");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者一覧                     例示工業株式会社  例示 花子  BRSK005
                                                              2026-06-01 10:15  訓練
                                                                     ワンタイム
      ログインID 利用者名       利用者区分     サービス利用状態      パスワード状態
    > DEN503     例示 花子      マスターユーザ [可] 利用可能         サービス利用中
      DEN503M1   架空 次郎      管理者ユーザ   [可] 利用可能         サービス利用中












                                                                                 1/2
      DEN503 例示 花子 (レイジ ハナコ)  シリアル番号 0030000137
      [可] 利用可能  サービス利用中
    上下で選び、Enter または F10 で照会します。F4 で変更、F9 で削除

    F1ヘルプ F2新規登録 F3終了 F4変更 F5更新 F7前頁 F8次頁 F9(削除) F10照会 F12取消
    ");
}

#[test]
fn brsk007_shows_one_user() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN502").jump("BRSK005");
    seat.keys("<Enter>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者照会                     架空水産有限会社  架空 一郎  BRSK007
                                                              2026-06-01 10:15  訓練
     サービス利用状態               [可] 利用可能
     ワンタイムパスワード状態       サービス利用中
     シリアル番号                   200000251 (共有: DEN502J1)
     前回ログイン                   2026年06月01日 10時15分
     ログインID                     DEN502
     利用者名                       架空 一郎
     利用者名 (カナ)                カクウ イチロウ
     利用者区分                     マスターユーザ
     振込振替 都度指定              あり
     振込振替 依頼(事前登録口座)    あり
     振込振替 依頼(利用者登録口座)  あり
     振込振替 当日扱いを認める      なし
     振込振替 振込先管理            あり
     振込振替 全取引照会            あり
     総合振込・給与振込 依頼        あり
     ペイジー 払込                  あり
     承認                           あり
     管理 利用者管理                あり
                                                                           v 1-18/26
    F12 で一覧に戻ります

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F12取消
    ");
}

#[test]
fn brsk006_takes_the_basics_of_a_new_user() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<F2>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者登録［基本情報］         例示工業株式会社  例示 花子  BRSK006
    >1 基本情報  2 権限  3 口座・限度額  4 確認  5 変更完了   2026-06-01 10:15  訓練
     新しい利用者の基本情報を入力してください。
     ※ は必須入力項目です。

    > ログインID※
      利用者名※
      利用者名 (カナ)※
      利用者区分※                   ( ) 管理者ユーザ  ( ) 一般ユーザ
      ログインパスワード※
      ログインパスワード (再入力)※
      確認用パスワード※
      確認用パスワード (再入力)※








    半角英数字と - _ . @ で 30 文字まで (例: DEN501J3)。登録後は変更できません

    F1ヘルプ F3終了 F10次へ F12取消
    ");
}

#[test]
fn brsk006_offers_the_permissions_of_the_table() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<Down><F4><F10>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者登録［権限］             例示工業株式会社  例示 花子  BRSK006
     1 基本情報 >2 権限  3 口座・限度額  4 確認  5 変更完了   2026-06-01 10:15  訓練
     DEN503M1 架空 次郎 (管理者ユーザ) に認める操作を選択してください。


    > 振込振替             [x] 都度指定  [x] 依頼(事前登録口座)
                           [x] 依頼(利用者登録口座)  [ ] 当日扱いを認める
                           [x] 振込先管理  [x] 全取引照会
      総合振込・給与振込   [x] 依頼
      ペイジー             [x] 払込
      承認                 [x] 承認
      管理                 [x] 利用者管理
      操作履歴照会         [x] 全履歴照会
      でんさいネット       [ ] 連携







    左右で選び、スペースで認める・認めないを切り替えます

    F1ヘルプ F3終了 F10次へ F12戻る
    ");
}

#[test]
fn brsk006_takes_accounts_and_limits() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<Down><F4><F10><F10>").to("振込振替 都度指定");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者登録［口座・限度額］     例示工業株式会社  例示 花子  BRSK006
     1 基本情報  2 権限 >3 口座・限度額  4 確認  5 変更完了   2026-06-01 10:15  訓練
     DEN503M1 架空 次郎 (管理者ユーザ) の利用可能口座と限度額を入力してください。
     ※ は必須入力項目です。

     利用可能口座
      利用可否   [x] 当座8000033
      利用可否   [x] 普通9000033 本店営業部(011) 代表口座

     利用者一回当たり限度額(円)
    > 振込振替 都度指定※  10,000,000
      振込振替 事前登録※  10,000,000
      総合振込※           10,000,000
      給与振込※           10,000,000
      ペイジー※           10,000,000






    半角数字 10 桁以内。カンマはあってもなくてもかまいません (例: 1,000,000)

    F1ヘルプ F3終了 F10確認 F12戻る
    ");
}

#[test]
fn brsk006_shows_what_of_the_master_stays() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<F4>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者登録［基本情報］         例示工業株式会社  例示 花子  BRSK006
    >1 基本情報  2 権限  3 口座・限度額  4 確認  5 変更完了   2026-06-01 10:15  訓練
     DEN503 例示 花子 の情報を変更します。パスワードは空欄なら変わりません。
     ※ は必須入力項目です。

      ログインID※                   DEN503 (ログインIDは変更できません)
    > 利用者名※                     例示 花子
      利用者名 (カナ)※              レイジ ハナコ
      利用者区分※                   (*) マスターユーザ (お取引店で変更)
      ログインパスワード
      ログインパスワード (再入力)
      確認用パスワード
      確認用パスワード (再入力)








    80 文字まで (例: 見本 太郎)

    F1ヘルプ F3終了 F10次へ F12取消
    ");
}

#[test]
fn brsk005_in_english() {
    let mut seat = Seat::closed_in(Lang::En);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<Down>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    Users > List                                例示工業株式会社  例示 花子  BRSK005
                                                          2026-06-01 10:15  TRAINING
                                                                     One-time
      Login ID   Name           User type      Service state         password
      DEN503     例示 花子      Master         [ok] Available        In use
    > DEN503M1   架空 次郎      Admin          [ok] Available        In use












                                                                                 2/2
      DEN503M1 架空 次郎 (カクウ ジロウ)  Serial 0030000145
      [ok] Available  In use
    Choose with the arrows; Enter or F10 shows, F4 changes, F9 deletes

    F1Help F2New F3Exit F4Change F5Reload F7PgUp F8PgDn F9Delete F10Show F12Cancel
    ");
}

#[test]
fn brsk006_in_english() {
    let mut seat = Seat::closed_in(Lang::En);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<Down><F4><F10>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    Users > Entry [permissions]                 例示工業株式会社  例示 花子  BRSK006
     1 Basics >2 Rights  3 Limits  4 Confirm  5 Done      2026-06-01 10:15  TRAINING
     Choose what DEN503M1 架空 次郎 (Admin) may do.


    > Transfers          [x] Ad hoc  [x] To preset payees
                         [x] To registered payees  [ ] Same day
                         [x] Payees  [x] View all
      Bulk and payroll   [x] Request
      Pay-easy           [x] Pay
      Approval           [x] Approve
      Administration     [x] Users and tokens
      History            [x] All users
      Densai net         [ ] Linked







    Left and right choose, Space permits or takes back

    F1Help F3Exit F10Next F12Back
    ");
}
