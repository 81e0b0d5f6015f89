//! The driver: runs the stages over a file, and is the only part that reads files.
use crate::ast::{Item, Unit};
use crate::diag::render::Diagnostics;
use crate::diag::{Diagnostic, codes::driver as code};
use crate::library;
use crate::parse::{Names, Parsed, parse};
use crate::preprocess::{Loader, MAX_FILE, Preprocessor};
use crate::span::{SourceMap, Span};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wss_abi::object::{Object, limit};
use wss_abi::target::Target;

/// Stack of the thread that compiles: stages recurse over trees whose height is bounded by
/// [`crate::ast::MAX_DEPTH`], and need at most a part of this.
const STACK: usize = 256 << 20;

/// What the caller chooses.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose system calls the names of events mean.
    pub target: Target,
    /// Folders that `#include` looks in, in order.
    pub include_dirs: Vec<PathBuf>,
    /// Macros as of `-D`: name (with parameters, if any) and value.
    pub defines: Vec<(String, String)>,
    /// Warnings count as errors.
    pub deny_warnings: bool,
    /// The prelude is read first. Off, the source is plain C.
    pub prelude: bool,
}

impl Options {
    /// Nothing but a target.
    pub fn new(target: Target) -> Self {
        Options {
            target,
            include_dirs: Vec::new(),
            defines: Vec::new(),
            deny_warnings: false,
            prelude: true,
        }
    }
}

/// Reads files of the system.
#[derive(Debug, Default)]
pub struct Files;

impl Loader for Files {
    fn load(&mut self, path: &Path) -> Result<Option<Arc<str>>, String> {
        use std::io::ErrorKind::{NotADirectory, NotFound};
        let meta = match std::fs::metadata(path) {
            Ok(meta) => meta,
            Err(e) if matches!(e.kind(), NotFound | NotADirectory) => return Ok(None),
            Err(e) => return Err(e.to_string()),
        };
        if !meta.is_file() {
            return Err("not a regular file".into());
        }
        if meta.len() > MAX_FILE as u64 {
            return Err(format!("longer than {} MiB", MAX_FILE >> 20));
        }
        let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.into())),
            Err(e) => {
                let good = e.utf8_error().valid_up_to();
                let line = e.as_bytes().iter().take(good).filter(|b| **b == b'\n').count() + 1;
                Err(format!("not UTF-8 text (line {line})"))
            }
        }
    }
}

/// A source in memory.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name as diagnostics show it.
    pub name: String,
    /// Text.
    pub text: Arc<str>,
    /// Folder that `#include "..."` looks in.
    pub folder: PathBuf,
}

impl Source {
    /// Reads the root file.
    pub fn read(path: &Path) -> Result<Source, Diagnostics> {
        let name = path.display().to_string();
        let reason = match Files.load(path) {
            Ok(Some(text)) => {
                let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
                return Ok(Source { name, text, folder });
            }
            Ok(None) => "no such file".to_string(),
            Err(reason) => reason,
        };
        Err(failure(code::NO_INPUT, format!("cannot read {name}: {reason}")))
    }
}

/// A failure that has no place in a source.
pub(crate) fn failure(code: crate::diag::Code, text: String) -> Diagnostics {
    let mut out = Diagnostics::default();
    out.diags.push(Diagnostic::new(code, Span::default(), text));
    out
}

/// Runs `work` on a thread whose stack is large enough for the stages.
pub(crate) fn with_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Diagnostics> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        match thread.map(|t| t.join()) {
            Ok(Ok(out)) => Ok(out),
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(e) => Err(failure(code::NO_STACK, format!("cannot start a thread: {e}"))),
        }
    })
}

/// A compiled wrapper.
#[derive(Debug)]
pub struct Compiled {
    /// What an engine loads.
    pub object: Object,
    /// Index of the function `main` of a source without clauses.
    pub main: Option<u32>,
    /// Warnings, with the sources they point into.
    pub warnings: Diagnostics,
}

/// Compiles the file at `root`.
///
/// # Errors
/// What was found, errors and warnings in the order of the source.
pub fn compile(options: &Options, root: &Path) -> Result<Compiled, Diagnostics> {
    compile_source(options, &Source::read(root)?)
}

