//! Arithmetic against values written from RFC 9669, section 4.1 and 4.2, by hand.
mod common;
use common::r0;

/// r0 after `r1 = a; r2 = b; <statement>; r0 = r1`, and the same with `b` as the immediate.
fn both(a: u64, op: &str, b: i32) -> u64 {
    let set = format!("r1 = {a:#x} ll\nr2 = {b}\n");
    let register = r0(&format!("{set}r1 {op} r2\nr0 = r1"));
    let immediate = r0(&format!("{set}r1 {op} {b}\nr0 = r1"));
    assert_eq!(register, immediate, "{a:#x} {op} {b}: register and immediate differ");
    register
}

/// The same in 32 bits.
fn both32(a: u64, op: &str, b: i32) -> u64 {
    let set = format!("r1 = {a:#x} ll\nr2 = {b}\n");
    let register = r0(&format!("{set}w1 {op} w2\nr0 = r1"));
    let immediate = r0(&format!("{set}w1 {op} {b}\nr0 = r1"));
    assert_eq!(register, immediate, "{a:#x} {op} {b} in 32 bits: register and immediate differ");
    register
}

const MIN64: u64 = 0x8000_0000_0000_0000;
const MAX64: u64 = 0xffff_ffff_ffff_ffff;
/// Upper half set: 32-bit operations must clear it.
const HIGH: u64 = 0xdead_beef_0000_0000;

#[test]
fn alu64() {
    for (a, op, b, expected) in [
        (MAX64, "+=", 1, 0),
        (1, "+=", -2, MAX64),
        (0, "-=", 1, MAX64),
        (0, "-=", i32::MIN, 0x8000_0000),
        (MIN64, "*=", 3, MIN64),
        (0x1_0000_0001, "*=", -1, 0xffff_fffe_ffff_ffff),
        (MAX64, "/=", 2, 0x7fff_ffff_ffff_ffff),
        (7, "/=", -1, 0),
        (MAX64, "/=", -1, 1),
        (7, "/=", 0, 0),
        (MAX64, "%=", 10, 5),
        (7, "%=", -1, 7),
        (MIN64 | 7, "%=", 0, MIN64 | 7),
        (0xf0, "|=", -256, 0xffff_ffff_ffff_fff0),
        (MAX64, "&=", -2, 0xffff_ffff_ffff_fffe),
        (MAX64, "&=", 0x7fff_ffff, 0x7fff_ffff),
        (0x0f, "^=", -1, 0xffff_ffff_ffff_fff0),
        (1, "<<=", 63, MIN64),
        (1, "<<=", 64, 1),
        (1, "<<=", 65, 2),
        (3, "<<=", -1, MIN64),
        (MIN64, ">>=", 63, 1),
        (MAX64, ">>=", 68, 0x0fff_ffff_ffff_ffff),
        (MIN64, "s>>=", 63, MAX64),
        (MIN64, "s>>=", 64, MIN64),
        (0x7fff_ffff_ffff_ffff, "s>>=", 62, 1),
        (5, "=", -1, MAX64),
        (5, "=", i32::MIN, 0xffff_ffff_8000_0000),
        (5, "=", i32::MAX, 0x7fff_ffff),
    ] {
        assert_eq!(both(a, op, b), expected, "{a:#x} {op} {b}");
    }
}

#[test]
fn alu64_signed_division() {
    let minus = |n: i64| n as u64;
    for (a, op, b, expected) in [
        (minus(-13), "s/=", 3, minus(-4)),
        (13, "s/=", -3, minus(-4)),
        (minus(-13), "s/=", -3, 4),
        (MIN64, "s/=", -1, MIN64),
        (minus(-13), "s/=", 0, 0),
        (minus(-13), "s%=", 3, minus(-1)),
        (13, "s%=", -3, 1),
        (minus(-13), "s%=", -3, minus(-1)),
        (MIN64, "s%=", -1, 0),
        (minus(-13), "s%=", 0, minus(-13)),
    ] {
        assert_eq!(both(a, op, b), expected, "{a:#x} {op} {b}");
    }
}

