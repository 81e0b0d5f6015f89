//! `wssctl events`: follows the audit records of a running engine.
use crate::cli::{Events, Format};
use crate::control::client::Client;
use crate::control::proto::{Ask, Form};
use std::io::{IsTerminal, Write};

/// Prints records as they come, until the engine ends or the reader has enough.
pub(crate) fn main(args: &Events) -> Result<(), String> {
    let format = match (args.json, args.format) {
        (true, _) | (_, Format::Json) => Form::Json,
        (_, Format::Syslog) => Form::Syslog,
        (_, Format::Text) => Form::Text,
    };
    let ask = Ask::Events {
        wrapper: args.wrapper.clone(),
        format,
        colour: std::io::stdout().is_terminal(),
    };
    let mut client = Client::connect(args.target.engine)?;
    client.ask(ask, &[])?;
    let mut left = args.count.unwrap_or(u64::MAX);
    while left > 0
        && let Some(line) = client.line()?
    {
        // A reader that went away has had enough: that is no failure.
        if writeln!(std::io::stdout(), "{line}").is_err() {
            break;
        }
        left -= 1;
    }
    Ok(())
}
