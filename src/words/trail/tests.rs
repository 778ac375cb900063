//! What an entry says, in the language of who reads it (R12.1).

use super::*;
use crate::words::Lang;

#[test]
fn what_else_an_entry_says_is_told_in_the_readers_language_r12_1() {
    let words = Words::of(Lang::Ja);
    for (action, detail, said) in [
        ("finish_check", "confirmed", ""),
        ("finish_check", "failed, caution raised", "要注意 (役席扱い) にしました"),
        ("begin_check", "caution raised", "要注意 (役席扱い) にしました"),
        ("begin_check", "telephone", "電話"),
        ("revoke", "loss", "紛失"),
        ("unlock", "override: お急ぎのため", "特例理由: お急ぎのため"),
        ("approve", "decided: S002", "先に処理した担当者: S002"),
        ("lock_staff", "active > locked", "有効 ＞ ロック中"),
        (
            "amend_staff",
            "name: 見本 花子 > 見本 桜, role: teller > supervisor, branch: 011 本店 > 022 支店",
            "氏名 見本 花子 ＞ 見本 桜、権限 担当者 ＞ 役席、所属 011 本店 ＞ 022 支店",
        ),
        ("amend", "telephone address", "登録電話、届出住所"),
        (
            "amend_by_file",
            "line 2; telephone: 03-0000-1001 > 03-0000-7777; DEN501 mail:  > admin@example.jp; DEN502 user_kind: general > admin",
            "2 行目、登録電話 03-0000-1001 ＞ 03-0000-7777、DEN501 メールアドレス (なし) ＞ admin@example.jp、DEN502 利用者区分 一般ユーザ ＞ 管理者ユーザ",
        ),
        ("bind_account", "account: - > hanako", "接続アカウント - ＞ hanako"),
        (
            "web_amend",
            "kind: general > admin, login_password",
            "利用者区分 一般ユーザ ＞ 管理者ユーザ、ログインパスワード",
        ),
        ("import_tokens", "35", "35 件"),
        ("import_contracts", "35 sha256=0badc0de", "35 件、SHA-256 0badc0de"),
        ("begin_load", "import_tokens", "トークンの取込"),
        (
            "sweep_load",
            "import_contracts 35",
            "契約の取込、取り込み済みだった 35 件",
        ),
        ("keep_draft", "BRSK027", "画面 BRSK027"),
        (
            "day_end",
            "2 1 3",
            "承認待ち 2 件、事後確認待ち 1 件、未送のお知らせ 3 件",
        ),
        ("backup", "41:0badc0de", "41 件、照合値 0badc0de"),
        (
            "restore",
            "41:0badc0de < 52:c0ffee00",
            "41 件、照合値 0badc0de (置き換えた台帳 52 件、照合値 c0ffee00)",
        ),
        ("upgrade", "3 > 4 first_sealed 120", "3 版から 4 版へ"),
        ("resync", "drift: +0 > -12", "時計のずれ +0 ＞ -12 (表示の回数)"),
        ("explain_code", "late", "時計の遅れ"),
        (
            "settle_outcome",
            "entry=12 action=unlock outcome=not_done",
            "番号 12 停止解除: 実行されていません",
        ),
        (
            "export_trail",
            "from=2026-06-01 action=unlock,revoke result=refused",
            "開始日 2026-06-01、取扱 停止解除、失効、結果 拒否",
        ),
        ("lift_caution", "teller, done", "teller, done"),
        ("login", "looks_only", "記録できない間の照会"),
    ] {
        let told = words.detail(action, detail);
        assert!(
            told.starts_with(said) && (!said.is_empty() || told.is_empty()),
            "{action} {detail}: {told}"
        );
    }
}

#[test]
fn a_failed_check_never_reads_as_done_r10_5() {
    let words = Words::of(Lang::Ja);
    assert_eq!(words.ended("finish_check", "done", "failed"), "確認不可");
    assert_eq!(
        words.ended("finish_check", "done", "failed, caution raised"),
        "確認不可"
    );
    assert_eq!(words.ended("finish_check", "done", "confirmed"), "確認済");
    assert_eq!(words.ended("finish_check", "refused", "failed"), "拒否");
    assert_eq!(words.ended("unlock", "done", ""), "完了");
    assert_eq!(words.ended("answer_fact", "done", "fact_account, wrong"), "不一致");
    assert_eq!(words.ended("answer_fact", "done", "fact_account, right"), "一致");
    assert_eq!(words.ended("answer_fact", "refused", "fact_account"), "拒否");
    assert_eq!(words.detail("answer_fact", "fact_account, wrong"), "代表口座");
    assert_eq!(words.ended("unlock", "waiting", ""), "承認待ち");
}
