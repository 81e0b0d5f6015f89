//! The parser: tokens to tree, by recursive descent with a bound on depth.
//!
//! It recovers: after a complaint it goes on at the next statement, declaration or clause, so one
//! run reports several mistakes. It knows typedef names by scope, because C cannot be parsed
//! without; everything else about names and types is left to later stages.
mod asm;
mod attributes;
mod clause;
mod complain;
mod decl;
mod event;
mod expr;
mod foreign;
mod function;
mod hints;
mod init;
mod primary;
mod records;
mod recover;
mod sequence;
mod setting;
mod specifiers;
mod stmt;
mod table;
mod warn;
mod words;

use crate::ast::{Item, MAX_DEPTH, Unit};
use crate::diag::{Diagnostic, Diags, codes::parse as code};
use crate::lex::{Punct, Tok, Token};
use crate::span::{SourceMap, Span};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A complaint was made; the caller recovers.
#[derive(Clone, Copy, Debug)]
struct Reported;

type Parse<T> = Result<T, Reported>;

pub(crate) use attributes::known as attribute_known;
pub(crate) use words::begins_type;

/// Names that a finished parse leaves behind for the next file of the same compilation.
#[derive(Clone, Debug)]
pub struct Names {
    /// Names of file scope: whether each is a typedef.
    scope: HashMap<Arc<str>, bool>,
    /// Next [`crate::ast::Record::id`].
    next_id: u32,
}

impl Names {
    /// These names, with numbers that `later` has not used.
    #[must_use]
    pub fn numbered_after(self, later: &Names) -> Names {
        Names { next_id: self.next_id.max(later.next_id), ..self }
    }
}

impl Names {
    /// Names for text that the compiler wrote: numbers that no source comes to.
    pub fn generated() -> Names {
        Names { next_id: 1 << 31, ..Names::default() }
    }
}

impl Default for Names {
    fn default() -> Self {
        // What every C compiler knows without a header.
        let scope = [("__builtin_va_list".into(), true)].into();
        Names { scope, next_id: 1 }
    }
}

/// A parsed file.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub unit: Unit,
    /// Functions called by name anywhere.
    pub called: HashSet<Arc<str>>,
    /// Names to give to the next file's parse.
    pub names: Names,
}

/// Parses the tokens of one file (which end in [`Tok::Eof`]).
pub fn parse(tokens: Vec<Token>, names: Names, map: &SourceMap, diags: &mut Diags) -> Parsed {
    let mut parser = Parser {
        tokens,
        at: 0,
        map,
        diags,
        scopes: vec![names.scope],
        next_id: names.next_id,
        depth: 0,
        tallest: 0,
        in_block: false,
        function: None,
        called: HashSet::new(),
        dollars: BTreeSet::new(),
    };
    let unit = parser.unit();
    let Parser { mut scopes, next_id, called, .. } = parser;
    let scope = scopes.drain(..).next().unwrap_or_default();
    Parsed { unit, called, names: Names { scope, next_id } }
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    map: &'a SourceMap,
    diags: &'a mut Diags,
    /// Innermost last: names declared, and whether each is a typedef.
    scopes: Vec<HashMap<Arc<str>, bool>>,
    next_id: u32,
    /// Calls of [`Parser::nested`] under way.
    depth: u32,
    /// Height of the highest expression or type made since [`Parser::measured`] began.
    tallest: u32,
    /// The statement that begins here is a block's own, not part of another.
    in_block: bool,
    /// Name of the function or clause being read, for `__func__`.
    function: Option<Arc<str>>,
    called: HashSet<Arc<str>>,
    /// Names behind `$` since the action of a sequence began.
    dollars: BTreeSet<Arc<str>>,
}

const EOF: &Token = &Token {
    kind: Tok::Eof,
    span: Span { lo: 0, hi: 0, expansion: 0 },
    starts_line: true,
    spaced: false,
    painted: false,
};

