//! BRSK001 利用者管理 > 作業内容選択: users, suspensions and tokens, in the groups of the manual.

use super::TASKS;
use super::page::MenuPage;

/// BRSK001 利用者管理 > 作業内容選択.
pub fn tasks() -> MenuPage {
    MenuPage::new("BRSK001", |words| words.portal.manage.tasks_title, &TASKS)
}
