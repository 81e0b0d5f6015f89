//! Sources that nobody would write: cut off, mutated, deep, endless. The compiler answers each, with
//! an object or with diagnostics; it does not panic, hang or eat memory.
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;

const SEEDS: &[&str] = &[
    include_str!("../../id-wrappers/imapd_id/imapd_id.wdl"),
    include_str!("../../id-wrappers/untrusted_utility/untrusted_utility.wdl"),
    include_str!("../include/created.wdl"),
    include_str!("figure3.wdl"),
    include_str!("ui/pp_in_macro.wdl"),
];

/// Compiles, and says what was found.
fn answer(text: &str) -> String {
    let options = wdl::Options::new(Target::LinuxX86_64);
    let source = Source { name: "hostile.wdl".into(), text: text.into(), folder: PathBuf::new() };
    match compile_source(&options, &source) {
        Ok(compiled) => compiled.warnings.text(false),
        Err(findings) => {
            let text = findings.text(false);
            assert!(text.contains("error"), "refused without an error: {text}");
            text
        }
    }
}

/// A generator of numbers, always the same (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

#[test]
fn cut_off_anywhere() {
    for seed in SEEDS {
        for end in (0..seed.len()).step_by(13).filter(|i| seed.is_char_boundary(*i)) {
            answer(&seed[..end]);
        }
    }
}

#[test]
fn mutated() {
    let pieces = [
        "{",
        "}",
        "(",
        ")",
        ";",
        ",",
        "::",
        "::=",
        "||",
        "|",
        "#",
        "##",
        "\"",
        "'",
        "/*",
        "*/",
        "\\\n",
        "op",
        "event",
        "pre",
        "post",
        "unlocked",
        "$path",
        "$",
        "struct",
        "int",
        "*",
        "[",
        "]",
        "0x",
        "1e9",
        "\u{201c}",
        "\0",
        "#define A A(",
        "#include \"",
        "#if ",
        "#endif\n",
        "return",
        "raise",
        "typedef",
        "=",
        "...",
        "case",
        "sizeof",
        "_Generic(",
        "percall",
        "shared",
        "on_fault",
        "-",
    ];
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..400 {
        let mut text: Vec<char> = SEEDS[numbers.below(SEEDS.len())].chars().collect();
        for _ in 0..1 + numbers.below(8) {
            let at = numbers.below(text.len());
            match numbers.below(3) {
                0 => drop(text.drain(at..(at + numbers.below(40)).min(text.len()))),
                1 => {
                    let piece = pieces[numbers.below(pieces.len())].chars();
                    drop(text.splice(at..at, piece));
                }
                _ => {
                    let from = numbers.below(text.len());
                    let copy = text[from..(from + numbers.below(80)).min(text.len())].to_vec();
                    drop(text.splice(at..at, copy));
                }
            }
        }
        answer(&text.into_iter().collect::<String>());
    }
}

#[test]
fn deep_but_allowed() {
    let n = 110;
    let wrap = |open: &str, inner: &str, close: &str| open.repeat(n) + inner + &close.repeat(n);
    let clause =
        |body: &str| format!("op{{close}} pre {{ long x = $fd; {body} if (x) violation(); }}");
    let cases = [
        clause(&format!("x = {};", wrap("(", "x", ")"))),
        clause(&format!("x = {}x;", "-~!".repeat(60))),
        clause(&format!("x = x{};", " + x * 3".repeat(400))),
        clause(&format!("x = {};", wrap("(x ? x : ", "x", ")"))),
        clause(&wrap("{ if (x) ", "x = 1;", " }")),
        clause(&"if (x) x = 2; else ".repeat(200)),
        clause(&format!("{}x = 3;", "while (x) ".repeat(200))),
        clause(&format!("x = {};", wrap("strlen((char *)(long)", "x", ")"))),
        format!("struct s {} v;", wrap("{ int a; struct ", "{ int b; }", " m; }")),
        format!("int {}p;", "*".repeat(300)),
        format!("int a{};", "[1]".repeat(300)),
        format!("int a = {};", wrap("{", "1", "}")),
    ];
    for case in cases {
        let said = answer(&case);
        assert!(!said.contains("E0303"), "{said}");
    }
}

