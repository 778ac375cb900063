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
