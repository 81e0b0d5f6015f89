//! Wrappers compile to objects that the machine's verifier accepts, and that say what the clauses
//! do: which calls they catch, what a host may judge by itself, what they decide on and rewrite.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
use std::path::PathBuf;
use wdl::driver::{Source, compile_source};
use wdl::{Compiled, Options};
use wss_abi::clause::{ArgTest, CallBind, Clause, Cmp, Life, On, Phase, Source as From, does};
use wss_abi::object::Object;
use wss_abi::target::Target;

fn try_compile(text: &str) -> Result<Compiled, String> {
    let options = Options::new(Target::LinuxX86_64);
    let source = Source { name: "t.wdl".into(), text: text.into(), folder: PathBuf::new() };
    let compiled = compile_source(&options, &source).map_err(|e| e.text(false))?;
    let bytes = compiled.object.encode().expect("encodes");
    assert_eq!(Object::decode(&bytes).as_ref(), Ok(&compiled.object));
    wss_vm::Program::new(compiled.object.clone()).expect("verifies");
    Ok(compiled)
}

fn compile(text: &str) -> Object {
    try_compile(text).unwrap_or_else(|e| panic!("{e}")).object
}

/// The only clause of a wrapper.
fn clause(text: &str) -> Clause {
    let mut o = compile(text);
    assert_eq!(o.clauses.len(), 1, "{text}");
    o.clauses.remove(0)
}

fn binds(c: &Clause) -> &[CallBind] {
    match &c.on {
        On::Calls(list) => list,
        other => panic!("{other:?}"),
    }
}

fn bind<'a>(c: &'a Clause, call: &str) -> &'a CallBind {
    let nr = wss_calls::table(Target::LinuxX86_64).unwrap().by_name(call).unwrap().nr;
    binds(c).iter().find(|b| b.nr == nr).unwrap_or_else(|| panic!("{call} in {c:?}"))
}

fn calls(c: &Clause) -> Vec<&'static str> {
    let table = wss_calls::table(Target::LinuxX86_64).unwrap();
    binds(c).iter().map(|b| table.by_nr(b.nr).unwrap().name).collect()
}

fn low(arg: u8, op: Cmp, mask: u64, value: u64) -> ArgTest {
    ArgTest { arg, wide: false, op, mask, value }
}

#[test]
fn figure_3_compiles_verbatim_with_its_warning() {
    let c = try_compile(include_str!("figure3.wdl")).unwrap_or_else(|e| panic!("{e}"));
    let text = c.warnings.text(false);
    assert!(text.contains("W0430"), "{text}");
    let own = &c.object.clauses[c.object.clauses.len() - 4..];
    let labels: Vec<_> = own.iter().map(|c| (c.label.as_str(), c.phase)).collect();
    assert_eq!(
        labels,
        [
            ("bsd::op{open} post", Phase::Post),
            ("bsd::op{chmod} pre", Phase::Pre),
            ("bsd::op{fchmod} pre", Phase::Pre),
            ("bsd::op{execve} pre", Phase::Pre)
        ]
    );
    assert_eq!(calls(&own[0]), ["open", "creat", "openat", "openat2"]);
    assert_eq!(calls(&own[3]), ["execve", "execveat"]);
    // chmod is judged by path, fchmod by a descriptor, execve not at all.
    assert_eq!(own.iter().map(|c| c.decides).collect::<Vec<_>>()[1..], [1, 0, 0]);
    assert_eq!(own[3].does & does::VERDICT, does::VERDICT);
    assert_eq!(own[1].does & does::VERDICT, 0);
    // `_uid` is read in the first only.
    let creds: Vec<_> = own.iter().map(|c| c.does & does::NO_CREDS != 0).collect();
    assert_eq!(creds, [false, true, true, true]);
}

