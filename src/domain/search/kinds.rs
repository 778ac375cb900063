//! Kinds of companies and corporations (法人の種類), as names have them in full, in brackets, and in the short forms of bank
//! transfers (全銀): written out, or left out.

/// Each kind in full, then its short forms: in kanji the one in brackets; in kana the one that a bracket closes before the
/// name, opens behind it, and encloses within. In the letters of keys; one that holds another stands before it.
const KINDS: [(&str, &str); 46] = [
    ("株式会社", "株"),
    ("有限会社", "有"),
    ("合同会社", "同"),
    ("合資会社", "資"),
    ("合名会社", "名"),
    ("相互会社", "相"),
    ("公益社団法人", "公社"),
    ("一般社団法人", "一社"),
    ("公益財団法人", "公財"),
    ("一般財団法人", "一財"),
    ("医療法人社団", "医社"),
    ("医療法人財団", "医財"),
    ("社会福祉法人", "福"),
    ("特定非営利活動法人", "特非"),
    ("npo法人", "非"),
    ("社団法人", "社"),
    ("財団法人", "財"),
    ("学校法人", "学"),
    ("医療法人", "医"),
    ("宗教法人", "宗"),
    ("独立行政法人", "独"),
    ("農事組合法人", "農"),
    ("管理組合法人", "管"),
    ("弁護士法人", "弁"),
    ("司法書士法人", "司"),
    ("行政書士法人", "行"),
    ("税理士法人", "税"),
    ("労働組合", "労"),
    ("カブシキガイシヤ", "カ"),
    ("カブシキカイシヤ", "カブ"),
    ("ユウゲンガイシヤ", "ユ"),
    ("ゴウドウガイシヤ", "ド"),
    ("ゴウシガイシヤ", "シ"),
    ("ゴウメイガイシヤ", "メ"),
    ("ソウゴガイシヤ", "ソ"),
    ("イリヨウホウジンシヤダン", "イシヤ"),
    ("イリヨウホウジンザイダン", "イザイ"),
    ("イリヨウホウジン", "イ"),
    ("シヤカイフクシホウジン", "フク"),
    ("トクテイヒエイリカツドウホウジン", "トクヒ"),
    ("イツパンシヤダンホウジン", "イツシヤ"),
    ("イツパンザイダンホウジン", "イツザイ"),
    ("シヤダンホウジン", "シヤ"),
    ("ザイダンホウジン", "ザイ"),
    ("ガツコウホウジン", "ガク"),
    ("シユウキヨウホウジン", "シユウ"),
];

/// Writes every kind in `text` out, or leaves it out. What stands in brackets still has them.
pub(super) fn told(text: &mut String, in_full: bool) {
    let bracketed = text.contains(['(', ')']);
    if bracketed {
        for (full, short) in KINDS {
            shortened(text, full, short, in_full);
        }
    }
    if in_full {
        return;
    }
    let holds = |ends: &[&str]| ends.iter().any(|end| text.contains(end));
    let (kanji, other) = (holds(&["会社", "法人", "組合"]), holds(&["シヤ", "ホウジン"]));
    for (full, _) in KINDS {
        let told_in_kana = full.starts_with(|c| matches!(c, 'ァ'..='ヺ'));
        let may_be = if told_in_kana { other } else { kanji };
        if may_be && text.contains(full) {
            *text = text.replace(full, "");
        }
    }
}

/// Puts the kind in full, or nothing, in the place of its short form.
fn shortened(text: &mut String, full: &str, short: &str, in_full: bool) {
    let instead = if in_full { full } else { "" };
    let enclosed = format!("({short})");
    if text.contains(&enclosed) {
        *text = text.replace(&enclosed, instead);
    }
    if let Some(name) = text.strip_prefix(short).and_then(|rest| rest.strip_prefix(')')) {
        *text = format!("{instead}{name}");
    }
    if let Some(name) = text.strip_suffix(short).and_then(|rest| rest.strip_suffix('(')) {
        *text = format!("{name}{instead}");
    }
}
