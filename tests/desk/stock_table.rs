//! The table of a fob's way, and its picture, as the documentation has them: made from the table that the desk goes by (R15.1, R15.9).

use std::fmt::Write;

use madoguchi::domain::staff::{Role, may};
use madoguchi::domain::stock::{Deed, Delivery, Second, Step, Way};
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::{MailItem, PostalAddress};
use madoguchi::words::{Lang, Words};

use crate::support::{Branch, contract};

const DOCUMENT: &str = "docs/stock.md";
const PICTURE: &str = "docs/stock.svg";
const BEGINS: &str = "<!-- begins: made by `MADOGUCHI_PICTURES=write cargo test --test desk documented` -->\n";
const ENDS: &str = "<!-- ends -->\n";

fn second(deed: Deed) -> &'static str {
    match (deed, deed.second()) {
        (Deed::Release, _) => "none: it is the second person; not who took the batch in",
        (Deed::Issue, _) => "supervisor, before; rests on an identity check (R10.3)",
        (Deed::WriteOff, _) => "another supervisor or an administrator, before",
        (Deed::Reinstate, _) => "none: a supervisor decides about a colleague's revocation",
        (_, Second::Before) => "supervisor, before",
        (_, Second::After) => "supervisor, looked over afterwards",
        (_, Second::Receiver) => "somebody of the branch that receives it",
        (_, Second::Nobody) => "none: another person sent it",
    }
}

/// Who has the duty; a trainer has it on training stores alone.
fn who(deed: Deed, words: &Words) -> String {
    let roles = Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Trainer && may(*role, deed.duty()));
    roles.map(|role| words.label.role(role)).collect::<Vec<_>>().join(", ")
}

/// Each way from one state to the next: what is done, from where, to where.
fn ways() -> impl Iterator<Item = (Deed, Stock, Stock)> {
    let all = Deed::ALL
        .into_iter()
        .flat_map(|deed| Stock::ALL.map(|stock| (deed, stock)));
    all.filter_map(|(deed, stock)| Some((deed, stock, deed.next(stock)?)))
}

fn deeds(ja: &Words, en: &Words) -> String {
    let mut table =
        "| state | act | next state | who | second person | entry | notice (R14.1) |\n|---|---|---|---|---|---|---|\n"
            .to_owned();
    for (deed, before, after) in ways() {
        let named = |stock| format!("{} {}", ja.label.stock(stock), en.label.stock(stock));
        writeln!(
            table,
            "| {} | {} | {} | {} | {} | `{}` | {} |",
            named(before),
            ja.value(deed.as_str()),
            named(after),
            who(deed, en),
            second(deed),
            deed.as_str(),
            if deed.is_told() {
                "to every master and admin user"
            } else {
                "–"
            },
        )
        .unwrap();
    }
    table
}

/// How a fob that was issued reaches the customer.
fn steps(ja: &Words) -> String {
    let mut table = "| on its way | way | act | then | entry |\n|---|---|---|---|---|\n".to_owned();
    let branch = Branch::open();
    let now = branch.now();
    let mut to = branch
        .desk
        .look(&branch.teller)
        .sheet(&contract("1000002"))
        .unwrap()
        .case
        .contract;
    to.address = Some(PostalAddress::parse("902-0000 架空県見本市例示町1-2").unwrap());
    to.address_since = None;
    let all = [
        Step::Applied {
            date: madoguchi::domain::calendar::day_of(now),
        },
        Step::Handed,
        Step::Sent {
            item: MailItem::parse("12345678901").unwrap(),
        },
        Step::Arrived,
    ];
    for delivery in Delivery::ALL {
        for (step, way) in all.iter().flat_map(|step| Way::ALL.map(|way| (step, way))) {
            // What is handed over is for the counter, and what is sent for the mail.
            let fits = match delivery {
                Delivery::ToHand | Delivery::Handed => way == Way::Counter,
                Delivery::ToSend | Delivery::Sent | Delivery::Arrived => way == Way::Mail,
                Delivery::Application | Delivery::Over => true,
            };
            let next = step.on("10000018", (delivery, way), &to, now, branch.desk.policy());
            if let (true, Ok(next)) = (fits, next) {
                let [before, next] = [delivery, next].map(|of| ja.label.delivery(of));
                let (way, act) = (ja.label.way(way), ja.value(step.as_str()));
                writeln!(table, "| {before} | {way} | {act} | {next} | `{}` |", step.as_str()).unwrap();
            }
        }
    }
    table
}

/// Where each state stands in the picture: its middle.
const PLACES: [(Stock, f64, f64); 7] = [
    (Stock::Arrived, 100.0, 70.0),
    (Stock::InStock, 400.0, 70.0),
    (Stock::Issued, 780.0, 70.0),
    (Stock::Moving, 100.0, 330.0),
    (Stock::Returned, 620.0, 270.0),
    (Stock::Lost, 960.0, 270.0),
    (Stock::Scrapped, 500.0, 450.0),
];
/// Half of a box.
const HALF: (f64, f64) = (62.0, 24.0);

fn place(stock: Stock) -> (f64, f64) {
    let found = PLACES.iter().find(|(known, ..)| *known == stock).unwrap();
    (found.1, found.2)
}

