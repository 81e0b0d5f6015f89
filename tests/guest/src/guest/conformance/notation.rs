//! What a scenario writes and what FreeBSD says, from one to the other.
use std::path::Path;
use wss_abi::audit::{Kind, Record, Subject};
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;

/// A record of `wssctl events`, the paths in `dir` as the scenario writes them.
pub(super) fn record(r: &serde_json::Value, dir: &Path) -> Record {
    let word = |at: &str| r.pointer(at).and_then(|v| v.as_str()).unwrap_or_default();
    let number = |at: &str| r.pointer(at).and_then(|v| v.as_u64()).unwrap_or_default();
    let kind = match word("/kind") {
        "audit" => Kind::Audit,
        "violation" => Kind::Violation,
        "verdict" => Kind::Verdict,
        "fault" => Kind::Fault,
        "activate" => Kind::Activate,
        "deactivate" => Kind::Deactivate,
        "host" => Kind::Host,
        _ => Kind::Lost,
    };
    // The suite's own notation has the numbers of Linux's errnos; it shows them by name.
    let errno = |name: &str| wss_calls::table(Target::LinuxX86_64).and_then(|t| t.errno(name));
    Record {
        seq: number("/seq"),
        time: 0,
        kind,
        wrapper: word("/wrapper").to_owned(),
        clause: None,
        subject: Subject { tid: number("/process/tid") as u32, ..Subject::default() },
        event: None,
        verdict: match word("/verdict/action") {
            "deny" => Verdict::Deny(errno(word("/verdict/errno")).unwrap_or(4095)),
            "return" => Verdict::Return,
            "kill" => Verdict::Kill(number("/verdict/signal") as u8),
            _ => Verdict::Continue,
        },
        permissive: r["permissive"] == true,
        unlocked: r["unlocked"] == true,
        message: word("/message").replace(&*dir.to_string_lossy(), ""),
    }
}

/// Wait status of a process that has ended and whose parent has not asked; that of one that is not
/// there at all is 0.
pub(super) fn zombie(pid: u32) -> Option<i32> {
    let mut mib = [libc::CTL_KERN, libc::KERN_PROC, libc::KERN_PROC_PID, pid as i32];
    // SAFETY: all-zero is a valid kinfo_proc: numbers, characters and null pointers.
    let mut info: libc::kinfo_proc = unsafe { std::mem::zeroed() };
    let mut size = size_of::<libc::kinfo_proc>();
    let (at, none) = ((&raw mut info).cast(), std::ptr::null());
    // SAFETY: so many bytes may be written, and the name has four numbers.
    let failed = unsafe { libc::sysctl(mib.as_mut_ptr(), 4, at, &mut size, none, 0) };
    /// SZOMB of sys/proc.h.
    const ZOMBIE: libc::c_char = 5;
    match failed {
        0 if size > 0 && info.ki_stat != ZOMBIE => None,
        0 if size > 0 => Some(i32::from(info.ki_xstat)),
        _ => Some(0),
    }
}

/// Channel, path and argument vector of an exec.
pub(super) fn exec_words(channel: &str, args: &[String]) -> Vec<String> {
    let path = args.first().cloned().unwrap_or_default();
    let argv0 = args.iter().find_map(|a| a.strip_prefix("argv0=")).unwrap_or(&path).to_owned();
    let rest = args.iter().skip(1).filter(|a| !a.starts_with("argv0=") && !a.starts_with("as="));
    [channel.to_owned(), path, argv0].into_iter().chain(rest.cloned()).collect()
}

/// open(2)'s flags.
pub(super) fn flags(mode: &str) -> Result<i32, String> {
    mode.split('+').try_fold(0, |sum, part| {
        Ok(sum
            | match part {
                "r" => libc::O_RDONLY,
                "w" => libc::O_WRONLY,
                "rw" => libc::O_RDWR,
                "creat" => libc::O_CREAT,
                "trunc" => libc::O_TRUNC,
                other => return Err(format!("no mode is called {other}")),
            })
    })
}

/// A raw result as scenarios write it.
pub(super) fn show(raw: i64) -> String {
    let name = match raw {
        -4095..=-1 => wss_calls::table(Target::FreebsdAmd64)
            .and_then(|t| t.errno_name(raw.unsigned_abs() as u16)),
        _ => None,
    };
    name.map_or_else(|| raw.to_string(), str::to_owned)
}

/// A refusal as scenarios write it, from the text for people.
pub(super) fn refused(said: &str) -> String {
    const WHY: [(&str, &str); 8] = [
        ("loaded already", "duplicate"),
        ("is compiled for", "target"),
        ("by the verifier", "unverifiable"),
        ("no system call", "unknown call"),
        ("cannot hold", "not held"),
        ("more than", "too many"),
        ("is loaded", "no such wrapper"),
        ("out of memory", "out of memory"),
    ];
    let why = WHY.iter().find(|(part, _)| said.contains(part)).map_or(said.trim(), |(_, why)| why);
    format!("refused: {why}")
}
