//! Words of the screens that find: login, menu, search and the contract (TLGI001, TTOP001, TKSK001, TKSK002).

use serde::Deserialize;

/// Words of the screens that find.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingWords {
    /// A screen that needs somebody signed in.
    pub not_signed_in: String,
    /// A screen about something that has to be chosen first; `{name}`.
    pub choose_first: String,
    /// The login opens by logging out.
    pub log_out_first: String,
    /// A role lacks the duty; `{role}`.
    pub role_off: String,
    /// The store has not answered yet.
    pub loading: String,
    /// The names of all screens.
    pub screen: ScreenNames,
    /// TLGI001.
    pub login: LoginWords,
    /// TTOP001.
    pub menu: MenuWords,
    /// TKSK001.
    pub search: SearchWords,
    /// TKSK002.
    pub sheet: SheetWords,
    /// What is open about a contract, on TKSK002.
    pub standing: StandingWords,
}

/// The name of each screen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenNames {
    /// 担当者ログイン.
    pub tlgi001: String,
    /// 再開.
    pub tlgi002: String,
    /// パスワード変更.
    pub tlgi003: String,
    /// 業務メニュー.
    pub ttop001: String,
    /// 顧客検索.
    pub tksk001: String,
    /// 契約照会.
    pub tksk002: String,
    /// 本人確認.
    pub thkk001: String,
    /// ワンタイムパスワード利用停止解除一覧.
    pub brsk025: String,
    /// トークン失効.
    pub brsk027: String,
    /// トークン登録代行.
    pub ttrk001: String,
    /// TTRK002.
    pub ttrk002: String,
    /// TTRK003.
    pub ttrk003: String,
    /// 内容確認.
    pub tknn001: String,
    /// 完了.
    pub tknr009: String,
    /// 担当者管理.
    pub tknr001: String,
    /// 承認待ち一覧.
    pub tsnn001: String,
    /// 承認内容.
    pub tsnn002: String,
    /// 取扱履歴.
    pub tkns001: String,
    /// 履歴検証.
    pub tkns002: String,
    /// 取扱経過.
    pub tkns003: String,
    /// 取扱明細.
    pub tkns004: String,
    /// 研修.
    pub tksh001: String,
    /// 端末診断.
    pub tknr003: String,
    /// TKSH002.
    pub tksh002: String,
}

/// Words of TLGI001.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoginWords {
    /// What to do here.
    pub lead: String,
    /// 担当者番号.
    pub staff: String,
    /// Help for it.
    pub staff_hint: String,
    /// パスワード.
    pub password: String,
    /// Help for it.
    pub password_hint: String,
    /// F10.
    pub go: String,
    /// Heading of the staff of the training bank.
    pub demo: String,
    /// Name of a member of the staff.
    pub name: String,
    /// Role of a member of the staff.
    pub role: String,
    /// It worked; `{at}` is the login before.
    pub welcome: String,
    /// It worked for the first time.
    pub first: String,
}

/// What one left half-way (途中の作業), over TTOP001.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnfinishedWords {
    /// Its name, on the menu and as a heading.
    pub title: String,
    /// There is none.
    pub none: String,
    /// What can be done in the list.
    pub hint: String,
    /// When it was left.
    pub at: String,
    /// The contract.
    pub contract: String,
    /// Its company.
    pub company: String,
    /// What was to be done.
    pub deed: String,
}

/// Words of TTOP001.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuWords {
    /// What one left half-way.
    pub unfinished: UnfinishedWords,
    /// Heading of the menu.
    pub tasks: String,
    /// ログアウト.
    pub logout: String,
    /// What the search finds.
    pub about_search: String,
    /// What the queue holds.
    pub about_queue: String,
    /// What the trail is.
    pub about_trail: String,
    /// What training is.
    pub about_training: String,
    /// What administering the staff is.
    pub about_staff: String,
    /// What one's own password is.
    pub about_password: String,
    /// What 端末診断 is for.
    pub about_diagnosis: String,
    /// What logging out does.
    pub about_logout: String,
    /// How to choose.
    pub hint: String,
    /// F5.
    pub refresh: String,
    /// F10.
    pub go: String,
    /// Nobody is signed in any more.
    pub gone: String,
    /// Heading of the day.
    pub today: String,
    /// Requests that wait for approval.
    pub waiting: String,
    /// Revocations to be looked over.
    pub to_look_over: String,
    /// Suspended tokens.
    pub suspended: String,
    /// Users in their closed period.
    pub closed: String,
    /// Tokens that expire within `{days}` days.
    pub expiring: String,
    /// Contracts in the store, at a moment; `{count}`, `{at}`.
    pub contracts: String,
}

