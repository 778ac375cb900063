//! What is found, in which order; and the same as one finds who looks at each customer by itself.

use proptest::prelude::*;

use super::*;
use crate::domain::search::key;

fn entry(slot: u32, company: &str, kana: &str, users: &[(&str, &str, &str)]) -> Entry {
    Entry {
        slot,
        number: format!("{}", 1_000_000 + slot),
        company: company.into(),
        kana: kana.into(),
        branch: "011".into(),
        account: format!("普通{}", 9_000_000 + slot),
        phone: format!("03-0000-{:04}", 1_000 + slot),
        users: users
            .iter()
            .flat_map(|(id, name, kana)| [id, name, kana].map(|text| (*text).to_owned()))
            .collect(),
        serials: vec![format!("{:09}", 200_000_000 + slot)],
    }
}

fn in_order(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_cached_key(|entry| (key(&entry.kana), entry.number.clone()));
    entries
}

fn names(entries: &[Entry]) -> Names {
    let mut names = Gathering::default();
    for entry in entries {
        assert!(names.push(entry));
    }
    names.names()
}

fn slots(places: Vec<Place>) -> Vec<u32> {
    places.into_iter().map(|place| place.slot).collect()
}

fn found(entries: &[Entry], question: &Question) -> Vec<u32> {
    let names = names(entries);
    let ranked = names.find(question);
    let none = (&Names::default(), &Ranked::default());
    let slots = slots(page((&names, &ranked), none, 0, usize::MAX));
    assert_eq!(slots.len(), ranked.total());
    slots
}

fn some() -> Vec<Entry> {
    in_order(vec![
        entry(
            1,
            "旭商事株式会社",
            "アサヒショウジ",
            &[("ASA1", "港 花子", "ミナト ハナコ")],
        ),
        entry(2, "新港運輸㈱", "シンコウウンユ", &[("SHI1", "見本 健", "ミホン ケン")]),
        entry(3, "(株)港", "カ)ミナト", &[("MIN1", "髙橋 誠", "タカハシ マコト")]),
        entry(
            4,
            "港北サービス有限会社",
            "コウホクサ-ビス(ユ",
            &[("KOH1", "渡邉 光", "ワタナベ ヒカル")],
        ),
        entry(
            5,
            "みなと建設",
            "ミナトケンセツ",
            &[("MIN2", "斉藤 学", "サイトウ マナブ")],
        ),
    ])
}

#[test]
fn best_match_first_and_never_a_user_of_another_name_before_a_company() {
    let entries = some();
    for (text, slots) in [
        // 港 begins (コウホク, ミナト: the kind does not count in the order either), then a company holds it (2), then a user of another (1).
        ("港", &[4, 3, 2, 1][..]),
        ("みなと", &[3, 5, 1]),
        ("ﾐﾅﾄ", &[3, 5, 1]),
        ("株式会社港", &[4, 3, 2, 1]),
        ("港 高橋", &[3]),
        ("高橋 港", &[3]),
        ("斎藤", &[5]),
        ("渡辺", &[4]),
        ("コウホクサービス", &[4]),
        ("011 9000002", &[2]),
        ("0119000002", &[2]),
        ("011-普通9000002", &[2]),
        ("011 Ordinary 9000002", &[2]),
        ("普通 9000002", &[2]),
        ("+81-3-0000-1005", &[5]),
        ("min", &[3, 5]),
        ("min2", &[5]),
        ("00000200000", &[]),
        ("無い", &[]),
        ("有限会社", &[4]),
        ("", &[1, 4, 2, 3, 5]),
    ] {
        assert_eq!(found(&entries, &Question::of(text)), slots, "{text}");
    }
    assert_eq!(found(&entries, &Question::of("港").of_branch("011")), [4, 3, 2, 1]);
    assert!(found(&entries, &Question::of("港").of_branch("012")).is_empty());
    assert_eq!(found(&entries, &Question::of("").of_branch("011")).len(), 5);
    assert!(
        found(&entries, &Question::of("").of_branch("119")).is_empty(),
        "a code, not a part of one"
    );
}

#[test]
fn what_holds_the_question_is_said_as_it_is_written() {
    let entries = some();
    let matched = |slot: u32, text: &str| {
        let entry = entries.iter().find(|entry| entry.slot == slot).unwrap();
        entry.matched(&Question::of(text)).map(str::to_owned)
    };
    for (slot, text, written) in [
        (3, "たかはし", Some("髙橋 誠")),
        (3, "高橋 港", Some("髙橋 誠")),
        (3, "港", None),
        (3, "1000003", None),
        (5, "min2", Some("MIN2")),
        (5, "+81-3-0000-1005", Some("03-0000-1005")),
        (5, "200000005", Some("200000005")),
        (5, "011 9000005", Some("普通9000005")),
    ] {
        assert_eq!(matched(slot, text).as_deref(), written, "{text}");
    }
}

