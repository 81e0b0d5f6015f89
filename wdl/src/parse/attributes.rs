//! Attributes, `__attribute__((...))` and `[[...]]`: the ones that freestanding programs use.
use super::{Parse, Parser};
use crate::ast::{AlignSpec, AlignTo, IntType, Type, TypeKind};
use crate::diag::codes::parse as code;
use crate::lex::{Punct, Tok};
use crate::preprocess::PACK;
use crate::span::Span;

/// What `__attribute__` said that matters here.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) packed: bool,
    pub(super) align: Vec<AlignSpec>,
    /// `mode`: bytes of the integer meant.
    pub(super) mode: Option<u8>,
    /// What `#pragma pack` said, or 0.
    pub(super) pack: u64,
}

impl Attributes {
    /// Whether they say nothing that matters.
    pub(super) fn is_empty(&self) -> bool {
        !self.packed && self.align.is_empty() && self.mode.is_none()
    }

    /// The type that `mode` makes of an integer type.
    pub(super) fn moded(&self, ty: Type) -> Type {
        use IntType::{Int, Long, SChar, Short, UChar, UInt, ULong, UShort};
        let (TypeKind::Int(from), Some(bytes)) = (&ty.kind, self.mode) else { return ty };
        let (signed, unsigned) = match bytes {
            1 => (SChar, UChar),
            2 => (Short, UShort),
            4 => (Int, UInt),
            _ => (Long, ULong),
        };
        let to = if crate::types::Int::is_signed(*from) { signed } else { unsigned };
        Type { kind: TypeKind::Int(to), ..ty }
    }
}

/// Attributes that would change what a program does, and are not there.
const REFUSED: &[(&str, &str)] = &[
    ("alias", "an object has one name"),
    ("cleanup", "nothing runs because a scope ends"),
    ("constructor", "nothing runs before `main`, or before a clause"),
    ("destructor", "nothing runs behind `main`, or behind a clause"),
    ("ifunc", "a function has one body"),
    ("ms_struct", "structures are laid out as gcc lays them out on the target"),
    ("scalar_storage_order", "integers are little-endian"),
    ("vector_size", "there are no vectors: the machine's registers hold one integer each"),
];

/// Attributes that change nothing that a program does here, or that hold anyway.
const IGNORED: &[&str] = &[
    "always_inline",
    "artificial",
    "cold",
    "const",
    "deprecated",
    "fallthrough",
    "flatten",
    "format",
    "hot",
    "leaf",
    "malloc",
    "may_alias",
    "maybe_unused",
    "nodiscard",
    "noclone",
    "noinline",
    "nonnull",
    "noreturn",
    "nothrow",
    "pure",
    "returns_nonnull",
    "section",
    "sentinel",
    "unused",
    "used",
    "visibility",
    "warn_unused_result",
    "weak",
];

/// Whether an attribute is understood, for `__has_attribute`.
pub(crate) fn known(name: &str) -> bool {
    let name = plain(name);
    matches!(name, "aligned" | "mode" | "packed") || IGNORED.contains(&name)
}

