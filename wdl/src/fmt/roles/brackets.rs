//! Parentheses, brackets and braces: what they are, and what they hold.
use super::super::space::{LIKE_CALLS, Role};
use super::Shape;
use super::pass::{Context, Inside, Pass};
use crate::lex::{Punct, Tok};

/// Tokens between `struct` and its brace, at most.
const MOST_HEAD: usize = 40;

impl Pass<'_> {
    pub(super) fn open_paren(&mut self, at: usize, context: Context) -> Role {
        let before = self.of(self.previous);
        let word = before.and_then(|(p, _)| p.word());
        let next_star = self.next(at).is_some_and(|p| p.is(Punct::Star));
        let control = context.control.filter(|_| before.is_some_and(|(_, r)| r == Role::Keyword));
        let role = if control.is_some() {
            Role::Control
        } else if word.is_some_and(|w| LIKE_CALLS.contains(&w)) {
            Role::Call
        } else if before.is_some_and(|(_, r)| r == Role::Type) {
            if next_star { Role::Group } else { Role::Call }
        } else if self.operand_ended() && !before.is_some_and(|(_, r)| r == Role::Names) {
            Role::Call
        } else if self.holds_type(at) {
            Role::Cast
        } else {
            Role::Group
        };
        let is_if = control == Some(true);
        self.set(at, |f| f.is_if = is_if);
        self.open.push(Context::new(Inside::Parens(role), at));
        role
    }

    /// Whether parentheses hold a type: they begin with a word that names one, or end with `*`.
    fn holds_type(&self, at: usize) -> bool {
        let mut last_star = false;
        for (number, piece) in self.pieces.iter().skip(at + 1).take(20).enumerate() {
            match piece.punct() {
                Some(Punct::Star) => last_star = number > 0,
                Some(Punct::RParen) => return last_star,
                _ => match piece.word() {
                    Some(word) if number == 0 && self.types.has(word) => return true,
                    Some(_) if !last_star => {}
                    _ => return false,
                },
            }
        }
        false
    }

    pub(super) fn close_paren(&mut self, at: usize, punct: Punct, context: Context) -> Role {
        let role = match context.inside {
            Inside::Parens(role) if punct == Punct::RParen => role,
            Inside::Brackets if punct == Punct::RBracket => Role::Operand,
            _ => return Role::Group,
        };
        self.open.pop();
        if role == Role::Control {
            let is_if = self.facts.get(context.opened).is_some_and(|f| f.is_if);
            self.set(at, |f| f.is_if = is_if);
            self.context().restart();
        }
        role
    }

    pub(super) fn open_brace(&mut self, at: usize, context: Context) -> Role {
        let count = context.sequence
            && self.next(at).is_some_and(|p| matches!(p.token(), Some(Tok::Number(_))));
        let shape = if count { Shape::Names } else { self.brace_shape(context) };
        if shape == Shape::Names {
            self.context().head = true;
        }
        self.open.push(Context::new(Inside::Braces(shape), at));
        self.set(at, |f| f.shape = Some(shape));
        role_of(shape)
    }

    /// The shape of braces behind `struct`, `union` or `enum`, its attributes and tag, and, behind a colon,
    /// the type chosen for an enumeration.
    fn tagged_shape(&self) -> Option<Shape> {
        let mut at = self.previous;
        let (mut depth, mut words, mut closed) = (0usize, 0, false);
        for _ in 0..MOST_HEAD {
            let (piece, _) = self.of(at)?;
            let behind = std::mem::take(&mut closed);
            match piece.punct() {
                Some(Punct::RParen | Punct::RBracket) => depth += 1,
                Some(open @ (Punct::LParen | Punct::LBracket)) => {
                    depth = depth.checked_sub(1)?;
                    closed = open == Punct::LParen && depth == 0;
                }
                _ if depth > 0 => {}
                // What stood behind was the type.
                Some(Punct::Colon) => words = 0,
                _ => match piece.word()? {
                    "struct" | "union" if words < 2 && !behind => return Some(Shape::Members),
                    "enum" if words < 2 && !behind => return Some(Shape::Values),
                    "__attribute__" => {}
                    // A parenthesis without `__attribute__` is a function's.
                    _ if behind => return None,
                    _ => words += 1,
                },
            }
            at = self.facts.get(at?)?.previous;
        }
        None
    }

    fn brace_shape(&self, context: Context) -> Shape {
        if let Some(shape) = self.tagged_shape() {
            return shape;
        }
        let before = self.of(self.previous);
        let word = before.and_then(|(p, _)| p.word());
        let named = matches!(word, Some("op" | "event" | "life"));
        let parens = |c: &Context| matches!(c.inside, Inside::Parens(_));
        if named && self.file.sequence && self.open.iter().rev().take(8).all(parens) {
            return Shape::Names;
        }
        match context.inside {
            Inside::File if named => Shape::Names,
            Inside::Parens(_) if before.is_some_and(|(p, _)| p.is(Punct::LParen)) => Shape::Block,
            Inside::Parens(_) | Inside::Brackets => Shape::Values,
            Inside::Braces(Shape::Values | Shape::Names) => Shape::Values,
            _ if context.start => Shape::Block,
            _ if context.assigned => Shape::Values,
            Inside::Braces(Shape::Block) => match before {
                Some((p, Role::Cast | Role::Group)) if p.is(Punct::RParen) => Shape::Values,
                _ => Shape::Block,
            },
            _ => Shape::Block,
        }
    }

    pub(super) fn close_brace(&mut self, at: usize) -> Role {
        // Parentheses that are open were not closed.
        while matches!(self.open.last(), Some(c) if !matches!(c.inside, Inside::Braces(_))) {
            self.open.pop();
        }
        let Some(closed) = self.open.pop() else { return Role::Block };
        let Inside::Braces(shape) = closed.inside else { return Role::Block };
        self.set(at, |f| (f.shape, f.partner) = (Some(shape), Some(closed.opened)));
        self.set(closed.opened, |f| f.partner = Some(at));
        if shape == Shape::Block {
            self.context().restart();
        }
        role_of(shape)
    }
}

fn role_of(shape: Shape) -> Role {
    match shape {
        Shape::Names => Role::Names,
        Shape::Values => Role::Values,
        Shape::Block | Shape::Members => Role::Block,
    }
}
