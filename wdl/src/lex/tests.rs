//! What the lexer makes of texts.
use super::*;

fn lex(text: &str) -> Vec<Tok> {
    let (mut names, mut diags) = (Interner::default(), Diags::new());
    let mut lexer = Lexer::new(text.into(), 1);
    let mut out = Vec::new();
    loop {
        let token = lexer.next(&mut names, Some(&mut diags));
        if token.kind == Tok::Eof {
            return out;
        }
        out.push(token.kind);
    }
}

fn spell(text: &str) -> Vec<String> {
    lex(text)
        .into_iter()
        .map(|kind| {
            let span = Span::default();
            Token { kind, span, starts_line: false, spaced: false, painted: false }.spelling()
        })
        .collect()
}

#[test]
fn longest_punctuator_wins() {
    assert_eq!(
        spell("a::=b||c>>=d...->-- <%%>"),
        ["a", "::=", "b", "||", "c", ">>=", "d", "...", "->", "--", "{", "}"]
    );
}

#[test]
fn line_splices_and_comments_vanish() {
    assert_eq!(spell("wor\\\nd /* x\n*/ = // y \\\n z\n 1"), ["word", "=", "1"]);
    assert_eq!(spell("+\\\n="), ["+="]);
}

#[test]
fn numbers_are_preprocessing_numbers() {
    assert_eq!(spell("0x1e+1 1e+1 .5f 0xffULL"), ["0x1e", "+", "1", "1e+1", ".5f", "0xffULL"]);
    assert_eq!(spell("1'000'0u x'a' 1 'b' 1'"), ["1'000'0u", "x", "'a'", "1", "'b'", "1", "'?'"]);
}

#[test]
fn parameters_and_prefixes() {
    assert_eq!(
        lex("$path L'a' u8\"s\" $ x"),
        [
            Tok::Param("path".into()),
            Tok::Char("L'a'".into()),
            Tok::Str("u8\"s\"".into()),
            Tok::Stray('$'),
            Tok::Ident("x".into()),
        ]
    );
}
