//! System calls as they are: number, registers, errno.
use std::arch::asm;

/// An argument.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    /// A number.
    Int(i64),
    /// A string; its NUL is added.
    Str(Vec<u8>),
    /// Memory that the kernel reads.
    Bytes(Vec<u8>),
    /// Strings and a null pointer behind them.
    Strings(Vec<Vec<u8>>),
    /// Memory of so many bytes that the kernel fills in.
    Out(usize),
    /// An address, good or bad.
    Addr(u64),
}

/// What came of a call.
pub(crate) struct Done {
    /// Value or errno.
    pub result: Result<u64, i32>,
    /// What was written to the memory of each [`Arg::Out`].
    pub out: Vec<Vec<u8>>,
}

/// Makes a call.
pub(crate) fn call(nr: u32, args: &[Arg]) -> Done {
    let mut memory: Vec<Vec<u8>> = Vec::new();
    let mut registers = [0u64; 6];
    for (register, arg) in registers.iter_mut().zip(args) {
        let mut bytes = match arg {
            Arg::Int(v) => {
                *register = *v as u64;
                continue;
            }
            Arg::Addr(at) => {
                *register = *at;
                continue;
            }
            Arg::Str(s) => [s.as_slice(), &[0]].concat(),
            Arg::Bytes(b) => b.clone(),
            Arg::Out(len) => vec![0xa5; *len],
            Arg::Strings(all) => {
                let mut pointers = Vec::new();
                for s in all {
                    let s = [s.as_slice(), &[0]].concat();
                    pointers.extend((s.as_ptr() as u64).to_ne_bytes());
                    memory.push(s);
                }
                pointers.extend([0; 8]);
                pointers
            }
        };
        *register = bytes.as_mut_ptr() as u64;
        memory.push(bytes);
    }
    let result = raw(nr, registers);
    let mut out = Vec::new();
    for (register, arg) in registers.iter().zip(args) {
        if matches!(arg, Arg::Out(_)) {
            let found = memory.iter().find(|m| m.as_ptr() as u64 == *register);
            out.push(found.cloned().unwrap_or_default());
        }
    }
    Done { result, out }
}

/// `syscall`: the carry flag says that rax is an errno.
fn raw(nr: u32, a: [u64; 6]) -> Result<u64, i32> {
    let (value, failed): (u64, u8);
    let [a0, a1, a2, a3, a4, a5] = a;
    // SAFETY: what the pointers among the arguments refer to lives in the caller's `memory`, of the
    // size that the call is told, or is an address of which nothing is to be had. The calls made
    // here neither unmap memory nor change that of Rust otherwise.
    unsafe {
        asm!(
            "syscall", "setc {failed}",
            failed = out(reg_byte) failed,
            inlateout("rax") u64::from(nr) => value,
            inlateout("rdi") a0 => _, inlateout("rsi") a1 => _, inlateout("rdx") a2 => _,
            inlateout("r10") a3 => _, inlateout("r8") a4 => _, inlateout("r9") a5 => _,
            out("rcx") _, out("r11") _,
        );
    }
    if failed == 0 { Ok(value) } else { Err(value as i32) }
}
