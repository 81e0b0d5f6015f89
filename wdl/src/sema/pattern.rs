//! Patterns of calls' names: `bsd::op{open*}`.
use super::abstracts::Way;
use super::{Sema, codes, diag};
use crate::ast;
use crate::diag::Diagnostic;
use wss_abi::clause::ArgTest;

const NAMESPACES: [&str; 3] = ["bsd", "linux", "unix"];

impl<'a> Sema<'a> {
    pub(super) fn pattern(&mut self, p: &ast::Pattern, ways: &mut Vec<Way<'a>>) {
        let name = &*p.text;
        let plain = |call, test: Option<ArgTest>| Way {
            call,
            env: None,
            test: test.into_iter().collect(),
            conditions: Vec::new(),
        };
        if self.abstracts.contains_key(name) {
            ways.extend(self.expand(name, p.span, &mut Vec::new()));
            return;
        }
        let before = ways.len();
        if name.contains(['*', '?']) {
            let mut families: Vec<&str> = self
                .table
                .names()
                .filter(|n| matches(name.as_bytes(), n.as_bytes()))
                .filter_map(|n| self.table.family_name(n))
                .collect();
            families.sort_unstable();
            families.dedup();
            if name == "*" {
                ways.extend(self.table.calls().iter().map(|c| plain(c, None)));
            } else {
                for f in families {
                    ways.extend(self.members(f));
                }
            }
        } else if let Some(family) = self.table.family_name(name) {
            ways.extend(self.members(family));
            // A call's own name means the call whatever it does, and its family besides.
            if family != name
                && let Some(call) = self.table.by_name(name)
            {
                ways.push(plain(call, None));
            }
        } else {
            ways.extend(self.table.tagged(name).map(|c| plain(c, None)));
        }
        if ways.len() > before || self.is_absent(name) {
            return;
        }
        let text = if name.contains(['*', '?']) {
            format!("no event matches `{name}`")
        } else {
            format!("there is no event `{name}`")
        };
        let mut d = Diagnostic::new(codes::UNKNOWN_EVENT, p.span, text);
        let abstracts: Vec<_> = self.abstracts.keys().cloned().collect();
        let names = self.table.names().chain(self.table.tags()).map(|n| -> &str { n });
        let near = diag::nearest(name, names.chain(abstracts.iter().map(|n| &**n)));
        if let Some(near) = near {
            d = d.suggest(p.span, near, "an event with a similar name exists");
        }
        self.diags.push(d);
    }

    pub(super) fn members(&self, family: &str) -> Vec<Way<'a>> {
        let family = family.to_owned();
        self.table
            .family(&family)
            .map(|call| Way {
                call,
                env: None,
                test: call.member_of(&family).flatten().into_iter().collect(),
                conditions: Vec::new(),
            })
            .collect()
    }

    pub(super) fn namespace(&mut self, n: Option<&ast::Ident>) {
        let Some(n) = n else { return };
        if NAMESPACES.contains(&&*n.name) {
            return;
        }
        let text = format!("there is no namespace `{}`", n.name);
        let mut d = Diagnostic::new(codes::UNKNOWN_NAMESPACE, n.span, text);
        d = match diag::nearest(&n.name, NAMESPACES.into_iter()) {
            Some(near) => d.suggest(n.span, near, "a similar namespace exists"),
            None => d.help("the namespaces are bsd, linux and unix"),
        };
        self.diags.push(d);
    }
}

/// Shell pattern with `*` and `?`.
pub(super) fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(b'?') => {
                p += 1;
                t += 1;
            }
            Some(x) if x == c => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((sp, st)) => {
                    star = Some((sp, st + 1));
                    p = sp + 1;
                    t = st + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|b| *b == b'*'))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_whole_names() {
        for (p, t, yes) in [
            ("open*", "openat", true),
            ("*at", "openat", true),
            ("*at", "stat", true),
            ("get?id", "getuid", true),
            ("get?id", "getppid", false),
            ("open", "openat", false),
            ("*e*a*", "renameat", true),
            ("", "x", false),
        ] {
            assert_eq!(matches(p.as_bytes(), t.as_bytes()), yes, "{p} {t}");
        }
    }
}
