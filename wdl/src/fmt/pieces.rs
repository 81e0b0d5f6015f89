//! A source as the formatter sees it: tokens, comments and preprocessor lines, each with the blanks
//! before it.
use crate::diag::{Diagnostic, Diags, codes};
use crate::lex::{Interner, Lexer, Punct, Tok};
use crate::span::Span;
use std::sync::Arc;

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Token(Tok),
    /// `// ...`, without the line's end.
    LineComment,
    /// `/* ... */`
    BlockComment,
    /// A preprocessor line (or several, joined by `\`) as written.
    Directive,
}

/// Something of a source that is kept.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    /// As it is spelt.
    pub(crate) text: String,
    /// Line breaks between the piece before and this one.
    pub(crate) breaks: usize,
    /// Columns of blanks right before it.
    pub(crate) gap: usize,
    /// Column it began in, from 0; of comments of several lines only.
    pub(crate) column: usize,
    /// First byte in the text.
    pub(crate) at: usize,
}

impl Piece {
    pub(crate) fn token(&self) -> Option<&Tok> {
        if let Kind::Token(tok) = &self.kind { Some(tok) } else { None }
    }

    pub(crate) fn punct(&self) -> Option<Punct> {
        if let Kind::Token(Tok::Punct(punct)) = &self.kind { Some(*punct) } else { None }
    }

    pub(crate) fn is(&self, punct: Punct) -> bool {
        self.punct() == Some(punct)
    }

    pub(crate) fn word(&self) -> Option<&str> {
        if let Kind::Token(Tok::Ident(word)) = &self.kind { Some(word) } else { None }
    }

    pub(crate) fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::LineComment | Kind::BlockComment)
    }
}

/// Reads a whole source whose first byte has offset `base` in the source map. What it returns means
/// something only if nothing was reported.
pub(crate) fn read(text: &Arc<str>, base: u32, diags: &mut Diags) -> Vec<Piece> {
    let mut lexer = Lexer::new(text.clone(), base);
    let mut names = Interner::default();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader { text, base, out: Vec::new(), at: start, directive: None };
    loop {
        let mut found = Diags::new();
        let token = lexer.next(&mut names, Some(&mut found));
        let end = token.kind == Tok::Eof;
        if token.starts_line || end {
            reader.end_directive();
        }
        // In a preprocessor line, as #error, anything may stand that is no token.
        let free = reader.directive.is_some();
        let open = |d: &&Diagnostic| !free || d.code == codes::lex::OPEN_COMMENT;
        found.list().iter().filter(open).for_each(|d| diags.push(d.clone()));
        if diags.has_errors() {
            return reader.out;
        }
        let lo = if end { text.len() } else { (token.span.lo - base) as usize };
        let hi = (token.span.hi - base) as usize;
        if let Some((_, last)) = &mut reader.directive {
            *last = hi;
            reader.at = hi;
            continue;
        }
        let Some(blanks) = reader.blanks(lo) else {
            reader.broken_comment(diags);
            return reader.out;
        };
        if end {
            return reader.out;
        }
        let directive = token.is(Punct::Hash);
        if token.kind == Tok::Stray('\\') || directive && !token.starts_line {
            // At the end or the start of a line they would be something else.
            let text = format!("stray {} outside of a preprocessor line", token.describe());
            diags.push(Diagnostic::new(codes::lex::STRAY_CHARACTER, token.span, text));
            return reader.out;
        }
        if directive {
            reader.push(Kind::Directive, "#".into(), blanks, lo);
            reader.directive = Some((lo, hi));
        } else {
            let spelling = token.spelling();
            reader.push(Kind::Token(token.kind), spelling, blanks, lo);
        }
        reader.at = hi;
    }
}

/// Blanks before a piece.
#[derive(Clone, Copy, Default)]
struct Blanks {
    breaks: usize,
    gap: usize,
}

struct Reader<'a> {
    text: &'a str,
    base: u32,
    out: Vec<Piece>,
    at: usize,
    /// Where the preprocessor line being read begins and (so far) ends.
    directive: Option<(usize, usize)>,
}

