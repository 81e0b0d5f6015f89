//! The module's undefined symbols against the list of what it may use of the kernel.
use crate::elf::{Object, Undefined, members};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Where the list stands.
const LIST: &str = "kmod/symbols.txt";

/// Symbols that are used and not listed, or listed and not used, or that the kernel, if one is
/// given, lacks; and lines of the list that say nothing.
pub(crate) fn wrong(
    module: &Object<'_>,
    list: &str,
    parts: &[(Cow<'_, str>, Vec<u8>)],
    kernel: Option<&[u8]>,
) -> Result<Vec<String>, String> {
    let used = module.undefined();
    let mut wrong = Vec::new();
    let listed = read(list, &mut wrong);
    let whose = definitions(parts)?;
    for one in used.iter().filter(|u| !listed.contains(u.symbol.as_str())) {
        wrong.push(format!("{} is not in {LIST}; {}", one.symbol, place(one, &whose)));
    }
    let is_used = |symbol: &str| used.iter().any(|u| u.symbol == symbol);
    for symbol in listed.iter().filter(|s| !is_used(s)) {
        wrong.push(format!("{symbol} is in {LIST}, and nothing uses it"));
    }
    if let Some(kernel) = kernel {
        let given = Object::parse(kernel)?.exports();
        let missing = used.iter().filter(|u| !given.contains(&u.symbol));
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

/// Who uses a symbol: `vfs.o: wss_stat`.
fn place(one: &Undefined, whose: &[(String, BTreeSet<String>)]) -> String {
    let mut users = Vec::new();
    for user in &one.users {
        let part = whose.iter().find(|(_, defines)| defines.contains(user));
        let part = part.map_or("?", |(name, _)| name);
        users.push(format!("used by {} in {part}", crate::code::plain(user)));
    }
    users.join(", ")
}