/// Where a line that runs so far beside the middle of a box, and parallel to the way from there to a point, leaves the box.
fn edge((x, y): (f64, f64), (to_x, to_y): (f64, f64), aside: (f64, f64)) -> (f64, f64) {
    let reach = |way: f64, half: f64, aside: f64| (half - aside * way.signum()) / way.abs().max(0.001);
    let (dx, dy) = (to_x - x, to_y - y);
    let reach = reach(dx, HALF.0, aside.0).min(reach(dy, HALF.1, aside.1));
    (x + aside.0 + dx * reach, y + aside.1 + dy * reach)
}

fn picture(ja: &Words) -> String {
    let mut drawn = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1080 510\" width=\"1080\" height=\"510\" \
                     font-family=\"Noto Sans CJK JP, sans-serif\" font-size=\"14\">\n\
                     <rect width=\"1080\" height=\"510\" fill=\"white\"/>\n\
                     <defs><marker id=\"a\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" \
                     orient=\"auto\"><path d=\"M0 0 L10 5 L0 10 z\" fill=\"#555\"/></marker></defs>\n"
        .to_owned();
    let mut ends: Vec<(Stock, Stock)> = ways().map(|(_, before, after)| (before, after)).collect();
    ends.sort_by_key(|(before, after)| {
        let at = |stock: &Stock| Stock::ALL.iter().position(|known| known == stock);
        (at(before), at(after))
    });
    ends.dedup();
    for (before, after) in &ends {
        let acts: Vec<_> = ways()
            .filter(|(_, from, to)| (from, to) == (before, after))
            .map(|(deed, ..)| {
                let mark = match deed.second() {
                    Second::Before => "*",
                    Second::After => "°",
                    _ => "",
                };
                format!("{}{mark}", ja.value(deed.as_str()))
            })
            .collect();
        let (from, to) = (place(*before), place(*after));
        if before == after {
            let (x, y) = (from.0 + HALF.0, from.1);
            writeln!(
                drawn,
                "<path d=\"M{x} {} q34 10 0 20\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#a)\"/>",
                y - 10.0
            )
            .unwrap();
            let (x, y) = (from.0, from.1 + HALF.1 + 18.0);
            writeln!(
                drawn,
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                acts.join("、")
            )
            .unwrap();
            continue;
        }
        // Two ways between the same boxes stand side by side.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let aside = if ends.contains(&(*after, *before)) { 11.0 } else { 0.0 };
        let shift = (-dy / length * aside, dx / length * aside);
        let (a, b) = (edge(from, to, shift), edge(to, from, shift));
        writeln!(
            drawn,
            "<line x1=\"{:.0}\" y1=\"{:.0}\" x2=\"{:.0}\" y2=\"{:.0}\" stroke=\"#555\" marker-end=\"url(#a)\"/>",
            a.0, a.1, b.0, b.1
        )
        .unwrap();
        let (x, y) = (a.0 * 0.6 + b.0 * 0.4 + shift.0, a.1 * 0.6 + b.1 * 0.4 + shift.1 + 5.0);
        writeln!(
            drawn,
            "<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"middle\" stroke=\"white\" stroke-width=\"5\" \
             paint-order=\"stroke\">{}</text>",
            acts.join("、")
        )
        .unwrap();
    }
    for (stock, x, y) in PLACES {
        writeln!(
            drawn,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"#eef3fb\" stroke=\"#335\"/>\n\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"17\">{}</text>",
            x - HALF.0,
            y - HALF.1,
            HALF.0 * 2.0,
            HALF.1 * 2.0,
            y + 6.0,
            ja.label.stock(stock)
        )
        .unwrap();
    }
    drawn += "<text x=\"20\" y=\"490\" fill=\"#555\">* 役席が先に承認  ° 役席が後で確認</text>\n</svg>\n";
    drawn
}

/// `MADOGUCHI_PICTURES=write` makes both anew.
#[test]
fn the_documented_way_of_a_fob_is_that_of_the_program_r15_1_r15_9() {
    let (ja, en) = (Words::of(Lang::Ja), Words::of(Lang::En));
    let made = format!(
        "{BEGINS}\n![The states of a fob and what leads from one to the next](stock.svg)\n\n{}\n\
         How a fob that was issued reaches the customer (R15.5), by tellers and supervisors, each step at once:\n\n{}\n{ENDS}",
        deeds(&ja, &en),
        steps(&ja)
    );
    let kept = std::fs::read_to_string(DOCUMENT).unwrap_or_default();
    let (before, rest) = kept.split_once(BEGINS).unwrap();
    let (_, after) = rest.split_once(ENDS).unwrap();
    let whole = format!("{before}{made}{after}");
    let drawn = picture(&ja);
    if std::env::var_os("MADOGUCHI_PICTURES").is_some_and(|how| how == "write") {
        std::fs::write(DOCUMENT, &whole).unwrap();
        std::fs::write(PICTURE, &drawn).unwrap();
        return;
    }
    let again = "make it anew: MADOGUCHI_PICTURES=write cargo test --test desk documented";
    assert!(kept == whole, "{again}");
    assert!(std::fs::read_to_string(PICTURE).unwrap_or_default() == drawn, "{again}");
}

/// The table tells of each state what ends it, but of the one that nothing ends.
#[test]
fn every_state_but_scrapped_leads_on_and_every_one_is_reached_r15_1() {
    for stock in Stock::ALL {
        let leads_on = ways().any(|(_, before, after)| before == stock && after != stock);
        assert_eq!(leads_on, stock != Stock::Scrapped, "{stock:?}");
        let is_reached = ways().any(|(_, _, after)| after == stock);
        assert_eq!(is_reached, stock != Stock::Arrived, "{stock:?}: only a batch brings it");
    }
}
