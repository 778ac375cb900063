//! TTOP001 業務メニュー: what can be done, and what the day holds.

mod day;
mod task;
mod unfinished;

use chrono::TimeDelta;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::day::Figure;
use self::task::{Task, TaskLayout, draw};
use self::unfinished::{Chosen, Unfinished};
use super::tksk001::CustomerSearch;
use super::tksk002::ContractSheet;
use super::tlgi001::Login;
use super::{doors, paper, screens};
use crate::desk::{Error, Keeping, Look, Today};
use crate::domain::calendar::Instant;
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;
use crate::store::{Queue, Within};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::pick_box::PickBox;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};

/// Columns of the box of tasks, at least; on a wide terminal it is half of it.
const TASK_COLUMNS: u16 = 40;

/// TTOP001 業務メニュー.
#[derive(Debug, Default)]
pub struct Menu {
    selected: usize,
    day: Option<Day>,
    failed: bool,
    /// The figure that is chosen, while the keys are among them.
    figure: Option<usize>,
}

/// The day, and within how many days tokens expire that it counts.
#[derive(Clone, Debug)]
pub struct Day {
    today: Today,
    expiry_days: u32,
    /// When the store was last looked after; nothing of a training store.
    keeping: Option<Box<Keeping>>,
    /// What waits to be printed for the branch.
    printing: Queue,
    /// When it was read.
    read: Instant,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Refresh,
    /// F10: the selected task.
    Choose,
    /// F9: what was left half-way.
    Unfinished,
    /// To the screen of that ID.
    Go(&'static str),
    /// Of that, this contract.
    Chosen(ContractNumber),
    /// What the day holds.
    Day(Result<Box<Day>, Error>),
}

impl Menu {
    /// The menu with its first task selected.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tasks, in the order of the table; training is one on a training store only.
    fn tasks(at: &Ambient<'_>) -> Vec<Task> {
        let doors = doors().filter(|(_, door)| at.training || !door.training);
        let tasks = doors.filter_map(|(place, door)| Some(Task::Open(place, door, door.task?)));
        tasks.chain([Task::Logout]).collect()
    }

    /// Why there is nothing to go on with, if so.
    fn no_drafts(&self, at: &Ambient<'_>) -> Option<String> {
        let none = self.day.as_ref().is_none_or(|day| day.today.drafts == 0);
        none.then(|| at.words.finding.menu.unfinished.none.to_owned())
    }

    fn choose(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(figure) = self.figure.and_then(|place| day::FIGURES.get(place)) {
            return self.open_list(*figure, cx);
        }
        match Self::tasks(cx.at()).get(self.selected) {
            // As the jump box does: it says why not, if not.
            Some(Task::Open(place, ..)) => cx.go(place.id),
            Some(Task::Logout) => {
                // What is closed is told while it is still known whose it was.
                cx.restart(Login::default());
                super::leave(Msg::Refresh, cx);
                cx.say(Message::info("I0102", cx.at().words.finding.menu.gone));
            }
            None => {}
        }
    }

    /// Opens the list behind a figure.
    fn open_list(&self, figure: Figure, cx: &mut Cx<'_, Msg>) {
        let within = match figure {
            Figure::Waiting | Figure::ToLookOver => return cx.go(screens::TSNN001.id),
            Figure::News => return cx.go(screens::TSNN003.id),
            Figure::Suspended => Within::Suspended,
            Figure::Closed => Within::Closed,
            Figure::Expiring => Within::Expiring,
            Figure::Drafts => match self.no_drafts(cx.at()) {
                Some(none) => return cx.say(Message::warn("W0211", none)),
                None => return Self::unfinished(cx),
            },
        };
        let search = doors().find(|(place, _)| place.id == screens::TKSK001.id);
        match search.and_then(|(_, door)| door.refused(cx.at())) {
            Some(refused) => cx.say(refused),
            None => cx.open(CustomerSearch::within(within)),
        }
    }

    fn unfinished(cx: &mut Cx<'_, Msg>) {
        cx.open_for(PickBox::new(Unfinished::default()), |Chosen(contract)| {
            Msg::Chosen(contract)
        });
    }

    /// Moves among the tasks, or among the figures.
    fn moved(&mut self, to: impl FnOnce(usize, usize) -> usize, tasks: usize) {
        match &mut self.figure {
            Some(figure) => *figure = to(*figure, day::FIGURES.len() - 1),
            None => self.selected = to(self.selected, tasks.saturating_sub(1)),
        }
    }

