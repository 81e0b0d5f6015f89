//! Tests of the preprocessor. Expected results of the standard's examples are those of C17 section
//! 6.10.3.5.
use super::*;
use std::collections::HashMap;

struct Memory(HashMap<PathBuf, &'static str>);

impl Loader for Memory {
    fn load(&mut self, path: &Path) -> Result<Option<Arc<str>>, String> {
        Ok(self.0.get(path).map(|t| (*t).into()))
    }
}

/// Spelling of what comes out, tokens separated by one blank; and the codes of diagnostics.
fn run_with(text: &str, files: &[(&str, &'static str)]) -> (String, Vec<&'static str>) {
    let (mut map, mut diags) = (SourceMap::new(), Diags::new());
    let mut loader = Memory(files.iter().map(|(n, t)| (PathBuf::from(n), *t)).collect());
    let dirs = [PathBuf::from("inc")];
    let mut pp =
        Preprocessor::new(&mut map, &mut diags, &mut loader, &[("b.h", "built in")], &dirs);
    let tokens = pp.root("t.wdl".into(), text.into(), PathBuf::new());
    let words: Vec<String> =
        tokens.iter().filter(|t| t.kind != Tok::Eof).map(Token::spelling).collect();
    (words.join(" "), diags.list().iter().map(|d| d.code.id).collect())
}

fn run(text: &str) -> String {
    let (out, codes) = run_with(text, &[]);
    assert!(codes.is_empty(), "{codes:?}");
    out
}

fn codes(text: &str) -> Vec<&'static str> {
    run_with(text, &[]).1
}

#[test]
fn example_3_of_the_standard() {
    let text = "#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n\
                #define z z[0]\n#define h g(~\n#define m(a) a(w)\n#define w 0,1\n#define t(a) a\n\
                #define p() int\n#define q(x) x\n#define r(x,y) x ## y\n#define str(x) # x\n\
                f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);\n\
                g(x+(3,4)-w) | h 5) & m\n  (f)^m(m);\n\
                p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };\n\
                char c[2][6] = { str(hello), str() };";
    assert_eq!(
        run(text),
        "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1 ) ; \
         f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 , 1 ) ) ^ m ( 0 , 1 ) ; \
         int i [ ] = { 1 , 23 , 4 , 5 , } ; char c [ 2 ] [ 6 ] = { \"hello\" , \"\" } ;"
    );
}

#[test]
fn examples_4_and_7_of_the_standard() {
    let text = "#define str(s) # s\n#define xstr(s) str(s)\n\
                #define debug(s, t) printf(\"x\" # s \"= %d, x\" # t \"= %s\", x ## s, x ## t)\n\
                #define INCFILE(n) vers ## n\n#define glue(a, b) a ## b\n\
                #define xglue(a, b) glue(a, b)\n#define HIGHLOW \"hello\"\n#define LOW LOW \", world\"\n\
                debug(1, 2);\nfputs(str(strncmp(\"abc\\0d\", \"abc\", '\\4') // this goes away\n\
                == 0) str(: @\\n), s);\nxstr(INCFILE(2).h)\nglue(HIGH, LOW);\nxglue(HIGH, LOW)\n\
                #define showlist(...) puts(#__VA_ARGS__)\n\
                #define report(test, ...) ((test)?puts(#test): printf(__VA_ARGS__))\n\
                showlist(The first, second, and third items.);\nreport(x>y, \"x is %d but y is %d\", x, y);";
    assert_eq!(
        run(text),
        "printf ( \"x\" \"1\" \"= %d, x\" \"2\" \"= %s\" , x1 , x2 ) ; \
         fputs ( \"strncmp(\\\"abc\\\\0d\\\", \\\"abc\\\", '\\\\4') == 0\" \": @\\n\" , s ) ; \
         \"vers2.h\" \"hello\" ; \"hello\" \", world\" \
         puts ( \"The first, second, and third items.\" ) ; \
         ( ( x > y ) ? puts ( \"x>y\" ) : printf ( \"x is %d but y is %d\" , x , y ) ) ;"
    );
}

#[test]
fn pasting_makes_parameters_of_events_and_swallows_commas() {
    assert_eq!(run("#define P(n) $ ## n = 1\nP(path)"), "$path = 1");
    let text = "#define A(f, ...) g(f, ## __VA_ARGS__)\n#define B(f, r...) g(f, ## r)\nA(1) A(1,2,3) B(1) B(1,2)";
    assert_eq!(run(text), "g ( 1 ) g ( 1 , 2 , 3 ) g ( 1 ) g ( 1 , 2 )");
}

#[test]
fn conditions_choose_groups() {
    let text = "#define A 2\n#if A == 1\none\n#elif defined(A) && !defined B && A > 1\ntwo\n#else\nthree\n#endif\n\
                #if 0\ndon't \"complain\n#if 1\n#error no\n#else\n#endif\n#elif 0\n#else\nfour\n#endif\n\
                #ifdef A\n#ifndef A\n#endif\nfive\n#endif\n#if 0 && 1 / 0\n#endif\n\
                #if -1 > 0u && (1 ? 2 : 3) == 2 && 'a' == 97 && 0x10 >> 2 == 4\nsix\n#endif";
    assert_eq!(run(text), "two four five six");
}

#[test]
fn includes_are_found_beside_the_file_in_folders_and_built_in() {
    let files =
        [("a.h", "#pragma once\nbeside"), ("inc/c.h", "#include \"d.h\"\nc"), ("inc/d.h", "d")];
    let text = "#include \"a.h\"\n#include \"a.h\"\n#include <c.h>\n#include <b.h>\n#define H <b.h>\n#include H\n";
    assert_eq!(run_with(text, &files), ("beside d c built in built in".into(), vec![]));
    assert_eq!(codes("#include \"none.h\"\n"), ["E0213"]);
}

#[test]
fn lines_and_files() {
    assert_eq!(
        run("a\n__LINE__ __FILE__\n#line 70 \"x.c\"\n__LINE__ __FILE__"),
        "a 2 \"t.wdl\" 70 \"x.c\""
    );
    assert_eq!(run("#define L __LINE__\n\nL L __COUNTER__ __COUNTER__"), "3 3 0 1");
}

#[test]
fn mistakes_have_their_codes() {
    let cases: &[(&str, &[&str])] = &[
        ("#inlcude \"x\"\n", &["E0201"]),
        ("#define 1\n#ifdef\n#endif\n", &["E0202", "E0202"]),
        ("#define defined 1\n#undef __LINE__\n", &["E0203", "E0203"]),
        ("#define f(a,a) a\n#define g(a b) a\n#define h(..., a) a\n", &["E0204", "E0204", "E0204"]),
        ("#define f(a) ## a\n#define g(a, b) a ## b\ng(+, /)", &["E0205", "E0205"]),
        ("#define f(a) #b\n", &["E0206"]),
        ("#define f(a) a\nf(1", &["E0207"]),
        ("#define f(a) a\nf(1, 2)\n#define g() 1\ng(1)\n", &["E0208", "E0208"]),
        ("#if 1 +\n#endif\n#if (1\n#endif\n#if 1 / 0\n#endif\n#if 1.5\n#endif\n", &["E0209"; 4]),
        ("#else\n#endif\n#if 1\n#else\n#else\n#endif\n", &["E0210"; 3]),
        ("#if 1\n", &["E0211"]),
        ("#include x\n", &["E0212"]),
        ("#error bad thing\n#warning hm\n", &["E0216", "W0203"]),
        ("#line x\n", &["E0217"]),
        ("#define A 1\n#define A 2\n#define A 2\n", &["W0201"]),
        ("#ifdef A B\n#endif C\n", &["W0202", "W0202"]),
        ("#pragma omp parallel\n", &["W0204"]),
        ("a \u{201c} b", &["E0101"]),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text}");
    }
}

#[test]
fn hostile_input_ends() {
    let double = |n: usize| {
        let mut text = String::from("#define a0 x x\n");
        for i in 1..n {
            text += &format!("#define a{i} a{0} a{0}\n", i - 1);
        }
        text + &format!("a{}", n - 1)
    };
    assert_eq!(codes(&double(60)), ["E0218"]);
    let nested = format!("#define f(a) a\n{}1{}", "f(".repeat(5000), ")".repeat(5000));
    let deep = std::thread::Builder::new().stack_size(64 << 20).spawn(move || codes(&nested));
    assert_eq!(deep.ok().and_then(|t| t.join().ok()), Some(vec!["E0218"]));
    let spread =
        "#define f(a) a a a a a a a a\n".to_string() + &"f(".repeat(12) + "x" + &")".repeat(12);
    assert_eq!(codes(&spread), ["E0218"]);
    assert_eq!(codes(&("x ".repeat(MAX_TOKENS + 5))), ["E0218"]);
    assert_eq!(codes(&("#if ".to_string() + &"(".repeat(100_000) + "\n#endif")), ["E0209"]);
    let (_, found) =
        run_with("#include \"s.h\"", &[("s.h", "#include \"s.h\"\n#include \"s.h\"\n")]);
    assert_eq!(found, ["E0215"]);
    assert_eq!(codes(&"#include <b.h>\n".repeat(3000)), ["E0218"]);
}

#[test]
fn tokens_know_their_expansion() {
    let (mut map, mut diags) = (SourceMap::new(), Diags::new());
    let mut loader = Memory(HashMap::new());
    let text = "#define IN 1 +\n#define OUT IN x\nOUT";
    let mut pp = Preprocessor::new(&mut map, &mut diags, &mut loader, &[], &[]);
    let tokens = pp.root("t".into(), text.into(), PathBuf::new());
    let plus = tokens.get(1).map(|t| t.span).unwrap_or_default();
    assert_eq!(map.text(plus), "+");
    let outer = map.expansion(plus).map(|e| e.call).unwrap_or_default();
    assert_eq!(map.expansion(plus).map(|e| &*e.name), Some("IN"));
    assert_eq!(map.expansion(outer).map(|e| &*e.name), Some("OUT"));
    assert_eq!(map.place(plus).map(|p| (p.line, p.column)), Some((3, 1)));
}

#[test]
fn include_next_goes_on_behind_the_folder_of_the_file() {
    let (mut map, mut diags) = (SourceMap::new(), Diags::new());
    let files = [
        ("one/a.h", "one\n#include_next <a.h>\n#if __has_include_next(<b.h>)\nmore\n#endif\n"),
        ("two/a.h", "two\n#include_next \"a.h\"\n"),
        ("three/a.h", "three\n#if __has_include_next(<a.h>)\nmore\n#endif\n#include_next <b.h>\n"),
    ];
    let mut loader = Memory(files.iter().map(|(n, t)| (PathBuf::from(n), *t)).collect());
    let dirs = ["one", "two", "three"].map(PathBuf::from);
    let builtins = &[("b.h", "built in")];
    let mut pp = Preprocessor::new(&mut map, &mut diags, &mut loader, builtins, &dirs);
    let tokens = pp.root("t.wdl".into(), "#include <a.h>\n".into(), PathBuf::new());
    let words: Vec<String> = tokens.iter().map(Token::spelling).collect();
    assert_eq!(words.join(" ").trim_end(), "one two three built in more");
    assert!(diags.list().is_empty());
}

#[test]
fn what_a_skipped_group_begins_with_is_not_looked_at() {
    assert_eq!(run("#if 0\n' x\n#endif\na"), "a");
    assert_eq!(run("#if 1\nb\n#else\n\"x\n#endif\na"), "b a");
    assert_eq!(codes("#if 1\n' x\n#endif\n"), ["E0103"]);
}

#[test]
fn macros_of_a_condition_may_ask_what_is_defined() {
    let text = "#define A 1\n#define HAS(x) (defined(x) && defined A)\n#define NO defined B\n";
    assert_eq!(run(&format!("{text}#if HAS(HAS) && !NO\nyes\n#endif\n")), "yes");
    let codes = codes("#define BAD defined\n#if BAD\n#endif\n#if BAD + 1\n#endif\n");
    assert_eq!(codes, ["E0209", "E0209"]);
}

#[test]
fn what_stands_for_nothing_leaves_its_blank() {
    let text =
        "#define S(x) #x\n#define X(x) S(x)\n#define NO\n#define D(m) m NO\n#define E(x) [ x]\n";
    assert_eq!(
        run(&format!("{text}X(D(a)()) X(a NO b) X(a NO) X(E()) X(aNO(b))")),
        "\"a ()\" \"a b\" \"a\" \"[ ]\" \"aNO(b)\""
    );
}

#[test]
fn lines_of_gcc_e_are_lines() {
    assert_eq!(run("# 70 \"foo.c\" 1 3\n__LINE__ __FILE__ __INCLUDE_LEVEL__"), "70 \"foo.c\" 0");
}
