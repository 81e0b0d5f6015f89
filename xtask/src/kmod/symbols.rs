//! The module's undefined symbols against the list of what it may use of the kernel.
use crate::elf::{Object, Undefined, members};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Where the list stands.
const LIST: &str = "kmod/symbols.txt";

/// What the module's symbols are compared with.
pub(crate) struct Against<'a> {
    /// The list.
    pub(crate) list: &'a str,
    /// Whether all of it must be used: with headers of the kernel's own, some calls that others make
    /// by a symbol are made without.
    pub(crate) whole: bool,
    /// A kernel that must have them.
    pub(crate) kernel: Option<&'a [u8]>,
}

/// Symbols that are used and not listed, or listed and not used, or that the kernel, if one is
/// given, lacks, unless they are weak; and lines of the list that say nothing.
pub(crate) fn wrong(
    module: &Object<'_>,
    parts: &[(Cow<'_, str>, Vec<u8>)],
    against: &Against<'_>,
) -> Result<Vec<String>, String> {
    let used = module.undefined();
    let mut wrong = Vec::new();
    let listed = read(against.list, &mut wrong);
    let whose = definitions(parts)?;
    for one in used.iter().filter(|u| !listed.contains(u.symbol.as_str())) {
        wrong.push(format!("{} is not in {LIST}; {}", one.symbol, place(one, &whose)));
    }
    let is_used = |symbol: &str| used.iter().any(|u| u.symbol == symbol);
    for symbol in listed.iter().filter(|s| against.whole && !is_used(s)) {
        wrong.push(format!("{symbol} is in {LIST}, and nothing uses it"));
    }
    if let Some(kernel) = against.kernel {
        let given = Object::parse(kernel)?.exports();
        let missing = used.iter().filter(|u| !u.weak && !given.contains(&u.symbol));
        wrong.extend(missing.map(|u| format!("the kernel has no symbol {}", u.symbol)));
        println!("{} symbols looked for in the kernel", used.len());
    }
    Ok(wrong)
}

/// Symbols of the list: lines of a name, `#` and the reason why it is used, in alphabetical order.
/// Empty lines and lines that begin with `#` are for the reader.
fn read<'l>(list: &'l str, wrong: &mut Vec<String>) -> BTreeSet<&'l str> {
    let mut listed = BTreeSet::new();
    for (number, line) in (1..).zip(list.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, reason) = line.split_once('#').unwrap_or((line, ""));
        let name = name.trim();
        if reason.trim().is_empty() || name.is_empty() || name.contains(char::is_whitespace) {
            wrong.push(format!("{LIST}:{number}: expected `name  # reason`: {line}"));
        }
        if listed.last().is_some_and(|last| *last >= name) {
            wrong.push(format!("{LIST}:{number}: {name} is not in alphabetical order"));
        }
        listed.insert(name);
    }
    listed
}

/// Each part by name, with what it defines.
fn definitions(
    parts: &[(Cow<'_, str>, Vec<u8>)],
) -> Result<Vec<(String, BTreeSet<String>)>, String> {
    let mut all = Vec::new();
    for (name, bytes) in parts {
        for (name, bytes) in members(name, bytes)? {
            all.push((name, Object::parse(bytes)?.defines()));
        }
    }
    Ok(all)
}

/// Who uses a symbol, of many the first: `used by wss_file_stat in file.o and 2 more`.
fn place(one: &Undefined, whose: &[(String, BTreeSet<String>)]) -> String {
    let Some(first) = one.users.first() else { return "used by nobody".into() };
    let part = whose.iter().find(|(_, defines)| defines.contains(first));
    let part = part.map_or("?", |(name, _)| name);
    let more = match one.users.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("used by {} in {part}{more}", crate::code::plain(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;
    use object::elf::R_X86_64_PLT32;

    /// `f` uses malloc, free, and, if it is there, weak_one.
    fn module() -> Vec<u8> {
        let mut made = Made::new();
        let f = made.function("f", false);
        for (offset, name) in [(1, "malloc"), (6, "free"), (11, "weak_one")] {
            let wanted = made.symbol(name, None);
            made.relocation((f, offset), (wanted, -4), R_X86_64_PLT32);
        }
        made.bytes()
    }

    fn said_of(against: &Against<'_>) -> Vec<String> {
        let bytes = module();
        let parts = [(Cow::Borrowed("mem.o"), bytes.clone())];
        wrong(&Object::parse(&bytes).unwrap(), &parts, against).unwrap()
    }

    fn said(list: &str, kernel: Option<&[u8]>) -> Vec<String> {
        said_of(&Against { list, whole: true, kernel })
    }

    #[test]
    fn the_list_names_what_is_used_and_nothing_else() {
        let list = "# heading\n\nfree  # frees\nmalloc  # allocates\nweak_one  # perhaps\n";
        assert_eq!(said(list, None), [""; 0]);
        let unlisted = ["malloc is not in kmod/symbols.txt; used by f in mem.o"];
        assert_eq!(said("free  # frees\nweak_one  # perhaps", None), unlisted);
        let unused = ["panic is in kmod/symbols.txt, and nothing uses it"];
        let list = list.replace("weak_one", "panic  # ends\nweak_one");
        assert_eq!(said(&list, None), unused);
        assert_eq!(said_of(&Against { list: &list, whole: false, kernel: None }), [""; 0]);
    }

    #[test]
    fn each_line_has_its_place_and_a_reason() {
        let said = said("malloc  # allocates\nfree\nweak_one  # perhaps\n", None);
        let expected = [
            "kmod/symbols.txt:2: expected `name  # reason`: free",
            "kmod/symbols.txt:2: free is not in alphabetical order",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn the_kernel_must_have_them() {
        let mut kernel = Made::new();
        kernel.function("malloc", true);
        kernel.function("free", false);
        let list = "free  # frees\nmalloc  # allocates\nweak_one  # perhaps";
        assert_eq!(said(list, Some(&kernel.bytes())), ["the kernel has no symbol free"]);
    }
}
