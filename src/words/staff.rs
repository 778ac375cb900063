//! Members of the staff in words.

use super::StaffListWords;
use crate::domain::staff::Staff;

impl StaffListWords {
    /// How a member stands, in a word: ロック中 comes before 初回パスワード.
    pub fn state(&self, staff: &Staff) -> &str {
        match (staff.locked, staff.must_change) {
            (true, _) => self.locked,
            (false, true) => self.first_password,
            (false, false) => self.active,
        }
    }
}
