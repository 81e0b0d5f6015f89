//! The classes of system calls, as bits.
use wss_abi::target::Target;
use wss_abi::watch::class;

/// The classes of a call.
pub fn of_number(nr: u32) -> u32 {
    let call = wss_calls::table(Target::FreebsdAmd64).and_then(|t| t.by_nr(nr));
    call.map_or(0, |c| c.tags.iter().filter_map(|t| class(t)).fold(0, |all, bit| all | bit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wss_abi::watch::CLASSES;

    #[test]
    fn classes_are_the_tags() {
        let table = wss_calls::table(Target::FreebsdAmd64).unwrap();
        for name in CLASSES {
            assert!(table.tagged(name).next().is_some(), "{name}");
        }
        for call in table.calls() {
            assert!(call.tags.iter().all(|t| class(t).is_some()), "{:?}", call.tags);
        }
        // open: a file's path, and a descriptor of it.
        let open = of_number(5);
        assert!(["file", "path", "open"].iter().all(|c| open & class(c).unwrap() != 0));
        assert_eq!((open & class("net").unwrap(), of_number(99_999)), (0, 0));
    }
}
