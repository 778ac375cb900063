//! Commands as JSON: what a front end sends, and what is stored of a request. Neither form may change unseen.

use madoguchi::desk::{Act, Command};
use serde_json::{Value, json};

const ID: &str = "0123456789abcdef0123456789abcdef";

/// Every command as it is sent. The actions on a contract stand first.
fn all() -> Vec<Value> {
    vec![
        json!({"unlock": {"contract": "1000001", "users": ["DEN501"], "check": ID, "override_reason": "不在"}}),
        json!({"revoke": {"contract": "1000001", "users": ["DEN501", "DEN501J1"], "reason": "loss", "check": ID}}),
        json!({"register": {"contract": "1000001", "user": "DEN501", "serial": "10000018", "proof": ID, "check": ID}}),
        json!({"resync": {"contract": "1000001", "serial": "10000018", "proof": ID, "check": ID}}),
        json!({"amend": {
            "contract": "1000001",
            "wish": {
                "company": "見本株式会社", "kana": "ミホン", "branch": {"code": "011", "name": "本店営業部"}, "account": "普通9000011",
                "phone": "03-0000-7777", "address": "東京都架空区1-2-3", "representative": "仮名 一郎",
                "users": [
                    {"login_id": "DEN501", "mail": {"at": "den@example.jp"}},
                    {"login_id": "DEN501J1", "mail": "nowhere", "operations": {
                        "transfer": true, "bulk": false, "pay_easy": false, "administration": false
                    }},
                    {"login_id": "DEN501M1", "remove": true},
                    {"login_id": "N1", "name": "仮名 一郎", "kana": "カメイ", "kind": "general"}
                ]
            },
            "check": ID
        }}),
        json!({"close": {
            "contract": "1000001", "on": "2026-06-01", "handed_in": ["10000018"], "branch": "011", "check": ID
        }}),
        json!({"stop": {"contract": "1000001", "serial": "10000018", "check": ID}}),
        json!({"issue": {
            "contract": "1000001",
            "fob": {"serial": "10000018", "maker": "見本製造", "way": "mail", "applied": "2026-06-01", "waived": "当行の誤り", "proof": ID},
            "check": ID
        }}),
        json!({"replace": {
            "contract": "1000001", "old": "10000018", "cause": "loss", "handed_in": false,
            "fob": {"serial": "10000026", "maker": null, "way": "counter", "applied": null, "waived": null, "proof": null},
            "check": ID
        }}),
        json!({"lift_passwords": {"contract": "1000001", "user": "DEN501", "check": ID}}),
        json!({"open_contract": {
            "number": "9990001", "company": "見本例示株式会社", "kana": "ミホンレイジ", "branch": {"code": "011", "name": "本店営業部"},
            "account": "普通9000011", "phone": "03-0000-7777", "address": "東京都架空区1-2-3", "representative": "仮名 一郎",
            "start": "2026-06-01",
            "users": [{"login_id": "N1", "name": "仮名 一郎", "kana": "カメイ", "kind": "master"}],
            "applicant": {"agent": "例示 花子"}, "document": {"kind": "passport", "tail": "0001"}
        }}),
        json!({"begin_check": {"contract": "1000001", "channel": "counter", "person": {"user": "DEN501"}}}),
        json!({"finish_check": {"check": ID, "methods": ["seal", {"fob": ID}], "confirmed": true}}),
        json!({"answer_fact": {"check": ID, "fact": "account", "answer": "1234567"}}),
        json!({"record_call": {"check": ID, "who": "例示 応子"}}),
        json!({"note": {"contract": "1000001", "text": "社印は本店で確認"}}),
        json!({"strike_note": {"contract": "1000001", "note": 3}}),
        json!({"lift_caution": {"contract": "1000001", "reason": "確認済"}}),
        json!({"check_code": {"contract": "1000001", "serial": "10000018", "code": "123456", "user": "DEN501"}}),
        json!({"explain_code": {"contract": "1000001", "serial": "10000018", "code": "123456"}}),
        json!({"which_fob": {"first": "123456", "second": "654321"}}),
        json!({"check_clock": {
            "contract": "1000001", "serial": "10000018", "first": "123456", "second": "654321", "check": ID
        }}),
        json!({"inspect": {
            "contract": "1000001", "serial": "10000018", "maker": "見本製造", "code": "123456", "next": "654321"
        }}),
        json!({"handle": {
            "deed": "scrap", "fobs": [{"serial": "10000018", "maker": "見本製造"}, {"serial": "10000026"}], "cause": "defect",
            "reason": "故障", "to": "012"
        }}),
        json!({"deliver": {"fob": {"serial": "10000018"}, "step": {"sent": {"item": "12345678901"}}}}),
        json!({"waive_fee": {"fob": {"serial": "10000018"}, "reason": "当行の誤り"}}),
        json!({"count": {"serials": ["10000018", "10000026"], "began": "2026-06-01T01:15:00Z"}}),
        json!({"explain_count": {"serial": "10000018", "why": "別の引出し"}}),
        json!({"approve": {"request": ID}}),
        json!({"return": {"request": ID, "reason": "見直し"}}),
        json!({"withdraw": {"request": ID}}),
        json!({"look_over": {"request": ID}}),
        json!({"see_results": {"requests": [ID]}}),
        json!({"take_over": {"staff": "T001"}}),
    ]
}

