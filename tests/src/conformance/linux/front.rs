//! The front of a scenario's processes: this binary again, single-threaded as `wss_linux::run`
//! wants it. It loads the scenario's wrappers, writes records to a file, and has the supervisor do
//! what the scenario's administrator does.
use super::super::build::{Built, build};
use super::super::format::Part;
use super::super::scenes;
use super::super::world::place;
use super::talk::{address, line};
use std::io::Write;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::ExitCode;
use wss_abi::target::Target;
use wss_engine::{Criterion, Engine};
use wss_linux::{Config, Shared};

/// `--front SCENE DIR BASE`.
pub fn front(args: &[String]) -> ExitCode {
    match run(args) {
        Ok(code) => code,
        Err(e) => {
            eprintln!("front: {e}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<ExitCode, String> {
    let [name, dir, base] = args else {
        return Err("expected a scene, a directory, a name".into());
    };
    let scene = scenes()?.into_iter().find(|s| s.name == *name).ok_or("no such scene")?;
    let mut now = Vec::new();
    let mut later = Vec::new();
    for part in &scene.wrappers {
        let lines = part.lines.iter().map(|(n, l)| (*n, place(l, dir))).collect();
        let built = build(Target::LinuxX86_64, &Part { name: part.name.clone(), lines })?;
        if built.later {
            later.push(built);
        } else {
            now.push((built.object, built.options));
        }
    }
    let mut engine = Engine::new(Target::LinuxX86_64);
    engine.set_compiler(Some(&wss_pages::JIT));
    let prepared = engine.prepare(now).map_err(|e| e.to_string())?;
    engine.commit(prepared).map_err(|e| e.to_string())?;
    let mut file =
        std::fs::File::create(Path::new(dir).join("records")).map_err(|e| e.to_string())?;
    let socket = UnixDatagram::bind_addr(&address(base, "engine").map_err(|e| e.to_string())?)
        .map_err(|e| e.to_string())?;
    let runner = address(base, "runner").map_err(|e| e.to_string())?;
    let config = Config {
        program: format!("{dir}/init").into(),
        args: vec![],
        env: None,
        engine,
        sink: Box::new(move |r| {
            // A record that cannot be written is missed by the comparison.
            let _ = writeln!(file, "{}", line(&r));
        }),
        keep_stderr: false,
        control: Some(Box::new(move |state: Shared| {
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(n) = socket.recv(&mut buffer) {
                    let text = String::from_utf8_lossy(&buffer[..n]).into_owned();
                    let words: Vec<&str> = text.split('\x1f').collect();
                    let says = obey(&state, &words, &later);
                    let says = format!("engine\x1fsays\x1f{says}");
                    if socket.send_to_addr(says.as_bytes(), &runner).is_err() {
                        break;
                    }
                }
            });
        })),
    };
    match wss_linux::run(config) {
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(e) => Err(e.to_string()),
    }
}

fn obey(state: &Shared, words: &[&str], later: &[Built]) -> String {
    let Ok(mut state) = state.lock() else { return "the engine is broken".into() };
    let word = |n: usize| words.get(n).copied().unwrap_or("");
    let bound = |state: &wss_linux::State, name: &str| {
        state.engine().bindings().filter(|b| b.wrapper == name).count()
    };
    let refused = super::super::refused;
    match word(0) {
        "load" => {
            let mut units = Vec::new();
            for name in words.iter().skip(1) {
                let Some(b) = later.iter().find(|b| b.object.name == *name) else {
                    return format!("no wrapper {name}");
                };
                units.push((b.object.clone(), b.options.clone()));
            }
            if let Err(e) = state.load(units) {
                return refused(&e);
            }
            "loaded".into()
        }
        "unload" => match state.unload(word(1)) {
            Ok(()) => match bound(&state, word(1)) {
                0 => "unloaded".into(),
                n => format!("in use by {n}"),
            },
            Err(e) => refused(&e),
        },
        "activate" | "deactivate" => {
            let text = words.get(2..).unwrap_or(&[]).join(" ");
            let criterion = match Criterion::parse(&text, &()) {
                Ok(c) => c,
                Err(e) => return e.to_string(),
            };
            let done = match word(0) {
                "activate" => state.activate(word(1), criterion),
                _ => state.deactivate(word(1), criterion),
            };
            done.map_or_else(|e| refused(&e), |()| "ok".into())
        }
        "bound" => bound(&state, word(1)).to_string(),
        "hits" => {
            let wrappers = state.engine().wrappers();
            let found = wrappers.iter().find(|w| w.name == word(1));
            found.map_or("none".into(), |w| w.stats.total().hits.to_string())
        }
        // Criteria are judged on what runs whenever they change, as soon as the tracer wakes.
        "judge" => {
            drop(state);
            std::thread::sleep(std::time::Duration::from_millis(400));
            String::new()
        }
        other => format!("no verb {other}"),
    }
}
