//! The classes of system calls, as bits: of every number, when the module is built, since they are asked
//! for at each call that is watched and, of all calls, at each set of classes that is new.
use wss_abi::target::Target;
use wss_abi::watch::CLASSES;
use wss_calls::CallDesc;

/// Numbers that there are classes of; the system's calls end below.
pub const NUMBERS: usize = 640;

static CLASSES_OF: [u32; NUMBERS] = all();

/// The classes of a call.
#[inline]
pub fn of_number(nr: u32) -> u32 {
    CLASSES_OF.get(nr as usize).copied().unwrap_or(0)
}

const fn all() -> [u32; NUMBERS] {
    let mut of = [0; NUMBERS];
    let Some(table) = wss_calls::table(Target::FreebsdAmd64) else { return of };
    let (mut rest, mut of_rest) = (table.calls(), of.as_mut_slice());
    let mut nr = 0;
    // Both by rising number.
    while let Some((call, calls)) = rest.split_first()
        && let Some((classes, more)) = of_rest.split_first_mut()
    {
        if call.nr == nr {
            *classes = of_call(call);
            rest = calls;
        }
        of_rest = more;
        nr += 1;
    }
    of
}

const fn of_call(call: &CallDesc) -> u32 {
    let mut classes = 0;
    let mut tags = call.tags;
    while let Some((tag, more)) = tags.split_first() {
        let mut names = CLASSES.as_slice();
        let mut bit = 1u32;
        while let Some((name, further)) = names.split_first() {
            if same(tag.as_bytes(), name.as_bytes()) {
                classes |= bit;
            }
            bit = bit.wrapping_shl(1);
            names = further;
        }
        tags = more;
    }
    classes
}

const fn same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let ([x, a_rest @ ..], [y, b_rest @ ..]) = (a, b) {
        if *x != *y {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    a.is_empty() && b.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wss_abi::watch::class;

    #[test]
    fn classes_are_the_tags() {
        let table = wss_calls::table(Target::FreebsdAmd64).unwrap();
        for name in CLASSES {
            assert!(table.tagged(name).next().is_some(), "{name}");
        }
        for call in table.calls() {
            let tags = call.tags.iter().map(|t| class(t).unwrap()).fold(0, |all, bit| all | bit);
            assert_eq!(of_number(call.nr), tags, "{:?}", call.tags);
        }
        // open: a file's path, and a descriptor of it.
        let open = of_number(5);
        assert!(["file", "path", "open"].iter().all(|c| open & class(c).unwrap() != 0));
        assert_eq!((open & class("net").unwrap(), of_number(99_999)), (0, 0));
    }
}
