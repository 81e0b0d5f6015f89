//! Codes of the parser.
codes! {
    "E0301" EXPECTED "something else was expected"
        "The language allows something else at this place: the message says what, and what was found.";
    "E0302" UNCLOSED "bracket without end"
        "A parenthesis, bracket or brace is not closed where it must be. The second mark shows where it was opened; the mistake may be anywhere between.";
    "E0303" TOO_DEEP "nested too deeply"
        "Expressions, types and statements may nest some 250 deep, and an expression hold a chain of some 500 operators, so that no source can exhaust the compiler's stack.";
    "E0304" NOT_WDL "not part of WDL"
        "WDL takes what of C makes sense without a C library, an operating system below and floating point. What the message names is outside of that.";
    "E0305" BAD_TYPE "words that make no type"
        "Types are made of void, char, short, int, long, signed, unsigned and _Bool in the combinations of C, or are one struct, union, enum or typedef name.";
    "E0306" BAD_SPECIFIER "misplaced specifier"
        "A declaration has at most one storage class (typedef, static, extern, auto, register, shared, percall); members and parameters have none.";
    "E0307" UNKNOWN_TYPE "unknown type name"
        "Where a type must stand, there is a name that no typedef has declared. Include the file that declares it, or write struct, union or enum before a tag.";
    "E0308" VARIADIC "variadic function"
        "A wrapper cannot define a function with `...`: the machine passes arguments in registers, so there is no list of them in memory to walk. Library functions such as wr_audit_printf are expanded by the compiler.";
    "E0309" BAD_CLAUSE "malformed clause"
        "A clause is `[namespace::]op{names} [(condition)] [pre|post] [unlocked] { action }`, `[wrapper::]event{names} [(condition)] { action }` or `life{names} [(condition)] { action }`.";
    "E0310" BAD_SETTING "malformed setting"
        "`wrapper NAME;`, `on_fault deny;` (or allow, or kill) and `budget N;` are each said once.";
    "E0311" BAD_TABLE "malformed table"
        "A table is declared `[shared] table ROWTYPE NAME[BOUND] by KEYTYPE [full fault|refuse|oldest|lru];`.";
    "E0312" BAD_SEQUENCE "malformed sequence"
        "A sequence is `sequence STEP; STEP; ... STEP [unlocked] { action }`. A step is `event(names)`, `(event(names) | condition)` or several joined by `||`, with `{N}` for N times and `pre` or `post`; `!event(names)*` between two steps says what must not happen between them.";
    "W0301" CHAINED "chained comparison"
        "`a < b < c` compares the result of `a < b`, which is 0 or 1, with c.";
    "W0302" NOT_COMPARED "! applied before a comparison"
        "`!a == b` is `(!a) == b`: it compares 0 or 1 with b.";
    "W0303" ASSIGNMENT "assignment as condition"
        "`=` assigns; `==` compares. A condition that is an assignment is rarely meant; parentheses around it say that it is.";
    "W0304" EMPTY_BODY "empty body"
        "A semicolon right behind the condition is an empty statement, and what follows runs whatever the condition says.";
    "W0305" DECLARES_NOTHING "declaration without a name"
        "The declaration names no variable, type or tag, so it has no effect.";
    "W0306" IMPLICIT_INT "missing type"
        "Before 1999, C took a missing type as int, and so does WDL; new code should write it.";
}
