//! How much stack the deepest chain of calls takes, from a disassembly. Calls through a pointer are
//! not followed, except those of the machine to the engine's helpers and those of the engine, which
//! may reach any service of the host; nor are panics and formatting, whose ends are small. Recursion
//! counts once: `core/*` has none that input could drive.
use crate::code::Function;
use std::collections::HashMap;

/// Where the machine calls its helpers, as it stands in symbols of wss-vm, and the engine's helpers.
const MACHINE: &str = "6wss_vm3run5go_on";
const HELPERS: &str = "Helpers4call";

/// The engine, and the services that a host lends it.
const ENGINE: &str = "10wss_engine";
const SERVICES: &str = "10wss_engine4host4Host";

type Chain = (Vec<String>, u32);

/// The chain that takes most, outermost function first, and its bytes.
pub(crate) fn deepest(functions: &[Function]) -> Chain {
    let by_name = functions.iter().map(|f| (f.name.as_str(), f)).collect();
    let mut walk = Walk { by_name, known: HashMap::new() };
    let chains = functions.iter().map(|f| walk.below(&f.name));
    chains.max_by_key(|(_, bytes)| *bytes).unwrap_or_default()
}

struct Walk<'f> {
    by_name: HashMap<&'f str, &'f Function>,
    /// Functions done, or, without a chain, begun.
    known: HashMap<&'f str, Chain>,
}

impl<'f> Walk<'f> {
    fn below(&mut self, name: &str) -> Chain {
        let Some(f) = self.by_name.get(name).copied() else { return Chain::default() };
        if let Some(done) = self.known.get(f.name.as_str()) {
            return done.clone();
        }
        self.known.insert(&f.name, Chain::default());
        let mut most = Chain::default();
        for callee in self.callees(f) {
            let chain = self.below(callee);
            if chain.1 > most.1 {
                most = chain;
            }
        }
        most.0.insert(0, f.name.clone());
        // With the return address.
        most.1 += f.frame + 8;
        self.known.insert(&f.name, most.clone());
        most
    }

    fn callees(&self, f: &'f Function) -> Vec<&'f str> {
        if ["4core3fmt", "9panicking", "rust_begin_unwind"].iter().any(|n| f.name.contains(n)) {
            return Vec::new();
        }
        let mut callees: Vec<&str> = f.calls.iter().map(String::as_str).collect();
        if f.name.contains(MACHINE) {
            callees.extend(self.by_name.keys().filter(|n| n.ends_with(HELPERS)));
        }
        if f.indirect && f.name.contains(ENGINE) {
            callees.extend(self.by_name.keys().filter(|n| n.contains(SERVICES)));
        }
        callees
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_chain_is_found_through_helpers_and_recursion() {
        let function = |name: &str, frame, calls: &[&str]| Function {
            name: name.to_string(),
            frame,
            calls: calls.iter().map(|c| c.to_string()).collect(),
            indirect: false,
        };
        let machine = format!("_RNv_{MACHINE}");
        let all = [
            function("entry", 100, &[&machine, "big", "entry"]),
            function("big", 200, &["memcpy"]),
            function(&machine, 50, &[]),
            function("_RNv_x7Helpers4call", 92, &["write"]),
            function("write", 52, &["_RNv_4core3fmt5write"]),
            function("_RNv_4core3fmt5write", 12, &["big"]),
        ];
        let (chain, bytes) = deepest(&all);
        let names = ["entry", &machine, "_RNv_x7Helpers4call", "write", "_RNv_4core3fmt5write"];
        assert_eq!((chain, bytes), (names.map(String::from).to_vec(), 346));
    }
    #[test]
    fn the_engine_may_call_any_service_of_the_host() {
        let function = |name: &str, indirect| Function {
            name: name.to_string(),
            frame: 92,
            calls: vec![],
            indirect,
        };
        let service = "_RNvXNtCs1_8wss_kern4hostNtB2_KernNtNtCs2_10wss_engine4host4Host4stat";
        let engine = "_RNvNtCs2_10wss_engine7capture4path";
        let (chain, bytes) = deepest(&[function(service, false), function(engine, true)]);
        assert_eq!((chain, bytes), ([engine, service].map(String::from).to_vec(), 200));
    }
}
