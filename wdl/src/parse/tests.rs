//! Tests of the parser on small sources.
use super::*;
use crate::ast::{ExprKind, Head, StmtKind, TypeKind};
use crate::lex::{Interner, Lexer};

fn parsed(text: &str) -> (Unit, Vec<String>) {
    let mut map = SourceMap::new();
    let mut diags = Diags::new();
    assert!(map.add("test.wdl".into(), text.into(), false, None).is_ok());
    let (mut lexer, mut names, mut tokens) =
        (Lexer::new(text.into(), 1), Interner::default(), vec![]);
    loop {
        let token = lexer.next(&mut names, Some(&mut diags));
        tokens.push(token);
        if tokens.last().is_some_and(|t| t.kind == Tok::Eof) {
            break;
        }
    }
    let unit = parse(tokens, Names::default(), &map, &mut diags).unit;
    let found = diags.list().iter().map(|d| format!("{} {}", d.code.id, d.message)).collect();
    (unit, found)
}

fn clean(text: &str) -> Unit {
    let (unit, found) = parsed(text);
    assert!(found.is_empty(), "{found:?}");
    unit
}

#[test]
fn figure_3_parses() {
    let unit = clean(include_str!("../../tests/figure3.wdl"));
    let labels: Vec<_> = unit
        .items
        .iter()
        .filter_map(|i| if let Item::Clause(c) = i { Some(c.label.as_str()) } else { None })
        .collect();
    assert_eq!(
        labels,
        ["bsd::op{open} post", "bsd::op{chmod} pre", "bsd::op{fchmod} pre", "bsd::op{execve} pre"]
    );
}

#[test]
fn abstract_events_of_jain_and_sekar_parse() {
    let unit = clean(
        "typedef int Integer;\n\
         readFd(Integer fd) ::=\n read(fd,_,_)||readdir(fd,_,_)||\n getdents(fd,_,_)||readv(fd,_,_)\n\
         deniedCalls ::= fork||execve||connect\n ||bind\n\
         wrOpen(f) ::= (open(f,md)|isWrite(md))\n ||creat(f)||truncate(f)\n\
         void f(void);\n",
    );
    let counts: Vec<_> = unit
        .items
        .iter()
        .filter_map(|i| if let Item::AbstractEvent(e) = i { Some(e) } else { None })
        .map(|e| (e.params.len(), e.alternatives.len()))
        .collect();
    assert_eq!(counts, [(1, 4), (0, 4), (1, 3)]);
}

#[test]
fn clauses_of_every_kind_parse() {
    let unit = clean(
        "wrapper w; on_fault kill; budget 5000;\n\
         event warning(int level, const char *why);\n\
         shared int count; percall int saved; int shared, percall, op, event;\n\
         op{get*id, *at, fd?, pread64,} unlocked (1) pre { $path = \"x\"; }\n\
         com_id::event{warning} ($level > 1) { raise done; }\n\
         *::event{warning} { raise warning(1, \"x\"); raise(1); }\n\
         event{a, b} { }\n\
         life{fork, exit} { return; };\n",
    );
    assert_eq!(unit.wrapper.map(|w| w.name.to_string()).as_deref(), Some("w"));
    let clauses: Vec<_> = unit
        .items
        .iter()
        .filter_map(|i| if let Item::Clause(c) = i { Some(c) } else { None })
        .collect();
    assert_eq!(clauses.len(), 5);
    let Some(Head::Op { patterns, .. }) = clauses.first().map(|c| &c.head) else {
        unreachable!("an op clause")
    };
    let texts: Vec<_> = patterns.iter().map(|p| &*p.text).collect();
    assert_eq!(texts, ["get*id", "*at", "fd?", "pread64"]);
}

#[test]
fn declarators_turn_inside_out() {
    let unit = clean("int *(*f[3])(char, int (*)[2]), *a[4]; typedef int T; T T; int x;");
    let Some(Item::Decl(first)) = unit.items.first() else { unreachable!("a declaration") };
    let kinds: Vec<_> = first
        .declarators
        .iter()
        .map(|d| match &d.ty.kind {
            TypeKind::Array { elem, .. } => match &elem.kind {
                TypeKind::Pointer(to) => matches!(to.kind, TypeKind::Function(_)),
                _ => false,
            },
            _ => false,
        })
        .collect();
    assert_eq!(kinds, [true, false]);
}

#[test]
fn typedef_names_follow_scopes() {
    clean("typedef int T; void f(void) { T *p; { int T = 2; T * 3; } T q; (T)1; sizeof(T); }");
}

#[test]
fn old_definitions_parse() {
    let (_, found) = parsed("f(a, b) int a; char *b; { return a; }\nmain() { return f(1, \"\"); }");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|f| f.starts_with("W0306")), "{found:?}");
}

