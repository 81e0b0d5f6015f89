//! Where the repository and what is built from it are.
use std::path::{Path, PathBuf};

/// The repository.
pub(crate) fn root() -> Result<&'static Path, String> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask has no folder above it".into())
}

/// The folder `name` of the target directory, made if it is not there.
pub(crate) fn target(name: &str) -> Result<PathBuf, String> {
    let base = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(given) => std::path::absolute(given).map_err(|e| format!("CARGO_TARGET_DIR: {e}"))?,
        None => root()?.join("target"),
    };
    let folder = base.join(name);
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(folder)
}
