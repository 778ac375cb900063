//! Keymaps: shown, checked, and used by the console; a bad file keeps nobody from work.

use std::fs;

use serde_json::json;

use crate::support::run;

fn file(text: impl AsRef<[u8]>) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keymap.toml");
    fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    (folder, path)
}

#[test]
fn what_is_shown_is_a_file_that_checks_and_changes_nothing() {
    let shown = run(&["keymap", "show"], "");
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(
        shown.out.contains("# 本人確認: BRSK025 BRSK027 TKSK002"),
        "{}",
        shown.out
    );
    let (_folder, path) = file(&shown.out);
    let checked = run(&["keymap", "check", &path], "");
    assert_eq!(
        (checked.status, checked.out.trim_end()),
        (0, &format!("キー割当に誤りはありません: {path}")[..])
    );
    assert_eq!(run(&["--keymap", &path, "keymap", "show"], "").out, shown.out);
    let (_folder, path) = file("execute = [\"Ctrl+X\", \"F10\"]\n");
    let shown = run(&["--lang", "en", "--keymap", &path, "keymap", "show"], "");
    assert!(
        shown
            .out
            .contains("# Execute, go on: everywhere\nexecute = [\"Ctrl+X\", \"F10\"]\n"),
        "{}",
        shown.out
    );
    let shown = run(&["--json", "--keymap", &path, "keymap", "show"], "");
    assert!(
        shown
            .out
            .contains(r#"{"function":"execute","keys":["Ctrl+X","F10"],"screens":[]}"#),
        "{}",
        shown.out
    );
}

#[test]
fn everything_wrong_is_told_with_its_line() {
    let (_folder, path) = file("identify = \"F4\"\nsign = \"F2\"\nexit = \"Enter\"\n");
    let checked = run(&["keymap", "check", &path], "");
    assert_eq!(checked.status, 2);
    assert_eq!(
        checked.err,
        format!(
            "E3026 キー割当を読み取れません ({path} の 1 行目: キー F4 が identify と unlock で重なっています)\n  \
             書き方は madoguchi keymap show で確かめられます。直してから madoguchi keymap check で確かめてください。\n  \
             1 行目: キー F4 が identify と change で重なっています\n  \
             2 行目: 機能 sign はありません\n  3 行目: キー Enter の働きは変えられません\n"
        )
    );
    let told = run(&["--json", "keymap", "check", &path], "").json();
    assert_eq!(
        (&told["failed"]["code"], &told["failed"]["facts"]["line"]),
        (&json!("E3026"), &json!("1"))
    );
    let flaws: Vec<_> = told["flaws"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flaw| json!([flaw["line"], flaw["kind"], flaw["key"]]))
        .collect();
    let all = json!([
        [1, "taken", "F4"],
        [1, "taken", "F4"],
        [2, "no_function", null],
        [3, "fixed", "Enter"]
    ]);
    assert_eq!(json!(flaws), all, "{told}");
}

#[test]
fn no_file_is_too_odd_to_be_told_of() {
    for (bytes, what) in [
        (vec![b'\n', 0xff], "の 2 行目: UTF-8 でない)"),
        (vec![b'#'; 2 << 20], "の 1 行目: ファイルが大きすぎます (上限 64 KiB))"),
        (b"\0".to_vec(), "の 1 行目: "),
        (b"execute = \"\x1b[2J\"".to_vec(), "の 1 行目: "),
        (b"\"\x1b\" = 1".to_vec(), "の 1 行目: "),
        (b"help = [\"F1\"".to_vec(), "の 1 行目: "),
    ] {
        let (_folder, path) = file(bytes);
        let checked = run(&["keymap", "check", &path], "");
        let first = checked.err.lines().next().unwrap_or_default();
        assert!(first.starts_with("E3026") && first.contains(what), "{}", checked.err);
        assert!(!checked.err.contains('\x1b'), "{}", checked.err);
    }
    assert!(run(&["keymap", "check", "/nowhere"], "").err.starts_with("E3006"));
    let (_folder, path) = file("");
    assert_eq!(run(&["keymap", "check", &path], "").status, 0);
}

#[test]
fn the_console_uses_it_and_goes_on_without_where_it_is_bad() {
    let (_folder, path) = file("execute = \"Ctrl+X\"\n");
    let ran = run(
        &["--plain", "--keymap", &path, "demo"],
        "T001\ntantou-no-mihon\n.F10\n.Ctrl+X\n",
    );
    assert!(
        ran.out.contains("E0001") && ran.out.contains("業務メニュー"),
        "{}",
        ran.out
    );
    let (_folder, path) = file("execute = \"F9\"\n");
    let ran = run(&["--plain", "--keymap", &path, "demo"], "T001\ntantou-no-mihon\n.F10\n");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("W0010 注意 標準のキーで動いています。"), "{}", ran.out);
    assert!(ran.out.contains("業務メニュー"), "{}", ran.out);
}
