//! What is shown of a file that was looked at: a line of it each, with its verdict; below the list what it comes to.

use crate::desk::Fate;
use crate::domain::arrival::Mistake;
use crate::domain::values::ContractNumber;
use crate::intake::contracts::Looked;
use crate::report::contracts as report;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// Lines that are shown of a file, at most: the others are counted, and those that can't be taken stand in the file of them.
pub(super) const MOST: usize = 2_000;

/// One of them.
#[derive(Debug)]
pub(super) enum Verdict {
    /// A contract that comes or changes.
    Taken {
        line: u64,
        contract: ContractNumber,
        company: String,
        fate: Box<Fate>,
    },
    /// What can't be taken.
    Wrong {
        contract: Option<ContractNumber>,
        mistake: Box<Mistake>,
    },
}

/// What is shown of these. What stays as it is says nothing.
pub(super) fn of(looked: Vec<Looked>) -> Vec<Verdict> {
    let mut rows = Vec::new();
    for one in looked {
        let contract = one.entry.number.clone();
        rows.extend(one.mistakes.into_iter().map(|mistake| Verdict::Wrong {
            contract: contract.clone(),
            mistake: Box::new(mistake),
        }));
        let Some(judged) = one.judged else { continue };
        if matches!(judged.fate, Fate::New { .. } | Fate::Changed { .. }) {
            rows.push(Verdict::Taken {
                line: judged.line,
                contract: judged.contract,
                company: judged.company.to_string(),
                fate: Box::new(judged.fate),
            });
        }
    }
    rows
}

pub(super) fn columns(words: &Words) -> Columns {
    let own = &words.contracts.files;
    Columns::new(vec![
        Column::new(own.line, 7).right(),
        Column::new(words.cli.contract, 12),
        Column::new(own.what, 26),
        Column::rest(own.verdict),
    ])
}

impl Verdict {
    pub(super) fn row(&self, at: &Ambient<'_>) -> Row {
        let import = &at.words.contracts.import;
        match self {
            Self::Taken {
                line,
                contract,
                company,
                fate,
            } => Row::new([
                line.to_string(),
                contract.to_string(),
                company.clone(),
                match fate.as_ref() {
                    Fate::New { users, tokens } => {
                        let (tokens, users) = (tokens.to_string(), users.to_string());
                        import.fate_new(place::Tokens(&tokens), place::Users(&users))
                    }
                    _ => import.fate_changed.to_owned(),
                },
            ]),
            Self::Wrong { contract, mistake } => {
                let value = match (mistake.column.as_str(), mistake.value.as_str()) {
                    ("", _) => String::new(),
                    (column, "") => column.to_owned(),
                    (column, value) => import.value(place::Column(column), place::Value(value)),
                };
                let row = Row::new([
                    mistake.line.to_string(),
                    contract.as_ref().map(ToString::to_string).unwrap_or_default(),
                    value,
                    report::why(&mistake.refusal, at.words),
                ]);
                row.styled(at.theme.bad)
            }
        }
    }

    /// What the columns have no room for: each change before and after, or the whole reason with the form that is expected.
    pub(super) fn told(&self, at: &Ambient<'_>) -> String {
        let import = &at.words.contracts.import;
        match self {
            Self::Taken { fate, .. } => {
                let Fate::Changed { differences, issued } = fate.as_ref() else {
                    return String::new();
                };
                let each = differences
                    .iter()
                    .map(|difference| report::change(difference, at.words));
                let tokens = issued
                    .iter()
                    .map(|serial| import.issued(place::Serial(serial.as_str())));
                each.chain(tokens).collect::<Vec<_>>().join("\n")
            }
            Self::Wrong { mistake, .. } => {
                let (value, why) = (mistake.value.as_str(), report::why(&mistake.refusal, at.words));
                let head = match (mistake.column.as_str(), value) {
                    ("", _) => why,
                    (column, "") => format!("{column}  {why}"),
                    (column, value) => format!("{}  {why}", import.value(place::Column(column), place::Value(value))),
                };
                match report::form(mistake, at.words) {
                    "" => head,
                    form => format!("{head}\n{}", import.expected(place::Form(form))),
                }
            }
        }
    }
}
