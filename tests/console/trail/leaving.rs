//! What leaves of the trail: exports, the verdict of its chain, and the auditors' review (R12).

use super::*;

/// The files in a folder, hidden ones too.
fn files(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn what_is_filtered_goes_into_a_file_and_the_trail_says_so_r12_1() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("控え");
    let mut counter = Counter::writing("A001", folder.path(), TrailList::new());
    counter.keys("<F2><Tab><Tab><Tab>1000001<F10><F9><Ctrl+U>");
    // A name, and no place: where a person's files go is chosen when the console is started.
    for elsewhere in [path.to_str().unwrap(), "../控え", "madoguchi.db-journal"] {
        counter.keys("<Ctrl+U>").console.paste(elsewhere);
        counter.keys("<F10>").says("E2062");
    }
    assert!(files(folder.path()).is_empty());
    counter.keys("<Ctrl+U>").console.paste("控え");
    counter
        .keys("<F10>")
        .is_on("TKNS001")
        .says("I1801")
        .shows("5 件を出力しました");
    assert_eq!(files(folder.path()), ["控え.csv"]);
    let text = std::fs::read_to_string(path.with_extension("csv")).unwrap();
    assert!(
        text.starts_with("\u{feff}番号,日時,") && text.lines().count() == 6,
        "{text}"
    );
    // Once more under the same name: nothing is lost, neither the file nor what was typed.
    counter.keys("<F9><Ctrl+U>");
    counter.console.paste("控え");
    counter
        .keys("<F10>")
        .says("E2002")
        .shows("控え")
        .keys("<Tab>2<F10>")
        .says("I1801");
    let lines = std::fs::read_to_string(path.with_extension("jsonl")).unwrap();
    assert_eq!(lines.lines().count(), 5);
    counter.keys("<F2><F9>").shows("すべての履歴");
    let row = counter.row_with("取扱履歴の出力");
    assert!(row.contains("jsonl 5"), "{row}");
    counter.keys("<Home><Enter>").shows("補足          顧客 1000001");
}

#[test]
fn an_export_that_is_left_leaves_nothing_behind_r12_1() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = Counter::writing("A001", folder.path(), TrailList::new());
    counter.keys("<F9><Ctrl+U>");
    counter.console.paste("half.csv");
    counter.console.hold_answers();
    counter
        .keys("<F10>")
        .shows("出力中")
        .keys("<F10>")
        .says("W0001")
        .keys("<F12>");
    counter.console.deliver();
    assert_eq!(files(folder.path()), Vec::<String>::new());
    counter
        .lacks("出力中")
        .keys("<F9><Ctrl+U>/nowhere/x<F10>")
        .says("E2062");
    drop(folder);
    counter.keys("<Ctrl+U>x<F10>").says("E2063");
    // Where nobody named a folder there is no way out, and F9 says what is missing.
    let mut counter = Counter::at("A001", TrailList::new());
    counter.keys("<F9>").is_on("TKNS001").says("W0001").shows("--exports");
}

#[test]
fn the_chain_is_verified_with_its_fingerprint_and_stays_leavable_r12_2() {
    let mut counter = Counter::at("A001", TrailList::new());
    counter.keys("<F11>").is_on("TKNS002").shows("異常なし").shows("####");
    let head = counter.row_with("末尾の照合値");
    let print = head.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(
        print.len() == 8 && print.bytes().all(|b| b.is_ascii_hexdigit()),
        "{head}"
    );
    counter.console.hold_answers();
    counter
        .keys("<F10>")
        .shows("検証しています")
        .keys("<F10>")
        .says("W0001")
        .keys("<F12>")
        .is_on("TKNS001");
    counter.console.deliver();
    counter.is_on("TKNS001").keys("=TKNS002<Enter>").is_on("TKNS002");
    let desk = counter.console.finish().unwrap();
    let auditor = {
        let mut desk = desk;
        let auditor = demo::session(&mut desk, "A001").unwrap();
        desk.verify(&auditor).unwrap()
    };
    assert_eq!(auditor.flaw, None);
}

#[test]
fn auditors_have_looks_two_persons_stops_and_dormant_staff_on_one_screen_with_an_export_r12_4() {
    let folder = tempfile::tempdir().unwrap();
    let by_two = |desk: &mut Desk, _: &Session| {
        let [one, other] = ["K001", "K002"].map(|id| demo::session(desk, id).unwrap());
        let asked = desk.lock_staff(&one, &StaffId::parse("S002").unwrap()).unwrap();
        let request = asked.waits().unwrap();
        desk.execute(&other, Command::Approve { request }).unwrap();
    };
    let mut counter = Counter::writing_prepared("A001", folder.path(), AuditReview::new(), by_two);
    counter.is_on("TKNS005").shows("契約の初回照会");
    counter
        .keys("<F4>")
        .shows("管理の承認")
        .shows("(30 日間)")
        // Both of them at 80 columns: who asked and who decided.
        .shows("K001 ＞ K002")
        .keys("<Right>")
        .shows("申出停止の件数");
    counter.keys("<Tab>").shows("職員番号").shows("K002");
    counter
        .keys("<Tab>")
        .shows("90 日以上、ログインも承認もコマンドもない職員")
        .shows("最後の利用")
        .lacks("(30 日間)")
        .keys("<Left>")
        .shows("K002");
    counter.keys("<F9>").says("I1217");
    assert_eq!(files(folder.path()), ["review-20260601.csv"]);
    let mut teller = Counter::of("T001");
    teller.keys("=TKNS005<Enter>").says("E1203");
}
