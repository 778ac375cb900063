//! A walk through every screen of each side.

use chrono::TimeDelta;
use ratatui::layout::Size;

use super::Shown;
use crate::branch::tlgi001;
use crate::clock::Clock;
use crate::console::rehearsal::Why;
use crate::console::{self, Options};
use crate::customer::blgi001;
use crate::desk::Desk;
use crate::store::Kind;
use crate::training::demo;
use crate::training::fobs::Fobs;
use crate::training::places::Places;
use crate::ui::event::Event;
use crate::ui::testing::Harness;
use crate::ui::worker::Worker;

/// The branch: each line leads to one screen or more.
pub(super) const BRANCH: &[&str] = &[
    "",
    "T001<Enter>tantou-no-mihon<F10>",
    "<Ctrl+G>TKSK001<Enter>見本",
    "<Ctrl+U>1000020<Enter>",
    "<F2>",
    "1<Enter>2<F10><Enter><Enter><Enter><Space><Enter><Enter>1",
    "<F10>",
    "<F11>",
    "<F12><F9><Space><Enter>1<Tab><Down><Space>",
    "<F10>",
    "<F10>",
    "<F4>",
    "<F3><Ctrl+G>TKSK001<Enter>1000001<Enter>",
    "K",
    "<F9>",
    "<F12><F11>",
    "<F2>社印は本店で確認する。<F10><F12>",
    "<F12>s",
    "<F12>p",
    "<F12><F4><Space>",
    "<F3><F10><Ctrl+G>TSNN001<Enter>",
    "<Enter>",
    "<F3><Ctrl+G>TSNN003<Enter>",
    "<F3><Ctrl+G>TKSK001<Enter>1000033<Enter><F10>",
    "<F9>",
    "<F3><Ctrl+G>TKYK001<Enter>9990001",
    "<F3><F10><Ctrl+G>TZAI001<Enter>",
    "<F10>",
    "<F12>w",
    "<F12>r",
    "<F4>",
    "<F12>i",
    "<F12><F11>",
    "<F3><Ctrl+G>TKSH001<Enter>",
    "<F5>",
    "<F3><Ctrl+G>TZAI005<Enter>3<Tab>0010000018<Enter>",
    "<F4>",
    "<F3><F10><Ctrl+G>TZAI006<Enter>0010000018<Enter>99999999<Enter>",
    "<F4>",
    "<F3><F10>9A001<Enter>kansa-no-kakuu<F10><Ctrl+G>TKNS001<Enter>",
    "<Enter>",
    "<F3><Ctrl+G>TKSK001<Enter>1000001<Enter>",
    "h",
    "<F3><Ctrl+G>TKNS002<Enter>",
    "<F3><Ctrl+G>TKNS005<Enter>",
    "<F3>9K001<Enter>kanri-no-mihon<F10><Ctrl+G>TKNR001<Enter>",
    "<Down><Down><Down><F4><F10>",
    "<F3><Ctrl+G>TKYK002<Enter>",
    "<F3>9K002<Enter>kanri-no-reiji<F10><Ctrl+G>TSNN001<Enter>",
    "<Enter>",
    "<F3><Ctrl+G>TLGI003<Enter>",
    "<F3><Ctrl+G>TKNR003<Enter>",
    "<F3><Ctrl+G>TKNR004<Enter>",
    "<F3><F2>",
    "<F3><F11>",
];

/// The customer.
pub(super) const CUSTOMER: &[&str] = &[
    "",
    "DEN510<Enter>{login:DEN510}<F10>",
    "<F9>",
    "<F11>DEN503M1<Enter>{login:DEN503M1}<F10><Ctrl+G>BRSK027<Enter>",
    "<Space><Tab>{confirm:DEN503M1}<Enter>{wrong:0030000145}<F10>",
    "{wrong:0030000145}<F10>{wrong:0030000145}<F10>{wrong:0030000145}<F10>{wrong:0030000145}<F10>",
    "<F3><F10>",
    "<F11>DEN503<Enter>{login:DEN503}<F10>",
    "<Ctrl+G>BFKF001<Enter>",
    "1<Enter>0001<Enter>012<Enter>1<Enter>1234567<Enter>ﾐﾎﾝ ｼﾖｳｼﾞ<Enter>300000<Enter>1<F10>",
    "{confirm:DEN503}<F10>",
    "<F3><Ctrl+G>BSGK001<Enter>",
    "<F3><Ctrl+G>BPEZ001<Enter>",
    "<F3><Ctrl+G>BSNN001<Enter>",
    "<F4><F10>",
    "<F3><Ctrl+G>BZND001<Enter>",
    "<F3><Ctrl+G>BLGI002<Enter>",
    "<F3><Ctrl+G>BSSK001<Enter>",
    "<F3><Ctrl+G>BRSK001<Enter>",
    "<F3><Ctrl+G>BRSK005<Enter>",
    "<Enter>",
    "<F12><F2>",
    "<F3><Ctrl+G>BRSK005<Enter><Down><F4><Ctrl+U>架空 三郎<F10><F10><F10>",
    "{confirm:DEN503}<Enter>{code:0030000137}<F10>",
    "<F3><Ctrl+G>BRSK011<Enter>",
    "<F3><Ctrl+G>BRSK025<Enter>",
    "<Down><Space><Tab>{confirm:DEN503}<F10>",
    "<F3><Ctrl+G>BRSK027<Enter><Space><Tab>{confirm:DEN503}<Enter>{code:0030000137}",
    "<F10>",
];

