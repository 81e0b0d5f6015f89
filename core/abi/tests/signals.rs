//! `wss_abi::signals` against `kmod/include/wss_signals.h`, by way of the C compiler; and events.
// Its `layout!` is for mirrors of structures.
#[allow(unused_imports, unused_macros)]
mod header;

use wss_abi::signals::{ABI, ENDS, FILTER, HIDDEN, LISTENERS, SENT, SYSCTL, Sender, bit, sent};

#[test]
fn the_header_says_the_same() {
    let mut all = header::Expressions::new();
    let mut add = |c: &str, rust: u64| all.push((c.to_owned(), rust));
    add("EVFILT_WSS_SIGNALS", FILTER as i64 as u64);
    add("WSS_SIGNALS_ABI", ABI.into());
    add("WSS_SIGNALS_SENT", SENT.into());
    add("WSS_SIGNALS_ENDS", ENDS.into());
    add("WSS_SIGNALS_HIDDEN", HIDDEN);
    add("WSS_SIGNALS_LISTENERS", LISTENERS as u64);
    for signal in [1, 9, 17, 64] {
        add(&format!("WSS_SIGNALS_BIT({signal})"), bit(signal));
    }
    add("WSS_SIGNALS_PID(0x7000000005ULL)", 5);
    add("WSS_SIGNALS_UID(0x7000000005ULL)", 0x70);
    add("WSS_SIGNALS_OTHER(0x300000014ULL)", 20);
    add("WSS_SIGNALS_COUNT(0x300000014ULL)", 3);
    header::compare("wss_signals.h", ("WSS_SIGNALS_SYSCTL", SYSCTL.to_str().unwrap()), all);
}

#[test]
fn no_signal_hides_another() {
    let all = bit(9) | bit(17) | bit(15) | bit(30);
    let ext = [7 | 1001 << 32, 0, HIDDEN, 15 | 9 << 32];
    let told: Vec<_> = sent(all, ext).collect();
    let expected = [
        (9, Some(Sender::Process(7, 1001))),
        (15, Some(Sender::Hidden)),
        (17, Some(Sender::Kernel)),
        (30, None),
    ];
    assert_eq!(told, expected);
    assert_eq!((bit(0), bit(65), bit(64)), (0, 0, 1 << 63));
}
