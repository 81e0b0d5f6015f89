//! `wssctl activate`: adds an activation criterion to a loaded wrapper.
use crate::cli::Activate;
use crate::control::proto::Ask;
use crate::control::{Client, connect};

/// From now on, an exec that fits binds the wrapper.
pub(crate) fn main(args: &Activate) -> Result<(), String> {
    crate::criteria::parse(&args.criteria)?;
    let ask = Ask::Activate { wrapper: args.wrapper.clone(), criteria: args.criteria.clone() };
    connect(args.target.engine)?.ask(ask, args.yes).map(drop)
}