#[test]
fn several_mistakes_are_reported_in_one_run() {
    let (unit, found) = parsed(
        "int f(void) { int x = 1 +; return x }\n\
         int g(void) { return (2; }\n\
         bsd::op{open} post { violation() \n};\n\
         bsd::op{close} pre { violation(); }\n",
    );
    assert_eq!(found.len(), 4, "{found:#?}");
    assert_eq!(unit.items.len(), 4);
}

#[test]
fn depth_is_bounded() {
    let cases = [
        format!("int x = {}1{};", "(".repeat(5000), ")".repeat(5000)),
        format!("int x = {}1;", "-".repeat(100_000)),
        format!("int x = 1{};", "+1".repeat(100_000)),
        format!("int {}x;", "*".repeat(100_000)),
        format!("int x{};", "[1]".repeat(100_000)),
        format!("void f(void) {}", "{".repeat(100_000)),
        format!("void f(void) {{ {} ; }}", "if(1) ".repeat(100_000)),
        format!("{} x;", "struct { ".repeat(100_000)),
        format!("int x = {};", "{".repeat(100_000)),
        format!("int x = a{};", "[a".repeat(100_000)),
        format!("int x = 1{};", "?1:1".repeat(100_000)),
        format!("int {}x;", "(".repeat(100_000)),
        format!("int x = {}1;", "sizeof ".repeat(100_000)),
        format!("int x = {}1;", "(int)".repeat(100_000)),
        format!("int x{};", "(int x".repeat(100_000)),
        format!(
            "int x = {}1{};",
            "(int){".repeat(100),
            format!("{}}}", "+1".repeat(50)).repeat(100)
        ),
        format!("int x = {}1{};", "sizeof(int*****[".repeat(120), "])".repeat(120)),
    ];
    for case in cases {
        let shown: String = case.chars().take(40).collect();
        let run = move || parsed(&case).1;
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run);
        let found = thread.map(|t| t.join()).map_err(|e| e.to_string());
        let Ok(Ok(found)) = found else { unreachable!("{shown}: {found:?}") };
        assert!(found.iter().any(|f| f.starts_with("E0303")), "{shown}: {found:?}");
    }
}

#[test]
fn every_statement_and_operator_parses() {
    let unit = clean(
        "struct s { int a : 3, : 2; union { int b; char c[4]; }; } __attribute__((packed));\n\
         enum e { A, B = 2, };\n\
         static const struct s v = { .a = 1, .c = { [0 ... 1] = 'x', 'y' } };\n\
         _Static_assert(sizeof(struct s) > 1, \"size\");\n\
         int g(int, ...);\n\
         int f(int n, char *p) {\n\
           int i; for (int j = 0; j < n; j++) { if (j & 1) continue; else break; }\n\
           for (;;) { goto out; } do { n--; } while (n); while (n) ;\n\
           switch (n) { case 1: case 2 ... 5: n = 1; break; default: ; }\n\
           out: n = n ? n : 1; n = n ?: 2; n <<= 1, n >>= 2; p[n]++; --*p; i = !n ^ ~n;\n\
           p = (char *)\"a\" \"b\"; (void)(struct s){ 1 }.a; i = _Alignof(int) + sizeof p[0];\n\
           i = _Generic(n, int: 1, char *: 2, default: 3);\n\
           i = __builtin_offsetof(struct s, c[1]);\n\
           return v.a == (&v)->a && n || i;\n\
         }\n",
    );
    let Some(Item::Function(f)) = unit.items.last() else { unreachable!("a function") };
    let Some(StmtKind::Return(Some(value))) = f.body.stmts.last().map(|s| &s.kind) else {
        unreachable!("a return")
    };
    assert!(matches!(value.kind, ExprKind::Binary(crate::ast::BinaryOp::Or, ..)));
}

#[test]
fn only_attributes_stand_in_double_brackets() {
    for text in [
        "int foo[[10]];",
        "int foo[[a b]];",
        "int foo[[a::]];",
        "int foo[[a(]]];",
        "[[1]];",
        "int x __attribute__((packed 1));",
        "int f(void) { return sizeof(int [[+]]); }",
    ] {
        let (_, found) = parsed(text);
        assert!(!found.is_empty(), "{text}");
    }
    clean("int foo[[, a::b(c, [d], {e}, \"f\", 1), case]]; [[]]; int x __attribute__((,const,));");
}

#[test]
fn strings_of_different_prefixes_do_not_join() {
    for text in ["u\"a\" U\"b\"", "L\"a\" \"b\" u\"c\"", "u8\"a\" L\"b\""] {
        let (_, found) = parsed(&format!("int n = sizeof({text});"));
        assert!(matches!(found.as_slice(), [one] if one.starts_with("E0107")), "{text}: {found:?}");
    }
    clean("int n = sizeof(u8\"a\" \"b\" u8\"c\") + sizeof(\"a\" L\"b\" L\"c\");");
}
