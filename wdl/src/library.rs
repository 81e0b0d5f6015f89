//! The built-in files: prelude, standard headers, and library files that a program brings in by
//! calling what they define.
use crate::preprocess::Builtins;
use wss_abi::target::Target;

/// Files that `#include` finds without a folder.
pub const FILES: Builtins = &[
    ("wss.h", include_str!("../include/wss.h")),
    ("created.wdl", include_str!("../include/created.wdl")),
    ("stdint.h", include_str!("../include/stdint.h")),
    ("stddef.h", include_str!("../include/stddef.h")),
    ("stdbool.h", include_str!("../include/stdbool.h")),
    ("stdalign.h", include_str!("../include/stdalign.h")),
    ("stdnoreturn.h", include_str!("../include/stdnoreturn.h")),
    ("limits.h", include_str!("../include/limits.h")),
    ("iso646.h", include_str!("../include/iso646.h")),
];

/// What every wrapper sees first.
pub const PRELUDE: &str = "wss.h";

/// Functions that bring in a file when they are called but not defined, as a linker takes a member
/// from an archive. Its clauses come before the wrapper's own.
pub const MEMBERS: &[(&str, &str)] = &[("created", "created.wdl")];

/// The text of a built-in file.
pub fn text(name: &str) -> &'static str {
    FILES.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text)
}

/// Definitions of the macros that are there before any file.
pub fn predefined(target: Target) -> String {
    let system = match target {
        Target::LinuxX86_64 => "#define __linux__ 1\n#define __linux 1\n#define __gnu_linux__ 1\n",
        Target::FreebsdAmd64 => "#define __FreeBSD__ 15\n",
    };
    format!("{system}{}", include_str!("../include/predefined.h"))
}
