//! `*.consts` and `*.errnos`.
use crate::text::{Bad, Source, number};
use std::collections::HashMap;

/// A set of constants.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) unknown: String,
    pub(crate) members: Vec<Const>,
    line: crate::text::Line,
}

/// One constant.
pub(crate) struct Const {
    pub(crate) name: String,
    pub(crate) value: u64,
    pub(crate) mask: u64,
}

/// One errno.
pub(crate) struct Errno {
    pub(crate) nr: u16,
    pub(crate) name: String,
    pub(crate) message: String,
}

/// Reads the sets.
pub(crate) fn sets(source: &Source) -> Result<Vec<Set>, Bad> {
    let mut out: Vec<Set> = Vec::new();
    for (head, body) in source.entries()? {
        let mut words = head.text.split_whitespace();
        let kind = match words.next() {
            Some("flags") => "Flags",
            Some("enum") => "Enum",
            Some("consts") => "Consts",
            _ => return Err(head.bad("expected `flags`, `enum` or `consts`")),
        };
        let name = words.next().ok_or_else(|| head.bad("expected the name of the set"))?;
        if out.iter().any(|s| s.name == name) {
            return Err(head.bad(format!("there is a set {name} already")));
        }
        let mut unknown = String::new();
        let mut header = false;
        for word in words {
            if word.starts_with('<') && word.ends_with('>') {
                header = true;
            } else if word.contains('?') {
                unknown = word.into();
            } else {
                return Err(head.bad(format!("expected <header.h> or PREFIX_???, found {word}")));
            }
        }
        if !header {
            return Err(head.bad("name the header that defines the set: <linux/x.h>"));
        }
        let mut members = Vec::new();
        for line in body {
            let mut words = line.text.split_whitespace();
            while let Some(name) = words.next() {
                let spec = words
                    .next()
                    .ok_or_else(|| line.bad(format!("expected the value of {name}")))?;
                let (value, mask) = match spec.split_once('/') {
                    Some((v, m)) => (number(v), Some(number(m))),
                    None => (number(spec), None),
                };
                let bad = || line.bad(format!("{spec} is no number"));
                let value = value.ok_or_else(bad)?;
                let mask = match mask {
                    Some(m) => m.ok_or_else(bad)?,
                    None => value,
                };
                members.push(Const { name: name.into(), value, mask });
            }
        }
        out.push(Set { name: name.into(), kind, unknown, members, line: head.clone() });
    }
    Ok(out)
}

/// Reads `NUMBER NAME message`.
pub(crate) fn errnos(source: &Source) -> Result<Vec<Errno>, Bad> {
    let mut out: Vec<Errno> = Vec::new();
    for (line, _) in source.entries()? {
        let mut words = line.text.splitn(3, ' ');
        let (Some(nr), Some(name), Some(message)) = (words.next(), words.next(), words.next())
        else {
            return Err(line.bad("expected NUMBER NAME message"));
        };
        let nr: u16 = nr.parse().map_err(|_| line.bad(format!("{nr} is no errno")))?;
        if out.last().is_some_and(|last| last.nr >= nr) {
            return Err(line.bad("errnos must rise"));
        }
        out.push(Errno { nr, name: name.into(), message: message.into() });
    }
    Ok(out)
}

/// Names that other files refer to.
pub(crate) struct Known {
    values: HashMap<String, u64>,
    sets: Vec<String>,
}

impl Known {
    pub(crate) fn new(sets: &[Set], errnos: &[Errno]) -> Result<Known, Bad> {
        let mut values: HashMap<String, u64> = HashMap::new();
        for set in sets {
            for c in &set.members {
                if values.insert(c.name.clone(), c.value).is_some_and(|old| old != c.value) {
                    return Err(set.line.bad(format!("{} has two values", c.name)));
                }
            }
        }
        for e in errnos {
            values.insert(e.name.clone(), u64::from(e.nr));
        }
        Ok(Known { values, sets: sets.iter().map(|s| s.name.clone()).collect() })
    }

    /// Value of a constant or a number.
    pub(crate) fn value(&self, word: &str) -> Option<u64> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return number(word);
        }
        self.values.get(word).copied()
    }

    pub(crate) fn has_set(&self, name: &str) -> bool {
        self.sets.iter().any(|s| s == name)
    }

    /// All constants, sorted by name.
    pub(crate) fn sorted(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<_> = self.values.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        all.sort_unstable();
        all
    }
}
