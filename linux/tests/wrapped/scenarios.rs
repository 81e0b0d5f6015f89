//! Wrappers for the tests, assembled.
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;
use wss_abi::clause::{ArgTest, CallBind, Clause, Cmp, On, Phase, Shape, Source, Width, does};
use wss_abi::object::Object;
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;
use wss_engine::criteria::Names;
use wss_engine::{Criterion, Engine, LoadOptions};
use wss_linux::{Config, Shared};

/// A wrapper from assembler text and clauses: calls, phase, function number.
fn wrapper(name: &str, text: &str, clauses: Vec<Clause>) -> Object {
    let mut object = wss_vm::asm::object(name, text).unwrap();
    object.clauses = clauses;
    object
}

fn clause(calls: &[i64], phase: Phase, body: u32, bits: u32) -> Clause {
    let bind = |nr: &i64| CallBind {
        nr: *nr as u32,
        sources: vec![Source::Arg { arg: 0, width: Width::U64 }],
        filter: Vec::new(),
    };
    Clause {
        phase,
        params: vec!["a".into()],
        does: bits,
        unlocked: true,
        ..Clause::new(&format!("{phase:?}"), On::Calls(calls.iter().map(bind).collect()), body)
    }
}

fn every_call() -> Vec<i64> {
    let table = wss_calls::table(Target::LinuxX86_64).unwrap();
    table.calls().iter().map(|c| i64::from(c.nr)).collect()
}

fn returns(verdict: Verdict) -> String {
    format!(".func f\n    w0 = {}\n    exit\n", verdict.code() as i32)
}

/// Names of users and groups are not used here.
struct NoNames;

impl Names for NoNames {
    fn user(&self, _: &str) -> Option<u32> {
        None
    }
    fn group(&self, _: &str) -> Option<u32> {
        None
    }
}

/// When a wrapper is bound: `w` always, others as their name says.
fn activation(name: &str) -> Vec<Criterion> {
    match name {
        "w" => vec![Criterion::always()],
        "late" => vec![],
        "dropped" => vec![Criterion::parse("uid=65534", &NoNames).unwrap()],
        argument => vec![Criterion::parse(&format!("argv~={argument}"), &NoNames).unwrap()],
    }
}

/// While the program runs: binds `late`, and after it was seen to work, unloads it.
fn control(state: Shared) {
    let steps = move || {
        let wait = |ms| std::thread::sleep(std::time::Duration::from_millis(ms));
        wait(300);
        state.lock().unwrap().activate("late", Criterion::always()).unwrap();
        wait(500);
        state.lock().unwrap().unload("late").unwrap();
    };
    std::thread::spawn(steps);
}

