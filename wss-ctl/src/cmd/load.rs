//! `wssctl load`: compiles and loads a wrapper into a running engine.
use crate::cli::Load;
use crate::control::client::Client;
use crate::control::proto::Ask;
use crate::{HOST_TARGET, lookup};

/// Loads it, with its criteria, whole or not at all.
pub(crate) fn main(args: &Load) -> Result<(), String> {
    let object = lookup::object(&args.wrapper, &args.lookup.path, HOST_TARGET)?;
    let bytes = object.encode().map_err(|e| e.to_string())?;
    let ask = Ask::Load {
        object: bytes.len(),
        activate: args.activate.clone(),
        deactivate: args.deactivate.clone(),
        permissive: args.permissive,
    };
    Client::connect(args.target.engine)?.ask(ask, &bytes).map(drop)
}
