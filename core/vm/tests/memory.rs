//! Loads, stores, atomics, and what no program may touch.
mod common;
use common::{LENT, Ran, r0, run};
use wss_abi::addr::Region;
use wss_vm::{Bare, Budget, Fault, Memory, Program, Slot, Stack, asm};

/// Runs statements with r1 = address of the lent region (0, 1, 2, ...).
fn body(text: &str) -> Ran {
    run(&format!(".func main frame 32\n{text}\nexit"))
}

fn refused(text: &str) -> Fault {
    body(text).result.unwrap_err().fault
}

#[test]
fn loads_are_little_endian_and_extend() {
    assert_eq!(r0("r0 = *(u8 *)(r1 + 5)"), 5);
    assert_eq!(r0("r0 = *(u16 *)(r1 + 5)"), 0x0605);
    assert_eq!(r0("r0 = *(u32 *)(r1 + 5)"), 0x0807_0605);
    assert_eq!(r0("r0 = *(u64 *)(r1 + 5)"), 0x0c0b_0a09_0807_0605);
    let set = "r2 = 0x80 ll\n*(u8 *)(r1 + 3) = r2\n";
    assert_eq!(r0(&format!("{set}r0 = *(s8 *)(r1 + 3)")), 0xffff_ffff_ffff_ff80);
    assert_eq!(r0(&format!("{set}r0 = *(s16 *)(r1 + 2)")), 0xffff_ffff_ffff_8002);
    assert_eq!(r0(&format!("{set}r0 = *(s32 *)(r1 + 0)")), 0xffff_ffff_8002_0100);
    assert_eq!(r0(&format!("{set}r0 = *(u8 *)(r1 + 3)")), 0x80);
    assert_eq!(r0("r0 = *(s8 *)(r1 + 3)"), 3);
}

