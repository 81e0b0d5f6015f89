//! What the guest gets, as the volume `WSS`: the module, FreeBSD's `wssctl`, the tests with what they
//! use, and the script that runs them.
use super::{Options, image};
use crate::paths::{root, target};
use crate::rust::{self, Wanted};
use crate::toolchain::{self, output};
use crate::zig;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Packages whose programs run in the guest; those in folders of `tests/guest` come to them.
const PACKAGES: [&str; 4] = ["wssctl", "wss-monitors", "imapd", "wss-guest"];

/// The package of `tests/guest` that is no program of an operating system.
const BARE: &str = "actor";

/// The volume's content.
pub(super) struct Payload {
    pub(super) folder: PathBuf,
    pub(super) module_sha256: String,
    pub(super) commit: String,
}

/// Builds everything and lays it out.
pub(super) fn build(options: &Options) -> Result<Payload, String> {
    let folder = target("vm")?.join("payload");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    let (bin, tests) = (folder.join("bin"), folder.join("tests"));
    for made in [&bin, &tests] {
        fs::create_dir_all(made).map_err(|e| format!("{}: {e}", made.display()))?;
    }
    let module = match &options.module {
        Some(given) => given.clone(),
        None => {
            this(&["kmod"])?;
            target("kmod")?.join("wss.ko")
        }
    };
    copy(&module, &folder.join("wss.ko"))?;
    let more = packages()?;
    let programs = match &options.programs {
        Some(given) => given.clone(),
        None => {
            let all = PACKAGES.iter().copied().chain(more.iter().map(String::as_str));
            let words: Vec<&str> =
                std::iter::once("freebsd").chain(all.flat_map(|p| ["-p", p])).collect();
            this(&words)?;
            target("freebsd")?.join("x86_64-unknown-freebsd/release")
        }
    };
    for name in ["wssctl", "wss-monitor", "imapd", "imapd-exploit", "wss-guest"] {
        program(&programs.join(name), &bin.join(name))?;
    }
    for name in &more {
        // What wss-held prints is compared with what it prints elsewhere: no test by itself.
        let to = if name == "wss-held" { &bin } else { &tests };
        program(&programs.join(name), &to.join(name))?;
    }
    actor(&bin.join("actor"))?;
    tree(&root()?.join("id-wrappers"), &folder.join("id-wrappers"))?;
    tree(&root()?.join("tests/conformance"), &folder.join("conformance"))?;
    if let Some(extra) = &options.extra {
        tree(extra, &folder.join("extra"))?;
    }
    write(&folder.join("run"), &script(options))?;
    write(&folder.join("Kyuafile"), "syntax(2)\ninclude('bin/Kyuafile')\n")?;
    write(&folder.join("bin/Kyuafile"), KYUAFILE)?;
    Ok(Payload { module_sha256: image::sha256(&module)?, commit: commit(), folder })
}

/// For kyua(1), where the image has it: `kyua test -k /wss/Kyuafile`. The program speaks ATF's
/// protocol. A file names programs of its own folder only.
const KYUAFILE: &str = "\
syntax(2)
test_suite('wss')
atf_test_program{name='wss-guest', required_user='root', is_exclusive=true, timeout=1800}
";

/// What the guest runs. Programs are copied, since reading them off the volume again and again costs
/// more than most tests.
fn script(options: &Options) -> String {
    let names: String =
        options.suite.iter().map(|n| format!(" '{}'", n.replace('\'', ""))).collect();
    let counts = if options.icount { "WSS_ICOUNT=1; export WSS_ICOUNT\n" } else { "" };
    format!(
        "#!/bin/sh\nPATH=/sbin:/bin:/usr/sbin:/usr/bin; export PATH\n{counts}\
         mkdir -p /tmp/wss && cp -R /wss/bin /tmp/wss/ && chmod 755 /tmp/wss /tmp/wss/bin/*\n\
         WSS_PAYLOAD=/wss; export WSS_PAYLOAD\n\
         exec /tmp/wss/bin/wss-guest suite --console{names}\n"
    )
}

/// Names of the packages in folders of `tests/guest`, each with a program of that name.
fn packages() -> Result<Vec<String>, String> {
    let folder = root()?.join("tests/guest");
    let list = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut found = Vec::new();
    for entry in list.filter_map(Result::ok).filter(|e| e.file_name() != BARE) {
        let Ok(text) = fs::read_to_string(entry.path().join("Cargo.toml")) else { continue };
        let name = text.lines().find_map(|l| l.strip_prefix("name = "));
        found.extend(name.map(|n| n.trim_matches('"').to_owned()));
    }
    found.sort();
    Ok(found)
}

/// The processes of the conformance suite: a program with nothing beneath it, so that it makes no
/// call but those it is told to.
fn actor(to: &Path) -> Result<(), String> {
    let args = ["rustc", "--package", "wss-actor", "--lib", "--crate-type", "staticlib"];
    let wanted = Wanted { args: &args, lto: true, ending: ".a" };
    let made = rust::build(&toolchain::find()?, &wanted)?;
    let library = made.last().ok_or("cargo made no library of wss-actor")?;
    let mut ld = zig::find()?.command("ld.lld")?;
    ld.args(["-m", "elf_x86_64_fbsd", "-static", "-e", "_start", "-u", "_start"]);
    ld.args(["--gc-sections", "-s", "-o"]);
    output(ld.arg(to).arg(library)).map(drop)
}

/// This program again.
fn this(args: &[&str]) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let status = Command::new(own).args(args).status().map_err(|e| e.to_string())?;
    let words = args.join(" ");
    if status.success() { Ok(()) } else { Err(format!("cargo xtask {words} failed")) }
}

/// What is built, by git's words.
fn commit() -> String {
    let mut git = Command::new("git");
    git.current_dir(root().unwrap_or(Path::new("."))).args([
        "describe",
        "--always",
        "--dirty",
        "--abbrev=12",
    ]);
    output(&mut git).unwrap_or_else(|_| "unknown".into())
}

/// A program without what debuggers read, where a tool can take it out: most of it is that.
fn program(from: &Path, to: &Path) -> Result<(), String> {
    match output(Command::new("strip").arg("-o").arg(to).arg(from)) {
        Ok(_) => Ok(()),
        Err(_) => copy(from, to),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(drop).map_err(|e| format!("{}: {e}", from.display()))
}

fn write(to: &Path, text: &str) -> Result<(), String> {
    fs::write(to, text).map_err(|e| format!("{}: {e}", to.display()))
}

/// Copies a folder's files and folders.
fn tree(from: &Path, to: &Path) -> Result<(), String> {
    let error = |e: std::io::Error| format!("{}: {e}", from.display());
    fs::create_dir_all(to).map_err(error)?;
    for entry in fs::read_dir(from).map_err(error)? {
        let entry = entry.map_err(error)?;
        let to = to.join(entry.file_name());
        match entry.file_type().map_err(error)? {
            kind if kind.is_dir() => tree(&entry.path(), &to)?,
            _ => copy(&entry.path(), &to)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::packages;

    #[test]
    fn packages_of_the_guest_are_found() {
        assert!(!packages().unwrap().contains(&"wss-actor".to_owned()));
    }
}
