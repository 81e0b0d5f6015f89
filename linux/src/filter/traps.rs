//! The interception program of a wrap set: which calls are brought to the supervisor, by which
//! mechanism, and under which conditions on their scalar arguments. Numbers are found by binary
//! search; a call that is not in it, or whose conditions fail, runs at once.
use super::asm::{Asm, CannotAssemble, Label, Test};
use super::{Mechanism, arg_low, native_only};
use libc::sock_filter;
use wss_abi::clause::{ArgTest, Cmp, keyed};

/// A call to bring to the supervisor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Want {
    /// Native number.
    pub(crate) nr: u32,
    /// How.
    pub(crate) mechanism: Mechanism,
    /// If all tests of any of these lists hold; an empty list always holds.
    pub(crate) tests: Vec<Vec<ArgTest>>,
}

/// Most instructions spent on the conditions of one call. Conditions are necessary, not
/// sufficient: leaving them out traps more and decides nothing else.
const MAX_TESTS: usize = 64;

/// Most lists of tests that are told apart by the number that one argument is.
const MAX_NUMBERS: usize = 512;

/// Compiles `wants` (by rising number). Should it be longer than the kernel takes, conditions are
/// left out.
pub(crate) fn compile(wants: &[Want], tag: u16) -> Result<Vec<sock_filter>, CannotAssemble> {
    program(wants, tag, true).or_else(|_| program(wants, tag, false))
}

fn program(wants: &[Want], tag: u16, tests: bool) -> Result<Vec<sock_filter>, CannotAssemble> {
    let mut a = Asm::default();
    let ends = Ends { allow: a.label(), notify: a.label(), trace: a.label() };
    // Foreign calls are the base filter's.
    native_only(&mut a, ends.allow);
    let mut leaves = Vec::new();
    search(&mut a, wants, &ends, &mut leaves);
    for (leaf, want) in leaves {
        a.bind(leaf);
        conditions(&mut a, want, &ends, tests);
    }
    a.bind(ends.notify);
    a.ret(Mechanism::Notify.ret(tag));
    a.bind(ends.trace);
    a.ret(Mechanism::Trace.ret(tag));
    a.bind(ends.allow);
    a.ret(libc::SECCOMP_RET_ALLOW);
    a.finish()
}

struct Ends {
    allow: Label,
    notify: Label,
    trace: Label,
}

/// Binary search for the number in the accumulator. Its depth is the logarithm of the number of
/// calls, which the kernel's table bounds.
fn search<'w>(a: &mut Asm, wants: &'w [Want], ends: &Ends, leaves: &mut Vec<(Label, &'w Want)>) {
    match wants {
        [] => a.jump(ends.allow),
        [want] => {
            let leaf = a.label();
            a.branch(Test::Eq, want.nr, leaf, ends.allow);
            leaves.push((leaf, want));
        }
        _ => {
            let (low, high) = wants.split_at(wants.len() / 2);
            let Some(pivot) = high.first() else { return };
            let (below, above) = (a.label(), a.label());
            a.branch(Test::Ge, pivot.nr, above, below);
            a.bind(below);
            search(a, low, ends, leaves);
            a.bind(above);
            search(a, high, ends, leaves);
        }
    }
}

fn conditions(a: &mut Asm, want: &Want, ends: &Ends, tests: bool) {
    let hit = match want.mechanism {
        Mechanism::Notify => ends.notify,
        Mechanism::Trace => ends.trace,
    };
    if tests && let (Some(key), Some(lists)) = (keyed(&want.tests), numbers(&want.tests)) {
        return among(a, key, &lists, hit, ends.allow);
    }
    let cost: usize = want.tests.iter().flatten().map(|t| if t.wide { 8 } else { 4 }).sum();
    if !tests || want.tests.iter().any(Vec::is_empty) || cost > MAX_TESTS {
        return a.jump(hit);
    }
    let lists: Vec<&[ArgTest]> = want.tests.iter().map(Vec::as_slice).collect();
    any_of(a, &lists, hit, ends.allow);
}

/// Goes to `hit` if all tests of any list hold, else to `miss`.
fn any_of(a: &mut Asm, lists: &[&[ArgTest]], hit: Label, miss: Label) {
    for list in lists {
        let end = a.label();
        for test in *list {
            let next = a.label();
            compare(a, test, next, end);
            a.bind(next);
        }
        a.jump(hit);
        a.bind(end);
    }
    a.jump(miss);
}

