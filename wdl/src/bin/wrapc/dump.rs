//! `wrapc dump`: an object for people to read.
use crate::cli::Dialect;
use crate::output;
use std::path::Path;
use wss_abi::object::{MAGIC, Object, limit};

/// Dumps an object, or what a source compiles to.
pub(crate) fn run(file: &Path, dialect: &Dialect) -> bool {
    match object(file, dialect) {
        Ok(object) => output::print(&wdl::dump::Dump(&object).to_string()),
        Err(text) => {
            eprint!("{text}");
            false
        }
    }
}

fn object(file: &Path, dialect: &Dialect) -> Result<Object, String> {
    let failed = |reason: String| format!("wrapc: cannot read {}: {reason}\n", file.display());
    let meta = std::fs::metadata(file).map_err(|e| failed(e.to_string()))?;
    if !meta.is_file() {
        return Err(failed("not a regular file".into()));
    }
    if meta.len() > limit::OBJECT as u64 {
        return Err(failed(format!("longer than {} bytes", limit::OBJECT)));
    }
    let bytes = std::fs::read(file).map_err(|e| failed(e.to_string()))?;
    if bytes.starts_with(&MAGIC) || file.extension().is_some_and(|e| e == "wrap") {
        return Object::decode(&bytes).map_err(|e| failed(e.to_string()));
    }
    match wdl::compile(&dialect.options(), file) {
        Ok(compiled) => {
            eprint!("{}", compiled.warnings.text(dialect.reading.color()));
            Ok(compiled.object)
        }
        Err(findings) => Err(findings.text(dialect.reading.color())),
    }
}
