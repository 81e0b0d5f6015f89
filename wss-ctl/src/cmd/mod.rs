//! The subcommands, one file each.
pub(crate) mod activate;
pub(crate) mod apply;
pub(crate) mod check;
pub(crate) mod deactivate;
#[cfg(all(feature = "demo", target_os = "linux"))]
pub(crate) mod demo;
pub(crate) mod events;
pub(crate) mod list;
pub(crate) mod load;
pub(crate) mod lock;
pub(crate) mod ps;
pub(crate) mod ring;
#[cfg_attr(not(target_os = "linux"), path = "no_run.rs")]
pub(crate) mod run;
pub(crate) mod status;
pub(crate) mod unload;
#[cfg(any(test, target_os = "freebsd"))]
pub(crate) mod watch;

/// Prints a value as JSON under a schema number, for `--json`.
pub(crate) fn print_json<T: serde::Serialize>(name: &str, value: &T) -> Result<(), String> {
    let mut object = serde_json::Map::new();
    object.insert("schema".to_owned(), 1.into());
    object.insert(name.to_owned(), serde_json::to_value(value).map_err(|e| e.to_string())?);
    println!("{}", serde_json::Value::Object(object));
    Ok(())
}

/// An answer of a kind that the request does not have.
pub(crate) fn unexpected() -> String {
    "the engine gave an answer of another kind; are wssctl and engine of one version?".to_owned()
}
