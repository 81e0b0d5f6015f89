//! Reserved words. WDL's own (`op`, `event`, `life`, `pre`, `post`, `raise`, `shared`, ...) are
//! not among them: they mean something only where they can stand, so C programs may use them as
//! names.

/// Types that are not there: numbers with a point.
pub(super) const FLOATS: &[&str] = &[
    "_Complex",
    "_Decimal128",
    "_Decimal32",
    "_Decimal64",
    "_Float128",
    "_Float16",
    "_Float32",
    "_Float32x",
    "_Float64",
    "_Float64x",
    "__float128",
    "double",
    "float",
];

/// Words that begin a type in C23, where nothing else is declared so.
pub(super) const NEW_TYPES: &[&str] =
    &["alignas", "bool", "constexpr", "thread_local", "typeof_unqual"];

/// Words that begin a type.
pub(super) const TYPES: &[&str] = &[
    "void", "char", "short", "int", "long", "signed", "unsigned", "_Bool", "struct", "union",
    "enum",
];

const KEYWORDS: &[&str] = &[
    "_Alignas",
    "_Alignof",
    "_Atomic",
    "_BitInt",
    "_Bool",
    "_Complex",
    "_Decimal128",
    "_Decimal32",
    "_Decimal64",
    "_Float128",
    "_Float16",
    "_Float32",
    "_Float32x",
    "_Float64",
    "_Float64x",
    "_Generic",
    "_Imaginary",
    "_Noreturn",
    "_Static_assert",
    "_Thread_local",
    "__alignof__",
    "__asm__",
    "__attribute__",
    "__auto_type",
    "__const",
    "__extension__",
    "__float128",
    "__inline",
    "__inline__",
    "__int128",
    "__restrict",
    "__restrict__",
    "__signed__",
    "__thread",
    "__typeof__",
    "__volatile__",
    "asm",
    "auto",
    "break",
    "case",
    "char",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extern",
    "float",
    "for",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "register",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "typedef",
    "typeof",
    "union",
    "unsigned",
    "void",
    "volatile",
    "while",
];

/// Whether `word` is reserved.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Whether `word` begins declaration specifiers (typedef names and `shared`, `percall` aside).
pub(crate) fn begins_type(word: &str) -> bool {
    FLOATS.contains(&word)
        || matches!(
            word,
            "_Alignas"
                | "_Atomic"
                | "_BitInt"
                | "_Bool"
                | "_Noreturn"
                | "_Thread_local"
                | "__attribute__"
                | "__auto_type"
                | "__const"
                | "__inline"
                | "__inline__"
                | "__int128"
                | "__signed__"
                | "__thread"
                | "__typeof__"
                | "__volatile__"
                | "auto"
                | "char"
                | "const"
                | "enum"
                | "extern"
                | "inline"
                | "int"
                | "long"
                | "register"
                | "restrict"
                | "short"
                | "signed"
                | "static"
                | "struct"
                | "typedef"
                | "typeof"
                | "union"
                | "unsigned"
                | "void"
                | "volatile"
        )
}

#[cfg(test)]
mod tests {
    #[test]
    fn keywords_are_sorted() {
        assert!(super::KEYWORDS.is_sorted());
    }
}
