//! `wssctl events`: follows the audit records of a running engine.
use crate::cli::{Events, Format};
use crate::control::proto::Form;
use crate::control::{Client, connect};
use std::io::{IsTerminal, Write};

/// Prints records as they come, until the engine ends or the reader has enough.
pub(crate) fn main(args: &Events) -> Result<(), String> {
    let form = match (args.json, args.format) {
        (true, _) | (_, Format::Json) => Form::Json,
        (_, Format::Syslog) => Form::Syslog,
        (_, Format::Text) => Form::Text,
    };
    let mut left = args.count.unwrap_or(u64::MAX);
    if left == 0 {
        return Ok(());
    }
    let colour = std::io::stdout().is_terminal();
    connect(args.target.engine)?.follow(args.wrapper.as_deref(), form, colour, &mut |line| {
        left -= 1;
        // A reader that went away has had enough: that is no failure.
        writeln!(std::io::stdout(), "{line}").is_ok() && left > 0
    })
}
