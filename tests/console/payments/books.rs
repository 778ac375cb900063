//! BZND001: balances and statements need no token, ever (R5.1).

use super::teller::{Customer, on};

#[test]
fn balances_and_a_statement_at_eighty_columns() {
    let mut customer = on("BZND001", "DEN503");
    insta::assert_snapshot!(customer.screen(), @r"
    残高照会・入出金明細照会                    例示工業株式会社  例示 花子  BZND001
                                                              2026-06-01 10:15  訓練
     残高 (2026年06月01日 10時15分 現在)
      口座                     残高 (円)
    > 普通9000033             22,264,350
      当座8000033             22,264,350
                                                                                 1/2
     入出金明細 普通9000033
                                             お支払金額    お預り金額           残高
      取引日     摘要                              (円)          (円)           (円)
      2026-06-01 レイジブツサン                               756,000     22,264,350
      2026-05-29 カクウウンソウ                 318,450                   21,508,350
      2026-05-28 モギデンリヨク                  46,200                   21,826,800
      2026-05-27 ミホンショウテン                           1,280,000     21,873,000
      2026-05-25 クリコシ                                  20,593,000     20,593,000





                                                                                 1/5
    上下で口座を選びます。F7・F8 で明細の頁をめくります

    F1ヘルプ F3終了 F5更新 F7前頁 F8次頁 F12取消 /絞込
    ");
    customer
        .keys("<Down>")
        .shows("入出金明細 当座8000033")
        .keys("<F8><F7><Up>");
    customer.shows("入出金明細 普通9000033");
}

#[test]
fn who_has_no_registration_and_no_permission_sees_them_too() {
    for login_id in ["DEN504", "DEN508J1", "DEN510"] {
        on("BZND001", login_id)
            .is_on("BZND001")
            .shows("クリコシ")
            .shows("残高 (円)");
    }
}

#[test]
fn what_moves_meanwhile_shows_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other, clock) = crate::support::two_terminals(folder.path());
    let lang = madoguchi::words::Lang::Ja;
    let mut maker = super::teller::closed_in(lang, one, clock.clone());
    let mut reader = super::teller::closed_in(lang, other, clock);
    reader.log_on("DEN502J1").jump("BZND001").lacks("1,234,000");
    maker.log_on("DEN502").jump("BFKF001").transfer("1234000").keys("<F10>");
    maker
        .confirm("DEN502")
        .type_code("200000251")
        .keys("<F10>")
        .is_on("BFKF003");
    reader.tick().shows("振込振替 ミホン シヨウジ").shows("1,234,000");
}

/// What the selected row looks like stands where the keys go, and nowhere else.
#[test]
fn of_the_statement_no_row_looks_selected() {
    let mut customer = on("BZND001", "DEN503");
    let reversed = |customer: &crate::support::Counter, row: u16| {
        let buffer = customer.console.buffer();
        buffer[(10, row)].modifier.contains(ratatui::style::Modifier::REVERSED)
    };
    let marked =
        |customer: &crate::support::Counter| -> Vec<_> { (2..21).filter(|row| reversed(customer, *row)).collect() };
    assert_eq!(marked(&customer), [4], "{:?}", customer.console);
    customer.keys("<Down>");
    assert_eq!(marked(&customer), [5], "{:?}", customer.console);
}
