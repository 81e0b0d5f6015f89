//! The built-in files: prelude, standard headers, and library files that a program brings in by
//! calling what they define.
use crate::ast::{Item, Storage, TypeKind};
use crate::diag::render::Diagnostics;
use crate::driver::{Files, Options};
use crate::parse::{Names, parse};
use crate::preprocess::{Builtins, Preprocessor};
use std::collections::HashSet;
use std::sync::Arc;
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
    ("string.h", include_str!("../include/string.h")),
    ("stdlib.h", include_str!("../include/stdlib.h")),
    ("ctype.h", include_str!("../include/ctype.h")),
    ("assert.h", include_str!("../include/assert.h")),
    ("inttypes.h", include_str!("../include/inttypes.h")),
    ("stdatomic.h", include_str!("../include/stdatomic.h")),
    ("stdckdint.h", include_str!("../include/stdckdint.h")),
];

/// What every wrapper sees first.
pub const PRELUDE: &str = "wss.h";

/// Functions that bring in a file when they are called but not defined, as a linker takes a member
/// from an archive. Its clauses come before the wrapper's own.
pub const MEMBERS: &[(&str, &str)] = &[("created", "created.wdl")];

/// What C programs call without defining it, function by function.
const C: &str = include_str!("../include/libc.c");

/// What gcc has built in that is here without being a macro or a function of the library.
const BUILT_IN: &[&str] = &[
    "__builtin_choose_expr",
    "__builtin_constant_p",
    "__builtin_expect",
    "__builtin_offsetof",
    "__builtin_prefetch",
    "__builtin_trap",
    "__builtin_types_compatible_p",
    "__builtin_unreachable",
];

/// Whether gcc's function of that name is here, for `__has_builtin`.
pub fn is_builtin(name: &str) -> bool {
    BUILT_IN.contains(&name) || name.starts_with("__builtin_") && C.contains(&format!(" {name}("))
}

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
    let gcc = include_str!("../include/predefined.h");
    format!("{system}{gcc}{}", include_str!("../include/atomics.h"))
}

/// Functions of C's library that a program needs, and what it has of that itself.
#[derive(Debug, Default)]
pub struct Missing {
    /// Called or declared, but not defined.
    wanted: HashSet<Arc<str>>,
    /// Declared as functions.
    declared: HashSet<Arc<str>>,
    /// Defined, or something else.
    taken: HashSet<Arc<str>>,
}

/// What a program calls or declares of the C functions here, and does not define.
pub fn c_functions(called: &HashSet<Arc<str>>, own: &[Item]) -> Missing {
    let mut m = Missing { wanted: called.clone(), ..Missing::default() };
    for item in own {
        match item {
            Item::Function(f) => {
                m.taken.insert(f.name.name.clone());
            }
            Item::Decl(d) => {
                for x in &d.declarators {
                    let function = matches!(x.ty.kind, TypeKind::Function(_));
                    if function && d.storage != Storage::Typedef {
                        m.declared.insert(x.name.name.clone());
                    } else {
                        m.taken.insert(x.name.name.clone());
                    }
                }
            }
            _ => {}
        }
    }
    m.wanted.extend(m.declared.iter().cloned());
    m.wanted.retain(|n| !m.taken.contains(n) && C.contains(&format!("{n}(")));
    m
}

/// The C functions that are missing: definitions, or declarations of what the machine has.
pub fn c(options: &Options, m: &Missing, names: Names, out: &mut Diagnostics) -> Vec<Item> {
    if m.wanted.is_empty() {
        return Vec::new();
    }
    let tokens = {
        let Diagnostics { diags, map } = &mut *out;
        let mut files = Files;
        let mut pp = Preprocessor::new(map, diags, &mut files, FILES, &[]);
        pp.builtin("<predefined>", &predefined(options.target));
        pp.builtin("<libc.c>", C)
    };
    let parsed = parse(tokens, names, &out.map, &mut out.diags);
    let wants = |item: &Item| match item {
        // They call none but the compiler's own.
        Item::Function(f) => {
            let own = f.name.name.starts_with("__builtin_") && !m.taken.contains(&f.name.name);
            own || m.wanted.contains(&f.name.name)
        }
        Item::Decl(d) => d
            .declarators
            .iter()
            .any(|x| m.wanted.contains(&x.name.name) && !m.declared.contains(&x.name.name)),
        _ => false,
    };
    parsed.unit.items.into_iter().filter(wants).collect()
}
