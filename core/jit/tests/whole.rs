//! What is compiled and what is not, where its code lies, and runs that change between native code and the
//! interpreter.
use std::time::Duration;
use wss_abi::addr::Region;
use wss_abi::object::{Object, limit};
use wss_vm::native::Compiler;
use wss_vm::{Bare, Budget, Fault, Helpers, Memory, Outcome, Program, Slot, Stack, asm};

fn compiled(object: Object) -> Program {
    let mut program = Program::new(object).unwrap();
    wss_pages::JIT.compile(&mut program).unwrap();
    program
}

fn text(text: &str) -> Object {
    asm::object("t", text).unwrap()
}

/// Object with one function of those words and an `exit`.
fn words(word: u64, n: usize) -> Object {
    let mut object = text(".func main\nexit");
    object.code = vec![word; n];
    object.code.push(0x95);
    object.funcs[0].len = n as u32 + 1;
    object.lines.clear();
    object
}

/// How long this thread has run; 0 where no kernel says.
fn on_processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}

#[test]
fn the_longest_program_is_compiled_and_more_code_than_allowed_is_not() {
    // r0 += 1
    let object = words(0x0000_0001_0000_0007, limit::INSNS - 1);
    let begun = on_processor();
    let program = compiled(object);
    assert!(on_processor() - begun < Duration::from_secs(5));
    let mut stack = Stack::new().unwrap();
    let mut budget = Budget::new(1 << 20);
    let r0 = wss_vm::run(&program, 0, 0, &mut Memory::new(&mut stack), &mut Bare, &mut budget);
    assert_eq!((r0, (1 << 20) - budget.left()), (Ok(limit::INSNS as u64 - 1), limit::INSNS as u64));
    // *(u64 *)(r1 + 0) = r10 takes most, where the next is too far away to be checked with it.
    let mut object = words(0xa17b, limit::INSNS - 1);
    for far in object.code.iter_mut().take(limit::INSNS - 1).skip(1).step_by(2) {
        *far |= 0x4000_0000;
    }
    let mut program = Program::new(object).unwrap();
    let why = wss_pages::JIT.compile(&mut program).unwrap_err();
    assert!(why.starts_with("interpreter: ") && !program.is_native(), "{why}");
}

#[test]
fn code_is_executable_or_writable() {
    let mut programs = Vec::new();
    for _ in 0..3 {
        programs.push(compiled(text(".func main\nr0 = 1\nexit")));
    }
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let rights: Vec<&str> = maps.lines().filter_map(|l| l.split(' ').nth(1)).collect();
    assert!(rights.iter().filter(|r| **r == "r-xp").count() >= 3, "{maps}");
    assert!(!rights.iter().any(|r| r.contains("wx")), "{maps}");
}

/// Pauses whenever it is called, and remembers r1.
#[derive(Default)]
struct Pauses(Vec<u64>);

impl Helpers for Pauses {
    fn call(
        &mut self,
        _: u16,
        args: [u64; 5],
        _: &mut Memory<'_>,
        _: &mut Budget,
    ) -> Result<u64, Fault> {
        self.0.push(args[0]);
        Err(Fault::Pause)
    }
}

/// Recurses to depth r1, pauses there and on the way back; counts in its frame and in r6.
const DEEP: &str = "
.func main frame 8
    r6 = 1000
    *(u64 *)(r10 - 8) = r1
    call down
    r1 = *(u64 *)(r10 - 8)
    r0 += r6
    r0 += r1
    exit
.func down frame 16
    r6 = r1
    *(u64 *)(r10 - 16) = r1
    call wr_audit
    if r6 == 0 goto up
    r1 = r6
    r1 -= 1
    call down
    r7 = r0
    r1 = r6
    call wr_audit
    r0 += r7
    r1 = *(u64 *)(r10 - 16)
    r0 += r1
up:
    exit";

/// r0, budget used and what helpers saw. At each pause of which `native` says so, the program that goes
/// on is the compiled one.
fn alternating(
    native: impl Fn(usize) -> bool,
    budget: u64,
) -> (Result<u64, String>, u64, Vec<u64>) {
    let [interpreted, native_code] = [Program::new(text(DEEP)).unwrap(), compiled(text(DEEP))];
    let pick = |n: usize| if native(n) { &native_code } else { &interpreted };
    let mut stack = Stack::new().unwrap();
    let (mut helpers, mut left) = (Pauses::default(), Budget::new(budget));
    let mut mem = Memory::new(&mut stack);
    let mut went = wss_vm::start(pick(0), 0, [9, 0, 0, 0, 0], &mut mem, &mut helpers, &mut left);
    let mut n = 0;
    let result = loop {
        match went {
            Ok(Outcome::Done(r0)) => break Ok(r0),
            Ok(Outcome::Idle) => break Err("idle".to_owned()),
            Err(e) => break Err(e.to_string()),
            Ok(Outcome::Paused(p)) => {
                n += 1;
                went = wss_vm::resume(pick(n), p, n as u64, &mut mem, &mut helpers, &mut left);
            }
        }
    };
    (result, budget - left.left(), helpers.0)
}

