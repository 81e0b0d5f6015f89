//! What a clause does, read off the code that it can reach: bits of [`wss_abi::clause::does`] and
//! the slots that it assigns.
use crate::ir::{Base, Callee, Func, Inst, Reg, Term, Val};
use crate::lower::LoweredClause;
use std::collections::HashSet;
use wss_abi::addr::{Region, split};
use wss_abi::clause::does;
use wss_abi::ctx;
use wss_abi::helper::id;

/// What a clause does.
pub(super) struct Effects {
    pub(super) does: u32,
    pub(super) rewrites: u16,
}

/// Indexes of all functions that a run of `roots` can reach, `roots` first.
pub(super) fn reachable(roots: impl IntoIterator<Item = u32>, funcs: &[Func]) -> Vec<u32> {
    let mut list: Vec<u32> = Vec::new();
    let mut seen = HashSet::new();
    let mut work: Vec<u32> = roots.into_iter().collect();
    while let Some(at) = work.pop() {
        if !seen.insert(at) {
            continue;
        }
        list.push(at);
        let Some(f) = funcs.get(at as usize) else { continue };
        for (inst, _) in f.blocks.iter().flat_map(|b| &b.insts) {
            if let Inst::Call { callee: Callee::Func(to), .. } = inst {
                work.push(*to);
            }
        }
    }
    list
}

/// Reads off what `c` does.
pub(super) fn of(c: &LoweredClause, funcs: &[Func]) -> Effects {
    let mut e = Effects { does: does::NO_CREDS, rewrites: 0 };
    let body = funcs.get(c.body as usize);
    let returns = body.into_iter().flat_map(|f| &f.blocks).map(|b| &b.term);
    if returns.into_iter().any(|t| matches!(t, Term::Ret(v) if *v != Val::Imm(0))) {
        e.does |= does::VERDICT;
    }
    let clause_functions = [Some(c.body), c.guard];
    for at in reachable(clause_functions.into_iter().flatten(), funcs) {
        let Some(f) = funcs.get(at as usize) else { continue };
        // Functions of clauses get the context's address in their only parameter.
        let context = f.params.first().filter(|_| clause_functions.contains(&Some(at))).copied();
        for (inst, _) in f.blocks.iter().flat_map(|b| &b.insts) {
            one(inst, context, &mut e);
        }
    }
    e
}

fn one(inst: &Inst, context: Option<Reg>, e: &mut Effects) {
    match inst {
        Inst::Call { callee: Callee::Helper(number), args, .. } => match *number {
            id::SET_ARG | id::SET_ARG_BYTES => {
                if let Some(Val::Imm(slot @ 0..16)) = args.first() {
                    e.rewrites |= 1 << slot;
                }
            }
            id::SET_RET | id::SET_ERRNO => e.does |= does::RESULT,
            id::AUDIT_EVENT => e.does |= does::ALL_PARAMS,
            id::READ | id::WRITE => e.does |= does::USER_MEMORY,
            _ => {}
        },
        Inst::Load { base: Base::Reg(r), off, size, .. } if Some(*r) == context => {
            credentials(i64::from(*off), i64::from(*size), e);
        }
        // Whatever else uses the context's address, or an address within it, may read all of it.
        Inst::Copy { a: Val::Imm(i), .. } => {
            let (region, offset) = split(*i as u64);
            if region == Region::Ctx as u32 {
                credentials(i64::from(offset), 8, e);
            }
        }
        other => {
            let mut leaks = false;
            other.uses(&mut |r| leaks |= Some(r) == context);
            if leaks {
                e.does &= !does::NO_CREDS;
            }
        }
    }
}

fn credentials(offset: i64, size: i64, e: &mut Effects) {
    let (from, to) = (i64::from(ctx::PPID), i64::from(ctx::JAIL) + 4);
    if offset < to && offset + size > from {
        e.does &= !does::NO_CREDS;
    }
}
