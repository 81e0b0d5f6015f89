//! Scenario files. A line in column 1 starts a part, indented lines belong to it; `#` starts a
//! comment at the start of a line.
//!
//! ```text
//! scene NAME
//!   says TEXT                 the sentence of the design, or "obligation N: ..."
//!   fails under SEED ...      seeded faults that it must not survive
//!   only SYSTEM ...           (optional) systems that can do what it needs
//!   holds                     (optional) the host holds arguments against other threads
//!   queue N                   (optional) the audit queue holds N records
//! wrapper NAME                in load order; see `build` for the lines
//!   later                     loaded only by `engine: load NAME`
//!   activate CRITERION
//!   .shipped NAME             the rest is this one of `id-wrappers`
//!   ...
//! world
//!   file PATH [mode OCTAL] [uid N] [is TEXT]
//!   link PATH TARGET          a symbolic link
//!   script PATH INTERPRETER   an executable file that begins with #!
//!   sum PATH HEX              SHA-256 of an executable
//! run
//!   ACTOR: VERB ARGS... [-> EXPECTED]
//! audit                       every record, but those of bindings unless `bindings` is said, and
//!                             the host's own unless there is one among them
//!   bindings
//!   KIND WRAPPER ACTOR [VERDICT] [permissive] [unlocked] ["PART OF THE MESSAGE"]
//! ```
//!
//! Actors are processes and threads; the first `exec` of a name starts it, as the host does with
//! the program it is told to run. Verbs: `exec PATH [ARGS]`, `open PATH MODE`, `openat FD PATH
//! MODE`, `creat PATH`, `read FD N`, `write FD TEXT`, `close FD`, `chmod PATH MODE`,
//! `chown PATH` (to nobody else), `connect FD` (without an address), `unlink PATH`, `getpid`, `getppid`, `setuid N`, `chdir PATH`, `chroot PATH`, `pipe`, `fork NAME`, `vfork
//! NAME`, `thread NAME`, `spawn NAME PATH`, `kill ACTOR SIGNAL`, `exit N`; `race PATH` makes
//! another thread put PATH over the next path argument once it was judged, `race-argv TEXT` TEXT over
//! the second string of its argv; `handles CALL` makes that call in the handler of the next signal
//! that interrupts the thread; `done` shows the result of a call that blocked. `$name` keeps what a step shows, and stands for it later. Paths `@bad`,
//! `@null` and `@long` are a wild pointer, a null pointer and 5,000 bytes. The actor `engine` is
//! the administrator: `load`, `unload`, `activate`, `deactivate`, `judge`, `sets`, `hits`, `dies`.

/// A scenario.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// File and name.
    pub name: String,
    /// What it is about.
    pub says: String,
    /// Seeded faults under which it must fail.
    pub fails_under: Vec<String>,
    /// Systems that can run it; empty: all.
    pub only: Vec<String>,
    /// The host holds arguments.
    pub holds: bool,
    /// Records that the audit queue holds.
    pub queue: Option<usize>,
    /// Wrappers: name and lines, with the number of the first.
    pub wrappers: Vec<Part>,
    /// The file system.
    pub world: Vec<(usize, Vec<String>)>,
    /// The script.
    pub steps: Vec<Step>,
    /// Expected records.
    pub audit: Vec<(usize, String)>,
}

/// A wrapper as written.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its lines.
    pub lines: Vec<(usize, String)>,
}

/// A step of the script.
#[derive(Clone, Debug)]
pub struct Step {
    /// Line in the file.
    pub line: usize,
    /// Who.
    pub actor: String,
    /// Does what.
    pub verb: String,
    /// With what.
    pub args: Vec<String>,
    /// What must come of it.
    pub expect: Option<Expect>,
}

/// What a step must show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// This.
    Is(String),
    /// Anything; kept under this name.
    Keep(String),
}

