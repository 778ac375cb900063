//! BRSK009 to BRSK012: what would be done, and what was.

use madoguchi::words::Lang;

use crate::members::company::Seat;

#[test]
fn brsk009_shows_a_new_user_whole() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<F2>DEN503J9<Enter>見本 桃<Enter>ミホン モモ<Enter>2<Enter>login-of-new<Enter>login-of-new<Enter>");
    seat.keys("confirm-of-new<Enter>confirm-of-new<F10><F10><F10>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者登録確認                 例示工業株式会社  例示 花子  BRSK009
     1 基本情報  2 権限  3 口座・限度額 >4 確認  5 変更完了   2026-06-01 10:15  訓練
      新しい利用者 DEN503J9 見本 桃 を登録します。
     ログインID                     DEN503J9
     利用者名                       見本 桃
     利用者名 (カナ)                ミホン モモ
     利用者区分                     一般ユーザ
     ログインパスワード             新しいパスワード
     確認用パスワード               新しいパスワード
     振込振替 都度指定              なし
     振込振替 依頼(事前登録口座)    なし
     振込振替 依頼(利用者登録口座)  なし
     振込振替 当日扱いを認める      なし
     振込振替 振込先管理            なし
     振込振替 全取引照会            なし
     総合振込・給与振込 依頼        なし
     ペイジー 払込                  なし
                                                                           v 1-15/25
     認証項目
    > 確認用パスワード※
      ワンタイムパスワード※
    ご自身の確認用パスワードを入力してください

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F10登録 F12戻る
    ");
}

#[test]
fn brsk009_shows_what_becomes_another_first() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN503").jump("BRSK005");
    seat.keys("<Down><F4><Ctrl+U>架空 三郎<F10><Space><F10><F10>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者登録確認                 例示工業株式会社  例示 花子  BRSK009
     1 基本情報  2 権限  3 口座・限度額 >4 確認  5 変更完了   2026-06-01 10:15  訓練
      変更 2 項目: 利用者名、権限
      この変更で、この利用者の接続は終了します。もう一度ログインが必要です。
     変更する項目 (変更前 ＞ 変更後)
     利用者名                       架空 次郎 ＞ 架空 三郎
     振込振替 都度指定              あり ＞ なし
     変更しない項目
     ログインID                     DEN503M1
     利用者名 (カナ)                カクウ ジロウ
     利用者区分                     管理者ユーザ
     ログインパスワード             変更なし
     確認用パスワード               変更なし
     振込振替 依頼(事前登録口座)    あり
     振込振替 依頼(利用者登録口座)  あり
     振込振替 当日扱いを認める      なし
     振込振替 振込先管理            あり
                                                                           v 1-15/28
     認証項目
    > 確認用パスワード※
      ワンタイムパスワード※
    ご自身の確認用パスワードを入力してください

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F10登録 F12戻る
    ");
}

#[test]
fn brsk009_says_what_goes_with_a_user() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN502").jump("BRSK005");
    seat.keys("<Down><F9>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者削除確認                 架空水産有限会社  架空 一郎  BRSK009
     1 対象利用者を選択 >2 確認  3 変更完了                   2026-06-01 10:15  訓練
      利用者 DEN502J1 見本 健 を削除します。元には戻せません。
      このログインIDは、二度と登録できません。
      トークン 200000251 の利用開始登録も解除されます。トークンそのものは変わりませ
      ん。
      同じトークンを共有する DEN502 の登録は、そのまま残ります。
     ログインID                     DEN502J1
     利用者名                       見本 健
     利用者名 (カナ)                ミホン ケン
     利用者区分                     一般ユーザ
     振込振替 都度指定              あり
     振込振替 依頼(事前登録口座)    あり
     振込振替 依頼(利用者登録口座)  あり
     振込振替 当日扱いを認める      なし
     振込振替 振込先管理            あり
     振込振替 全取引照会            なし
                                                                           v 1-15/27
     認証項目
    > 確認用パスワード※
      ワンタイムパスワード※
    ご自身の確認用パスワードを入力してください

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F10削除 F12戻る
    ");
}

#[test]
fn brsk009_asks_for_no_code_before_the_start_date() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN505").jump("BRSK005");
    seat.keys("<Down><F9>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 利用者削除確認                   見本文具株式会社  見本 誠  BRSK009
     1 対象利用者を選択 >2 確認  3 変更完了                   2026-06-01 10:15  訓練
      利用者 DEN505J1 仮名 薫 を削除します。元には戻せません。
      このログインIDは、二度と登録できません。
      トークンの利用開始登録はありません。
     ログインID                     DEN505J1
     利用者名                       仮名 薫
     利用者名 (カナ)                カメイ カオル
     利用者区分                     一般ユーザ
     振込振替 都度指定              あり
     振込振替 依頼(事前登録口座)    あり
     振込振替 依頼(利用者登録口座)  あり
     振込振替 当日扱いを認める      なし
     振込振替 振込先管理            あり
     振込振替 全取引照会            なし
     総合振込・給与振込 依頼        なし
     ペイジー 払込                  なし
     承認                           なし
                                                                           v 1-16/25
     認証項目
    > 確認用パスワード※
    ご自身の確認用パスワードを入力してください

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F10削除 F12戻る
    ");
}

