//! `wr_audit_printf`: the format is checked against the arguments when the wrapper is compiled.
use super::convert::promoted;
use super::typed::{Expr, ExprKind};
use super::{Sema, codes};
use crate::ast;
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Int, Kind, Ty};

/// What a conversion takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// An integer of at most this many bytes.
    Int(u64),
    Text,
    Pointer,
}

impl<'a> Sema<'a> {
    pub(super) fn printf(&mut self, args: &'a [ast::Expr], ret: Ty, span: Span) -> Expr {
        let Some((format, rest)) = args.split_first() else {
            self.report(codes::ARGUMENTS, span, "wr_audit_printf needs a format");
            return Expr::error(span);
        };
        let ast::ExprKind::Str(bytes, ast::Encoding::Plain) = &format.kind else {
            let text = "the format must be a string literal";
            self.report(codes::BAD_FORMAT, format.span, text);
            return Expr::error(span);
        };
        let values: Vec<Expr> = rest
            .iter()
            .map(|a| {
                let v = self.value(a);
                promoted(v)
            })
            .collect();
        let text = self.value(format);
        let conversions = match conversions(bytes) {
            Ok(c) => c,
            Err(what) => {
                self.report(codes::BAD_FORMAT, format.span, what);
                return Expr::error(span);
            }
        };
        if conversions.len() != values.len() {
            let text = format!(
                "the format has {}, but {} given",
                crate::diag::count(conversions.len(), "conversion"),
                match values.len() {
                    1 => "1 argument is".to_string(),
                    n => format!("{n} arguments are"),
                }
            );
            self.report(codes::BAD_FORMAT, span, text);
            return Expr::error(span);
        }
        for ((takes, letter), v) in conversions.iter().zip(&values) {
            self.fits(*takes, letter, v);
        }
        Expr { kind: ExprKind::Printf(Box::new(text), values), ty: ret, span }
    }

    fn fits(&mut self, takes: Takes, conversion: &str, v: &Expr) {
        let ok = match (takes, &v.ty.kind) {
            (_, Kind::Error) => true,
            (Takes::Int(most), Kind::Int(i)) => i.size() <= most,
            (Takes::Text, Kind::Ptr(to)) => {
                to.is_void() || to.as_int().is_some_and(|i| i.size() == 1 && i != Int::Bool)
            }
            (Takes::Pointer, Kind::Ptr(_)) => true,
            _ => false,
        };
        if ok {
            return;
        }
        let text = format!("`%{conversion}` does not take `{}`", self.spell(&v.ty));
        let mut d = Diagnostic::new(codes::BAD_FORMAT, v.span, text);
        let wide = v.ty.as_int().is_some_and(|i| i.size() == 8);
        if wide && matches!(takes, Takes::Int(_)) {
            let letter = conversion.chars().last().unwrap_or('d');
            d = d.help(format!("use `%l{letter}`"));
        }
        self.diags.push(d);
    }
}

/// The conversions of a format, with what each takes.
fn conversions(format: &[u8]) -> Result<Vec<(Takes, String)>, String> {
    let mut out = Vec::new();
    let mut rest = format.iter().copied().peekable();
    while let Some(b) = rest.next() {
        if b != b'%' {
            continue;
        }
        while rest.next_if(|b| b"-+ #0".contains(b)).is_some() {}
        while rest.next_if(u8::is_ascii_digit).is_some() {}
        if rest.next_if_eq(&b'.').is_some() {
            while rest.next_if(u8::is_ascii_digit).is_some() {}
        }
        let mut text = String::new();
        while let Some(l) = rest.next_if(|b| b"hlz".contains(b)) {
            text.push(char::from(l));
        }
        let Some(letter) = rest.next() else {
            return Err("the format ends within a conversion".to_owned());
        };
        text.push(char::from(letter));
        let most = if text.starts_with(['l', 'z']) { 8 } else { 4 };
        if !matches!(text.len(), 1..=3) {
            return Err(format!("unknown conversion `%{text}`"));
        }
        match letter {
            b'%' => {}
            b'd' | b'i' | b'u' | b'x' | b'X' | b'o' | b'c' => out.push((Takes::Int(most), text)),
            b's' => out.push((Takes::Text, text)),
            b'p' => out.push((Takes::Pointer, text)),
            b'*' => return Err("width and precision must be numbers, not `*`".to_owned()),
            b'n' => return Err("`%n` is not supported: nothing is written".to_owned()),
            b'e' | b'f' | b'g' | b'a' | b'E' | b'F' | b'G' | b'A' => {
                return Err(format!("`%{text}`: there is no floating point"));
            }
            _ => return Err(format!("unknown conversion `%{text}`")),
        }
    }
    Ok(out)
}
