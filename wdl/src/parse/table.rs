//! Tables: `[shared] table ROW NAME[BOUND] by KEY [full POLICY];`
use super::{Parse, Parser};
use crate::ast::{Ident, Item, Quals, TableDecl, Type};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::Punct;

/// What a table may do when it is full.
const POLICIES: [&str; 4] = ["fault", "refuse", "oldest", "lru"];

impl Parser<'_> {
    /// A table's declaration, if one begins here.
    pub(super) fn table_item(&mut self) -> Parse<Option<Item>> {
        let shared = usize::from(self.is_word("shared"));
        let word = self.peek_at(shared);
        let table = word.is_word("table") && !self.is_typedef("table");
        if !table || !(self.begins_type_at(shared + 1) || self.named_table(shared + 1)) {
            return Ok(None);
        }
        let start = self.span();
        (0..=shared).for_each(|_| {
            self.bump();
        });
        if !self.begins_type_at(0) {
            return self.unknown_type("the type of the table's rows");
        }
        let row = self.bare_type()?;
        let name = self.name("the table's name")?;
        let open = self.expect(Punct::LBracket, "after the table's name")?;
        if self.is(Punct::RBracket) {
            return self.expected("the most rows that the table may have");
        }
        let bound = self.conditional()?;
        self.expect_close(Punct::RBracket, open)?;
        if !self.eat_word("by") {
            return self.expected("`by` and the type of the table's keys");
        }
        if !self.begins_type_at(0) {
            return self.unknown_type("the type of the table's keys");
        }
        let key = self.bare_type()?;
        let full = if self.eat_word("full") { Some(self.full_policy()?) } else { None };
        let span = start.to(self.last_span());
        self.expect(Punct::Semi, "after the table's declaration")?;
        Ok(Some(Item::Table(TableDecl { name, row, key, bound, full, shared: shared > 0, span })))
    }

    /// `table WORD WORD[` or `table WORD[`: meant as a table, though the type is missing or unknown.
    fn named_table(&self, at: usize) -> bool {
        let name =
            |n: usize| self.peek_at(n).ident().is_some() && self.peek_at(n + 1).is(Punct::LBracket);
        name(at) || (self.peek_at(at).ident().is_some() && name(at + 1))
    }

    /// Specifiers alone, without a declarator.
    fn bare_type(&mut self) -> Parse<Type> {
        let mut ty = self.specifiers()?.base;
        ty.quals = Quals::default();
        Ok(ty)
    }

    /// What follows `full`.
    pub(super) fn full_policy(&mut self) -> Parse<Ident> {
        let name = self.name("`fault`, `refuse`, `oldest` or `lru`")?;
        if !POLICIES.contains(&&*name.name) {
            let text =
                format!("expected `fault`, `refuse`, `oldest` or `lru`, found `{}`", name.name);
            let mut diagnostic = Diagnostic::new(code::BAD_TABLE, name.span, text);
            if let Some(near) = crate::diag::nearest(&name.name, POLICIES.into_iter()) {
                diagnostic = diagnostic.suggest(name.span, near, "a policy is named");
            }
            self.diags.push(diagnostic);
        }
        Ok(name)
    }
}
