//! A text assembler, for tests and assembled objects: one statement a line, in the notation that
//! the BPF tools share. [`crate::disasm`] writes what this reads.
//!
//! ```text
//! .string greeting "hi\n"        # NUL-terminated, in the constants
//! .func main frame 16            # a function; `frame` bytes of stack, 0 if left out
//!     r1 = &greeting             # an address; also &rodata + 4, &state, &ctx + 64, ...
//!     r2 = 0x1122334455667788 ll # lddw
//!     w3 = -1                    # 32-bit operations write w registers
//!     r3 s/= r2                  # + - * / % & | ^ << >>; signed: s/ s% s>>
//!     r4 = (s8)r3                # movsx
//!     r4 = bswap16 r4            # also be16, le16, ...
//!     r5 = -r5
//!     *(u64 *)(r10 - 8) = r4
//!     r0 = *(s16 *)(r10 - 8)
//!     lock *(u64 *)(r10 - 8) += r2
//!     r2 = atomic_fetch_or((u64 *)(r10 - 8), r2)
//!     r2 = xchg_64(r10 - 8, r2)            # w2 = xchg32_32(...)
//!     r0 = cmpxchg_64(r10 - 8, r0, r2)     # w0 = cmpxchg32_32(...)
//! again:
//!     if r1 s> 5 goto again      # == != > >= < <= & (any bit set), signed s> s>= s< s<=
//!     goto done                  # gotol: 32-bit distance
//!     call violation             # a function of the text, or a helper by name or number
//!     .word 0xff                 # any word, for tests of the verifier
//! done:
//!     exit
//! ```
use crate::asm_line::{Fix, Line, Names, parse};
use crate::asm_token::{Token, tokens, unescape};
use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::addr::Region;
use wss_abi::helper;
use wss_abi::insn::{CALL_LOCAL, Insn};
use wss_abi::mem::{TryVec, try_string};
use wss_abi::object::{Func, Line as Place, Object, OnFault, limit};
use wss_abi::target::Target;

/// Why a text could not be assembled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsmError {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong with it.
    pub what: &'static str,
}

impl AsmError {
    pub(crate) const MEMORY: &'static str = "out of memory";
}

impl core::fmt::Display for AsmError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Assembles `text` to an object of that wrapper name without clauses or state, its budget the
/// largest, its source positions those of the text (file "asm"). The code is not verified.
pub fn object(name: &str, text: &str) -> Result<Object, AsmError> {
    let memory = AsmError { line: 0, what: AsmError::MEMORY };
    let mut files = Vec::new();
    let file = try_string("asm").map_err(|_| memory)?;
    files.try_push(file).map_err(|_| memory)?;
    let mut asm = Asm {
        object: Object {
            target: Target::LinuxX86_64,
            name: try_string(name).map_err(|_| memory)?,
            on_fault: OnFault::Deny,
            budget: limit::BUDGET,
            code: Vec::new(),
            funcs: Vec::new(),
            rodata: Vec::new(),
            state: Vec::new(),
            shared: Vec::new(),
            call_data: 0,
            vars: Vec::new(),
            tables: Vec::new(),
            events: Vec::new(),
            clauses: Vec::new(),
            files,
            lines: Vec::new(),
        },
        names: Names::default(),
        fixes: Vec::new(),
    };
    for (n, line) in (1..).zip(text.lines()) {
        asm.line(n, line).map_err(|what| AsmError { line: n, what })?;
    }
    asm.finish()
}

struct Asm<'t> {
    object: Object,
    names: Names<'t>,
    /// Jumps and calls still to be aimed: word, name, kind, line.
    fixes: Vec<(u32, Fix<'t>, u32)>,
}

