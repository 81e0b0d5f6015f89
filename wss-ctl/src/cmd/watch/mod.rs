//! `wssctl watch`: what the kernel module tells of processes, to anybody who may know it.
#[cfg(target_os = "freebsd")]
mod follow;
mod shown;

#[cfg(target_os = "freebsd")]
pub(crate) use follow::main;

/// The classes of calls in a list of names.
fn classes(names: &[String]) -> Result<u32, String> {
    names.iter().try_fold(0, |all, name| match wss_abi::watch::class(name) {
        Some(bit) => Ok(all | bit),
        None if name == "all" => Ok(u32::MAX),
        None => {
            let known = wss_abi::watch::CLASSES.join(", ");
            Err(format!("no class of calls is called {name}; there are all, {known}"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_names() {
        let named =
            |names: &[&str]| classes(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
        assert_eq!(named(&[]), Ok(0));
        assert_eq!(named(&["file", "obsolete"]), Ok(0x8000_0001));
        assert_eq!(named(&["all"]), Ok(u32::MAX));
        assert!(named(&["net", "nett"]).is_err_and(|e| e.contains("nett") && e.contains("net,")));
    }
}