fn name(json: &Value) -> &str {
    json.as_object().unwrap().keys().next().unwrap()
}

/// The names in a message that says which there are.
fn expected(message: &str) -> Vec<&str> {
    message.split('`').skip(3).step_by(2).collect()
}

#[test]
fn each_command_is_read_and_written_as_ever_and_no_code_is_written_r12_3() {
    for json in all() {
        let command: Command = serde_json::from_value(json.clone()).unwrap();
        let mut written = json.clone();
        for secret in ["code", "first", "second", "next", "answer"] {
            written[name(&json)].as_object_mut().unwrap().remove(secret);
        }
        assert_eq!(serde_json::to_value(&command).unwrap(), written);
    }
    let unknown = serde_json::from_value::<Command>(json!({"x": {}}))
        .unwrap_err()
        .to_string();
    let (mut known, all) = (expected(&unknown), all());
    let mut pinned: Vec<_> = all.iter().map(name).collect();
    known.sort_unstable();
    pinned.sort_unstable();
    assert_eq!(known, pinned, "a new command is pinned here too");
}

#[test]
fn what_is_stored_of_a_request_is_its_action_as_it_was_sent_r11_3() {
    let unknown = serde_json::from_value::<Act>(json!({"x": {}})).unwrap_err().to_string();
    let actions = expected(&unknown);
    for json in all() {
        let act = serde_json::from_value::<Act>(json.clone());
        assert_eq!(act.is_ok(), actions.contains(&name(&json)), "{json}");
        let Ok(act) = act else { continue };
        assert_eq!(serde_json::to_value(&act).unwrap(), json);
        assert_eq!(act.action().as_str(), name(&json));
        assert_eq!(serde_json::to_value(Command::from(act)).unwrap(), json);
    }
    // To the letter: the order of the fields is that of the stores that there are.
    let stored =
        format!(r#"{{"unlock":{{"contract":"1000001","users":["DEN501"],"check":"{ID}","override_reason":null}}}}"#);
    let act: Act = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&act).unwrap(), stored);
}

#[test]
fn a_field_that_no_command_has_is_refused_and_one_that_may_be_left_out_is_not() {
    for mut json in all() {
        let name = name(&json).to_owned();
        json[&name]["more"] = json!(1);
        assert!(serde_json::from_value::<Command>(json).is_err(), "{name}");
    }
    for (sent, may) in [
        (json!({"unlock": {"contract": "1000001", "users": []}}), true),
        (
            json!({"finish_check": {
                "check": ID, "methods": [], "confirmed": false, "why": {"reason": "other", "note": "切電"}
            }}),
            true,
        ),
        (json!({"revoke": {"contract": "1000001", "users": []}}), false),
        (
            json!({"check_code": {"contract": "1000001", "serial": "1", "code": ""}}),
            true,
        ),
    ] {
        assert_eq!(serde_json::from_value::<Command>(sent.clone()).is_ok(), may, "{sent}");
    }
}

#[test]
fn every_command_stands_in_the_document_for_programs() {
    let document = include_str!("../../docs/do.md");
    let without: Vec<_> = all()
        .iter()
        .map(|json| format!("`{}`", name(json)))
        .filter(|name| !document.contains(name))
        .collect();
    assert!(without.is_empty(), "docs/do.md says nothing of {without:?}");
}
