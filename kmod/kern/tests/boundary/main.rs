//! The boundary between the halves: what the mirrors (`src/ffi`) and the functions that C calls say,
//! against what the C compiler makes of the headers (`shim/*.h`). From the Rust source a C file is made
//! that includes every mirrored header and asserts, of each structure, its fields' places and types and
//! its size; of each constant, its value; of each function, its type, in either direction. A `repr(C)`
//! structure is laid out as a C structure of the same fields, so that the assertions hold for Rust too.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
mod mirror;

use mirror::{Function, Mirror, Struct, c_name, c_type};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn kern() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file beneath a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The mirrors, each with its header's name, and the functions that C calls.
fn read() -> (Vec<(String, Mirror)>, Vec<Function>) {
    let ffi = kern().join("src/ffi");
    let mut mirrors = Vec::new();
    let mut exported = Vec::new();
    for path in sources(&kern().join("src")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.starts_with(&ffi) {
            if name != "mod" {
                mirrors.push((name, Mirror::parse(&text)));
            }
        } else {
            exported.extend(mirror::exported(&text));
        }
    }
    (mirrors, exported)
}

fn structure(out: &mut String, s: &Struct) {
    let c = c_name(&s.name);
    let mut fields = String::new();
    for (name, ty) in &s.fields {
        let _ = writeln!(fields, "\t{};", declared(name, ty));
        let at = format!("((struct {c} *)0)->{name}");
        // A mirror may promise not to write what C may.
        let like = format!("__typeof__({})", declared("", ty));
        let writable = like.replace("const ", "");
        let _ = writeln!(
            out,
            "ASSERT(__builtin_types_compatible_p(__typeof__({at}), {like}) ||\n    \
             __builtin_types_compatible_p(__typeof__({at}), {writable}), \"{c}.{name}: type\");\n\
             ASSERT(offsetof(struct {c}, {name}) == offsetof(struct mirror_{c}, {name}), \
             \"{c}.{name}: place\");"
        );
    }
    let nothing = |ty: &str| if ty.starts_with(['[', 'W']) { "{0}" } else { "0" };
    let zeros: Vec<_> = s.fields.iter().map(|(_, ty)| nothing(ty)).collect();
    // A field that the mirror lacks would go without a value, which the compiler tells.
    let _ = writeln!(
        out,
        "static const struct {c} all_{c} __attribute__((unused)) = {{ {} }};",
        zeros.join(", ")
    );
    let body = format!("struct mirror_{c} {{\n{fields}}};\n");
    out.insert_str(0, &body);
    let _ = writeln!(
        out,
        "ASSERT(sizeof(struct {c}) == sizeof(struct mirror_{c}), \"{c}: size\");\n\
         ASSERT(_Alignof(struct {c}) == _Alignof(struct mirror_{c}), \"{c}: alignment\");"
    );
}

/// A C declaration of `name`.
fn declared(name: &str, ty: &str) -> String {
    match ty.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        Some(array) => {
            let (of, len) = array.split_once(';').unwrap();
            format!("{} {name}[{}]", c_type(of.trim()), len.trim())
        }
        None => format!("{} {name}", c_type(ty)),
    }
}

fn function(out: &mut String, f: &Function) {
    let args: Vec<String> = f.args.iter().map(|a| c_type(a)).collect();
    let args = if args.is_empty() { "void".to_owned() } else { args.join(", ") };
    let ret = f.ret.as_deref().map_or("void".to_owned(), c_type);
    let _ = writeln!(
        out,
        "ASSERT(__builtin_types_compatible_p(__typeof__({0}), {ret}({args})),\n    \"{0}: {ret}({args})\");",
        f.name
    );
}

/// Runs the C compiler over a file in a folder of the build's.
fn compile(name: &str, text: &str) -> Result<(), String> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, text).unwrap();
    let shim = kern().join("../shim");
    let mut cc = Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".into()));
    cc.args(["-std=gnu11", "-fsyntax-only", "-Wall", "-Wextra", "-Werror"]);
    let out = cc.arg("-I").arg(shim).arg(&file).output().unwrap();
    if out.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&out.stderr).into_owned())
}

