//! A look at a seed file (R15.3): it changes nothing, and whom it is refused to has an entry (R12.1).

use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Session};
use madoguchi::domain::policy;
use madoguchi::domain::values::BranchCode;
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::intake::keys::{KeySurvey, KeysFound};
use madoguchi::intake::{Progress, pskc};
use madoguchi::store::{Filter, Kind, Location, Store};
use madoguchi::training::{TOKENS, demo};

/// Every row of every table, as it stands in the file and in the log beside it.
fn rows(at: &Location) -> Vec<String> {
    let connection = rusqlite::Connection::open(&at.store).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name";
    let mut tables = connection.prepare(sql).unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut all = Vec::new();
    for name in names {
        let mut every = connection.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = every.column_count();
        let mut found = every.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let values: Vec<_> = (0..columns)
                .map(|at| format!("{:?}", row.get_ref(at).unwrap()))
                .collect();
            all.push(format!("{name} {}", values.join(" ")));
        }
    }
    all
}

fn look(desk: &mut Desk, session: &Session, text: &[u8]) -> Result<KeysFound, madoguchi::desk::Error> {
    let reader = pskc::Reader::new(text, desk.policy(), Progress::default());
    let mut survey = KeySurvey::begin(reader);
    while !survey.is_over() {
        survey.part(desk, session)?;
    }
    Ok(survey.found)
}

#[test]
fn a_look_at_a_seed_file_changes_no_row_and_is_an_entry_where_it_is_refused_r12_1_r15_3() {
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/m.db"),
        key: folder.path().join("keys/m.key"),
    };
    let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "test").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    let [administrator, teller, auditor] = ["K001", "T001", "A001"].map(|id| demo::session(&mut desk, id).unwrap());
    let before = rows(&at);
    assert!(
        before.len() > 500 && before.iter().any(|row| row.starts_with("trail ")),
        "{}",
        before.len()
    );

    // All of it is in the store; nothing of it is, by another maker and with other seeds; it ends in the middle.
    let text = std::str::from_utf8(TOKENS).unwrap();
    let found = look(&mut desk, &administrator, TOKENS).unwrap();
    assert!(found.counts.there > 30 && found.counts.new == 0, "{:?}", found.counts);
    let cut = &text[..text.len() / 2];
    assert!(look(&mut desk, &administrator, cut.as_bytes()).unwrap().ended.is_some());
    let new = pskc_of("70000001", 3) + &pskc_of("70000002", 3);
    let new =
        format!("<KeyContainer Version=\"1.0\" xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\">{new}</KeyContainer>");
    let found = look(&mut desk, &administrator, new.as_bytes()).unwrap();
    assert_eq!((found.counts.new, found.counts.same_seed), (1, 1));
    let nowhere = BranchCode::parse("999").unwrap();
    let refused = desk.ask(&administrator, |look| look.may_receive(Some(&nowhere)));
    assert_eq!(refused.unwrap_err().code(), "E1479");
    assert!(desk.ask(&administrator, |look| look.may_receive(None)).is_ok());
    assert!(rows(&at) == before, "a look changes nothing");

    // Who takes no batches in looks at none, and that is kept.
    assert_eq!(look(&mut desk, &teller, TOKENS).unwrap_err().code(), "E1203");
    let filter = Filter {
        contract: None,
        limit: 1,
    };
    let entries = desk.ask(&auditor, |look| look.trail(&filter)).unwrap();
    let told = (entries[0].draft.actor.as_str(), entries[0].draft.action.as_str());
    assert_eq!(told, ("T001", "look"));
}

fn pskc_of(serial: &str, n: u8) -> String {
    let seed = data_encoding::BASE64.encode(&(n..n + 20).collect::<Vec<_>>());
    format!(
        "<KeyPackage><DeviceInfo><Manufacturer>SAMPLE</Manufacturer><SerialNo>{serial}</SerialNo></DeviceInfo>
         <Key Id=\"1\" Algorithm=\"urn:ietf:params:xml:ns:keyprov:pskc:totp\">
         <AlgorithmParameters><ResponseFormat Length=\"6\" Encoding=\"DECIMAL\"/></AlgorithmParameters>
         <Data><Secret><PlainValue>{seed}</PlainValue></Secret></Data></Key></KeyPackage>"
    )
}
