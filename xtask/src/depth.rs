//! How much stack the deepest chain of calls takes, from a disassembly. Calls through a pointer are
//! not followed, except those of the machine to the engine's helpers and those of the engine to the
//! services of the host: to the one whose place in their table the call names, else to any. Nor are
//! panics and formatting, whose ends are small. Recursion counts once: `core/*` has none that input
//! could drive.
use crate::code::Function;
use std::collections::{BTreeMap, HashMap};

/// Where the machine calls its helpers, as it stands in symbols: the interpreter, and what emitted code
/// calls; and the engine's helpers.
const MACHINE: [&str; 2] = ["6wss_vm6interp9interpret", "7wss_jit4call6helper"];
const HELPERS: &str = "Helpers4call";

/// Where the machine runs native code, what that calls, and the bytes of stack between the two:
/// six registers, two words to align it, and two return addresses.
const RUNS: &str = "6wss_vm3run5go_on";
const NATIVE: &str = "6Native2go";
const CALLED: &str = "7wss_jit4call6helper";
const EMITTED: u32 = 10 * 8;

/// The engine, and the services that a host lends it, and the first of them in their table.
const ENGINE: &str = "10wss_engine";
pub(crate) const SERVICES: &str = "10wss_engine4host4Host";
pub(crate) const FIRST_SERVICE: &str = "4host4Host4read";

/// Where the engine captures arguments: it asks for no other service than the first.
const CAPTURE: &str = "10wss_engine7capture";

type Chain = (Vec<String>, u32);

/// The chain that takes most, outermost function first, and its bytes. `services`: by their places in
/// the host's table, if it is known.
pub(crate) fn deepest(functions: &[Function], services: &BTreeMap<u64, String>) -> Chain {
    let by_name = functions.iter().map(|f| (f.name.as_str(), f)).collect();
    let mut walk = Walk { by_name, services, known: HashMap::new() };
    let chains = functions.iter().map(|f| walk.below(&f.name));
    chains.max_by_key(|(_, bytes)| *bytes).unwrap_or_default()
}

struct Walk<'f> {
    by_name: HashMap<&'f str, &'f Function>,
    services: &'f BTreeMap<u64, String>,
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
        most.1 += f.frame + 8 + if f.name.ends_with(NATIVE) { EMITTED } else { 0 };
        self.known.insert(&f.name, most.clone());
        most
    }

    fn callees(&self, f: &'f Function) -> Vec<&'f str> {
        if ["4core3fmt", "9panicking", "rust_begin_unwind"].iter().any(|n| f.name.contains(n)) {
            return Vec::new();
        }
        let mut callees: Vec<&str> = f.calls.iter().map(String::as_str).collect();
        let mut to = |end: &str| callees.extend(self.by_name.keys().filter(|n| n.ends_with(end)));
        if MACHINE.iter().any(|m| f.name.ends_with(m)) {
            to(HELPERS);
        }
        if f.name.ends_with(RUNS) {
            to(NATIVE);
        }
        if f.name.ends_with(NATIVE) {
            to(CALLED);
        }
        for place in f.through.iter().filter(|_| f.name.contains(ENGINE)) {
            match place {
                Some(place) if !self.services.is_empty() => {
                    callees.extend(self.services.get(place).map(String::as_str));
                }
                _ => {
                    let which = if f.name.contains(CAPTURE) { FIRST_SERVICE } else { SERVICES };
                    callees.extend(self.by_name.keys().filter(|n| n.contains(which)));
                }
            }
        }
        callees
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, frame: u32, calls: &[&str], through: &[Option<u64>]) -> Function {
        let calls = calls.iter().map(|c| c.to_string()).collect();
        Function { name: name.to_string(), frame, calls, through: through.to_vec() }
    }

    #[test]
    fn the_deepest_chain_is_found_through_helpers_and_recursion() {
        let [interpreter, _] = MACHINE;
        let machine = format!("_RNv_{interpreter}");
        let all = [
            function("entry", 100, &[&machine, "big", "entry"], &[]),
            function("big", 200, &["memcpy"], &[]),
            function(&machine, 50, &[], &[]),
            function("_RNv_x7Helpers4call", 92, &["write"], &[]),
            function("write", 52, &["_RNv_4core3fmt5write"], &[]),
            function("_RNv_4core3fmt5write", 12, &["big"], &[]),
        ];
        let (chain, bytes) = deepest(&all, &BTreeMap::new());
        let names = ["entry", &machine, "_RNv_x7Helpers4call", "write", "_RNv_4core3fmt5write"];
        assert_eq!((chain, bytes), (names.map(String::from).to_vec(), 346));
    }

    #[test]
    fn native_code_has_a_frame_and_calls_helpers_too() {
        let all = [
            function(&format!("_RNv_{RUNS}"), 92, &[], &[]),
            function(&format!("_RNv_{NATIVE}"), 192, &[], &[]),
            function(&format!("_RNv_{CALLED}"), 292, &[], &[]),
            function("_RNv_x7Helpers4call", 392, &[], &[]),
        ];
        let (chain, bytes) = deepest(&all, &BTreeMap::new());
        assert_eq!((chain.len(), bytes), (4, 1000 + EMITTED));
    }

    #[test]
    fn the_engine_calls_services_of_the_host() {
        let service = |name| format!("_RNvXs_8wss_kern4hostNtNtCs2_{SERVICES}{name}");
        let (read, stat) = (service("4read"), service("4stat"));
        let table = [(0x18, read.clone()), (0x28, stat.clone())].into();
        let host = || [function(&read, 100, &[], &[]), function(&stat, 200, &[], &[])].into_iter();
        let bytes = |name: &str, through| {
            let engine = function(name, 10, &[], &[through]);
            deepest(&host().chain([engine]).collect::<Vec<_>>(), &table).1
        };
        let engine = "_RNvNtCs2_10wss_engine4life4exec";
        assert_eq!(bytes(engine, Some(0x28)), 18 + 208);
        assert_eq!(bytes(engine, None), 18 + 208);
        // 208 is what stat takes by itself.
        assert_eq!(bytes(engine, Some(0x18)), 208);
        assert_eq!(bytes("_RNvNtCs2_10wss_engine7capture4path", None), 208);
        assert_eq!(bytes("_RNvNtCs2_8wss_kern4hook", None), 208);
    }
}
