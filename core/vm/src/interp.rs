//! The interpreter: one loop over predecoded instructions, no recursion, no allocation.
use crate::alu::Word;
use crate::atomic::{Fetched, exchange};
use crate::fault::{Budget, Fault};
use crate::memory::{Frame, Memory};
use crate::op::{Code, Op};
use crate::run::Helpers;
use wss_abi::addr::Region;

/// Registers; 16 of them so that no number a verified program holds needs a check.
#[derive(Clone, Copy, Debug)]
pub struct Regs([u64; 16]);

impl Regs {
    /// r0 and on, the rest 0.
    pub fn new(values: [u64; 11]) -> Regs {
        let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10] = values;
        Regs([r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, 0, 0, 0, 0, 0])
    }

    /// Register `r`.
    #[inline(always)]
    pub fn get(&self, r: u8) -> u64 {
        self.0.get(usize::from(r & 15)).copied().unwrap_or(0)
    }

    /// Makes `v` register `r`.
    #[inline(always)]
    pub fn set(&mut self, r: u8, v: u64) {
        if let Some(place) = self.0.get_mut(usize::from(r & 15)) {
            *place = v;
        }
    }
}

/// Where a run is.
#[derive(Debug)]
pub struct State {
    /// Instruction word to run next.
    pub next: u32,
    /// Frame size of the function it is in.
    pub frame: u32,
    /// Calls it is inside.
    pub depth: u32,
    /// Bytes of stack that it may use.
    pub top: u32,
    /// Registers.
    pub regs: Regs,
}

impl State {
    /// Gives a paused run its helper's result.
    pub(crate) fn give(&mut self, r0: u64) {
        self.regs.set(0, r0);
        for r in 1..=5 {
            self.regs.set(r, 0);
        }
    }
}

/// The dispatch `match`: arithmetic and comparisons as one expression for all four forms of each,
/// everything else written out.
macro_rules! dispatch {
    (
        $op:ident, $regs:ident, $next:ident;
        arithmetic { $($a64k:ident $a64x:ident $a32k:ident $a32x:ident |$a:ident, $b:ident| $value:expr;)* }
        comparison { $($c64k:ident $c64x:ident $c32k:ident $c32x:ident |$c:ident, $d:ident| $holds:expr;)* }
        extension { $($e:ident |$x:ident| $extended:expr;)* }
        other { $($code:ident => $body:block)* }
    ) => {
        match $op.code {
            $(
                Code::$a64k => {
                    let ($a, $b) = ($regs.get($op.dst), $op.imm as u64);
                    $regs.set($op.dst, $value);
                }
                Code::$a64x => {
                    let ($a, $b) = ($regs.get($op.dst), $regs.get($op.src));
                    $regs.set($op.dst, $value);
                }
                Code::$a32k => {
                    let ($a, $b) = ($regs.get($op.dst) as u32, $op.imm as u32);
                    $regs.set($op.dst, u64::from($value));
                }
                Code::$a32x => {
                    let ($a, $b) = ($regs.get($op.dst) as u32, $regs.get($op.src) as u32);
                    $regs.set($op.dst, u64::from($value));
                }
            )*
            $(
                Code::$c64k => {
                    let ($c, $d) = ($regs.get($op.dst), $op.imm as u64);
                    if $holds { $next = $op.off as u32; }
                }
                Code::$c64x => {
                    let ($c, $d) = ($regs.get($op.dst), $regs.get($op.src));
                    if $holds { $next = $op.off as u32; }
                }
                Code::$c32k => {
                    let ($c, $d) = ($regs.get($op.dst) as u32, $op.imm as u32);
                    if $holds { $next = $op.off as u32; }
                }
                Code::$c32x => {
                    let ($c, $d) = ($regs.get($op.dst) as u32, $regs.get($op.src) as u32);
                    if $holds { $next = $op.off as u32; }
                }
            )*
            $(
                Code::$e => {
                    let $x = $regs.get($op.src);
                    $regs.set($op.dst, $extended);
                }
            )*
            $(Code::$code => $body)*
        }
    };
}