#[test]
fn brsk010_says_what_was_done() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN502").jump("BRSK005");
    seat.keys("<Down><F9>");
    seat.confirm("DEN502", Some("200000251")).keys("<F10>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者管理 > 変更完了                       架空水産有限会社  架空 一郎  BRSK010
     1 対象利用者を選択  2 確認 >3 変更完了                   2026-06-01 10:16  訓練

      利用者 DEN502J1 を削除しました。
      トークン 200000251 の利用開始登録を解除しました。お手元のトークンの保管をご確
      認ください。














     >[一覧へ]
    F10 または Enter で進みます

    F1ヘルプ F3終了 F10一覧へ F12一覧へ
    ");
}

#[test]
fn brsk011_lists_the_states() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN502").jump("BRSK011");
    seat.keys("<Down><Space><Enter>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者停止・解除 > 利用者停止・解除一覧     架空水産有限会社  架空 一郎  BRSK011
    >1 対象利用者を選択  2 変更完了                           2026-06-01 10:15  訓練
     サービスの利用を停止する利用者、または停止を解除する利用者を選択してください。
     停止した利用者の接続は、すぐに終了します。 ※ は必須入力項目です。

      選択 ログインID 利用者名    利用者区分     サービス利用状態
           DEN502     架空 一郎   マスターユーザ [可] 利用可能
      [x]  DEN502J1   見本 健     一般ユーザ     [可] 利用可能







                                                                                 2/2
      DEN502J1 [可] 利用可能

     認証項目
    > 確認用パスワード※
      ワンタイムパスワード※
    ご自身の確認用パスワードを入力してください

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F9停止 F10(解除) F12取消
    ");
}

#[test]
fn brsk012_says_who_was_stopped() {
    let mut seat = Seat::closed_in(Lang::Ja);
    seat.log_in("DEN502").jump("BRSK011");
    seat.keys("<Down><Space><Enter>");
    seat.confirm("DEN502", Some("200000251")).keys("<F9>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    利用者停止・解除 > 変更完了                 架空水産有限会社  架空 一郎  BRSK012
     1 対象利用者を選択 >2 変更完了                           2026-06-01 10:16  訓練

      利用者 DEN502J1 を停止しました。
      停止した利用者の接続は終了しました。解除するまでログインできません。















     >[一覧へ]
    F10 または Enter で進みます

    F1ヘルプ F3終了 F10一覧へ F12一覧へ
    ");
}

#[test]
fn brsk009_in_english() {
    let mut seat = Seat::closed_in(Lang::En);
    seat.log_in("DEN502").jump("BRSK005");
    seat.keys("<Down><F9>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    Users > Confirm deletion                    架空水産有限会社  架空 一郎  BRSK009
     1 Users >2 Confirm  3 Done                           2026-06-01 10:15  TRAINING
      The user DEN502J1 見本 健 will be permanently deleted.
      The login ID cannot be used again.
      The registration of token 200000251 is deleted too. The token itself stays as
      it is.
      Users who share it and keep theirs: DEN502.
     Login ID                          DEN502J1
     Name                              見本 健
     Name in kana                      ミホン ケン
     User type                         General
     Transfers: Ad hoc                 Yes
     Transfers: To preset payees       Yes
     Transfers: To registered payees   Yes
     Transfers: Same day               No
     Transfers: Payees                 Yes
     Transfers: View all               No
                                                                           v 1-15/27
     Authentication
    > Confirmation password※
      One-time password※
    Your own confirmation password

    F1Help F3Exit F5Reload F7PgUp F8PgDn F10Delete F12Back
    ");
}

#[test]
fn brsk011_in_english() {
    let mut seat = Seat::closed_in(Lang::En);
    seat.log_in("DEN502").jump("BRSK011");
    seat.keys("<Down><Space>");
    insta::assert_snapshot!(seat.console.screen(), @r"
    Stop or restore > List                      架空水産有限会社  架空 一郎  BRSK011
    >1 Users  2 Done                                      2026-06-01 10:15  TRAINING
     Choose the users to stop, or the stopped users to restore.
     A stopped user is logged out at once. ※ must be filled in.

      Pick Login ID   Name        User type      Service state
           DEN502     架空 一郎   Master         [ok] Available
    > [x]  DEN502J1   見本 健     General        [ok] Available







                                                                                 2/2
      DEN502J1 [ok] Available

     Authentication
      Confirmation password※
      One-time password※
    Arrows move, Space picks, Enter goes on

    F1Help F3Exit F5Reload F7PgUp F8PgDn F9Stop F10(Restore) F12Cancel /Find
    ");
}