/// To the lock: somebody is logged in, and no key comes.
const LOCKED: &str = "T001<Enter>tantou-no-mihon<F10>";

/// To the three panes: a contract on the branch's side, and its fobs below.
pub(super) const PANES: &str = "T001<Enter>tantou-no-mihon<F10><Ctrl+G>TKSK001<Enter>1000003<Enter>";
/// The least terminal on which they are seen together, with two rows of fobs.
pub(super) const PANES_SIZE: Size = Size::new(160, 45);

type Each<'a> = &'a mut dyn FnMut(Shown);

pub(super) fn branch(options: &Options, size: Size, each: Each<'_>) -> Result<(), Why> {
    let (desk, clock) = bank()?;
    let mut places = places(&desk)?;
    let house = console::house(clock.clone(), Kind::Training, options).map_err(|_| Why::Asset)?;
    let console = Harness::new(house, desk, tlgi001::Login::default());
    walk(console, BRANCH, &mut places, &clock, size, each);
    each(locked(options, size)?);
    Ok(())
}

/// The branch's side when it has locked itself.
fn locked(options: &Options, size: Size) -> Result<Shown, Why> {
    Ok(Shown::of(&locked_console(options, size)?, LOCKED))
}

pub(super) fn locked_console(options: &Options, size: Size) -> Result<Harness, Why> {
    let (desk, clock) = bank()?;
    let idle = desk.policy().idle_lock;
    let options = Options {
        idle_lock: Some(idle),
        ..options.clone()
    };
    let house = console::house(clock.clone(), Kind::Training, &options).map_err(|_| Why::Asset)?;
    let mut console = Harness::new(house, desk, tlgi001::Login::default());
    console.resize(size.width, size.height).keys(LOCKED);
    // On a training store a leap of the clock is no silence.
    let step = TimeDelta::seconds(30);
    let mut silent = TimeDelta::zero();
    while silent < idle {
        clock.move_by(step);
        console.event(Event::Tick);
        silent += step;
    }
    Ok(console)
}

pub(super) fn customer(options: &Options, size: Size, each: Each<'_>) -> Result<(), Why> {
    let (desk, clock) = bank()?;
    let mut places = places(&desk)?;
    let house = console::customer_house(clock.clone(), Kind::Training, options).map_err(|_| Why::Asset)?;
    let console = Harness::new(house, desk, blgi001::Login::default());
    walk(console, CUSTOMER, &mut places, &clock, size, each);
    Ok(())
}

pub(super) fn panes(options: &Options) -> Result<Shown, Why> {
    let (desk, clock) = bank()?;
    let stage = |events| console::stage(Worker::inline(desk, events), &clock, Kind::Training, options);
    let mut console = Harness::try_staged(stage).map_err(|_| Why::Asset)?;
    console.resize(PANES_SIZE.width, PANES_SIZE.height).keys(PANES);
    Ok(Shown::of(&console, PANES))
}

fn walk(mut console: Harness, lines: &[&str], places: &mut Places, clock: &Clock, size: Size, each: Each<'_>) {
    console.resize(size.width, size.height);
    for line in lines {
        // A fob's number counts once: each line that takes one has a new one.
        if line.contains("{code:") {
            clock.move_by(TimeDelta::minutes(1));
        }
        console.keys(&places.fill(line, clock.now()));
        each(Shown::of(&console, line));
    }
}

pub(super) fn bank() -> Result<(Desk, Clock), Why> {
    let clock = Clock::fixed(demo::start());
    let desk = demo::bank_in_memory(&clock).map_err(Why::Store)?;
    Ok((desk, clock))
}

pub(super) fn places(desk: &Desk) -> Result<Places, Why> {
    let fobs = Fobs::of_the_demo(desk.policy()).map_err(|refusal| Why::Store(refusal.into()))?;
    Ok(Places::new(fobs))
}
