//! `wssctl check`: what `load` would say, without loading.
use crate::cli::Check;
use crate::{HOST_TARGET, criteria, lookup};
use serde::Serialize;
use wss_engine::LoadOptions;

#[derive(Serialize)]
struct Outcome {
    /// The wrapper or criteria, as given.
    what: String,
    /// What is wrong, or nothing.
    error: Option<String>,
}

/// Checks each wrapper and each criterion; fails if any of them is bad.
pub(crate) fn main(args: &Check) -> Result<(), String> {
    let mut outcomes = Vec::new();
    let mut units = Vec::new();
    for wrapper in &args.wrappers {
        let what = wrapper.to_string_lossy().into_owned();
        let error = match lookup::object(wrapper, &args.lookup.path, HOST_TARGET) {
            Ok(object) => {
                // Each by itself first, so that every bad one is told.
                let options = LoadOptions::default();
                units.push((object.clone(), options.clone()));
                crate::engine().load(object, options).err().map(|e| e.to_string())
            }
            Err(e) => Some(e),
        };
        outcomes.push(Outcome { what, error });
    }
    if outcomes.iter().all(|o| o.error.is_none())
        && let Err(e) = crate::engine().prepare(units)
    {
        outcomes.push(Outcome { what: "all together".to_owned(), error: Some(e.to_string()) });
    }
    for text in &args.activate {
        outcomes.push(Outcome { what: text.clone(), error: criteria::parse(text).err() });
    }
    let bad = outcomes.iter().filter(|o| o.error.is_some()).count();
    if args.json {
        super::print_json("checked", &outcomes)?;
    } else {
        for o in &outcomes {
            match &o.error {
                None => println!("{}: good", o.what),
                Some(e) => eprintln!("{e}"),
            }
        }
    }
    if bad == 0 { Ok(()) } else { Err(format!("{bad} of {} are bad", outcomes.len())) }
}
