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

/// Calls on files that the shim makes, with types and names of their arguments, as vnode_if.src of
/// FreeBSD 15.0 has them.
const CALLS: [(&str, &[(&str, &str)]); 2] = [
    ("getattr", &[("struct vnode *", "vp"), ("struct vattr *", "vap"), ("struct ucred *", "cred")]),
    ("unlock", &[("struct vnode *", "vp")]),
];

/// Writes them into `folder`: from the kernel's source if there is one, else what the shim uses of
/// them, so that whoever calls something else in them does not compile.
pub(crate) fn write(folder: &Path, sysdir: Option<&Path>) -> Result<(), String> {
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
    };
    put("opt_global.h", &OPTIONS.map(|o| format!("#define {o} 1\n")).concat())?;
    for (name, option) in VNODE {
        match sysdir {
            Some(sys) => awk(folder, sys, "vnode_if.awk", "kern/vnode_if.src", option)?,
            None if name == "vnode_if.h" => put(name, &CALLS.map(call).concat())?,
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

/// A call on files through the kernel's own dispatcher, `VOP_NAME_APV`, which takes the arguments in
/// a structure.
fn call((name, arguments): (&str, &[(&str, &str)])) -> String {
    let upper = name.to_uppercase();
    let each = |f: &dyn Fn(&(&str, &str)) -> String| arguments.iter().map(f).collect::<String>();
    let fields = each(&|(of, a)| format!("\t{of}a_{a};\n"));
    let taken = each(&|(of, a)| format!(", {of}{a}"));
    let filled = each(&|(_, a)| format!(", .a_{a} = {a}"));
    format!(
        "struct vop_{name}_args {{\n\tstruct vop_generic_args a_gen;\n{fields}}};\n\
         extern struct vnodeop_desc vop_{name}_desc;\n\
         int VOP_{upper}_APV(const struct vop_vector *, struct vop_{name}_args *);\n\
         static inline int\nVOP_{upper}({})\n{{\n\
         \tstruct vop_{name}_args all = {{ .a_gen.a_desc = &vop_{name}_desc{filled} }};\n\
         \treturn (VOP_{upper}_APV(vp->v_op, &all));\n}}\n",
        taken.trim_start_matches(", ")
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_on_files_hand_their_arguments_on() {
        let text = call(("unlock", &[("struct vnode *", "vp")]));
        assert!(text.contains("VOP_UNLOCK(struct vnode *vp)"), "{text}");
        assert!(text.contains(".a_gen.a_desc = &vop_unlock_desc, .a_vp = vp"), "{text}");
    }
}