#[test]
fn stores_write_their_width_only() {
    let lent = |text: &str| body(text).lent[..10].to_vec();
    let value = "r2 = 0x1122334455667788 ll\n";
    assert_eq!(lent(&format!("{value}*(u8 *)(r1 + 1) = r2")), [0, 0x88, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(
        lent(&format!("{value}*(u16 *)(r1 + 1) = r2")),
        [0, 0x88, 0x77, 3, 4, 5, 6, 7, 8, 9]
    );
    assert_eq!(
        lent(&format!("{value}*(u32 *)(r1 + 1) = r2")),
        [0, 0x88, 0x77, 0x66, 0x55, 5, 6, 7, 8, 9]
    );
    assert_eq!(
        lent(&format!("{value}*(u64 *)(r1 + 1) = r2")),
        [0, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 9]
    );
    assert_eq!(lent("*(u8 *)(r1 + 1) = -2"), [0, 0xfe, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(lent("*(u16 *)(r1 + 1) = -2"), [0, 0xfe, 0xff, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(lent("*(u32 *)(r1 + 1) = -2"), [0, 0xfe, 0xff, 0xff, 0xff, 5, 6, 7, 8, 9]);
    assert_eq!(lent("*(u64 *)(r1 + 1) = -2")[8], 0xff, "the immediate is sign-extended");
}

#[test]
fn every_region_ends_where_its_slice_does() {
    for (ty, size) in [("u8", 1), ("u16", 2), ("u32", 4), ("u64", 8)] {
        let last = LENT as u64 - size;
        for (off, good) in [(0, true), (last, true), (last + 1, false), (LENT as u64, false)] {
            let addr = Region::Lent.at(off as u32);
            let read = body(&format!("r0 = *({ty} *)(r1 + {off})")).result;
            let write = body(&format!("*({ty} *)(r1 + {off}) = 0")).result;
            assert_eq!(read.is_ok(), good);
            assert_eq!(write.is_ok(), good);
            if !good {
                let fault = |write| Fault::BadAccess { addr, len: size, write };
                assert_eq!(read.unwrap_err().fault, fault(false));
                assert_eq!(write.unwrap_err().fault, fault(true));
            }
        }
    }
}

#[test]
fn addresses_that_are_none_fault() {
    for (addr, what) in [
        (0, "null"),
        (4096, "a small integer"),
        (Region::Lent.at(0) - 1, "below a region"),
        (Region::Lent.at(u32::MAX), "the end of a region's addresses"),
        (Region::State.at(0), "an absent region"),
        (9 << 32, "above the regions"),
        (u64::MAX, "the last address"),
        (u64::MAX - 7, "an access that would wrap"),
        (0xffff_8000_0000_0000, "what a kernel address looks like"),
    ] {
        let text = format!("r2 = {addr:#x} ll\nr0 = *(u64 *)(r2 + 0)");
        assert_eq!(refused(&text), Fault::BadAccess { addr, len: 8, write: false }, "{what}");
        let text = format!("r2 = {addr:#x} ll\n*(u64 *)(r2 + 0) = 1");
        assert_eq!(refused(&text), Fault::BadAccess { addr, len: 8, write: true }, "{what}");
    }
}

#[test]
fn offsets_are_signed_and_wrap() {
    assert_eq!(r0("r1 += 8\nr0 = *(u8 *)(r1 - 3)"), 5);
    let fault = refused("r0 = *(u8 *)(r1 - 1)");
    let addr = Region::Lent.at(0) - 1;
    assert_eq!(fault, Fault::BadAccess { addr, len: 1, write: false });
    assert_eq!(
        refused("r2 = 4\nr0 = *(u8 *)(r2 - 8)"),
        Fault::BadAccess { addr: u64::MAX - 3, len: 1, write: false }
    );
}

#[test]
fn the_stack_ends_at_both_ends() {
    assert_eq!(r0("*(u64 *)(r10 - 32) = 7\nr0 = *(u64 *)(r10 - 32)"), 7);
    assert!(matches!(refused("*(u8 *)(r10 + 0) = 7"), Fault::BadAccess { write: true, .. }));
    assert!(matches!(refused("*(u64 *)(r10 - 33) = 7"), Fault::BadAccess { write: true, .. }));
}

/// Runs with the lent slice as `slot`, and says what is in it afterwards.
fn with_slot<'a>(text: &str, slot: Slot<'a>) -> Result<u64, Fault> {
    let program = Program::new(asm::object("t", text).unwrap()).unwrap();
    let mut stack = Stack::new().unwrap();
    let mut mem = Memory::new(&mut stack).with(Region::Ctx, slot);
    let mut budget = Budget::new(1000);
    wss_vm::run(&program, 0, Region::Ctx.at(0), &mut mem, &mut Bare, &mut budget)
        .map_err(|at| at.fault)
}

#[test]
fn only_what_is_lent_for_writing_is_written() {
    let read = ".func main\nr0 = *(u8 *)(r1 + 1)\nexit";
    let write = Err(Fault::BadAccess { addr: Region::Ctx.at(1), len: 1, write: true });
    for text in [
        ".func main\n*(u8 *)(r1 + 1) = 9\nexit",
        ".func main\nr2 = 9\n*(u8 *)(r1 + 1) = r2\nexit",
        ".func main\nr1 += 1\nr2 = 9\nr3 = 1\ncall wr_memset\nexit",
        ".func main\nr2 = r1\nr1 += 1\nr3 = 1\ncall wr_memcpy\nexit",
    ] {
        let mut bytes = [1, 2, 3, 4];
        assert_eq!(with_slot(text, Slot::ReadOnly(&bytes)), write);
        assert_eq!(with_slot(text, Slot::Engine(&mut bytes)), write);
        assert_eq!(bytes, [1, 2, 3, 4]);
        assert!(with_slot(text, Slot::ReadWrite(&mut bytes)).is_ok());
        assert_ne!(bytes, [1, 2, 3, 4]);
    }
    let mut bytes = [1, 2, 3, 4];
    let atomic = ".func main\nlock *(u32 *)(r1 + 0) += r2\nexit";
    assert!(with_slot(atomic, Slot::Engine(&mut bytes)).is_err());
    assert_eq!(with_slot(read, Slot::Engine(&mut bytes)), Ok(2));
    assert_eq!(with_slot(read, Slot::ReadOnly(&bytes)), Ok(2));
    assert_eq!(with_slot(".func main\nr0 = *(u8 *)(r1 + 0)\nexit", Slot::ABSENT).ok(), None);
}

#[test]
fn the_engine_writes_what_the_program_only_reads() {
    let (mut stack, mut ctx, rodata) = (Stack::new().unwrap(), [0u8; 4], [1u8; 4]);
    let mut mem = Memory::new(&mut stack)
        .with(Region::Ctx, Slot::Engine(&mut ctx))
        .with(Region::Rodata, Slot::ReadOnly(&rodata));
    mem.engine_mut(Region::Ctx).unwrap()[2] = 7;
    assert_eq!(mem.region(Region::Ctx), [0, 0, 7, 0]);
    assert!(mem.engine_mut(Region::Rodata).is_none());
    assert!(mem.slice_mut(Region::Ctx.at(0), 1).is_err());
    assert_eq!(mem.slice(Region::Ctx.at(1), 3), Ok(&[0, 7, 0][..]));
    assert!(mem.slice(Region::Ctx.at(1), 4).is_err());
    assert!(mem.slice(Region::Ctx.at(1), u64::MAX).is_err());
    assert_eq!(mem.slice(0, 0), Ok(&[][..]), "no bytes are nowhere");
    assert!(mem.region(Region::State).is_empty());
}

#[test]
fn atomics() {
    // Memory at r1: 0x0706050403020100; r2 = 0x1111_1111_ffff_ffff.
    let after = |statement: &str| {
        let ran = body(&format!("r2 = 0x11111111ffffffff ll\n{statement}\nr0 = r2"));
        let word = u64::from_le_bytes(ran.lent[..8].try_into().unwrap());
        (word, ran.result.unwrap())
    };
    let (old, r2) = (0x0706_0504_0302_0100, 0x1111_1111_ffff_ffff);
    let low = 0x0302_0100;
    for (op, name, sum64, sum32) in [
        ("+=", "add", 0x1817_1616_0302_00ff, 0x0706_0504_0302_00ff),
        ("|=", "or", 0x1717_1515_ffff_ffff, 0x0706_0504_ffff_ffff),
        ("&=", "and", 0x0100_0100_0302_0100, old),
        ("^=", "xor", 0x1617_1415_fcfd_feff, 0x0706_0504_fcfd_feff_u64),
    ] {
        assert_eq!(after(&format!("lock *(u64 *)(r1 + 0) {op} r2")), (sum64, r2), "{op}");
        assert_eq!(after(&format!("lock *(u32 *)(r1 + 0) {op} r2")), (sum32, r2), "{op}");
        let fetch = format!("r2 = atomic_fetch_{name}((u64 *)(r1 + 0), r2)");
        assert_eq!(after(&fetch), (sum64, old), "{op}");
        let fetch = format!("w2 = atomic_fetch_{name}((u32 *)(r1 + 0), w2)");
        assert_eq!(after(&fetch), (sum32, low), "{op}: the old value is zero-extended");
    }
    assert_eq!(after("r2 = xchg_64(r1 + 0, r2)"), (r2, old));
    assert_eq!(after("w2 = xchg32_32(r1 + 0, w2)"), (0x0706_0504_ffff_ffff, low));
    let equal = "r0 = 0x0706050403020100 ll\nr0 = cmpxchg_64(r1 + 0, r0, r2)\nr2 = r0";
    assert_eq!(after(equal), (r2, old));
    let other = "r0 = 0x0706050403020101 ll\nr0 = cmpxchg_64(r1 + 0, r0, r2)\nr2 = r0";
    assert_eq!(after(other), (old, old));
    let equal = "r0 = 0xffffffff03020100 ll\nw0 = cmpxchg32_32(r1 + 0, w0, w2)\nr2 = r0";
    assert_eq!(after(equal), (0x0706_0504_ffff_ffff, low), "only 32 bits are compared");
    let other = "r0 = 5\nw0 = cmpxchg32_32(r1 + 0, w0, w2)\nr2 = r0";
    assert_eq!(after(other), (old, low));
    let fault = refused("r2 = atomic_fetch_add((u64 *)(r1 + 60), r2)");
    let addr = Region::Lent.at(60);
    assert_eq!(fault, Fault::BadAccess { addr, len: 8, write: true });
}
