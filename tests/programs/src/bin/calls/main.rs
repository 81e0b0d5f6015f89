//! `calls DIRECTORY`: about a hundred system calls, one of a kind, with arguments and results that
//! do not change from run to run: what two tracers say of them can be compared, line by line.
//!
//! They come between two marks (see `test_programs::raw`), numbers 0 and 1 of mode 77. What
//! pointers point to lies at fixed addresses. DIRECTORY must be empty. Prints the number of calls.
mod list;
mod memory;

use memory::Memory;
use std::process::ExitCode;
use test_programs::raw::{self, Call};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [directory] = args.as_slice() else {
        eprintln!("usage: calls DIRECTORY");
        return ExitCode::from(2);
    };
    let prepared = std::env::set_current_dir(directory).and_then(|()| Memory::new());
    let mut memory = match prepared {
        Ok(memory) => memory,
        Err(e) => {
            eprintln!("calls: {directory}: {e}");
            return ExitCode::FAILURE;
        }
    };
    let calls = list::calls(&mut memory);
    make(raw::mark(77, 0));
    for &call in &calls {
        make(call);
    }
    make(raw::mark(77, 1));
    println!("{}", calls.len());
    ExitCode::SUCCESS
}

fn make(call: Call) {
    // SAFETY: the list's pointers are 0, or into memory of this program set apart for that call;
    // none of the calls takes from this program what it needs to go on.
    unsafe { raw::call(call) };
}
