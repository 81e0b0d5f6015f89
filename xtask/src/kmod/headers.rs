//! Headers that a kernel's build makes and that no package of headers holds.
use crate::toolchain::output;
use std::path::Path;
use std::process::Command;

/// Options of the kernel that change what headers declare, as config.mk of FreeBSD has them for a
/// module that is built for no kernel in particular, and DEFAULTS of amd64.
const OPTIONS: [&str; 4] = ["SMP", "MAC", "VIMAGE", "EARLY_AP_STARTUP"];

/// Headers made from interface descriptions, by the options with which vnode_if.awk makes them.
const VNODE: [(&str, &str); 3] =
    [("vnode_if.h", "-h"), ("vnode_if_newproto.h", "-p"), ("vnode_if_typedef.h", "-q")];

/// Headers made by makeobjops.awk, and from what.
const OBJECTS: [(&str, &str); 2] =
    [("device_if.h", "kern/device_if.m"), ("bus_if.h", "kern/bus_if.m")];

/// Writes them into `folder`: from the kernel's source if there is one, else empty, so that headers
/// which include them compile, and whoever calls what they declare does not.
pub(crate) fn write(folder: &Path, sysdir: Option<&Path>) -> Result<(), String> {
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
    };
    put("opt_global.h", &OPTIONS.map(|o| format!("#define {o} 1\n")).concat())?;
    for (name, option) in VNODE {
        match sysdir {
            Some(sys) => awk(folder, sys, "vnode_if.awk", "kern/vnode_if.src", option)?,
            None => put(name, "")?,
        }
    }
    for (name, source) in OBJECTS {
        match sysdir {
            Some(sys) => awk(folder, sys, "makeobjops.awk", source, "-h")?,
            None => put(name, "")?,
        }
    }
    sysdir.map_or(Ok(()), |sys| machine(folder, sys))
}

/// Runs one of the kernel's own programs; it writes into the folder that it runs in.
fn awk(folder: &Path, sys: &Path, program: &str, source: &str, option: &str) -> Result<(), String> {
    let mut awk = Command::new("awk");
    awk.current_dir(folder).arg("-f").arg(sys.join("tools").join(program));
    output(awk.arg(sys.join(source)).arg(option)).map(|_| ())
}

/// Links to the processor's headers, by the names under which others include them.
fn machine(folder: &Path, sys: &Path) -> Result<(), String> {
    for (name, of) in [("machine", "amd64"), ("x86", "x86"), ("i386", "i386")] {
        let (link, to) = (folder.join(name), sys.join(of).join("include"));
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(to, &link).map_err(|e| format!("{}: {e}", link.display()))?;
    }
    Ok(())
}
