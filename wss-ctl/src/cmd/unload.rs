//! `wssctl unload`: takes a wrapper out of a running engine.
use crate::cli::Unload;
use crate::control::proto::Ask;
use crate::control::{Client, connect};

/// Ends its bindings and unloads it.
pub(crate) fn main(args: &Unload) -> Result<(), String> {
    let ask = Ask::Unload { wrapper: args.wrapper.clone() };
    connect(args.target.engine)?.ask(ask, false).map(drop)
}
