//! An interpreter of the classic BPF that filters use, for tests: the same program that the kernel
//! would run, over chosen calls.
use libc::sock_filter;

/// `struct seccomp_data`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Data {
    pub(crate) nr: u32,
    pub(crate) arch: u32,
    pub(crate) args: [u64; 6],
}

impl Default for Data {
    fn default() -> Self {
        Data { nr: 0, arch: crate::arch::AUDIT_ARCH, args: [0; 6] }
    }
}

impl Data {
    fn word(&self, offset: u32) -> u32 {
        match offset {
            0 => self.nr,
            4 => self.arch,
            8 | 12 => 0,
            _ => {
                let arg = self.args[(offset as usize - 16) / 8];
                if offset.is_multiple_of(8) { arg as u32 } else { (arg >> 32) as u32 }
            }
        }
    }
}

/// Runs `program` and returns its action.
pub(crate) fn run(program: &[sock_filter], data: &Data) -> u32 {
    let (mut a, mut pc) = (0u32, 0usize);
    loop {
        let i = program[pc];
        pc += 1;
        let mut jump = |yes: bool| pc += usize::from(if yes { i.jt } else { i.jf });
        match i.code {
            0x20 => a = data.word(i.k),
            0x54 => a &= i.k,
            0x05 => pc += i.k as usize,
            0x15 => jump(a == i.k),
            0x25 => jump(a > i.k),
            0x35 => jump(a >= i.k),
            0x45 => jump(a & i.k != 0),
            0x06 => return i.k,
            other => panic!("opcode {other:#x}"),
        }
    }
}