#[test]
fn alu32_works_on_the_low_half_and_clears_the_high_one() {
    for (a, op, b, expected) in [
        (MAX64, "+=", 1, 0),
        (HIGH, "-=", 1, 0xffff_ffff),
        (HIGH | 0x8000_0001, "*=", 2, 2),
        (HIGH | 0xffff_ffff, "/=", 2, 0x7fff_ffff),
        (HIGH | 0xffff_ffff, "/=", -1, 1),
        (HIGH | 7, "/=", 0, 0),
        (HIGH | 0xffff_ffff, "%=", 10, 5),
        (HIGH | 7, "%=", 0, 7),
        (HIGH | 7, "%=", -1, 7),
        (HIGH | 0xf0, "|=", 0x0f, 0xff),
        (MAX64, "&=", -2, 0xffff_fffe),
        (HIGH | 0x0f, "^=", -1, 0xffff_fff0),
        (HIGH | 1, "<<=", 31, 0x8000_0000),
        (HIGH | 1, "<<=", 32, 1),
        (HIGH | 3, "<<=", -1, 0x8000_0000),
        (HIGH | 0x8000_0000, ">>=", 31, 1),
        (HIGH | 0x8000_0000, ">>=", 33, 0x4000_0000),
        (HIGH | 0x8000_0000, "s>>=", 31, 0xffff_ffff),
        (HIGH | 0x8000_0000, "s>>=", 32, 0x8000_0000),
        (HIGH | 0x7fff_ffff, "s>>=", 30, 1),
        (HIGH | 5, "=", -1, 0xffff_ffff),
        (HIGH | 0xffff_fff3, "s/=", 3, 0xffff_fffc),
        (HIGH | 13, "s/=", -3, 0xffff_fffc),
        (HIGH | 0x8000_0000, "s/=", -1, 0x8000_0000),
        (HIGH | 13, "s/=", 0, 0),
        (HIGH | 0xffff_fff3, "s%=", 3, 0xffff_ffff),
        (HIGH | 13, "s%=", -3, 1),
        (HIGH | 0x8000_0000, "s%=", -1, 0),
        (HIGH | 13, "s%=", 0, 13),
    ] {
        assert_eq!(both32(a, op, b), expected, "{a:#x} {op} {b}");
    }
}

#[test]
fn shift_distances_in_registers_are_masked_too() {
    assert_eq!(r0("r0 = 1\nr1 = 0x100000003 ll\nr0 <<= r1"), 8);
    assert_eq!(r0("r0 = 1\nr1 = 0x100000043 ll\nw0 <<= w1"), 8);
    assert_eq!(r0("r0 = 0x80 ll\nr1 = 0xffffffffffffffc4 ll\nr0 s>>= r1"), 8);
}

#[test]
fn negation() {
    assert_eq!(r0("r0 = 1\nr0 = -r0"), MAX64);
    assert_eq!(r0("r0 = 0x8000000000000000 ll\nr0 = -r0"), MIN64);
    assert_eq!(r0("r0 = 1\nw0 = -w0"), 0xffff_ffff);
    assert_eq!(r0("r0 = 0xdeadbeef80000000 ll\nw0 = -w0"), 0x8000_0000);
    assert_eq!(r0("r0 = 0xdeadbeef00000000 ll\nw0 = -w0"), 0);
}

#[test]
fn sign_extension() {
    let of = |value: u64, what: &str| r0(&format!("r1 = {value:#x} ll\n{what}"));
    assert_eq!(of(0x1280, "r0 = (s8)r1"), 0xffff_ffff_ffff_ff80);
    assert_eq!(of(0xff7f, "r0 = (s8)r1"), 0x7f);
    assert_eq!(of(0x1_8000, "r0 = (s16)r1"), 0xffff_ffff_ffff_8000);
    assert_eq!(of(0x1_7fff, "r0 = (s16)r1"), 0x7fff);
    assert_eq!(of(0x1_8000_0000, "r0 = (s32)r1"), 0xffff_ffff_8000_0000);
    assert_eq!(of(0x1_7fff_ffff, "r0 = (s32)r1"), 0x7fff_ffff);
    assert_eq!(of(0x1280, "w0 = (s8)w1"), 0xffff_ff80);
    assert_eq!(of(0x7f, "w0 = (s8)w1"), 0x7f);
    assert_eq!(of(0x1_8000, "w0 = (s16)w1"), 0xffff_8000);
    assert_eq!(of(0xdead_beef_0000_0001, "w0 = w1"), 1);
    assert_eq!(of(0xdead_beef_0000_0001, "r0 = r1"), 0xdead_beef_0000_0001);
}

