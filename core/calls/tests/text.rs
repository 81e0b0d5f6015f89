//! Mistakes in the characterisations' text are told with file, line and what was expected. The
//! modules are those of the build script.
#![allow(dead_code, unreachable_pub)]

#[path = "../build/calls.rs"]
mod calls;
#[path = "../build/consts.rs"]
mod consts;
#[path = "../build/text.rs"]
mod text;
#[path = "../build/types.rs"]
mod types;

use std::path::Path;
use text::{Bad, Source};

fn source(file: &str, content: &str) -> Source {
    Source::parse(file, content)
}

fn shipped(file: &str) -> Source {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    Source::read(dir, file).expect("the file is there")
}

/// Reads a text of calls against the shipped constants and structures.
fn read(content: &str) -> Result<calls::Calls, Bad> {
    let sets = consts::sets(&shipped("linux.consts"))?;
    let errnos = consts::errnos(&shipped("linux.errnos"))?;
    let known = consts::Known::new(&sets, &errnos)?;
    let structs = types::structs(&shipped("linux.structs"), &known)?;
    calls::calls(&source("x.calls", content), &known, &structs)
}

#[track_caller]
fn refused(content: &str, message: &str) {
    match read(&format!("tag file x\n{content}")) {
        Ok(_) => panic!("accepted: {content}"),
        Err(bad) => assert_eq!(bad.to_string(), format!("x.calls:{message}")),
    }
}

#[test]
fn a_call_is_read() {
    let calls = read("tag file x\n3 close(fd: fd) -> int | close | file | eintr\n").unwrap();
    let call = calls.calls.first().expect("one call");
    assert_eq!((call.nr, call.name.as_str(), call.eintr), (3, "close", true));
}

#[test]
fn what_no_register_holds_is_left_out() {
    let seven = "a: int, b: int, c: int, _, e: int, f: int";
    let line = format!("tag file x\n3 a({seven}, stacked g: int, again: fd = b) -> int | a | file");
    let calls = read(&line).unwrap();
    let params = &calls.calls.first().expect("one call").params;
    let names: Vec<_> = params.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "e", "f", "again"]);
    assert!(matches!(params[5].place, calls::Place::Register(1)));
    refused("3 a(stacked b: int) -> int | a | file", "2: `b` is in a register");
    let line = format!("3 a({seven}, stacked g: handle) -> int | a | file");
    refused(&line, "2: there is no type `handle`");
    let line = format!("3 a({seven}, g: int) -> int | a | file");
    refused(&line, "2: more than six registers");
}

#[test]
fn no_parameter_is_untyped() {
    refused("3 close(fd) -> int | close | file", "2: expected `:`, found `)`");
    refused("3 close(fd: ) -> int | close | file", "2: expected a type, found `)`");
    refused("3 close(fd: handle) -> int | close | file", "2: there is no type `handle`");
}

#[test]
fn mistakes_are_told() {
    refused("3 close(fd: fd) | close | file", "2: expected `-`, found the end of the line");
    refused("3 close(fd: fd) -> int | close | fd", "2: there is no tag `fd`");
    refused(
        "3 close(fd: fd) -> int | close",
        "2: expected NR NAME(PARAMS) -> RESULT | FAMILIES | TAGS",
    );
    refused("3 a(x: flags nil) -> int | a | file", "2: there is no set of constants `nil`");
    refused("3 a(p: path@d) -> int | a | file", "2: `d` is in no register before");
    refused("3 a(b: buf(n)) -> int | a | file", "2: the length `n` is in no register");
    refused("3 a(x: int, x: int) -> int | a | file", "2: two parameters are named `x`");
    refused(
        "3 a(x: out int) -> int | a | file",
        "2: only what a pointer refers to has a direction",
    );
    refused("3 a(x: int = O_NIL) -> int | a | file", "2: there is no constant `O_NIL`");
    refused("3 a() -> int | a(x has 1) | file", "2: `x` is in no register");
    refused("3 a() -> int | a | file\n2 b() -> int | b | file", "3: call numbers must rise");
    refused("3 a() -> int | a | file\n    when x = 1: -y", "3: a has no parameter `x`");
    refused("alias b = a", "2: there is no family `a` so far");
    refused("3 a() -> int | b | file\nalias a = b", "3: `a` means something already");
}

#[test]
fn mistakes_in_sets_are_told() {
    let refused = |content: &str, message: &str| {
        let result = consts::sets(&source("x.consts", content));
        let bad = result.err().expect("a mistake");
        assert_eq!(bad.to_string(), format!("x.consts:{message}"));
    };
    refused("flags a <a.h>\n    A_B", "2: expected the value of A_B");
    refused("flags a <a.h>\n    A_B 0q", "2: 0q is no number");
    refused("flags a\n", "1: name the header that defines the set: <linux/x.h>");
    refused("flag a <a.h>\n", "1: expected `flags`, `enum` or `consts`");
    refused("    A 1\n", "1: an indented line belongs below one that is not");
}
