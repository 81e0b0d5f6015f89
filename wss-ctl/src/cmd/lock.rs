//! `wssctl lock`: freezes what is loaded and how it is bound.
use crate::cli::Lock;
use crate::control::proto::Ask;
use crate::control::{Client, connect};

/// From now on every change is refused: by the kernel until the system is started again, by an
/// engine above the processes while it runs.
pub(crate) fn main(args: &Lock) -> Result<(), String> {
    connect(args.target.engine)?.ask(Ask::Lock, false).map(drop)
}
