//! BSSK001 業務選択（管理）.

use super::MANAGEMENT;
use super::page::MenuPage;

/// BSSK001 業務選択（管理）.
pub fn management() -> MenuPage {
    MenuPage::new("BSSK001", |words| words.portal.manage.title, &MANAGEMENT)
}
