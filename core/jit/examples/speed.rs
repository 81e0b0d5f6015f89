//! Speed of the interpreter and of compiled code: `cargo run --release -p wss-jit --example speed`. Prints
//! the median, least and greatest of 21 rounds, in nanoseconds, per run and per instruction of the budget
//! used.
use std::hint::black_box;
use std::time::Instant;
use wss_abi::addr::Region;
use wss_abi::stat::WrStat;
use wss_vm::native::Compiler;
use wss_vm::{Budget, Fault, Helpers, Memory, Program, Slot, Stack, asm, strings};

/// Helpers as an engine would have them: a `wr_stat` that costs nothing, and the string helpers.
struct Lent;

impl Helpers for Lent {
    fn call(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Result<u64, Fault> {
        if id == wss_abi::helper::id::STAT {
            mem.cstr(args[0], 4096)?;
            let to = mem.slice_mut(args[1], WrStat::SIZE as u64)?;
            to.copy_from_slice(&WrStat { mode: 0o100644, ..WrStat::default() }.to_bytes());
            return Ok(0);
        }
        strings::call(id, args, mem, budget).unwrap_or(Err(Fault::BadHelper(id)))
    }
}

const ARITHMETIC: &str = "
.func main
    r0 = 1
    r2 = 100000
again:
    r0 *= 31
    r0 += r2
    r3 = r0
    r3 >>= 7
    r0 ^= r3
    r2 -= 1
    if r2 != 0 goto again
    exit";

/// Fills 4 KiB and hashes it by byte, spilling to the stack as unoptimised code does.
const MEMORY: &str = "
.func main frame 16
    r2 = 0
fill:
    r3 = r1
    r3 += r2
    *(u8 *)(r3 + 0) = r2
    r2 += 1
    if r2 != 4096 goto fill
    r2 = 0
    *(u64 *)(r10 - 8) = r2
hash:
    r3 = r1
    r3 += r2
    r4 = *(u8 *)(r3 + 0)
    r0 = *(u64 *)(r10 - 8)
    r0 *= 31
    r0 += r4
    *(u64 *)(r10 - 8) = r0
    r2 += 1
    if r2 != 4096 goto hash
    r0 = *(u64 *)(r10 - 8)
    exit";

/// The shape of imapd_id's open clause (Ko et al. 2000, figure 3): flags, a stat, two prefix tests.
const CLAUSE: &str = "
.string mail \"/var/spool/mail/\"
.string home \"/home/\"
.func open frame 96
    r6 = r1
    r7 = *(u32 *)(r6 + 72)
    r7 &= 3
    if r7 == 0 goto read_only
    r1 = *(u64 *)(r6 + 64)
    r2 = r10
    r2 -= 64
    call wr_stat
    if r0 != 0 goto bad
    r3 = *(u32 *)(r10 - 16)
    r3 &= 61440
    if r3 != 32768 goto bad
read_only:
    r1 = *(u64 *)(r6 + 64)
    r2 = &mail
    r3 = 16
    call wr_strncmp
    if r0 == 0 goto good
    r1 = *(u64 *)(r6 + 64)
    r2 = &home
    r3 = 6
    call wr_strncmp
    if r0 != 0 goto bad
    r8 = *(u64 *)(r6 + 64)
    r0 = 0
scan:
    r4 = *(u8 *)(r8 + 0)
    if r4 == 0 goto scanned
    r8 += 1
    if r4 != 47 goto scan
    r0 += 1
    goto scan
scanned:
    if r0 > 8 goto bad
good:
    r0 = 0
    exit
bad:
    r0 = 0x1000001 ll
    exit";

fn measure(name: &str, text: &str, compiled: bool) {
    let mut program = Program::new(asm::object("speed", text).unwrap()).unwrap();
    if compiled {
        wss_pages::JIT.compile(&mut program).unwrap();
    }
    let rodata = program.object().rodata.clone();
    let mut stack = Stack::new().unwrap();
    let mut lent = vec![0u8; 4096];
    let mut ctx = vec![0u8; wss_abi::ctx::SIZE as usize];
    ctx[64..72].copy_from_slice(&Region::Capture.at(0).to_le_bytes());
    ctx[72..76].copy_from_slice(&2u32.to_le_bytes());
    let mut capture = b"/home/user/mail/saved-messages\0".to_vec();
    let first = if name == "clause" { Region::Ctx.at(0) } else { Region::Lent.at(0) };
    let mut used = 0;
    let mut once = || {
        let mut mem = Memory::new(&mut stack);
        mem.lend(Region::Rodata, Slot::ReadOnly(&rodata));
        mem.lend(Region::Ctx, Slot::Engine(&mut ctx));
        mem.lend(Region::Capture, Slot::Engine(&mut capture));
        mem.lend(Region::Lent, Slot::ReadWrite(&mut lent));
        let mut budget = Budget::new(1 << 30);
        let r0 = wss_vm::run(&program, 0, first, &mut mem, &mut Lent, &mut budget);
        used = (1 << 30) - budget.left();
        black_box(r0).unwrap()
    };
    let begun = Instant::now();
    once();
    let rounds = 1 + 20_000_000 / begun.elapsed().as_nanos().max(50);
    let mut times: Vec<f64> = (0..21)
        .map(|_| {
            let begun = Instant::now();
            (0..rounds).for_each(|_| {
                black_box(once());
            });
            begun.elapsed().as_nanos() as f64 / rounds as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (least, median, most) = (times[0], times[10], times[20]);
    let each = median / used as f64;
    println!(
        "{name:10} {median:10.1} ns ({least:.1} to {most:.1}), {used} instructions, {each:.2} ns each"
    );
}

fn main() {
    for (how, compiled) in [("interpreted", false), ("compiled", true)] {
        println!("{how}:");
        measure("empty", ".func main\nexit", compiled);
        measure("arithmetic", ARITHMETIC, compiled);
        measure("memory", MEMORY, compiled);
        measure("clause", CLAUSE, compiled);
    }
}