/// Lists that begin by asking which number one argument is, by rising number, if they are many and
/// the numbers differ in their lower halves alone.
fn numbers(tests: &[Vec<ArgTest>]) -> Option<Vec<&[ArgTest]>> {
    let high = |l: &Vec<ArgTest>| l.first().map(|t| t.number() >> 32);
    let first = keyed(tests)?.number() >> 32;
    let rest: usize = tests.iter().map(|l| l.len() - 1).sum();
    if !(2..=MAX_NUMBERS).contains(&tests.len())
        || rest > MAX_TESTS / 8
        || tests.iter().any(|l| high(l) != Some(first))
    {
        return None;
    }
    let mut lists: Vec<&[ArgTest]> = tests.iter().map(Vec::as_slice).collect();
    lists.sort_by_key(|l| l.first().map(ArgTest::number));
    Some(lists)
}

/// Loads what `key` compares and finds it among the numbers of `lists`.
fn among(a: &mut Asm, key: &ArgTest, lists: &[&[ArgTest]], hit: Label, miss: Label) {
    if key.wide {
        let same = a.label();
        a.load(arg_low(key.arg) + 4);
        a.and((key.mask >> 32) as u32);
        a.branch(Test::Eq, (key.number() >> 32) as u32, same, miss);
        a.bind(same);
    }
    a.load(arg_low(key.arg));
    a.and(key.mask as u32);
    let number = |l: &&[ArgTest]| l.first().map_or(0, |t| t.number() as u32);
    let groups: Vec<_> = lists.chunk_by(|x, y| number(x) == number(y)).collect();
    bisect(a, &groups, hit, miss);
}

/// Finds the accumulator among the numbers by which the lists of each group begin.
fn bisect(a: &mut Asm, groups: &[&[&[ArgTest]]], hit: Label, miss: Label) {
    let number =
        |g: &&[&[ArgTest]]| g.first().and_then(|l| l.first()).map_or(0, |t| t.number() as u32);
    match groups {
        [] => a.jump(miss),
        [group] => {
            let rest: Vec<&[ArgTest]> = group.iter().map(|l| l.get(1..).unwrap_or(&[])).collect();
            if rest.iter().any(|l| l.is_empty()) {
                return a.branch(Test::Eq, number(group), hit, miss);
            }
            let same = a.label();
            a.branch(Test::Eq, number(group), same, miss);
            a.bind(same);
            any_of(a, &rest, hit, miss);
        }
        _ => {
            let (low, high) = groups.split_at(groups.len() / 2);
            let (below, above) = (a.label(), a.label());
            a.branch(Test::Ge, high.first().map_or(0, number), above, below);
            a.bind(below);
            bisect(a, low, hit, miss);
            a.bind(above);
            bisect(a, high, hit, miss);
        }
    }
}

