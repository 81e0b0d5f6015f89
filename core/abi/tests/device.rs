//! `wss_abi::device` against `kmod/include/wss.h`, by way of the C compiler: every size, offset and
//! constant.
mod header;

use header::layout;
use wss_abi::control::{Ask, Criteria, limit};
use wss_abi::device::*;

/// What C has to say, and what Rust says.
fn expressions() -> header::Expressions {
    let mut all = Vec::new();
    let mut add = |c: &str, rust: u64| all.push((c.to_owned(), rust));
    add("WSS_ABI", u64::from(ABI));
    add("WSS_VERSION_LEN", VERSION_LEN as u64);
    add("WSS_NAME_LEN", NAME_LEN as u64);
    add("WSS_REQUEST_MAX", limit::REQUEST as u64);
    add("WSS_ANSWER_MAX", limit::ANSWER as u64);
    add("WSS_RECORD_MAX", wss_abi::audit::MAX_RECORD as u64 + 4);
    add("WSSIOC_VERSION", IOC_VERSION);
    add("WSSIOC_REQUEST", IOC_REQUEST);
    add("WSSIOC_SUBSCRIBE", IOC_SUBSCRIBE);
    let name = String::new;
    for (c, ask) in [
        ("LOAD", Ask::Load(Vec::new())),
        ("UNLOAD", Ask::Unload(name())),
        ("ACTIVATE", Ask::Activate(name(), Criteria::default())),
        ("DEACTIVATE", Ask::Deactivate(name(), Criteria::default())),
        ("DETACH", Ask::Detach(name(), 0)),
        ("LIST", Ask::List),
        ("STATUS", Ask::Status),
        ("PS", Ask::Ps),
        ("LOCK", Ask::Lock),
    ] {
        add(&format!("WSS_VERB_{c}"), u64::from(ask.verb()));
    }
    layout!(all, "wss_version", Version { abi, spare, module });
    layout!(all, "wss_request", Request { abi, verb, input, input_len, output, output_len });
    layout!(all, "wss_subscribe", Subscribe { abi, spare, wrapper });
    all
}

#[test]
fn the_header_says_the_same() {
    header::compare("wss.h", ("WSS_DEVICE", PATH), expressions());
}
