use super::*;

#[test]
fn numbers_are_unique_and_rules_are_numbered() {
    let mut codes: Vec<_> = Refusal::ALL.iter().map(|(code, _)| *code).collect();
    codes.dedup();
    assert_eq!(codes.len(), Refusal::ALL.len());
    assert!(codes.is_sorted());
    assert!(
        Refusal::ALL
            .iter()
            .all(|(_, rule)| rule.starts_with('R') && rule.contains('.'))
    );
}

#[test]
fn facts_fill_the_places_of_a_message() {
    let refusal = Refusal::ClosedPeriod {
        login_id: "DEN501".into(),
        opens: "08:10".into(),
    };
    assert_eq!(
        refusal.facts(),
        [("login_id", "DEN501".to_owned()), ("opens", "08:10".to_owned())]
    );
    assert_eq!((refusal.code(), refusal.rule()), ("E0307", "R8.1"));
}

#[test]
fn a_refusal_is_known_again_by_its_number_and_its_facts() {
    let all = [
        Refusal::FileDamaged {
            line: 7,
            reason: "not UTF-8".into(),
        },
        Refusal::KeySerialForm {
            serial: "7".into(),
            signs: 1,
            min: 8,
            max: 12,
        },
        Refusal::NothingToWaive,
    ];
    for refusal in all {
        let facts: Vec<_> = refusal.facts().into_iter().map(|(_, fact)| fact).collect();
        assert_eq!(Refusal::again(refusal.code(), &facts), Some(refusal.clone()));
        let more = [facts.clone(), vec!["more".into()]].concat();
        assert_eq!(Refusal::again(refusal.code(), &more), None);
        let fewer = facts.split_last().map(|(_, fewer)| fewer);
        assert_eq!(fewer.and_then(|fewer| Refusal::again(refusal.code(), fewer)), None);
    }
    assert_eq!(Refusal::again("E0000", &[]), None);
}
