//! Drafts: what was chosen on a screen and not carried out.

use super::db::ToValue;
use super::row::{instant, json, millis, parsed};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::draft::Unfinished;
use crate::domain::identity::Action;
use crate::domain::values::{ContractNumber, StaffId};

impl Tx<'_> {
    /// Keeps a draft in the place of an older one of the same screen and contract. Those from before `since` are dropped.
    pub fn keep_draft(
        &self,
        staff: &StaffId,
        contract: &ContractNumber,
        draft: &Unfinished,
        since: Instant,
    ) -> Result<()> {
        let sql = "DELETE FROM draft WHERE staff = ?1 AND at < ?2";
        self.db.run(sql, &[&staff.as_str(), &millis(since)])?;
        let sql = "INSERT INTO draft (staff, screen, contract, content, at) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (staff, screen, contract) DO UPDATE SET content = ?4, at = ?5";
        let content = serde_json::to_string(&draft.entered)?;
        self.db.run(
            sql,
            &[
                &staff.as_str(),
                &draft.screen,
                &contract.as_str(),
                &content,
                &millis(draft.at),
            ],
        )?;
        Ok(())
    }

    /// Drops a draft, if there is one.
    pub fn drop_draft(&self, staff: &StaffId, contract: &ContractNumber, screen: &str) -> Result<()> {
        let sql = "DELETE FROM draft WHERE staff = ?1 AND screen = ?2 AND contract = ?3";
        self.db.run(sql, &[&staff.as_str(), &screen, &contract.as_str()])?;
        Ok(())
    }

    /// All drafts of one member of the staff that were kept since then with their contracts and companies, the newest first.
    pub fn drafts_of(&self, staff: &StaffId, since: Instant) -> Result<Vec<(ContractNumber, String, Unfinished)>> {
        let sql = "SELECT screen, draft.at, content, draft.contract, company FROM draft
                   JOIN contract ON contract.number = draft.contract
                   WHERE staff = ?1 AND draft.at >= ?2 ORDER BY draft.at DESC, screen";
        self.db.all(sql, &[&staff.as_str(), &millis(since)], |row| {
            let draft = Unfinished {
                screen: row.get(0)?,
                at: instant(row, 1, "draft.at")?,
                entered: json(row, 2)?,
            };
            Ok((parsed(row, 3, ContractNumber::parse)?, row.get(4)?, draft))
        })
    }

    /// Whether that member of the staff made a request for the action since then that was neither sent back nor withdrawn.
    pub fn has_requested(
        &self,
        staff: &StaffId,
        contract: &ContractNumber,
        action: Action,
        since: Instant,
    ) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM request WHERE contract = ?1 AND made_at >= ?2 AND made_by = ?3
                                  AND action = ?4 AND status NOT IN ('returned', 'withdrawn'))";
        let of: [&dyn ToValue; 4] = [&contract.as_str(), &millis(since), &staff.as_str(), &action.as_str()];
        self.db.one(sql, &of, |row| row.get(0))
    }

    /// How many drafts of one member of the staff were kept since then.
    pub fn count_drafts(&self, staff: &StaffId, since: Instant) -> Result<u64> {
        let sql = "SELECT count(*) FROM draft WHERE staff = ?1 AND at >= ?2";
        self.db.one(sql, &[&staff.as_str(), &millis(since)], |row| row.get(0))
    }

    /// The drafts of one member of the staff about a contract that were kept since then, the oldest first.
    pub fn drafts(&self, staff: &StaffId, contract: &ContractNumber, since: Instant) -> Result<Vec<Unfinished>> {
        let sql = "SELECT screen, at, content FROM draft WHERE staff = ?1 AND contract = ?2 AND at >= ?3 ORDER BY at";
        let of: [&dyn ToValue; 3] = [&staff.as_str(), &contract.as_str(), &millis(since)];
        self.db.all(sql, &of, |row| {
            let screen: String = row.get(0)?;
            self.met("draft", &[&staff.as_str(), &screen, &contract.as_str()])?;
            Ok(Unfinished {
                screen,
                at: instant(row, 1, "draft.at")?,
                entered: json(row, 2)?,
            })
        })
    }
}
