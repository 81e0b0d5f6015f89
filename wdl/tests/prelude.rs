//! What the prelude names: each verdict is the number that the engine reads, with the target's errno.
use std::error::Error;
use std::path::PathBuf;
use wdl::driver::{Source, compile_source};
use wss_abi::target::Target;

type Outcome = Result<(), Box<dyn Error>>;

/// `WR_D_X` and the errno that it denies with.
const DENIALS: &[(&str, &str)] = &[
    ("BADPERM", "EPERM"),
    ("PERM", "EPERM"),
    ("ACCES", "EACCES"),
    ("NOENT", "ENOENT"),
    ("EXIST", "EEXIST"),
    ("NOTDIR", "ENOTDIR"),
    ("ISDIR", "EISDIR"),
    ("ROFS", "EROFS"),
    ("NOSPC", "ENOSPC"),
    ("BADF", "EBADF"),
    ("INVAL", "EINVAL"),
    ("NOSYS", "ENOSYS"),
    ("OPNOTSUPP", "EOPNOTSUPP"),
    ("NOMEM", "ENOMEM"),
    ("AGAIN", "EAGAIN"),
    ("INTR", "EINTR"),
    ("IO", "EIO"),
    ("SRCH", "ESRCH"),
    ("CONNREFUSED", "ECONNREFUSED"),
    ("NETUNREACH", "ENETUNREACH"),
    ("ADDRNOTAVAIL", "EADDRNOTAVAIL"),
];

fn compiles(target: Target, text: String) -> Outcome {
    let source = Source { name: "w.wdl".into(), text: text.into(), folder: PathBuf::new() };
    compile_source(&wdl::Options::new(target), &source)?;
    Ok(())
}

#[test]
fn each_denial_has_its_errno() -> Outcome {
    let prelude = include_str!("../include/wss.h");
    let named = prelude.matches("#define WR_D_").count();
    assert_eq!(named, DENIALS.len(), "a denial of the prelude is not in this table");
    for target in Target::ALL {
        let table = wss_calls::table(*target).ok_or("no table")?;
        for (name, errno) in DENIALS {
            let number = table.constant(errno).ok_or(*errno)?;
            let verdict = wss_abi::verdict::Verdict::Deny(number as u16).code();
            compiles(
                *target,
                format!(
                    "_Static_assert(WR_D_{name} == {verdict:#x}, \"{name}\");\nop{{close}} pre {{ return WR_D_{name}; }}\n"
                ),
            )?;
        }
    }
    Ok(())
}
