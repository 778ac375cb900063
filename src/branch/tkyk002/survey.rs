//! What a file would do, looked at part by part, with a verdict a line and all that can't be taken; then it is taken in: all of it, or
//! what of it can be taken (R16.1).

mod refused;
mod stands;

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use stands::Stands;

use super::rows::{self, MOST, Verdict};
use super::taking::{Going, Taken, Taking, again};
use crate::branch::screens;
use crate::desk::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::inbox::{Inbox, Offered};
use crate::intake::Progress;
use crate::intake::contracts::{How, Survey, Surveyed};
use crate::store;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::table::Table;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, CloseReason, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Rows of what the selected line comes to.
const TOLD: u16 = 4;

/// The screen.
pub(super) struct FileSurvey {
    inbox: Inbox,
    name: String,
    bytes: u64,
    how: How,
    going: Going,
    progress: Progress,
    stands: Stands,
    found: Option<(Arc<File>, Arc<Surveyed>)>,
    rows: Vec<Verdict>,
    /// Lines that are not shown.
    beyond: usize,
    table: Table,
}

/// What the screen is told.
pub(super) enum Msg {
    /// Looks at the file again.
    Again,
    /// A part of it was looked at.
    Part(Box<Result<Part, Error>>),
    /// All of it is to be taken in, or what of it can be.
    Take,
    /// The person is sure.
    Sure,
    /// Some of it was taken in.
    Took(Box<Result<(Taking, Option<Taken>), Error>>),
    /// The rows that can't be taken are to be written.
    Export,
    /// They are.
    Written(Result<PathBuf, Error>),
}

pub(super) struct Part {
    file: Arc<File>,
    survey: Survey<File>,
    rows: Vec<Verdict>,
}

fn nobody() -> Error {
    Refusal::WrongPassword.into()
}

fn unread(error: &io::Error) -> Error {
    store::Error::System(error.to_string()).into()
}

/// Begins to look at a file.
fn begun(inbox: &Inbox, name: &str, how: How, progress: Progress, desk: &Desk) -> Result<Part, Error> {
    let file = Arc::new(inbox.open(name).map_err(|error| unread(&error))?);
    let survey = Survey::begin(|| again(&file), how, desk.policy(), progress)?;
    Ok(Part {
        file,
        survey,
        rows: vec![],
    })
}

impl Part {
    fn more(mut self, desk: &mut Desk, session: &Session) -> Result<Self, Error> {
        self.rows = rows::of(self.survey.part(desk, session)?);
        Ok(self)
    }
}

impl FileSurvey {
    pub(super) fn new(inbox: Inbox, file: &Offered, how: How) -> Self {
        Self {
            inbox,
            name: file.name.clone(),
            bytes: file.bytes,
            how,
            going: Going::default(),
            progress: Progress::default(),
            stands: Stands::Looking,
            found: None,
            rows: vec![],
            beyond: 0,
            table: Table::default(),
        }
    }

    fn look(&mut self, cx: &mut Cx<'_, Msg>) {
        (self.stands, self.found, self.beyond) = (Stands::Looking, None, 0);
        (self.progress, self.going) = (Progress::default(), Going::default());
        self.rows.clear();
        let (inbox, name, how, progress) = (self.inbox.clone(), self.name.clone(), self.how, self.progress.clone());
        let session = cx.at().session().cloned();
        cx.ask(
            move |desk| {
                let session = session.ok_or_else(nobody)?;
                begun(&inbox, &name, how, progress, desk)?.more(desk, &session)
            },
            |part| Msg::Part(Box::new(part)),
        );
    }

    fn looked(&mut self, part: Part, cx: &mut Cx<'_, Msg>) {
        let Part { file, survey, rows } = part;
        for row in rows {
            if self.rows.len() < MOST {
                self.rows.push(row);
            } else {
                self.beyond += 1;
            }
        }
        self.going.went(survey.rows());
        let found = (Arc::clone(&file), Arc::new(survey.found().clone()));
        if survey.is_over() {
            (self.stands, self.found) = (Stands::Looked, Some(found));
            return;
        }
        self.found = Some(found);
        let session = cx.at().session().cloned();
        let part = Part {
            file,
            survey,
            rows: vec![],
        };
        cx.ask(
            move |desk| part.more(desk, &session.ok_or_else(nobody)?),
            |part| Msg::Part(Box::new(part)),
        );
    }