#[test]
fn conditions_on_registers_become_filters() {
    let c = clause("op{open} (($flags & O_ACCMODE) == O_RDONLY) pre { wr_audit_event(\"\"); }");
    assert_eq!(bind(&c, "open").filter, [[low(1, Cmp::Eq, 3, 0)]]);
    assert_eq!(bind(&c, "openat").filter, [[low(2, Cmp::Eq, 3, 0)]]);
    assert!(bind(&c, "creat").filter.is_empty());
    assert!(bind(&c, "openat2").filter.is_empty());
    assert!(c.guard.is_some());
    assert_eq!(c.does & does::ALL_PARAMS, does::ALL_PARAMS);

    let c = clause("op{close} ($fd > 2 && $fd != 7 && _uid == 0) pre { return WR_D_BADF; }");
    let all = u64::from(u32::MAX);
    assert_eq!(
        binds(&c)[0].filter,
        [[low(0, Cmp::Gt, all, 2), low(0, Cmp::Le, all, all >> 1), low(0, Cmp::Ne, all, 7)]]
    );
    // A negative number is less than 3 too: no unsigned test follows.
    let c = clause("op{close} ($fd < 3) pre { return WR_D_BADF; }");
    assert!(binds(&c)[0].filter.is_empty());
    let c = clause("op{open} ($flags & O_CREAT) pre { violation(); }");
    assert_eq!(bind(&c, "open").filter, [[low(1, Cmp::Ne, 0o100, 0)]]);
    let c = clause("op{open} (!($flags & O_CREAT)) pre { violation(); }");
    assert_eq!(bind(&c, "open").filter, [[low(1, Cmp::Eq, 0o100, 0)]]);
    // Either side of || may hold.
    let c = clause("op{close} ($fd == 7 || $fd == 5 && _uid == 0) pre { violation(); }");
    assert_eq!(binds(&c)[0].filter, [[low(0, Cmp::Eq, all, 5)], [low(0, Cmp::Eq, all, 7)]]);
    let c = clause("op{close} ($fd == 7 || _uid == 0) pre { violation(); }");
    assert!(binds(&c)[0].filter.is_empty());
    let c =
        clause("op{socket} ($type == 9 && ($domain == 1 || $domain == 2)) pre { violation(); }");
    let nine = low(1, Cmp::Eq, all, 9);
    let socket = [[low(0, Cmp::Eq, all, 1), nine], [low(0, Cmp::Eq, all, 2), nine]];
    assert_eq!(bind(&c, "socket").filter, socket);
}

#[test]
fn what_many_sequences_ask_of_a_register_is_one_filter() {
    let many: String = (0..100)
        .map(|n| format!("sequence (close(x) | x == {}); fsync(x) {{ violation(); }}\n", n * n))
        .collect();
    let o = compile(&many);
    let lists: Vec<_> = (0..100).map(|n| [low(0, Cmp::Eq, 0xffff_ffff, n * n)]).collect();
    let on = |o: &Object, call| o.clauses.iter().find(|c| calls(c) == [call]).unwrap().clone();
    assert_eq!(bind(&on(&o, "close"), "close").filter, lists);
    // More than an object's filter holds: between the least and the largest.
    let more: String = (1..=300)
        .map(|n| format!("sequence (close(x) | x == {n}); fsync {{ violation(); }}\n"))
        .collect();
    let o = compile(&more);
    let range = [low(0, Cmp::Ge, 0xffff_ffff, 1), low(0, Cmp::Le, 0xffff_ffff, 300)];
    assert_eq!(bind(&on(&o, "close"), "close").filter, [range]);
    // A later step's number is asked too, and nothing where a step takes any.
    let o = compile(
        "sequence getppid; (close(x) | x == 5) { violation(); }\n\
         sequence getppid; (close(x) | x == 6); !fsync(_)*; (fsync(y) | y == 3) { violation(); }",
    );
    assert_eq!(bind(&on(&o, "close"), "close").filter.len(), 2);
    assert!(bind(&on(&o, "fsync"), "fsync").filter.is_empty());
}

#[test]
fn conditions_that_call_run_before_the_action() {
    let c = clause("op{chmod} (isInDir($path, \"/tmp\") && $mode == 0777) pre { violation(); }");
    assert!(c.guard.is_some(), "the mode is judged early");
    let path = c.params.iter().position(|p| p == "path").unwrap();
    assert_eq!(c.decides, 1 << path);
    let c = clause("op{chmod} (isInDir($path, \"/tmp\")) pre unlocked { violation(); }");
    assert_eq!((c.guard, c.unlocked), (None, true));
}

