//! The images of objects with static storage: what their initialisers give before anything runs
//! (C11 6.7.9).
use super::typed::{Datum, Expr, ExprKind, InitPart, InitValue, PlaceKind};
use super::{Sema, codes, konst};
use crate::diag::Diagnostic;

impl Sema<'_> {
    /// The image of an object with static storage.
    pub(super) fn data(&mut self, parts: Vec<InitPart>) -> Vec<Datum> {
        let mut out = Vec::new();
        for p in parts {
            match p.value {
                InitValue::Bytes(bytes) => out.push(Datum::Bytes { offset: p.offset, bytes }),
                InitValue::Expr(e) => {
                    if e.ty.is_error() {
                        continue;
                    }
                    let size = self.types.size(&e.ty).unwrap_or(8).min(8) as u8;
                    match konst::value(&e) {
                        Some(konst::Konst::Int(value)) => {
                            out.push(Datum::Int { offset: p.offset, size, value, bits: p.bits });
                        }
                        Some(konst::Konst::Addr(to, addend)) => {
                            self.use_global(to);
                            out.push(Datum::Addr { offset: p.offset, to, addend });
                        }
                        Some(konst::Konst::Func(to)) => {
                            out.push(Datum::Func { offset: p.offset, to });
                        }
                        None => match self.literal_data(&e) {
                            Some(inner) => out.extend(inner.into_iter().map(|d| d.moved(p.offset))),
                            None => {
                                let d = Diagnostic::new(
                                    codes::NOT_CONSTANT,
                                    e.span,
                                    "initialiser is not constant",
                                );
                                self.diags.push(d.note(
                                    "variables with static storage are initialised when the wrapper is loaded",
                                ));
                            }
                        },
                    }
                }
            }
        }
        out
    }

    /// The value of a structure that a compound literal at file scope gives.
    fn literal_data(&self, e: &Expr) -> Option<Vec<Datum>> {
        match &e.kind {
            ExprKind::Load(p) => match p.kind {
                PlaceKind::Global(g) if e.ty.record().is_some() => {
                    let g = self.globals.get(g.0 as usize)?;
                    (g.name.is_empty() || g.ty.konst).then(|| g.init.clone())
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl Datum {
    fn moved(self, by: u64) -> Datum {
        match self {
            Datum::Int { offset, size, value, bits } => {
                Datum::Int { offset: offset + by, size, value, bits }
            }
            Datum::Addr { offset, to, addend } => Datum::Addr { offset: offset + by, to, addend },
            Datum::Func { offset, to } => Datum::Func { offset: offset + by, to },
            Datum::Bytes { offset, bytes } => Datum::Bytes { offset: offset + by, bytes },
        }
    }
}