/// Compiles a source in memory.
///
/// # Errors
/// As [`compile`].
pub fn compile_source(options: &Options, source: &Source) -> Result<Compiled, Diagnostics> {
    with_stack(|| {
        let mut out = Diagnostics::default();
        let object = stages(options, source, &mut out);
        if options.deny_warnings {
            out.diags.deny_warnings();
        }
        out.diags.sort();
        match object {
            Some((object, main)) if !out.diags.has_errors() => {
                Ok(Compiled { object, main, warnings: out })
            }
            _ => Err(out),
        }
    })?
}

/// All stages; `None` only after an error was reported.
fn stages(
    options: &Options,
    source: &Source,
    out: &mut Diagnostics,
) -> Option<(Object, Option<u32>)> {
    let unit = front(options, source, out);
    if out.diags.has_errors() {
        return None;
    }
    let Some(table) = wss_calls::table(options.target) else {
        let text = format!("no system calls are known of the target {}", options.target.name());
        let code = crate::diag::codes::sema::UNKNOWN_EVENT;
        out.diags.push(Diagnostic::new(code, Span::default(), text));
        return None;
    };
    let generated = std::cell::OnceCell::new();
    let program = {
        let Diagnostics { diags, map } = &mut *out;
        let map = std::cell::RefCell::new(map);
        let generate = |text: &str| {
            generated.get_or_init(|| generated_unit(options, text, &mut map.borrow_mut()))
        };
        crate::sema::check(&unit, table, diags, &generate)
    };
    suggest_macros(out);
    if out.diags.has_errors() {
        return None;
    }
    let stem = Path::new(&source.name).file_stem().and_then(|s| s.to_str());
    let stem = stem.filter(|s| s.len() <= limit::NAME).unwrap_or("wrapper").to_string();
    let name = program.name.as_ref().map_or(stem, |n| n.name.to_string());
    crate::assemble::assemble(&program, &name, options.target, &out.map, &mut out.diags)
}

/// A name that is not declared may be a macro's, misspelt: later stages do not know of macros.
fn suggest_macros(out: &mut Diagnostics) {
    use crate::diag::{Suggestion, codes::sema::UNDECLARED, nearest};
    let Diagnostics { diags, map } = out;
    let lines = map.files().iter().flat_map(|f| f.text.lines());
    let defined = lines.filter_map(|line| line.trim_start().strip_prefix("#define "));
    let name = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().to_string()
    };
    let names: Vec<String> = defined.map(|rest| name(rest.trim_start())).collect();
    diags.each(|d| {
        if d.code != UNDECLARED || d.suggestion.is_some() {
            return;
        }
        let span = d.primary.span;
        if let Some(near) = nearest(map.text(span), names.iter().map(String::as_str)) {
            let (with, text) = (near.to_string(), "a macro with a similar name exists".to_string());
            d.suggestion = Some(Suggestion { span, with, text });
        }
    });
}

/// The front end: from source to tree. The tree means something only if there are no errors.
pub fn front(options: &Options, source: &Source, out: &mut Diagnostics) -> Unit {
    let main = Reading::new(options, source, out);
    let prelude = parse(main.prelude, Names::default(), &out.map, &mut out.diags);
    let after_prelude = prelude.names.clone();
    let root = parse(main.root, prelude.names, &out.map, &mut out.diags);
    let mut items = prelude.unit.items;
    let Unit { wrapper, on_fault, budget, items: own, .. } = root.unit;
    let mut names = after_prelude.numbered_after(&root.names);
    if options.prelude && !out.diags.has_errors() {
        for file in missing(&root.called, &own) {
            let parsed = member(options, file, names, out);
            names = parsed.names;
            items.extend(parsed.unit.items);
        }
    }
    if !out.diags.has_errors() {
        let missing = library::c_functions(&root.called, &own);
        items.extend(library::c(options, &missing, names, out));
    }
    let lent = items.len();
    items.extend(own);
    Unit { wrapper, on_fault, budget, items, lent }
}

/// Tokens of the root file and what it includes, macros expanded.
pub(crate) fn root_tokens(
    options: &Options,
    source: &Source,
    out: &mut Diagnostics,
) -> Vec<crate::lex::Token> {
    Reading::new(options, source, out).root
}

/// Tokens of the prelude and the root file.
struct Reading {
    prelude: Vec<crate::lex::Token>,
    root: Vec<crate::lex::Token>,
}

