//! The characterisation agrees with the machine's own headers: every constant, errno, structure
//! layout and call number that they know. A C compiler checks assertions made from the text files;
//! where there is none, the tests say so and check nothing. Names that the headers are too old for
//! are counted and printed.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use wss_abi::target::Target;
use wss_calls::{Table, table};

fn linux() -> &'static Table {
    table(Target::LinuxX86_64).expect("this build characterises Linux")
}

/// Runs `cc`; `None` where there is none or the machine's headers are another system's.
fn cc(args: &[&str], program: &str) -> Option<(bool, String)> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        eprintln!("skipped: the headers of this machine are another system's");
        return None;
    }
    let child = Command::new("cc")
        .env("LC_ALL", "C")
        .args(["-w", "-D_GNU_SOURCE", "-xc", "-"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: no C compiler (cc)");
        return None;
    };
    child.stdin.take()?.write_all(program.as_bytes()).expect("cc reads its input");
    let out = child.wait_with_output().expect("cc ends");
    let text = [out.stdout, out.stderr].concat();
    Some((out.status.success(), String::from_utf8_lossy(&text).into_owned()))
}

/// Compiles one assertion per line below the header, or headers (`a.h> <b.h>`). Returns those that fail, and how
/// many the header knows nothing of.
fn check(header: &str, assertions: &[(String, String)]) -> Option<(Vec<String>, usize)> {
    let mut program = String::from("#include <stddef.h>\n");
    for header in header.split(['<', '>', ' ']).filter(|h| !h.is_empty()) {
        let _ = writeln!(program, "#include <{header}>");
    }
    program += "#line 1 \"check\"\n";
    for (condition, what) in assertions {
        let _ = writeln!(program, "_Static_assert({condition}, \"{what}\");");
    }
    let (ok, text) = cc(&["-fsyntax-only"], &program)?;
    if text.contains(": No such file") {
        return Some((Vec::new(), assertions.len()));
    }
    let mut verdicts: BTreeMap<usize, bool> = BTreeMap::new();
    for line in text.lines().filter_map(|l| l.strip_prefix("check:")) {
        let number = line.split(':').next().and_then(|n| n.parse().ok()).expect("a line");
        if line.contains("error") {
            let wrong = line.contains("static assertion failed");
            verdicts.entry(number).and_modify(|w| *w &= wrong).or_insert(wrong);
        }
    }
    assert!(ok || !verdicts.is_empty(), "<{header}> does not compile:\n{text}");
    let wrong = verdicts.iter().filter(|(_, wrong)| **wrong);
    let wrong: Vec<_> = wrong.filter_map(|(n, _)| assertions.get(n - 1)).collect();
    let wrong: Vec<_> = wrong.iter().map(|(c, _)| format!("<{header}>: not {c}")).collect();
    let unknown = verdicts.len() - wrong.len();
    Some((wrong, unknown))
}

/// Lines of a text file without comments: indented or not, and the text.
fn lines(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let code = text.lines().map(|l| l.split('#').next().unwrap_or_default());
    code.filter(|l| !l.trim().is_empty()).map(|l| (l.starts_with(' '), l.trim()))
}

/// Runs all assertions by header, and says how it went.
fn check_all(what: &str, by_header: BTreeMap<&str, Vec<(String, String)>>) {
    let (mut wrong, mut unknown, mut all) = (Vec::new(), 0, 0);
    for (header, assertions) in by_header {
        let Some((w, u)) = check(header, &assertions) else { return };
        wrong.extend(w);
        unknown += u;
        all += assertions.len();
    }
    println!("{what}: {all} checked, of which these headers don't know {unknown}");
    assert!(unknown * 4 < all, "the headers know too little: {unknown} of {all} unknown");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn constants_are_those_of_the_headers() {
    let mut by_header: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    let mut header = "";
    for (indented, line) in lines(include_str!("../linux.consts")) {
        if !indented {
            header = line.split_once('<').expect("a set names its headers").1;
            continue;
        }
        for name in line.split_whitespace().step_by(2) {
            let value = linux().constant(name).expect("what the text has, the table has") as i64;
            let condition = format!("(long long)({name}) == {value}ll");
            by_header.entry(header).or_default().push((condition, name.to_string()));
        }
    }
    check_all("constants", by_header);
}

#[test]
fn errnos_are_those_of_the_headers() {
    let mut assertions = Vec::new();
    for n in 1..4096 {
        if let Some(name) = linux().errno_name(n) {
            assert_eq!(linux().errno(name), Some(n));
            assertions.push((format!("{name} == {n}"), name.to_string()));
        }
    }
    assert!(assertions.len() > 130);
    check_all("errnos", BTreeMap::from([("asm/errno.h", assertions)]));
}

#[test]
fn structures_are_those_of_the_headers() {
    let mut by_header: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (indented, line) in lines(include_str!("../linux.structs")) {
        if indented {
            continue;
        }
        let name = line.split(' ').nth(1).expect("a name");
        let (_, rest) = line.split_once('<').expect("a structure names its header");
        let (header, c_name) = rest.split_once('>').expect("a header ends");
        if header.starts_with("man:") {
            continue;
        }
        let s = linux().structure(name).expect("what the text has, the table has");
        let c_name = match c_name.trim() {
            "" => format!("struct {name}"),
            c_name => c_name.to_string(),
        };
        let list = by_header.entry(header).or_default();
        // The kernel lets structures that come with their size grow.
        list.push((format!("sizeof({c_name}) <= {}", s.size), c_name.clone()));
        for f in s.fields {
            let (field, offset, size) = (f.name, f.offset, f.size);
            list.push((format!("offsetof({c_name}, {field}) == {offset}"), c_name.clone()));
            let condition = format!("sizeof((({c_name} *)0)->{field}) == {size}");
            list.push((condition, c_name.clone()));
        }
    }
    check_all("structures", by_header);
}

#[test]
fn call_numbers_are_those_of_the_headers() {
    let Some((true, text)) = cc(&["-E", "-dM"], "#include <asm/unistd.h>\n") else { return };
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
