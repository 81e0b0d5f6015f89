//! Conditions of `#if` (C17 section 6.10.1): integer constant expressions in 64 bits.
use super::Preprocessor;
use super::expand::end_of_line;
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Punct, Tok, Token, literal};
use crate::span::Span;

const MAX_DEPTH: u32 = 100;

/// A value of `#if`: `intmax_t` or `uintmax_t`.
#[derive(Clone, Copy)]
struct Value {
    bits: i64,
    unsigned: bool,
}

fn int(bits: i64) -> Value {
    Value { bits, unsigned: false }
}

/// Reads an expression; `Err` carries the complaint.
struct Evaluator<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: u32,
    end: Token,
}

type Outcome = Result<Value, (Span, String)>;

impl Preprocessor<'_> {
    /// Value of the condition on a `#if` or `#elif` line; false after a complaint.
    pub(super) fn condition(&mut self, line: Vec<Token>, directive: Span) -> bool {
        let Some(line) = self.answer(line) else { return false };
        self.asking = true;
        let tokens = self.expand_list(line);
        self.asking = false;
        let end = end_of_line(tokens.last().map_or(directive, |t| t.span));
        let mut evaluator = Evaluator { tokens: &tokens, at: 0, depth: 0, end };
        let result = evaluator.expression(0, true).and_then(|value| match evaluator.peek() {
            Token { kind: Tok::Eof, .. } => Ok(value),
            extra => {
                let found = extra.describe();
                Err((
                    extra.span,
                    format!("expected an operator or the end of the line, found {found}"),
                ))
            }
        });
        match result {
            Ok(value) => value.bits != 0,
            Err((span, text)) => {
                self.diags.push(
                    Diagnostic::new(code::BAD_CONDITION, span, format!("in `#if`: {text}"))
                        .label(directive, "this condition"),
                );
                false
            }
        }
    }
}

impl Evaluator<'_> {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).unwrap_or(&self.end)
    }

    /// The next token, for a complaint.
    fn found(&self) -> String {
        match self.peek().kind {
            Tok::Eof => "the end of the line".into(),
            _ => self.peek().describe(),
        }
    }

    /// Precedence climbing; `live` is false where the value is not used (the right of `0 &&`).
    fn expression(&mut self, least: u8, live: bool) -> Outcome {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err((self.peek().span, format!("the condition nests deeper than {MAX_DEPTH}")));
        }
        let mut left = self.unary(live)?;
        while let Tok::Punct(op) = self.peek().kind {
            if op == Punct::Question && least < CONDITIONAL {
                self.at += 1;
                left = self.conditional(left, live)?;
                continue;
            }
            let Some(level) = precedence(op).filter(|p| *p > least) else { break };
            let span = self.peek().span;
            self.at += 1;
            let live_right = live
                && match op {
                    Punct::AndAnd => left.bits != 0,
                    Punct::OrOr => left.bits == 0,
                    _ => true,
                };
            let right = self.expression(level, live_right)?;
            left = apply(op, left, right)
                .or(if live_right { None } else { Some(int(0)) })
                .ok_or((span, "division by zero".to_string()))?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn conditional(&mut self, condition: Value, live: bool) -> Outcome {
        let yes = self.expression(0, live && condition.bits != 0)?;
        if !self.peek().is(Punct::Colon) {
            let found = self.found();
            return Err((self.peek().span, format!("expected `:` of `?:`, found {found}")));
        }
        self.at += 1;
        let no = self.expression(CONDITIONAL - 1, live && condition.bits == 0)?;
        let unsigned = yes.unsigned || no.unsigned;
        let bits = if condition.bits != 0 { yes.bits } else { no.bits };
        Ok(Value { bits, unsigned })
    }

    fn unary(&mut self, live: bool) -> Outcome {
        let token = self.peek().clone();
        self.at += 1;
        let mut operand = |with: fn(i64) -> i64| {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                let text = format!("the condition nests deeper than {MAX_DEPTH}");
                return Err((token.span, text));
            }
            let value = self.unary(live)?;
            self.depth -= 1;
            Ok(Value { bits: with(value.bits), ..value })
        };
        match &token.kind {
            Tok::Punct(Punct::Plus) => operand(|v| v),
            Tok::Punct(Punct::Minus) => operand(i64::wrapping_neg),
            Tok::Punct(Punct::Tilde) => operand(|v| !v),
            Tok::Punct(Punct::Bang) => operand(|v| i64::from(v == 0)).map(|v| int(v.bits)),
            Tok::Punct(Punct::LParen) => {
                let value = self.expression(0, live)?;
                if !self.peek().is(Punct::RParen) {
                    let found = self.found();
                    return Err((self.peek().span, format!("expected `)`, found {found}")));
                }
                self.at += 1;
                Ok(value)
            }
            Tok::Number(text) => match literal::number(text) {
                Ok(n) => Ok(Value {
                    bits: n.value as i64,
                    unsigned: n.unsigned || n.value > i64::MAX as u64,
                }),
                Err(literal::LiteralError::Float) => {
                    Err((token.span, "a condition has integers only".into()))
                }
                Err(_) => Err((token.span, format!("`{text}` is not an integer"))),
            },
            Tok::Char(text) => match literal::character(text) {
                Ok((value, _)) => Ok(int(value)),
                Err(_) => Err((token.span, format!("{text} is not one character"))),
            },
            Tok::Ident(word) if &**word == "defined" => {
                Err((token.span, "expected `defined NAME` or `defined(NAME)`".into()))
            }
            // A name that is no macro is 0.
            Tok::Ident(_) => Ok(int(0)),
            Tok::Eof => {
                Err((token.span, "expected an expression, found the end of the line".into()))
            }
            _ => Err((token.span, format!("expected an expression, found {}", token.describe()))),
        }
    }
}

