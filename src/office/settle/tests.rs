use crate::clock::Clock;
use crate::desk::{Desk, Session};
use crate::domain::policy;
use crate::domain::values::StaffId;
use crate::entropy::Repeatable;
use crate::store::fault::{Fault, next};
use crate::store::{Entry, Kind, Location, Place, Sought, Store, Written};
use crate::training::demo;

/// A desk over a store in a file, with the bank of the demo, and its administrator.
struct Branch {
    folder: tempfile::TempDir,
    at: Location,
    desk: Desk,
    session: Session,
}

impl Branch {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/madoguchi.db"),
            key: folder.path().join("keys/madoguchi.key"),
        };
        let made = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(made, clock.clone(), Box::new(Repeatable(5)), "t1").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let session = demo::session(&mut desk, "K001").unwrap();
        Self {
            folder,
            at,
            desk,
            session,
        }
    }

    /// Locks T001, while commits go as told, and gives the number of what is said.
    fn lock(&mut self, faults: &[Fault]) -> Result<(), &'static str> {
        next(faults.iter().copied().map(Some));
        let id = StaffId::parse("T001").unwrap();
        let locked = self.desk.lock_staff(&self.session, &id);
        next([]);
        locked.map(drop).map_err(|error| error.code())
    }

    /// Whether T001 is locked, as another program sees it.
    fn is_locked(&self) -> bool {
        assert!(self.folder.path().exists());
        let (store, _) = Store::open(&self.at).unwrap();
        let id = StaffId::parse("T001").unwrap();
        store.read(|tx| tx.staff(&id)).unwrap().unwrap().locked
    }

    /// The newest entries, the oldest first: action, result and detail.
    fn newest(&mut self, count: u64) -> Vec<(String, Written, String)> {
        let auditor = demo::session(&mut self.desk, "A001").unwrap();
        let newest = Place::Newest;
        let page = self
            .desk
            .ask(&auditor, |look| look.trail_page(&Sought::default(), newest, count + 2))
            .unwrap();
        // Less the login that looks.
        let entries = page.page.entries.into_iter().skip(2).rev();
        entries
            .map(|Entry { draft, .. }| (draft.action, draft.result, draft.detail))
            .collect()
    }

    fn verified(&mut self) {
        let auditor = demo::session(&mut self.desk, "A001").unwrap();
        assert_eq!(self.desk.verify(&auditor).unwrap().flaw, None);
    }
}

#[test]
fn a_commit_that_broke_off_but_is_there_is_said_to_be_done_r12_1() {
    let mut branch = Branch::new();
    assert_eq!(branch.lock(&[Fault::Kept]), Ok(()));
    assert!(branch.is_locked());
    let newest = branch.newest(2);
    assert_eq!(
        (newest[0].0.as_str(), newest[1].0.as_str()),
        ("lock_staff", "settle_outcome")
    );
    assert!(newest[1].2.contains("action=lock_staff outcome=done"), "{newest:?}");
    assert_eq!(newest[1].1, Written::Done);
    branch.verified();
}

#[test]
fn a_commit_that_broke_off_and_is_not_there_is_said_to_be_not_done_r12_1() {
    let mut branch = Branch::new();
    assert_eq!(branch.lock(&[Fault::Lost]), Err("E2064"));
    assert!(!branch.is_locked());
    let newest = branch.newest(1);
    assert_eq!(newest[0].0, "settle_outcome");
    assert!(newest[0].2.contains("action=lock_staff outcome=not_done"), "{newest:?}");
    assert_eq!(newest[0].1, Written::Refused);
    // Said as not done, it can be done again.
    assert_eq!(branch.lock(&[]), Ok(()));
    assert!(branch.is_locked());
    branch.verified();
}

#[test]
fn what_can_t_be_settled_just_then_is_settled_before_anything_else_r12_1() {
    for (first, outcome) in [(Fault::Kept, "outcome=done"), (Fault::Lost, "outcome=not_done")] {
        let mut branch = Branch::new();
        assert_eq!(branch.lock(&[first, Fault::Lost]), Err("E2012"));
        let unlocked = StaffId::parse("T001").unwrap();
        branch.desk.unlock_staff(&branch.session, &unlocked).unwrap();
        let newest = branch.newest(2);
        assert_eq!(
            (newest[0].0.as_str(), newest[1].0.as_str()),
            ("settle_outcome", "unlock_staff")
        );
        assert!(newest[0].2.contains(outcome), "{newest:?}");
        branch.verified();
    }
}

#[test]
fn a_login_whose_commit_broke_off_is_settled_too_r12_1() {
    let mut branch = Branch::new();
    next([None, Some(Fault::Kept)]);
    assert!(demo::session(&mut branch.desk, "T001").is_ok());
    next([None, Some(Fault::Lost)]);
    let refused = demo::session(&mut branch.desk, "T001").unwrap_err();
    next([]);
    assert_eq!(refused.code(), "E2064");
    branch.verified();
}

#[test]
fn a_disk_without_room_is_no_doubt() {
    let mut branch = Branch::new();
    assert_eq!(branch.lock(&[Fault::Full]), Err("E2010"));
    assert!(!branch.is_locked());
    assert_eq!(branch.lock(&[]), Ok(()));
}