/// Goes to `yes` if the test holds, else to `no`.
fn compare(a: &mut Asm, t: &ArgTest, yes: Label, no: Label) {
    let (low, high) = (arg_low(t.arg), arg_low(t.arg) + 4);
    let (mask, value) = (t.mask as u32, t.value as u32);
    let (mask_high, value_high) = ((t.mask >> 32) as u32, (t.value >> 32) as u32);
    let (yes, no, op) = match t.op {
        Cmp::Ne => (no, yes, Cmp::Eq),
        Cmp::Lt => (no, yes, Cmp::Ge),
        Cmp::Le => (no, yes, Cmp::Gt),
        other => (yes, no, other),
    };
    if t.wide {
        let same = a.label();
        a.load(high);
        a.and(mask_high);
        if op == Cmp::Eq {
            a.branch(Test::Eq, value_high, same, no);
        } else {
            let not_above = a.label();
            a.branch(Test::Gt, value_high, yes, not_above);
            a.bind(not_above);
            a.branch(Test::Eq, value_high, same, no);
        }
        a.bind(same);
    } else if value_high != 0 {
        // 32 bits compared with a value beyond them: never equal, never as large.
        return a.jump(no);
    }
    a.load(low);
    a.and(mask);
    match op {
        Cmp::Eq => a.branch(Test::Eq, value, yes, no),
        Cmp::Gt => a.branch(Test::Gt, value, yes, no),
        _ => a.branch(Test::Ge, value, yes, no),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::interp::{Data, run};

    const TAG: u16 = 0x1234;
    const TRACE: u32 = libc::SECCOMP_RET_TRACE | TAG as u32;
    const NOTIFY: u32 = libc::SECCOMP_RET_USER_NOTIF;
    const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

    fn want(nr: u32, mechanism: Mechanism, tests: Vec<Vec<ArgTest>>) -> Want {
        Want { nr, mechanism, tests }
    }

    fn holds(t: &ArgTest, arg: u64) -> bool {
        let a = if t.wide { arg & t.mask } else { arg & t.mask & 0xffff_ffff };
        match t.op {
            Cmp::Eq => a == t.value,
            Cmp::Ne => a != t.value,
            Cmp::Lt => a < t.value,
            Cmp::Le => a <= t.value,
            Cmp::Gt => a > t.value,
            Cmp::Ge => a >= t.value,
        }
    }

    #[test]
    fn every_number_is_found_and_no_other() {
        let wants: Vec<_> = (0..470)
            .step_by(3)
            .map(|nr| {
                let m = if nr % 2 == 0 { Mechanism::Trace } else { Mechanism::Notify };
                want(nr, m, vec![vec![]])
            })
            .collect();
        let program = compile(&wants, TAG).unwrap();
        for nr in 0..500 {
            let expected = match nr {
                n if n >= 470 || n % 3 != 0 => ALLOW,
                n if n % 2 == 0 => TRACE,
                _ => NOTIFY,
            };
            assert_eq!(run(&program, &Data { nr, ..Data::default() }), expected, "{nr}");
        }
        let foreign = Data { nr: 3, arch: 0x4000_0003, ..Data::default() };
        assert_eq!(run(&program, &foreign), ALLOW, "i386 is the base filter's");
    }

    #[test]
    fn comparisons_agree_with_their_meaning() {
        let values = [0, 1, 2, 3, 0x7fff_ffff, 0xffff_ffff, 1 << 32, (1 << 32) + 2, u64::MAX];
        let masks = [u64::MAX, 3, 0xffff_ffff, 0xffff_ffff_0000_0000];
        for op in [Cmp::Eq, Cmp::Ne, Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge] {
            for (wide, mask, value) in [false, true].into_iter().flat_map(|w| {
                masks.into_iter().flat_map(move |m| values.into_iter().map(move |v| (w, m, v)))
            }) {
                let t = ArgTest { arg: 2, wide, op, mask, value };
                let program = compile(&[want(5, Mechanism::Trace, vec![vec![t]])], TAG).unwrap();
                for arg in values {
                    let data = Data { nr: 5, args: [9, 9, arg, 9, 9, 9], ..Data::default() };
                    let expected = if holds(&t, arg) { TRACE } else { ALLOW };
                    assert_eq!(run(&program, &data), expected, "{t:?} on {arg:#x}");
                }
            }
        }
    }

    #[test]
    fn lists_are_alternatives_and_their_tests_conditions() {
        let eq = |arg, value| ArgTest { arg, wide: false, op: Cmp::Eq, mask: u64::MAX, value };
        let tests = vec![vec![eq(0, 1), eq(1, 2)], vec![eq(0, 3)]];
        let program = compile(&[want(5, Mechanism::Notify, tests)], TAG).unwrap();
        let action =
            |a, b| run(&program, &Data { nr: 5, args: [a, b, 0, 0, 0, 0], ..Data::default() });
        assert_eq!(action(1, 2), NOTIFY);
        assert_eq!(action(1, 3), ALLOW);
        assert_eq!(action(3, 9), NOTIFY);
        assert_eq!(action(2, 2), ALLOW);
    }

    #[test]
    fn of_many_numbers_each_is_found_and_no_other() {
        for (wide, high) in [(false, 0), (true, 0), (true, 7 << 32)] {
            let eq = |value| ArgTest { arg: 1, wide, op: Cmp::Eq, mask: u64::MAX, value };
            // In any order, some with more to ask.
            let mut tests: Vec<_> =
                (0..200).map(|n| vec![eq(high | ((n * 37 % 200) * 5))]).collect();
            let more = ArgTest { arg: 2, wide: false, op: Cmp::Gt, mask: u64::MAX, value: 9 };
            tests.extend([vec![eq(high | 7), more], vec![eq(high | 8), more], vec![eq(high | 8)]]);
            let program = compile(&[want(5, Mechanism::Notify, tests)], TAG).unwrap();
            let action =
                |b, c| run(&program, &Data { nr: 5, args: [0, b, c, 0, 0, 0], ..Data::default() });
            for n in 0..1010 {
                let found = n == 8 || (n % 5 == 0 && n < 1000);
                let expected = if found { NOTIFY } else { ALLOW };
                assert_eq!(action(high | n, 0), expected, "{n}");
            }
            assert_eq!(action(high | 7, 10), NOTIFY);
            let elsewhere = if wide { ALLOW } else { NOTIFY };
            assert_eq!(action((high ^ (1 << 40)) | 5, 0), elsewhere);
        }
    }

    #[test]
    fn too_many_conditions_trap_rather_than_fail() {
        let eq = |value| ArgTest { arg: 0, wide: true, op: Cmp::Eq, mask: u64::MAX, value };
        let wants: Vec<_> = (0..460)
            .map(|nr| want(nr, Mechanism::Trace, (0..7).map(|v| vec![eq(v)]).collect()))
            .collect();
        let program = compile(&wants, TAG).unwrap();
        assert!(program.len() <= crate::filter::asm::MAX);
        assert_eq!(run(&program, &Data { nr: 17, args: [99; 6], ..Data::default() }), TRACE);
    }
}
