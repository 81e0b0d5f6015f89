//! Functions as text, for tests of passes: read, and written the same way.
//!
//! `f(r0, r1) s0:16` names parameters and slots; `b1 2:` starts block 1, in two loops. Instructions
//! are `r2 = add32 r0, 1`, `r2 = copy r0`, `r2 = zx8 r0` (`sx16` ...), `r2 = addr s0+4`,
//! `r2 = load4 r1+8` (`load4s`: signed; `s0+8`: of a slot), `store4 r1+8, r2`, `r2 = set.slt32 r0, 5`,
//! `r2 = call f0(r1, 7)` (`h20`: a helper) and, at the end, `jump b1`, `if.ne64 r0, 0 b1 b2`, `ret r0`.
use super::{
    Base, Block, BlockId, Callee, Cond, Ext, Func, Inst, Op, Reg, SlotId, Term, Val, Width,
};
use crate::span::Span;
use std::fmt::{Debug, Write};

const OPS: [Op; 13] = [
    Op::Add,
    Op::Sub,
    Op::Mul,
    Op::UDiv,
    Op::SDiv,
    Op::URem,
    Op::SRem,
    Op::And,
    Op::Or,
    Op::Xor,
    Op::Shl,
    Op::LShr,
    Op::AShr,
];
const CONDS: [Cond; 11] = [
    Cond::Eq,
    Cond::Ne,
    Cond::ULt,
    Cond::ULe,
    Cond::UGt,
    Cond::UGe,
    Cond::SLt,
    Cond::SLe,
    Cond::SGt,
    Cond::SGe,
    Cond::Set,
];
const EXTS: [(&str, Ext); 6] = [
    ("sx8", Ext::S8),
    ("sx16", Ext::S16),
    ("sx32", Ext::S32),
    ("zx8", Ext::Z8),
    ("zx16", Ext::Z16),
    ("zx32", Ext::Z32),
];

fn name(x: impl Debug) -> String {
    format!("{x:?}").to_lowercase()
}

fn bits(w: Width) -> &'static str {
    if w == Width::W32 { "32" } else { "64" }
}

fn num<T: std::str::FromStr>(s: &str, prefix: &str) -> T {
    let n = s.strip_prefix(prefix).and_then(|n| n.parse().ok());
    n.unwrap_or_else(|| panic!("{s} is no {prefix}N"))
}

fn val(s: &str) -> Val {
    if s.starts_with('r') { Val::Reg(Reg(num(s, "r"))) } else { Val::Imm(num(s, "")) }
}

/// An operation or comparison with its width.
fn wide<T: Debug + Copy>(s: &str, list: &[T]) -> Option<(T, Width)> {
    let w = if s.ends_with("32") { Width::W32 } else { Width::W64 };
    let s = s.strip_suffix("32").or(s.strip_suffix("64"))?;
    list.iter().find(|x| name(**x) == s).map(|x| (*x, w))
}

fn place(s: &str) -> (Base, i32) {
    let (base, off) = s.split_once('+').unwrap_or_else(|| panic!("{s} is no place"));
    let base = match base.strip_prefix('s') {
        Some(_) => Base::Slot(SlotId(num(base, "s"))),
        None => Base::Reg(Reg(num(base, "r"))),
    };
    (base, num(off, ""))
}

/// Reads a function.
pub(crate) fn read(text: &str) -> Func {
    let mut f = Func::new("f".into(), Span::default());
    let mut most = 0;
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let words: Vec<&str> =
            line.split(|c| " ,()".contains(c)).filter(|w| !w.is_empty()).collect();
        let numbers = words.iter().filter_map(|w| w.split('+').next()?.strip_prefix('r'));
        most = numbers.filter_map(|n| n.parse::<u32>().ok()).fold(most, |m, n| m.max(n + 1));
        match words.as_slice() {
            ["f", rest @ ..] => {
                for w in rest {
                    match w.split_once(':') {
                        Some((_, size)) => drop(f.slot(num(size, ""), 8)),
                        None => f.params.push(Reg(num(w, "r"))),
                    }
                }
            }
            [b, depth] if depth.ends_with(':') => {
                assert_eq!(num::<usize>(b, "b"), f.blocks.len(), "blocks in order");
                let depth = num(depth.trim_end_matches(':'), "");
                let term = Term::Ret(Val::Imm(0));
                f.blocks.push(Block { insts: Vec::new(), term, span: Span::default(), depth });
            }
            words => line_of(words, f.blocks.last_mut().expect("a block first")),
        }
    }
    f.regs = most;
    f
}

fn line_of(words: &[&str], block: &mut Block) {
    let to = |s: &str| BlockId(num(s, "b"));
    match *words {
        ["jump", b] => block.term = Term::Jump(to(b)),
        ["ret", v] => block.term = Term::Ret(val(v)),
        [op, a, b, then, other] if op.starts_with("if.") => {
            let (cond, w) = wide(&op[3..], &CONDS).expect("a comparison");
            let (a, b) = (val(a), val(b));
            block.term = Term::Branch { cond, w, a, b, then: to(then), other: to(other) };
        }
        [r, "=", ref rest @ ..] => {
            let inst = inst(Some(Reg(num(r, "r"))), rest);
            block.insts.push((inst, Span::default()));
        }
        ref rest => block.insts.push((inst(None, rest), Span::default())),
    }
}

