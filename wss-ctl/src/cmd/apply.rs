//! `wssctl apply`: loads what a configuration file says, all or none.
use crate::cli::{Apply, Load};
use crate::cmd::load;
use crate::control::proto::Ask;
use crate::control::{Client, connect};
use crate::{HOST_TARGET, criteria, lookup};
use clap::Parser;
use std::path::Path;
use wss_engine::LoadOptions;

/// A line of the file: `load` and its arguments.
#[derive(Debug, Parser)]
#[command(name = "load", multicall = false, no_binary_name = true)]
struct Line {
    #[command(flatten)]
    load: Load,
}

/// Compiles and checks every line; then, but for `-n`, loads them together.
pub(crate) fn main(args: &Apply) -> Result<(), String> {
    let text =
        std::fs::read_to_string(&args.file).map_err(|e| format!("{}: {e}", args.file.display()))?;
    let (mut units, mut checked) = (Vec::new(), Vec::new());
    for (number, words) in lines(&text).map_err(|e| at(&args.file, e.0, &e.1))? {
        let mut add = || {
            let load = parse(&words)?;
            let object = lookup::object(&load.wrapper, &load.lookup.path, HOST_TARGET)?;
            let options = LoadOptions {
                permissive: load.permissive,
                activate: criteria::parse_all(&load.activate)?,
                deactivate: criteria::parse_all(&load.deactivate)?,
            };
            units.push(load::unit(&load, &object)?);
            checked.push((object, options));
            Ok::<_, String>(())
        };
        add().map_err(|e| at(&args.file, number, &e))?;
    }
    let whole = |e: &dyn std::fmt::Display| format!("{}: {e}", args.file.display());
    crate::engine().prepare(checked).map_err(|e| whole(&e))?;
    if args.check || units.is_empty() {
        return Ok(());
    }
    connect(args.target.engine)?.ask(Ask::Load { units }, args.yes).map_err(|e| whole(&e)).map(drop)
}

fn at(file: &Path, line: usize, message: &str) -> String {
    format!("{}:{line}: {message}", file.display())
}

fn parse(words: &[String]) -> Result<Load, String> {
    match words.split_first() {
        Some((verb, rest)) if verb == "load" => {
            let line = Line::try_parse_from(rest).map_err(|e| {
                let text = e.to_string();
                text.strip_prefix("error: ")
                    .unwrap_or(&text)
                    .lines()
                    .next()
                    .unwrap_or("")
                    .to_owned()
            })?;
            if line.load.yes || line.load.target.engine.is_some() {
                return Err("--yes and --engine are for 'wssctl apply'".to_owned());
            }
            Ok(line.load)
        }
        Some((verb, _)) => Err(format!("{verb}: a line begins with 'load'")),
        None => Err("an empty line".to_owned()),
    }
}

/// The words of a line, with its number.
type Words = (usize, Vec<String>);

/// The words of each line that has some, with its number. A word may be quoted, in part or whole,
/// by ' or "; a backslash at the end of a line continues it; # begins a comment.
fn lines(text: &str) -> Result<Vec<Words>, (usize, String)> {
    let mut all = Vec::new();
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let (mut number, mut first) = (1, 1);
    let mut chars = text.chars().chain(['\n']).peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'\n') => {
                chars.next();
                number += 1;
                words.extend(word.take());
                continue;
            }
            '\'' | '"' => {
                let opened = number;
                let to = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some(q) if q == c => break,
                        Some('\n') | None => {
                            return Err((opened, format!("expected a closing {c}")));
                        }
                        Some(other) => to.push(other),
                    }
                }
                continue;
            }
            '#' if word.is_none() => {
                while chars.next_if(|c| *c != '\n').is_some() {}
                continue;
            }
            c if !c.is_whitespace() => {
                word.get_or_insert_default().push(c);
                continue;
            }
            _ => words.extend(word.take()),
        }
        if c == '\n' {
            if !words.is_empty() {
                all.push((first, std::mem::take(&mut words)));
            }
            number += 1;
            first = number;
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_a_shell_has_them() {
        let text = "# first\n\nload a --activate 'prog=x && uid=0' # why\n\
                    load \\\n  b --permissive\nload c -a\"prog=d\"";
        let all = lines(text).unwrap();
        let plain: Vec<_> = all.iter().map(|(n, w)| (*n, w.join("|"))).collect();
        assert_eq!(
            plain,
            [
                (3, "load|a|--activate|prog=x && uid=0".to_owned()),
                (4, "load|b|--permissive".to_owned()),
                (6, "load|c|-aprog=d".to_owned())
            ]
        );
        assert_eq!(lines("load 'a\nb").unwrap_err().0, 1);
    }

    #[test]
    fn lines_take_what_load_takes() {
        let words = |t: &str| lines(t).unwrap().remove(0).1;
        let load =
            parse(&words("load w --permissive -a prog=x -a uid=1 --deactivate uid=0")).unwrap();
        assert_eq!(load.wrapper, "w");
        assert!(load.permissive);
        assert_eq!(load.activate, ["prog=x", "uid=1"]);
        assert_eq!(load.deactivate, ["uid=0"]);
        assert!(parse(&words("unload w")).unwrap_err().contains("begins with 'load'"));
        assert!(parse(&words("load")).is_err());
        assert!(parse(&words("load w --yes")).is_err());
        assert!(parse(&words("load w --whatever")).unwrap_err().contains("--whatever"));
    }
}