fn objects(scenario: &str) -> Vec<Object> {
    let deny = returns(Verdict::Deny(libc::EXDEV as u16));
    let pass = returns(Verdict::Continue);
    let verdict = does::VERDICT | does::NO_CREDS;
    match scenario {
        "none" => vec![],
        // Judged at entry only: by notification.
        "deny-getpid" => {
            vec![wrapper("w", &deny, vec![clause(&[libc::SYS_getpid], Phase::Pre, 0, verdict)])]
        }
        // With a clause after the call: by ptrace.
        "deny-getpid-trace" => vec![wrapper(
            "w",
            &format!("{deny}.func g\n    w0 = 0\n    exit\n"),
            vec![
                clause(&[libc::SYS_getpid], Phase::Pre, 0, verdict),
                clause(&[libc::SYS_getpid], Phase::Post, 1, verdict),
            ],
        )],
        // An audit record for each times(2), which nothing else calls.
        "audit-times" => {
            let text =
                ".string m \"x\"\n.func f\n r1 = &m\n r2 = 1\n call wr_audit\n w0 = 0\n exit\n";
            vec![wrapper(
                "w",
                text,
                vec![clause(&[libc::SYS_times], Phase::Pre, 0, does::NO_CREDS)],
            )]
        }
        "audit-sleep" | "audit-sleep-after" => {
            let text =
                ".string m \"x\"\n.func f\n r1 = &m\n r2 = 1\n call wr_audit\n w0 = 0\n exit\n";
            let phase = if scenario == "audit-sleep" { Phase::Pre } else { Phase::Post };
            vec![wrapper("w", text, vec![clause(&[libc::SYS_nanosleep], phase, 0, does::NO_CREDS)])]
        }
        // Judged at entry, by notification.
        "pre-open" => {
            vec![wrapper(
                "w",
                &pass,
                vec![clause(&[libc::SYS_openat], Phase::Pre, 0, does::NO_CREDS)],
            )]
        }
        // For measuring: judged at entry by number, by a path, or also after the call.
        "cost-notify" => {
            vec![wrapper(
                "w",
                &pass,
                vec![clause(&[libc::SYS_getppid], Phase::Pre, 0, does::NO_CREDS)],
            )]
        }
        "cost-path" => {
            let text = ".string p \"/etc/shadow\"\n.func f\n r1 = *(u64 *)(r1 + 64)\n r2 = &p\n call wr_strcmp\n w0 = 0\n exit\n";
            let mut c = clause(&[libc::SYS_openat], Phase::Pre, 0, does::NO_CREDS);
            c.on = On::Calls(vec![CallBind {
                nr: libc::SYS_openat as u32,
                sources: vec![Source::Capture {
                    arg: 1,
                    shape: Shape::Path,
                    out: false,
                    dirfd: Some(0),
                }],
                filter: Vec::new(),
            }]);
            vec![wrapper("w", text, vec![c])]
        }
        "cost-exit" => {
            vec![wrapper(
                "w",
                &pass,
                vec![clause(
                    &[libc::SYS_getppid, libc::SYS_openat],
                    Phase::Post,
                    0,
                    does::NO_CREDS,
                )],
            )]
        }
        // A set that grows at an exec by what the listener's filter cannot give.
        "grows" => vec![
            wrapper("w", &pass, vec![clause(&[libc::SYS_getpid], Phase::Pre, 0, does::NO_CREDS)]),
            wrapper(
                "grow",
                ".func f\n r1 = 77\n call wr_set_ret\n w0 = 0\n exit\n",
                vec![clause(&[libc::SYS_getpid], Phase::Post, 0, does::RESULT)],
            ),
        ],
        // Bound at an exec that says so.
        "grown" => {
            vec![wrapper("grow", &deny, vec![clause(&[libc::SYS_getpid], Phase::Pre, 0, verdict)])]
        }
        // Bound to what has dropped the privilege to install filters.
        "dropped" => vec![wrapper(
            "dropped",
            &deny,
            vec![clause(&[libc::SYS_getpid], Phase::Pre, 0, verdict)],
        )],
        // A wrapper that replaces itself at getpid by one that denies getppid.
        "switch" | "switch-trace" => {
            let text = ".string n \"late\"\n.func f\n r1 = &n\n call wr_switch\n w0 = 0\n exit\n.func g\n w0 = 0\n exit\n";
            let mut clauses = vec![clause(&[libc::SYS_getpid], Phase::Pre, 0, does::NO_CREDS)];
            if scenario == "switch-trace" {
                clauses.push(clause(&[libc::SYS_getpid], Phase::Post, 1, does::NO_CREDS));
            }
            vec![
                wrapper("w", text, clauses),
                wrapper("late", &deny, vec![clause(&[libc::SYS_getppid], Phase::Pre, 0, verdict)]),
            ]
        }
        // A wrapper bound while the program runs.
        "running" => {
            vec![wrapper("late", &deny, vec![clause(&[libc::SYS_getppid], Phase::Pre, 0, verdict)])]
        }
        "made-up" => {
            let text = ".func f\n r1 = 4242\n call wr_set_ret\n w0 = 0x02000000\n exit\n";
            vec![wrapper(
                "w",
                text,
                vec![clause(&[libc::SYS_getppid], Phase::Pre, 0, verdict | does::RESULT)],
            )]
        }
        "rewrite-path" => {
            let long = format!("/tmp/{}wss-test-target", "./".repeat(1500));
            let text = format!(
                ".string p \"{long}\"\n.func f\n r1 = 0\n r2 = &p\n r3 = {}\n call wr_set_arg_bytes\n w0 = 0\n exit\n",
                long.len()
            );
            let mut c = clause(&[libc::SYS_openat], Phase::Pre, 0, does::NO_CREDS);
            c.rewrites = 1;
            c.on = On::Calls(vec![CallBind {
                nr: libc::SYS_openat as u32,
                sources: vec![Source::Capture {
                    arg: 1,
                    shape: Shape::Path,
                    out: false,
                    dirfd: Some(0),
                }],
                // Only opens with this odd flag, so that the program's loader is left alone.
                filter: vec![vec![ArgTest {
                    arg: 2,
                    wide: false,
                    op: Cmp::Eq,
                    mask: libc::O_NOATIME as u64,
                    value: libc::O_NOATIME as u64,
                }]],
            }]);
            vec![wrapper("w", &text, vec![c])]
        }
        "all-pre" => {
            let calls = every_call();
            vec![wrapper("w", &pass, vec![clause(&calls, Phase::Pre, 0, does::NO_CREDS)])]
        }
        "all-both" => {
            let calls = every_call();
            vec![wrapper(
                "w",
                &pass,
                vec![
                    clause(&calls, Phase::Pre, 0, does::NO_CREDS),
                    clause(&calls, Phase::Post, 0, does::NO_CREDS),
                ],
            )]
        }
        other => panic!("no scenario {other}"),
    }
}

/// Runs a program under a scenario and ends as it ends.
pub(crate) fn run(scenario: &str, program: &str, args: &[&str]) -> ExitCode {
    let mut engine = Engine::new(Target::LinuxX86_64);
    for object in objects(scenario) {
        let activate = activation(&object.name);
        let options = LoadOptions { activate, ..Default::default() };
        engine.load(object, options).unwrap();
    }
    let mut file = std::env::var_os("WSS_TEST_AUDIT").map(|p| File::create(p).unwrap());
    let config = Config {
        program: program.into(),
        args: args.iter().map(Into::into).collect(),
        env: None,
        engine,
        sink: Box::new(move |record| {
            if let Some(file) = &mut file {
                let _ = writeln!(file, "{record:?}");
            }
        }),
        keep_stderr: true,
        control: (scenario == "running").then(|| Box::new(control) as Box<_>),
    };
    match wss_linux::run(config) {
        Ok(outcome) => outcome.leave(),
        Err(e) => {
            eprintln!("wrapped: {program}: {e}");
            ExitCode::from(e.exit_status() as u8)
        }
    }
}
