//! Compares a characterisation with C headers: assertions made from its text files, one a line, that
//! a compiler checks without building anything.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use wss_calls::Table;

/// A C compiler with the target's headers.
pub(crate) struct Compiler {
    /// The command and its first arguments.
    pub(crate) command: &'static [&'static str],
    /// What stands before every program.
    pub(crate) prelude: &'static str,
    /// Of how many assertions one may be about what the headers are too old to know; 0: none may.
    pub(crate) one_unknown_of: usize,
}

impl Compiler {
    /// Runs it over a program; `None` where there is none.
    pub(crate) fn run(&self, args: &[&str], program: &str) -> Option<(bool, String)> {
        let (first, rest) = self.command.split_first()?;
        let child = Command::new(first)
            .env("LC_ALL", "C")
            .args(rest)
            .args(["-w", "-xc", "-"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            eprintln!("skipped: there is no {first}");
            return None;
        };
        child.stdin.take()?.write_all(program.as_bytes()).expect("a compiler reads its input");
        let out = child.wait_with_output().expect("a compiler ends");
        let text = [out.stdout, out.stderr].concat();
        Some((out.status.success(), String::from_utf8_lossy(&text).into_owned()))
    }

    /// Compiles one assertion per line below the header, or headers (`a.h> <b.h`). Returns those
    /// that fail, and those that the headers know nothing of.
    fn check(&self, header: &str, assertions: &[String]) -> Option<(Vec<String>, Vec<String>)> {
        let mut program = format!("#include <stddef.h>\n{}", self.prelude);
        for header in header.split(['<', '>', ' ']).filter(|h| !h.is_empty()) {
            let _ = writeln!(program, "#include <{header}>");
        }
        program += "#line 1 \"check\"\n";
        for condition in assertions {
            let _ = writeln!(program, "_Static_assert({condition}, \"\");");
        }
        // Not `-fsyntax-only`: zig's driver wants a result, and one of its own for each run.
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = format!("{}-{}.s", std::process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let result = Path::new(env!("CARGO_TARGET_TMPDIR")).join(run);
        let out = self.run(&["-S", "-o", result.to_str()?], &program);
        let _ = std::fs::remove_file(&result);
        let (ok, text) = out?;
        if text.contains(": No such file") || text.contains("file not found") {
            return Some((Vec::new(), assertions.to_vec()));
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
        let of = |wrong: bool| {
            let those = verdicts.iter().filter(|(_, w)| **w == wrong);
            let those = those.filter_map(|(n, _)| assertions.get(n - 1));
            those.map(|c| format!("<{header}>: {c}")).collect()
        };
        Some((of(true), of(false)))
    }

    /// Checks all assertions by header, and says how it went.
    pub(crate) fn check_all(&self, what: &str, by_header: BTreeMap<&str, Vec<String>>) {
        let (mut wrong, mut unknown, mut all) = (Vec::new(), Vec::new(), 0);
        for (header, assertions) in by_header {
            let Some((w, u)) = self.check(header, &assertions) else { return };
            wrong.extend(w);
            unknown.extend(u);
            all += assertions.len();
        }
        println!("{what}: {all} checked, of which these headers don't know {}", unknown.len());
        assert!(
            unknown.is_empty()
                || unknown.len() * self.one_unknown_of < all && self.one_unknown_of > 0,
            "the headers know too little of {all}:\n{}",
            unknown.join("\n")
        );
        assert!(wrong.is_empty(), "not so:\n{}", wrong.join("\n"));
    }

    /// Every constant of a `.consts` file has the value that its header gives it.
    pub(crate) fn constants(&self, table: &Table, text: &'static str) {
        let mut by_header: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        let mut header = "";
        for (indented, line) in lines(text) {
            if !indented {
                header = line.split_once('<').expect("a set names its headers").1;
                continue;
            }
            for name in line.split_whitespace().step_by(2).filter(|_| !header.starts_with("man:")) {
                let value = table.constant(name).expect("what the text has, the table has") as i64;
                let condition = format!("(long long)({name}) == {value}ll");
                by_header.entry(header).or_default().push(condition);
            }
        }
        self.check_all("constants", by_header);
    }

    /// Every errno up to 4095 is its header's.
    pub(crate) fn errnos(&self, table: &Table, header: &str, at_least: usize) {
        let mut assertions = Vec::new();
        for n in 1..4096 {
            if let Some(name) = table.errno_name(n) {
                assert_eq!(table.errno(name), Some(n));
                assertions.push(format!("{name} == {n}"));
            }
        }
        assert!(assertions.len() >= at_least);
        self.check_all("errnos", BTreeMap::from([(header, assertions)]));
    }

    /// Every structure of a `.structs` file has its header's layout.
    pub(crate) fn structures(&self, table: &Table, text: &'static str) {
        let mut by_header: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (_, line) in lines(text).filter(|(indented, _)| !indented) {
            let name = line.split(' ').nth(1).expect("a name");
            let (_, rest) = line.split_once('<').expect("a structure names its header");
            let (header, c_name) = rest.split_once('>').expect("a header ends");
            if header.starts_with("man:") {
                continue;
            }
            let s = table.structure(name).expect("what the text has, the table has");
            let c_name = match c_name.trim() {
                "" => format!("struct {name}"),
                c_name => c_name.to_string(),
            };
            let list = by_header.entry(header).or_default();
            // The kernel lets structures that come with their size grow.
            list.push(format!("sizeof({c_name}) <= {}", s.size));
            for f in s.fields {
                let (field, offset, size) = (f.name, f.offset, f.size);
                list.push(format!("offsetof({c_name}, {field}) == {offset}"));
                list.push(format!("sizeof((({c_name} *)0)->{field}) == {size}"));
            }
        }
        self.check_all("structures", by_header);
    }
}

/// Lines of a text file without comments: indented or not, and the text.
fn lines(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let code = text.lines().map(|l| l.split('#').next().unwrap_or_default());
    code.filter(|l| !l.trim().is_empty()).map(|l| (l.starts_with(' '), l.trim()))
}