impl<'t> Asm<'t> {
    fn line(&mut self, n: u32, line: &'t str) -> Result<(), &'static str> {
        let tokens = tokens(line)?;
        let here = self.object.code.len() as u32;
        match tokens.as_slice() {
            [] => Ok(()),
            [Token::Name(".func"), name, rest @ ..] => self.func(name, rest),
            [Token::Name(".string"), Token::Name(name), Token::Str(text)] => {
                let addr = Region::Rodata.at(self.object.rodata.len() as u32);
                unescape(text, &mut self.object.rodata)?;
                self.object.rodata.try_push(0).map_err(|_| AsmError::MEMORY)?;
                self.names.data.try_push((name, addr)).map_err(|_| AsmError::MEMORY)
            }
            [Token::Name(name), Token::Op(":")] => {
                if self.names.labels.iter().any(|(l, _)| l == name) {
                    return Err("label stands twice");
                }
                self.names.labels.try_push((name, here)).map_err(|_| AsmError::MEMORY)
            }
            tokens => {
                let parsed = parse(tokens, &self.names)?;
                self.emit(n, parsed)
            }
        }
    }

    fn func(&mut self, name: &Token<'t>, rest: &[Token<'t>]) -> Result<(), &'static str> {
        let (Token::Name(text) | Token::Str(text)) = name else {
            return Err("expected a function name");
        };
        let frame = match rest {
            [] => 0,
            [Token::Name("frame"), Token::Num(n)] => {
                u32::try_from(*n).map_err(|_| "frame too large")?
            }
            _ => return Err("expected `frame N`"),
        };
        self.end_func();
        let mut name = Vec::new();
        unescape(text, &mut name)?;
        let name = String::from_utf8(name).map_err(|_| "function name is not UTF-8")?;
        let entry = self.object.code.len() as u32;
        let func = Func { name, entry, len: 0, frame };
        self.object.funcs.try_push(func).map_err(|_| AsmError::MEMORY)
    }

    fn end_func(&mut self) {
        let end = self.object.code.len() as u32;
        if let Some(f) = self.object.funcs.last_mut() {
            f.len = end - f.entry;
        }
    }

    fn emit(&mut self, n: u32, line: Line<'t>) -> Result<(), &'static str> {
        if self.object.funcs.is_empty() {
            return Err("instruction before the first .func");
        }
        let at = self.object.code.len() as u32;
        let place = Place { insn: at, file: 0, line: n, column: 1 };
        self.object.lines.try_push(place).map_err(|_| AsmError::MEMORY)?;
        if let Some(fix) = line.fix {
            self.fixes.try_push((at, fix, n)).map_err(|_| AsmError::MEMORY)?;
        }
        let words = [Some(line.word), line.second];
        for word in words.into_iter().flatten() {
            self.object.code.try_push(word).map_err(|_| AsmError::MEMORY)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Object, AsmError> {
        self.end_func();
        for (at, fix, line) in &self.fixes {
            let error = |what| AsmError { line: *line, what };
            let Some(word) = self.object.code.get_mut(*at as usize) else { continue };
            let mut insn = Insn::from_word(*word);
            let label = |name: &str| {
                let found = self.names.labels.iter().find(|(l, _)| *l == name);
                found.map(|(_, to)| *to as i32 - *at as i32 - 1).ok_or(error("unknown label"))
            };
            match fix {
                Fix::Near(name) => {
                    let by = label(name)?;
                    insn.off = i16::try_from(by).map_err(|_| error("label too far: use gotol"))?;
                }
                Fix::Far(name) => insn.imm = label(name)?,
                Fix::Call(name) => {
                    if let Some(f) = self.object.funcs.iter().find(|f| f.name == *name) {
                        insn.src = CALL_LOCAL;
                        insn.imm = f.entry as i32 - *at as i32 - 1;
                    } else if let Some(h) = helper::by_name(name) {
                        insn.imm = h.id.into();
                    } else {
                        return Err(error("no function or helper of that name"));
                    }
                }
            }
            *word = insn.to_word();
        }
        Ok(self.object)
    }
}
