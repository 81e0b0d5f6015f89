//! `wssctl deactivate`: adds a deactivation criterion, or ends one binding.
use crate::cli::Deactivate;
use crate::control::proto::Ask;
use crate::control::{Client, connect};

/// With criteria: from now on an exec that fits ends the binding. With --pid: ends it now.
pub(crate) fn main(args: &Deactivate) -> Result<(), String> {
    if let Some(criteria) = &args.criteria {
        crate::criteria::parse(criteria)?;
    }
    let ask = Ask::Deactivate {
        wrapper: args.wrapper.clone(),
        criteria: args.criteria.clone(),
        pid: args.pid,
    };
    connect(args.target.engine)?.ask(ask, false).map(drop)
}
