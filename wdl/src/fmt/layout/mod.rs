//! Line breaks and indentation: one pass over the pieces with a stack of what is open.
mod braces;
mod comments;
mod statements;

use super::pieces::{Kind, Piece};
use super::roles::{BRANCHES, KEPT, Roles, Shape, directive_name};
use super::space::between;
use crate::lex::Punct;

/// Columns of a level.
const LEVEL: usize = 4;

/// Most columns of indentation.
const DEEPEST: usize = 64 * LEVEL;

/// A block may stay on one line if its tokens take about a line.
const ONE_LINE: usize = 120;

/// Formats a source's pieces.
pub(super) fn lay_out(pieces: &[Piece]) -> String {
    let mut layout = Layout {
        pieces,
        roles: Roles::new(pieces),
        out: String::new(),
        line_indent: 0,
        line_taken: false,
        open: Vec::new(),
        statement: Statement::default(),
        one_line_until: None,
        branches: Vec::new(),
    };
    for at in 0..pieces.len() {
        layout.place(at);
    }
    while layout.out.ends_with('\n') {
        layout.out.pop();
    }
    if !layout.out.is_empty() {
        layout.out.push('\n');
    }
    layout.out
}

/// A statement, declaration or clause that is being written.
#[derive(Clone, Copy, Debug, Default)]
struct Statement {
    /// Its first token stands.
    begun: bool,
    /// Levels of its first line.
    indent: usize,
    /// An abstract event, which may end without a semicolon.
    defines: bool,
}

/// What is open around a token.
#[derive(Clone, Copy, Debug)]
enum Open {
    /// Braces around statements: `indent` is that of the closing one.
    Block { indent: usize },
    /// Braces around values; the statement goes on behind them.
    Values { indent: usize },
    /// Braces around members.
    Members { indent: usize, outer: Statement },
    /// Braces around names, parentheses, brackets.
    Parens,
    /// A control whose statement is to come.
    Control { indent: usize, kind: Control },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Control {
    If,
    Else,
    Do,
    Other,
}

struct Layout<'a> {
    pieces: &'a [Piece],
    roles: Roles,
    out: String,
    /// Levels of the line being written.
    line_indent: usize,
    /// A preprocessor line or a comment has the rest of the line.
    line_taken: bool,
    open: Vec<Open>,
    statement: Statement,
    /// Index of the brace up to which a block stays on one line.
    one_line_until: Option<usize>,
    /// State at each open #if.
    branches: Vec<Option<(Vec<Open>, Statement)>>,
}

