//! Value numbering: functions in, functions out.
use super::run;
use crate::ir::{Func, opt, text};

fn pass(f: &mut Func) {
    assert!(run(f));
    opt::dead(f);
}

#[test]
fn what_was_computed_is_not_computed_again() {
    text::check(
        "f(r0, r1)
        b0 0:
        r2 = add64 r0, r1
        if.ne64 r0, 0 b1 b2
        b1 0:
        r3 = add64 r1, r0
        ret r3
        b2 0:
        r0 = copy 7
        r4 = add64 r0, r1
        r5 = add64 r2, r4
        ret r5",
        "b0 0:
        r2 = add64 r0, r1
        if.ne64 r0, 0 b1 b2
        b1 0:
        ret r2
        b2 0:
        r4 = add64 r1, 7
        r5 = add64 r2, r4
        ret r5",
        pass,
    );
}

#[test]
fn a_variable_changes_where_paths_meet() {
    let text = "b0 0:
        r1 = copy 1
        jump b1
        b1 1:
        r2 = add64 r1, 1
        r1 = copy r2
        if.slt64 r1, r0 b1 b2
        b2 0:
        ret r1";
    text::check(&format!("f(r0)\n{text}"), text, |f| {
        run(f);
    });
}

#[test]
fn a_pointer_that_moved_on_is_the_base_still() {
    text::check(
        "f(r0)
        b0 0:
        jump b1
        b1 1:
        r1 = copy r0
        r2 = add64 r0, 1
        r0 = copy r2
        r3 = load1 r1+0
        if.ne32 r3, 0 b1 b2
        b2 0:
        ret r0",
        "b0 0:
        jump b1
        b1 1:
        r2 = add64 r0, 1
        r0 = copy r2
        r3 = load1 r0+-1
        if.ne32 r3, 0 b1 b2
        b2 0:
        ret r0",
        pass,
    );
}

#[test]
fn stores_are_remembered_until_something_may_write_there() {
    text::check(
        "f(r0, r1) s0:8
        b0 0:
        store8 s0+0, r1
        store4 r0+4, r1
        r2 = load4s s0+0
        r3 = load4 s0+4
        r4 = load4 r0+4
        store4 r0+8, 1
        r5 = load4 r0+4
        store4 r1+0, 2
        r6 = load4 r0+4
        r7 = call h0(r2, r3, r4, r5, r6)
        ret r7",
        "b0 0:
        store8 s0+0, r1
        store4 r0+4, r1
        r2 = sx32 r1
        r3 = lshr64 r1, 32
        r4 = zx32 r1
        store4 r0+8, 1
        store4 r1+0, 2
        r6 = load4 r0+4
        r7 = call h0(r2, r3, r4, r4, r6)
        ret r7",
        pass,
    );
}
