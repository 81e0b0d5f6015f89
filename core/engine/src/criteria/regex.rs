//! A regular expression that cannot be made slow: Thompson's construction (1968), run as a set of
//! states over the bytes of the text (Pike's machine without captures; module `states`). Time is the
//! product of program and text; matching allocates nothing, and neither step recurses.
//!
//! Syntax, the common part of POSIX extended expressions and Perl's: bytes, `.`, `[...]`,
//! `[^...]` with ranges, `\d \D \w \W \s \S`, `\n \t`, `\` before punctuation, `^`, `$`, `(...)`,
//! `|`, `*`, `+`, `?`, `{m}`, `{m,}`, `{m,n}`. The same machine runs the shell patterns of `path=`.
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};

/// Most instructions of a program.
pub(super) const MAX_PROGRAM: usize = 1024;
/// Largest count in braces.
const MAX_COUNT: u32 = 255;

/// Bytes of a class.
pub(super) type Class = [u64; 4];

#[derive(Clone, Copy, Debug)]
pub(super) enum Inst {
    Class(Class),
    /// On to both, relative to this instruction.
    Split(i16, i16),
    Jump(i16),
    Start,
    End,
    Match,
}

/// Why a pattern is refused, and at which byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RegexError {
    Expected(usize, &'static str),
    TooLarge,
    OutOfMemory,
}

impl From<OutOfMemory> for RegexError {
    fn from(_: OutOfMemory) -> Self {
        RegexError::OutOfMemory
    }
}

/// A compiled pattern.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug)]
pub struct Regex {
    pub(super) program: Vec<Inst>,
    /// The whole text must match.
    pub(super) whole: bool,
    /// Bytes that a match can begin with, but at the start of the text.
    pub(super) begins: Class,
}

pub(super) const NONE: Class = [0; 4];
pub(super) const ALL: Class = [u64::MAX; 4];

fn add(c: &mut Class, from: u8, to: u8) {
    for b in from..=to {
        if let Some(w) = c.get_mut(usize::from(b >> 6)) {
            *w |= 1 << (b & 63);
        }
    }
}

pub(super) fn has(c: &Class, b: u8) -> bool {
    c.get(usize::from(b >> 6)).is_some_and(|w| w >> (b & 63) & 1 != 0)
}

fn not(c: Class) -> Class {
    c.map(|w| !w)
}

fn one(b: u8) -> Class {
    let mut c = NONE;
    add(&mut c, b, b);
    c
}

/// The class a letter after `\` stands for, or the byte.
fn escape(b: u8) -> Option<Class> {
    let mut c = NONE;
    match b {
        b'd' | b'D' => add(&mut c, b'0', b'9'),
        b'w' | b'W' => {
            for (from, to) in [(b'a', b'z'), (b'A', b'Z'), (b'0', b'9'), (b'_', b'_')] {
                add(&mut c, from, to);
            }
        }
        b's' | b'S' => b" \t\n\r\x0b\x0c".iter().for_each(|b| add(&mut c, *b, *b)),
        b'n' => c = one(b'\n'),
        b't' => c = one(b'\t'),
        _ if b.is_ascii_alphanumeric() => return None,
        _ => c = one(b),
    }
    Some(if b.is_ascii_uppercase() { not(c) } else { c })
}

/// Pieces of a program joined one after the other, or by alternation.
#[derive(Default)]
struct Group {
    /// Alternatives that are complete.
    done: Vec<Vec<Inst>>,
    /// Items of the alternative being read.
    items: Vec<Vec<Inst>>,
}

impl Group {
    fn close_alternative(&mut self) -> Result<(), RegexError> {
        let mut all = Vec::new();
        for item in core::mem::take(&mut self.items) {
            append(&mut all, &item)?;
        }
        Ok(self.done.try_push(all)?)
    }

    fn close(mut self) -> Result<Vec<Inst>, RegexError> {
        self.close_alternative()?;
        let mut out = self.done.pop().unwrap_or_default();
        while let Some(left) = self.done.pop() {
            // split left, right; left; jump over right; right
            let mut joined = Vec::new();
            append(&mut joined, &[Inst::Split(1, left.len() as i16 + 2)])?;
            append(&mut joined, &left)?;
            append(&mut joined, &[Inst::Jump(out.len() as i16 + 1)])?;
            append(&mut joined, &out)?;
            out = joined;
        }
        Ok(out)
    }
}

fn append(to: &mut Vec<Inst>, more: &[Inst]) -> Result<(), RegexError> {
    if to.len() + more.len() >= MAX_PROGRAM {
        return Err(RegexError::TooLarge);
    }
    Ok(to.try_extend(more)?)
}

