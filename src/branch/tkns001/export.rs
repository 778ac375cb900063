//! The layer that writes what is looked for into a file, in parts, so that keys stay alive.

use std::path::Path;

use ratatui::layout::Size;

use crate::desk::{Desk, Error};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::report::trail::{Exported, Format, Step, TrailExport};
use crate::store::Sought;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::place;

/// Columns of the layer.
const COLUMNS: u16 = 78;

/// The layer. It closes with what was written; closed before, nothing is.
pub(super) struct Export {
    sought: Sought,
    form: Form,
    format: Entry<Option<Format>>,
    name: Entry<String>,
    /// How far it is, while it is being written.
    running: Option<(u64, u64)>,
}

/// What the layer is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// Execute.
    Go,
    /// A part was written.
    Written(Result<Step, Error>),
}

impl Answers for Msg {
    type With = Exported;
}

impl Export {
    pub(super) fn new(sought: Sought, at: &Ambient<'_>) -> Self {
        let words = &at.words.trail.export;
        let formats = vec![
            Choosable::new(Format::Csv.as_str(), words.csv),
            Choosable::new(Format::JsonLines.as_str(), words.json_lines),
        ];
        let name = calendar::day_of(at.now).format("trail-%Y%m%d").to_string();
        let mut form = Form::new();
        let name = form.add(
            Field::text(words.name, 56)
                .required()
                .hint(words.name_hint)
                .initially(&name),
            |text, _| Ok(text.to_owned()),
        );
        let format = form.add(
            Field::one(words.format, formats)
                .required()
                .hint(words.format_hint)
                .initially(Format::Csv.as_str()),
            |text, _| Ok(Format::from_name(text)),
        );
        Self {
            sought,
            form,
            format,
            name,
            running: None,
        }
    }

    /// What was typed; a name without an ending gets that of the format.
    fn read(&mut self, at: &Ambient<'_>) -> Result<(Format, String), Message> {
        let mut name = self.form.read(&self.name, at.words)?;
        let format = self.form.read(&self.format, at.words)?.unwrap_or(Format::Csv);
        if Path::new(&name).extension().is_none() {
            name = format!("{name}.{}", format.as_str());
        }
        Ok((format, name))
    }

    fn begin(&mut self, cx: &mut Cx<'_, Msg>) {
        let (format, name) = match self.read(cx.at()) {
            Ok(given) => given,
            Err(message) => return cx.say(message),
        };
        let (sought, words) = (self.sought.clone(), cx.at().words.clone());
        let session = cx.at().session().cloned();
        let Some(tray) = cx.at().tray() else {
            return;
        };
        self.running = Some((0, 0));
        let write = move |desk: &mut Desk| {
            let session = session.ok_or(Refusal::WrongPassword)?;
            let export = TrailExport::begin(desk, &session, sought, format, || tray.begin(&name), words)?;
            Ok(Step::More(Box::new(export)))
        };
        cx.ask(write, Msg::Written);
    }
}

impl Screen for Export {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.trail.export.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.trail.export;
        let running = self.running.map(|_| words.off_running.to_owned());
        vec![Binding::new(Function::Execute, words.go, Msg::Go).unless(running)]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.running.is_none() && self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.begin(cx),
            Msg::Written(Ok(Step::More(export))) => {
                self.running = Some(export.progress());
                cx.ask(move |desk| export.step(desk), Msg::Written);
            }
            Msg::Written(Ok(Step::Done(exported))) => cx.close_with(exported),
            Msg::Written(Err(error)) => {
                self.running = None;
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.trail.export;
        let told = || Self::new(self.sought.clone(), at).form;
        let inside = Body::new(at).form(self.form.in_words(at.words, told));
        let inside = inside.focused(self.running.is_none());
        let inside = match self.running {
            Some((done, of)) => {
                let (done, of) = (done.to_string(), of.to_string());
                let text = words.running(place::At(&done), place::Of(&of));
                inside.line(text, at.theme.warn).indent(2)
            }
            None => inside,
        };
        Some(Body::framed(at, words.title, inside).hint(self.form.hint()))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(COLUMNS, self.form.height() + 3))
    }
}
