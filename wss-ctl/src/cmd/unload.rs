//! `wssctl unload`: takes a wrapper out of a running engine.
use crate::cli::Unload;
use crate::control::client::Client;
use crate::control::proto::Ask;

/// Ends its bindings and unloads it.
pub(crate) fn main(args: &Unload) -> Result<(), String> {
    let ask = Ask::Unload { wrapper: args.wrapper.clone() };
    Client::connect(args.target.engine)?.ask(ask, &[]).map(drop)
}