impl Reading {
    fn new(options: &Options, source: &Source, out: &mut Diagnostics) -> Reading {
        let Diagnostics { diags, map } = out;
        let mut files = Files;
        let mut pp =
            Preprocessor::new(map, diags, &mut files, library::FILES, &options.include_dirs);
        pp.builtin("<predefined>", &library::predefined(options.target));
        let mut prelude = vec![];
        if options.prelude {
            prelude =
                pp.builtin(&format!("<{}>", library::PRELUDE), library::text(library::PRELUDE));
        }
        let defines: String =
            options.defines.iter().map(|(n, v)| format!("#define {n} {v}\n")).collect();
        pp.builtin("<command line>", &defines);
        let root = pp.root(source.name.clone(), source.text.clone(), source.folder.clone());
        Reading { prelude, root }
    }
}

/// Library files that define what is called here but not defined.
fn missing(called: &HashSet<Arc<str>>, items: &[Item]) -> Vec<&'static str> {
    let defined: HashSet<&str> = items
        .iter()
        .filter_map(|i| if let Item::Function(f) = i { Some(&*f.name.name) } else { None })
        .collect();
    let wanted = |name: &str| called.contains(name) && !defined.contains(name);
    library::MEMBERS.iter().filter(|(name, _)| wanted(name)).map(|(_, file)| *file).collect()
}

/// Parses what the compiler wrote for the sequences of a wrapper.
fn generated_unit(options: &Options, text: &str, map: &mut SourceMap) -> Unit {
    let mut diags = crate::diag::Diags::new();
    let mut files = Files;
    let tokens =
        Preprocessor::new(map, &mut diags, &mut files, library::FILES, &options.include_dirs)
            .builtin("<sequences>", text);
    parse(tokens, Names::generated(), map, &mut diags).unit
}

/// Reads a library file, as if it were a source of its own.
fn member(options: &Options, file: &str, names: Names, out: &mut Diagnostics) -> Parsed {
    let tokens = {
        let Diagnostics { diags, map } = &mut *out;
        let mut files = Files;
        let mut pp = Preprocessor::new(map, diags, &mut files, library::FILES, &[]);
        pp.builtin("<predefined>", &library::predefined(options.target));
        pp.builtin(&format!("<{}>", library::PRELUDE), library::text(library::PRELUDE));
        pp.builtin(&format!("<{file}>"), library::text(file))
    };
    parse(tokens, names, &out.map, &mut out.diags)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front_of(text: &str) -> (Unit, Diagnostics) {
        let options = Options::new(Target::LinuxX86_64);
        let source = Source { name: "t.wdl".into(), text: text.into(), folder: PathBuf::new() };
        let mut out = Diagnostics::default();
        let unit = front(&options, &source, &mut out);
        (unit, out)
    }

    #[test]
    fn the_prelude_and_its_members_parse_cleanly() {
        let (unit, out) = front_of(include_str!("../tests/figure3.wdl"));
        assert_eq!(out.text(false), "");
        let labels: Vec<_> = unit
            .items
            .iter()
            .filter_map(|i| if let Item::Clause(c) = i { Some(c.label.as_str()) } else { None })
            .collect();
        assert_eq!(labels.first(), Some(&"op{open} pre"), "created.wdl comes first");
        assert_eq!(labels.last(), Some(&"bsd::op{execve} pre"));
    }

    #[test]
    fn a_definition_of_ones_own_keeps_the_library_out() {
        let (unit, _) = front_of("static int created(long n) { return 0; } op{a} { created(1); }");
        let clauses = unit.items.iter().filter(|i| matches!(i, Item::Clause(_))).count();
        assert_eq!(clauses, 1);
    }

    #[test]
    fn diagnostics_show_source_and_macro() {
        let (_, out) = front_of("#define TWICE(a) a a ;\nint f(void) {\n    return TWICE(1)\n}\n");
        let text = out.text(false);
        assert!(text.contains("E0301") && text.contains("return TWICE(1)"), "{text}");
        assert!(text.contains("t.wdl:3:18"), "{text}");
        let line = out.json().pointer("/diagnostics/0/at/line").and_then(|l| l.as_u64());
        assert_eq!(line, Some(3));
    }
}
