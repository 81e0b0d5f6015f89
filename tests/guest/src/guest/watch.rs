//! Watching processes through `/dev/wsswatch`.
mod bound;
mod events;
mod hostile;
mod limits;
mod rights;
mod target;
mod watcher;

use super::Test;
use std::process::ExitCode;

/// What a process does that a test of these starts.
pub(crate) fn role(name: &str) -> Option<fn(&[String]) -> ExitCode> {
    match name {
        "watched" => Some(target::calls),
        "watched-ask" => Some(target::asks),
        "kin" => Some(target::kin),
        "become" => Some(target::become_root),
        "watching" => Some(rights::watching),
        "hoard" => Some(limits::hoard),
        "worst" => Some(bound::worst),
        "spin" => Some(bound::spin),
        _ => None,
    }
}

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "watch.exec",
        about: "arguments, environment size and image of an exec, long and odd ones too",
        limit: 120,
        run: events::exec,
    },
    Test {
        name: "watch.exit",
        about: "exit status, signal, and processes that are gone",
        limit: 120,
        run: events::exit,
    },
    Test {
        name: "watch.follow",
        about: "children are watched before they run, in a storm of forks",
        limit: 600,
        run: events::follow,
    },
    Test {
        name: "watch.calls",
        about: "the classes of calls that are asked for, of the wrapped too, and no others",
        limit: 120,
        run: events::calls,
    },
    Test {
        name: "watch.rights",
        about: "who may see a process no more is told as EVFILT_PROC tells",
        limit: 120,
        run: rights::run,
    },
    Test {
        name: "watch.overflow",
        about: "what a slow watcher loses is counted",
        limit: 120,
        run: limits::overflow,
    },
    Test {
        name: "watch.limits",
        about: "users have so much and no more",
        limit: 200,
        run: limits::users,
    },
    Test {
        name: "watch.bound",
        about: "what the worst that a user can watch costs, and how long others wait for it",
        limit: 600,
        run: bound::run,
    },
    Test {
        name: "watch.condition",
        about: "a condition says what is told, within its budget, and what is none is refused",
        limit: 300,
        run: hostile::condition,
    },
    Test {
        name: "watch.requests",
        about: "any requests, from several threads, while processes come and go",
        limit: 300,
        run: hostile::requests,
    },
    Test {
        name: "watch.ends",
        about: "watchers die, and the module goes while they watch",
        limit: 120,
        run: limits::ends,
    },
];