#[test]
fn a_run_changes_hands_at_every_pause() {
    for budget in [10_000, 150, 77, 40] {
        let expected = alternating(|_| false, budget);
        assert_eq!(alternating(|_| true, budget), expected);
        assert_eq!(alternating(|n| n % 2 == 0, budget), expected);
        assert_eq!(alternating(|n| n % 2 == 1, budget), expected);
        assert_eq!(alternating(|n| n / 3 % 2 == 0, budget), expected);
    }
    let (result, _, seen) = alternating(|_| true, 10_000);
    assert!(result.is_ok() && seen.len() == 19, "{result:?} {seen:?}");
}

#[test]
fn a_guard_is_asked_first_whoever_runs_it() {
    // By what r1 points to: the guard returns 0, something else, or faults; and the body returns.
    let text = text(
        ".func guard
            r2 = *(u8 *)(r1 + 0)
            r0 = 0
            if r2 == 0 goto no
            r0 = *(u32 *)(r1 + 4)
        no:
            exit
        .func body frame 8
            *(u64 *)(r10 - 8) = r1
            r2 = *(u16 *)(r1 + 2)
            r0 = 40
            r0 += r2
            exit",
    );
    let programs = [Program::new(text.clone()).unwrap(), compiled(text)];
    assert!(programs[0].only_looks(0) && !programs[0].only_looks(1) && !programs[0].only_looks(9));
    let mut seen = Vec::new();
    for lent in [&[0u8; 8][..], &[1, 0, 2, 0, 1, 0, 0, 0], &[1, 0, 2], &[1, 0, 0, 0, 0, 0, 0, 0]] {
        for (budget, extent) in (0..13).flat_map(|b| [(b, 8), (b, u32::MAX)]) {
            let [first, second] = [&programs[0], &programs[1]].map(|program| {
                let mut stack = Stack::new().unwrap();
                let mut mem =
                    Memory::cut(&mut stack, extent).with(Region::Lent, Slot::ReadOnly(lent));
                let (mut left, r1) = (Budget::new(budget), Region::Lent.at(0));
                let went =
                    wss_vm::start_if(program, Some(0), 1, r1, &mut mem, &mut Bare, &mut left);
                (format!("{went:?}"), left.left())
            });
            assert_eq!(first, second, "{lent:?} {budget}");
            seen.push(first.0);
        }
    }
    for (how, times) in [("Ok(Idle)", 34), ("Ok(Done(42))", 6), ("BadAccess", 18)] {
        let found = seen.iter().filter(|s| s.contains(how)).count();
        assert_eq!(found, times, "{how}: {seen:?}");
    }
}

#[test]
fn a_window_lasts_no_longer_than_its_run() {
    let program = compiled(text(".func main\nr0 = *(u8 *)(r1 + 9)\nexit"));
    for (len, expected) in [(10, true), (9, false), (10, true), (0, false), (4096, true)] {
        let lent = vec![7u8; len];
        let mut stack = Stack::new().unwrap();
        let mut mem = Memory::new(&mut stack).with(Region::Lent, Slot::ReadOnly(&lent));
        let mut budget = Budget::new(10);
        let r1 = Region::Lent.at(0);
        let ran = wss_vm::run(&program, 0, r1, &mut mem, &mut Bare, &mut budget);
        assert_eq!(ran.is_ok(), expected, "{len}: {ran:?}");
    }
}

#[test]
fn rotations_do_what_their_instructions_do() {
    let run = |program: &Program, value: u64| {
        let mut stack = Stack::new().unwrap();
        let mut budget = Budget::new(100);
        let r0 =
            wss_vm::run(program, 0, value, &mut Memory::new(&mut stack), &mut Bare, &mut budget);
        (r0, budget.left())
    };
    let mut seen = 0;
    for (r, bits) in [("r", 64u32), ("w", 32)] {
        for by in 0..=bits {
            for (one, other) in [("<<=", ">>="), (">>=", "<<=")] {
                for last in [bits - by, 7] {
                    // What is left in r1 counts as well.
                    let text = text(&format!(
                        ".func main\n{r}2 = {r}1\n{r}2 {one} {by}\n{r}1 {other} {last}\n{r}2 |= {r}1\n\
                         r0 = r2\nr1 *= 31\nr0 ^= r1\nexit"
                    ));
                    let interpreted = Program::new(text.clone()).unwrap();
                    let program = compiled(text);
                    for value in [1, 0x8000_0000_8000_0001, 0x0123_4567_89ab_cdef, u64::MAX] {
                        assert_eq!(
                            run(&program, value),
                            run(&interpreted, value),
                            "{r} {one} {by}"
                        );
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen > 1000);
}
