//! Formatted twice, a source is the same, whatever stands between its tokens and whichever of them
//! are missing, come twice or stand elsewhere.
use super::super::{format, pieces, read};

/// One of each construct.
const SOURCES: &[&str] = &[
    "int f(int a, int b) { if (a) return 1; else if (b > 2) { a++; } else a--; return a; }",
    "void g(void) { for (int i = 0; i < 3; i++) { do x(); while (y); } while (1) if (z) break; else { } }",
    "int h(int x) { switch (x) { case 1: case 'a' ... 'z': f(2); break; default: { x = 1; } } out: x = 0; goto out; }",
    "struct s { int a : 3; union { char c; long d; } u; } v = { 1, .u = { 2 }, }, *w; enum e { A, B = 2 };",
    "static int t[2][2] = { { 1, 2 }, { [1] = 3 }, };\nint (*fp)(int, char *) = &f;\ntypedef struct s *sp;",
    "int a; sp b; int one(void) { return (int)x * -y + *p - sizeof(int) / ~q[i++].m->n; }",
    "wrapper w; on_fault allow; bsd::op{open, wr*, get?id} ($flags & 1) pre unlocked { violation(\"x\"); };",
    "op{a} ($errno == 0) post { } *::event{warning} { return 0; } life{fork, exec} { n++; }",
    "a(f) ::= (open(f, md) | isWrite(md)) || truncate(f)\nb ::= a || c(_, x);\nevent e(int a, char *b);",
    "sequence open(p); !unlink(p)*; (chmod(p, _) || event{x}){3} post unlocked { n++; }\nsequences 5 full oldest;",
    "table struct row t[64] by int full lru;\nshared int n; percall int m; int m2 = a ? b : c ? d : e;",
    "int k(void) { ({ int y = 1; y; }); x = _Generic(y, int: 1, default: 2); f((struct s){ 1, .b = 2 }); ; }",
];

/// What may stand between two tokens.
const FILLERS: &[&str] = &[
    "",
    " ",
    "  \t",
    "\n",
    "\n\n\n",
    "\\\n",
    "\r\n",
    "/* c */",
    " /* c */ ",
    "/* c */\n",
    "   /* c */\n",
    "\n/* c */",
    "\n   /* c */ /* d */\n",
    "/* a\n     b */",
    "\n/* a\n * b\n */\n",
    "// c\n",
    "\n// c\n",
    "   // c \\\n   d\n",
    "// c \\\n// d \\ \n",
    "\n#define x y // z\n",
    "\n#if 0 /* c */\n",
    "\n#else\n",
    "\n#endif\n",
];

/// What may stand where it should not.
const ODD: &[&str] =
    &["{", "}", "(", ")", ";", ",", ":", "else", "do", "if", "=", "::=", "struct", "*"];

fn tokens(source: &str) -> Vec<String> {
    read("t.wdl", source).into_iter().flatten().map(|piece: pieces::Piece| piece.text).collect()
}

/// Formats twice what lexes.
fn check(text: &str) {
    let once = match format("t.wdl", text) {
        Ok(once) => once,
        Err(found) => {
            let said = found.text(false);
            let cut = said.contains("cut by a");
            assert!(cut || !said.contains("fault of the formatter"), "{said}: {text:?}");
            return;
        }
    };
    let twice = format("t.wdl", &once).map_err(|e| e.text(false));
    assert_eq!(twice.as_deref(), Ok(&*once), "of {text:?}");
}

/// `tokens` with `fill` before each, but for what `filled` says.
fn joined(tokens: &[String], fill: &str, filled: &[(usize, &str)]) -> String {
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        text += filled.iter().find(|(n, _)| *n == at).map_or(fill, |(_, f)| f);
        text += token;
    }
    text
}

#[test]
fn anything_may_stand_between_tokens() {
    for source in SOURCES {
        let tokens = tokens(source);
        for fill in FILLERS {
            check(&joined(&tokens, fill, &[]));
            for at in 0..tokens.len() {
                check(&joined(&tokens, " ", &[(at, fill)]));
                check(&joined(&tokens, "\n", &[(at, fill)]));
            }
        }
    }
}

#[test]
fn any_token_may_be_missing_or_odd() {
    for source in SOURCES {
        let tokens = tokens(source);
        for at in 0..tokens.len() {
            let mut changed = tokens.clone();
            let gone = changed.remove(at);
            let mut fills = [" ", "\n", " /* c */ ", "// c\n"].into_iter().cycle().skip(at);
            let mut check =
                |tokens: &[String]| check(&joined(tokens, fills.next().unwrap_or(""), &[]));
            check(&changed);
            for odd in ODD {
                changed.insert(at, (*odd).to_owned());
                check(&changed);
                changed.insert(at, gone.clone());
                check(&changed);
                changed.drain(at..at + 2);
            }
        }
    }
}

/// What lexers trip over: `N` stands for a line's end, `_` for a blank.
const FRAGMENTS: &str = r#"\ \N \_N \RN N NN RN R _ ___ T V F 0 @ /* */ // / * /*_aN_b_*/ //_cN N#define_x_ N#if_0N N#elseN
    N#endifN N#error_ # ## %: <: " ' "s" 'c' L u8 a int 1 0x e E+ 1'0 . .. - + > < = & | : ::= ? ! $ { } ( ) [ ] ; ,
    case else if do while op struct sequence return sizeof"#;

fn fragments() -> Vec<String> {
    let spelt = [("N", "\n"), ("R", "\r"), ("T", "\t"), ("V", "\x0b"), ("F", "\x0c"), ("_", " ")];
    let read = |word: &str| spelt.iter().fold(word.to_owned(), |all, (a, b)| all.replace(a, b));
    FRAGMENTS.split_whitespace().map(read).collect()
}

#[test]
fn any_fragments_may_stand_side_by_side() {
    let fragments = fragments();
    for a in &fragments {
        for b in &fragments {
            check(&format!("{a}{b}"));
            check(&format!("int x;{a}{b}\ny"));
        }
    }
    let mut state = 1u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..14 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text += fragments.get((state >> 33) as usize % fragments.len()).map_or("", |f| f);
        }
        check(&text);
    }
}
