//! The columns of a file of contracts, and where they stand in one.

use std::collections::HashSet;

use csv::StringRecord;

use crate::domain::arrival::Mistake;
use crate::domain::refusal::Refusal;

/// The headings, in the order in which a file is written; it may be read in any.
pub const COLUMNS: [&str; 16] = [
    "契約番号",
    "会社名",
    "会社名カナ",
    "取引店番",
    "取引店名",
    "代表口座",
    "登録電話",
    "利用開始日",
    "発行トークン",
    "ログインID",
    "利用者名",
    "利用者名カナ",
    "利用者区分",
    "取扱権限",
    "シリアル番号",
    "登録日時",
];

/// Headings that may be missing, with their columns: where notices reach a user by mail (R14.1), where the company's letters go,
/// who represents it, who made the tokens where a serial alone does not tell (R15.2), and on which day the contract ended
/// (R16.1).
pub const OPTIONAL: [&str; 5] = [MAIL, ADDRESS, REPRESENTATIVE, MAKER, CLOSED];
pub(super) const MAIL: &str = "メールアドレス";
pub(super) const ADDRESS: &str = "届出住所";
pub(super) const REPRESENTATIVE: &str = "代表者名";
pub(super) const MAKER: &str = "製造元";
pub(super) const CLOSED: &str = "解約日";

/// The heading behind the rows that were refused, with the reasons: what stands below it is not read.
pub const REASON: &str = "取り込めない理由";

/// An invented contract with two users, in the order of [`COLUMNS`] and then [`OPTIONAL`]: what a file looks like.
pub const EXAMPLE: [[&str; 21]; 2] = [
    [
        "9990001",
        "株式会社例示見本",
        "レイジミホン",
        "011",
        "本店営業部",
        "普通1234567",
        "03-0000-0001",
        "2026-06-01",
        "",
        "REIJI01",
        "例示 花子",
        "レイジ ハナコ",
        "マスターユーザ",
        "都度振込;総給振;ペイジー;ユーザ・トークン管理",
        "",
        "",
        "hanako@example.jp",
        "東京都架空区見本町1-2-3",
        "仮名 一郎",
        "",
        "",
    ],
    [
        "9990001",
        "株式会社例示見本",
        "レイジミホン",
        "011",
        "本店営業部",
        "普通1234567",
        "03-0000-0001",
        "2026-06-01",
        "",
        "REIJI02",
        "見本 次郎",
        "ミホン ジロウ",
        "一般ユーザ",
        "都度振込",
        "",
        "",
        "",
        "東京都架空区見本町1-2-3",
        "仮名 一郎",
        "",
        "",
    ],
];

/// Where each of [`COLUMNS`] stands in a row, and each of [`OPTIONAL`] that is there.
pub(super) struct Order {
    pub(super) columns: [usize; 16],
    pub(super) optional: [Option<usize>; 5],
    /// How many there are in a row.
    pub(super) count: usize,
}

impl Order {
    /// Reads the headings.
    ///
    /// # Errors
    /// Every heading that is none of ours or stands twice, and every one that is missing.
    pub(super) fn of(headings: &StringRecord, line: u64) -> Result<Self, Vec<Mistake>> {
        let mut seen = HashSet::new();
        let mut mistakes = vec![];
        for heading in headings.iter().map(str::trim) {
            let reason = match heading {
                "" | REASON => continue,
                known if !COLUMNS.contains(&known) && !OPTIONAL.contains(&known) => "unknown column",
                known if !seen.insert(known) => "column twice",
                _ => continue,
            };
            let column: String = heading.chars().take(40).collect();
            let refusal = Refusal::RowRefused {
                line,
                column: column.clone(),
                reason: reason.into(),
            };
            mistakes.push(Mistake::new(line, &column, heading, refusal));
        }
        let found = |column| headings.iter().position(|heading| heading.trim() == column);
        let mut columns = [0; 16];
        for (place, column) in columns.iter_mut().zip(COLUMNS) {
            match found(column) {
                Some(at) => *place = at,
                None => mistakes.push(Mistake::new(
                    line,
                    column,
                    "",
                    Refusal::ColumnMissing { column: column.into() },
                )),
            }
        }
        if mistakes.is_empty() {
            Ok(Self {
                columns,
                optional: OPTIONAL.map(found),
                count: headings.len(),
            })
        } else {
            Err(mistakes)
        }
    }
}
