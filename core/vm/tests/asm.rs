//! The assembler against words encoded by hand from RFC 9669, its errors, and the listing.
mod common;
use wss_abi::addr::Region;
use wss_abi::insn::Insn;
use wss_vm::disasm::{self, Listing};
use wss_vm::{Program, asm};

fn words(statement: &str) -> Vec<u64> {
    let text = format!(".func f\nl:\n{statement}\n");
    asm::object("t", &text).unwrap_or_else(|e| panic!("{statement}: {e}")).code
}

#[test]
fn statements_encode_as_the_rfc_says() {
    // op, dst, src, off, imm
    for (statement, op, dst, src, off, imm) in [
        ("r1 = 5", 0xb7, 1, 0, 0, 5),
        ("r1 = -5", 0xb7, 1, 0, 0, -5),
        ("w1 = 0x7fffffff", 0xb4, 1, 0, 0, i32::MAX),
        ("r1 = r2", 0xbf, 1, 2, 0, 0),
        ("w1 = w2", 0xbc, 1, 2, 0, 0),
        ("r1 += 5", 0x07, 1, 0, 0, 5),
        ("r1 -= r2", 0x1f, 1, 2, 0, 0),
        ("r1 *= 5", 0x27, 1, 0, 0, 5),
        ("r1 /= 5", 0x37, 1, 0, 0, 5),
        ("r1 s/= 5", 0x37, 1, 0, 1, 5),
        ("r1 |= 5", 0x47, 1, 0, 0, 5),
        ("r1 &= 5", 0x57, 1, 0, 0, 5),
        ("r1 <<= 5", 0x67, 1, 0, 0, 5),
        ("r1 >>= 5", 0x77, 1, 0, 0, 5),
        ("r1 = -r1", 0x87, 1, 0, 0, 0),
        ("w1 = -w1", 0x84, 1, 0, 0, 0),
        ("r1 %= 5", 0x97, 1, 0, 0, 5),
        ("w1 s%= w2", 0x9c, 1, 2, 1, 0),
        ("r1 ^= 5", 0xa7, 1, 0, 0, 5),
        ("r1 s>>= 5", 0xc7, 1, 0, 0, 5),
        ("r1 = (s8)r2", 0xbf, 1, 2, 8, 0),
        ("w1 = (s16)w2", 0xbc, 1, 2, 16, 0),
        ("r1 = (s32)r2", 0xbf, 1, 2, 32, 0),
        ("r1 = le16 r1", 0xd4, 1, 0, 0, 16),
        ("r1 = be32 r1", 0xdc, 1, 0, 0, 32),
        ("r1 = bswap64 r1", 0xd7, 1, 0, 0, 64),
        ("r1 = *(u8 *)(r2 + 3)", 0x71, 1, 2, 3, 0),
        ("r1 = *(u16 *)(r2 - 3)", 0x69, 1, 2, -3, 0),
        ("r1 = *(u32 *)(r2)", 0x61, 1, 2, 0, 0),
        ("r1 = *(u64 *)(r2 + 32767)", 0x79, 1, 2, 32767, 0),
        ("r1 = *(s8 *)(r2 - 32768)", 0x91, 1, 2, -32768, 0),
        ("r1 = *(s16 *)(r2 + 0)", 0x89, 1, 2, 0, 0),
        ("r1 = *(s32 *)(r2 + 0)", 0x81, 1, 2, 0, 0),
        ("*(u8 *)(r1 + 3) = r2", 0x73, 1, 2, 3, 0),
        ("*(u16 *)(r1 + 3) = r2", 0x6b, 1, 2, 3, 0),
        ("*(u32 *)(r1 + 3) = r2", 0x63, 1, 2, 3, 0),
        ("*(u64 *)(r1 + 3) = r2", 0x7b, 1, 2, 3, 0),
        ("*(u8 *)(r1 + 3) = -7", 0x72, 1, 0, 3, -7),
        ("*(u16 *)(r1 + 3) = 7", 0x6a, 1, 0, 3, 7),
        ("*(u32 *)(r1 + 3) = 7", 0x62, 1, 0, 3, 7),
        ("*(u64 *)(r1 + 3) = 7", 0x7a, 1, 0, 3, 7),
        ("lock *(u64 *)(r1 + 3) += r2", 0xdb, 1, 2, 3, 0x00),
        ("lock *(u32 *)(r1 + 3) |= r2", 0xc3, 1, 2, 3, 0x40),
        ("r2 = atomic_fetch_and((u64 *)(r1 + 3), r2)", 0xdb, 1, 2, 3, 0x51),
        ("w2 = atomic_fetch_xor((u32 *)(r1 + 3), w2)", 0xc3, 1, 2, 3, 0xa1),
        ("r2 = xchg_64(r1 + 3, r2)", 0xdb, 1, 2, 3, 0xe1),
        ("r0 = cmpxchg_64(r1 + 3, r0, r2)", 0xdb, 1, 2, 3, 0xf1),
        ("w0 = cmpxchg32_32(r1 + 3, w0, w2)", 0xc3, 1, 2, 3, 0xf1),
        ("goto l", 0x05, 0, 0, -1, 0),
        ("gotol l", 0x06, 0, 0, 0, -1),
        ("if r1 == 5 goto l", 0x15, 1, 0, -1, 5),
        ("if r1 > r2 goto l", 0x2d, 1, 2, -1, 0),
        ("if r1 >= 5 goto l", 0x35, 1, 0, -1, 5),
        ("if r1 & 5 goto l", 0x45, 1, 0, -1, 5),
        ("if w1 != 5 goto l", 0x56, 1, 0, -1, 5),
        ("if w1 s> w2 goto l", 0x6e, 1, 2, -1, 0),
        ("if r1 s>= 5 goto l", 0x75, 1, 0, -1, 5),
        ("if r1 < 5 goto l", 0xa5, 1, 0, -1, 5),
        ("if r1 <= 5 goto l", 0xb5, 1, 0, -1, 5),
        ("if r1 s< 5 goto l", 0xc5, 1, 0, -1, 5),
        ("if r1 s<= -5 goto l", 0xd5, 1, 0, -1, -5),
        ("call wr_strlen", 0x85, 0, 0, 0, 63),
        ("call 63", 0x85, 0, 0, 0, 63),
        ("call f", 0x85, 0, 1, 0, -1),
        ("exit", 0x95, 0, 0, 0, 0),
    ] {
        let expected = Insn { op, dst, src, off, imm }.to_word();
        assert_eq!(words(statement), [expected], "{statement}");
    }
    assert_eq!(words("r1 = 0x1122334455667788 ll"), [0x5566_7788_0000_0118, 0x1122_3344_0000_0000]);
    assert_eq!(words("r1 = -1 ll"), [0xffff_ffff_0000_0118, 0xffff_ffff_0000_0000]);
    assert_eq!(words("r1 = &state + 16"), [0x10_0000_0118, 0x3_0000_0000]);
    assert_eq!(words(".word 0x123456789abcdef0"), [0x1234_5678_9abc_def0]);
}

