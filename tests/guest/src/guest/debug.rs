//! A debugger's remote call (PT_SC_REMOTE of ptrace(2)) at the exec stop: before the first instruction of
//! an image, and wrapped.
use super::load::ANSWERS;
use super::module::Module;
use super::raw;
use super::wssctl;
use super::{ANSWER, Done, Run, Stop, Test, ensure};
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;

pub(crate) const TESTS: &[Test] = &[Test {
    name: "exec.debugger",
    about: "a debugger's call at the exec stop is wrapped",
    limit: 120,
    run: debugger,
}];

/// `struct ptrace_sc_remote` of sys/ptrace.h.
#[repr(C)]
struct Remote {
    value: [i64; 2],
    error: i32,
    pad: i32,
    call: u32,
    count: u32,
    args: *const u64,
}

fn debugger(run: &mut Run) -> Done {
    let target = run.actor("target")?;
    let path = CString::new(target.as_os_str().as_bytes()).map_err(|e| e.to_string())?;
    let native = remote_at_exec(&path)?;
    ensure!(native != ANSWER && native > 0, "unwrapped, the debugger's call gives {native}");
    let module = Module::load(run)?;
    wssctl::load(run, "answers", ANSWERS, "prog=target")?;
    let wrapped = remote_at_exec(&path)?;
    ensure!(wrapped == ANSWER, "the debugger's call at the exec stop gives {wrapped}");
    let hits = wssctl::hits("answers")?;
    run.figure("hits", hits as f64);
    module.unload()
}

/// Has a child execute a program and a debugger make it call getppid at the exec stop; the answer.
fn remote_at_exec(path: &CString) -> Result<i64, Stop> {
    const PT_TRACE_ME: i32 = 0;
    const PT_KILL: i32 = 8;
    const PT_SC_REMOTE: i32 = 44;
    let error = |what: &str| Stop::Fail(format!("{what}: {}", std::io::Error::last_os_error()));
    let first = c"first";
    let argv = [path.as_ptr(), first.as_ptr(), std::ptr::null()];
    let env = [std::ptr::null()];
    // SAFETY: the child makes two calls and ends.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        // SAFETY: C strings and vectors of them, ended by null.
        unsafe {
            libc::ptrace(PT_TRACE_ME, 0, std::ptr::null_mut(), 0);
            libc::execve(path.as_ptr(), argv.as_ptr(), env.as_ptr());
        }
        raw::exit(100);
    }
    let mut status = 0;
    // SAFETY: `status` may be written; `remote` and what it points to live until each call is done.
    unsafe {
        if libc::waitpid(pid, &mut status, 0) != pid || !libc::WIFSTOPPED(status) {
            return Err(format!("the child does not stop at exec: {status:#x}").into());
        }
        let args = [0u64; 8];
        let mut remote = Remote {
            value: [0; 2],
            error: -1,
            pad: 0,
            call: raw::GETPPID as u32,
            count: 0,
            args: args.as_ptr(),
        };
        let size = size_of::<Remote>() as i32;
        if libc::ptrace(PT_SC_REMOTE, pid, (&raw mut remote).cast(), size) != 0 {
            libc::ptrace(PT_KILL, pid, std::ptr::null_mut(), 0);
            libc::waitpid(pid, &mut status, 0);
            return Err(error("PT_SC_REMOTE"));
        }
        let answer = std::ptr::read_volatile(&raw const remote.value[0]);
        let failed = std::ptr::read_volatile(&raw const remote.error);
        libc::ptrace(PT_KILL, pid, std::ptr::null_mut(), 0);
        libc::waitpid(pid, &mut status, 0);
        if failed == 0 {
            Ok(answer)
        } else {
            Err(format!("the remote call fails: {failed}").into())
        }
    }
}
