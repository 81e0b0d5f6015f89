//! The characterisation of Linux agrees with the machine's own headers: every constant, errno,
//! structure layout and call number that they know. Where there is no C compiler, or another system,
//! the tests say so and check nothing. Names that the headers are too old for are counted and
//! printed.
mod assertions;

use assertions::Compiler;
use wss_abi::target::Target;
use wss_calls::{Table, table};

fn linux() -> &'static Table {
    table(Target::LinuxX86_64).expect("this build characterises Linux")
}

fn cc() -> Option<Compiler> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        eprintln!("skipped: the headers of this machine are another system's");
        return None;
    }
    Some(Compiler { command: &["cc", "-D_GNU_SOURCE"], prelude: "", one_unknown_of: 4 })
}

#[test]
fn constants_are_those_of_the_headers() {
    let Some(cc) = cc() else { return };
    cc.constants(linux(), include_str!("../linux.consts"));
}

#[test]
fn errnos_are_those_of_the_headers() {
    let Some(cc) = cc() else { return };
    cc.errnos(linux(), "asm/errno.h", 131);
}

#[test]
fn structures_are_those_of_the_headers() {
    let Some(cc) = cc() else { return };
    cc.structures(linux(), include_str!("../linux.structs"));
}

#[test]
fn call_numbers_are_those_of_the_headers() {
    let out = cc().and_then(|cc| cc.run(&["-E", "-dM"], "#include <asm/unistd.h>\n"));
    let Some((true, text)) = out else { return };
    let mut known = 0;
    for line in text.lines().filter_map(|l| l.strip_prefix("#define __NR_")) {
        let (name, nr) = line.split_once(' ').expect("a number");
        let Ok(nr) = nr.parse::<u32>() else { continue };
        let call = linux().by_nr(nr).unwrap_or_else(|| panic!("{nr} {name} is missing"));
        assert_eq!(call.name, name, "number {nr}");
        known += 1;
    }
    println!("calls: {known} checked, {} in the table", linux().calls().len());
    assert!(known > 300, "the headers know only {known} calls");
}

#[test]
fn the_table_has_no_gaps() {
    // syscall_64.tbl: 0..=334 and 424..=469 without a gap, and two traps of uprobes between.
    let numbers: Vec<u32> = linux().calls().iter().map(|c| c.nr).collect();
    let expected: Vec<u32> = (0..=336).chain(424..=469).collect();
    assert_eq!(numbers, expected);
}
