//! The C test programme: every program of `tests/c` compiles, runs in the machine, and returns what
//! its first line says (`// expect: N`), which is what gcc's program returns where there is a gcc.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use wdl::driver::{Source, compile_source};
use wdl::{Options, exec};
use wss_abi::object::Object;
use wss_abi::target::Target;

/// Programs below `tests/c`, one folder for each part of the language.
fn programs() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c")];
    let mut list = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "c") {
                list.push(path);
            }
        }
    }
    list.sort();
    list
}

/// Its path below `tests/c`.
fn name(path: &Path) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c");
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

/// What `check` finds wrong with the programs, on every processor at once.
fn wrong(list: &[PathBuf], check: impl Fn(&Path) -> Option<String> + Sync) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get().max(2));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(path) = list.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(check(path).map(|what| format!("{}: {what}", name(path))));
        }
        found
    };
    let mut all: Vec<String> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        handles.into_iter().flat_map(|h| h.join().expect("a check")).collect()
    });
    all.sort();
    all
}

fn expected(path: &Path) -> i32 {
    let text = std::fs::read_to_string(path).expect("program");
    let first = text.lines().next().and_then(|l| l.strip_prefix("// expect: "));
    first.and_then(|n| n.trim().parse().ok()).unwrap_or_else(|| panic!("{}", path.display()))
}

fn run(path: &Path) -> Result<i32, String> {
    let mut options = Options::new(Target::LinuxX86_64);
    options.prelude = false;
    let source = Source::read(path).map_err(|e| e.text(false))?;
    let compiled = compile_source(&options, &source).map_err(|e| e.text(false))?;
    let main = compiled.main.ok_or("no main")?;
    both(&compiled.object, main).map(|v| v & 255).map_err(|e| e.to_string())
}

/// What the interpreter says, and native code has to say too.
fn both(object: &Object, main: u32) -> Result<i32, exec::ExecError> {
    let interpreted = exec::run(object, main);
    let compiled = exec::run_with(object, main, &[], Some(&wss_pages::JIT), exec::BUDGET);
    assert_eq!(interpreted, compiled, "interpreted, and compiled");
    interpreted
}

#[test]
fn programs_return_what_they_should() {
    let list = programs();
    let wrong = wrong(&list, |path| match run(path) {
        Ok(v) if v == expected(path) => None,
        Ok(v) => Some(format!("{v}, not {}", expected(path))),
        Err(e) => Some(e),
    });
    assert!(list.len() >= 400, "only {} programs", list.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), list.len(), wrong.join("\n"));
}

#[test]
fn gcc_agrees_on_what_they_should_return() {
    let found = Command::new("gcc").arg("--version").stdout(Stdio::null()).status();
    if found.is_err() {
        eprintln!("no gcc here: the recorded values stand");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let list = programs();
    let wrong = wrong(&list, |path| {
        let out = folder.join(name(path).replace(['/', '.'], "-"));
        let built = Command::new("gcc")
            .args(["-w", "-fwrapv", "-fno-builtin", "-pipe"])
            .arg(if name(path).starts_with("c23/") { "-std=gnu2x" } else { "-std=gnu17" })
            .arg("-o")
            .args([&out, path])
            .status()
            .expect("gcc");
        if !built.success() {
            return Some("gcc refuses it".to_owned());
        }
        let status = Command::new(&out).status().expect("runs");
        std::fs::remove_file(&out).expect("removes");
        let agrees = status.code() == Some(expected(path));
        (!agrees).then(|| format!("gcc: {status}, not {}", expected(path)))
    });
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), list.len(), wrong.join("\n"));
}

/// The fault of a program in `f.c`.
fn fault(text: &str) -> String {
    let mut options = Options::new(Target::LinuxX86_64);
    options.prelude = false;
    let source = Source { name: "f.c".into(), text: text.into(), folder: PathBuf::new() };
    let compiled = compile_source(&options, &source).expect("compiles");
    let error = both(&compiled.object, compiled.main.expect("main")).expect_err("faults");
    error.to_string()
}

