//! Compares a header of `kmod/include` with its mirror, by way of the C compiler. The ioctls' numbers
//! are computed on both sides: in the mirror by FreeBSD's rule, here by the header's macros over a
//! `sys/ioccom.h` that states the same rule (`kmod/shim` asserts the numbers against FreeBSD's own).
use std::path::Path;
use std::process::Command;

const IOCCOM: &str = "\
#define _IOC(dir, group, num, len) \\
    ((unsigned long)((dir) | (((len) & 0x1fffUL) << 16) | ((group) << 8) | (num)))
#define _IOR(g, n, t) _IOC(0x40000000UL, g, n, sizeof(t))
#define _IOW(g, n, t) _IOC(0x80000000UL, g, n, sizeof(t))
#define _IOWR(g, n, t) _IOC(0xc0000000UL, g, n, sizeof(t))
";

/// What C has to say, and what Rust says.
pub(crate) type Expressions = Vec<(String, u64)>;

/// Size and offsets of a structure.
macro_rules! layout {
    ($all:ident, $c:literal, $t:ident { $($f:ident),* }) => {
        $all.push((concat!("sizeof(struct ", $c, ")").to_owned(), size_of::<$t>() as u64));
        $($all.push((
            concat!("offsetof(struct ", $c, ", ", stringify!($f), ")").to_owned(),
            std::mem::offset_of!($t, $f) as u64,
        ));)*
    };
}

pub(crate) use layout;

/// Fails unless `header` says of `text`, a string, and of each expression what Rust does.
pub(crate) fn compare(header: &str, text: (&str, &str), expressions: Expressions) {
    let dir = std::env::temp_dir().join(format!("wss-{header}-{}", std::process::id()));
    std::fs::create_dir_all(dir.join("sys")).unwrap();
    std::fs::write(dir.join("sys/ioccom.h"), IOCCOM).unwrap();
    let mut c = format!(
        "#include <stdint.h>\n#include <stddef.h>\n#include <stdio.h>\n#include \"{header}\"\n\
         int main(void) {{\n    puts({});\n",
        text.0
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
    assert_eq!(lines.next(), Some(text.1));
    for (e, rust) in expressions {
        assert_eq!(lines.next(), Some(rust.to_string().as_str()), "{e}");
    }
    assert_eq!(lines.next(), None);
}
