//! Roles of words and operators, by what stands before and behind them.
use super::super::pieces::Piece;
use super::super::space::{Role, is_keyword};
use super::Shape;
use super::pass::{Context, Inside, Pass};
use crate::lex::Punct;

impl Pass<'_> {
    pub(super) fn word(&mut self, at: usize, word: &str, context: Context) -> Role {
        if context.inside == Inside::Braces(Shape::Names) {
            return Role::Free;
        }
        let first = self.facts.get(at).is_some_and(|f| f.previous.is_none()) || context.start;
        match word {
            "if" | "while" | "for" | "switch" => {
                self.context().control = Some(word == "if");
                return Role::Keyword;
            }
            "else" | "do" => {
                self.context().start = true;
                return Role::Keyword;
            }
            "pre" | "post" | "unlocked" if !context.head => {}
            "raise" | "budget" | "on_fault" if !first => {}
            "sizeof" | "_Alignof" | "__alignof__" => return Role::Keyword,
            _ if is_keyword(word) => return Role::Keyword,
            _ => {}
        }
        let tag = self.of(self.previous).and_then(|(p, _)| p.word());
        let tagged = matches!(tag, Some("struct" | "union" | "enum"));
        if tagged || self.types.has(word) { Role::Type } else { Role::Operand }
    }

    pub(super) fn punct(
        &mut self,
        at: usize,
        punct: Punct,
        piece: &Piece,
        context: Context,
    ) -> Role {
        use Punct as P;
        match punct {
            P::Comma => return Role::Separator,
            P::Semi => {
                if context.sequence {
                    self.set(at, |f| f.goes_on = true);
                } else if matches!(context.inside, Inside::File | Inside::Braces(_)) {
                    self.context().restart();
                }
                return Role::Separator;
            }
            P::LParen => return self.open_paren(at, context),
            P::LBracket => {
                self.open.push(Context::new(Inside::Brackets, at));
                return Role::Group;
            }
            P::RParen | P::RBracket => return self.close_paren(at, punct, context),
            P::LBrace => return self.open_brace(at, context),
            P::RBrace => return self.close_brace(at),
            _ => {}
        }
        if context.inside == Inside::Braces(Shape::Names) {
            return Role::Free;
        }
        let ended = self.operand_ended();
        match punct {
            P::Dot | P::Arrow | P::Scope => Role::Joint,
            P::Inc | P::Dec if ended => Role::Postfix,
            P::Inc | P::Dec | P::Bang | P::Tilde => Role::Prefix,
            P::Plus | P::Minus | P::Amp if !ended => Role::Prefix,
            P::Star => self.star(at, piece, ended),
            P::Ellipsis if !ended => Role::Operand,
            P::Hash | P::HashHash => Role::Free,
            P::Question => {
                self.context().questions += 1;
                Role::Infix
            }
            P::Colon => self.colon(at, context),
            P::Assign => {
                self.context().assigned = true;
                Role::Infix
            }
            _ => Role::Infix,
        }
    }

    fn colon(&mut self, at: usize, context: Context) -> Role {
        if context.questions > 0 {
            self.context().questions -= 1;
            return Role::Infix;
        }
        if context.label {
            self.context().restart();
            self.set(at, |f| f.ends_label = true);
            return Role::Colon;
        }
        match context.inside {
            Inside::Parens(_) => Role::Colon,
            _ => Role::Infix,
        }
    }

    /// `*` before an operand, in a declarator, behind an operand (a repetition) or between two.
    fn star(&self, at: usize, piece: &Piece, ended: bool) -> Role {
        let Some((before, role)) = self.of(self.previous) else { return Role::Prefix };
        if !ended || role == Role::Type {
            return Role::Prefix;
        }
        let Some(next) = self.next(at) else { return Role::Postfix };
        if before.is(Punct::RParen) && matches!(next.punct(), Some(Punct::Semi | Punct::RParen)) {
            return Role::Postfix;
        }
        if matches!(next.punct(), Some(Punct::RParen | Punct::Comma)) {
            return Role::Prefix;
        }
        // `name *other`: a declaration if it is written as one.
        let spaced = piece.gap > 0 || piece.breaks > 0;
        let tight = next.gap == 0 && next.breaks == 0;
        if before.word().is_some() && spaced && tight { Role::Prefix } else { Role::Infix }
    }
}
