//! Macro expansion (C17 section 6.10.3).
use super::define::{Body, Macro, Piece};
use super::{Context, MAX_EXPANDED, MAX_NESTING, Preprocessor, eof};
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Punct, Tok, Token};
use crate::span::{Expansion, Span};
use std::rc::Rc;

/// An argument of a macro call.
pub(super) struct Arg {
    pub(super) raw: Vec<Token>,
    /// Expanded on first use.
    pub(super) expanded: Option<Vec<Token>>,
    /// Of the arguments that `...` stands for: whether none was given, not even an empty one.
    pub(super) omitted: Option<bool>,
}

impl Preprocessor<'_> {
    /// The next token, macros expanded.
    pub(super) fn next_expanded(&mut self) -> Token {
        loop {
            let mut token = self.next_raw();
            token.spaced |= std::mem::take(&mut self.blank);
            if self.asking && token.is_word("defined") {
                return self.defined(token);
            }
            let Some(found) = token.ident().and_then(|n| self.macros.get(n)).cloned() else {
                return token;
            };
            if token.painted || found.active.get() {
                token.painted = true;
                return token;
            }
            if !self.expand(&found, &token) {
                return token;
            }
        }
    }

    /// A list of tokens, macros expanded, as if nothing came after it.
    pub(super) fn expand_list(&mut self, tokens: Vec<Token>) -> Vec<Token> {
        if self.nesting >= MAX_NESTING {
            let at = tokens.first().map(|t| t.span).unwrap_or_default();
            self.exhaust(at, format!("macro calls nest deeper than {MAX_NESTING}"));
        }
        if self.exhausted {
            return Vec::new();
        }
        self.nesting += 1;
        let outer = std::mem::take(&mut self.contexts);
        let fenced = std::mem::replace(&mut self.fenced, true);
        let ahead = self.ahead.take();
        self.contexts.push(Context { tokens, next: 0, of: None });
        let mut out = Vec::new();
        loop {
            let token = self.next_expanded();
            if token.kind == Tok::Eof {
                break;
            }
            out.push(token);
        }
        while !self.contexts.is_empty() {
            self.pop_context();
        }
        self.contexts = outer;
        self.fenced = fenced;
        self.ahead = ahead;
        self.nesting -= 1;
        out
    }

    /// Puts the expansion of a call in place of it; false if `name` is not a call.
    fn expand(&mut self, found: &Rc<Macro>, name: &Token) -> bool {
        let (mut args, end) = match &found.params {
            None => (Vec::new(), name.span),
            Some(_) => {
                if !self.next_is_paren() {
                    return false;
                }
                match self.arguments(found, name) {
                    Some(args) => args,
                    None => {
                        // A number stands for the bad call, so that the parser has nothing to add.
                        let tokens = vec![self.made(Tok::Number("0".into()), name.span)];
                        self.contexts.push(Context { tokens, next: 0, of: None });
                        return true;
                    }
                }
            }
        };
        let expansion = self.map.add_expansion(Expansion {
            name: found.name.clone(),
            call: name.span.to(end),
            definition: found.span,
        });
        let mut tokens = match &found.body {
            Body::Tokens(body) if found.variadic && super::va_opt::asks(body) => {
                let body = self.opted(body, &mut args, expansion);
                self.substitute(&body, &mut args, expansion)
            }
            Body::Tokens(body) => self.substitute(body, &mut args, expansion),
            Body::Line => {
                let place = self.map.place(name.span).map_or(0, |p| i64::from(p.line));
                let shift = self.open.last().map_or(0, |o| o.line_shift);
                vec![self.made(Tok::Number(format!("{}", place + shift).into()), name.span)]
            }
            Body::File => {
                let file = self.open.last().map(|o| match &o.presumed {
                    Some(name) => name.to_string(),
                    None => self.map.file(o.file).map_or(String::new(), |f| f.name.clone()),
                });
                let quoted = quote(&file.unwrap_or_default());
                vec![self.made(Tok::Str(quoted.into()), name.span)]
            }
            Body::Level => {
                let level = self.open.len().saturating_sub(1);
                vec![self.made(Tok::Number(format!("{level}").into()), name.span)]
            }
            Body::Counter => {
                self.counter += 1;
                vec![self.made(Tok::Number(format!("{}", self.counter - 1).into()), name.span)]
            }
        };
        match tokens.first_mut() {
            Some(first) => first.spaced = name.spaced,
            None => self.blank = name.spaced,
        }
        self.expanded += tokens.len() + 1;
        if self.expanded > MAX_EXPANDED {
            let text = format!("macros expand to more than {MAX_EXPANDED} tokens");
            self.exhaust(self.map.outermost(name.span), text);
            return true;
        }
        found.active.set(true);
        self.contexts.push(Context { tokens, next: 0, of: Some(found.clone()) });
        true
    }

    pub(super) fn made(&self, kind: Tok, span: Span) -> Token {
        Token { kind, span, starts_line: false, spaced: false, painted: false }
    }

    /// Whether the next token is `(`; it is not consumed.
    fn next_is_paren(&mut self) -> bool {
        while let Some(context) = self.contexts.last() {
            if let Some(token) = context.tokens.get(context.next) {
                return token.is(Punct::LParen);
            }
            self.pop_context();
        }
        if self.fenced {
            return false;
        }
        let token = self.next_from_files();
        let is = token.is(Punct::LParen);
        self.ahead = Some(token);
        is
    }

    /// Arguments of a call whose `(` comes next, and where its `)` is.
    fn arguments(&mut self, found: &Rc<Macro>, name: &Token) -> Option<(Vec<Arg>, Span)> {
        let params = found.params.as_ref().map_or(0, Vec::len);
        let open = self.next_raw();
        let mut args = vec![Vec::new()];
        let mut depth = 0u32;
        let close = loop {
            let mut token = self.next_raw();
            let rest = found.variadic && args.len() == params;
            match &token.kind {
                Tok::Eof => {
                    if !self.fenced {
                        self.ahead = Some(token);
                    }
                    self.diags.push(
                        Diagnostic::new(
                            code::OPEN_CALL,
                            open.span,
                            format!("the call of macro `{}` has no closing `)`", found.name),
                        )
                        .here("opened here")
                        .label(found.span, "the macro"),
                    );
                    return None;
                }
                Tok::Punct(Punct::RParen) if depth == 0 => break token.span,
                Tok::Punct(Punct::Comma) if depth == 0 && !rest => {
                    args.push(Vec::new());
                    continue;
                }
                Tok::Punct(Punct::LParen) => depth += 1,
                Tok::Punct(Punct::RParen) => depth -= 1,
                _ => {}
            }
            let active =
                token.ident().and_then(|n| self.macros.get(n)).is_some_and(|m| m.active.get());
            token.painted |= active;
            token.spaced |= token.starts_line;
            token.starts_line = false;
            if let Some(arg) = args.last_mut() {
                arg.push(token);
            }
            self.expanded += 1;
            if self.expanded > MAX_EXPANDED {
                let text = format!("macros expand to more than {MAX_EXPANDED} tokens");
                self.exhaust(self.map.outermost(name.span), text);
                return None;
            }
        };
        let given = args.len();
        let omitted = given < params || given == 1 && args.first().is_some_and(Vec::is_empty);
        if params == 0 && given == 1 && args.first().is_some_and(Vec::is_empty) {
            args.clear();
        } else if found.variadic && given + 1 == params {
            args.push(Vec::new());
        }
        if args.len() != params {
            let plural = if params == 1 { "" } else { "s" };
            let least = if found.variadic { "at least " } else { "" };
            let wanted = if found.variadic { params - 1 } else { params };
            self.diags.push(
                Diagnostic::new(
                    code::BAD_ARGS,
                    name.span,
                    format!(
                        "macro `{}` takes {least}{wanted} argument{plural}, {given} given",
                        found.name
                    ),
                )
                .label(found.span, "the macro"),
            );
            return None;
        }
        let arg = |raw| Arg { raw, expanded: None, omitted: None };
        let mut args: Vec<Arg> = args.into_iter().map(arg).collect();
        if let Some(rest) = args.last_mut().filter(|_| found.variadic) {
            rest.omitted = Some(omitted);
        }
        Some((args, close))
    }

    /// The body with its parameters replaced, `#` and `##` carried out.
    pub(super) fn substitute(
        &mut self,
        body: &[Piece],
        args: &mut [Arg],
        expansion: u32,
    ) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::new();
        // The left operand of a coming `##` was an empty argument.
        let mut nothing = false;
        // Behind how many tokens an empty argument left a blank.
        let mut blank = None;
        let mut i = 0;
        while let Some(piece) = body.get(i) {
            if let Some(behind) = blank.and_then(|at: usize| out.get_mut(at)) {
                behind.spaced = true;
                blank = None;
            }
            if self.exhausted || self.expanded + out.len() > MAX_EXPANDED {
                break;
            }
            let before_paste =
                |at: usize| body.get(at).is_some_and(|p| p.token.is(Punct::HashHash));
            if piece.token.is(Punct::HashHash) && i > 0 {
                let (right, used) = self.operand(body, i + 1, args, expansion);
                let comma = out.last().is_some_and(|t| t.is(Punct::Comma));
                let arg = body.get(i + 1).and_then(|p| p.param).and_then(|p| args.get(p));
                if let Some(omitted) = arg.and_then(|arg| arg.omitted).filter(|_| comma) {
                    // `, ## __VA_ARGS__`: the comma goes if there are no arguments (GNU).
                    if omitted {
                        out.pop();
                    }
                    out.extend(arg.iter().flat_map(|a| &a.raw).cloned());
                } else if nothing {
                    nothing = right.is_empty();
                    out.extend(right);
                } else {
                    self.paste(&mut out, right, &piece.token, expansion);
                }
                i += 1 + used;
                continue;
            }
            let is_hash =
                piece.token.is(Punct::Hash) && body.get(i + 1).is_some_and(|p| p.param.is_some());
            let width = if is_hash { 2 } else { 1 };
            if is_hash || piece.param.is_none() || before_paste(i + width) {
                let (tokens, used) = self.operand(body, i, args, expansion);
                nothing = tokens.is_empty();
                out.extend(tokens);
                i += used;
                continue;
            }
            if let Some(arg) = piece.param.and_then(|p| args.get_mut(p)) {
                if arg.expanded.is_none() {
                    arg.expanded = Some(self.expand_list(arg.raw.clone()));
                }
                let from = out.len();
                out.extend(arg.expanded.iter().flatten().cloned());
                match out.get_mut(from) {
                    Some(first) => first.spaced = piece.token.spaced,
                    None if piece.token.spaced => blank = Some(from),
                    None => {}
                }
            }
            i += 1;
        }
        if let Some(behind) = blank.and_then(|at| out.get_mut(at)) {
            behind.spaced = true;
        }
        out
    }

    /// An operand of `##`, or a plain token: an argument unexpanded, `# parameter` as a string.
    /// Returns how many pieces it took.
    fn operand(
        &mut self,
        body: &[Piece],
        at: usize,
        args: &[Arg],
        expansion: u32,
    ) -> (Vec<Token>, usize) {
        let Some(piece) = body.get(at) else { return (Vec::new(), 1) };
        let mut token = piece.token.clone();
        token.span.expansion = expansion;
        token.starts_line = false;
        if let Some(arg) = piece.param.and_then(|p| args.get(p)) {
            let mut tokens = arg.raw.clone();
            if let Some(first) = tokens.first_mut() {
                first.spaced = token.spaced;
            }
            return (tokens, 1);
        }
        let named = body.get(at + 1).and_then(|p| p.param).and_then(|p| args.get(p));
        if let (true, Some(arg)) = (token.is(Punct::Hash), named) {
            token.kind = self.stringify(&arg.raw);
            return (vec![token], 2);
        }
        (vec![token], 1)
    }
}

/// `text` as a string literal.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The end of a line of a directive, as a token.
pub(super) fn end_of_line(after: Span) -> Token {
    eof(after)
}
