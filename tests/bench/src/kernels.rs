//! Twelve small kernels in C (`tests/bench/kernels`): the same text compiled by clang into this
//! process and by wdl for the machine, each run in turn; and how long wdl takes.
use crate::report::{Figure, Report};
use std::ffi::{CString, c_int, c_void};
use std::path::{Path, PathBuf};
use std::process::Command;
use wss_abi::addr::Region;
use wss_abi::object::Object;
use wss_abi::target::Target;
use wss_vm::native::Compiler;
use wss_vm::{Bare, Budget, Memory, Program, Slot, Stack};

/// What clang is asked for: no vectors, since the machine has none, and C's arithmetic as WDL's.
const FLAGS: [&str; 5] = ["-O2", "-fwrapv", "-fno-vectorize", "-fno-slp-vectorize", "-w"];
/// Names under which clang may be installed.
const CLANGS: [&str; 2] = ["clang", "clang-19"];
/// Instructions that one run may take.
const BUDGET: u64 = 4_000_000_000;

/// The kernels, their texts, and how often each does its work in one run: about half a millisecond
/// of native code.
const KERNELS: [(&str, &str, c_int); 12] = [
    ("fnv", include_str!("../kernels/fnv.c"), 400),
    ("siphash", include_str!("../kernels/siphash.c"), 2500),
    ("scan", include_str!("../kernels/scan.c"), 250),
    ("prefix", include_str!("../kernels/prefix.c"), 8000),
    ("glob", include_str!("../kernels/glob.c"), 3000),
    ("probe", include_str!("../kernels/probe.c"), 60_000),
    ("bits", include_str!("../kernels/bits.c"), 30_000),
    ("machine", include_str!("../kernels/machine.c"), 250),
    ("sort", include_str!("../kernels/sort.c"), 600),
    ("crc", include_str!("../kernels/crc.c"), 250),
    ("number", include_str!("../kernels/number.c"), 8000),
    ("list", include_str!("../kernels/list.c"), 1500),
];

/// A kernel as a function of this process.
type Native = unsafe extern "C" fn(c_int) -> c_int;

/// Runs all of it.
pub(crate) fn measure(
    only: Option<&str>,
    rounds: usize,
    report: &mut Report,
) -> Result<(), String> {
    let clang = CLANGS
        .into_iter()
        .find(|c| Command::new(c).arg("--version").output().is_ok())
        .ok_or("no clang here, and no clang-19")?;
    eprintln!("native code by {clang} {}", FLAGS.join(" "));
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let (mut interpreted, mut compiled) = (Vec::new(), Vec::new());
    for (name, text, n) in KERNELS.into_iter().filter(|k| only.is_none_or(|o| o == k.0)) {
        let native = native(clang, folder.path(), name, text)?;
        let mut machine = Machine::new(name, text, false)?;
        let mut jit = Machine::new(name, text, true)?;
        // SAFETY: the function is a kernel's `main`, compiled above with this signature; the
        // library stays loaded until the process ends.
        let own = || Ok(unsafe { native(n) });
        let expected = own()?;
        let mut times: [Vec<f64>; 3] = Default::default();
        let mut count = 0;
        for _ in 0..rounds.max(1) {
            let [a, b, c] = &mut times;
            a.push(timed(name, expected, own)?);
            b.push(timed(name, expected, || machine.run(n, &mut count))?);
            c.push(timed(name, expected, || jit.run(n, &mut count))?);
        }
        let ratio = |list: &[f64]| {
            let pairs = times.first().into_iter().flatten().zip(list);
            Figure::of(pairs.map(|(native, own)| own / native).collect())
        };
        let [a, b, c] = &times;
        let (interpreter, jit) = (ratio(b), ratio(c));
        interpreted.push(interpreter.median);
        compiled.push(jit.median);
        let group = "Kernels: the machine against native code (clang -O2)";
        report.add(group, format!("{name}, native"), "us", Figure::of(a.clone()), None);
        report.add(
            group,
            format!("{name}, instructions"),
            "k",
            Figure::of(vec![count as f64 / 1e3]),
            None,
        );
        report.add(group, format!("{name}, interpreter/native"), "x", interpreter, None);
        report.add(group, format!("{name}, JIT/native"), "x", jit, Some("5"));
    }
    let group = "Kernels: geometric mean over all";
    for (list, what, target) in [
        (interpreted, "interpreter/native (and best..worst)", "40"),
        (compiled, "JIT/native (and best..worst)", "3"),
    ] {
        let mean = list.iter().map(|r| r.ln()).sum::<f64>() / list.len() as f64;
        let figure = Figure { median: mean.exp(), ..Figure::of(list) };
        report.add(group, what, "x", figure, Some(target));
    }
    Ok(())
}