#[test]
fn auditing_is_no_decision() {
    let c = clause("op{open} pre { wr_audit_printf(\"%s %d\", $path, _pid); }");
    assert_eq!((c.decides, c.does & does::VERDICT), (0, 0));
    let c = clause("op{open} pre { if (strcmp($path, \"/x\") == 0) wr_audit_event(\"x\"); }");
    assert_eq!(c.decides, 0);
    let decided = [
        "if (strcmp($path, \"/x\") == 0) violation();",
        "if (strlen($path) > 3) return WR_D_BADPERM;",
        "static int n; n += $path[0];",
        "static int n; if ($path[1] == 'a') n++;",
        "char b[64]; if (wr_path($path, b, 64) > 0 && b[0] == '/') wr_kill(9);",
        "int deny = 0; for (int i = 0; $path[i]; i++) if ($path[i] == '.') deny = 1; \
         if (deny) violation();",
    ];
    for body in decided {
        let c = clause(&format!("op{{open}} pre {{ {body} }}"));
        assert_eq!(c.decides, 1, "{body}");
    }
    // Through a function, and its early return.
    let c = clause(
        "static int bad(const char *p) { if (*p != '/') return 0; return p[1] == 'e'; }\n\
         static void judge(int b) { if (b) return; violation(); }\n\
         op{open} pre { judge(bad($path)); }",
    );
    assert_eq!(c.decides, 1);
    // What a raw pointer leads to is content too.
    let c = clause("op{write} pre { char b[4]; wr_read($buf, b, 4); if (b[0]) violation(); }");
    assert_eq!((c.decides, c.does & does::USER_MEMORY), (1, does::USER_MEMORY));
}

#[test]
fn assignments_are_rewrites() {
    let c = clause("op{chmod} pre { $mode = $mode & 0777; $path = \"/dev/null\"; }");
    assert_eq!(c.rewrites, 0b11);
    let c = clause("op{getpid} post { $ret = 7; }");
    assert_eq!(c.does & does::RESULT, does::RESULT);
    let c = clause("op{getpid} pre { return WR_RETURN(5); }");
    assert_eq!(c.does & (does::RESULT | does::VERDICT), does::RESULT | does::VERDICT);
}

#[test]
fn members_under_a_condition_are_tested() {
    // unlinkat removes a directory only with AT_REMOVEDIR (0x200).
    let c = clause("op{rmdir} pre { return WR_D_BADPERM; }");
    assert_eq!(calls(&c), ["rmdir", "unlinkat"]);
    assert_eq!(bind(&c, "unlinkat").filter, [[low(2, Cmp::Eq, 0x200, 0x200)]]);
    assert!(matches!(bind(&c, "unlinkat").sources[..], [From::Arg { arg: 2, .. }]));
    assert!(matches!(bind(&c, "rmdir").sources[..], [From::Absent]));
    assert!(c.guard.is_some());
}

#[test]
fn abstract_events_bind_nest_and_test() {
    let c = clause(
        "wrOpen(f) ::= (open(f, md) | (md & O_ACCMODE) != O_RDONLY) || truncate(f)\n\
         tmpWrite(g, how) ::= (wrOpen(g) | how == 2)\n\
         op{tmpWrite} pre { wr_audit_printf(\"%s %d\", $g, $how); }",
    );
    assert_eq!(calls(&c), ["open", "truncate", "creat", "openat", "openat2"]);
    let g = c.params.iter().position(|p| p == "g").unwrap();
    let how = c.params.iter().position(|p| p == "how").unwrap();
    let open = bind(&c, "open");
    assert!(matches!(open.sources[g], From::Capture { arg: 0, .. }));
    assert_eq!(open.sources[how], From::Const(2));
    assert_eq!(open.filter, [[low(1, Cmp::Ne, 3, 0)]]);
    assert!(bind(&c, "truncate").filter.is_empty());
    assert!(c.guard.is_some());
}

#[test]
fn the_same_call_twice_is_one_or_two_bindings() {
    let c = clause(
        "readFd(fd) ::= read(fd, _, _) || readv(fd, _, _) || (read(fd, _, _) | fd == 0)\n\
         op{readFd, read} pre { violation(); }",
    );
    assert!(c.guard.is_none(), "read and readv apply whatever their arguments");
    // Different bindings of one call: a clause for each.
    let o = compile(
        "either(x) ::= dup2(x, _) || dup2(_, x)\nop{either} ($x == 3) pre { violation(); }",
    );
    assert_eq!(o.clauses.len(), 2);
}

