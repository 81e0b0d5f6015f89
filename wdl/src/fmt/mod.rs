//! `wrapc fmt`: one layout for WDL and C sources.
//!
//! Formatting decides spaces, indentation (four columns a level), where braces stand (on the line
//! of what they belong to) and that statements have lines of their own. Where a statement is
//! broken over lines, blank lines (one where there were several), comments and preprocessor lines
//! are the programmer's. It works on tokens, so that a source need not compile, only lex; and it
//! checks its own result: what it gives back has the tokens, preprocessor lines and comments of
//! what it was given, in their order.
mod layout;
pub(crate) mod pieces;
mod roles;
mod space;
#[cfg(test)]
mod tests;

use crate::diag::render::Diagnostics;
use crate::diag::{Diagnostic, codes::driver as code};
use crate::span::Span;
use pieces::{Kind, Piece};
use std::sync::Arc;

/// Formats a source called `name`.
///
/// # Errors
/// The source does not lex; or the result would have other tokens than it, which is a fault of the
/// formatter (E0706).
pub fn format(name: &str, text: &str) -> Result<String, Diagnostics> {
    let given = read(name, text)?;
    let formatted = layout::lay_out(&given);
    let again = read(name, &formatted).map_err(|_| differs(name, "it does not lex"))?;
    if let Some(what) = difference(&given, &again) {
        return Err(differs(name, &what));
    }
    Ok(formatted)
}

fn read(name: &str, text: &str) -> Result<Vec<Piece>, Diagnostics> {
    let mut out = Diagnostics::default();
    let text: Arc<str> = text.into();
    let Ok(file) = out.map.add(name.to_string(), text.clone(), false, None) else {
        return Err(differs(name, "it is too long"));
    };
    let base = out.map.file(file).map_or(0, |f| f.base);
    let pieces = pieces::read(&text, base, &mut out.diags);
    if out.diags.has_errors() { Err(out) } else { Ok(pieces) }
}

fn differs(name: &str, what: &str) -> Diagnostics {
    let mut out = Diagnostics::default();
    let text = format!("{name} is left as it is: formatted, {what}");
    out.diags.push(
        Diagnostic::new(code::NOT_FORMATTED, Span::default(), text)
            .note("this is a fault of the formatter, not of the source"),
    );
    out
}

/// What the second list has otherwise than the first, blanks aside.
fn difference(given: &[Piece], again: &[Piece]) -> Option<String> {
    let mut left = given.iter();
    let mut right = again.iter();
    loop {
        let (a, b) = (left.next(), right.next());
        let (Some(a), Some(b)) = (a, b) else {
            let extra = a.or(b)?;
            return Some(format!("`{}` comes or goes", extra.text));
        };
        let same = match (&a.kind, &b.kind) {
            (Kind::Token(x), Kind::Token(y)) => x == y,
            (Kind::Directive, Kind::Directive) => a.text == b.text,
            (Kind::LineComment, Kind::LineComment) | (Kind::BlockComment, Kind::BlockComment) => {
                a.text.split_whitespace().eq(b.text.split_whitespace())
            }
            _ => false,
        };
        if !same {
            return Some(format!("`{}` becomes `{}`", a.text, b.text));
        }
    }
}
