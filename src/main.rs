//! The program: it shuts secrets in, and hands over to the command line.

use std::panic::catch_unwind;
use std::process::ExitCode;

use color_eyre::config::HookBuilder;

/// The store or the system failed, or the program itself.
const FAILED: u8 = 3;

fn run() -> color_eyre::Result<ExitCode> {
    madoguchi::cli::keep_memory_private()?;
    madoguchi::cli::outlive_full_files()?;
    HookBuilder::default().display_env_section(false).install()?;
    Ok(madoguchi::cli::run(std::env::args_os()))
}

fn main() -> ExitCode {
    match catch_unwind(run) {
        Ok(Ok(code)) => code,
        Ok(Err(report)) => {
            eprintln!("{report:?}");
            ExitCode::from(FAILED)
        }
        // The hook has told of it.
        Err(_) => ExitCode::from(FAILED),
    }
}
