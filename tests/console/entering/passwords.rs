//! TTRK005 パスワード停止解除, from the contract to the receipt, and the letter that is open on a training bank (R17.1).

use chrono::TimeDelta;
use madoguchi::branch::tksk002::ContractSheet;
use madoguchi::desk::{Desk, Session};
use madoguchi::domain::values::LoginId;
use madoguchi::portal::Portal;

use crate::support::{Counter, as_it_stands, contract, identified};

/// 模擬写真館: its master administers it alone.
const NUMBER: &str = "1000008";

/// Six wrong login passwords (R17.2), and then the check.
fn forgotten(number: &'static str, user: &'static str) -> impl FnOnce(&mut Desk, &Session) {
    move |desk, who| {
        let login_id = LoginId::parse(user).unwrap();
        for _ in 0..6 {
            assert!(
                Portal::over(desk.office())
                    .login(&login_id, &"forgotten".into())
                    .is_err()
            );
            desk.clock().move_by(TimeDelta::minutes(31));
        }
        identified(number)(desk, who);
    }
}

#[test]
fn the_only_administrators_passwords_are_lifted_and_nobody_sees_the_new_ones_r17_1() {
    let mut counter = Counter::prepared(
        "T001",
        ContractSheet::new(contract(NUMBER)),
        forgotten(NUMBER, "DEN508"),
    );
    counter
        .shows("DEN508 ログイン停止 (1 か所)")
        .shows("(当行で解除)")
        .keys("p")
        .is_on("TTRK005");
    counter
        .shows("(*)  DEN508")
        .shows("当行で解除します")
        .shows("行員には見えません");
    counter
        .keys("<F10>")
        .is_on("TKNN001")
        .shows("パスワード停止解除")
        .shows("ログインパスワード利用停止 ＞ 利用可能 (新しい初回パスワード)")
        .shows("封書の宛先");
    counter
        .keys("<F10>")
        .approve("S001", "yakuseki-no-mihon")
        .is_on("TKNR009");
    counter
        .shows("DEN508 のパスワードの停止を解除しました")
        .shows("封書でお送りします");
    counter.keys("<F10>").is_on("TKSK002");
    // The passwords are first ones still: a letter that gets lost can be sent anew.
    counter
        .keys("p")
        .is_on("TTRK005")
        .shows("初回パスワードのまま")
        .lacks("対象なし");
    counter
        .keys("<F2>1<Enter>2<F10><Down><Down><Down><Space><Down><Down>1<F10>")
        .is_on("TTRK005");
    counter
        .keys("<F10>")
        .is_on("TKNN001")
        .shows("当行のみ可能")
        .lacks("対象なし");
}

#[test]
fn where_the_company_can_the_row_is_off_and_says_who_r17_1() {
    let mut counter = Counter::prepared(
        "T001",
        ContractSheet::new(contract("1000003")),
        forgotten("1000003", "DEN503"),
    );
    counter.keys("p").is_on("TTRK005").shows("お客さまの管理者が");
    counter.keys("<Space>").says("E1066").shows("DEN503M1");
    counter.keys("<F10>").says("E0203").is_on("TTRK005");
}

#[test]
fn where_nothing_is_stopped_it_says_so_and_nobody_can_be_chosen() {
    let mut counter = Counter::prepared("T001", ContractSheet::new(contract(NUMBER)), as_it_stands);
    counter
        .keys("p")
        .is_on("TTRK005")
        .shows("パスワードが停止されている利用者はいません");
    counter.keys("<Space>").says("E1065");
}
