//! Wrappers given as WDL source: compiled in memory, diagnostics as wrapc prints them.
use std::io::IsTerminal;
use std::path::Path;
use wss_abi::object::Object;
use wss_abi::target::Target;

/// Compiles `file` for `target`. Warnings go to stderr.
///
/// # Errors
/// The rendered diagnostics.
pub(crate) fn source(file: &Path, target: Target) -> Result<Object, String> {
    let options = wdl::Options::new(target);
    let colour = std::io::stderr().is_terminal();
    match wdl::compile(&options, file) {
        Ok(compiled) => {
            if !compiled.warnings.diags.list().is_empty() {
                eprintln!("{}", compiled.warnings.text(colour));
            }
            Ok(compiled.object)
        }
        Err(diagnostics) => Err(diagnostics.text(colour)),
    }
}
