//! What stands between two tokens of one line: a blank or nothing.
use super::pieces::Piece;
use crate::lex::{Punct, Tok};
use std::collections::HashSet;

/// What a token is where it stands, as far as blanks depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A name, number, string: an operand.
    Operand,
    /// A word that an expression or statement follows: `return`, `else`, `case`.
    Keyword,
    /// A word that names a type, or begins one.
    Type,
    /// An operator before its operand, or the `*` of a declarator.
    Prefix,
    /// An operator between operands.
    Infix,
    /// An operator behind its operand.
    Postfix,
    /// `.`, `->`, `::`
    Joint,
    /// The `:` of a label, a case or an association.
    Colon,
    /// `(` of a call or of a function's parameters, and `)` of it.
    Call,
    /// Parentheses of `if`, `while`, `for`, `switch`.
    Control,
    /// Parentheses around a type.
    Cast,
    /// Other parentheses, and brackets.
    Group,
    /// Braces around names: `op{...}`.
    Names,
    /// Braces around values.
    Values,
    /// Braces around statements and members.
    Block,
    /// Left as it is written.
    Free,
    /// `,` and `;`
    Separator,
}

/// Words with an operand or statement behind them.
const KEYWORDS: &[&str] = &[
    "break",
    "budget",
    "case",
    "continue",
    "do",
    "else",
    "for",
    "goto",
    "if",
    "on_fault",
    "post",
    "pre",
    "raise",
    "return",
    "sequence",
    "sequences",
    "switch",
    "unlocked",
    "while",
];

/// Words that look like functions but are none.
pub(super) const LIKE_CALLS: &[&str] = &[
    "sizeof",
    "_Alignof",
    "__alignof__",
    "_Generic",
    "_Alignas",
    "_Static_assert",
    "typeof",
    "__typeof__",
    "__attribute__",
    "defined",
];

/// Whether a word is a keyword of statements or clauses.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Names that are types: C's words, names that end in `_t`, and what the source declares.
#[derive(Debug, Default)]
pub(super) struct Types(HashSet<String>);

impl Types {
    /// Collects the typedefs of a source.
    pub(super) fn of(pieces: &[Piece]) -> Types {
        let mut names = HashSet::new();
        let mut inside = false;
        let mut depth = 0usize;
        let mut last = None;
        for piece in pieces {
            match piece.punct() {
                _ if piece.word() == Some("typedef") => (inside, depth, last) = (true, 0, None),
                Some(Punct::LBrace | Punct::LBracket) => depth += 1,
                Some(Punct::RBrace | Punct::RBracket) => depth = depth.saturating_sub(1),
                Some(Punct::Comma | Punct::Semi) if inside && depth == 0 => {
                    names.extend(last.take());
                    inside = piece.is(Punct::Comma);
                }
                _ if inside && depth == 0 => {
                    last = piece.word().map(str::to_string).or(last);
                }
                _ => {}
            }
        }
        Types(names)
    }

    /// Whether a word names a type or begins one.
    pub(super) fn has(&self, word: &str) -> bool {
        crate::parse::begins_type(word)
            || word.ends_with("_t")
            || matches!(word, "bool" | "Integer" | "CharPtr" | "shared" | "percall")
            || self.0.contains(word)
    }
}

/// Whether a blank stands between two neighbours on a line.
pub(super) fn between(left: (&Piece, Role), right: (&Piece, Role)) -> bool {
    wanted(left, right) || merges(left.0, right.0)
}

fn wanted((left, l): (&Piece, Role), (right, r): (&Piece, Role)) -> bool {
    use Punct::{Comma, LBrace, LBracket, LParen, RBrace, RBracket, RParen, Semi};
    match right.punct() {
        Some(LParen) if r == Role::Call => return false,
        Some(Comma | Semi) => return false,
        Some(RParen | RBracket) => return false,
        Some(RBrace) => return r != Role::Names && !left.is(LBrace),
        Some(LBrace) if r == Role::Names => return false,
        Some(LBrace) => {
            return !(left.is(LParen) || r == Role::Values && left.is(RParen));
        }
        _ => {}
    }
    match left.punct() {
        Some(LParen | LBracket) => return false,
        Some(LBrace) => return l != Role::Names,
        Some(Comma | Semi) => return true,
        _ => {}
    }
    if l == Role::Free || r == Role::Free {
        return right.gap > 0 || right.breaks > 0;
    }
    if l == Role::Joint || r == Role::Joint {
        return false;
    }
    if l == Role::Prefix || r == Role::Postfix || r == Role::Colon {
        return false;
    }
    if matches!(l, Role::Infix | Role::Keyword | Role::Colon) || r == Role::Infix {
        return true;
    }
    match right.punct() {
        Some(LParen) => match left.punct() {
            Some(RParen) => matches!(l, Role::Control),
            Some(RBracket) => false,
            Some(RBrace) => true,
            _ => r != Role::Call,
        },
        Some(LBracket) => {
            !matches!(left.punct(), Some(RParen | RBracket | RBrace))
                && !matches!(l, Role::Operand | Role::Type | Role::Postfix)
        }
        _ if left.is(RParen) => !matches!(l, Role::Cast),
        _ => true,
    }
}

/// Whether two tokens side by side without a blank would be other tokens.
fn merges(left: &Piece, right: &Piece) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let (Some(a), Some(b)) = (left.text.chars().last(), right.text.chars().next()) else {
        return false;
    };
    if is_word(a) && (is_word(b) || b == '"' || b == '\'') {
        return !matches!(left.token(), Some(Tok::Str(_) | Tok::Char(_)));
    }
    if matches!(left.token(), Some(Tok::Number(_))) && matches!(b, '.' | '+' | '-') {
        return b == '.' || matches!(a, 'e' | 'E' | 'p' | 'P');
    }
    // Two dots are no token, but three are.
    if a == '.' && (b.is_ascii_digit() || b == '.') {
        return true;
    }
    if left.is_comment() || right.is_comment() {
        return a == '/' && !left.is_comment();
    }
    let (Some(_), Some(_)) = (left.punct(), right.punct()) else { return false };
    if (a, b) == ('/', '/') || (a, b) == ('/', '*') {
        return true;
    }
    let both = format!("{}{}", left.text, right.text);
    Punct::SPELLINGS.iter().any(|(text, _)| text.len() > left.text.len() && both.starts_with(text))
}
