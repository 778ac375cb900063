//! What a store is: its kind and the policy it runs under (R1.2, R2.4).

use super::Tx;
use super::error::Result;

/// Live or training: said in the file itself, and never changed (R2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Real customers.
    Live,
    /// Invented customers; the clock can be moved.
    Training,
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Training => "training",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Live, Self::Training]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

impl Tx<'_> {
    /// How often the policy was changed: a cheap way to see that it was.
    pub fn policy_version(&self) -> Result<u64> {
        self.db.one("SELECT policy_version FROM meta", &[], |row| row.get(0))
    }

    /// The policy's text.
    pub fn policy(&self) -> Result<String> {
        self.met("meta", &[&1i64])?;
        self.db.one("SELECT policy FROM meta", &[], |row| row.get(0))
    }

    /// Puts another policy in force.
    pub fn set_policy(&self, text: &str) -> Result<()> {
        self.db.run(
            "UPDATE meta SET policy = ?1, policy_version = policy_version + 1",
            &[&text],
        )?;
        Ok(())
    }

    /// The next receipt number (受付番号) of a day, `YYYYMMDD-NNNN`.
    pub fn next_receipt(&self, day: chrono::NaiveDate) -> Result<String> {
        let day = day.format("%Y%m%d").to_string();
        self.met("receipt_day", &[&day])?;
        let sql = "INSERT INTO receipt_day (day, last) VALUES (?1, 1)
                   ON CONFLICT (day) DO UPDATE SET last = receipt_day.last + 1 RETURNING last";
        let last: u32 = self.db.one(sql, &[&day], |row| row.get(0))?;
        Ok(format!("{day}-{last:04}"))
    }
}
