//! How `wssctl` reaches an engine that runs already: a Unix-domain socket per engine, named by its
//! process id, in a folder that only its user may enter.
pub(crate) mod client;
pub(crate) mod feed;
pub(crate) mod proto;
pub(crate) mod server;

use std::path::PathBuf;

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
