//! Every screen in 80×24, row by row.

mod ending;
mod entering;
