//! What to do about a complaint, where the tokens around it tell: habits of other languages, words
//! out of place, what WDL writes otherwise.
use super::foreign::{FOREIGN, OPERATORS};
use super::{Parser, words};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::{Punct, Tok, Token};

/// How many tokens back a statement's beginning is looked for.
const BACK: usize = 40;

impl Parser<'_> {
    /// The complaint with advice, if the tokens here suggest any.
    pub(super) fn hint(&self, diagnostic: Diagnostic) -> Diagnostic {
        let known = !diagnostic.help.is_empty() || diagnostic.suggestion.is_some();
        let advice = if known { None } else { self.advice(&diagnostic) };
        match advice {
            Some(text) => diagnostic.help(text),
            None => diagnostic,
        }
    }

    fn before(&self, back: usize) -> Option<&Token> {
        self.tokens.get(self.at.checked_sub(back)?)
    }

    fn advice(&self, d: &Diagnostic) -> Option<String> {
        let message = d.message.as_str();
        let item = message.contains("a declaration, a function or a clause");
        let ends =
            |n: usize| self.peek_at(n).is(Punct::Star) && self.peek_at(n + 1).is(Punct::Slash);
        if (0..8).any(ends) {
            return Some("comments do not nest: the first `*/` ends all of them".to_string());
        }
        if message.contains("another step") && self.peek().ident().is_some() {
            return Some("steps are separated by `;`: `sequence a(x); b(x) { ... }`".to_string());
        }
        if let Some(text) = self.foreign(item) {
            return Some(text);
        }
        if let Some(text) = self.operator() {
            return Some(format!("{text} was meant, perhaps"));
        }
        if item {
            return self.item_advice().map(str::to_string);
        }
        if message.contains("the action's `{`") {
            return self.head_advice().map(str::to_string);
        }
        self.inner_advice(d).map(str::to_string)
    }

    /// A word of another language, here or at the beginning of the statement.
    fn foreign(&self, item: bool) -> Option<String> {
        let find = |token: &Token| {
            let word = token.ident()?;
            FOREIGN.iter().find(|(words, _)| words.contains(&&**word)).map(|(_, text)| *text)
        };
        if let Some(text) = find(self.peek()) {
            return Some(text.to_string());
        }
        if item {
            return None;
        }
        find(self.statement_start()?).map(str::to_string)
    }

    /// The first token of the statement around this place.
    fn statement_start(&self) -> Option<&Token> {
        let mut start = None;
        for back in 1..BACK {
            let token = self.before(back)?;
            if token.is(Punct::Semi) || token.is(Punct::LBrace) || token.is(Punct::RBrace) {
                break;
            }
            start = Some(token);
        }
        start
    }

    /// Operators that other languages have.
    fn operator(&self) -> Option<String> {
        let found = self.peek();
        if let Some(word) = found.ident() {
            return OPERATORS.iter().find(|(w, _)| *w == &**word).map(|(_, text)| text.to_string());
        }
        let before = match &self.before(1)?.kind {
            Tok::Punct(punct) => *punct,
            _ => return None,
        };
        let Tok::Punct(punct) = found.kind else { return None };
        let text = match (before, punct, found.spaced) {
            (Punct::EqEq | Punct::Ne, Punct::Assign, false) => "`==` or `!=`",
            (Punct::Lt, Punct::Gt, false) => "`!=`",
            (Punct::Minus, Punct::Gt, _) => "`->`, without a blank inside,",
            (Punct::Assign, Punct::Assign, _) => "`==`, without a blank inside,",
            (Punct::Assign, Punct::Lt | Punct::Gt, false) => "`<=` or `>=`",
            _ => return None,
        };
        Some(text.to_string())
    }

    /// At file scope, where nothing of it begins.
    fn item_advice(&self) -> Option<&'static str> {
        let (found, next) = (self.peek(), self.peek_at(1));
        if found.is(Punct::Dec) || found.is(Punct::Slash) {
            return Some("a comment is written `// ...` or `/* ... */`");
        }
        if found.is(Punct::RBrace) {
            return Some("no brace is open here that this one closes");
        }
        if found.is(Punct::LBrace) {
            return Some("a `;` before it ends the declaration: the head of a function has none");
        }
        let word: &str = found.ident()?;
        let behind = |punct: Punct| {
            let after = self.after_parens(1).and_then(|at| self.tokens.get(at));
            after.is_some_and(|t| t.is(punct))
        };
        match word {
            "pre" | "post" | "unlocked" => {
                Some("a clause says it behind its names: `op{open} pre { ... }`")
            }
            "op" | "event" | "life" if next.is(Punct::LParen) && behind(Punct::Semi) => Some(
                "an event is declared by `event NAME(parameters);`, caught by `event{NAME} { ... }`",
            ),
            "op" | "event" | "life" if next.is(Punct::LParen) => {
                Some("the names stand in braces: `op{open, close}`")
            }
            "wrapper" => {
                Some("the wrapper's name is written `wrapper NAME;`, without quotes or `=`")
            }
            "on_fault" => Some("the fault policy is written `on_fault deny;`, or allow, or kill"),
            "budget" => Some("the budget is written `budget N;`, with 1 to 67108864 instructions"),
            "if" | "else" | "while" | "for" | "do" | "switch" | "case" | "default" | "return"
            | "goto" | "break" | "continue" | "raise" => {
                Some("statements stand in functions and in the actions of clauses")
            }
            _ if (next.is(Punct::Dot) || next.is(Punct::Colon))
                && self.peek_at(2).ident().is_some_and(|w| matches!(&**w, "op" | "event")) =>
            {
                Some("a namespace is followed by `::`: `bsd::op{open}`")
            }
            _ if next.is(Punct::LBrace) => {
                Some("a clause begins with `op{...}`, `event{...}` or `life{...}`")
            }
            _ if next.is(Punct::Colon) || behind(Punct::Colon) || behind(Punct::Assign) => {
                Some("an abstract event is defined by `::=`: `name(parameters) ::= call || ...`")
            }
            _ if next.is(Punct::Assign) || next.is(Punct::LParen) || next.is(Punct::Inc) => {
                Some("statements stand in functions and in the actions of clauses")
            }
            _ if next.ident().is_some_and(|w| words::begins_type(w)) => {
                Some("the type stands before the name: `int count;`")
            }
            _ if next.is(Punct::Lt) => Some("WDL is a superset of C, not of C++"),
            _ => None,
        }
    }

    /// In the head of a clause, behind its names.
    fn head_advice(&self) -> Option<&'static str> {
        let found = self.peek();
        if found.is(Punct::Semi) {
            return Some("a clause has an action, if only an empty one: `{ }`");
        }
        match found.ident().map(|w| &**w) {
            Some("before" | "entry" | "enter") => Some("what runs before the call is `pre`"),
            Some("after" | "exit" | "leave") => Some("what runs after the call is `post`"),
            Some("on" | "at" | "during") => {
                Some("a clause runs before the call, `pre`, or after it, `post`")
            }
            Some("if" | "when" | "where") => {
                Some("a condition is only parentheses: `op{open} ($flags == O_RDONLY) pre { ... }`")
            }
            Some(_) if self.peek_at(1).is(Punct::LParen) => {
                Some("the action stands in braces: `op{open} pre { ... }`")
            }
            _ if matches!(found.kind, Tok::Param(_)) => Some(
                "a condition stands in parentheses: `op{open} ($flags == O_RDONLY) pre { ... }`",
            ),
            _ => None,
        }
    }

    fn inner_advice(&self, d: &Diagnostic) -> Option<&'static str> {
        let found = self.peek();
        let message = d.message.as_str();
        let start = self.statement_start().and_then(|t| t.ident()).map(|w| &**w);
        let clause = matches!(start, Some("op" | "event" | "life"));
        if message.contains("a system call, tag, abstract event or wildcard") {
            return match &found.kind {
                Tok::Str(_) | Tok::Char(_) => Some("names of calls stand without quotes"),
                Tok::Punct(Punct::LBracket) => Some("wildcards are `*` and `?`"),
                Tok::Punct(Punct::RBrace) => Some("`op{*}` is every call"),
                _ => None,
            };
        }
        if d.code == code::UNCLOSED && self.before(2).is_some_and(|t| t.is(Punct::LBrace)) {
            let head = self
                .before(3)
                .and_then(Token::ident)
                .is_some_and(|w| matches!(&**w, "op" | "event" | "life"));
            if head && found.is(Punct::Minus) {
                return Some("names hold letters, digits and `_`, and the wildcards `*` and `?`");
            }
        }
        if clause && found.is(Punct::LBrace) && message.contains("after the expression") {
            return Some("clauses stand at file scope, not in functions or other clauses");
        }
        if message.contains("|| or") || message.contains("`||` or `;`") {
            return match &found.kind {
                Tok::Punct(Punct::Pipe) => Some(
                    "alternatives are joined by `||`; one with a condition stands in parentheses: `(call(a) | a > 2)`",
                ),
                _ => Some("alternatives are joined by `||`"),
            };
        }
        if message.contains("the name being declared") && found.is(Punct::LBracket) {
            return Some("an array's length stands behind its name: `int a[3];`");
        }
        if message.contains("after the member") {
            return match &found.kind {
                Tok::Punct(Punct::Assign) => {
                    Some("members have no initialisers: initialise the object")
                }
                Tok::Punct(Punct::LBrace) => Some("structures have no functions"),
                _ => None,
            };
        }
        if message.contains("after the declaration") && found.is(Punct::LBrace) {
            return Some("a function has parentheses, `int f(void) { ... }`, an initialiser `=`");
        }
        if found.is(Punct::Amp) && d.code == code::UNCLOSED {
            return Some("C has no references: a pointer is declared by `*`");
        }
        if message.contains("after `for`") {
            return Some("C's loop over numbers is `for (int i = 0; i < n; i++)`");
        }
        if found.is(Punct::RParen) && message.contains("`;`") && !message.contains("of `for`") {
            return Some("no parenthesis is open here that this one closes");
        }
        if self.before(1).is_some_and(|t| t.is(Punct::Comma))
            && message.contains("expected an expression")
        {
            return Some("something must follow the comma, or the comma go");
        }
        if found.is(Punct::Hash) {
            return Some("a comment is written `// ...` or `/* ... */`");
        }
        if message.contains("after `wrapper`") && found.is(Punct::Minus) {
            return Some("a wrapper's name holds letters, digits and `_`");
        }
        if message.contains("the type of the table's keys") {
            return Some("a table names its row and its key: `table struct row NAME[64] by int;`");
        }
        if d.code == code::UNKNOWN_TYPE {
            return match (found.ident().map(|w| &**w), self.peek_at(1).ident().map(|w| &**w)) {
                (_, Some("pre" | "post" | "unlocked")) => {
                    Some("a clause names its events in braces: `op{open} pre { ... }`")
                }
                (Some("string" | "String" | "str"), _) => Some("a string is a `const char *`"),
                _ => None,
            };
        }
        if message.contains("that belongs to no `if`") {
            return Some("one statement stands between `if` and `else`: put several in braces");
        }
        None
    }
}
