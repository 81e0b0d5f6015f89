//! Words and operators of other languages, with what WDL writes.

/// Words of other languages that begin statements, and what WDL writes.
pub(super) const FOREIGN: &[(&[&str], &str)] = &[
    (&["elif", "elseif", "elsif", "elsunless"], "C writes `else if (condition)`"),
    (
        &["then", "fi", "begin", "end", "esac", "done"],
        "C puts statements in braces: `if (condition) { ... }`",
    ),
    (&["let", "var", "my", "local", "val"], "a variable is declared with its type: `int x = 3;`"),
    (
        &["fn", "def", "func", "function", "sub", "proc"],
        "a function begins with its result's type: `int f(int a) { ... }`",
    ),
    (
        &[
            "class",
            "namespace",
            "using",
            "template",
            "public",
            "private",
            "try",
            "catch",
            "throw",
            "new",
            "delete",
        ],
        "WDL is a superset of C, not of C++",
    ),
    (&["import", "require", "use", "from"], "other files are read by `#include \"FILE\"`"),
    (
        &["foreach", "loop", "until", "unless", "repeat"],
        "C's loops are `while (condition)`, `do ... while (condition);` and `for (;;)`",
    ),
];

/// Operators of other languages: words.
pub(super) const OPERATORS: &[(&str, &str)] = &[
    ("and", "`&&`"),
    ("or", "`||`"),
    ("not", "`!`"),
    ("eq", "`==`"),
    ("ne", "`!=`"),
    ("mod", "`%`"),
    ("xor", "`^`"),
];
