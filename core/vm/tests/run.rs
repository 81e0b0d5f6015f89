//! Runs as a whole: control flow, calls, faults and their places, budget.
mod common;
use common::{program, r0, run, run_with_budget};
use wss_abi::addr::Region;
use wss_vm::Fault;

#[test]
fn a_loop_sums() {
    assert_eq!(r0("r0 = 0\nr1 = 10\nagain:\nr0 += r1\nr1 -= 1\nif r1 != 0 goto again"), 55);
}

#[test]
fn a_run_starts_with_its_argument_and_zeros() {
    assert_eq!(r0("r0 = r1"), Region::Lent.at(0));
    assert_eq!(r0("r0 |= r2\nr0 |= r3\nr0 |= r4\nr0 |= r5\nr0 |= r6\nr0 |= r9"), 0);
    assert_eq!(r0("r0 = r10"), Region::Stack.at(64));
}

#[test]
fn calls_keep_r6_to_r10_and_have_frames_of_their_own() {
    let text = "
        .func main frame 16
            r6 = 6
            r7 = 7
            r8 = 8
            r9 = 9
            *(u64 *)(r10 - 8) = 100
            r1 = 1
            call callee
            r0 += r6
            r0 += r7
            r0 += r8
            r0 += r9
            r1 = *(u64 *)(r10 - 8)
            r0 += r1
            exit
        .func callee frame 8
            r6 = 1000
            r7 = 1000
            r8 = 1000
            r9 = 1000
            *(u64 *)(r10 - 8) = 5000
            r0 = r1
            exit";
    assert_eq!(run(text).result, Ok(1 + 6 + 7 + 8 + 9 + 100));
}

#[test]
fn the_stack_is_zero_at_the_start_and_no_longer_than_the_run_can_reach() {
    let dirty = program(".func main frame 8192\nr1 = -1\n*(u64 *)(r10 - 8192) = r1\nr0 = 0\nexit");
    let small = program(".func main frame 16\nr1 = &stack\nr0 = *(u64 *)(r1 + 0)\nexit");
    let far = program(".func main frame 16\nr1 = &stack + 16\nr0 = *(u8 *)(r1 + 0)\nexit");
    let mut stack = wss_vm::Stack::new().unwrap();
    let mut go = |p| {
        let mut mem = wss_vm::Memory::new(&mut stack);
        wss_vm::run(p, 0, 0, &mut mem, &mut wss_vm::Bare, &mut wss_vm::Budget::new(9))
    };
    assert_eq!(go(&dirty), Ok(0));
    assert_eq!(go(&small), Ok(0));
    let addr = Region::Stack.at(16);
    assert_eq!(go(&far).unwrap_err().fault, Fault::BadAccess { addr, len: 1, write: false });
}

#[test]
fn endless_recursion_ends() {
    let deep = ".func main\ncall main\nexit";
    assert_eq!(run(deep).result.unwrap_err().fault, Fault::CallDepth);
    assert_eq!(run(deep).used, 65, "64 calls nest, the 65th faults");
    let wide = ".func main frame 4096\ncall main\nexit";
    assert_eq!(run(wide).result.unwrap_err().fault, Fault::StackOverflow);
    assert_eq!(run(wide).used, 4, "16 KiB hold 4 frames");
}

#[test]
fn the_stack_is_used_to_its_last_byte_and_no_further() {
    // 8192 + 8184 + 8 bytes are all there is; `c` cannot call itself once more.
    let text = "
        .func a frame 8192
            r1 = 1
            call b
            exit
        .func b frame 8184
            call c
            exit
        .func c frame 8
            *(u64 *)(r10 - 8) = 9
            if r1 == 0 goto again
            r0 = *(u64 *)(r10 - 8)
            exit
        again:
            call c
            exit";
    assert_eq!(run(text).result, Ok(9));
    let ran = run(&text.replace("r1 = 1", "r1 = 0"));
    assert_eq!((ran.result.unwrap_err().fault, ran.used), (Fault::StackOverflow, 6));
}

#[test]
fn gotol_reaches_beyond_16_bits() {
    let skipped = "r0 = 0\n".repeat(70_000);
    assert_eq!(r0(&format!("r0 = 7\ngotol far\n{skipped}far:")), 7);
}

#[test]
fn a_frame_larger_than_the_stack_faults() {
    let p = program(".func main frame 64\nr0 = 0\nexit");
    let mut stack = wss_vm::Stack::sized(32, 4).unwrap();
    let mut mem = wss_vm::Memory::new(&mut stack);
    let mut budget = wss_vm::Budget::new(9);
    let out = wss_vm::run(&p, 0, 0, &mut mem, &mut wss_vm::Bare, &mut budget);
    assert_eq!(out.unwrap_err().fault, Fault::StackOverflow);
    assert_eq!(budget.left(), 9);
}

#[test]
fn the_budget_is_exact() {
    // 1 + 4 * 2 + lddw + exit = 11 instructions.
    let text = ".func main\nr1 = 4\nl:\nr1 -= 1\nif r1 != 0 goto l\nr0 = 5 ll\nexit";
    let p = program(text);
    for budget in 0..11 {
        let ran = run_with_budget(&p, budget);
        let fault = ran.result.unwrap_err();
        assert_eq!((fault.fault, ran.used), (Fault::Budget, budget));
    }
    let ran = run_with_budget(&p, 11);
    assert_eq!((ran.result, ran.used), (Ok(5), 11));
    assert_eq!(run_with_budget(&p, 1 << 40).used, 11);
}