#[test]
fn tags_wildcards_and_other_events() {
    let all = clause("op{*} post { wr_audit_event(\"\"); }");
    let table = wss_calls::table(Target::LinuxX86_64).unwrap();
    let returning = table.calls().iter().filter(|c| !c.no_return).count();
    assert_eq!(calls(&all).len(), returning);
    let some = clause("op{*xattr} pre { return WR_D_BADPERM; }");
    assert!(calls(&some).contains(&"fsetxattr") && !calls(&some).contains(&"open"));

    let o = compile(
        "event probe(int score, const char *who);\n\
         life{exec} { raise probe(strlen($path), $path); }\n\
         life{signal} ($number == 9) { wr_audit_printf(\"%d\", $sender); }\n\
         com_id::event{probe} { wr_audit_printf(\"%d %s\", $score, $who); }\n\
         event{probe} { violation(); }",
    );
    let ons: Vec<_> = o.clauses.iter().map(|c| c.on.clone()).collect();
    assert_eq!(ons[0], On::Life(Life::Exec));
    assert_eq!(ons[1], On::Life(Life::Signal));
    assert_eq!(ons[2], On::Raised { wrapper: "com_id".into(), event: "probe".into() });
    assert_eq!(ons[3], On::Raised { wrapper: String::new(), event: "probe".into() });
    assert_eq!(o.clauses[2].params, ["score", "who"]);
    let probe = o.events.iter().find(|e| e.name == "probe").expect("declared");
    assert_eq!(probe.params, [("score".into(), false), ("who".into(), true)]);
}

#[test]
fn data_lies_where_it_is_declared() {
    let o = compile(
        "int n = 7; shared long total = 1; percall short seen; const int primes[] = {2, 3};\n\
         op{open} pre { n++; total++; seen = primes[1]; }",
    );
    assert_eq!((o.state.len(), &o.state[..4]), (4, &7i32.to_le_bytes()[..]));
    assert_eq!(o.shared, 1i64.to_le_bytes());
    assert_eq!(o.call_data, 2);
    assert_eq!((o.vars.len(), o.vars[0].name.as_str(), o.vars[0].ty.as_str()), (1, "n", "int"));
}

/// State is carried over by name and type: what lies elsewhere is of another type.
#[test]
fn types_of_state_say_where_members_lie() {
    let ty = |members: &str| {
        let text =
            format!("typedef char two __attribute__((aligned(2))); struct {{ {members} }} v;");
        compile(&format!("{text} op{{close}} pre {{ v.a++; }}")).vars[0].ty.clone()
    };
    assert_eq!(ty("char a; char b; long z;"), ty("char a, b; long z;"));
    assert_ne!(ty("char a; char b; long z;"), ty("char a; two b; long z;"));
    assert_ne!(ty("char a; int b : 3, c : 4;"), ty("char a; int b : 3, : 1, c : 4;"));
    assert_ne!(ty("int a; char b[4];"), ty("int a; char b[5];"));
}

#[test]
fn multiplying_sources_are_refused_in_time() {
    let mut events = "a0(x) ::= close(x)\n".to_owned();
    for i in 1..40 {
        events += &format!("a{i}(x) ::= a{}(x) || a{}(x)\n", i - 1, i - 1);
    }
    let e = try_compile(&format!("{events}op{{a39}} pre {{ violation(); }}")).unwrap_err();
    assert!(e.contains("E0508"), "{e}");
    let ranges = "[0 ... 99999] = 1, ".repeat(50);
    let e = try_compile(&format!("int a[100000] = {{ {ranges} }};")).unwrap_err();
    assert!(e.contains("E0414"), "{e}");
}

/// Whatever compiles is an object that a loader takes: names and texts are within its limits.
#[test]
fn long_names_and_types_make_objects_that_load() {
    let members: String = (0..400).map(|i| format!("int member_number_{i};")).collect();
    let name = "f".repeat(300);
    let text = format!(
        "static struct s {{ {members} }} v; static int {name}(int a) {{ return a + 1; }}\n\
         op{{close}} pre {{ v.member_number_3 = {name}($fd); }}"
    );
    try_compile(&text).expect("compiles");
}
