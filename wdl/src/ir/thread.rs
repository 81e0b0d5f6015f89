//! Jumps to a block that does nothing but test a register, by a block that assigned it a constant, go
//! on to where the test leads: a truth value that was made by a branch is not tested again.
//!
//! The register is assigned all the same; if nobody else reads it, that is dropped later. The block
//! with the test is passed only where control reaches it otherwise.
use super::{Func, Inst, Term, Val};

/// Threads jumps of `f`; says whether there were any.
pub(crate) fn run(f: &mut Func) -> bool {
    let mut changed = false;
    for b in 0..f.blocks.len() {
        let Some(block) = f.blocks.get(b) else { break };
        let Term::Jump(to) = block.term else { continue };
        let Some(test) = f.block(to).filter(|t| t.insts.is_empty()) else { continue };
        let Term::Branch { cond, w, a, b: Val::Imm(y), then, other } = test.term else { continue };
        let Val::Reg(r) = a else { continue };
        let last = block.insts.iter().rev().find(|(i, _)| i.def() == Some(r));
        let Some((Inst::Copy { a: Val::Imm(x), .. }, _)) = last else { continue };
        let next = if cond.eval(w, *x, y) { then } else { other };
        if next != to
            && let Some(block) = f.blocks.get_mut(b)
        {
            block.term = Term::Jump(next);
            changed = true;
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::text;

    #[test]
    fn a_known_test_is_passed() {
        text::check(
            "f(r0)
            b0 0:
            if.slt32 r0, 5 b1 b2
            b1 0:
            r1 = copy 1
            jump b3
            b2 0:
            r1 = copy 0
            r2 = add32 r0, 1
            jump b3
            b3 0:
            if.ne32 r1, 0 b4 b5
            b4 0:
            ret r1
            b5 0:
            ret r2",
            "b0 0:
            if.slt32 r0, 5 b1 b2
            b1 0:
            r1 = copy 1
            jump b4
            b2 0:
            r1 = copy 0
            r2 = add32 r0, 1
            jump b5
            b3 0:
            if.ne32 r1, 0 b4 b5
            b4 0:
            ret r1
            b5 0:
            ret r2",
            |f| assert!(run(f)),
        );
    }

    #[test]
    fn what_is_not_known_is_tested() {
        let text = "b0 0:
            r1 = copy 1
            r1 = add32 r1, r0
            jump b1
            b1 0:
            if.ne32 r1, 0 b2 b3
            b2 0:
            ret 1
            b3 0:
            ret 2";
        text::check(&format!("f(r0)\n{text}"), text, |f| assert!(!run(f)));
    }
}
