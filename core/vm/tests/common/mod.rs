//! What the tests of the machine share.
#![allow(dead_code)]
pub(crate) mod reference;

use wss_abi::addr::Region;
use wss_abi::object::Object;
use wss_vm::{Bare, Budget, FaultAt, Helpers, Memory, Program, Slot, Stack, asm};

/// Size of the lent region.
pub(crate) const LENT: usize = 64;

/// Assembles, verifies.
pub(crate) fn program(text: &str) -> Program {
    let object = asm::object("test", text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    Program::new(object).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// What a run left behind.
pub(crate) struct Ran {
    pub(crate) result: Result<u64, FaultAt>,
    pub(crate) lent: Vec<u8>,
    pub(crate) used: u64,
}

/// Runs function 0 with r1 = address of the lent region, which starts as 0, 1, 2, ... 63.
pub(crate) fn run_with_budget(program: &Program, budget: u64) -> Ran {
    run_with(program, budget, &mut Bare)
}

/// The same with helpers of the caller's.
pub(crate) fn run_with(program: &Program, budget: u64, helpers: &mut dyn Helpers) -> Ran {
    let mut lent: Vec<u8> = (0..LENT as u8).collect();
    let mut stack = Stack::new().unwrap();
    let rodata = program.object().rodata.clone();
    let mut mem = Memory::new(&mut stack)
        .with(Region::Rodata, Slot::ReadOnly(&rodata))
        .with(Region::Lent, Slot::ReadWrite(&mut lent));
    let mut left = Budget::new(budget);
    let result = wss_vm::run(program, 0, Region::Lent.at(0), &mut mem, helpers, &mut left);
    Ran { result, lent, used: budget - left.left() }
}

/// Runs a text's first function.
pub(crate) fn run(text: &str) -> Ran {
    run_with_budget(&program(text), 1 << 20)
}

/// r0 after the statements of one function.
pub(crate) fn r0(body: &str) -> u64 {
    run(&format!(".func main frame 64\n{body}\nexit\n")).result.unwrap()
}

/// An object of those words as one function.
pub(crate) fn words(code: &[u64]) -> Object {
    let mut object = asm::object("test", ".func main\nexit").unwrap();
    object.code = code.to_vec();
    object.funcs[0].len = code.len() as u32;
    object.lines.clear();
    object
}
