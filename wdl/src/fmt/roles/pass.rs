//! The pass itself: branches of `#if`, statements, tokens with what they stand in.
use super::super::pieces::{Kind, Piece};
use super::super::space::{Role, Types};
use super::{Fact, NOTHING, Shape};
use crate::lex::{Punct, Tok};

/// Finds the facts of every piece.
pub(super) fn facts(pieces: &[Piece]) -> Vec<Fact> {
    let mut pass = Pass {
        pieces,
        types: Types::of(pieces),
        facts: vec![NOTHING; pieces.len()],
        file: Context::new(Inside::File, 0),
        open: Vec::new(),
        branches: Vec::new(),
        previous: None,
        new_line: true,
    };
    pass.neighbours();
    for (at, piece) in pieces.iter().enumerate() {
        pass.piece(at, piece);
    }
    pass.facts
}

/// What a token stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    File,
    Braces(Shape),
    Parens(Role),
    Brackets,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    pub(super) inside: Inside,
    pub(super) opened: usize,
    /// The next token begins a statement.
    pub(super) start: bool,
    /// `if` (true), `while`, `for`, `switch`: its parenthesis is to come.
    pub(super) control: Option<bool>,
    /// `=` was read in this statement.
    pub(super) assigned: bool,
    /// `?` without `:` yet.
    pub(super) questions: usize,
    /// `case`, `default` or a label is being read.
    pub(super) label: bool,
    /// Names of a clause were read.
    pub(super) head: bool,
    /// An abstract event is being read.
    pub(super) defines: bool,
    /// A sequence is being read: semicolons separate its steps.
    pub(super) sequence: bool,
}

impl Context {
    pub(super) fn new(inside: Inside, opened: usize) -> Context {
        Context {
            inside,
            opened,
            start: true,
            control: None,
            assigned: false,
            questions: 0,
            label: false,
            head: false,
            defines: false,
            sequence: false,
        }
    }

    /// A new statement begins with the next token.
    pub(super) fn restart(&mut self) {
        *self = Context::new(self.inside, self.opened);
    }
}

/// Deepest nesting of #if whose branches begin with the same braces open, and most braces kept.
pub(in super::super) const BRANCHES: usize = 64;
pub(in super::super) const KEPT: usize = 1000;

pub(super) struct Pass<'a> {
    pub(super) pieces: &'a [Piece],
    pub(super) types: Types,
    pub(super) facts: Vec<Fact>,
    pub(super) file: Context,
    pub(super) open: Vec<Context>,
    pub(super) branches: Vec<Option<(Vec<Context>, Context)>>,
    /// The token before.
    pub(super) previous: Option<usize>,
    /// A line has begun since.
    pub(super) new_line: bool,
}

/// What a preprocessor line says: `if`, `else`.
pub(in super::super) fn directive_name(text: &str) -> &str {
    let name = text.trim_start_matches(['#', '%', ':', ' ', '\t']);
    name.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default()
}

