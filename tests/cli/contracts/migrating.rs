//! Users and fobs of another product come in by its own export (R15.3): its fobs as a batch, and who has which through a file of
//! contracts.

use serde_json::json;

use super::{file, import, new};
use crate::support::{Bank, at, number};

const FREEIPA: &str = "\
version: 1

dn: ipatokenuniqueid=90000011,cn=otp,dc=example,dc=jp
objectClass: ipatokentotp
ipatokenSerial: 90000011
ipatokenVendor: Sample
ipatokenOTPkey:: MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=
ipatokenTOTPtimeStep: 60
ipatokenTOTPclockOffset: 61
ipatokenTOTPwatermark: 29671270
ipatokenOwner: uid=new01,cn=users,cn=accounts,dc=example,dc=jp
";

#[test]
fn what_another_product_exports_comes_in_with_its_drift_and_its_users_r15_3() {
    let bank = Bank::training();
    let (export, now) = (bank.file("tokens.ldif", FREEIPA.as_bytes()), at(1));
    let args = ["--json", "--at", &now, "tokens", "import", "--from", "freeipa", &export];
    let ran = bank.by("K001", &args, "");
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert!(!ran.out.contains("MTIzNDU2"), "R12.3");
    let batch = ran.json()["imported"]["batch"].to_string();
    let note = bank.file("note.csv", b"90000011\n");
    let args = ["--json", "--at", &now, "tokens", "release", &batch, "--note", &note];
    assert_eq!(bank.by("S001", &args, "").status, 0);

    let contracts = file(&bank, &[new("9000001", "NEW01", "03-0000-9001")]);
    let into = bank.path("filled.csv").display().to_string();
    let args = [
        "--json",
        "--at",
        &now,
        "contracts",
        "migrate",
        "--from",
        "freeipa",
        "--registered",
        "2026-05-01 09:00",
        "--into",
        &into,
        &contracts,
        &export,
    ];
    let ran = bank.by("K001", &args, "");
    assert_eq!(ran.status, 0, "{}", ran.out);
    let told = &ran.json()["migrated"];
    assert_eq!((&told["tied"], &told["unknown"]), (&json!(1), &json!([])));
    let (status, done) = import(&bank, &["--apply"], &into);
    assert_eq!((status, &done["imported"]["contracts"]), (0, &json!(1)), "{done}");
    let args = ["--json", "--at", &at(2), "contracts", "show", "9000001"];
    let sheet = bank.by("T001", &args, "").json();
    assert_eq!(sheet["sheet"]["tokens"][0]["serial"], "90000011");
    assert_eq!(sheet["sheet"]["tokens"][0]["drift"], 1, "61 seconds are a step of 60");
    assert_eq!(
        sheet["sheet"]["tokens"][0]["last_step"], 29_671_269,
        "R6.3: the watermark is one ahead of what was used"
    );
    bank.verified();
}

#[test]
fn an_export_that_can_not_be_taken_is_an_attempt_and_tells_no_seed_r12_1_r12_3() {
    let bank = Bank::training();
    let now = at(1);
    let wrong = FREEIPA.replace("MTIzNDU2Nzg5", "c2hvcnQ=#");
    let export = bank.file("tokens.ldif", wrong.as_bytes());
    let args = ["--json", "--at", &now, "tokens", "import", "--from", "freeipa", &export];
    let ran = bank.by("K001", &args, "");
    assert_eq!(number(&ran), (1, "E1912".into()), "{}", ran.out);
    let args = [
        "--json",
        "--at",
        &now,
        "tokens",
        "import",
        "--from",
        "/nowhere.toml",
        &export,
    ];
    assert_ne!(bank.by("K001", &args, "").status, 0);
}
