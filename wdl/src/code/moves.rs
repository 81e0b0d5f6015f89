//! Parallel moves: several registers assigned at once, without one overwriting another's source.
use super::alloc::Loc;

/// Where a moved value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// A register or spill place.
    Loc(Loc),
    /// A constant.
    Imm(i64),
}

/// One step of a sequence that has the effect of a parallel move.
pub(crate) type Move = (Loc, From);

/// Orders `moves` (with distinct destinations); `scratch` breaks cycles and is neither source nor
/// destination.
pub(crate) fn sequence(moves: &[Move], scratch: u8) -> Vec<Move> {
    let mut pending: Vec<Move> = moves
        .iter()
        .copied()
        .filter(|(to, from)| *to != Loc::None && *from != From::Loc(*to))
        .collect();
    let mut out = Vec::with_capacity(pending.len());
    while !pending.is_empty() {
        let ready = pending
            .iter()
            .position(|(to, _)| pending.iter().all(|(_, from)| *from != From::Loc(*to)));
        match ready {
            Some(i) => out.push(pending.swap_remove(i)),
            None => {
                // Only cycles are left: save one source and read it from there.
                let Some((_, from)) = pending.first().copied() else { break };
                out.push((Loc::Reg(scratch), from));
                for (_, f) in &mut pending {
                    if *f == from {
                        *f = From::Loc(Loc::Reg(scratch));
                    }
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{From, Loc, sequence};

    #[test]
    fn parallel_moves_have_their_effect_in_sequence() {
        // Every way to fill three registers from four sources.
        for code in 0..64u8 {
            let sources = [code & 3, (code >> 2) & 3, (code >> 4) & 3];
            let moves: Vec<_> = sources
                .iter()
                .zip(1u8..)
                .map(|(s, to)| (Loc::Reg(to), From::Loc(Loc::Reg(s + 1))))
                .collect();
            let mut regs = [9u8, 10, 20, 30, 40];
            for (to, from) in sequence(&moves, 0) {
                let (Loc::Reg(to), From::Loc(Loc::Reg(from))) = (to, from) else { continue };
                let value = regs.get(from as usize).copied().unwrap_or_default();
                if let Some(r) = regs.get_mut(to as usize) {
                    *r = value;
                }
            }
            for (s, to) in sources.iter().zip(1usize..) {
                assert_eq!(regs.get(to).copied(), Some((s + 1) * 10), "{sources:?}");
            }
        }
    }
}
