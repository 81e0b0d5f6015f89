//! What is called, with what.
use crate::call::Arg::{self, Addr, Int, Str};
use crate::run::TREE;
use crate::{files, others};
use std::path::Path;

/// Where a case is when it makes its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the tree.
    Here,
    /// Elsewhere; the tree is descriptor [`TREE`].
    Elsewhere,
    /// Elsewhere and in capability mode.
    Capsicum,
}

/// A call.
#[derive(Clone)]
pub(crate) struct Case {
    /// Says which it is.
    pub name: String,
    /// Number.
    pub nr: u32,
    /// Arguments.
    pub args: Vec<Arg>,
    /// Where it is made.
    pub place: Place,
    /// Done before, with the tree's path.
    pub prepare: Option<fn(&Path)>,
    /// What to say of success: the value, and what was written to memory.
    pub show: fn(u64, &[Vec<u8>]) -> String,
}

/// A good call, from which cases are made.
pub(crate) struct Good {
    pub name: &'static str,
    pub nr: u32,
    pub args: Vec<Arg>,
    /// Which arguments are paths.
    pub paths: &'static [usize],
    /// Paths start from a descriptor.
    pub at: bool,
    pub prepare: Option<fn(&Path)>,
    pub show: fn(u64, &[Vec<u8>]) -> String,
}

pub(crate) fn value(value: u64, _: &[Vec<u8>]) -> String {
    format!(" {}", value as i64)
}

pub(crate) fn ok(_: u64, _: &[Vec<u8>]) -> String {
    " ok".into()
}

pub(crate) fn path(s: &str) -> Arg {
    Str(s.as_bytes().to_vec())
}

pub(crate) fn good(name: &'static str, nr: u32, paths: &'static [usize], args: Vec<Arg>) -> Good {
    let at = paths.iter().any(|p| *p > 0 && matches!(args.get(p - 1), Some(Int(TREE))));
    Good { name, nr, args, paths, at, prepare: None, show: value }
}

/// What a path may be instead.
fn bad_paths() -> Vec<(&'static str, Arg)> {
    let long = |n: usize| Str(vec![b'a'; n]);
    vec![
        ("missing", path("no/such")),
        ("new", path("new")),
        ("not a directory", path("f/x")),
        ("closed", path("closed/in")),
        ("loop", path("loop")),
        ("dangling", path("dangling")),
        ("link", path("l")),
        ("link to directory", path("ld/g")),
        ("directory", path("d")),
        ("slash", path("f/")),
        ("directory slash", path("e/")),
        ("dot", path(".")),
        ("up", path("d/../f")),
        ("empty", path("")),
        ("long name", long(300)),
        ("long path", Str(b"./".repeat(600))),
        ("null", Addr(0)),
        ("bad address", Addr(16)),
        ("kernel address", Addr(0xffff_ffff_8020_0000)),
    ]
}

/// Those that are tried with one another where a call takes two paths.
const PAIRS: [&str; 5] = ["missing", "closed", "long name", "long path", "bad address"];

fn with(good: &Good, what: &str, place: Place, args: Vec<Arg>) -> Case {
    let name = if what.is_empty() { good.name.into() } else { format!("{}, {what}", good.name) };
    Case { name, nr: good.nr, args, place, prepare: good.prepare, show: good.show }
}

/// The call as it is, and with each of its paths being something else.
fn from(good: &Good, out: &mut Vec<Case>) {
    let place = if good.at { Place::Elsewhere } else { Place::Here };
    out.push(with(good, "", place, good.args.clone()));
    let other = |at: usize, with: &Arg| {
        let mut args = good.args.clone();
        if let Some(arg) = args.get_mut(at) {
            *arg = with.clone();
        }
        args
    };
    let bad = bad_paths();
    for at in good.paths {
        for (what, arg) in &bad {
            let what = format!("path {at} {what}");
            out.push(with(good, &what, place, other(*at, arg)));
        }
    }
    if let [first, second] = good.paths {
        // Which of two errors is told.
        let bad: Vec<_> = bad.iter().filter(|(what, _)| PAIRS.contains(what)).collect();
        for (one, a) in &bad {
            for (two, b) in &bad {
                let mut args = other(*first, a);
                if let Some(arg) = args.get_mut(*second) {
                    *arg = b.clone();
                }
                out.push(with(good, &format!("{one} and {two}"), place, args));
            }
        }
    }
    if let ([at, ..], true) = (good.paths, good.at) {
        let there = [("", None), ("absolute", Some("/etc/hosts")), ("outside", Some("../x"))];
        for (what, to) in there {
            let args = to.map_or_else(|| good.args.clone(), |to| other(*at, &path(to)));
            out.push(with(good, &format!("capability mode {what}"), Place::Capsicum, args));
        }
        let mut args = good.args.clone();
        if let Some(arg) = args.get_mut(at - 1) {
            *arg = Int(99);
        }
        out.push(with(good, "no such descriptor", place, args.clone()));
        if let Some(arg) = args.get_mut(at - 1) {
            *arg = Int(-100);
        }
        out.push(with(good, "working directory", Place::Here, args.clone()));
        out.push(with(good, "capability mode, working directory", Place::Capsicum, args));
    } else if !good.paths.is_empty() {
        out.push(with(good, "capability mode", Place::Capsicum, good.args.clone()));
    }
}

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    let mut out = Vec::new();
    for g in files::all().into_iter().chain(others::all()) {
        from(&g, &mut out);
    }
    out
}
