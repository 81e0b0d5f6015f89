//! Numbers that programs, objects and documents rely on.
use wss_abi::addr::{Region, split};
use wss_abi::helper::{ArgKind, HELPERS, by_id, by_name};
use wss_abi::insn::Insn;
use wss_abi::stat::WrStat;
use wss_abi::verdict::Verdict;

#[test]
fn helpers_rise_and_their_lengths_are_scalars() {
    assert!(HELPERS.windows(2).all(|w| w[0].id < w[1].id));
    for h in HELPERS {
        assert!(h.args.len() <= 5, "{}", h.name);
        assert_eq!(by_id(i32::from(h.id)), Some(h));
        assert_eq!(by_name(h.name), Some(h));
        for arg in h.args {
            if let ArgKind::In(n) | ArgKind::Out(n) = arg {
                assert_eq!(h.args.get(usize::from(*n)), Some(&ArgKind::Scalar), "{}", h.name);
            }
        }
    }
    assert_eq!(by_id(-1), None);
    assert_eq!(by_id(0x1_0001), None);
}

#[test]
fn verdict_codes_are_inverse_and_everything_else_is_refused() {
    let all = [Verdict::Continue, Verdict::Return]
        .into_iter()
        .chain((1..=4095).map(Verdict::Deny))
        .chain((1..=64).map(Verdict::Kill));
    for v in all {
        assert_eq!(Verdict::from_code(v.code()), Some(v));
    }
    for code in [1, 0x0100_0000, 0x0100_1000, 0x0200_0001, 0x0300_0000, 0x0300_0041, u32::MAX] {
        assert_eq!(Verdict::from_code(code), None, "{code:#x}");
    }
}

#[test]
fn instruction_words_are_inverse() {
    // RFC 9669, section 3: opcode, registers, offset, immediate.
    let i = Insn { op: 0x79, dst: 3, src: 10, off: -8, imm: -2 };
    assert_eq!(i.to_word(), 0xffff_fffe_fff8_a379);
    assert_eq!(Insn::from_word(i.to_word()), i);
}

#[test]
fn small_integers_are_no_addresses() {
    assert_eq!(split(0), (0, 0));
    assert_eq!(split(u64::from(u32::MAX)).0, 0);
    assert_eq!(split(Region::State.at(12)), (Region::State as u32, 12));
}

#[test]
fn stat_has_the_layout_that_the_prelude_declares() {
    let s = WrStat {
        nodeid: 1,
        dev: 2,
        size: 3,
        rdev: 4,
        mtime: -5,
        ctime: 6,
        mode: 7,
        nlink: 8,
        uid: 9,
        gid: 10,
    };
    let b = s.to_bytes();
    let word = |at: usize| i64::from_le_bytes(b[at..at + 8].try_into().unwrap());
    let half = |at: usize| u32::from_le_bytes(b[at..at + 4].try_into().unwrap());
    assert_eq!([0, 8, 16, 24, 32, 40].map(word), [1, 2, 3, 4, -5, 6]);
    assert_eq!([48, 52, 56, 60].map(half), [7, 8, 9, 10]);
}
