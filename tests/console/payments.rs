//! The customer's payments from the entry to the receipt (BFKF, BSGK, BPEZ, BSNN, BZND).

mod teller;

use madoguchi::words::Lang;

use crate::support::{branch, two_terminals};
use teller::{Customer, closed_in, on};

#[test]
fn a_transfer_shows_at_eighty_columns() {
    let mut customer = on("BFKF001", "DEN502");
    println!("{}", customer.picture());
    customer.transfer("1500000");
    println!("{}", customer.picture());
    customer.keys("<F10>");
    println!("{}", customer.picture());
    customer.confirm("DEN502").type_code("200000251").keys("<F10>");
    println!("{}", customer.picture());
    customer.keys("<F12>").jump("BZND001");
    println!("{}", customer.picture());
    customer.jump("BPEZ001");
    println!("{}", customer.picture());
    customer.jump("BSGK001");
    println!("{}", customer.picture());
    customer.jump("BSNN001");
    println!("{}", customer.picture());
    let _ = (closed_in, two_terminals, branch, Lang::Ja);
}
