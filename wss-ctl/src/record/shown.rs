//! What of an event people read: its name, its parameters by name, its result, as the calls'
//! characterisation renders them.
use wss_abi::audit::{Event, Value};
use wss_calls::decode;

/// An event, rendered.
pub(super) struct Shown {
    /// Name of the call or event.
    pub(super) name: String,
    /// Name and value of each parameter.
    pub(super) params: Vec<(String, String)>,
}

/// Renders the parts of an event.
pub(super) fn event(e: &Event) -> Shown {
    match e {
        Event::Call { target, nr, args, params, ret, .. } => {
            let known = wss_calls::table(*target).and_then(|t| Some((t, t.by_nr(*nr)?)));
            let Some((table, desc)) = known else {
                return Shown { name: format!("syscall_{nr}"), params: Vec::new() };
            };
            let call = decode::Call { table, desc, args, params, ret: *ret };
            let real = (0u8..).zip(desc.params).filter(|(_, p)| !p.is_pseudo());
            let params = real.map(|(i, p)| (p.name.to_owned(), text(|out| call.param(out, i))));
            Shown { name: desc.name.to_owned(), params: params.collect() }
        }
        Event::Raised { name, params, .. } => Shown {
            name: name.clone(),
            params: params.iter().map(|(n, v)| (n.clone(), value(v))).collect(),
        },
        Event::Life(name) => Shown { name: (*name).to_owned(), params: Vec::new() },
    }
}

/// What `write` writes; writing to memory has no way to fail.
pub(super) fn text(write: impl FnOnce(&mut String) -> std::fmt::Result) -> String {
    let mut out = String::new();
    let _ = write(&mut out);
    out
}

fn value(v: &Value) -> String {
    text(|out| decode::untyped(out, v))
}

/// Name of an errno of the target that this program runs on, or its number.
pub(super) fn errno(n: u16) -> String {
    wss_calls::table(crate::HOST_TARGET)
        .and_then(|t| t.errno_name(n))
        .map_or_else(|| n.to_string(), str::to_owned)
}
