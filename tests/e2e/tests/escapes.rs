//! Nothing escapes: the first system call of every child, however it was made, is in the audit,
//! once, under its id. Each test prints its counts.
use std::collections::BTreeSet;
use wss_e2e::{marks, process, run, test_program};

/// Runs `spawner WAY COUNT` under `wrapper` and compares what it made with what was seen.
fn all_seen(wrapper: &str, way: &str, count: u64) {
    let spawner = test_program("spawner");
    let run = run(&["-w", wrapper], &[&spawner, way, &count.to_string()]);
    assert_eq!(run.ended.code(), 0, "{wrapper}, {way}: {}{}", run.ended.err, run.ended.out);
    let made = marks::made(&run.ended.out);
    let mut seen = marks::seen(&run.records);
    let mut missing = Vec::new();
    for child in &made {
        match seen.remove(&child.mark).as_deref() {
            Some([tid]) if *tid == child.tid => {}
            other => missing.push(format!("{child:?} was seen as {other:?}")),
        }
    }
    println!("{wrapper}: {way}: {} children, {} not seen", made.len(), missing.len());
    let few = missing.get(..10).unwrap_or(&missing);
    assert!(missing.is_empty(), "{wrapper}, {way}: {} missing, {few:#?}", missing.len());
    assert!(seen.is_empty(), "{wrapper}, {way}: nobody made {seen:?}");
    let expected = if way == "tree" { count - 1 } else { count };
    assert!(way == "clones" || made.len() as u64 == expected, "{way}: {}", made.len());
}

/// Under a wrapper that judges on entry, one that wants results, and one that sees everything.
fn by_every_mechanism(way: &str, count: u64) {
    all_seen("marks", way, count);
    all_seen("marks_exit", way, count);
    all_seen("trace", way, count.min(100));
}

#[test]
fn fork_bomb_of_2000() {
    by_every_mechanism("bomb", 2000);
}

#[test]
fn children_of_children() {
    by_every_mechanism("tree", 300);
}

#[test]
fn clone_with_every_combination_of_flags() {
    let spawner = test_program("spawner");
    let patience = std::time::Duration::from_secs(60);
    let plain =
        process::finish(std::process::Command::new(&spawner).args(["clones", "1"]), patience);
    let names = |out: &str| marks::made(out).iter().map(|c| c.name.to_owned()).collect();
    let possible: BTreeSet<String> = names(&plain.out);
    assert!(possible.contains("glibc-thread") && possible.contains("vfork"), "{possible:?}");
    for wrapper in ["marks", "marks_exit", "trace"] {
        let run = run(&["-w", wrapper], &[&spawner, "clones", "1"]);
        let made: BTreeSet<String> = names(&run.ended.out);
        for name in possible.difference(&made) {
            // C libraries fall back to clone when there is no clone3, whose flags are in memory.
            let errno = marks::refused(&run.ended.out)[name.as_str()];
            assert!(name.starts_with("clone3-"), "{wrapper}: {name} fails with errno {errno}");
            assert_eq!(errno, libc::ENOSYS as u64, "{wrapper}: {name}");
        }
    }
    by_every_mechanism("clones", 400);
}

#[test]
fn fork_of_the_c_library() {
    by_every_mechanism("fork", 200);
}

#[test]
fn threads() {
    by_every_mechanism("threads", 400);
}

#[test]
fn posix_spawn() {
    by_every_mechanism("posix_spawn", 200);
}

#[test]
fn daemons_that_fork_twice() {
    by_every_mechanism("daemon", 50);
}

#[test]
fn exec() {
    by_every_mechanism("exec", 200);
    by_every_mechanism("fexecve", 50);
    by_every_mechanism("memfd", 50);
}

#[test]
fn exec_of_scripts() {
    by_every_mechanism("script", 100);
}

#[test]
fn vfork_and_exec_storm() {
    by_every_mechanism("vfork-storm", 500);
}

#[test]
fn exec_by_a_thread() {
    by_every_mechanism("thread-exec", 50);
}
