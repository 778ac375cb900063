//! New users (BRSK006, BRSK009).

use madoguchi::domain::members::Field;
use madoguchi::domain::state::{self, OtpState};
use madoguchi::portal::{Command, Outcome, Secrets};

use super::house::{House, admit, code_of, contract, login, newcomer, remove, serial, with_passwords};

#[test]
fn a_new_user_logs_in_registers_and_is_found() {
    let mut house = House::open();
    assert_eq!((house.finds("シンキ"), house.finds("N1")), (0, 0));
    let version = house.case("A1").contract.version;
    let key = house.login("A1");
    let secrets = with_passwords(house.secrets("A1"), "login-of-N1", "confirm-of-N1");
    let given = house.portal().execute(&key, admit("N1"), &secrets).unwrap();
    assert_eq!(given, Outcome::Admitted { login_id: login("N1") });
    assert_eq!(
        (house.finds("シンキ"), house.finds("N1"), house.finds("新規 緑")),
        (1, 1, 1)
    );
    assert!(house.case("A1").contract.version > version);
    assert!(!house.is_out(&key));

    let entry = house.entry("web_admit").draft;
    assert_eq!((&*entry.actor, &*entry.subject), ("2000001/A1", "N1"));
    assert_eq!(entry.contract.as_deref(), Some("2000001"));

    let welcome = house.portal().login(&login("N1"), &"login-of-N1".into()).unwrap();
    assert!(welcome.shows_registration);
    house.wait(60);
    let code = house.fobs.code(&serial("10000018"), house.now()).unwrap().code;
    let secrets = Secrets {
        code: Some(code.into()),
        ..Secrets::default()
    };
    let register = Command::Register {
        serial: serial("10000018"),
    };
    house.portal().execute(&welcome.key, register, &secrets).unwrap();
    let case = house.case("N1");
    let new = case.user(&login("N1")).unwrap();
    assert_eq!(state::of(new, &case, house.now()), OtpState::InUse);
    assert_eq!(case.sharers(new.token.unwrap()).count(), 3);
    house.is_whole();
}

#[test]
fn both_first_passwords_are_needed_have_the_form_and_differ_r5_5() {
    let mut house = House::open();
    let key = house.login("A1");
    for (new_login, new_confirmation, expected) in [
        (None, None, "E1712"),
        (Some("login-of-N1"), None, "E1712"),
        (None, Some("confirm-of-N1"), "E1712"),
        (Some("short"), Some("confirm-of-N1"), "E0112"),
        (Some("login-of-N1"), Some("全角のパスワード"), "E0112"),
        (Some("the-same-one"), Some("the-same-one"), "E1713"),
        (Some("login-of-N1"), Some("confirm-of-N1"), "ok"),
    ] {
        let secrets = Secrets {
            new_login: new_login.map(Into::into),
            new_confirmation: new_confirmation.map(Into::into),
            ..house.secrets("A1")
        };
        let profile = newcomer();
        let preview = house
            .portal()
            .ask(&key, |look| look.preview_admit(&login("N1"), &profile, &secrets));
        assert_eq!(code_of(&preview), expected);
        if let Ok(preview) = preview {
            assert_eq!((preview.before, preview.changed.len()), (None, Field::ALL.len()));
            assert!(preview.asks_code);
        }
        let given = house.portal().execute(&key, admit("N1"), &secrets);
        assert_eq!(code_of(&given), expected);
    }
    assert!(house.try_login("N1", "login-of-N1").is_ok());
}

#[test]
fn a_login_id_is_taken_in_the_whole_service_and_for_ever_r8_3() {
    let mut house = House::open();
    house.by("M1", remove("G2")).unwrap();
    let key = house.login("A1");
    for taken in ["G1", "M9", "G2"] {
        let secrets = with_passwords(house.secrets("A1"), "login-of-new", "confirm-of-new");
        let profile = newcomer();
        let preview = house
            .portal()
            .ask(&key, |look| look.preview_admit(&login(taken), &profile, &secrets));
        // Only what is their own is told without an entry.
        assert_eq!(code_of(&preview), if taken == "G1" { "E1701" } else { "ok" });
        let given = house.portal().execute(&key, admit(taken), &secrets);
        assert_eq!(code_of(&given), "E1701", "{taken}");
        assert_eq!(house.entry("web_admit").draft.code.as_deref(), Some("E1701"));
    }
    // The branch can't bring it back either.
    let session = house.staff();
    let file = "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時\n\
        2000003,架空商会,カクウ,011,本店営業部,普通9000033,03-0000-1003,2026-06-01,,G2,架空 明,カクウ アキラ,マスターユーザ,都度振込,,\n";
    let policy = house.desk.policy().clone();
    let rows = madoguchi::intake::contracts::read(file.as_bytes(), &policy);
    assert_eq!(code_of(&house.desk.import_contracts(&session, rows)), "E1401");
    assert!(house.desk.look(&session).sheet(&contract("2000003")).is_err());
}
