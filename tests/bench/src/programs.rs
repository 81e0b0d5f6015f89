//! Whole programs under a wrapper that traps none of their calls: what supervision itself costs.
use crate::report::{Figure, Report};
use crate::runs::Bench;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// tar, git and gcc, each unwrapped and wrapped in turns; the figure is wrapped over unwrapped.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
    prepare(dir.path(), 400)?;
    for (name, script) in [
        (
            // Five times: once lasts half a second on tmpfs, of which the supervisor's start is 1 %.
            "tar of 40,000 files, there and back, five times",
            "for i in 1 2 3 4 5; do \
            tar -cf t.tar tree && mkdir out && tar -xf t.tar -C out && rm -rf out t.tar || exit 1; \
            done",
        ),
        (
            "git add and commit of 40,000 files",
            "rm -rf tree/.git; cd tree && git init -q . && \
            git add . && git -c gc.auto=0 -c maintenance.auto=0 -c user.name=b \
            -c user.email=b@localhost commit -qm c",
        ),
        ("gcc of 20 files", "for i in $(seq 20); do gcc -O2 -c unit.c -o unit.o || exit 1; done"),
    ] {
        let mut ratios = Vec::new();
        let mut natives = Vec::new();
        for round in 0..bench.rounds {
            // Whoever comes first finds other caches: they take turns at that too.
            let time =
                |wrapper| seconds(bench.under(wrapper, Path::new("/bin/sh")), script, dir.path());
            let (native, wrapped) = if round % 2 == 0 {
                let native = time(None)?;
                (native, time(Some("bystander"))?)
            } else {
                let wrapped = time(Some("bystander"))?;
                (time(None)?, wrapped)
            };
            natives.push(native);
            ratios.push(100.0 * (wrapped / native - 1.0));
        }
        report.add(
            "Programs, not trapped",
            format!("{name}, native"),
            "s",
            Figure::of(natives),
            None,
        );
        report.add(
            "Programs, not trapped",
            format!("{name}, overhead"),
            "%",
            Figure::of(ratios),
            Some("3"),
        );
    }
    Ok(())
}

/// A tree of `folders` folders of a hundred files each, and a C program of 200 functions.
pub(crate) fn prepare(dir: &Path, folders: u32) -> Result<(), String> {
    let write = |name: &str, text: &str| {
        std::fs::write(dir.join(name), text).map_err(|e| format!("{name}: {e}"))
    };
    for d in 0..folders {
        std::fs::create_dir_all(dir.join(format!("tree/{d}"))).map_err(|e| e.to_string())?;
        for f in 0..100 {
            write(&format!("tree/{d}/{f}.txt"), &format!("{d} {f}\n").repeat(200))?;
        }
    }
    let body: String = (0..200)
        .map(|i| format!("int f{i}(int x) {{ int s = 0; for (int i = 0; i < x; i++) s += i * {i}; return s; }}\n"))
        .collect();
    write("unit.c", &format!("#include <stdio.h>\n#include <stdlib.h>\n{body}"))
}

/// Runs a script; how long it took, if it succeeded.
pub(crate) fn seconds(mut c: Command, script: &str, dir: &Path) -> Result<f64, String> {
    c.args(["-c", script]).current_dir(dir).stdout(Stdio::null()).stdin(Stdio::null());
    let start = Instant::now();
    let status = c.status().map_err(|e| format!("{c:?}: {e}"))?;
    let time = start.elapsed().as_secs_f64();
    if status.success() { Ok(time) } else { Err(format!("{script}: {status}")) }
}
