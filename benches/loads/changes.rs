//! A file that changes contracts which are there, while people work: contracts a second, and how long people wait (R16.1).

use std::fs::File;
use std::io::Seek;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use madoguchi::desk::Pace;
use madoguchi::intake::Progress;
use madoguchi::intake::contracts::{How, KeepingUp, Survey, Will};

use super::bank::{Bank, Pausing, desk};
use super::beside::{meanwhile, tell};
use super::made;

pub(crate) fn run(many: usize) {
    let bank = Bank::new();
    let path = bank.folder.path().join("contracts.csv");
    made::contracts(many, &path).unwrap();
    taken(&bank, &path);
    // The same contracts with another telephone.
    let text = std::fs::read_to_string(&path).unwrap();
    let other = bank.folder.path().join("changed.csv");
    std::fs::write(&other, text.replace("03-0000-0001", "03-0000-0002")).unwrap();
    let (mut administrator, session) = desk(&bank.at, "K001");
    let policy = administrator.policy().clone();
    let file = File::open(&other).unwrap();
    let again = || {
        let mut file = file.try_clone()?;
        file.rewind()?;
        Ok(file)
    };
    let ((kept, looked, took), mut waits) = meanwhile(&bank.at, || {
        let began = Instant::now();
        let mut survey = Survey::begin(again, How::default(), &policy, Progress::default()).unwrap();
        while !survey.is_over() {
            let part = survey.part(&mut administrator, &session).unwrap();
            assert!(part.iter().all(|looked| looked.will == Will::Changed));
        }
        let looked = began.elapsed();
        let found = Arc::new(survey.found().clone());
        let began = Instant::now();
        let mut keeping = KeepingUp::of(&found, again().unwrap(), &policy, Progress::default());
        while let Some(rows) = keeping.take(&mut administrator, &session).unwrap() {
            let _ = Pausing.rest(rows);
        }
        (keeping.kept, looked, began.elapsed())
    });
    assert_eq!((kept.changed, kept.left, kept.refused), (many, 0, 0));
    #[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
    let rate = |took: std::time::Duration| many as f64 / took.as_secs_f64();
    println!(
        "{many:>9} changed contracts: looked at {:>8.0} a second, changed {:>8.0} a second",
        rate(looked),
        rate(took)
    );
    tell("logins", &mut waits.logins);
    tell("actions", &mut waits.actions);
}

fn taken(bank: &Bank, path: &Path) {
    let (mut administrator, session) = desk(&bank.at, "K001");
    super::beside::load_alone(&mut administrator, &session, path);
}