    /// Gives the cell of the selected task, unless the keys are among the figures.
    fn draw_tasks(&self, inside: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position> {
        let tasks = Self::tasks(at);
        let rows = TaskLayout::of(tasks.len(), self.selected, inside);
        let mut cursor = None;
        for (index, task) in tasks.into_iter().enumerate() {
            let (selected, row) = (
                self.figure.is_none() && index == self.selected,
                rows.task(index, inside),
            );
            draw(task, selected, row, buf, at);
            cursor = cursor.or(selected.then_some(row.as_position()));
        }
        cursor
    }

    /// Asks for the day; only the newest answer is heard.
    fn ask(cx: &mut Cx<'_, Msg>) {
        let (spool, read) = (paper::spool(cx.at()), cx.at().now);
        let day = move |look: &Look<'_>| {
            // A spool that can't be read is told by who puts something into it.
            let printing = spool.and_then(|(spool, branch)| spool.queue(&branch).ok());
            Ok(Box::new(Day {
                today: look.today()?,
                expiry_days: look.policy().expiry_notice_days,
                keeping: look.keeping()?,
                printing: printing.unwrap_or_default(),
                read,
            }))
        };
        cx.look_latest("day", day, Msg::Day);
    }
}

impl Screen for Menu {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TTOP001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.finding.menu;
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Function::Notices, words.notices, Msg::Go(screens::TOSR001.id))
                .unless(super::off_duty(at, Duty::SendNotices)),
            Binding::new(Function::Drafts, words.unfinished.title, Msg::Unfinished).unless(self.no_drafts(at)),
            Binding::new(Function::Execute, words.go, Msg::Choose),
            Binding::new(Function::DayReport, words.day_report, Msg::Go(screens::THYO001.id)),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        let day = self.day.as_ref()?;
        // No entry tells that a page was printed, or that it was not.
        let printed = day.printing.since.map(|_| day.read + TimeDelta::minutes(1));
        printed.into_iter().chain([day.today.until]).min()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let tasks = Self::tasks(cx.at());
        match key {
            Key::Up => self.moved(|at, _| at.saturating_sub(1), tasks.len()),
            Key::Down => self.moved(|at, last| (at + 1).min(last), tasks.len()),
            Key::Home => self.moved(|_, _| 0, tasks.len()),
            Key::End => self.moved(|_, last| last, tasks.len()),
            Key::Right if self.figure.is_none() && self.day.is_some() => self.figure = Some(0),
            Key::Left if self.figure.is_some() => self.figure = None,
            Key::Enter => self.choose(cx),
            Key::Char(c) => {
                let Some(index) = tasks.iter().position(|task| task.mark() == c.to_ascii_uppercase()) else {
                    return false;
                };
                (self.selected, self.figure) = (index, None);
                self.choose(cx);
            }
            _ => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Refresh => Self::ask(cx),
            Msg::Choose => self.choose(cx),
            Msg::Go(id) => cx.go(id),
            Msg::Unfinished => Self::unfinished(cx),
            Msg::Chosen(contract) => cx.open(ContractSheet::new(contract)),
            Msg::Day(Ok(day)) => {
                self.failed = false;
                self.day = Some(*day);
            }
            Msg::Day(Err(error)) => {
                // Said once, not at every change.
                if !std::mem::replace(&mut self.failed, true) {
                    cx.say(Message::refused(&error, cx.at().words));
                }
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.finding.menu;
        let said = Self::tasks(at).into_iter().map(|task| task.said(at)).collect();
        let tasks = Body::new(at)
            .picture(|area, buf, at| self.draw_tasks(area, buf, at), said)
            .heard_at(self.figure.is_none().then_some(self.selected));
        let day =
            |area: Rect, buf: &mut Buffer, at: &Ambient<'_>| day::view(self.day.as_ref(), self.figure, area, buf, at);
        let said = day::said(self.day.as_ref(), at);
        let today = Body::new(at).picture(day, said).heard_at(self.figure);
        let left = Body::framed(at, words.tasks, tasks);
        let body = Body::new(at).side_by_side(TASK_COLUMNS, left, Body::framed(at, words.today, today));
        Some(body.hint(words.hint))
    }
}
