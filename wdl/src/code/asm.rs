//! Assembly of one function: labels, jumps, and the choice of long forms for those that do not
//! reach (RFC 9669, section 4.3: offsets of conditional jumps have 16 bits).
use crate::span::Span;
use wss_abi::insn::{Insn, SRC_REG, class, jmp};

/// A place that a jump can lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(pub(crate) u32);

enum Item {
    /// One word, or the second word of a `lddw`.
    Word(u64),
    /// A jump: its instruction without offset; `long` once it is known not to reach.
    Jump { insn: Insn, to: Label, long: bool },
    /// Call of function `func`, by index.
    Call { func: u32 },
    /// A label's place.
    Here(Label),
}

/// A function being assembled.
#[derive(Default)]
pub(crate) struct Asm {
    items: Vec<(Item, Span)>,
    labels: u32,
    /// Position given to what is emitted.
    pub(crate) span: Span,
}

/// An assembled function.
pub(crate) struct Assembled {
    /// Its words; calls of functions have imm 0 until linked.
    pub(crate) words: Vec<u64>,
    /// Source positions by rising word.
    pub(crate) spans: Vec<(u32, Span)>,
    /// Words that are calls, and of which function.
    pub(crate) calls: Vec<(u32, u32)>,
}

impl Asm {
    /// A new label.
    pub(crate) fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    /// Puts a label here.
    pub(crate) fn here(&mut self, l: Label) {
        self.items.push((Item::Here(l), self.span));
    }

    /// Emits an instruction.
    pub(crate) fn insn(&mut self, op: u8, dst: u8, src: u8, off: i16, imm: i32) {
        let word = Insn { op, dst, src, off, imm }.to_word();
        self.items.push((Item::Word(word), self.span));
    }

    /// Emits a 64-bit constant load: `mov` where it is enough, else `lddw`.
    pub(crate) fn constant(&mut self, dst: u8, value: i64) {
        if let Ok(imm) = i32::try_from(value) {
            self.insn(class::ALU64 | wss_abi::insn::alu::MOV, dst, 0, 0, imm);
        } else if let Ok(low) = u32::try_from(value) {
            self.insn(class::ALU | wss_abi::insn::alu::MOV, dst, 0, 0, low as i32);
        } else {
            use wss_abi::insn::{mode, size};
            self.insn(class::LD | mode::IMM | size::DW, dst, 0, 0, value as i32);
            self.insn(0, 0, 0, 0, (value >> 32) as i32);
        }
    }

    /// Emits an unconditional jump.
    pub(crate) fn jump(&mut self, to: Label) {
        let insn = Insn { op: class::JMP | jmp::JA, ..Insn::default() };
        self.items.push((Item::Jump { insn, to, long: false }, self.span));
    }

    /// Emits a conditional jump.
    pub(crate) fn branch(&mut self, op: u8, dst: u8, src: u8, imm: i32, to: Label) {
        let insn = Insn { op, dst, src: if op & SRC_REG != 0 { src } else { 0 }, off: 0, imm };
        self.items.push((Item::Jump { insn, to, long: false }, self.span));
    }

    /// Emits a call of a function of the program.
    pub(crate) fn call(&mut self, func: u32) {
        self.items.push((Item::Call { func }, self.span));
    }

    /// Resolves labels.
    pub(crate) fn finish(mut self) -> Assembled {
        let mut places = vec![0i64; self.labels as usize];
        loop {
            let mut at = 0i64;
            for (item, _) in &self.items {
                if let Item::Here(l) = item
                    && let Some(p) = places.get_mut(l.0 as usize)
                {
                    *p = at;
                }
                at += item.size();
            }
            let (mut at, mut grew) = (0i64, false);
            for (item, _) in &mut self.items {
                let size = item.size();
                if let Item::Jump { to, long, .. } = item
                    && !*long
                {
                    let target = places.get(to.0 as usize).copied().unwrap_or_default();
                    if i16::try_from(target - at - 1).is_err() {
                        *long = true;
                        grew = true;
                    }
                }
                at += size;
            }
            if !grew {
                break;
            }
        }
        self.encode(&places)
    }

    fn encode(self, places: &[i64]) -> Assembled {
        let mut out = Assembled { words: Vec::new(), spans: Vec::new(), calls: Vec::new() };
        for (item, span) in self.items {
            let at = out.words.len() as u32;
            if item.size() > 0 && out.spans.last().is_none_or(|(_, s)| *s != span) {
                out.spans.push((at, span));
            }
            match item {
                Item::Word(w) => out.words.push(w),
                Item::Here(_) => {}
                Item::Call { func } => {
                    use wss_abi::insn::CALL_LOCAL;
                    out.calls.push((at, func));
                    let op = class::JMP | jmp::CALL;
                    out.words.push(Insn { op, src: CALL_LOCAL, ..Insn::default() }.to_word());
                }
                Item::Jump { insn, to, long } => {
                    let target = places.get(to.0 as usize).copied().unwrap_or_default();
                    let away = target - i64::from(at) - 1;
                    let far = |words: i64| Insn {
                        op: class::JMP32 | jmp::JA,
                        imm: (away - words) as i32,
                        ..Insn::default()
                    };
                    if !long {
                        out.words.push(Insn { off: away as i16, ..insn }.to_word());
                    } else if insn.op == class::JMP | jmp::JA {
                        out.words.push(far(0).to_word());
                    } else {
                        // if c goto +1; goto +1; goto32 target
                        let skip = Insn { op: class::JMP | jmp::JA, off: 1, ..Insn::default() };
                        out.words.push(Insn { off: 1, ..insn }.to_word());
                        out.words.push(skip.to_word());
                        out.words.push(far(2).to_word());
                    }
                }
            }
        }
        out
    }
}

impl Item {
    fn size(&self) -> i64 {
        match self {
            Item::Word(_) | Item::Call { .. } => 1,
            Item::Here(_) => 0,
            Item::Jump { insn, long: true, .. } if insn.op != class::JMP | jmp::JA => 3,
            Item::Jump { .. } => 1,
        }
    }
}
