//! The control of an engine above the processes: a Unix-domain socket per engine, named by its
//! process id, in a folder that only its user may enter. One JSON object per line, a request and its
//! answer; `load` is followed by the objects' bytes. Versioned: an engine that gets another version
//! says both numbers.
pub(crate) mod client;
pub(crate) mod feed;
pub(crate) mod server;

use super::proto::Ask;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Version of the protocol.
pub(crate) const VERSION: u32 = 2;
/// Longest line accepted from the other side, in bytes.
pub(crate) const MAX_LINE: u64 = 1 << 20;

/// A request.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    /// [`VERSION`] of the asker.
    pub(crate) version: u32,
    /// What is asked.
    #[serde(flatten)]
    pub(crate) ask: Ask,
}

/// The folder of this user's engines.
pub(crate) fn dir() -> PathBuf {
    let uid = nix::unistd::geteuid();
    if uid.is_root() {
        return "/run/wss".into();
    }
    match std::env::var_os("XDG_RUNTIME_DIR") {
        Some(dir) if PathBuf::from(&dir).is_dir() => PathBuf::from(dir).join("wss"),
        _ => format!("/tmp/wss-{uid}").into(),
    }
}