/// Runs until `exit` of the outermost function (its r0), a pause (`None`; `state` says where), or a
/// fault and its instruction word.
// Its frame is large: what runs native code need not hold it.
#[inline(never)]
pub(crate) fn interpret(
    ops: &[Op],
    state: &mut State,
    mem: &mut Memory<'_>,
    frames: &mut [Frame],
    helpers: &mut dyn Helpers,
    budget: &mut Budget,
) -> Result<Option<u64>, (Fault, u32)> {
    let (mut regs, mut frame) = (state.regs, state.frame);
    let mut depth = state.depth as usize;
    let mut left = budget.left;
    let mut next = state.next;
    let mut at;
    let result = loop {
        at = next;
        let Some(op) = ops.get(at as usize) else {
            break Err(Fault::BadFunction(at));
        };
        if left == 0 {
            break Err(Fault::Budget);
        }
        left -= 1;
        next = at + 1;

        macro_rules! load {
            ($ty:ty) => {{
                let addr = regs.get(op.src).wrapping_add(op.off as i64 as u64);
                let Some(bytes) = mem.load(addr) else {
                    break Err(bad::<$ty>(addr, false));
                };
                regs.set(op.dst, <$ty>::from_le_bytes(bytes) as i64 as u64);
            }};
        }
        macro_rules! store {
            ($ty:ty, $value:expr) => {{
                let addr = regs.get(op.dst).wrapping_add(op.off as i64 as u64);
                let Some(place) = mem.place(addr) else {
                    break Err(bad::<$ty>(addr, true));
                };
                *place = ($value as $ty).to_le_bytes();
            }};
        }
        macro_rules! atomic {
            ($ty:ty) => {{
                let addr = regs.get(op.dst).wrapping_add(op.off as i64 as u64);
                let Some(place) = mem.place(addr) else {
                    break Err(bad::<$ty>(addr, true));
                };
                let old = <$ty>::from_le_bytes(*place);
                let (new, fetched) =
                    exchange(op.imm as i32, old, regs.get(op.src) as $ty, regs.get(0) as $ty);
                *place = new.to_le_bytes();
                match fetched {
                    Fetched::Nowhere => {}
                    Fetched::Source => regs.set(op.src, old.into()),
                    Fetched::R0 => regs.set(0, old.into()),
                }
            }};
        }

        dispatch! {
            op, regs, next;
            arithmetic {
                Add64K Add64X Add32K Add32X |a, b| a.wrapping_add(b);
                Sub64K Sub64X Sub32K Sub32X |a, b| a.wrapping_sub(b);
                Mul64K Mul64X Mul32K Mul32X |a, b| a.wrapping_mul(b);
                Div64K Div64X Div32K Div32X |a, b| a.quot(b);
                SDiv64K SDiv64X SDiv32K SDiv32X |a, b| a.signed_quot(b);
                Mod64K Mod64X Mod32K Mod32X |a, b| a.rest(b);
                SMod64K SMod64X SMod32K SMod32X |a, b| a.signed_rest(b);
                Or64K Or64X Or32K Or32X |a, b| a | b;
                And64K And64X And32K And32X |a, b| a & b;
                Xor64K Xor64X Xor32K Xor32X |a, b| a ^ b;
                Lsh64K Lsh64X Lsh32K Lsh32X |a, b| a.wrapping_shl(b as u32);
                Rsh64K Rsh64X Rsh32K Rsh32X |a, b| a.wrapping_shr(b as u32);
                Arsh64K Arsh64X Arsh32K Arsh32X |a, b| a.signed_shr(b);
                Mov64K Mov64X Mov32K Mov32X |_a, b| b;
            }
            comparison {
                Jeq64K Jeq64X Jeq32K Jeq32X |a, b| a == b;
                Jne64K Jne64X Jne32K Jne32X |a, b| a != b;
                Jgt64K Jgt64X Jgt32K Jgt32X |a, b| a > b;
                Jge64K Jge64X Jge32K Jge32X |a, b| a >= b;
                Jlt64K Jlt64X Jlt32K Jlt32X |a, b| a < b;
                Jle64K Jle64X Jle32K Jle32X |a, b| a <= b;
                Jset64K Jset64X Jset32K Jset32X |a, b| a & b != 0;
                Jsgt64K Jsgt64X Jsgt32K Jsgt32X |a, b| a.signed() > b.signed();
                Jsge64K Jsge64X Jsge32K Jsge32X |a, b| a.signed() >= b.signed();
                Jslt64K Jslt64X Jslt32K Jslt32X |a, b| a.signed() < b.signed();
                Jsle64K Jsle64X Jsle32K Jsle32X |a, b| a.signed() <= b.signed();
            }
            extension {
                Sx64From8 |v| v as i8 as u64;
                Sx64From16 |v| v as i16 as u64;
                Sx64From32 |v| v as i32 as u64;
                Sx32From8 |v| u64::from(v as i8 as u32);
                Sx32From16 |v| u64::from(v as i16 as u32);
            }
            other {
                Neg64 => { regs.set(op.dst, regs.get(op.dst).wrapping_neg()); }
                Neg32 => { regs.set(op.dst, (regs.get(op.dst) as u32).wrapping_neg().into()); }
                Le16 => { regs.set(op.dst, (regs.get(op.dst) as u16).into()); }
                Le32 => { regs.set(op.dst, (regs.get(op.dst) as u32).into()); }
                Le64 => {}
                Swap16 => { regs.set(op.dst, (regs.get(op.dst) as u16).swap_bytes().into()); }
                Swap32 => { regs.set(op.dst, (regs.get(op.dst) as u32).swap_bytes().into()); }
                Swap64 => { regs.set(op.dst, regs.get(op.dst).swap_bytes()); }
                Ld8 => { load!(u8); }
                Ld16 => { load!(u16); }
                Ld32 => { load!(u32); }
                Ld64 => { load!(u64); }
                LdS8 => { load!(i8); }
                LdS16 => { load!(i16); }
                LdS32 => { load!(i32); }
                St8K => { store!(u8, op.imm); }
                St16K => { store!(u16, op.imm); }
                St32K => { store!(u32, op.imm); }
                St64K => { store!(u64, op.imm); }
                St8X => { store!(u8, regs.get(op.src)); }
                St16X => { store!(u16, regs.get(op.src)); }
                St32X => { store!(u32, regs.get(op.src)); }
                St64X => { store!(u64, regs.get(op.src)); }
                Atomic32 => { atomic!(u32); }
                Atomic64 => { atomic!(u64); }
                Lddw => {
                    regs.set(op.dst, op.imm as u64);
                    next = at + 2;
                }
                Ja => { next = op.off as u32; }
                Ja32 => { next = op.off as u32; }
                Call => {
                    let Some(saved) = frames.get_mut(depth) else {
                        break Err(Fault::CallDepth);
                    };
                    let size = op.imm as u32;
                    let top = regs.get(10);
                    // r10 is its region's address and at least `frame` above it.
                    let callee_top = (top as u32).wrapping_sub(frame);
                    if callee_top < size {
                        break Err(Fault::StackOverflow);
                    }
                    let kept = [regs.get(6), regs.get(7), regs.get(8), regs.get(9), top];
                    *saved = Frame { ret: next, size: frame, saved: kept, native: 0 };
                    depth += 1;
                    frame = size;
                    regs.set(10, Region::Stack.at(callee_top));
                    next = op.off as u32;
                }
                Exit => {
                    let Some(outer) = depth.checked_sub(1) else {
                        break Ok(Some(regs.get(0)));
                    };
                    depth = outer;
                    if let Some(saved) = frames.get(depth) {
                        next = saved.ret;
                        frame = saved.size;
                        for (r, v) in (6..).zip(saved.saved) {
                            regs.set(r, v);
                        }
                    }
                }
                Helper => {
                    let args = [1, 2, 3, 4, 5].map(|r| regs.get(r));
                    budget.left = left;
                    let result = helpers.call(op.imm as u16, args, mem, budget);
                    left = budget.left;
                    match result {
                        Ok(v) => regs.set(0, v),
                        Err(Fault::Pause) => {
                            *state =
                                State { next, frame, depth: depth as u32, top: state.top, regs };
                            break Ok(None);
                        }
                        Err(fault) => break Err(fault),
                    }
                    for r in 1..=5 {
                        regs.set(r, 0);
                    }
                }
                Tail => { break Err(Fault::BadFunction(at)); }
            }
        }
    };
    budget.left = left;
    if result.is_err() {
        state.depth = depth as u32;
    }
    result.map_err(|fault| (fault, at))
}

#[cold]
fn bad<T>(addr: u64, write: bool) -> Fault {
    Fault::BadAccess { addr, len: size_of::<T>() as u64, write }
}