/// Words of a line; "..." is one word.
pub fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('"') {
            let end = inside.find('"').unwrap_or(inside.len());
            out.push(inside[..end].to_owned());
            rest = inside[end..].trim_start_matches('"').trim_start();
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            out.push(rest[..end].to_owned());
            rest = rest[end..].trim_start();
        }
    }
    out
}

/// Parses a file.
///
/// # Errors
/// The line and what was expected there.
pub fn parse(file: &str, text: &str) -> Result<Vec<Scene>, String> {
    let mut out: Vec<Scene> = Vec::new();
    let mut part = String::new();
    for (n, line) in text.lines().enumerate() {
        let n = n + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let indented = line.starts_with(' ');
        let trimmed = line.trim();
        let (head, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
        if !indented {
            part = head.to_owned();
            match head {
                "scene" => {
                    out.push(Scene { name: format!("{file}: {}", rest.trim()), ..Scene::default() })
                }
                "wrapper" => last(&mut out, n)?
                    .wrappers
                    .push(Part { name: rest.trim().to_owned(), lines: Vec::new() }),
                "world" | "run" | "audit" => {
                    last(&mut out, n)?;
                }
                _ => return Err(format!("line {n}: no part is called {head}")),
            }
            continue;
        }
        let scene = last(&mut out, n)?;
        match part.as_str() {
            "scene" => match head {
                "says" => scene.says = rest.to_owned(),
                "fails" => {
                    let list = rest.strip_prefix("under ").unwrap_or(rest);
                    scene.fails_under = list.split_whitespace().map(str::to_owned).collect();
                }
                "only" => scene.only = rest.split_whitespace().map(str::to_owned).collect(),
                "holds" => scene.holds = true,
                "queue" => scene.queue = rest.parse().ok(),
                _ => return Err(format!("line {n}: a scene has no `{head}`")),
            },
            "wrapper" if head == ".shipped" => {
                if let Some(w) = scene.wrappers.last_mut() {
                    w.lines.push((n, ".wdl".to_owned()));
                    let text =
                        shipped(rest.trim()).ok_or(format!("line {n}: it is not shipped"))?;
                    w.lines.extend(text.lines().map(|l| (n, l.to_owned())));
                }
            }
            "wrapper" => {
                if let Some(w) = scene.wrappers.last_mut() {
                    w.lines.push((n, trimmed.to_owned()));
                }
            }
            "world" => scene.world.push((n, words(trimmed))),
            "run" => scene.steps.push(step(n, trimmed)?),
            _ => scene.audit.push((n, trimmed.to_owned())),
        }
    }
    Ok(out)
}

/// A wrapper of `id-wrappers`, without its comments.
fn shipped(name: &str) -> Option<String> {
    let mut rest = match name {
        "data_leak" => include_str!("../../../id-wrappers/data_leak/data_leak.wdl"),
        "mailstat" => include_str!("../../../id-wrappers/mailstat/mailstat.wdl"),
        _ => return None,
    };
    let mut out = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    Some(out)
}

fn last(scenes: &mut [Scene], line: usize) -> Result<&mut Scene, String> {
    scenes.last_mut().ok_or(format!("line {line}: `scene` comes first"))
}

fn step(line: usize, text: &str) -> Result<Step, String> {
    let (does, expect) = match text.rsplit_once(" -> ") {
        Some((does, e)) => (does, Some(e.trim())),
        None => (text, None),
    };
    let (actor, rest) =
        does.split_once(':').ok_or(format!("line {line}: expected `ACTOR: VERB ...`"))?;
    let mut words = words(rest).into_iter();
    let verb = words.next().ok_or(format!("line {line}: expected a verb"))?;
    let expect = expect.map(|e| match e.strip_prefix('$') {
        Some(name) => Expect::Keep(name.to_owned()),
        None => Expect::Is(e.to_owned()),
    });
    Ok(Step { line, actor: actor.trim().to_owned(), verb, args: words.collect(), expect })
}