#[test]
fn nothing_runs_that_the_budget_does_not_cover() {
    let p = program(".func main\n*(u8 *)(r1 + 0) = 1\n*(u8 *)(r1 + 1) = 2\nexit");
    let ran = run_with_budget(&p, 1);
    assert_eq!(ran.result.unwrap_err().insn, 1);
    assert_eq!(ran.lent[..3], [1, 1, 2], "the second store did not run");
}

#[test]
fn an_endless_loop_ends_with_the_budget() {
    assert_eq!(run(".func main\nl:\ngoto l").result.unwrap_err().fault, Fault::Budget);
    assert_eq!(run(".func main\nl:\ngotol l").used, 1 << 20);
}

#[test]
fn a_fault_says_where_it_is() {
    let text = ".func main\nr0 = 1 ll\ncall bad\nexit\n.func bad\nr2 = 0\n\n  r0 = *(u32 *)(r2 + 12)\nexit";
    let p = program(text);
    let at = run_with_budget(&p, 99).result.unwrap_err();
    assert_eq!(at.fault, Fault::BadAccess { addr: 12, len: 4, write: false });
    assert_eq!((at.func, at.insn), (1, 5));
    assert_eq!(at.position(p.object()).unwrap().to_string(), "asm:8:1");
    assert_eq!(at.to_string(), "bad read of 4 bytes at 0xc (function 1, instruction 5)");
}

#[test]
fn a_function_that_does_not_exist_is_a_fault() {
    let p = program(".func main\nexit");
    let mut stack = wss_vm::Stack::new().unwrap();
    let mut mem = wss_vm::Memory::new(&mut stack);
    let mut budget = wss_vm::Budget::new(9);
    let out = wss_vm::run(&p, 1, 0, &mut mem, &mut wss_vm::Bare, &mut budget);
    assert_eq!(out.unwrap_err().fault, Fault::BadFunction(1));
}

#[test]
fn helpers_that_nobody_provides_fault() {
    let at = run(".func main\ncall wr_kill\nexit").result.unwrap_err();
    assert_eq!(at.fault, Fault::BadHelper(40));
    assert_eq!(at.fault.to_string(), "helper wr_kill is not available");
}

#[test]
fn after_a_helper_r1_to_r5_are_zero_and_the_rest_is_kept() {
    let text = "
        .string s \"abc\"
        .func main frame 8
            r1 = &s
            r2 = 2
            r3 = 3
            r4 = 4
            r5 = 5
            r6 = 6
            call wr_strlen
            r1 |= r2
            r1 |= r3
            r1 |= r4
            r1 |= r5
            r1 <<= 32
            r0 |= r1
            r6 <<= 8
            r0 |= r6
            exit";
    assert_eq!(run(text).result, Ok(0x603));
}

/// Pauses at `wr_raise`, refuses everything else.
struct Pausing;

impl wss_vm::Helpers for Pausing {
    fn call(
        &mut self,
        id: u16,
        _: [u64; 5],
        _: &mut wss_vm::Memory<'_>,
        budget: &mut wss_vm::Budget,
    ) -> Result<u64, Fault> {
        budget.charge(10)?;
        Err(if id == 5 { Fault::Pause } else { Fault::BadHelper(id) })
    }
}

#[test]
fn a_paused_run_goes_on_where_it_was() {
    // The pause is inside a call, with values in the stack and in r6.
    let text = "
        .func main frame 8
            r6 = 5
            *(u64 *)(r10 - 8) = r6
            call inner
            r1 = *(u64 *)(r10 - 8)
            r0 += r1
            r0 += r6
            exit
        .func inner frame 16
            r7 = 70
            *(u64 *)(r10 - 16) = r7
            call wr_raise
            r1 |= r2
            r0 += r1
            r7 = *(u64 *)(r10 - 16)
            r0 += r7
            exit";
    let p = program(text);
    let mut stack = wss_vm::Stack::new().unwrap();
    let mut budget = wss_vm::Budget::new(100);
    let mut mem = wss_vm::Memory::new(&mut stack);
    let out = wss_vm::start(&p, 0, [0; 5], &mut mem, &mut Pausing, &mut budget);
    let Ok(wss_vm::Outcome::Paused(paused)) = out else { panic!("{out:?}") };
    let left = budget.left();
    let mut mem = wss_vm::Memory::new(&mut stack);
    let out = wss_vm::resume(&p, paused, 1000, &mut mem, &mut Pausing, &mut budget);
    let Ok(wss_vm::Outcome::Done(r0)) = out else { panic!("{out:?}") };
    assert_eq!(r0, 1000 + 70 + 5 + 5);
    assert_eq!(left - budget.left(), 9);
    let mut mem = wss_vm::Memory::new(&mut stack);
    let at = wss_vm::run(&p, 0, 0, &mut mem, &mut Pausing, &mut budget).unwrap_err();
    assert_eq!((at.fault, at.func), (Fault::Pause, 1));
}
