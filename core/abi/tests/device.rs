//! `wss_abi::device` against `kmod/include/wss.h`, by way of the C compiler: every size, offset and
//! constant. The ioctls' numbers are computed on both sides: here by FreeBSD's rule, there by the
//! header's macros over a `sys/ioccom.h` that states the same rule (`kmod/shim/dev.c` asserts the
//! numbers against FreeBSD's own).
use std::mem::offset_of;
use std::path::Path;
use std::process::Command;
use wss_abi::control::{Ask, Criteria, limit};
use wss_abi::device::*;

const IOCCOM: &str = "\
#define _IOC(dir, group, num, len) \\
    ((unsigned long)((dir) | (((len) & 0x1fffUL) << 16) | ((group) << 8) | (num)))
#define _IOR(g, n, t) _IOC(0x40000000UL, g, n, sizeof(t))
#define _IOW(g, n, t) _IOC(0x80000000UL, g, n, sizeof(t))
#define _IOWR(g, n, t) _IOC(0xc0000000UL, g, n, sizeof(t))
";

/// What C has to say, and what Rust says.
fn expressions() -> Vec<(String, u64)> {
    let mut all = Vec::new();
    let mut add = |c: &str, rust: u64| all.push((c.to_owned(), rust));
    add("WSS_ABI", u64::from(ABI));
    add("WSS_VERSION_LEN", VERSION_LEN as u64);
    add("WSS_NAME_LEN", NAME_LEN as u64);
    add("WSS_REQUEST_MAX", limit::REQUEST as u64);
    add("WSS_ANSWER_MAX", limit::ANSWER as u64);
    add("WSS_RECORD_MAX", wss_abi::audit::MAX_RECORD as u64 + 4);
    add("WSSIOC_VERSION", IOC_VERSION);
    add("WSSIOC_REQUEST", IOC_REQUEST);
    add("WSSIOC_SUBSCRIBE", IOC_SUBSCRIBE);
    macro_rules! layout {
        ($c:literal, $t:ident { $($f:ident),* }) => {
            add(concat!("sizeof(struct ", $c, ")"), size_of::<$t>() as u64);
            $(add(
                concat!("offsetof(struct ", $c, ", ", stringify!($f), ")"),
                offset_of!($t, $f) as u64,
            );)*
        };
    }
    layout!("wss_version", Version { abi, spare, module });
    layout!("wss_request", Request { abi, verb, input, input_len, output, output_len });
    layout!("wss_subscribe", Subscribe { abi, spare, wrapper });
    let name = String::new;
    for (c, ask) in [
        ("LOAD", Ask::Load(Vec::new())),
        ("UNLOAD", Ask::Unload(name())),
        ("ACTIVATE", Ask::Activate(name(), Criteria::default())),
        ("DEACTIVATE", Ask::Deactivate(name(), Criteria::default())),
        ("DETACH", Ask::Detach(name(), 0)),
        ("LIST", Ask::List),
        ("STATUS", Ask::Status),
        ("PS", Ask::Ps),
        ("LOCK", Ask::Lock),
    ] {
        add(&format!("WSS_VERB_{c}"), u64::from(ask.verb()));
    }
    all
}

#[test]
fn the_header_says_the_same() {
    let expressions = expressions();
    let dir = std::env::temp_dir().join(format!("wss-header-{}", std::process::id()));
    std::fs::create_dir_all(dir.join("sys")).unwrap();
    std::fs::write(dir.join("sys/ioccom.h"), IOCCOM).unwrap();
    let mut c = String::from(
        "#include <stdint.h>\n#include <stddef.h>\n#include <stdio.h>\n#include \"wss.h\"\n\
         int main(void) {\n    puts(WSS_DEVICE);\n",
    );
    for (e, _) in &expressions {
        c += &format!("    printf(\"%llu\\n\", (unsigned long long)({e}));\n");
    }
    c += "}\n";
    std::fs::write(dir.join("show.c"), c).unwrap();
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kmod/include");
    let built = Command::new("cc")
        .args(["-Wall", "-Werror", "-o", "show", "show.c", "-I.", "-I"])
        .arg(include)
        .current_dir(&dir)
        .status()
        .expect("a C compiler, `cc`");
    assert!(built.success());
    let out = Command::new(dir.join("show")).output().unwrap();
    let _ = std::fs::remove_dir_all(&dir);
    let out = String::from_utf8(out.stdout).unwrap();
    let mut lines = out.lines();
    assert_eq!(lines.next(), Some(PATH));
    for (e, rust) in expressions {
        assert_eq!(lines.next(), Some(rust.to_string().as_str()), "{e}");
    }
    assert_eq!(lines.next(), None);
}
