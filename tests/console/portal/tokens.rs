//! Every screen about tokens at 80×24, and where its cursor stands.

use ratatui::layout::Position;

use crate::support::{Counter, as_it_stands, confirmation, suspended};

/// The screen with `#` for each key of the software keyboard, whose order is another each time.
fn without_order(screen: &str) -> String {
    let masked = |line: &str| match line.split('│').collect::<Vec<_>>()[..] {
        [before, inside, after] if inside.trim().chars().any(|c| c != '*') => {
            let key = |(at, c): (usize, char)| if at % 3 == 2 && c != ' ' { '#' } else { c };
            let keys: String = inside.chars().enumerate().map(key).collect();
            format!("{before}│{keys}│{after}")
        }
        _ => line.to_owned(),
    };
    screen.lines().map(masked).collect::<Vec<_>>().join("\n")
}

#[test]
fn brsk025_and_brsk026() {
    let mut web = Counter::web(suspended("1000003", "0030000145"));
    web.enter("DEN503").go_to_tasks().keys("3<Down><Space><Tab>");
    insta::assert_snapshot!(web.screen(), @r"
    ワンタイムパスワード利用停止解除一覧        例示工業株式会社  例示 花子  BRSK025
    >1 対象利用者を選択  2 変更完了                           2026-06-01 10:15  訓練
     ワンタイムパスワードの利用停止状態を解除します。
     対象となる利用者を選択の上、「停止解除」(F10) を押してください。
     同じシリアル番号を使用している利用者も解除対象となります。
     ※ は必須入力項目です。

      選択 ログインID   利用者名       ユーザ種別     トークンID   状態
           DEN503       例示 花子      マスターユーザ 0030000137   サービス利用中
      [x]  DEN503M1     架空 次郎      管理者ユーザ   0030000145   停止中





                                                                                 2/2
     認証項目
    > 確認用パスワード※                             F9 ソフトウェアキーボードを開く



    ログインパスワードとは別のパスワードです。続けて誤ると利用停止になります

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F9キーボード F10停止解除 F12戻る
    ");
    assert_eq!(web.console.cursor(), Position::new(21, 17));
    web.keys("<F9><Down><Right><Enter><Enter>");
    insta::assert_snapshot!(without_order(&web.screen()), @r#"
    ワンタイムパスワード利用停止解除一覧        例示工業株式会社  例示 花子  BRSK025
    >1 対象利用者を選択  2 変更完了                           2026-06-01 10:15  訓練
     ワンタイムパスワードの利用停止状態を解除します。
     対象となる利用者を選択の上、「停止解除」(F10) を押してください。
     同じシリアル番号を使用している利用者も解除対象となります。
     ※ は必須入力項目 ┌─ ソフトウェアキーボード ────────────────┐
                      │ **                                      │
      選択 ログインID │                                         │  状態
           DEN503     │  #  #  #  #  #  #  #  #  #  #           │  サービス利用中
      [x]  DEN503M1   │  # [#] #  #  #  #  #  #  #  #  #  #  #  │  停止中
                      │  #  #  #  #  #  #  #  #  #  #  #  #  #  │
                      │  #  #  #  #  #  #  #  #  #  #  #  #  #  │
                      │  #  #  #  #  #  #  #  #  #  #  #  #  #  │
                      │  #  #  #  #  #  #  #  #  #  #  #  #  #  │
                      │  #  #  #  #  #  #  #  #  #  #  #  #  #  │
                      │  #  #  #  #  #  #                       │                2/2
     認証項目         └─────────────────────────────────────────┘
    > 確認用パスワード※                             F9 ソフトウェアキーボードを開く



    矢印で文字を選び Enter で入力。F9 で一字削除、F10 で完了、F12 で取消

    F1ヘルプ F9一字削除 F10入力完了 F12取消
    "#);
    assert_eq!(web.console.cursor(), Position::new(24, 9));
    web.keys("<F12>").keys(&confirmation("DEN503")).keys("<F10>");
    insta::assert_snapshot!(web.screen(), @r"
    利用停止解除完了                            例示工業株式会社  例示 花子  BRSK026
     1 対象利用者を選択 >2 変更完了                           2026-06-01 10:15  訓練

     利用停止を解除しました。対象 1 名
     お手元のトークンを再びご利用いただけます。誤りが続くと再び停止します。

      ログインID   利用者名       利用者区分     シリアル番号 状態
    > DEN503M1     架空 次郎      管理者ユーザ   0030000145   サービス利用中










                                                                                 1/1

     >[利用者管理へ]
    Enter または F10 で利用者管理に戻ります

    F1ヘルプ F3終了 F7前頁 F8次頁 F10利用者管理へ F12利用者管理へ
    ");
    assert_eq!(web.console.cursor(), Position::new(1, 20));
}

#[test]
fn brsk027_and_brsk028() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN502").go_to_tasks().keys("4<Space><Down>");
    insta::assert_snapshot!(web.screen(), @r"
    利用者管理 > トークン失効                   架空水産有限会社  架空 一郎  BRSK027
    >1 対象利用者を選択  2 変更完了                           2026-06-01 10:15  訓練
     ワンタイムパスワードのトークン失効を行います。
     トークン失効を行うと、選択された利用者はログインできなくなります。
     再登録は失効の30分後、20時50分から8時10分までの失効は8時10分以降に可能です。
     ※ は必須入力項目です。
           ログイン                                        ワンタイム     トークン
      選択 ID        利用者名  利用者区分     シリアル番号 パスワード状態 有効期限
      [x]  DEN502    架空 一郎 マスターユーザ 200000251    サービス利用中 2029-04-01
    > [ ]  DEN502J1  見本 健   一般ユーザ     200000251    サービス利用中 2029-04-01


                                                                                 2/2
      DEN502J1 見本 健 200000251 サービス利用中 2029年04月01日 00時00分
     今失効すると、再登録は 2026年06月01日 10時45分 から可能です。
     ご自身が含まれています。失効すると、ただちにログアウトします。
     確認項目
      確認用パスワード※
      ワンタイムパスワード※


    上下で移動、スペースで選択・取消、Enter で入力欄へ

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F10失効 F12戻る /絞込
    ");
    assert_eq!(web.console.cursor(), Position::new(0, 9));
    let code = web.code("200000251");
    web.keys("<Tab>")
        .keys(&confirmation("DEN502"))
        .keys("<Enter>")
        .keys(&code)
        .keys("<F10>");
    insta::assert_snapshot!(web.screen(), @r"
    失効完了                                                                 BRSK028
     1 対象利用者を選択 >2 変更完了                           2026-06-01 10:15  訓練

     トークンを失効しました。対象 1 名
     ご自身のトークンを失効したため、ログアウトしました。
     対象の利用者は 2026年06月01日 10時45分 までログインできません。
     その後のログイン時に利用開始登録の画面が表示されます。
     紛失の場合は、直ちにお取引店に連絡してください。

      ログインID   利用者名       利用者区分     シリアル番号 状態
    > DEN502       架空 一郎      マスターユーザ 200000251    再登録 10:45～







                                                                                 1/1

     >[ログイン画面へ]
    Enter または F10 でログイン画面に戻ります

    F1ヘルプ F3終了 F7前頁 F8次頁 F10ログイン画面へ F12ログイン画面へ
    ");
    assert_eq!(web.console.cursor(), Position::new(1, 20));
}
