//! `__VA_OPT__(...)` in a variadic macro's body (C23 section 6.10.5.1): there if there are arguments.
use super::Preprocessor;
use super::define::Piece;
use super::expand::Arg;
use crate::lex::Punct;

/// Whether a body says `__VA_OPT__`.
pub(super) fn asks(body: &[Piece]) -> bool {
    body.iter().any(|piece| piece.token.is_word("__VA_OPT__"))
}

impl Preprocessor<'_> {
    /// The body with each `__VA_OPT__(...)` replaced by what stands in it, or by an empty argument,
    /// which is added to `args`.
    pub(super) fn opted(
        &mut self,
        body: &[Piece],
        args: &mut Vec<Arg>,
        expansion: u32,
    ) -> Vec<Piece> {
        let raw = args.last().map(|arg| arg.raw.clone()).unwrap_or_default();
        let any = !self.expand_list(raw).is_empty();
        let nothing = args.len();
        args.push(Arg { raw: Vec::new(), expanded: None, omitted: None });
        let mut out = Vec::with_capacity(body.len());
        let mut pieces = body.iter();
        while let Some(piece) = pieces.next() {
            let opens = pieces.as_slice().first().is_some_and(|p| p.token.is(Punct::LParen));
            if !piece.token.is_word("__VA_OPT__") || !opens {
                out.push(piece.clone());
                continue;
            }
            let from = out.len();
            let mut depth = 0u32;
            for inner in pieces.by_ref() {
                if inner.token.is(Punct::RParen) {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                if depth > 0 && any {
                    out.push(inner.clone());
                }
                depth += u32::from(inner.token.is(Punct::LParen));
            }
            let hash = from
                .checked_sub(1)
                .filter(|at| out.get(*at).is_some_and(|p| p.token.is(Punct::Hash)));
            if let Some(at) = hash {
                // `#__VA_OPT__(...)`: a string of what stands in it.
                let inner = out.split_off(from);
                let tokens = self.substitute(&inner, args, expansion);
                if let Some(piece) = out.get_mut(at) {
                    piece.token.kind = self.stringify(&tokens);
                }
            } else if out.len() == from {
                out.push(Piece { token: piece.token.clone(), param: Some(nothing) });
            } else if let Some(first) = out.get_mut(from) {
                first.token.spaced = piece.token.spaced;
            }
        }
        out
    }
}