#[test]
fn faults_say_where() {
    let error = fault("int main(void) {\n    int *p = 0;\n    return *p;\n}\n");
    assert!(error.starts_with("f.c:3:12: "), "{error}");
}

#[test]
fn calls_through_what_is_no_function_of_the_type_fault_where_they_stand() {
    let program = |value: &str| {
        format!(
            "static int f(int x) {{ return x; }}\nstatic int g(int x) {{ return -x; }}\n\
             static long l(void) {{ return 1; }}\nint d;\nint main(void) {{\n\
             int (*p)(int) = f; long (*q)(void) = l; int (*r)(int) = g;\np = {value};\n\
             return p(1) + q() + r(1) + f(1);\n}}\n"
        )
    };
    for value in ["0", "(void *)l", "(void *)&d", "(void *)99", "(void *)-1L", "(void *)(1L << 32)"]
    {
        assert_eq!(fault(&program(value)), "f.c:8:8: bad function pointer", "{value}");
    }
    // No function of the type is there at all.
    let error = fault("int main(void) {\n    int (*p)(int) = 0;\n    return p(1);\n}\n");
    assert_eq!(error, "f.c:3:12: bad function pointer");
}

#[test]
fn faults_say_what_called() {
    let text = "#include <string.h>\nstatic char to[4];\nstatic int last(int *p, int n) {\n    \
                if (n == 0)\n        return *p;\n    return last(p, n - 1) + n;\n}\n\
                int main(int argc, char **argv) {\n    if (argc > 5)\n        strcpy(to, argv[0]);\n    \
                return last((int *)8, 2 + argc);\n}\n";
    let lines: Vec<String> = fault(text).lines().map(str::to_owned).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let [what, calls @ ..] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!(*what, "f.c:5:16: bad read of 4 bytes at 0x8");
    assert_eq!(
        calls,
        ["  called from f.c:6:12", "  called from f.c:6:12", "  called from f.c:11:12"]
    );
}

#[test]
fn faults_in_the_library_are_the_callers() {
    // What is inlined, and what is not.
    let once = "char *strcpy(char *, const char *);\nstatic char to[4];\nint main(void) {\n    \
                strcpy(to, (char *)16);\n    return 0;\n}\n";
    assert!(fault(once).starts_with("f.c:4:5: bad read"), "{}", fault(once));
    let often =
        "char *strpbrk(const char *, const char *);\nint main(int argc, char **argv) {\n    \
                 int r = argc;\n"
            .to_owned()
            + &"    r += *strpbrk(argv[0], \"a\") + *strpbrk(argv[0], \"b\");\n".repeat(20)
            + "    return r;\n}\n";
    let said = fault(&often);
    assert!(said.starts_with("<libc.c>:") || said.starts_with("f.c:"), "{said}");
    assert!(said.contains("f.c:4:"), "{said}");
}

#[test]
fn deep_recursions_fit_and_endless_ones_say_so() {
    let deep = |n: &str| {
        format!(
            "int f(int n) {{ volatile int a[4]; a[0] = n; return n ? 1 + f(n - 1) + a[0] * 0 : 0; }}\n\
             int main(void) {{ return f({n}) == {n}; }}\n"
        )
    };
    let mut options = Options::new(Target::LinuxX86_64);
    options.prelude = false;
    let source = Source { name: "f.c".into(), text: deep("60000").into(), folder: PathBuf::new() };
    let compiled = compile_source(&options, &source).expect("compiles");
    assert_eq!(both(&compiled.object, compiled.main.expect("main")), Ok(1));
    let said = fault(&deep("-1"));
    assert!(said.contains("calls nested too deeply") || said.contains("stack overflow"), "{said}");
    assert!(said.lines().count() == 14 && said.contains("more calls"), "{said}");
}
