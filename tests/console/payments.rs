//! The customer's payments from the entry to the receipt (BFKF, BSGK, BPEZ, BSNN, BZND).

mod approving;
mod batch;
mod bill;
mod books;
mod english;
mod teller;
mod transfer;