#[test]
fn byte_swaps() {
    let of = |what: &str| r0(&format!("r0 = 0x1122334455667788 ll\nr0 = {what} r0"));
    assert_eq!(of("le16"), 0x7788);
    assert_eq!(of("le32"), 0x5566_7788);
    assert_eq!(of("le64"), 0x1122_3344_5566_7788);
    assert_eq!(of("be16"), 0x8877);
    assert_eq!(of("be32"), 0x8877_6655);
    assert_eq!(of("be64"), 0x8877_6655_4433_2211);
    assert_eq!(of("bswap16"), 0x8877);
    assert_eq!(of("bswap32"), 0x8877_6655);
    assert_eq!(of("bswap64"), 0x8877_6655_4433_2211);
}

#[test]
fn a_64_bit_immediate_is_taken_whole() {
    assert_eq!(r0("r0 = 0xffffffff ll"), 0xffff_ffff);
    assert_eq!(r0("r0 = 0x80000000 ll"), 0x8000_0000);
    assert_eq!(r0("r0 = -1 ll"), MAX64);
    assert_eq!(r0("r0 = 0x8000000000000001 ll"), MIN64 | 1);
}

/// Whether a comparison jumps, in its register and its immediate form.
fn jumps(wide: bool, a: u64, op: &str, b: i32) -> bool {
    let r = if wide { 'r' } else { 'w' };
    let set = format!("r0 = 1\nr1 = {a:#x} ll\nr2 = {b}\n");
    let register = r0(&format!("{set}if {r}1 {op} {r}2 goto l\nr0 = 0\nl:"));
    let immediate = r0(&format!("{set}if {r}1 {op} {b} goto l\nr0 = 0\nl:"));
    assert_eq!(register, immediate, "{a:#x} {op} {b}: register and immediate differ");
    register == 1
}

#[test]
fn jumps_compare_as_the_rfc_says() {
    // Operands; then the expected results of == != > >= < <= & s> s>= s< s<= as bits, 64 and 32.
    let operators = ["==", "!=", ">", ">=", "<", "<=", "&", "s>", "s>=", "s<", "s<="];
    for (a, b, in64, in32) in [
        (0, 0, "10010100101", "10010100101"),
        (1, 0, "01110001100", "01110001100"),
        (0, 1, "01001100011", "01001100011"),
        (5, 5, "10010110101", "10010110101"),
        // -1 as an immediate is all ones in either width.
        (MAX64, -1, "10010110101", "10010110101"),
        (1, -1, "01001111100", "01001111100"),
        (MAX64, 1, "01110010011", "01110010011"),
        // The upper half counts in 64 bits only.
        (HIGH, 0, "01110000011", "10010100101"),
        (0x1_0000_0000, 0, "01110001100", "10010100101"),
        (0xffff_ffff, -1, "01001111100", "10010110101"),
        (0x8000_0000, 0, "01110001100", "01110000011"),
        (MIN64, i32::MIN, "01001110011", "01001101100"),
    ] {
        for (i, op) in operators.iter().enumerate() {
            let expected = |bits: &str| bits.as_bytes().get(i).map(|b| *b == b'1');
            assert_eq!(Some(jumps(true, a, op, b)), expected(in64), "{a:#x} {op} {b}");
            assert_eq!(Some(jumps(false, a, op, b)), expected(in32), "32 bits: {a:#x} {op} {b}");
        }
    }
}
