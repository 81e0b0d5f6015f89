//! The characterisation of FreeBSD agrees with FreeBSD 15.0's headers, all of it: those of the
//! machine where it is one, else those that the Python package `ziglang` ships. Where there is
//! neither, the tests say so and check nothing.
mod assertions;

use assertions::Compiler;
use std::process::Command;
use wss_abi::target::Target;
use wss_calls::{Table, table};

fn freebsd() -> &'static Table {
    table(Target::FreebsdAmd64).expect("this build characterises FreeBSD")
}

/// What the headers need before them, and what shows their compatibility structures.
const PRELUDE: &str = "#define _WANT_FREEBSD11_STAT\n#define _WANT_FREEBSD11_STATFS\n\
    #define _WANT_FREEBSD11_KEVENT\n#include <sys/param.h>\n#include <signal.h>\n#include <sys/ipc.h>\n";

fn cc() -> Option<Compiler> {
    let command: &[&str] = if cfg!(all(target_os = "freebsd", target_arch = "x86_64")) {
        &["cc", "-ferror-limit=0"]
    } else {
        let zig = Command::new("python3").args(["-m", "ziglang", "version"]).output();
        if !zig.is_ok_and(|out| out.status.success()) {
            eprintln!("skipped: no headers of FreeBSD (pip install ziglang)");
            return None;
        }
        &["python3", "-m", "ziglang", "cc", "-target", "x86_64-freebsd.15.0", "-ferror-limit=0"]
    };
    Some(Compiler { command, prelude: PRELUDE, one_unknown_of: 0 })
}

#[test]
fn constants_are_those_of_the_headers() {
    let Some(cc) = cc() else { return };
    cc.constants(freebsd(), include_str!("../freebsd.consts"));
}

#[test]
fn errnos_are_those_of_the_headers() {
    let Some(cc) = cc() else { return };
    cc.errnos(freebsd(), "errno.h", 97);
}

#[test]
fn structures_are_those_of_the_headers() {
    let Some(cc) = cc() else { return };
    cc.structures(freebsd(), include_str!("../freebsd.structs"));
}

#[test]
fn call_numbers_are_those_of_the_headers() {
    let out = cc().and_then(|cc| cc.run(&["-E", "-dM"], "#include <sys/syscall.h>\n"));
    let Some((true, text)) = out else { return };
    let mut known = 0;
    for line in text.lines().filter_map(|l| l.strip_prefix("#define SYS_")) {
        let (name, nr) = line.split_once(' ').expect("a number");
        let Ok(nr) = nr.parse::<u32>() else { continue };
        if name == "MAXSYSCALL" {
            continue;
        }
        let call = freebsd().by_nr(nr).unwrap_or_else(|| panic!("{nr} {name} is missing"));
        assert_eq!(call.name, name, "number {nr}");
        known += 1;
    }
    println!("calls: {known} checked, {} in the table", freebsd().calls().len());
    assert!(known > 400, "the headers know only {known} calls");
}