/// Each customer by itself, with nothing but the keys.
fn by_force(entries: &[Entry], question: &Question) -> Vec<u32> {
    let class_of = |entry: &Entry| {
        let keys = entry.keys();
        let companies: Vec<_> = keys.iter().filter(|(part, _)| *part == Part::Company).collect();
        let held = |mut terms: Box<dyn Iterator<Item = &str> + '_>, keys: &[&(Part, String)]| {
            terms.all(|term| keys.iter().any(|(_, key)| key.contains(term)))
        };
        let any = held(
            Box::new(question.terms().iter().map(String::as_str)),
            &keys.iter().collect::<Vec<_>>(),
        );
        let company = held(Box::new(question.typed()), &companies);
        let begins = companies.iter().any(|(_, key)| key.starts_with(question.whole()));
        any.then(|| if company { usize::from(!begins) } else { 2 })
    };
    let places = entries.iter().enumerate();
    let mut found: Vec<_> = places
        .filter_map(|(place, entry)| Some((class_of(entry)?, place, entry.slot)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, _, slot)| slot).collect()
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let customer = (
        "(株式会社|㈱|)[港湊髙高𠮷吉a1]{1,3}(有限会社|)",
        "(カ\\)|)[ミナトガ]{1,4}(\\(カ|)",
        "[ab1]{1,3}",
        "[港高邉サ]{1,2}",
        "[ミナト]{1,2}",
        0_u32..4,
    );
    prop::collection::vec(customer, 0..90).prop_map(|customers| {
        let customers = (1..).zip(customers);
        let entries = customers.map(|(slot, (company, kana, id, name, name_kana, branch))| Entry {
            branch: format!("01{branch}"),
            ..entry(slot, &company, &kana, &[(&id, &name, &name_kana)])
        });
        in_order(entries.collect())
    })
}

fn questions() -> impl Strategy<Value = Question> {
    (
        "([港高吉ミナトカa10]{0,3}|株式?会?社?|シャ?港?|[0-9]{1,4}|普|0119|通)",
        "( [港高ミナa1]{1,2}|)",
        prop::option::of(0_u32..4),
    )
        .prop_map(|(one, other, branch)| {
            let question = Question::of(&format!("{one}{other}"));
            match branch {
                Some(branch) => question.of_branch(&format!("01{branch}")),
                None => question,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_found_is_what_looking_at_each_finds(entries in entries(), question in questions()) {
        prop_assert_eq!(found(&entries, &question), by_force(&entries, &question));
    }

    #[test]
    fn two_answers_are_paged_as_one(
        entries in entries(), question in questions(), late in any::<u64>(), offset in 0_usize..40, limit in 0_usize..20
    ) {
        let is_late = |entry: &&Entry| (late >> (entry.slot % 64)) & 1 == 1;
        let (over, base): (Vec<_>, Vec<_>) = entries.iter().partition(is_late);
        let (over, base): (Vec<_>, Vec<_>) = (over.into_iter().cloned().collect(), base.into_iter().cloned().collect());
        let (base, over) = (names(&base), names(&over));
        let (in_base, in_over) = (base.find(&question), over.find(&question));
        let slots = slots(page((&base, &in_base), (&over, &in_over), offset, limit));
        let all = by_force(&entries, &question);
        prop_assert_eq!(in_base.total() + in_over.total(), all.len());
        prop_assert_eq!(slots, all.into_iter().skip(offset).take(limit).collect::<Vec<_>>());
    }
}

/// Shares, and rows that are looked at one by one, are the same to who asks.
#[test]
fn many_customers_are_shared_out_and_none_is_lost() {
    let entries: Vec<_> = (0..9_000)
        .map(|slot| {
            let company = if slot % 4_000 == 7 { "港" } else { "旭" };
            entry(slot, company, "ア", &[])
        })
        .collect();
    let names = names(&entries);
    for text in [
        "港",
        "ア",
        "1000007 港",
        "旭",
        "0",
        "70",
        "1000",
        "9000007",
        "4007 011",
        "普通 7",
        "",
    ] {
        let question = Question::of(text);
        let alone = names.find(&question);
        for shares in [2, 3, 7, 40] {
            let shared = names.find_in_shares(&question, shares);
            assert_eq!(
                shared.rows().collect::<Vec<_>>(),
                alone.rows().collect::<Vec<_>>(),
                "{text}, {shares}"
            );
        }
    }
    assert_eq!(names.find(&Question::of("港")).total(), 3);
    let ranked = names.find(&Question::of("旭"));
    let none = (&Names::default(), &Ranked::default());
    assert_eq!(
        slots(page((&names, &ranked), none, 500, 1)),
        [501],
        "one is left out before it"
    );
    assert!(
        names.bytes() / names.len() < 300,
        "{} bytes for {}",
        names.bytes(),
        names.len()
    );
}