/// Binding strength of `?:`.
const CONDITIONAL: u8 = 2;

/// Binding strength of a binary operator; higher binds tighter.
fn precedence(op: Punct) -> Option<u8> {
    Some(match op {
        Punct::Comma => 1,
        Punct::OrOr => 3,
        Punct::AndAnd => 4,
        Punct::Pipe => 5,
        Punct::Caret => 6,
        Punct::Amp => 7,
        Punct::EqEq | Punct::Ne => 8,
        Punct::Lt | Punct::Le | Punct::Gt | Punct::Ge => 9,
        Punct::Shl | Punct::Shr => 10,
        Punct::Plus | Punct::Minus => 11,
        Punct::Star | Punct::Slash | Punct::Percent => 12,
        _ => return None,
    })
}

/// `None`: division by zero.
fn apply(op: Punct, a: Value, b: Value) -> Option<Value> {
    let unsigned = a.unsigned || b.unsigned;
    let (x, y) = (a.bits, b.bits);
    let (ux, uy) = (x as u64, y as u64);
    let order = if unsigned { ux.cmp(&uy) } else { x.cmp(&y) };
    let truth = |b: bool| Some(int(i64::from(b)));
    let bits = match op {
        Punct::Comma => return Some(b),
        Punct::OrOr => return truth(x != 0 || y != 0),
        Punct::AndAnd => return truth(x != 0 && y != 0),
        Punct::EqEq => return truth(x == y),
        Punct::Ne => return truth(x != y),
        Punct::Lt => return truth(order.is_lt()),
        Punct::Le => return truth(order.is_le()),
        Punct::Gt => return truth(order.is_gt()),
        Punct::Ge => return truth(order.is_ge()),
        Punct::Pipe => x | y,
        Punct::Caret => x ^ y,
        Punct::Amp => x & y,
        Punct::Shl => return Some(Value { bits: x.wrapping_shl(y as u32), ..a }),
        Punct::Shr if a.unsigned => {
            return Some(Value { bits: ux.wrapping_shr(y as u32) as i64, ..a });
        }
        Punct::Shr => return Some(Value { bits: x.wrapping_shr(y as u32), ..a }),
        Punct::Plus => x.wrapping_add(y),
        Punct::Minus => x.wrapping_sub(y),
        Punct::Star => x.wrapping_mul(y),
        Punct::Slash if unsigned => ux.checked_div(uy)? as i64,
        Punct::Slash => (y != 0).then(|| x.wrapping_div(y))?,
        Punct::Percent if unsigned => ux.checked_rem(uy)? as i64,
        Punct::Percent => (y != 0).then(|| x.wrapping_rem(y))?,
        _ => return Some(a),
    };
    Some(Value { bits, unsigned })
}