    fn take(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some((file, surveyed)) = &self.found else { return };
        (self.stands, self.going) = (Stands::Taking, Going::default());
        let taking = Taking::of(Arc::clone(file), Arc::clone(surveyed), self.going.clone());
        Self::go_on(taking, cx);
    }

    fn go_on(mut taking: Taking, cx: &mut Cx<'_, Msg>) {
        let session = cx.at().session().cloned();
        cx.ask(
            move |desk| {
                let taken = taking.part(desk, &session.ok_or_else(nobody)?)?;
                Ok((taking, taken))
            },
            |took| Msg::Took(Box::new(took)),
        );
    }

    /// Writes the rows that can't be taken, with the reasons, to a new file beside the slips.
    fn export(&self, cx: &mut Cx<'_, Msg>) {
        let (Some(tray), Some(session)) = (cx.at().tray(), cx.at().session().cloned()) else {
            return;
        };
        let Some((file, _)) = &self.found else { return };
        let (file, how, words) = (Arc::clone(file), self.how, cx.at().words.clone());
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let name = format!("{stem}-refused.csv");
        cx.execute(
            move |desk| refused::refused(&file, how, (&tray, &name), (desk, &session), &words),
            Msg::Written,
        );
    }
}

fn question(words: &Words) -> Question {
    let words = &words.contracts.files;
    Question::new(words.take, words.question, words.take)
}

impl Screen for FileSurvey {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK002
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.contracts.files;
        let running = matches!(self.stands, Stands::Looking | Stands::Taking);
        let running = running.then(|| words.off_looking.to_owned());
        vec![
            Binding::new(Function::Refresh, words.again, Msg::Again).unless(running),
            Binding::new(Function::Export, words.export, Msg::Export).unless(self.off_export(at)),
            Binding::new(Function::Execute, words.take, Msg::Take).unless(self.off(false, at)),
            Binding::new(Function::TakeGood, words.take_good, Msg::Take).unless(self.off(true, at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.found.is_none() && matches!(self.stands, Stands::Looking) {
            self.look(cx);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.table.typed(key, self.rows.len()).is_some()
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.look(cx),
            Msg::Take => Confirm::new(cx.at().words, question).ask(cx, Msg::Sure),
            Msg::Sure => self.take(cx),
            Msg::Export => self.export(cx),
            Msg::Part(part) => match *part {
                Ok(part) => self.looked(part, cx),
                Err(error) => {
                    self.stands = Stands::Failed;
                    cx.say(Message::refused(&error, cx.at().words));
                }
            },
            Msg::Took(took) => match *took {
                Ok((taking, None)) => Self::go_on(taking, cx),
                Ok((_, Some(taken))) => {
                    self.stands = Stands::Taken(taken);
                    let said = self.state(cx.at());
                    cx.say(if taken.kept.left > 0 {
                        Message::warn("W1920", said)
                    } else {
                        Message::good("I1923", said)
                    });
                }
                Err(error) => {
                    self.stands = Stands::Failed;
                    cx.say(Message::refused(&error, cx.at().words));
                }
            },
            Msg::Written(Ok(path)) => {
                let path = cx.at().tray().map(|tray| tray.says(&path)).unwrap_or_default();
                let said = cx.at().words.contracts.import.refused_written(place::Path(&path));
                cx.say(Message::good("I1924", said));
            }
            Msg::Written(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn closed(&mut self, _why: CloseReason, _cx: &mut Cx<'_, Msg>) {
        // What is being taken in stops: new contracts are all there or none, of the others those that were reached.
        self.going.stop();
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.contracts.files;
        let body = Body::new(at).hint(words.hint_survey);
        let body = body.ends(
            (self.name.clone(), at.theme.value),
            (super::how(self.how, at.words), at.theme.label),
        );
        let body = body.line(self.state(at), at.theme.info);
        let body = match &self.found {
            Some((_, found)) => body.line(stands::counted(found, at), at.theme.value),
            None => body.gap(1),
        };
        let columns = rows::columns(at.words);
        let body = body.table(&self.table, columns, self.rows.len(), |index, _| {
            self.rows.get(index).map(|row| row.row(at))
        });
        let body = body.or_empty(words.no_rows, at.theme.off).of_more(self.beyond > 0);
        let told = self.rows.get(self.table.selected()).map(|row| row.told(at));
        Some(
            body.text(told.unwrap_or_default(), at.theme.value)
                .most(TOLD)
                .without_page_keys(),
        )
    }

    fn dirty(&self) -> bool {
        matches!(self.stands, Stands::Taking)
    }
}
