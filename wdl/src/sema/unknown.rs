//! What to say of a name that is not declared: a similar one, or what WDL has instead of what other
//! languages call so.
use super::codes;
use crate::diag::Diagnostic;
use crate::span::Span;
use std::sync::Arc;

/// Functions of C's library that are not there.
const LIBC: &[&str] = &[
    "alloca", "calloc", "fclose", "fflush", "fgets", "fopen", "fprintf", "fputs", "free", "fwrite",
    "getchar", "getenv", "gets", "longjmp", "malloc", "perror", "printf", "putchar", "puts",
    "qsort", "raise", "rand", "read", "realloc", "scanf", "setjmp", "signal", "snprintf",
    "sprintf", "srand", "sscanf", "system", "time", "va_arg", "va_end", "va_start", "vprintf",
    "vsprintf", "write",
];

/// Why those are not there.
pub(super) const NO_LIBC: &str = "there is no C library: a wrapper runs where there are no files and no memory to allocate, and the machine walks no list of arguments";

/// What gcc knows and the machine cannot do.
const GNU: &[(&str, &str)] = &[
    ("__builtin_alloca", "a function's frame has one size, which the object states"),
    ("__builtin_return_address", "return addresses lie where programs cannot see them"),
    ("__builtin_frame_address", "the frame of a caller belongs to the caller alone"),
    ("__builtin_setjmp", "a call returns once, to the instruction behind it"),
    ("__builtin_longjmp", "a call returns once, to the instruction behind it"),
    ("__builtin_apply", "a call names its arguments, one by one"),
    ("__builtin_apply_args", "a call names its arguments, one by one"),
];

/// Whether a function of that name is one of C's library that is not there.
pub(super) fn is_libc(name: &str) -> bool {
    LIBC.contains(&name.trim_start_matches("__builtin_"))
}

/// Names of what WDL has by another name.
const INSTEAD: &[(&[&str], &str)] = &[
    (
        &[
            "printf", "fprintf", "puts", "fputs", "perror", "syslog", "warn", "warnx", "log",
            "print",
        ],
        "`wr_audit_printf(format, ...)` writes an audit record",
    ),
    (
        &["malloc", "calloc", "realloc", "free", "alloca"],
        "declare an array, or a `table` of what comes and goes",
    ),
    (&["time", "gettimeofday", "clock_gettime"], "`wr_time(0)` tells nanoseconds since the epoch"),
    (&["fnmatch", "regexec", "regcomp", "match"], "`wr_glob(pattern, string)` matches a pattern"),
    (&["realpath", "getcwd"], "`wr_path(path, buffer, size)` tells the absolute path"),
    (
        &["deny", "DENY", "block", "refuse", "reject", "forbid"],
        "a verdict is returned: `return WR_DENY(EACCES);`",
    ),
    (&["allow", "ALLOW", "permit", "pass", "PASS"], "`return WR_CONTINUE;` lets the call go on"),
];

/// What WDL has instead.
pub(super) fn instead(name: &str) -> Option<&'static str> {
    INSTEAD.iter().find(|(names, _)| names.contains(&name)).map(|(_, text)| *text)
}

/// The complaint about a call of what is not declared; `names` are the functions that are, `near` the most
/// like it.
pub(super) fn function(name: &str, at: Span, names: &[Arc<str>], near: Option<&str>) -> Diagnostic {
    let text = format!("function `{name}` is not declared");
    let mut d = Diagnostic::new(codes::UNDECLARED, at, text);
    let full = format!("wr_{name}");
    // A C program has no library of wrappers.
    let wrapper = names.iter().any(|n| n.starts_with("wr_"));
    if let Some(text) = instead(name).filter(|_| wrapper) {
        d = d.help(text);
    } else if names.iter().any(|n| **n == *full) {
        return d.suggest(at, full, "a function of the library has this name");
    } else if let Some(near) = near {
        return d.suggest(at, near, "a function with a similar name exists");
    }
    match GNU.iter().find(|(n, _)| *n == name) {
        _ if is_libc(name) => d.note(NO_LIBC),
        Some((_, why)) => d.note(*why),
        None => d,
    }
}