/// How long wdl takes for each wrapper in `folder`, from source to object.
pub(crate) fn compile_times(
    folder: &Path,
    rounds: usize,
    report: &mut Report,
) -> Result<(), String> {
    let group = "Compiling a wrapper";
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path: PathBuf = entry.map_err(|e| e.to_string())?.path();
        let Some(name) = path.file_name().map(|n| n.to_string_lossy().into_owned()) else {
            continue;
        };
        let file = path.join(&name).with_extension("wdl");
        if file.is_file() {
            files.push((name, file));
        }
    }
    files.sort();
    let options = wdl::Options::new(Target::LinuxX86_64);
    for (name, file) in files {
        let mut times = Vec::new();
        for _ in 0..rounds.max(1) {
            let start = spent();
            wdl::compile(&options, &file).map_err(|e| e.to_string())?;
            times.push((spent() - start) / 1e3);
        }
        report.add(group, name, "ms", Figure::of(times), Some("50"));
    }
    Ok(())
}

/// Microseconds that processors have spent on this process: what else runs here counts less.
fn spent() -> f64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure is the call's to fill, and this clock exists.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut t) };
    t.tv_sec as f64 * 1e6 + t.tv_nsec as f64 / 1e3
}

/// Microseconds of one run, whose result must be `expected`.
fn timed(
    name: &str,
    expected: c_int,
    mut run: impl FnMut() -> Result<c_int, String>,
) -> Result<f64, String> {
    let start = spent();
    let got = run()?;
    let took = spent() - start;
    if got != expected {
        return Err(format!("{name}: {got}, where native code returns {expected}"));
    }
    Ok(took)
}

/// Compiles a kernel with clang and loads it into this process, for good.
fn native(clang: &str, folder: &Path, name: &str, text: &str) -> Result<Native, String> {
    let source = folder.join(name).with_extension("c");
    let library = folder.join(name).with_extension("so");
    std::fs::write(&source, text).map_err(|e| e.to_string())?;
    let mut c = Command::new(clang);
    c.args(FLAGS).args(["-shared", "-fPIC", "-Dmain=kernel", "-o"]).arg(&library).arg(&source);
    let out = c.output().map_err(|e| format!("{c:?}: {e}"))?;
    if !out.status.success() {
        return Err(format!("{c:?}: {}", String::from_utf8_lossy(&out.stderr)));
    }
    let path = CString::new(library.as_os_str().as_encoded_bytes()).map_err(|e| e.to_string())?;
    // SAFETY: both are NUL-terminated; the library has no initialisers and is never closed.
    let found: *mut c_void = unsafe {
        let library = libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL);
        if library.is_null() { library } else { libc::dlsym(library, c"kernel".as_ptr()) }
    };
    if found.is_null() {
        return Err(format!("{name}: what clang made does not load"));
    }
    // SAFETY: the symbol is the kernel's `int main(int)` under another name.
    Ok(unsafe { std::mem::transmute::<*mut c_void, Native>(found) })
}

/// A kernel in the machine.
struct Machine {
    program: Program,
    main: u32,
    stack: Stack,
    state: Vec<u8>,
    rodata: Vec<u8>,
}

impl Machine {
    fn new(name: &str, text: &str, jit: bool) -> Result<Machine, String> {
        let mut options = wdl::Options::new(Target::LinuxX86_64);
        options.prelude = false;
        let source = wdl::driver::Source {
            name: format!("{name}.c"),
            text: text.into(),
            folder: PathBuf::new(),
        };
        let compiled = wdl::driver::compile_source(&options, &source).map_err(|e| e.text(false))?;
        let main = compiled.main.ok_or_else(|| format!("{name}: no main"))?;
        let object: Object = compiled.object;
        let (state, rodata) = (object.state.clone(), object.rodata.clone());
        let mut program = Program::new(object).map_err(|e| format!("{name}: {e}"))?;
        if jit {
            wss_pages::JIT.compile(&mut program)?;
        }
        let stack = Stack::new().map_err(|_| "out of memory")?;
        Ok(Machine { program, main, stack, state, rodata })
    }

    /// One run; `count` becomes the instructions that it took.
    fn run(&mut self, n: c_int, count: &mut u64) -> Result<c_int, String> {
        let mut memory = Memory::new(&mut self.stack)
            .with(Region::Rodata, Slot::ReadOnly(&self.rodata))
            .with(Region::State, Slot::ReadWrite(&mut self.state));
        let mut budget = Budget::new(BUDGET);
        let n = n as u32 as u64;
        let r0 = wss_vm::run(&self.program, self.main, n, &mut memory, &mut Bare, &mut budget)
            .map_err(|e| e.to_string())?;
        *count = BUDGET - budget.left();
        Ok(r0 as c_int)
    }
}