#[test]
fn strings_go_to_the_constants() {
    let text = ".string a \"hi\\n\\\"\\\\\\x41\"\n.string b \"\"\n.func f\nr1 = &b\nexit # end";
    let object = asm::object("t", text).unwrap();
    assert_eq!(object.rodata, b"hi\n\"\\A\0\0");
    assert_eq!(object.code[1] & 0xffff_ffff_0000_0000, Region::Rodata.at(7) & !0xffff_ffff);
    assert_eq!(object.code[0] >> 32, 7);
}

#[test]
fn errors_name_the_line() {
    for (text, line, what) in [
        ("exit", 1, "instruction before the first .func"),
        (".func f\n\nfoo", 3, "unknown statement"),
        (".func f\nr11 = 1", 2, "unknown statement"),
        (".func f\nr1 = r11", 2, "unknown register or operation"),
        (".func f\nr1 = 4294967296", 2, "immediate does not fit 32 bits: use ll"),
        (".func f\nr1 = 99999999999999999999 ll", 2, "number malformed or too large"),
        (".func f\nr1 = *(u24 *)(r1 + 0)", 2, "unknown type"),
        (".func f\nr1 = *(u8 *)(r1 + 32768)", 2, "offset does not fit 16 bits"),
        (".func f\n*(s8 *)(r1 + 0) = 1", 2, "stores have no sign"),
        (".func f\nif r1 = 2 goto l", 2, "unknown comparison"),
        (".func f\nexit exit", 2, "unexpected end of statement"),
        (".func f\ngoto l\nexit", 2, "unknown label"),
        (".func f\nl:\nl:\nexit", 3, "label stands twice"),
        (".func f\ncall nothing", 2, "no function or helper of that name"),
        (".func f frame x", 1, "expected `frame N`"),
        (".string s \"abc", 1, "string without end"),
        (".string s \"\\q\"", 1, "unknown escape"),
        (".func f\nr1 = &nowhere", 2, "no such data or region"),
        (".func f\nr1 = -r2", 2, "only a register itself can be negated"),
        (".func f\nr1 ?", 2, "unexpected character"),
        (".func f\nr2 = cmpxchg_64(r1 + 0, r0, r2)", 2, "cmpxchg compares with r0 and sets it"),
    ] {
        let error = asm::object("t", text).unwrap_err();
        assert_eq!((error.line, error.what), (line, what), "{text}");
    }
    let far = format!(".func f\ngoto l\n{}l:\nexit", "r0 = 0\n".repeat(40_000));
    assert_eq!(asm::object("t", &far).unwrap_err().what, "label too far: use gotol");
    assert!(asm::object("t", &far.replace("goto", "gotol")).is_ok());
}

#[test]
fn listings_read_as_written() {
    let text = "\
.func main frame 16
    r1 = &rodata + 4
    r2 = 0x1122334455667788 ll
L4:
    r0 = *(u64 *)(r10 - 8)
    if w0 s> -1 goto L4
    call wr_strlen
    call \"bsd::open pre\"
    w0 = cmpxchg32_32(r10 - 8, w0, w2)
    lock *(u64 *)(r10 - 8) += r2
    exit
.func \"bsd::open pre\"
    r0 = (s8)r1
    .word 0xff
    exit
";
    let object = asm::object("t", text).unwrap();
    assert_eq!(Listing(&object).to_string(), text);
    assert_eq!(disasm::at(&object, 2).words(), 2);
    assert_eq!(disasm::at(&object, 5).target(), Some(4));
    assert_eq!(disasm::at(&object, 99).to_string(), ".word 0x0");
}

#[test]
fn the_example_of_the_documentation_assembles() {
    let source = include_str!("../src/asm.rs");
    let example: Vec<&str> = source
        .lines()
        .skip_while(|l| *l != "//! ```text")
        .skip(1)
        .take_while(|l| *l != "//! ```")
        .map(|l| l.trim_start_matches("//!"))
        .collect();
    assert!(example.len() > 20);
    let text: Vec<&str> = example.into_iter().filter(|l| !l.contains(".word")).collect();
    Program::new(asm::object("t", &text.join("\n")).unwrap()).unwrap();
}