impl Parser<'_> {
    fn unit(&mut self) -> Unit {
        let mut unit = Unit::default();
        while !self.at_end() {
            let before = self.at;
            if self.top_level(&mut unit).is_err() {
                self.skip_item(before);
            }
            self.depth = 0;
            self.tallest = 0;
            self.scopes.truncate(1);
        }
        unit
    }

    fn top_level(&mut self, unit: &mut Unit) -> Parse<()> {
        if self.eat(Punct::Semi) {
            return Ok(());
        }
        if self.at_brackets(0) && self.peek_at(self.behind_brackets(0)).is(Punct::Semi) {
            self.attributes()?;
            self.bump();
            return Ok(());
        }
        if self.setting(unit)? {
            return Ok(());
        }
        if let Some(item) = self.sequence_item()? {
            unit.items.push(item);
            return Ok(());
        }
        if let Some(item) = self.table_item()? {
            unit.items.push(item);
            return Ok(());
        }
        if let Some(item) = self.event_item()? {
            unit.items.push(item);
            return Ok(());
        }
        if self.is_word("op") && self.peek_at(1).ident().is_some() {
            self.bump();
            return self.expected("`{` after `op`");
        }
        if self.at_clause() || self.at_bare_clause() {
            let clause = self.clause()?;
            unit.items.push(Item::Clause(clause));
            return Ok(());
        }
        let item = self.external_declaration()?;
        unit.items.push(item);
        Ok(())
    }

    // ---------------------------------------------------------------------------------- tokens

    fn peek(&self) -> &Token {
        self.tokens.get(self.at).or(self.tokens.last()).unwrap_or(EOF)
    }

    fn peek_at(&self, ahead: usize) -> &Token {
        self.tokens.get(self.at + ahead).or(self.tokens.last()).unwrap_or(EOF)
    }

    fn at_end(&self) -> bool {
        self.peek().kind == Tok::Eof
    }

    fn span(&self) -> Span {
        self.peek().span
    }

    /// Span of the token before.
    fn last_span(&self) -> Span {
        let before = self.at.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.map_or_else(|| self.span(), |t| t.span)
    }

    fn bump(&mut self) -> Token {
        let token = self.peek().clone();
        if token.kind != Tok::Eof {
            self.at += 1;
        }
        token
    }

    fn is(&self, punct: Punct) -> bool {
        self.peek().is(punct)
    }

    fn eat(&mut self, punct: Punct) -> bool {
        let found = self.is(punct);
        if found {
            self.at += 1;
        }
        found
    }

    fn is_word(&self, word: &str) -> bool {
        self.peek().is_word(word)
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.at += 1;
        }
        found
    }

    /// What the tokens from index `start` on take, up to here, outside of macros.
    fn outside(&self, start: usize) -> Span {
        let read = self.tokens.get(start..self.at).unwrap_or_default();
        self.map.around(read.iter().map(|token| token.span))
    }

    /// Runs `inner` one level deeper, or complains that this is too deep.
    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth >= MAX_DEPTH {
            return self.too_deep(self.span());
        }
        self.depth += 1;
        let out = inner(self);
        self.depth -= 1;
        out
    }

    /// As [`Parser::nested`]; also tells the height of the highest tree that `inner` made. Loops
    /// (`a+b+c`, `int ***p`) build trees higher than the parser's own recursion, and later stages
    /// recurse over them.
    fn measured<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<(T, u32)> {
        let outer = std::mem::take(&mut self.tallest);
        let out = self.nested(inner);
        let height = self.tallest;
        self.tallest = outer.max(height);
        Ok((out?, height))
    }

    fn too_deep<T>(&mut self, span: Span) -> Parse<T> {
        self.diags.push(
            Diagnostic::new(code::TOO_DEEP, span, "this nests too deeply for the compiler")
                .help("split it: name a part of it as a variable or function"),
        );
        // The same place would be reported level by level: give the file up.
        self.at = self.tokens.len().saturating_sub(1);
        Err(Reported)
    }

    // ---------------------------------------------------------------------------------- scopes

    fn declare(&mut self, name: &Arc<str>, is_typedef: bool) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.clone(), is_typedef);
        }
    }

    fn is_typedef(&self, name: &str) -> bool {
        self.scopes.iter().rev().find_map(|s| s.get(name)).copied().unwrap_or(false)
    }

    /// Whether a word that C23 reserves stands here or is meant, and nothing was declared so.
    fn is_new(&self, word: &str) -> bool {
        !self.scopes.iter().any(|s| s.contains_key(word))
    }

    fn in_scope<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        self.scopes.push(HashMap::new());
        let out = inner(self);
        self.scopes.pop();
        out
    }

    fn fresh_id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// The typedef or type keyword most like `name`.
    fn nearest_type(&self, name: &str) -> Option<String> {
        let known = self.scopes.iter().flatten().filter(|(_, t)| **t).map(|(n, _)| &**n);
        let mut known: Vec<&str> = known.chain(words::TYPES.iter().copied()).collect();
        known.sort_unstable();
        self.diags.nearest(name, known.into_iter()).map(str::to_string)
    }
}

#[cfg(test)]
mod tests;
