//! Wrappers for the tests, assembled.
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;
use wss_abi::clause::{CallBind, Clause, On, Phase, Source, Width, does};
use wss_abi::object::Object;
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;
use wss_engine::{Criterion, Engine, LoadOptions};
use wss_linux::Config;

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
        label: format!("{phase:?}"),
        line: 1,
        on: On::Calls(calls.iter().map(bind).collect()),
        phase,
        guard: None,
        body,
        params: vec!["a".into()],
        does: bits,
        decides: 0,
        rewrites: 0,
        unlocked: true,
    }
}

fn every_call() -> Vec<i64> {
    let table = wss_calls::table(Target::LinuxX86_64).unwrap();
    table.calls().iter().map(|c| i64::from(c.nr)).collect()
}

fn returns(verdict: Verdict) -> String {
    format!(".func f\n    w0 = {}\n    exit\n", verdict.code() as i32)
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
        let options = LoadOptions { activate: vec![Criterion::always()], ..Default::default() };
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
        control: None,
    };
    match wss_linux::run(config) {
        Ok(outcome) => outcome.leave(),
        Err(e) => {
            eprintln!("wrapped: {program}: {e}");
            ExitCode::from(e.exit_status() as u8)
        }
    }
}
