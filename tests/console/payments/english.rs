//! The same screens in English: everything has its room at 80 columns.

use madoguchi::words::Lang;

use super::teller::{Customer, closed_in};
use crate::support::branch;

#[test]
fn every_screen_fits_in_english() {
    let (desk, clock) = branch();
    let mut customer = closed_in(Lang::En, desk, clock);
    customer.log_on("DEN503").jump("BFKF001");
    insta::assert_snapshot!(customer.screen(), @r"
    Transfer > Payee and amount                 例示工業株式会社  例示 花子  BFKF001
    >1 Entry  2 Check  3 Approval                         2026-06-01 10:15  TRAINING
     Enter payee and amount, then press F10 Confirm.

    > Paying account※  ( ) Ordinary 9000033  ( ) Current 8000033
      Bank code※
      Branch code※
      Account type※    ( ) Ordinary  ( ) Current  ( ) Savings
      Account number※
      Payee※
      Amount※
      Approver※        ( ) DEN503M1 架空 次郎

     Account balance
     This payment
     Remaining balance

     Executed once approved. Approvers: 1



    Choose with the left and right keys

    F1Help F3Exit F5Reload F10Confirm F12Cancel
    ");
    customer.keys("1<Enter>").transfer("300000").keys("<Enter>1<F10>");
    insta::assert_snapshot!(customer.screen(), @r"
    Transfer > Check                            例示工業株式会社  例示 花子  BFKF002
     1 Entry >2 Check  3 Approval                         2026-06-01 10:15  TRAINING
     Check the details, then press F10 Request. It is executed after approval.

     Paying account   Ordinary 9000033
     To               Bank 0001  branch 012  Ordinary 1234567
     Payee            ミホン シヨウジ
     Amount                 300,000 yen
     Approver         DEN503M1 架空 次郎
     Account balance     22,264,350 yen







    > Confirmation password※

     The approver enters a one-time password when approving.

    Not the login password

    F1Help F3Exit F10Request F12Cancel
    ");
    customer.confirm("DEN503").keys("<F10>");
    insta::assert_snapshot!(customer.screen(), @r"
    Transfer > Waiting                          例示工業株式会社  例示 花子  BFKF003
     1 Entry  2 Check >3 Approval                         2026-06-01 10:15  TRAINING
     Approval was requested. The payment has not been executed yet.

     Status          Waiting
     Time            2026-06-01 10:15
     Paying account  Ordinary 9000033
     To              Bank 0001  branch 012  Ordinary 1234567
     Payee           ミホン シヨウジ
     Amount                300,000 yen
     Approver        DEN503M1 架空 次郎

     Next: DEN503M1 架空 次郎 approves.
     Approvers find it under Approval on their top page.







    Enter goes on, F3 exits to the top page

    F1Help F3Exit F10Another F12Cancel
    ");
    for screen in ["BSGK001", "BPEZ001", "BSNN001", "BZND001"] {
        customer.keys("<F3>").jump(screen).is_on(screen);
        assert!(!customer.row(24).contains(".."), "{:?}", customer.console);
        assert!(!customer.row(1).contains(".."), "{:?}", customer.console);
    }
    customer.jump("BSNN001").keys("<F4><Enter>").is_on("BSNN002");
    insta::assert_snapshot!(customer.screen(), @r"
    Approval > Details                          例示工業株式会社  例示 花子  BSNN002
                                                          2026-06-01 10:15  TRAINING
     Transfer
     Status           Waiting
     Entered by       DEN503 例示 花子 (2026-06-01 10:15)
     Paying account   Ordinary 9000033
     To               Bank 0001  branch 012  Ordinary 1234567
     Payee            ミホン シヨウジ
     Amount                 300,000 yen
     Approver         DEN503M1 架空 次郎
     Account balance     22,264,350 yen






     Waiting for approval by DEN503M1 架空 次郎.





    F1Help F3Exit F4Withdraw F9(Send back) F10(Approve) F12Cancel
    ");
}
