//! `wssctl load`: compiles and loads a wrapper into a running engine.
use crate::cli::Load;
use crate::control::proto::{Ask, Unit};
use crate::control::{Client, connect};
use crate::{HOST_TARGET, lookup};
use wss_abi::object::Object;

/// Loads it, with its criteria, whole or not at all.
pub(crate) fn main(args: &Load) -> Result<(), String> {
    let object = lookup::object(&args.wrapper, &args.lookup.path, HOST_TARGET)?;
    let ask = Ask::Load { units: vec![unit(args, &object)?] };
    connect(args.target.engine)?.ask(ask, args.yes).map(drop)
}

/// What an engine is asked to load.
pub(crate) fn unit(args: &Load, object: &Object) -> Result<Unit, String> {
    let bytes = object.encode().map_err(|e| e.to_string())?;
    Ok(Unit {
        object: bytes.len(),
        bytes,
        activate: args.activate.clone(),
        deactivate: args.deactivate.clone(),
        permissive: args.permissive,
    })
}