/// `item` at least `min` and at most `max` times.
fn repeat(item: &[Inst], min: u32, max: Option<u32>) -> Result<Vec<Inst>, RegexError> {
    let mut out = Vec::new();
    let len = item.len() as i16;
    for _ in 0..min {
        append(&mut out, item)?;
    }
    match max {
        None => {
            append(&mut out, &[Inst::Split(1, len + 2)])?;
            append(&mut out, item)?;
            append(&mut out, &[Inst::Jump(-len - 1)])?;
        }
        Some(max) => {
            for _ in min..max {
                append(&mut out, &[Inst::Split(1, len + 1)])?;
                append(&mut out, item)?;
            }
        }
    }
    Ok(out)
}

struct Reader<'p> {
    pattern: &'p [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.pattern.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let b = self.peek()?;
        self.at += 1;
        Some(b)
    }

    fn eat(&mut self, b: u8) -> bool {
        let is = self.peek() == Some(b);
        self.at += usize::from(is);
        is
    }

    fn expected<T>(&self, what: &'static str) -> Result<T, RegexError> {
        Err(RegexError::Expected(self.at, what))
    }

    /// After `[`; `negation` says which byte negates besides `^`.
    fn class(&mut self, negation: u8) -> Result<Class, RegexError> {
        let negated = self.eat(b'^') || self.eat(negation);
        let mut c = NONE;
        let mut first = true;
        loop {
            let b = match self.next() {
                None => return self.expected("`]`"),
                Some(b']') if !first => break,
                Some(b'\\') => match self.next() {
                    None => return self.expected("a character after `\\`"),
                    Some(b) => match escape(b) {
                        Some(class) if class.iter().map(|w| w.count_ones()).sum::<u32>() != 1 => {
                            c.iter_mut().zip(class).for_each(|(to, w)| *to |= w);
                            first = false;
                            continue;
                        }
                        Some(class) => (0..=255).find(|b| has(&class, *b)).unwrap_or(b),
                        None => b,
                    },
                },
                Some(b) => b,
            };
            first = false;
            let range = self.peek() == Some(b'-')
                && self.pattern.get(self.at + 1).is_some_and(|b| *b != b']');
            if range {
                self.at += 1;
                let to = match self.next() {
                    Some(b'\\') => self.next(),
                    to => to,
                };
                match to {
                    Some(to) if to >= b => add(&mut c, b, to),
                    _ => return self.expected("a range whose end is not before its start"),
                }
            } else {
                add(&mut c, b, b);
            }
        }
        Ok(if negated { not(c) } else { c })
    }

    fn number(&mut self) -> Result<Option<u32>, RegexError> {
        let mut n: Option<u32> = None;
        while let Some(d @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            let v = n.unwrap_or(0).saturating_mul(10).saturating_add(u32::from(d - b'0'));
            if v > MAX_COUNT {
                return self.expected("a count of at most 255");
            }
            n = Some(v);
        }
        Ok(n)
    }

    /// After `{`: least and most.
    fn counts(&mut self) -> Result<(u32, Option<u32>), RegexError> {
        let Some(min) = self.number()? else { return self.expected("a count") };
        let max = if self.eat(b',') { self.number()? } else { Some(min) };
        if !self.eat(b'}') {
            return self.expected("`}`");
        }
        if max.is_some_and(|max| max < min) {
            return self.expected("a largest count that is not below the least");
        }
        Ok((min, max))
    }
}

impl Regex {
    /// Compiles an expression that is searched for anywhere in the text.
    pub(crate) fn compile(pattern: &[u8]) -> Result<Regex, RegexError> {
        let mut r = Reader { pattern, at: 0 };
        let mut open: Vec<Group> = Vec::new();
        let mut group = Group::default();
        while let Some(b) = r.next() {
            let item: Vec<Inst> = match b {
                b'(' => {
                    open.try_push(core::mem::take(&mut group))?;
                    continue;
                }
                b')' => {
                    let Some(outer) = open.pop() else {
                        r.at -= 1;
                        return r.expected("no `)` here: none is open");
                    };
                    core::mem::replace(&mut group, outer).close()?
                }
                b'|' => {
                    group.close_alternative()?;
                    continue;
                }
                b'*' | b'+' | b'?' | b'{' => {
                    let Some(item) = group.items.pop() else {
                        r.at -= 1;
                        return r.expected("something to repeat before this");
                    };
                    let (min, max) = match b {
                        b'*' => (0, None),
                        b'+' => (1, None),
                        b'?' => (0, Some(1)),
                        _ => r.counts()?,
                    };
                    repeat(&item, min, max)?
                }
                b'^' => try_vec(&[Inst::Start])?,
                b'$' => try_vec(&[Inst::End])?,
                b'.' => try_vec(&[Inst::Class(ALL)])?,
                b'[' => try_vec(&[Inst::Class(r.class(b'^')?)])?,
                b'\\' => match r.next().and_then(escape) {
                    Some(c) => try_vec(&[Inst::Class(c)])?,
                    None => return r.expected("d, w, s, n, t or punctuation after `\\`"),
                },
                b => try_vec(&[Inst::Class(one(b))])?,
            };
            group.items.try_push(item)?;
        }
        if !open.is_empty() {
            return r.expected("`)`");
        }
        let mut program = group.close()?;
        program.try_push(Inst::Match)?;
        Ok(Regex::of(program, false))
    }

