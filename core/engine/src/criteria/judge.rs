//! Judging a criterion on a process.
use super::{Criterion, Step, Test};
use crate::host::{Creds, Image};
use core::iter::once;

/// Last component of a path.
pub(crate) fn last(path: &[u8]) -> &[u8] {
    path.rsplit(|b| *b == b'/').next().unwrap_or(path)
}

impl Criterion {
    /// Whether it holds of a process that runs `image` with these credentials.
    pub fn judge(&self, image: &Image, creds: &Creds) -> bool {
        // One without steps always holds.
        let mut value = true;
        let mut steps = self.steps.iter();
        while let Some(step) = steps.next() {
            let over = match step {
                Step::Test(t) => {
                    value = t.judge(image, creds);
                    0
                }
                Step::Not => {
                    value = !value;
                    0
                }
                Step::And(n) if !value => *n,
                Step::Or(n) if value => *n,
                Step::And(_) | Step::Or(_) => 0,
            };
            if let Some(last) = usize::from(over).checked_sub(1) {
                steps.nth(last);
            }
        }
        value
    }
}

impl Test {
    fn judge(&self, image: &Image, creds: &Creds) -> bool {
        let script = image.script.as_deref();
        match self {
            Test::Prog(name) => {
                last(&image.path) == name || script.is_some_and(|s| last(s) == name)
            }
            Test::Path(glob) => {
                glob.matches(once(&*image.path)) || script.is_some_and(|s| glob.matches(once(s)))
            }
            Test::Uid(n) => creds.uid == *n,
            Test::Gid(n) => creds.gid == *n,
            Test::ParentProg(name) => last(&image.parent_program) == name,
            Test::SetUid => image.setuid,
            Test::SetGid => image.setgid,
            Test::Owner(n) => image.stat.uid == *n,
            Test::Mode(bits) => image.stat.mode & bits == *bits,
            Test::Sha256(sum) => image.sha256.as_ref() == Some(sum),
            Test::Jail(n) => creds.jail == *n,
            Test::Argv(regex) => {
                let mut args = image.argv.iter().map(|a| &**a);
                let first = args.next();
                regex.matches(first.into_iter().chain(args.flat_map(|a| [&b" "[..], a])))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::Names;
    use alloc::vec::Vec;

    struct Users;

    impl Names for Users {
        fn user(&self, name: &str) -> Option<u32> {
            (name == "www").then_some(33)
        }

        fn group(&self, name: &str) -> Option<u32> {
            (name == "mail").then_some(8)
        }
    }

    fn image() -> Image {
        let mut image = Image {
            path: b"/usr/bin/python3.13".to_vec(),
            script: Some(b"/opt/app/serve".to_vec()),
            argv: ["serve", "--user", "root"].map(|a| a.as_bytes().to_vec()).to_vec(),
            parent_program: b"/sbin/init".to_vec(),
            setuid: true,
            ..Image::default()
        };
        image.stat.uid = 33;
        image.stat.mode = 0o104755;
        image.sha256 = Some([0xab; 32]);
        image
    }

    fn holds(text: &str) -> bool {
        let creds = Creds { uid: 33, gid: 8, jail: 3, ..Creds::default() };
        Criterion::parse(text, &Users).expect(text).judge(&image(), &creds)
    }

    #[test]
    fn each_test_holds_and_fails() {
        let sum: alloc::string::String = "ab".repeat(32);
        let other = "cd".repeat(32);
        let sums = (alloc::format!("sha256={sum}"), alloc::format!("sha256={other}"));
        let cases = [
            ("prog=serve", "prog=app"),
            ("prog=python3.13", "prog=python3"),
            ("path=/usr/bin/*", "path=/usr/*"),
            ("path=/opt/**", "path=/opt/*"),
            ("uid=33", "uid=0"),
            ("user=www", "uid=34"),
            ("gid=8", "gid=0"),
            ("group=mail", "group=9"),
            ("ppid-prog=init", "ppid-prog=sh"),
            ("setuid", "setgid"),
            ("owner=www", "owner=0"),
            ("mode=4000", "mode=2000"),
            ("jail=3", "jail=0"),
            ("argv~='--user(=| )root$'", "argv~=^--user"),
            (&sums.0, &sums.1),
        ];
        for (yes, no) in cases {
            assert!(holds(yes), "{yes}");
            assert!(!holds(no), "{no}");
        }
    }

    #[test]
    fn operators_bind_as_in_c() {
        let (t, f) = ("uid=33", "uid=0");
        for a in [t, f] {
            for b in [t, f] {
                for c in [t, f] {
                    let [x, y, z] = [a, b, c].map(|v| v == t);
                    let cases = [
                        (alloc::format!("{a} || {b} && {c}"), x || y && z),
                        (alloc::format!("{a}&&{b}||{c}"), x && y || z),
                        (alloc::format!("({a} || {b}) && {c}"), (x || y) && z),
                        (alloc::format!("!{a} || {b} && !{c}"), !x || y && !z),
                        (alloc::format!("!({a} && {b}) || !!{c}"), !(x && y) || z),
                    ];
                    for (text, expect) in cases {
                        assert_eq!(holds(&text), expect, "{text}");
                    }
                }
            }
        }
        let deep = alloc::format!("{}uid=33{}", "(".repeat(2000), ")".repeat(2000));
        assert!(holds(&deep));
        let wide: Vec<&str> = core::iter::repeat_n("uid=0", 500).collect();
        assert!(holds(&alloc::format!("!({})", wide.join("||"))));
    }

    #[test]
    fn errors_say_where_and_what() {
        let cases = [
            ("", 0, "a test"),
            ("porg=x", 0, "a test"),
            ("prog=", 5, "a value"),
            ("prog=x uid=0", 7, "`&&`"),
            ("prog=x &&", 9, "a test"),
            ("(prog=x", 7, "`)`"),
            ("prog=x)", 6, "`&&`"),
            ("uid=nobody-at-all", 4, "a user's number"),
            ("prog='x", 5, "a closing quote"),
            ("argv=x", 4, "`~=`"),
            ("argv~=a(b", 9, "`)`"),
            ("mode=9", 5, "permission bits"),
            ("sha256=12", 7, "64 hexadecimal"),
            ("setuid=1", 0, "`setuid` or"),
            ("prog=/bin/sh", 5, "a program's name"),
            ("prog=x & uid=0", 7, "`&&`"),
            ("uid~=3", 3, "`=`"),
            ("prog=x && é", 10, "a test"),
        ];
        for (text, at, what) in cases {
            let e = Criterion::parse(text, &Users).expect_err(text);
            assert_eq!(e.at, at, "{text}: {e}");
            assert!(e.expected.starts_with(what), "{text}: {e}");
        }
    }

    #[test]
    fn no_text_makes_it_panic_or_loop() {
        let parts = [
            "prog=x",
            "uid=0",
            "argv~=(a|b)*",
            "argv~='[",
            "&&",
            "||",
            "!",
            "(",
            ")",
            "'",
            "\"",
            " ",
            "=",
            "~=",
            "path=/**/[a-",
            "mode=",
            "\u{e9}",
            "{3,",
            "\\",
        ];
        let mut seed = 1u64;
        let image = image();
        for _ in 0..20_000 {
            let mut text = alloc::string::String::new();
            for _ in 0..(seed >> 60) {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                text.push_str(parts[(seed >> 33) as usize % parts.len()]);
            }
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            match Criterion::parse(&text, &()) {
                Ok(c) => {
                    c.judge(&image, &Creds::default());
                }
                Err(e) => assert!(e.at <= text.len() && !e.expected.is_empty(), "{text}"),
            }
        }
    }
}