impl Reader<'_> {
    fn push(&mut self, kind: Kind, text: String, blanks: Blanks, lo: usize) {
        let before = self.text.get(..lo).filter(|_| text.contains('\n')).unwrap_or_default();
        let column = width(before.rsplit('\n').next().unwrap_or_default());
        self.out.push(Piece { kind, text, breaks: blanks.breaks, gap: blanks.gap, column, at: lo });
    }

    /// Gives a preprocessor line its text.
    fn end_directive(&mut self) {
        let Some((lo, hi)) = self.directive.take() else { return };
        if let Some(piece) = self.out.last_mut() {
            let text = self.text.get(lo..hi).unwrap_or_default();
            // Two returns are no line's end, and must not become one.
            let odd = text.contains("\r\r\n");
            let text = if odd { text.to_owned() } else { text.replace("\r\n", "\n") };
            // A quotation mark without its like takes all of the line, blanks at the end too.
            let mut kept = text.as_str();
            loop {
                let bare = kept.trim_end_matches(BLANKS);
                match bare.strip_suffix("\\\n").or(bare.strip_suffix("\\\r\n")) {
                    Some(line) => kept = line,
                    None => break piece.text = bare.to_owned(),
                }
            }
        }
    }

    /// Reads blanks and comments up to `end`; `None` if something else stands there.
    fn blanks(&mut self, end: usize) -> Option<Blanks> {
        let mut blanks = Blanks::default();
        while self.at < end {
            let rest = self.text.get(self.at..end)?;
            let (kind, len) = if rest.starts_with("//") {
                (Kind::LineComment, line_comment(rest))
            } else if rest.starts_with("/*") {
                (Kind::BlockComment, block_comment(rest)?)
            } else {
                let (len, breaks, gap) = blank(rest)?;
                blanks.breaks += breaks;
                blanks.gap = if breaks > 0 { 0 } else { blanks.gap + gap };
                self.at += len;
                continue;
            };
            let text = rest.get(..len)?.replace("\r\n", "\n");
            let text = without_blanks(&text);
            let lo = self.at;
            self.push(kind, text, std::mem::take(&mut blanks), lo);
            self.at += len;
        }
        Some(blanks)
    }

    fn broken_comment(&self, diags: &mut Diags) {
        let lo = self.base + self.at as u32;
        let text = "a comment that is cut by a `\\` at a line's end cannot be formatted";
        let span = Span { lo, hi: lo + 1, expansion: 0 };
        diags.push(Diagnostic::new(codes::driver::NOT_FORMATTED, span, text));
    }
}

/// Bytes of the comment that `text` begins with: to the end of the line, or of the last of the lines
/// that backslashes join.
fn line_comment(text: &str) -> usize {
    let mut len = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches('\n');
        len += content.len();
        if !content.strip_suffix('\r').unwrap_or(content).ends_with('\\') {
            break;
        }
        len += line.len() - content.len();
    }
    len
}

/// Bytes of the comment that `text` begins with; `None` if it does not end, or a joined line cuts its
/// end.
fn block_comment(text: &str) -> Option<usize> {
    let mut len = 2;
    loop {
        len += text.get(len..)?.find('*')? + 1;
        let behind = text.get(len..)?;
        if behind.starts_with('/') {
            return Some(len + 1);
        }
        let mut joined = behind;
        while let Some(next) = joined.strip_prefix("\\\n").or(joined.strip_prefix("\\\r\n")) {
            joined = next;
        }
        if joined.len() < behind.len() && joined.starts_with('/') {
            return None;
        }
    }
}

/// Blanks that mean nothing at a line's end.
const BLANKS: [char; 5] = [' ', '\t', '\r', '\x0b', '\x0c'];

/// A comment's line without the blanks at its end, but for one after a backslash, which would join the
/// next line otherwise.
pub(super) fn without_blanks(line: &str) -> String {
    let content = line.trim_end_matches(BLANKS);
    let blank = content.ends_with('\\') && line.len() > content.len();
    format!("{content}{}", if blank { " " } else { "" })
}

/// Bytes, line breaks and columns of the blank that `text` begins with.
fn blank(text: &str) -> Option<(usize, usize, usize)> {
    match text.as_bytes() {
        [b'\n', ..] => Some((1, 1, 0)),
        [b' ', ..] => Some((1, 0, 1)),
        [b'\t' | 0x0b | 0x0c, ..] => Some((1, 0, 1)),
        [b'\\', b'\n', ..] => Some((2, 0, 1)),
        [b'\\', b'\r', b'\n', ..] => Some((3, 0, 1)),
        [b'\r', ..] => Some((1, 0, 0)),
        _ => None,
    }
}

/// Columns that a text without line breaks takes; a tab goes on to the next multiple of 8.
pub(crate) fn width(text: &str) -> usize {
    text.chars().fold(0, |at, c| if c == '\t' { at / 8 * 8 + 8 } else { at + 1 })
}