    /// Compiles a shell pattern over paths that the whole text must match.
    pub(crate) fn glob(pattern: &[u8]) -> Result<Regex, RegexError> {
        let mut r = Reader { pattern, at: 0 };
        let mut program = Vec::new();
        let no_slash = not(one(b'/'));
        while let Some(b) = r.next() {
            let class = match b {
                b'*' => {
                    let class = if r.eat(b'*') { ALL } else { no_slash };
                    let any = repeat(&[Inst::Class(class)], 0, None)?;
                    append(&mut program, &any)?;
                    continue;
                }
                b'?' => no_slash,
                b'[' => {
                    let mut c = r.class(b'!')?;
                    c.iter_mut().zip(no_slash).for_each(|(w, n)| *w &= n);
                    c
                }
                b'\\' => match r.next() {
                    Some(b) => one(b),
                    None => return r.expected("a character after `\\`"),
                },
                b => one(b),
            };
            append(&mut program, &[Inst::Class(class)])?;
        }
        program.try_push(Inst::Match)?;
        Ok(Regex::of(program, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn re(p: &str, t: &str) -> bool {
        let r = Regex::compile(p.as_bytes()).expect(p);
        // However the text comes in pieces.
        let whole = r.matches(core::iter::once(t.as_bytes()));
        assert_eq!(r.matches(t.as_bytes().chunks(1)), whole, "{p} on {t}");
        whole
    }

    #[test]
    fn expressions() {
        let cases = [
            ("", "", true),
            ("", "abc", true),
            ("b", "abc", true),
            ("^b", "abc", false),
            ("^abc$", "abc", true),
            ("^ab?c$", "ac", true),
            ("^(ab|cd)+$", "abcdab", true),
            ("^(ab|cd)+$", "abc", false),
            ("^a{2,3}$", "aa", true),
            ("^a{2,3}$", "aaaa", false),
            ("^a{2}$", "aa", true),
            ("^a{2,}$", "aaaaaa", true),
            ("^[a-c]+[^x]$", "abcd", true),
            ("^[]x]$", "]", true),
            ("^[a\\d-]+$", "a-9", true),
            ("\\bx", "", false),
            ("--user(=| )root", "daemon --user root", true),
            ("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false),
            ("^$", "", true),
            ("a|", "zzz", true),
            ("^(a|b|c|)d$", "d", true),
            ("zz[0-9]q", "a zz zz7 zz3q", true),
            ("zz[0-9]q", "a zz zz7 zz3 q", false),
            ("(^|x)ab", "cab", false),
            ("(^|x)ab", "cxab", true),
            ("b$|c", "bcb", true),
            ("b$", "bcba", false),
            ("a.$", "aaab", true),
            ("x*$", "abc", true),
            ("(ab|bc){20,30}d", "abcabd", false),
            ("(a|b){70}c", "c", false),
        ];
        for (p, t, expect) in cases {
            if p.starts_with("\\b") {
                assert!(Regex::compile(p.as_bytes()).is_err());
            } else {
                assert_eq!(re(p, t), expect, "{p} on {t}");
            }
        }
    }

    #[test]
    fn malformed_expressions_say_where() {
        for (p, at) in [("a(b", 3), ("a)b", 1), ("*a", 0), ("a{2", 3), ("[a", 2), ("a{3,2}", 6)] {
            match Regex::compile(p.as_bytes()) {
                Err(RegexError::Expected(found, _)) => assert_eq!(found, at, "{p}"),
                other => panic!("{p}: {other:?}"),
            }
        }
        assert_eq!(
            Regex::compile(b"((a{255}){255}){255}").map(|_| ()).err(),
            Some(RegexError::TooLarge)
        );
    }

    #[test]
    fn globs() {
        let cases = [
            ("/bin/*", "/bin/sh", true),
            ("/bin/*", "/bin/a/b", false),
            ("/bin/**", "/bin/a/b", true),
            ("/bin/?h", "/bin/sh", true),
            ("/bin/[!s]h", "/bin/sh", false),
            ("/bin/[a-t]h", "/bin/sh", true),
            ("/bin/sh", "/bin/sh2", false),
            ("/a\\*", "/a*", true),
            ("/a[^b]c", "/a/c", false),
        ];
        for (p, t, expect) in cases {
            let g = Regex::glob(p.as_bytes()).expect(p);
            assert_eq!(g.matches(core::iter::once(t.as_bytes())), expect, "{p} on {t}");
        }
    }
}
