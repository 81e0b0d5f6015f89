//! Statements (C17 section 6.8), `raise` added.
use super::{Parse, Parser, Reported, words};
use crate::ast::{Block, Expr, Stmt, StmtKind};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::{Punct, Tok};

impl Parser<'_> {
    /// `{ ... }` with a scope of its own.
    pub(super) fn block(&mut self) -> Parse<Block> {
        let open = self.expect(Punct::LBrace, "before the statements")?;
        let mut stmts = Vec::new();
        let mut first = true;
        self.in_scope(|p| {
            while !p.is(Punct::RBrace) {
                if p.at_end() || p.at_clause() {
                    return p.unclosed_block(open);
                }
                let (before, depth, scopes) = (p.at, p.depth, p.scopes.len());
                first &= p.is_word("__label__");
                p.in_block = true;
                match if first { p.own_labels() } else { p.statement() } {
                    Ok(stmt) => stmts.push(stmt),
                    Err(Reported) => {
                        p.depth = depth;
                        p.scopes.truncate(scopes);
                        let span = p.span();
                        p.skip_statement(before);
                        stmts.push(Stmt { kind: StmtKind::Error, span });
                    }
                }
            }
            Ok(())
        })?;
        let close = self.bump().span;
        Ok(Block { stmts, span: open.to(close) })
    }

    /// `__label__ name, ...;`
    fn own_labels(&mut self) -> Parse<Stmt> {
        let start = self.bump().span;
        let mut names = vec![self.name("a label's name after `__label__`")?];
        while self.eat(Punct::Comma) {
            names.push(self.name("a label's name")?);
        }
        self.expect(Punct::Semi, "after the labels' names")?;
        Ok(Stmt { kind: StmtKind::Labels(names), span: start.to(self.last_span()) })
    }

    pub(super) fn statement(&mut self) -> Parse<Stmt> {
        self.nested(|p| {
            let start = p.span();
            let kind = p.statement_kind()?;
            Ok(Stmt { kind, span: start.to(p.last_span()) })
        })
    }

    /// A statement that belongs to another, where a declaration cannot stand.
    fn inner(&mut self, of: &str) -> Parse<Box<Stmt>> {
        // `__attribute__((fallthrough));`
        let mut at = 0;
        while self.peek_at(at).is_word("__attribute__")
            && let Some(behind) = self.after_parens(at + 1)
        {
            at = behind - self.at;
        }
        if at > 0 && self.peek_at(at).is(Punct::Semi) {
            self.idle_attributes()?;
        }
        let colon = self.peek_at(1).is(Punct::Colon);
        if self.at_declaration() && !colon {
            let text = format!("expected a statement after {of}, found a declaration");
            self.diags.push(
                Diagnostic::new(code::EXPECTED, self.span(), text)
                    .help("put braces around the declaration and what uses it"),
            );
            return Err(Reported);
        }
        Ok(Box::new(self.in_scope(Self::statement)?))
    }

    fn statement_kind(&mut self) -> Parse<StmtKind> {
        let in_block = std::mem::take(&mut self.in_block);
        let token = self.peek().clone();
        match &token.kind {
            Tok::Punct(Punct::Semi) => {
                self.bump();
                Ok(StmtKind::Empty)
            }
            Tok::Punct(Punct::LBrace) => Ok(StmtKind::Block(self.block()?)),
            Tok::Ident(word) => {
                let next = self.peek_at(1);
                if next.is(Punct::Colon) && !words::is_keyword(word) {
                    return self.label(in_block);
                }
                if &**word == "raise" && next.ident().is_some() {
                    return self.raise();
                }
                match &**word {
                    "case" => self.case(in_block),
                    "default" => self.default(in_block),
                    word => self.keyword_statement(word),
                }
            }
            // `[[fallthrough]];`
            Tok::Punct(Punct::LBracket) if self.at_brackets(0) && !self.at_declaration() => {
                self.attributes()?;
                self.in_block = in_block;
                self.statement_kind()
            }
            Tok::Punct(Punct::LBracket) if self.at_brackets(0) => {
                Ok(StmtKind::Decl(self.declaration()?))
            }
            _ => self.expression_statement(),
        }
    }

    fn keyword_statement(&mut self, word: &str) -> Parse<StmtKind> {
        match word {
            // Each of these, and each statement in them, is a block (6.8.4, 6.8.5).
            "if" => self.in_scope(Self::if_),
            "while" => self.in_scope(Self::while_),
            "do" => self.in_scope(Self::do_while),
            "for" => self.in_scope(Self::for_),
            "switch" => self.in_scope(Self::switch),
            "break" | "continue" => {
                self.bump();
                self.expect(Punct::Semi, &format!("after `{word}`"))?;
                Ok(if word == "break" { StmtKind::Break } else { StmtKind::Continue })
            }
            "goto" => {
                self.bump();
                if self.eat(Punct::Star) {
                    let pointer = self.expression()?;
                    self.expect(Punct::Semi, "after `goto`")?;
                    return Ok(StmtKind::GotoPointer(pointer));
                }
                let label = self.name("a label's name after `goto`")?;
                self.expect(Punct::Semi, "after `goto`")?;
                Ok(StmtKind::Goto(label))
            }
            "return" => {
                self.bump();
                let value = if self.is(Punct::Semi) { None } else { Some(self.expression()?) };
                self.expect(Punct::Semi, "after `return`")?;
                Ok(StmtKind::Return(value))
            }
            "asm" | "__asm__" => self.asm(),
            "__label__" => {
                let text = "`__label__` stands in front of a block's declarations and statements";
                self.refuse(code::EXPECTED, self.span(), text);
                Err(Reported)
            }
            "else" => {
                let text = "expected a statement, found `else` that belongs to no `if`";
                self.refuse(code::EXPECTED, self.span(), text);
                Err(Reported)
            }
            _ if self.at_static_assert() => Ok(StmtKind::StaticAssert(self.static_assert()?)),
            _ if self.at_declaration() => Ok(StmtKind::Decl(self.declaration()?)),
            _ => {
                // `name name`: a declaration whose type is not known.
                let next = self.peek_at(1).ident();
                if next.is_some_and(|w| !words::is_keyword(w)) && !words::is_keyword(word) {
                    return self.unknown_type("a statement");
                }
                self.expression_statement()
            }
        }
    }

    fn expression_statement(&mut self) -> Parse<StmtKind> {
        let value = self.expression()?;
        self.expect(Punct::Semi, "after the expression")?;
        Ok(StmtKind::Expr(value))
    }

    /// `(expression)` of a statement.
    fn condition(&mut self, of: &str) -> Parse<Expr> {
        let open = self.expect(Punct::LParen, &format!("after `{of}`"))?;
        let value = self.expression()?;
        self.expect_close(Punct::RParen, open)?;
        if of != "switch" {
            self.warn_assignment(&value);
        }
        Ok(value)
    }

    fn if_(&mut self) -> Parse<StmtKind> {
        self.bump();
        let cond = self.condition("if")?;
        self.warn_empty_body("if", &cond);
        let then = self.inner("`if (...)`")?;
        let other = if self.eat_word("else") { Some(self.inner("`else`")?) } else { None };
        Ok(StmtKind::If { cond, then, other })
    }

    fn while_(&mut self) -> Parse<StmtKind> {
        self.bump();
        let cond = self.condition("while")?;
        self.warn_empty_body("while", &cond);
        let body = self.inner("`while (...)`")?;
        Ok(StmtKind::While { cond, body })
    }

    fn switch(&mut self) -> Parse<StmtKind> {
        self.bump();
        let value = self.condition("switch")?;
        let body = self.inner("`switch (...)`")?;
        Ok(StmtKind::Switch { value, body })
    }

    fn do_while(&mut self) -> Parse<StmtKind> {
        self.bump();
        let body = self.inner("`do`")?;
        if !self.eat_word("while") {
            return self.expected("`while` after the body of `do`");
        }
        let cond = self.condition("while")?;
        self.expect(Punct::Semi, "after `do ... while (...)`")?;
        Ok(StmtKind::DoWhile { body, cond })
    }

    fn for_(&mut self) -> Parse<StmtKind> {
        self.bump();
        let open = self.expect(Punct::LParen, "after `for`")?;
        let start = self.span();
        let init = if self.eat(Punct::Semi) {
            None
        } else if self.at_static_assert() {
            let kind = StmtKind::StaticAssert(self.static_assert()?);
            Some(Box::new(Stmt { kind, span: start.to(self.last_span()) }))
        } else if self.at_declaration() {
            let kind = StmtKind::Decl(self.declaration()?);
            Some(Box::new(Stmt { kind, span: start.to(self.last_span()) }))
        } else {
            let value = self.expression()?;
            self.expect(Punct::Semi, "after the first part of `for`")?;
            let span = value.span;
            Some(Box::new(Stmt { kind: StmtKind::Expr(value), span }))
        };
        let cond = if self.is(Punct::Semi) { None } else { Some(self.expression()?) };
        self.expect(Punct::Semi, "after the condition of `for`")?;
        let step = if self.is(Punct::RParen) { None } else { Some(self.expression()?) };
        self.expect_close(Punct::RParen, open)?;
        let body = self.inner("`for (...)`")?;
        Ok(StmtKind::For { init, cond, step, body })
    }

    fn default(&mut self, in_block: bool) -> Parse<StmtKind> {
        self.bump();
        self.expect(Punct::Colon, "after `default`")?;
        Ok(StmtKind::Default(self.labelled(in_block)?))
    }

    fn case(&mut self, in_block: bool) -> Parse<StmtKind> {
        self.bump();
        let value = self.nested(Self::conditional)?;
        let last =
            if self.eat(Punct::Ellipsis) { Some(self.nested(Self::conditional)?) } else { None };
        self.expect(Punct::Colon, "after the value of `case`")?;
        let body = self.labelled(in_block)?;
        Ok(StmtKind::Case { value, last, body })
    }

    fn label(&mut self, in_block: bool) -> Parse<StmtKind> {
        let name = self.name("a label's name")?;
        self.bump();
        self.attributes()?;
        let body = self.labelled(in_block)?;
        Ok(StmtKind::Label(name, body))
    }

    /// The statement behind a label; at the end of a block there may be none, and it may be a
    /// declaration (C23). Of labels in a row, which there may be 1023 of and more (C17 5.2.4.1), each
    /// is a statement of the block, none in another.
    fn labelled(&mut self, in_block: bool) -> Parse<Box<Stmt>> {
        if self.is(Punct::RBrace) || in_block && self.at_label() {
            return Ok(Box::new(Stmt { kind: StmtKind::Empty, span: self.last_span().end() }));
        }
        Ok(Box::new(self.statement()?))
    }

    /// Whether a label begins here, attributes in front of it aside.
    fn at_label(&self) -> bool {
        let at = self.behind_brackets(0);
        let token = self.peek_at(at);
        let named = token.ident().is_some_and(|w| !words::is_keyword(w));
        token.is_word("case")
            || token.is_word("default")
            || named && self.peek_at(at + 1).is(Punct::Colon)
    }

    fn raise(&mut self) -> Parse<StmtKind> {
        self.bump();
        let name = self.name("the name of the event to raise")?;
        let args = if self.is(Punct::LParen) { self.arguments()?.0 } else { Vec::new() };
        self.expect(Punct::Semi, "after `raise`")?;
        Ok(StmtKind::Raise(name, args))
    }
}
