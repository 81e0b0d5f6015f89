//! Watching, and printing what is told.
use super::{classes, shown};
use crate::cli::Watch;
use crate::control::Watcher;
use crate::{HOST_TARGET, lookup};
use std::io::Write;
use wss_abi::watch::{Record, event, limit};

/// Watches the processes until all of them have ended, or the reader has enough.
pub(crate) fn main(args: &Watch) -> Result<(), String> {
    let calls = classes(&args.calls)?;
    let mut flags = event::EXEC | event::FORK | event::EXIT;
    if args.follow {
        flags |= event::FOLLOW;
    }
    if calls != 0 {
        flags |= event::CALL;
    }
    let mut watcher = Watcher::open()?;
    if let Some(file) = &args.condition {
        let object = lookup::object(file, &args.lookup.path, HOST_TARGET)?;
        watcher.condition(&object.encode().map_err(|e| e.to_string())?)?;
    }
    for pid in &args.pids {
        watcher.watch(*pid, flags, calls)?;
    }
    let mut left = args.count.unwrap_or(u64::MAX);
    let mut bytes = vec![0; limit::RECORD];
    while left > 0 {
        let n = watcher.read(&mut bytes)?;
        let mut rest = bytes.get(..n).unwrap_or_default();
        if rest.is_empty() {
            return Ok(());
        }
        while let Some((record, after)) = Record::parse(rest).filter(|_| left > 0) {
            left -= 1;
            rest = after;
            let line = if args.json { shown::json(&record) } else { shown::text(&record) };
            // A reader that went away has had enough: that is no failure.
            if writeln!(std::io::stdout(), "{line}").is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}