impl Pass<'_> {
    fn neighbours(&mut self) {
        let is_token = |p: &Piece| matches!(p.kind, Kind::Token(_));
        let mut last = None;
        for (at, piece) in self.pieces.iter().enumerate() {
            if let Some(fact) = self.facts.get_mut(at) {
                fact.previous = last;
            }
            if is_token(piece) {
                last = Some(at);
            }
        }
        last = None;
        for (at, piece) in self.pieces.iter().enumerate().rev() {
            if let Some(fact) = self.facts.get_mut(at) {
                fact.next = last;
            }
            if is_token(piece) {
                last = Some(at);
            }
        }
    }

    fn piece(&mut self, at: usize, piece: &Piece) {
        self.new_line |= piece.breaks > 0;
        match piece.kind {
            Kind::Directive => {
                self.new_line = true;
                self.directive(&piece.text);
            }
            Kind::LineComment | Kind::BlockComment => {}
            Kind::Token(_) => {
                self.token(at, piece);
                self.previous = Some(at);
                self.new_line = false;
            }
        }
    }

    fn directive(&mut self, text: &str) {
        match directive_name(text) {
            "if" | "ifdef" | "ifndef" => {
                let kept = self.branches.len() < BRANCHES && self.open.len() < KEPT;
                self.branches.push(kept.then(|| (self.open.clone(), self.file)));
            }
            "else" | "elif" => {
                if let Some(Some((open, file))) = self.branches.last() {
                    (self.open, self.file) = (open.clone(), *file);
                }
            }
            "endif" => drop(self.branches.pop()),
            _ => {}
        }
    }

    pub(super) fn context(&mut self) -> &mut Context {
        self.open.last_mut().unwrap_or(&mut self.file)
    }

    pub(super) fn of(&self, at: Option<usize>) -> Option<(&Piece, Role)> {
        let at = at?;
        Some((self.pieces.get(at)?, self.facts.get(at)?.role))
    }

    pub(super) fn next(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(self.facts.get(at)?.next?)
    }

    pub(super) fn set(&mut self, at: usize, set: impl FnOnce(&mut Fact)) {
        if let Some(fact) = self.facts.get_mut(at) {
            set(fact);
        }
    }

    /// Whether an operand has just ended, so that what follows is between or behind operands.
    pub(super) fn operand_ended(&self) -> bool {
        let Some((piece, role)) = self.of(self.previous) else { return false };
        match piece.punct() {
            Some(Punct::RParen) => matches!(role, Role::Call | Role::Group),
            Some(Punct::RBracket) => true,
            Some(Punct::RBrace) => matches!(role, Role::Values | Role::Names),
            _ => matches!(role, Role::Operand | Role::Type | Role::Postfix),
        }
    }

    fn token(&mut self, at: usize, piece: &Piece) {
        if self.context().defines && self.new_line && self.definition_ended(piece) {
            self.context().restart();
            self.set(at, |f| f.ends_definition = true);
        }
        let context = *self.context();
        let statements =
            matches!(context.inside, Inside::File | Inside::Braces(Shape::Block | Shape::Members));
        if statements && context.start {
            self.context().start = false;
            self.statement_start(at, piece, context.inside);
        }
        let head = self.context().head;
        self.set(at, |f| f.in_head = head);
        let role = match &piece.kind {
            Kind::Token(Tok::Ident(word)) => self.word(at, word, context),
            Kind::Token(Tok::Punct(punct)) => self.punct(at, *punct, piece, context),
            Kind::Token(Tok::Stray(_)) => Role::Free,
            _ => Role::Operand,
        };
        self.set(at, |f| f.role = role);
    }

    fn definition_ended(&self, piece: &Piece) -> bool {
        let goes_on = matches!(
            self.of(self.previous).and_then(|(p, _)| p.punct()),
            Some(Punct::OrOr | Punct::Defines | Punct::Scope | Punct::Pipe | Punct::AndAnd)
        );
        self.open.is_empty() && !goes_on && (piece.word().is_some() || piece.is(Punct::Star))
    }

    fn statement_start(&mut self, at: usize, piece: &Piece, inside: Inside) {
        let step = self
            .next(at)
            .is_some_and(|p| p.word().is_some() || p.is(Punct::Bang) || p.is(Punct::LParen));
        if inside == Inside::File && piece.word() == Some("sequence") && step {
            self.context().sequence = true;
        }
        let colon = self.next(at).is_some_and(|p| p.is(Punct::Colon));
        let label = match piece.word() {
            Some("case") => true,
            Some("default") => colon,
            Some(word) => colon && !self.types.has(word),
            None => false,
        };
        if label && inside == Inside::Braces(Shape::Block) {
            self.context().label = true;
            self.set(at, |f| f.begins_label = true);
        }
        if inside == Inside::File && piece.word().is_some() && self.defines(at) {
            self.context().defines = true;
            self.set(at, |f| f.defines = true);
        }
    }

    /// `name ::=` or `name(...) ::=`.
    fn defines(&self, at: usize) -> bool {
        let mut depth = 0usize;
        let tokens = self.pieces.iter().skip(at + 1).filter(|p| matches!(p.kind, Kind::Token(_)));
        for piece in tokens.take(100) {
            match piece.punct() {
                Some(Punct::Defines) => return depth == 0,
                Some(Punct::LParen) => depth += 1,
                Some(Punct::RParen) => depth = depth.saturating_sub(1),
                _ if depth == 0 => return false,
                _ => {}
            }
        }
        false
    }
}