fn text_of(mirrors: &[(String, Mirror)], exported: &[Function]) -> String {
    let mut head = String::from(
        "#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n\
         #define ASSERT(what, text) _Static_assert(what, text)\n#include \"module.h\"\n#include \"gate.h\"\n",
    );
    let mut body = String::new();
    for (header, mirror) in mirrors {
        let _ = writeln!(head, "#include \"{header}.h\"");
        for (name, value) in &mirror.constants {
            // A constant of sixty-four bits fits the widest comparison that C has.
            let _ = writeln!(body, "ASSERT({name} == {value}, \"{name}\");");
        }
        for s in &mirror.structs {
            let mut of_it = String::new();
            structure(&mut of_it, s);
            body.push_str(&of_it);
        }
        for f in &mirror.functions {
            function(&mut body, f);
        }
    }
    for f in exported {
        function(&mut body, f);
    }
    head + &body
}

#[test]
fn the_mirrors_are_what_the_headers_say() {
    let (mirrors, exported) = read();
    let count = |n: fn(&Mirror) -> usize| mirrors.iter().map(|(_, m)| n(m)).sum::<usize>();
    // Nothing was overlooked for want of being understood.
    assert!(mirrors.len() >= 10 && exported.len() >= 17, "{} {}", mirrors.len(), exported.len());
    assert!(count(|m| m.structs.len()) >= 10 && count(|m| m.functions.len()) >= 50);
    assert!(count(|m| m.constants.len()) >= 20);
    if let Err(e) = compile("boundary.c", &text_of(&mirrors, &exported)) {
        panic!("{e}");
    }
}

#[test]
fn a_mirror_that_is_not_is_found() {
    let (mirrors, exported) = read();
    for broken in [
        |m: &mut Mirror| m.constants.iter_mut().for_each(|(_, v)| *v = format!("({v}) + 1")),
        |m: &mut Mirror| m.structs.iter_mut().for_each(|s| s.fields.reverse()),
        |m: &mut Mirror| m.structs.iter_mut().for_each(|s| drop(s.fields.pop())),
        |m: &mut Mirror| {
            let scalar = |f: &&mut (String, String)| f.1 == "u32";
            m.structs.iter_mut().filter_map(|s| s.fields.iter_mut().find(scalar)).for_each(|f| {
                "i32".clone_into(&mut f.1);
            });
        },
        |m: &mut Mirror| m.functions.iter_mut().for_each(|f| f.args.push("u32".into())),
    ] {
        for n in 0..mirrors.len() {
            let (header, mut mirror) = mirrors[n].clone();
            broken(&mut mirror);
            let same = mirror == mirrors[n].1;
            let one = [(header.clone(), mirror)];
            // The others give the structures that it may refer to.
            let others = mirrors.iter().filter(|(h, _)| *h != header).cloned();
            let all: Vec<_> = others.chain(one).collect();
            let result = compile("broken.c", &text_of(&all, &exported));
            assert_eq!(result.is_err(), !same, "{header}");
        }
    }
}

#[test]
fn c_and_rust_name_the_same_functions() {
    let (mirrors, exported) = read();
    let words = |text: &str, prefix: &str| -> Vec<String> {
        let mut out = Vec::new();
        let mut rest = mirror::without_comments(text);
        while let Some(at) = rest.find(prefix) {
            let name = &rest[at..];
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            if name[end..].starts_with('(') && !rest[..at].ends_with(['_', '(']) {
                out.push(name[..end].to_owned());
            }
            rest = name[end..].to_owned();
        }
        out
    };
    let mut called = Vec::new();
    for header in ["module"].into_iter().chain(mirrors.iter().map(|(h, _)| h.as_str())) {
        let path = kern().join(format!("../shim/{header}.h"));
        let text = std::fs::read_to_string(&path).unwrap();
        called.extend(words(&text, "wss_rs_"));
    }
    let mut there: Vec<_> = exported.iter().map(|f| f.name.clone()).collect();
    called.sort();
    there.sort();
    assert_eq!(called, there, "what C calls, and what Rust offers");
}