impl Parser<'_> {
    /// Whether `[[` begins that many tokens ahead.
    pub(super) fn at_brackets(&self, ahead: usize) -> bool {
        self.peek_at(ahead).is(Punct::LBracket) && self.peek_at(ahead + 1).is(Punct::LBracket)
    }

    /// How many tokens ahead the attributes in `[[...]]` end that begin there.
    pub(super) fn behind_brackets(&self, ahead: usize) -> usize {
        let mut at = ahead;
        while self.at_brackets(at) {
            let mut depth = 0u32;
            loop {
                match self.peek_at(at).kind {
                    Tok::Punct(Punct::LBracket) => depth += 1,
                    Tok::Punct(Punct::RBracket) => depth -= 1,
                    Tok::Eof => return at,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        at
    }

    /// Any number of `__attribute__((...))` and `[[...]]`: `packed`, `aligned` and `mode` count, of
    /// those in brackets as `gnu::packed`; others are ignored.
    pub(super) fn attributes(&mut self) -> Parse<Attributes> {
        let mut out = Attributes::default();
        loop {
            let open = self.span();
            if self.eat_word("__attribute__") {
                let open = self.expect(Punct::LParen, "after `__attribute__`")?;
                self.expect(Punct::LParen, "after `__attribute__(`")?;
                self.attribute_list(&mut out, open, false)?;
            } else if self.at_brackets(0) {
                self.bump();
                self.bump();
                self.attribute_list(&mut out, open, true)?;
            } else {
                return Ok(out);
            }
        }
    }

    /// As [`Parser::attributes`], where what lays something out means nothing.
    pub(super) fn idle_attributes(&mut self) -> Parse<()> {
        let span = self.span();
        if !self.attributes()?.is_empty() {
            let text = "what lays an object out stands behind the declarator";
            self.refuse(code::BAD_SPECIFIER, span, text);
        }
        Ok(())
    }

    /// Attributes up to the second `)` or (`brackets`) `]`.
    fn attribute_list(&mut self, out: &mut Attributes, open: Span, brackets: bool) -> Parse<()> {
        let close = if brackets { Punct::RBracket } else { Punct::RParen };
        loop {
            if self.eat(Punct::Comma) {
                continue;
            }
            if !self.is(close) {
                self.attribute(out, brackets)?;
            }
            if !self.eat(Punct::Comma) {
                self.expect_list_close(close, open)?;
                self.expect_close(close, open)?;
                return Ok(());
            }
        }
    }

    /// `name`, `prefix::name`, `name(...)`; any word is a name.
    fn attribute(&mut self, out: &mut Attributes, brackets: bool) -> Parse<()> {
        let mut token = self.peek().clone();
        let Some(mut word) = token.ident().cloned() else {
            return self.expected("an attribute");
        };
        self.bump();
        // Whether names mean what gcc's do.
        let mut gnu = !brackets;
        if brackets && self.eat(Punct::Scope) {
            gnu = plain(&word) == "gnu";
            token = self.peek().clone();
            match token.ident() {
                Some(name) => word = name.clone(),
                None => return self.expected("an attribute's name"),
            }
            self.bump();
        }
        let (name, given) = (plain(&word), self.is(Punct::LParen));
        match name {
            "packed" if gnu => out.packed = true,
            "aligned" if gnu => {
                let to = if given { self.align_to()? } else { AlignTo::Most };
                out.align.push(AlignSpec { to, keyword: None });
            }
            "mode" if gnu && given => {
                out.mode = self.peek_at(1).ident().and_then(|m| mode_size(plain(m)));
            }
            PACK if gnu && given => {
                if let Tok::Number(n) = &self.peek_at(1).kind {
                    out.pack =
                        n.parse().ok().filter(|n| matches!(n, 1 | 2 | 4 | 8 | 16)).unwrap_or(0);
                }
            }
            _ if gnu => {
                if let Some((_, why)) = REFUSED.iter().find(|(n, _)| *n == name) {
                    let text = format!("attribute `{name}` is not part of WDL: {why}");
                    self.refuse(code::NOT_WDL, token.span, text);
                }
            }
            _ => {}
        }
        self.balanced()
    }

    /// What stands in `(...)` behind an attribute's name, if anything does: any tokens.
    fn balanced(&mut self) -> Parse<()> {
        let mut open = Vec::new();
        loop {
            let closes = match self.peek().kind {
                Tok::Punct(Punct::LParen) => Some(Punct::RParen),
                Tok::Punct(Punct::LBracket) => Some(Punct::RBracket),
                Tok::Punct(Punct::LBrace) => Some(Punct::RBrace),
                _ => None,
            };
            match (closes, open.last().copied()) {
                (Some(Punct::RParen), None) | (Some(_), Some(_)) => {
                    open.extend(closes.map(|c| (c, self.span())));
                }
                (_, None) => return Ok(()),
                (None, Some((close, at))) => match self.peek().kind {
                    Tok::Punct(Punct::RParen | Punct::RBracket | Punct::RBrace) | Tok::Eof => {
                        self.expect_close(close, at)?;
                        open.pop();
                        if open.is_empty() {
                            return Ok(());
                        }
                        continue;
                    }
                    _ => {}
                },
            }
            self.bump();
        }
    }

    /// `(bytes)` or `(type)`.
    pub(super) fn align_to(&mut self) -> Parse<AlignTo> {
        let open = self.expect(Punct::LParen, "before the alignment")?;
        let to = if self.begins_type_at(0) {
            AlignTo::Type(self.nested(Self::type_name)?)
        } else {
            AlignTo::Bytes(self.nested(Self::conditional)?)
        };
        self.expect_close(Punct::RParen, open)?;
        Ok(to)
    }

    /// Refuses `_Alignas` of what is neither an object nor a member (C17 6.7.5, paragraph 2).
    pub(super) fn no_alignas(&mut self, align: &[AlignSpec], what: &str) {
        if let Some(at) = align.iter().find_map(|a| a.keyword) {
            let text = format!("`_Alignas` is for objects and members, not for {what}");
            self.refuse(code::BAD_SPECIFIER, at, text);
        }
    }
}

/// An attribute's name without the underscores that may be around it.
fn plain(name: &str) -> &str {
    name.strip_prefix("__").and_then(|n| n.strip_suffix("__")).unwrap_or(name)
}

/// Bytes of a machine mode of gcc's, of integers.
fn mode_size(mode: &str) -> Option<u8> {
    Some(match mode {
        "QI" | "byte" => 1,
        "HI" => 2,
        "SI" => 4,
        "DI" | "word" | "pointer" => 8,
        _ => return None,
    })
}
