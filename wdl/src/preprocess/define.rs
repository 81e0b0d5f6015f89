//! Macro definitions: `#define`, `#undef`, and those that are always there.
use super::Preprocessor;
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Punct, Tok, Token};
use crate::span::Span;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// A macro.
#[derive(Debug)]
pub(super) struct Macro {
    pub(super) name: Arc<str>,
    /// The name in its definition.
    pub(super) span: Span,
    /// Parameters of a function-like macro; `__VA_ARGS__` is the last if it is variadic.
    pub(super) params: Option<Vec<Arc<str>>>,
    pub(super) variadic: bool,
    pub(super) body: Body,
    /// Its expansion is being read: its name is not expanded.
    pub(super) active: Cell<bool>,
}

/// What a macro stands for.
#[derive(Debug)]
pub(super) enum Body {
    Tokens(Vec<Piece>),
    Line,
    File,
    Counter,
    /// How many `#include`s lead here, as in GNU C.
    Level,
}

/// An element of a macro's body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) token: Token,
    /// The parameter it names.
    pub(super) param: Option<usize>,
}

impl Macro {
    /// Whether two definitions are the same (C17 6.10.3 paragraph 2).
    fn same(&self, other: &Macro) -> bool {
        let (Body::Tokens(a), Body::Tokens(b)) = (&self.body, &other.body) else { return false };
        let same_piece = |(i, (a, b)): (usize, (&Piece, &Piece))| {
            a.token.kind == b.token.kind && (i == 0 || a.token.spaced == b.token.spaced)
        };
        self.params == other.params
            && self.variadic == other.variadic
            && a.len() == b.len()
            && a.iter().zip(b).enumerate().all(same_piece)
    }
}

