//! Tokens, and the names that they share.
use super::Punct;
use crate::span::Span;
use std::collections::HashSet;
use std::sync::Arc;
/// A preprocessing token.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Tok,
    /// Where.
    pub span: Span,
    /// First on its line.
    pub starts_line: bool,
    /// White space or a comment stands before it.
    pub spaced: bool,
    /// A macro's name that stood in its own expansion: never expanded again (C17 6.10.3.4).
    pub painted: bool,
}

/// Kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub enum Tok {
    /// Identifier or keyword.
    Ident(Arc<str>),
    /// `$name`, without the dollar sign.
    Param(Arc<str>),
    /// A preprocessing number as spelt.
    Number(Arc<str>),
    /// A character constant as spelt, quotes and prefix included.
    Char(Arc<str>),
    /// A string literal as spelt, quotes and prefix included.
    Str(Arc<str>),
    /// Operator or punctuator.
    Punct(Punct),
    /// A character without a meaning; reported if it survives preprocessing.
    Stray(char),
    /// End of the file.
    Eof,
}

impl Token {
    /// Whether it is this punctuator.
    pub fn is(&self, punct: Punct) -> bool {
        self.kind == Tok::Punct(punct)
    }

    /// The identifier's name.
    pub fn ident(&self) -> Option<&Arc<str>> {
        match &self.kind {
            Tok::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is this word.
    pub fn is_word(&self, word: &str) -> bool {
        self.ident().is_some_and(|name| &**name == word)
    }

    /// The token as it is spelt.
    pub fn spelling(&self) -> String {
        match &self.kind {
            Tok::Ident(s) | Tok::Number(s) | Tok::Char(s) | Tok::Str(s) => s.to_string(),
            Tok::Param(s) => format!("${s}"),
            Tok::Punct(p) => p.text().to_string(),
            Tok::Stray(c) => c.to_string(),
            Tok::Eof => String::new(),
        }
    }

    /// The token as a diagnostic names it: `'('`, `end of file`.
    pub fn describe(&self) -> String {
        match &self.kind {
            Tok::Eof => "end of file".into(),
            Tok::Str(s) if s.len() > 40 => "a string".into(),
            Tok::Stray(c) if c.is_control() => format!("character U+{:04X}", u32::from(*c)),
            _ => format!("`{}`", self.spelling()),
        }
    }
}

/// Shares the text of equal names.
#[derive(Debug, Default)]
pub struct Interner(HashSet<Arc<str>>);

impl Interner {
    /// The shared copy of `text`.
    pub fn get(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone());
        new
    }
}
