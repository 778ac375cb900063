//! Words for the values of the domain: the same on every screen, on the command line and on slips.

use serde::Deserialize;

use crate::domain::approval::Status;
use crate::domain::authority::{Verdict, Why};
use crate::domain::calendar::Instant;
use crate::domain::era::Era;
use crate::domain::identity::{Action, Channel, DocumentKind, Fact, Method, Outcome, Person};
use crate::domain::revocation::Reason;
use crate::domain::staff::Role;
use crate::domain::state::OtpState;
use crate::domain::synchronisation;
use crate::domain::token::{Stock, Token};
use crate::domain::user::{Operations, UserKind};
use crate::domain::values::LoginId;

/// Writes a struct of strings; a label file that lacks one or has another does not load.
macro_rules! labels {
    ($(#[doc = $doc:literal] $name:ident),+ $(,)?) => {
        /// Words for the values of the domain.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct LabelWords {
            $(#[doc = $doc] pub $name: String,)+
            /// In which years dates are written; the store's policy says it, not the language.
            #[serde(skip)]
            pub era: Era,
        }
    };
}

labels! {
    /// 未登録.
    unregistered,
    /// サービス利用中.
    in_use,
    /// 停止中.
    suspended,
    /// 失効済; `{opens}`.
    revoked,
    /// 有効期限切れ.
    expired,
    /// A registration with a lost token.
    lost_token,
    /// マスターユーザ.
    master,
    /// 管理者ユーザ.
    admin,
    /// 一般ユーザ.
    general,
    /// 都度振込.
    transfer,
    /// 総給振.
    bulk,
    /// ペイジー.
    pay_easy,
    /// ユーザ・トークン管理.
    administration,
    /// 担当者.
    teller,
    /// 役席.
    supervisor,
    /// サポートデスク.
    support_desk,
    /// 監査.
    auditor,
    /// 管理者.
    administrator,
    /// 研修講師.
    trainer,
    /// 停止解除.
    unlock,
    /// 失効.
    revoke,
    /// 登録.
    register,
    /// 時刻ずれ補正.
    resync,
    /// 来店.
    counter,
    /// 電話.
    telephone,
    /// 訪問.
    visit,
    /// 代表者.
    representative,
    /// 代理人; `{name}`.
    agent,
    /// 利用者; `{login_id}`.
    user_person,
    /// 届出印.
    seal,
    /// 本人確認書類.
    document,
    /// コールバック.
    call_back,
    /// 契約情報.
    facts,
    /// トークン現物.
    fob,
    /// 委任状.
    proxy,
    /// 運転免許証.
    driving_licence,
    /// 旅券.
    passport,
    /// 在留カード.
    residence_card,
    /// 社員証.
    company_card,
    /// マイナンバーカード.
    my_number_card,
    /// 健康保険証・資格確認書.
    health_insurance,
    /// 年金手帳.
    pension_book,
    /// 代表口座.
    fact_account,
    /// 取引店.
    fact_branch,
    /// 利用開始日.
    fact_start_date,
    /// マスターユーザの氏名.
    fact_master_name,
    /// 利用者数.
    fact_user_count,
    /// トークンのシリアル番号.
    fact_token_serial,
    /// 確認中.
    check_open,
    /// 確認済.
    confirmed,
    /// 確認不可.
    failed,
    /// 紛失.
    loss,
    /// 盗難.
    theft,
    /// 利用者変更.
    change_of_user,
    /// 交換.
    exchange,
    /// 故障.
    defect,
    /// 在庫.
    in_stock,
    /// 発行済.
    issued,
    /// 紛失 of a token.
    lost,
    /// 廃棄.
    scrapped,
    /// 承認待ち.
    waiting,
    /// 差戻し.
    returned,
    /// 取下げ.
    withdrawn,
    /// 事後確認待ち.
    to_look_over,
    /// 完了.
    done,
    /// The customer could: `{who}`.
    customer_could,
    /// The user could register at the next login: `{who}`.
    customer_could_register,
    /// Only the bank: nobody has a usable token.
    bank_no_usable_token,
    /// Only the bank: one token only.
    bank_one_token,
    /// Only the bank: who has a usable token is stopped.
    bank_all_stopped,
    /// Only the bank: the customer has no screen for it.
    bank_no_screen,
    /// Only the bank, where there is no room for the reason.
    bank_only,
    /// Nothing to do.
    nothing,
    /// A date in eight columns, by strftime.
    tiny_date,
    /// A date of the Japanese calendar; `{gengo}`, `{letter}`, `{nen}`, `{month}`, `{day}`.
    wareki_date,
    /// What the first year of a 元号 is called.
    wareki_first,
    /// A date, by strftime.
    date,
    /// A date with a minute, by strftime.
    date_time,
    /// A minute, by strftime.
    time,
    /// No limit.
    no_expiry,
    /// Between the items of a list.
    comma,
    /// A drift ahead of us; `{steps}`, `{time}`.
    drift_fast,
    /// A drift behind us; `{steps}`, `{time}`.
    drift_slow,
    /// No drift.
    drift_none,
    /// Whole minutes; `{minutes}`.
    minutes,
    /// Minutes and seconds; `{minutes}`, `{seconds}`.
    minutes_seconds,
    /// Less than a minute; `{seconds}`.
    seconds,
}

impl LabelWords {
    /// ワンタイムパスワード状態 (R13), blank where nothing needs a token.
    pub fn state(&self, state: OtpState, now: Instant) -> String {
        match state {
            OtpState::Unregistered => self.unregistered.clone(),
            OtpState::NotNeeded => String::new(),
            OtpState::InUse => self.in_use.clone(),
            OtpState::Suspended => self.suspended.clone(),
            OtpState::Revoked(opens) => super::fill(&self.revoked, &[("opens", &self.soon(opens, now))]),
            OtpState::Expired => self.expired.clone(),
            OtpState::Lost => self.lost_token.clone(),
        }
    }

    /// 利用者区分.
    pub fn kind(&self, kind: UserKind) -> &str {
        match kind {
            UserKind::Master => &self.master,
            UserKind::Admin => &self.admin,
            UserKind::General => &self.general,
        }
    }

    /// The operations a user may do, in the manual's short words.
    pub fn operations(&self, may: Operations) -> String {
        let all = [
            (may.transfer, &self.transfer),
            (may.bulk, &self.bulk),
            (may.pay_easy, &self.pay_easy),
            (may.administration, &self.administration),
        ];
        let words: Vec<_> = all
            .into_iter()
            .filter(|(may, _)| *may)
            .map(|(_, word)| word.as_str())
            .collect();
        words.join(&self.comma)
    }

    /// A role.
    pub fn role(&self, role: Role) -> &str {
        match role {
            Role::Teller => &self.teller,
            Role::Supervisor => &self.supervisor,
            Role::SupportDesk => &self.support_desk,
            Role::Auditor => &self.auditor,
            Role::Administrator => &self.administrator,
            Role::Trainer => &self.trainer,
        }
    }

    /// An action.
    pub fn action(&self, action: Action) -> &str {
        match action {
            Action::Unlock => &self.unlock,
            Action::Revoke => &self.revoke,
            Action::Register => &self.register,
            Action::Resync => &self.resync,
        }
    }

    /// How the customer came.
    pub fn channel(&self, channel: Channel) -> &str {
        match channel {
            Channel::Counter => &self.counter,
            Channel::Telephone => &self.telephone,
            Channel::Visit => &self.visit,
        }
    }

    /// Whom staff deal with.
    pub fn person(&self, person: &Person) -> String {
        match person {
            Person::User(login_id) => super::fill(&self.user_person, &[("login_id", login_id.as_str())]),
            Person::Representative => self.representative.clone(),
            Person::Agent(name) => super::fill(&self.agent, &[("name", name.as_str())]),
        }
    }

    /// A method of an identity check.
    pub fn method(&self, method: &Method) -> String {
        match method {
            Method::Seal => self.seal.clone(),
            Method::Document(document) => match document.tail.as_str() {
                "" => format!("{} ({})", self.document, self.document_kind(document.kind)),
                tail => format!("{} ({} ..{tail})", self.document, self.document_kind(document.kind)),
            },
            Method::CallBack => self.call_back.clone(),
            Method::Facts(right) => {
                let right: Vec<_> = right.iter().map(|fact| self.fact(*fact)).collect();
                format!("{} ({})", self.facts, right.join(&self.comma))
            }
            Method::Fob(_) => self.fob.clone(),
            Method::Proxy => self.proxy.clone(),
        }
    }

    /// A kind of document.
    pub fn document_kind(&self, kind: DocumentKind) -> &str {
        match kind {
            DocumentKind::DrivingLicence => &self.driving_licence,
            DocumentKind::Passport => &self.passport,
            DocumentKind::ResidenceCard => &self.residence_card,
            DocumentKind::CompanyCard => &self.company_card,
            DocumentKind::MyNumberCard => &self.my_number_card,
            DocumentKind::HealthInsurance => &self.health_insurance,
            DocumentKind::PensionBook => &self.pension_book,
        }
    }

    /// A fact of a contract.
    pub fn fact(&self, fact: Fact) -> &str {
        match fact {
            Fact::Account => &self.fact_account,
            Fact::Branch => &self.fact_branch,
            Fact::StartDate => &self.fact_start_date,
            Fact::MasterName => &self.fact_master_name,
            Fact::UserCount => &self.fact_user_count,
            Fact::TokenSerial => &self.fact_token_serial,
        }
    }

    /// How an identity check ended.
    pub fn outcome(&self, outcome: Outcome) -> &str {
        match outcome {
            Outcome::Open => &self.check_open,
            Outcome::Confirmed => &self.confirmed,
            Outcome::Failed => &self.failed,
        }
    }

    /// Why a registration is revoked.
    pub fn reason(&self, reason: Reason) -> &str {
        match reason {
            Reason::Loss => &self.loss,
            Reason::Theft => &self.theft,
            Reason::ChangeOfUser => &self.change_of_user,
            Reason::Exchange => &self.exchange,
            Reason::Defect => &self.defect,
        }
    }

    /// Where a token stands.
    pub fn stock(&self, stock: Stock) -> &str {
        match stock {
            Stock::InStock => &self.in_stock,
            Stock::Issued => &self.issued,
            Stock::Lost => &self.lost,
            Stock::Scrapped => &self.scrapped,
        }
    }

    /// Where a token stands in one word: stock, expiry, suspension or use (R15.1).
    pub fn token(&self, token: &Token, is_used: bool, now: Instant) -> &str {
        match token.stock {
            Stock::Issued if token.is_expired(now) => &self.expired,
            Stock::Issued if token.is_suspended() => &self.suspended,
            Stock::Issued if is_used => &self.in_use,
            stock => self.stock(stock),
        }
    }

    /// Where a request stands.
    pub fn status(&self, status: Status) -> &str {
        match status {
            Status::Waiting => &self.waiting,
            Status::Returned => &self.returned,
            Status::Withdrawn => &self.withdrawn,
            Status::ToLookOver => &self.to_look_over,
            Status::Done => &self.done,
        }
    }

    /// Who could do it themselves (R7.3, R9.3).
    pub fn verdict(&self, action: Action, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Customer(who) => {
                let who: Vec<_> = who.iter().map(LoginId::as_str).collect();
                let template = if action == Action::Register {
                    &self.customer_could_register
                } else {
                    &self.customer_could
                };
                super::fill(template, &[("who", &who.join(&self.comma))])
            }
            Verdict::BankOnly(Why::NoUsableToken) => self.bank_no_usable_token.clone(),
            Verdict::BankOnly(Why::OneTokenOnly) => self.bank_one_token.clone(),
            Verdict::BankOnly(Why::AllStopped) => self.bank_all_stopped.clone(),
            Verdict::BankOnly(Why::NoScreen) => self.bank_no_screen.clone(),
            Verdict::Nothing => self.nothing.clone(),
        }
    }

    /// Steps that a fob's clock is ahead of ours, and how long that is with steps of `period` seconds (R6.5).
    pub fn drift(&self, steps: i64, period: u32) -> String {
        let template = match steps {
            0 => return self.drift_none.clone(),
            1.. => &self.drift_fast,
            _ => &self.drift_slow,
        };
        let seconds = synchronisation::seconds(steps, period).unsigned_abs();
        let (minutes, rest) = ((seconds / 60).to_string(), (seconds % 60).to_string());
        let form = match (seconds / 60, seconds % 60) {
            (0, _) => &self.seconds,
            (_, 0) => &self.minutes,
            _ => &self.minutes_seconds,
        };
        let time = super::fill(form, &[("minutes", &minutes), ("seconds", &rest)]);
        super::fill(
            template,
            &[("steps", &steps.unsigned_abs().to_string()), ("time", &time)],
        )
    }
}