impl Layout<'_> {
    fn place(&mut self, at: usize) {
        let Some(piece) = self.pieces.get(at) else { return };
        match piece.kind {
            Kind::Directive => self.directive(at, piece),
            Kind::LineComment | Kind::BlockComment => self.comment(at, piece),
            Kind::Token(_) => self.token(at, piece),
        }
    }

    fn new_line(&mut self, piece: &Piece, columns: usize) {
        if self.out.is_empty() {
            return;
        }
        self.line_taken = false;
        self.out.push('\n');
        if piece.breaks > 1 {
            self.out.push('\n');
        }
        self.out.push_str(&" ".repeat(columns.min(DEEPEST)));
    }

    fn directive(&mut self, at: usize, piece: &Piece) {
        self.new_line(piece, 0);
        self.out.push_str(&piece.text);
        self.line_taken = true;
        let ends_line = self.pieces.get(at + 1).is_none_or(|p| p.breaks > 0);
        if ends_line && piece.text.ends_with('\\') {
            // With a line break right behind it, it would join the next line.
            self.out.push(' ');
        }
        match directive_name(&piece.text) {
            "if" | "ifdef" | "ifndef" => {
                let kept = self.branches.len() < BRANCHES && self.open.len() < KEPT;
                self.branches.push(kept.then(|| (self.open.clone(), self.statement)));
            }
            "else" | "elif" => {
                if let Some(Some((open, statement))) = self.branches.last() {
                    (self.open, self.statement) = (open.clone(), *statement);
                }
            }
            "endif" => drop(self.branches.pop()),
            _ => {}
        }
    }

    fn token(&mut self, at: usize, piece: &Piece) {
        if self.statement.begun && self.begins_definition(at) {
            self.end_statement(at, false);
        }
        let closing = piece.is(Punct::RBrace) && self.roles.is_closing(at);
        if closing {
            self.close_brace(at, piece);
            return;
        }
        let starts = !self.statement.begun && !self.behind_block(at, piece);
        let joins = self.continues_control(at);
        if starts {
            self.start_statement(at);
        }
        if self.line_taken || !joins && self.breaks_before(at, piece, starts) {
            let levels = if starts { self.statement.indent } else { self.continued(at) };
            self.line_indent = levels;
            self.new_line(piece, levels * LEVEL);
        } else if self.space_before(at) {
            self.out.push(' ');
        }
        self.out.push_str(&piece.text);
        self.after(at, piece);
    }

    fn space_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let (Some(left), Some(right)) = (self.pieces.get(before), self.pieces.get(at)) else {
            return false;
        };
        if left.is_comment() {
            return right.gap > 0 || right.breaks > 0 || left.kind == Kind::LineComment;
        }
        between((left, self.roles.role(before)), (right, self.roles.role(at)))
    }

    /// Whether a token that begins no statement still belongs to the block before it: `};`, `else`.
    fn behind_block(&self, at: usize, piece: &Piece) -> bool {
        let after = self.roles.previous(at).and_then(|p| self.pieces.get(p));
        piece.is(Punct::Semi) && after.is_some_and(|p| p.is(Punct::RBrace))
    }

    fn breaks_before(&self, at: usize, piece: &Piece, starts: bool) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|i| self.pieces.get(i)) else {
            return false;
        };
        if self.one_line_until.is_some() {
            return false;
        }
        if starts {
            if piece.is(Punct::LBrace) && matches!(self.open.last(), Some(Open::Control { .. })) {
                return false;
            }
            if let Some(Open::Control { kind, .. }) = self.open.last() {
                let else_if = *kind == Control::Else && piece.word() == Some("if");
                return !else_if && piece.breaks > 0;
            }
            if self.after_label(at) {
                return piece.breaks > 0;
            }
            // Behind a comment that begins the line, it stays there.
            return !before.is_comment() || piece.breaks > 0 || !self.line_is_comment(at);
        }
        if self.behind_block(at, piece) {
            return false;
        }
        if piece.is(Punct::LBrace) && self.roles.shape(at) != Some(Shape::Values) {
            return false;
        }
        if matches!(piece.punct(), Some(Punct::Semi | Punct::Comma)) {
            return false;
        }
        piece.breaks > 0
    }

    /// Whether the line before a piece holds comments and nothing else.
    fn line_is_comment(&self, at: usize) -> bool {
        let before = self.pieces.get(..at).unwrap_or_default();
        let first = before.iter().rposition(|p| !p.is_comment() || p.breaks > 0);
        first.and_then(|first| before.get(first)).is_none_or(Piece::is_comment)
    }

    fn after_label(&self, at: usize) -> bool {
        self.roles.previous(at).is_some_and(|p| self.roles.ends_label(p))
    }

    /// Whether this `else` or `while` belongs to the block right before it.
    fn continues_control(&self, at: usize) -> bool {
        let block = self.roles.previous(at).is_some_and(|p| self.roles.is_closing(p));
        let comment = at.checked_sub(1).and_then(|i| self.pieces.get(i));
        let directly = comment.is_some_and(|p| !p.is_comment() && p.kind != Kind::Directive);
        block && directly && self.waiting(at)
    }

    /// Whether the innermost control waits for this token: an `if` for `else`, a `do` for `while`.
    fn waiting(&self, at: usize) -> bool {
        let word = self.pieces.get(at).and_then(Piece::word);
        match self.open.last() {
            Some(Open::Control { kind: Control::If, .. }) => word == Some("else"),
            Some(Open::Control { kind: Control::Do, .. }) => word == Some("while"),
            _ => false,
        }
    }
}