/// Words of TKSK001.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchWords {
    /// The name of the box.
    pub find: String,
    /// Help for it: what can be searched for.
    pub hint: String,
    /// So many were found; `{count}`.
    pub found: String,
    /// Nothing was found; `{text}`.
    pub none: String,
    /// What can be searched for, one a line.
    pub can: String,
    /// 契約番号.
    pub number: String,
    /// 会社名.
    pub company: String,
    /// カナ.
    pub kana: String,
    /// 取引店.
    pub branch: String,
    /// 一致.
    pub matched: String,
    /// F7.
    pub back: String,
    /// F8.
    pub forward: String,
    /// F10.
    pub open: String,
}

/// Words of TKSK002.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetWords {
    /// Its path.
    pub title: String,
    /// The view of users; `{count}`.
    pub users: String,
    /// The view of tokens; `{count}`.
    pub tokens: String,
    /// The view of history; `{count}`.
    pub history: String,
    /// 契約番号.
    pub number: String,
    /// 会社名.
    pub company: String,
    /// 取引店.
    pub branch: String,
    /// 代表口座.
    pub account: String,
    /// 登録電話.
    pub phone: String,
    /// 利用開始日.
    pub start: String,
    /// 猶予期間.
    pub grace: String,
    /// The start date is to come.
    pub grace_before: String,
    /// It runs through `{day}`.
    pub grace_runs: String,
    /// It was over after `{day}`.
    pub grace_over: String,
    /// 本人確認.
    pub check: String,
    /// No check that could be used.
    pub no_check: String,
    /// A check that can be used until `{until}`; `{channel}`, `{person}`, `{methods}`.
    pub valid_check: String,
    /// A check that is still being made; `{channel}`, `{person}`.
    pub open_check: String,
    /// A check that failed; `{channel}`, `{person}`.
    pub failed_check: String,
    /// ログインID.
    pub login_id: String,
    /// 利用者名.
    pub name: String,
    /// 利用者区分.
    pub kind: String,
    /// The same in two rows.
    pub kind_narrow: String,
    /// シリアル番号.
    pub serial: String,
    /// ワンタイムパスワード状態.
    pub state: String,
    /// The same in two rows.
    pub state_narrow: String,
    /// トークン有効期限.
    pub expires: String,
    /// The same in two rows.
    pub expires_narrow: String,
    /// マスター, short.
    pub master: String,
    /// 管理者, short.
    pub admin: String,
    /// 一般, short.
    pub general: String,
    /// Revoked, with the moment in the next column.
    pub revoked_narrow: String,
    /// The moment from which one can register again; `{opens}`.
    pub opens_narrow: String,
    /// A user at length; `{kana}`, `{kind}`, `{expires}`, `{may}`.
    pub user_row: String,
    /// When a user's token expires; `{at}`.
    pub user_expires: String,
    /// Nothing that needs a token.
    pub may_nothing: String,
    /// 状態 of a token.
    pub token_state: String,
    /// Who uses a token.
    pub token_users: String,
    /// Nobody uses it.
    pub token_unused: String,
    /// Wrong codes in a row.
    pub wrong_codes: String,
    /// A token in one row; `{maker}`, `{since}`, `{users}`.
    pub token_row: String,
    /// Suspended since `{at}`.
    pub suspended_since: String,
    /// When something was done.
    pub at: String,
    /// What was done.
    pub deed: String,
    /// On what.
    pub subject: String,
    /// How it ended.
    pub result: String,
    /// Who did it.
    pub actor: String,
    /// Refused; `{code}`.
    pub refused: String,
    /// An entry in one row; `{seq}`, `{terminal}`, `{receipt}`.
    pub entry_row: String,
    /// F2.
    pub identify: String,
    /// F4.
    pub unlock: String,
    /// F5.
    pub refresh: String,
    /// Tab.
    pub turn: String,
    /// F9.
    pub revoke: String,
    /// F11.
    pub register: String,
    /// Why nothing can be unlocked.
    pub nothing_suspended: String,
    /// Why nothing can be revoked.
    pub nothing_registered: String,
    /// How to move, open an entry and the course.
    pub hint_history: String,
    /// How to move.
    pub hint: String,
}

/// What is open about a contract, item by item (TKSK002).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingWords {
    /// Before the items.
    pub name: String,
    /// How many have no room; `{count}`.
    pub more: String,
    /// A request; `{status}`, `{action}`, `{by}`, `{at}`.
    pub request: String,
    /// Users in a closed period; `{who}`, `{opens}`, `{left}`.
    pub closed: String,
    /// When one user may register again; `{opens}`, `{left}`.
    pub reopens: String,
    /// Less than an hour; `{minutes}`.
    pub left_minutes: String,
    /// More; `{hours}`, `{minutes}`.
    pub left_hours: String,
    /// Who shares a token; `{mark}`, `{serial}`, `{who}`.
    pub shared: String,
    /// Who is kept out; `{who}`, `{state}`.
    pub stopped: String,
    /// Nobody of the company can lift that.
    pub nobody_lifts: String,
    /// What was left half-way; `{deed}`, `{at}`.
    pub draft: String,
    /// The last refusal of the day; `{code}`, `{deed}`, `{at}`.
    pub refused: String,
}