#[test]
fn initialisers_in_initialisers() {
    let n = 60;
    let mut types = "struct s0 { int a; };\n".to_owned();
    let (mut nested, mut called) = ("(struct s0){ 1 }".to_owned(), "v".to_owned());
    for i in 1..=n {
        types += &format!("struct s{i} {{ struct s{} a; }};\n", i - 1);
        nested = format!("(struct s{i}){{ {nested} }}");
        called = format!("f((struct s0[]){{ {called} }})");
    }
    let values = format!("struct s{n} x[] = {{ {nested} }}; struct s0 y[] = {{ {called} }};");
    let function = "struct s0 v;\nstatic struct s0 f(struct s0 *p) { return *p; }\n";
    let begun = Instant::now();
    let said = answer(&format!("{types}{function}op{{close}} pre {{ {values} }}"));
    assert!(!said.contains("error"), "{said}");
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

/// Warnings that fill the list leave room for the error that came last.
#[test]
fn an_error_behind_warnings() {
    let said = answer(&format!("{}int x = y;\n", "#pragma what\n".repeat(150)));
    assert!(said.contains("error[E0401]") && said.contains("warning["), "{said}");
}

/// What a process with little memory makes of it: here a list that is copied would not be seen.
#[test]
#[cfg(target_os = "linux")]
fn little_memory() {
    let many = |piece: &dyn Fn(usize) -> String, n| (0..n).map(piece).collect::<String>();
    let aligned = many(&|_| "_Alignas(8) ".into(), 20_000);
    let names = many(&|i| format!("a{i}, "), 20_000);
    let folder = tempfile::tempdir().expect("a folder");
    let cases = [
        format!("{aligned} int {names} b;"),
        format!("struct s {{ {aligned} int {names} b; }};"),
        format!("void f(void) {{ {aligned} int {names} b; }}"),
        format!("struct s {{ {aligned} int :1; {aligned} int; }};"),
        // Text that macros make of text, which a body asks for many times.
        format!(
            "#define f(...) {}\nchar *s = f({});",
            many(&|_| "#__VA_ARGS__ ".into(), 20_000),
            names
        ),
        format!(
            "struct b {{ char a[4096]; }}; void f(void) {{ const struct b b0 = {{ .a = {{ [0 ... 4095] = 1 }} }}; {} }}",
            many(&|i| format!("const struct b b{} = b0;", i + 1), 50_000)
        ),
        format!("#define f(x) {}x\nint f(a);", many(&|_| "x##".into(), 100_000)),
        format!("#define f(x) {}\nchar *s = f(\"{names}\");", many(&|_| "#x ".into(), 10_000)),
        format!(
            "#define f(...) {}\nchar *s = f({names});",
            many(&|_| "#__VA_OPT__(__VA_ARGS__) ".into(), 10_000)
        ),
    ];
    for (n, case) in cases.iter().enumerate() {
        let path = folder.path().join(format!("{n}.wdl"));
        std::fs::write(&path, case).expect("a source");
        let command = "ulimit -v 1000000; exec timeout 60 \"$0\" check \"$1\"";
        let wrapc = env!("CARGO_BIN_EXE_wrapc");
        let run = Command::new("sh").args(["-c", command, wrapc]).arg(&path).output();
        let run = run.expect("a shell");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(matches!(run.status.code(), Some(0 | 1)), "{n}: {:?} {said}", run.status);
    }
}

#[test]
fn endless() {
    let begun = Instant::now();
    let many = |piece: &str, n: usize| piece.repeat(n);
    let cases = [
        many("(", 100_000),
        many("{", 100_000),
        many("op{", 50_000),
        many("int ", 100_000),
        many("x::", 100_000),
        many("a ::= b ||\n", 20_000),
        many("op{zzz} pre { }\n", 3_000),
        many("int f(void) { return }\n", 3_000),
        many("#if 1\n", 50_000),
        many("\"", 50_000),
        many("/*", 100_000),
        many("\\\n", 100_000),
        many("$", 100_000),
        format!("int x = {};", many("1 +", 100_000)),
        format!("enum {{ {} }};", (0..20_000).map(|i| format!("E{i},")).collect::<String>()),
        format!("int a[] = {{ {} }};", many("1,", 100_000)),
        format!("char *s = {};", many("\"abc\" ", 50_000)),
        format!("op{{{}}} pre {{ }}", many("open,", 20_000)),
        format!("op{{{}}} pre {{ }}", many("*", 20_000)),
        format!("op{{close}} pre {{ {} }}", many("if ($fd) violation();", 5_000)),
        format!("void f(void) {{ {} }}", many("int x;", 20_000)),
        format!("#define f(x) x\n{}1{}", many("f(", 150), many(")", 150)),
        format!("int {};", (0..20_000).map(|i| format!("*p{i}[3],")).collect::<String>() + "q"),
        format!("// {}", many("x", 3 << 20)),
        format!("const int n = 1; static int x = {}n{};", many("(", 60), many(" ?: 1)", 60)),
        format!(
            "int f(int x) {{ switch (x) {{ {} }} return 0; }}",
            (0..80_000).map(|i| format!("case {i}:\n")).collect::<String>()
        ),
        format!(
            "int f(void) {{ {} return 0; }}",
            (0..80_000).map(|i| format!("l{i}:\n")).collect::<String>()
        ),
        format!(
            "int x = _Generic(1, {} default: 0);",
            (1..80_000).map(|i| format!("int(*)[{i}]: 1,")).collect::<String>()
        ),
        format!("int {};", many("x", 3 << 20)),
    ];
    for case in &cases {
        let start = Instant::now();
        answer(case);
        let took = start.elapsed();
        let shown: String = case.chars().take(30).collect();
        assert!(took < Duration::from_secs(30), "{shown}: {took:?}");
    }
    assert!(begun.elapsed() < Duration::from_secs(300));
}

/// Few words that say much: each type is twice the one before, each name means thousands.
#[test]
fn types_that_double() {
    let many = |piece: &dyn Fn(usize) -> String, n| (0..n).map(piece).collect::<String>();
    let functions = |f: &str| {
        let next = |i| format!("typedef int {f}{}({f}{i}*, {f}{i}*); ", i + 1);
        format!("typedef int {f}0(int); {}", many(&next, 40))
    };
    let pair = |i| format!("struct s{} {{ struct s{i} a, b; }}; ", i + 1);
    let empty = format!("struct s0 {{}}; {}", many(&pair, 24));
    let cases = [
        format!("{}{}extern F39 *x; extern G39 *x;", functions("F"), functions("G")),
        format!("{}extern F25 *x; int *y = x;", functions("F")),
        format!("{empty} struct s24 x = {{}};"),
        many(&|i| format!("typedef t{i} *t{};", i + 1), 20_000).replacen("t0", "int", 1)
            + "t9999 x;",
        format!(
            "void f(void) {{ int a0; {} }}",
            many(&|i| format!("auto a{} = &a{i};", i + 1), 3000)
        ),
        format!(
            "int A; enum {{ A, {} }} {} z;",
            many(&|i| format!("b{i},"), 4000),
            many(&|i| format!("x{i},"), 4000)
        ),
        format!(
            "typeof((int[]){{ {} }}) {} z;",
            "1,".repeat(8000),
            many(&|i| format!("x{i},"), 4000)
        ),
        format!(
            "void f(void) {{ {} {} }}",
            many(&|i| format!("goto l{i};"), 3000),
            many(&|i| format!("m{i}:;"), 3000)
        ),
        format!(
            "{} int f(void) {{ return {} 0; }}",
            many(&|i| format!("int name{i};"), 3000),
            many(&|i| format!("nama{i} +"), 3000)
        ),
        format!(
            "int f(void) {{ return {} 0; }}",
            many(&|i| format!("({{ goto l{i}; l{i}: 1; }}) +"), 100)
        ),
    ];
    for case in cases {
        let start = Instant::now();
        answer(&case);
        let took = start.elapsed();
        let shown: String = case.chars().take(60).collect();
        assert!(took < Duration::from_secs(20), "{shown}: {took:?}");
    }
}
