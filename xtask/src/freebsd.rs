//! `cargo xtask freebsd`: builds programs for FreeBSD/amd64 with the standard library compiled along,
//! and acts as the linker that cargo calls for it: zig, which brings FreeBSD's libraries.
use crate::paths::{root, target};
use crate::toolchain;
use crate::zig;
use object::Endianness;
use object::elf::{PF_X, PT_GNU_STACK, ProgramHeader64};
use object::read::elf::{ElfFile64, FileHeader, ProgramHeader};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "x86_64-unknown-freebsd";

/// Under this name the program is a linker.
const LINKER: &str = "freebsd-cc";

/// Libraries that the libc crate asks for on FreeBSD, of which zig has none and we use nothing.
const DROPPED: [&str; 4] = ["-lkvm", "-lmemstat", "-lprocstat", "-ldevstat"];

/// What zig does not take: the stack shall be executable (the vulnerable server of the tests).
const EXECSTACK: &str = "-Wl,-z,execstack";

/// What to build.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Package to build, more than once for several
    #[arg(short, long, value_name = "NAME", default_value = "wssctl")]
    package: Vec<String>,
    /// Further arguments of `cargo build`, after `--`: `--tests`, `--features x`
    #[arg(last = true, value_name = "ARGUMENT")]
    cargo: Vec<OsString>,
}

/// Builds; says where the programs are.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let (rust, zig) = match (toolchain::find(), zig::find()) {
        (Ok(rust), Ok(zig)) => (rust, zig),
        (rust, zig) => {
            let missing: Vec<String> = [rust.err(), zig.err()].into_iter().flatten().collect();
            return Err(format!("nothing can be built for FreeBSD here:\n{}", missing.join("\n")));
        }
    };
    println!("{rust}\n{zig}");
    let folder = target("freebsd")?;
    let mut cargo = Command::new(&rust.cargo);
    cargo.current_dir(root()?).env("RUSTC", &rust.rustc).env("RUSTC_BOOTSTRAP", "1");
    cargo.env("CARGO_TARGET_X86_64_UNKNOWN_FREEBSD_LINKER", linker(&folder)?);
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo.args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
    cargo.args(options.package.iter().flat_map(|p| ["--package", p]));
    cargo.arg("--target-dir").arg(&folder).args(&options.cargo);
    let status = cargo.status().map_err(|e| format!("{}: {e}", rust.cargo.display()))?;
    if !status.success() {
        return Err("it does not build for FreeBSD: the messages above say why".into());
    }
    println!("{}", folder.join(TARGET).join("release").display());
    Ok(())
}

/// This program, under the name by which it links.
fn linker(folder: &Path) -> Result<PathBuf, String> {
    let (link, own) = (folder.join(LINKER), std::env::current_exe().map_err(|e| e.to_string())?);
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(own, &link).map_err(|e| format!("{}: {e}", link.display()))?;
    Ok(link)
}

/// Whether cargo started this program to link.
pub(crate) fn is_linker() -> bool {
    std::env::args_os().next().is_some_and(|name| Path::new(&name).ends_with(LINKER))
}

/// Links as its arguments say.
pub(crate) fn link() -> Result<(), String> {
    let given: Vec<OsString> = std::env::args_os().skip(1).collect();
    let mut cc = zig::find()?.command("cc")?;
    cc.args(["-target", zig::TARGET]);
    let at = |library: &str| given.iter().position(|a| a == library);
    if at("-lc").is_some_and(|c| at("-lpthread").is_none_or(|threads| c < threads)) {
        cc.arg(single()?);
    }
    cc.args(given.iter().filter(|a| *a != EXECSTACK && !DROPPED.iter().any(|d| *a == d)));
    if !cc.status().map_err(|e| e.to_string())?.success() {
        return Err("zig does not link it".into());
    }
    let output = given.iter().skip_while(|a| *a != "-o").nth(1).map(Path::new);
    match output.filter(|_| given.iter().any(|a| a == EXECSTACK)) {
        Some(program) => allow_code_on_stack(program),
        None => Ok(()),
    }
}

/// What the C library has of the library of threads, for programs of one thread (lib/libc/gen/_pthread_stubs.c of
/// FreeBSD): as much of it as programs of ours use.
const SINGLE: [&str; 8] = [
    "pthread_getthreadid_np",
    "pthread_key_create",
    "pthread_key_delete",
    "pthread_getspecific",
    "pthread_setspecific",
    "pthread_rwlock_rdlock",
    "pthread_rwlock_unlock",
    "pthread_rwlock_wrlock",
];

/// A library to link with that has the C library's name and [`SINGLE`], for a program that names the C library before
/// that of threads, and so wants no other than the first: zig gives it both, the latter first.
fn single() -> Result<PathBuf, String> {
    let folder = target("freebsd")?;
    let (source, library) = (folder.join("single.c"), folder.join("single.so"));
    let lines: String = SINGLE.iter().map(|name| format!("void {name}(void) {{}}\n")).collect();
    std::fs::write(&source, lines).map_err(|e| format!("{}: {e}", source.display()))?;
    let mut cc = zig::find()?.command("cc")?;
    cc.args(["-target", zig::TARGET, "-shared", "-nostdlib", "-Wl,-soname,/lib/libc.so.7", "-o"]);
    if !cc.arg(&library).arg(&source).status().map_err(|e| e.to_string())?.success() {
        return Err("zig does not make a library".into());
    }
    Ok(library)
}

/// Marks a program's stack executable: PF_X in the header PT_GNU_STACK.
fn allow_code_on_stack(program: &Path) -> Result<(), String> {
    let why = |e: String| format!("{}: {e}", program.display());
    let mut bytes = std::fs::read(program).map_err(|e| why(e.to_string()))?;
    let file = ElfFile64::<Endianness>::parse(&*bytes).map_err(|e| why(e.to_string()))?;
    let (header, endian) = (file.elf_header(), file.endian());
    let mut headers = file.elf_program_headers().iter();
    let stack = headers.position(|h| h.p_type(endian) == PT_GNU_STACK);
    let stack = stack.ok_or(why("it says nothing of its stack".into()))?;
    // p_flags is the second word of a header.
    let flags =
        header.e_phoff(endian) as usize + stack * size_of::<ProgramHeader64<Endianness>>() + 4;
    *bytes.get_mut(flags).ok_or(why("it is cut off".into()))? |= PF_X.0 as u8;
    std::fs::write(program, bytes).map_err(|e| why(e.to_string()))
}
