//! Compiles `kmod/shim/*.c` as bsd.kmod.mk does (sys/conf/kern.mk, kmod.mk).
use super::headers;
use super::tools::C;
use crate::paths::{root, target};
use crate::toolchain::output;
use crate::zig;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The kernel that the module is for, 15.0-RELEASE: zig says another one of the same headers, and
/// the loader refuses a module of another version.
const OSRELDATE: u32 = 1_500_068;

/// What every file is compiled with. Not KLD_TIED: then headers take locks inline, by offsets that
/// differ between kernels with and without INVARIANTS.
const FLAGS: [&str; 36] = [
    "-std=gnu17",
    "-O2",
    "-D_KERNEL",
    "-DKLD_MODULE",
    "-ffreestanding",
    "-fno-strict-aliasing",
    "-fwrapv",
    "-fno-common",
    "-fno-omit-frame-pointer",
    "-mno-omit-leaf-frame-pointer",
    "-ffunction-sections",
    "-fdata-sections",
    "-mcmodel=kernel",
    "-mno-red-zone",
    "-mno-mmx",
    "-mno-sse",
    "-mno-aes",
    "-mno-avx",
    "-msoft-float",
    "-fno-asynchronous-unwind-tables",
    "-fno-unwind-tables",
    "-fstack-protector",
    "-g0",
    "-Werror",
    "-Wall",
    "-Wmissing-prototypes",
    "-Wpointer-arith",
    "-Wcast-qual",
    "-Wundef",
    "-Wswitch",
    "-Wno-pointer-sign",
    "-Wno-unknown-pragmas",
    "-Wno-address-of-packed-member",
    "-Wno-format-zero-length",
    "-D__printf__=__freebsd_kprintf__",
    "-fno-pic",
];

/// One object for each file.
pub(crate) fn build(c: &C, sysdir: Option<&Path>) -> Result<Vec<PathBuf>, String> {
    let out = target("kmod/shim")?;
    let include = target(if sysdir.is_some() { "kmod/sys" } else { "kmod/include" })?;
    headers::write(&include, sysdir)?;
    let (mut objects, mut errors) = (Vec::new(), Vec::new());
    for name in sources()? {
        let object = out.join(Path::new(&name).with_extension("o"));
        let mut cc = compiler(c, sysdir, &include)?;
        // From the repository, so that assertions quote the path as it is there.
        cc.current_dir(root()?).arg("-c").arg(format!("kmod/shim/{name}"));
        match output(cc.arg("-o").arg(&object)) {
            Ok(_) => objects.push(object),
            Err(why) => errors.push(why),
        }
    }
    if errors.is_empty() { Ok(objects) } else { Err(errors.join("\n")) }
}

/// Names of the files, in order.
fn sources() -> Result<Vec<String>, String> {
    let folder = root()?.join("kmod/shim");
    let why = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(why)? {
        let name = entry.map_err(why)?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".c") {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn compiler(c: &C, sysdir: Option<&Path>, include: &Path) -> Result<Command, String> {
    let mut cc = match c {
        C::Zig(zig) => {
            let mut cc = zig.command("cc")?;
            // It asks for SSE2 itself, which outlives -mno-sse.
            cc.args(["-target", zig::TARGET, "-mno-sse2", "-fno-sanitize=undefined"]);
            cc
        }
        C::Clang(name, _) => {
            let mut cc = Command::new(name);
            cc.arg("--target=x86_64-unknown-freebsd15.0");
            cc
        }
    };
    cc.args(FLAGS).arg("-include").arg(include.join("opt_global.h"));
    cc.arg("-Ikmod/include").arg("-Ikmod/shim").arg("-I").arg(include);
    match sysdir {
        Some(sys) => {
            cc.arg("-nostdinc").arg("-I").arg(sys).arg("-I").arg(sys.join("contrib/ck/include"));
            cc.arg(format!("-ffile-prefix-map={}=/usr/src/sys", sys.display()));
        }
        None => {
            cc.arg("-U__FreeBSD_version").arg(format!("-D__FreeBSD_version={OSRELDATE}"));
        }
    }
    Ok(cc)
}
