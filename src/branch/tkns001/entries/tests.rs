use super::*;
use crate::desk::TrailPage;
use crate::domain::calendar::Instant;
use crate::store::{Draft, Page, Written};
use crate::ui::kit::testing::Around;
use crate::ui::screen::Effect;

/// An entry of that number; two that follow each other are of one hand.
fn entry(seq: u64) -> Entry {
    Entry {
        seq,
        draft: Draft {
            at: Instant::UNIX_EPOCH,
            actor: format!("T{}", seq / 2),
            terminal: String::new(),
            action: String::new(),
            contract: None,
            subject: String::new(),
            result: Written::Done,
            code: None,
            check: None,
            request: None,
            receipt: None,
            detail: String::new(),
        },
    }
}

/// A page at that place: these entries, the newest first.
fn given(place: Place, seqs: std::ops::RangeInclusive<u64>, more: bool) -> Given {
    let entries = seqs.rev().map(entry).collect();
    let page = TrailPage {
        page: Page { entries, more },
        ..TrailPage::default()
    };
    Given { place, page }
}

fn each(entries: &[Entry]) -> Vec<(usize, usize)> {
    (0..entries.len()).map(|place| (place, 1)).collect()
}

fn by_hand(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut first = 0;
    let runs = entries.chunk_by(|entry, next| entry.draft.actor == next.draft.actor);
    runs.map(|run| {
        let row = (first, run.len());
        first += run.len();
        row
    })
    .collect()
}

fn selected(list: &Entries) -> Option<u64> {
    list.entry().map(|entry| entry.seq)
}

fn numbers(list: &Entries) -> Vec<u64> {
    list.window().entries().iter().map(|entry| entry.seq).collect()
}

#[test]
fn it_reads_on_near_an_end_and_not_before() {
    let mut list = Entries::new(each);
    assert_eq!(list.window().news(), Some(Place::Newest));
    assert_eq!(list.take(given(Place::Newest, 901..=1000, true)), None);
    let asked: Vec<_> = (1..100).map(|row| (row, list.typed(&Key::Down))).collect();
    let first = asked.iter().find(|(_, typed)| *typed != Typed::Moved);
    assert_eq!(first, Some(&(60, Typed::Ask(Place::Before(901)))), "forty rows ahead");
    // Where nothing older is, nothing is asked for.
    list.take(given(Place::Before(901), 801..=900, false));
    assert_eq!(list.typed(&Key::End), Typed::Moved);
    assert_eq!(selected(&list), Some(801));
    assert_eq!(list.typed(&Key::Enter), Typed::Pick);
}

#[test]
fn the_ends_of_the_trail_are_asked_for_where_they_are_not_kept() {
    let mut list = Entries::new(each);
    list.take(given(Place::Newest, 901..=1000, true));
    assert_eq!(list.typed(&Key::End), Typed::Ask(Place::After(0)));
    list.take(given(Place::After(0), 1..=100, true));
    assert_eq!(list.window().news(), None, "the newest are not kept");
    assert_eq!(list.typed(&Key::Home), Typed::Ask(Place::Newest));
}

#[test]
fn the_selection_stays_on_its_entry_when_newer_ones_come() {
    let mut list = Entries::new(each);
    list.take(given(Place::Newest, 1..=10, false));
    list.typed(&Key::Down);
    list.typed(&Key::Down);
    assert_eq!(selected(&list), Some(8));
    assert_eq!(list.window().news(), Some(Place::After(10)));
    list.take(given(Place::After(10), 11..=13, false));
    assert_eq!(selected(&list), Some(8));
    assert_eq!(numbers(&list).first(), Some(&13));
}

/// An entry that is one of a run by now is found in the run.
#[test]
fn the_selection_stays_where_its_entry_has_no_row_of_its_own_any_more() {
    let mut list = Entries::new(by_hand);
    list.take(given(Place::Newest, 1..=10, false));
    assert_eq!(list.row(0).map(|(entry, count)| (entry.seq, count)), Some((10, 1)));
    assert_eq!(list.row(1).map(|(entry, count)| (entry.seq, count)), Some((9, 2)));
    list.take(given(Place::After(10), 11..=12, false));
    assert_eq!(list.row(1).map(|(entry, count)| (entry.seq, count)), Some((11, 2)));
    assert_eq!(selected(&list), Some(11), "10 stands behind 11 now");
}

/// However far one reads, what is kept stays small, and each entry comes once, in its order.
#[test]
fn what_is_kept_does_not_grow_with_the_trail() {
    let mut list = Entries::new(each);
    list.take(given(Place::Newest, 9_901..=10_000, true));
    let mut seen = 10_000;
    while seen > 5000 {
        let typed = list.typed(&Key::Down);
        seen -= 1;
        assert_eq!(selected(&list), Some(seen));
        if let Typed::Ask(Place::Before(seq)) = typed {
            let newest = seq - 1;
            list.take(given(Place::Before(seq), seq - 100..=newest, true));
            assert_eq!(selected(&list), Some(seen));
        }
        let kept = numbers(&list);
        assert!(kept.len() <= 700, "{}", kept.len());
        assert!(kept.windows(2).all(|pair| pair[0] == pair[1] + 1));
    }
    // And back: what was let go of is read again.
    let asked = std::iter::from_fn(|| Some(list.typed(&Key::Up))).find(|typed| *typed != Typed::Moved);
    let newest = numbers(&list)[0];
    assert_eq!(asked, Some(Typed::Ask(Place::After(newest))));
}

#[test]
fn an_answer_to_what_is_not_shown_any_more_changes_nothing() {
    let mut list = Entries::new(each);
    list.take(given(Place::Newest, 901..=1000, true));
    let before = numbers(&list);
    list.take(given(Place::Before(500), 400..=499, true));
    list.take(given(Place::After(500), 501..=600, true));
    assert_eq!(numbers(&list), before);
    list.forget();
    assert!(numbers(&list).is_empty() && !list.window().is_read());
}

#[test]
fn why_nothing_was_read_is_said_once() {
    let (around, mut list) = (Around::new(), Entries::new(each));
    let at = around.at(None);
    let said = |list: &mut Entries| {
        let mut out: Vec<Effect<crate::ui::worker::Engine>> = Vec::new();
        let error = Error::from(crate::domain::refusal::Refusal::NothingAmended);
        list.refused::<()>(&error, &mut Cx::new(&at, &mut out));
        out.len()
    };
    assert_eq!((said(&mut list), said(&mut list)), (1, 0));
    list.take(given(Place::Newest, 1..=2, false));
    assert_eq!(said(&mut list), 1, "after something was read it is news");
}