impl Preprocessor<'_> {
    pub(super) fn define_builtins(&mut self) {
        let dynamic = [
            ("__LINE__", Body::Line),
            ("__FILE__", Body::File),
            ("__COUNTER__", Body::Counter),
            ("__INCLUDE_LEVEL__", Body::Level),
        ];
        for (name, body) in dynamic {
            let name = self.names.get(name);
            let new = Macro {
                name: name.clone(),
                span: Span::default(),
                params: None,
                variadic: false,
                body,
                active: Cell::new(false),
            };
            self.macros.insert(name, Rc::new(new));
        }
    }

    /// Whether `name` may be defined or undefined; complains if not.
    fn may_define(&mut self, name: &Token) -> bool {
        let fixed = matches!(
            name.ident().map(|n| &**n),
            Some("defined" | "__LINE__" | "__FILE__" | "__COUNTER__" | "__VA_ARGS__")
        );
        if fixed {
            let text = format!("{} cannot be defined or undefined", name.describe());
            self.diags.push(Diagnostic::new(code::FIXED_MACRO, name.span, text));
        }
        !fixed
    }

    /// `#define`, the rest of its line given.
    pub(super) fn define(&mut self, line: &[Token], directive: Span) {
        let Some((name_token, rest)) = line.split_first() else {
            self.expected_name(directive.end(), "end of line", "#define");
            return;
        };
        let Some(name) = name_token.ident().cloned() else {
            self.expected_name(name_token.span, &name_token.describe(), "#define");
            return;
        };
        if !self.may_define(name_token) {
            return;
        }
        let mut variadic = false;
        let (params, body) = match rest.first() {
            Some(open) if open.is(Punct::LParen) && !open.spaced => {
                let Some((params, used)) = self.params(rest, &mut variadic) else { return };
                (Some(params), rest.get(used..).unwrap_or_default())
            }
            _ => (None, rest),
        };
        let Some(body) = self.body(body, params.as_deref()) else { return };
        let new = Macro {
            name: name.clone(),
            span: name_token.span,
            params,
            variadic,
            body: Body::Tokens(body),
            active: Cell::new(false),
        };
        if let Some(old) = self.macros.get(&name).filter(|old| !old.same(&new)) {
            self.diags.push(
                Diagnostic::new(
                    code::REDEFINED,
                    new.span,
                    format!("macro `{name}` is defined again, differently"),
                )
                .label(old.span, "first definition")
                .help(format!("`#undef {name}` first if that is meant")),
            );
        }
        self.macros.insert(name, Rc::new(new));
    }

    fn expected_name(&mut self, span: Span, found: &str, directive: &str) {
        self.diags.push(
            Diagnostic::new(
                code::EXPECTED_NAME,
                span,
                format!("expected a macro's name after `{directive}`, found {found}"),
            )
            .here("a name should stand here"),
        );
    }

    /// Parameters of a function-like macro: names, and number of tokens used.
    fn params(&mut self, line: &[Token], variadic: &mut bool) -> Option<(Vec<Arc<str>>, usize)> {
        let mut params: Vec<Arc<str>> = Vec::new();
        let mut i = 1;
        if line.get(i).is_some_and(|t| t.is(Punct::RParen)) {
            return Some((params, i + 1));
        }
        loop {
            let token = line.get(i);
            match token.map(|t| &t.kind) {
                Some(Tok::Ident(name)) if !*variadic => {
                    if params.contains(name) {
                        let at = token.map(|t| t.span).unwrap_or_default();
                        let text = format!("two parameters of the macro are named `{name}`");
                        self.diags.push(Diagnostic::new(code::BAD_PARAMS, at, text));
                        return None;
                    }
                    params.push(name.clone());
                    // The GNU form `args...` names the rest.
                    if line.get(i + 1).is_some_and(|t| t.is(Punct::Ellipsis)) {
                        *variadic = true;
                        i += 1;
                    }
                }
                Some(Tok::Punct(Punct::Ellipsis)) if !*variadic => {
                    *variadic = true;
                    params.push(self.names.get("__VA_ARGS__"));
                }
                _ => return self.bad_params(line, i, "a parameter's name, `...` or `)`"),
            }
            i += 1;
            match line.get(i) {
                Some(t) if t.is(Punct::RParen) => return Some((params, i + 1)),
                Some(t) if t.is(Punct::Comma) && !*variadic => i += 1,
                _ if *variadic => return self.bad_params(line, i, "`)` after `...`"),
                _ => return self.bad_params(line, i, "`,` or `)`"),
            }
        }
    }

    fn bad_params<T>(&mut self, line: &[Token], at: usize, expected: &str) -> Option<T> {
        let (span, found) = match (line.get(at), line.last()) {
            (Some(token), _) => (token.span, token.describe()),
            (None, Some(last)) => (last.span.end(), "end of line".into()),
            (None, None) => (Span::default(), "end of line".into()),
        };
        let text = format!("expected {expected} in the macro's parameters, found {found}");
        self.diags.push(Diagnostic::new(code::BAD_PARAMS, span, text));
        None
    }

    fn body(&mut self, tokens: &[Token], params: Option<&[Arc<str>]>) -> Option<Vec<Piece>> {
        let mut body: Vec<Piece> = Vec::with_capacity(tokens.len());
        for token in tokens {
            let param = token.ident().and_then(|name| params?.iter().position(|p| p == name));
            body.push(Piece { token: token.clone(), param });
        }
        let is_paste = |p: Option<&Piece>| p.is_some_and(|p| p.token.is(Punct::HashHash));
        if is_paste(body.first()) || is_paste(body.last()) {
            let edge = if is_paste(body.first()) { body.first() } else { body.last() };
            let span = edge.map(|p| p.token.span).unwrap_or_default();
            let text = "`##` at an end of the macro's body has nothing to join";
            self.diags.push(Diagnostic::new(code::BAD_PASTE, span, text));
            return None;
        }
        if params.is_some() {
            let hash = body.iter().enumerate().find(|(i, p)| {
                let next = body.get(i + 1);
                let fits = next.is_some_and(|n| n.param.is_some() || n.token.is_word("__VA_OPT__"));
                p.token.is(Punct::Hash) && !fits
            });
            if let Some((_, piece)) = hash {
                let text = "`#` in a function-like macro must stand before a parameter";
                self.diags.push(Diagnostic::new(code::BAD_STRINGIFY, piece.token.span, text));
                return None;
            }
        }
        Some(body)
    }

    /// `#undef`, the rest of its line given.
    pub(super) fn undef(&mut self, line: &[Token], directive: Span) {
        let Some(token) = line.first() else {
            self.expected_name(directive.end(), "end of line", "#undef");
            return;
        };
        match token.ident().cloned() {
            Some(name) => {
                if self.may_define(token) {
                    self.macros.remove(&name);
                }
            }
            None => self.expected_name(token.span, &token.describe(), "#undef"),
        }
        self.extra(line.get(1..).unwrap_or_default(), "#undef");
    }
}
