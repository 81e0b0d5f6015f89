//! Code generation: from IR functions to RFC 9669 words. Each function is allocated, selected and
//! assembled alone; [`link`] joins them and resolves calls.
pub(crate) mod abi;
mod alloc;
mod asm;
mod coalesce;
mod consts;
mod emit;
mod moves;

use crate::ir::Func;
use crate::span::Span;
use wss_abi::insn::Insn;
use wss_abi::object::limit;

/// The code of a program.
pub(crate) struct Code {
    /// RFC 9669 words.
    pub(crate) words: Vec<u64>,
    /// Functions, in the order of their indexes.
    pub(crate) funcs: Vec<wss_abi::object::Func>,
    /// Source positions by rising word.
    pub(crate) spans: Vec<(u32, Span)>,
}

/// Why code could not be made.
pub(crate) enum CodeError {
    /// The variables of the function at that index need a frame larger than is allowed.
    Frame {
        /// Index of the function.
        func: usize,
        /// Bytes it needs.
        bytes: u64,
    },
    /// The program is longer than [`limit::INSNS`].
    TooLong(usize),
}

/// Generates code for all functions and joins it.
///
/// Frames have at most `most` bytes.
pub(crate) fn link(funcs: &[Func], most: u32) -> Result<Code, CodeError> {
    let mut code = Code { words: Vec::new(), funcs: Vec::new(), spans: Vec::new() };
    let mut calls = Vec::new();
    for (i, f) in funcs.iter().enumerate() {
        let (text, frame) = emit::function(f);
        if frame > u64::from(most) {
            return Err(CodeError::Frame { func: i, bytes: frame });
        }
        let entry = code.words.len() as u32;
        code.funcs.push(wss_abi::object::Func {
            name: f.name.clone(),
            entry,
            len: text.words.len() as u32,
            frame: frame as u32,
        });
        code.spans.extend(text.spans.into_iter().map(|(at, s)| (entry + at, s)));
        calls.extend(text.calls.into_iter().map(|(at, func)| (entry + at, func)));
        code.words.extend(text.words);
        if code.words.len() > limit::INSNS {
            return Err(CodeError::TooLong(code.words.len()));
        }
    }
    for (at, func) in calls {
        let entry = code.funcs.get(func as usize).map_or(0, |f| f.entry);
        if let Some(word) = code.words.get_mut(at as usize) {
            let imm = i64::from(entry) - i64::from(at) - 1;
            *word = Insn { imm: imm as i32, ..Insn::from_word(*word) }.to_word();
        }
    }
    Ok(code)
}