fn inst(to: Option<Reg>, words: &[&str]) -> Inst {
    let d = to.unwrap_or(Reg(u32::MAX));
    match *words {
        ["copy", a] => Inst::Copy { d, a: val(a) },
        ["addr", p] => {
            let (Base::Slot(slot), off) = place(p) else { panic!("{p} is no slot") };
            Inst::Addr { d, slot, off }
        }
        ["call", f, ref args @ ..] => {
            let callee = match f.strip_prefix('h') {
                Some(_) => Callee::Helper(num(f, "h")),
                None => Callee::Func(num(f, "f")),
            };
            Inst::Call { d: to, callee, args: args.iter().map(|a| val(a)).collect() }
        }
        [op, p] if op.starts_with("load") => {
            let (base, off) = place(p);
            let size = num(op.trim_end_matches('s'), "load");
            Inst::Load { d, base, off, size, signed: op.ends_with('s') }
        }
        [op, p, a] if op.starts_with("store") => {
            let (base, off) = place(p);
            Inst::Store { base, off, size: num(op, "store"), a: val(a) }
        }
        [op, a] => {
            let (_, ext) = EXTS.into_iter().find(|(n, _)| *n == op).expect("an extension");
            Inst::Ext { ext, d, a: val(a) }
        }
        [op, a, b] => match op.strip_prefix("set.") {
            Some(cond) => {
                let (cond, w) = wide(cond, &CONDS).expect("a comparison");
                Inst::Set { cond, w, d, a: val(a), b: val(b) }
            }
            None => {
                let (op, w) = wide(op, &OPS).unwrap_or_else(|| panic!("{op} is no operation"));
                Inst::Bin { op, w, d, a: val(a), b: val(b) }
            }
        },
        _ => panic!("{words:?} is no instruction"),
    }
}

fn v(a: Val) -> String {
    match a {
        Val::Reg(r) => format!("r{}", r.0),
        Val::Imm(i) => i.to_string(),
    }
}

fn at(base: Base, off: i32) -> String {
    match base {
        Base::Reg(r) => format!("r{}+{off}", r.0),
        Base::Slot(s) => format!("s{}+{off}", s.0),
    }
}

/// Writes the blocks of a function.
pub(crate) fn write(f: &Func) -> String {
    let mut out = String::new();
    for (n, b) in f.blocks.iter().enumerate() {
        writeln!(out, "b{n} {}:", b.depth).expect("writes");
        for (i, _) in &b.insts {
            let d = i.def().map(|d| format!("r{} = ", d.0)).unwrap_or_default();
            let text = match i {
                Inst::Copy { a, .. } => format!("copy {}", v(*a)),
                Inst::Bin { op, w, a, b, .. } => {
                    format!("{}{} {}, {}", name(op), bits(*w), v(*a), v(*b))
                }
                Inst::Ext { ext, a, .. } => {
                    let (name, _) = EXTS.iter().find(|(_, e)| e == ext).expect("named");
                    format!("{name} {}", v(*a))
                }
                Inst::Addr { slot, off, .. } => format!("addr {}", at(Base::Slot(*slot), *off)),
                Inst::Load { base, off, size, signed, .. } => {
                    format!("load{size}{} {}", if *signed { "s" } else { "" }, at(*base, *off))
                }
                Inst::Store { base, off, size, a } => {
                    format!("store{size} {}, {}", at(*base, *off), v(*a))
                }
                Inst::Set { cond, w, a, b, .. } => {
                    format!("set.{}{} {}, {}", name(cond), bits(*w), v(*a), v(*b))
                }
                Inst::Call { callee, args, .. } => {
                    let callee = match callee {
                        Callee::Func(n) => format!("f{n}"),
                        Callee::Helper(n) => format!("h{n}"),
                    };
                    let args: Vec<_> = args.iter().map(|a| v(*a)).collect();
                    format!("call {callee}({})", args.join(", "))
                }
            };
            writeln!(out, "  {d}{text}").expect("writes");
        }
        match &b.term {
            Term::Jump(t) => writeln!(out, "  jump b{}", t.0),
            Term::Ret(a) => writeln!(out, "  ret {}", v(*a)),
            Term::Branch { cond, w, a, b, then, other } => {
                let test = format!("if.{}{} {}, {}", name(cond), bits(*w), v(*a), v(*b));
                writeln!(out, "  {test} b{} b{}", then.0, other.0)
            }
        }
        .expect("writes");
    }
    out
}

/// Checks that `pass` makes of the function `before` the blocks `after`.
pub(crate) fn check(before: &str, after: &str, pass: impl FnOnce(&mut Func)) {
    let mut f = read(before);
    pass(&mut f);
    let lines =
        |s: &str| s.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&write(&f)), lines(after));
}
