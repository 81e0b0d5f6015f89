//! The C half, function by function, as `shim/*.h` describe it: over [`kernel`], with what they ask of
//! their callers checked.
use crate::kernel::{self, BASE, EFAULT, HELD_ENDS, PAGE, Vector, here, with};
use crate::lock::{locked, unlocked};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use wss_jit::Pages;
use wss_kern::ffi::file::{WSS_FILE_PATH, WssStat};
use wss_kern::ffi::hold::{WSS_HELD_STRINGS, WssExec, WssHeld, WssHeldArg, WssString};
use wss_kern::ffi::hooks::{WssImage, WssText};
use wss_kern::ffi::proc::WssCreds;
use wss_kern::ffi::sysctl::WssSysctlTunables;
use wss_kern::ffi::vector::{WssPlan, WssTest};
use wss_pages::Mappings;

const ENOENT: c_int = 2;
const ESRCH: c_int = 3;
const EBADF: c_int = 9;

macro_rules! double {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block)*) => {
        $(
            /// Of `shim/*.h`.
            ///
            /// # Safety
            /// As the header says.
            #[unsafe(no_mangle)]
            pub(crate) unsafe extern "C" fn $name($($arg: $ty),*) $(-> $ret)? $body
        )*
    };
}

/// # Safety
/// `at` has `len` bytes.
unsafe fn bytes<'a>(at: *const c_void, len: usize) -> &'a [u8] {
    // SAFETY: the caller's promise; of nothing the pointer may be anything.
    if len == 0 { &[] } else { unsafe { std::slice::from_raw_parts(at.cast(), len) } }
}

/// # Safety
/// `to` has that much room.
unsafe fn put(to: *mut c_void, bytes: &[u8]) {
    // SAFETY: the caller's promise; the two are apart, one being Rust's and one the kernel's.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), to.cast(), bytes.len()) }
}

// dev.h, sysctl.h, mem.h
double! {
    fn wss_dev_attach() -> c_int { 0 }
    fn wss_dev_detach() {}
    fn wss_dev_secure() -> bool { with(|k| k.secure) }
    fn wss_dev_pid() -> u32 { here().1 }
    fn wss_dev_uptime() -> u64 { with(|k| k.uptime) }
    fn wss_dev_answer(answer: *mut c_void, at: *const c_void, len: usize) -> c_int {
        unlocked("an answer is copied out");
        // SAFETY: whoever asked passed an answer's place; the bytes are there.
        unsafe { *answer.cast::<Option<Vec<u8>>>() = Some(bytes(at, len).to_vec()) };
        0
    }
    fn wss_dev_waiting(reader: *mut c_void, bytes: usize) {
        locked("a reader is woken");
        // SAFETY: readers of the harness are such counters.
        unsafe { &*reader.cast::<AtomicUsize>() }.store(bytes, SeqCst);
    }
    fn wss_sysctl_enabled() -> bool { true }
    fn wss_sysctl_tunables(to: *mut WssSysctlTunables) {
        let (queue_records, queue_bytes, reader_bytes, jit) = (4096, 4 << 20, 1 << 20, 1);
        // SAFETY: it is one.
        unsafe { *to = WssSysctlTunables { queue_records, queue_bytes, reader_bytes, jit } };
    }
    fn wss_mem_log(_priority: c_int, _text: *const c_char, _len: usize) {}
}

// jit.h
double! {
    fn wss_jit_seal(code: *const c_void, len: usize) -> *mut c_void {
        unlocked("a program is compiled");
        // SAFETY: the code is there.
        let sealed = Mappings.seal(unsafe { bytes(code, len) });
        with(|k| k.code.push((sealed.unwrap().as_ptr() as usize, len)));
        sealed.unwrap().as_ptr().cast()
    }
    fn wss_jit_free(code: *mut c_void, len: usize) {
        let at = with(|k| k.code.iter().position(|c| c.0 == code as usize)).unwrap();
        assert_eq!(with(|k| k.code.swap_remove(at)).1, len);
        // SAFETY: sealed above with that length; the caller's promise for the rest.
        unsafe { Mappings.free(NonNull::new(code.cast()).unwrap(), len) };
    }
}

// file.h: the files are the programs that run.
double! {
    fn wss_file_stat(
        _dirfd: c_int, path: *const c_char, _follow: bool, stat: *mut WssStat
    ) -> c_int {
        unlocked("a file is looked up");
        // SAFETY: it ends with NUL.
        let path = unsafe { CStr::from_ptr(path) }.to_bytes();
        while path == b"/net/far" && !with(|k| k.there) {
            with(|k| k.looking = true);
            std::thread::yield_now();
        }
        if path != b"/net/far" && !with(|k| k.procs.values().any(|p| p.path.as_bytes() == path)) {
            return ENOENT;
        }
        // SAFETY: it is one.
        unsafe { *stat = WssStat { mode: 0o100_755, nlink: 1, ..WssStat::default() } };
        0
    }
    fn wss_file_fstat(_fd: c_int, _stat: *mut WssStat) -> c_int { EBADF }
    fn wss_file_resolve(
        _dirfd: c_int, path: *const c_char, _follow: bool, buf: *mut c_char, len: *mut usize
    ) -> c_int {
        unlocked("a path is resolved");
        // SAFETY: it ends with NUL.
        let path = unsafe { CStr::from_ptr(path) }.to_bytes();
        assert!(path.len() < WSS_FILE_PATH);
        // SAFETY: as the header says, the buffer has WSS_FILE_PATH bytes.
        unsafe {
            put(buf.cast(), path);
            *len = path.len();
        }
        0
    }
    fn wss_file_path(_fd: c_int, _buf: *mut c_char, _len: *mut usize) -> c_int { EBADF }
    fn wss_file_pid_exe(pid: u32, buf: *mut c_char, len: *mut usize) -> c_int {
        unlocked("a program is asked for");
        let Some(path) = with(|k| k.procs.get(&pid).map(|p| p.path.clone())) else { return ESRCH };
        assert!(path.len() < WSS_FILE_PATH);
        // SAFETY: as the header says, the buffer has WSS_FILE_PATH bytes.
        unsafe {
            put(buf.cast(), path.as_bytes());
            *len = path.len();
        }
        0
    }
    fn wss_file_readlink(
        _dirfd: c_int, _path: *const c_char, _buf: *mut c_char, _len: *mut usize
    ) -> c_int { ENOENT }
    fn wss_file_pread(
        _fd: c_int, _buf: *mut c_void, _len: usize, _offset: u64, _done: *mut usize
    ) -> c_int { EBADF }
    fn wss_file_sockaddr(
        _fd: c_int, _peer: bool, _buf: *mut c_void, _len: *mut usize
    ) -> c_int { EBADF }
}

// hold.h
double! {
    fn wss_hold_run(
        td: *mut c_void, nr: u32, _args: *const u64, held: *const WssHeld, count: usize
    ) -> c_int {
        unlocked("a call is completed");
        // SAFETY: `held` has that many; `td` is what the gate passed.
        let (held, ret) = unsafe {
            (std::slice::from_raw_parts(held, count), &mut *td.cast::<i64>())
        };
        // SAFETY: as the header says of what they refer to.
        let content = held.iter().map(|h| (h.arg, unsafe { content(h) })).collect();
        with(|k| k.held.push((nr, content)));
        let (error, value) = HELD_ENDS.get();
        if error == 0 {
            *ret = value;
        }
        error
    }
    fn wss_hold_exec_begin(
        td: *mut c_void, nr: u32, args: *const u64, held: *const WssHeld, count: usize,
        _exec: *mut WssExec
    ) -> c_int {
        // SAFETY: the same conditions.
        unsafe { wss_hold_run(td, nr, args, held, count) };
        0
    }
    fn wss_hold_exec_end(_td: *mut c_void, _exec: *mut WssExec) -> c_int {
        unlocked("a program is executed");
        HELD_ENDS.get().0
    }
    fn wss_hold_arg(_n: usize, _arg: *mut WssHeldArg) -> bool { false }
}

/// # Safety
/// What it refers to is there.
unsafe fn content(h: &WssHeld) -> Vec<Vec<u8>> {
    if h.kind != WSS_HELD_STRINGS {
        // SAFETY: the caller's promise.
        return vec![unsafe { bytes(h.at, h.len as usize) }.to_vec()];
    }
    if h.len == 0 {
        return Vec::new();
    }
    // SAFETY: the caller's promise.
    let all = unsafe { std::slice::from_raw_parts(h.at.cast::<WssString>(), h.len as usize) };
    // SAFETY: likewise.
    all.iter().map(|s| unsafe { bytes(s.at.cast(), s.len as usize) }.to_vec()).collect()
}

/// Shows an image to Rust while it lives.
pub(crate) fn image<T>(pid: u32, act: impl FnOnce(&WssImage) -> T) -> Option<T> {
    let (p, parent) = with(|k| {
        let p = k.procs.get(&pid)?.clone();
        let parent = k.procs.get(&p.ppid).map_or("/sbin/init".to_owned(), |p| p.path.clone());
        Some((p, parent))
    })?;
    let text = |b: &[u8]| WssText { at: b.as_ptr().cast(), len: b.len() };
    let argv: Vec<u8> = p.argv.iter().flat_map(|a| a.bytes().chain([0])).collect();
    // SAFETY: numbers and pointers, all of which may be zero: what is not told below.
    let mut i: WssImage = unsafe { std::mem::zeroed() };
    (i.path, i.called) = (text(p.path.as_bytes()), text(p.path.as_bytes()));
    (i.argv, i.parent) = (text(&argv), text(parent.as_bytes()));
    i.stat = WssStat { mode: 0o100_755, nlink: 1, ..WssStat::default() };
    (i.euid, i.egid, i.native) = (p.uid, p.uid, u32::from(p.native));
    let (called, setid) = with(|k| (k.called.clone(), k.setid));
    if let Some(called) = &called {
        i.called = text(called.as_bytes());
    }
    if let Some(uid) = setid {
        (i.euid, i.setuid) = (uid, 1);
    }
    let sum = with(|k| k.sha256);
    match &sum {
        _ if !with(|k| k.hashes) => {}
        Some(sum) => i.sha256 = sum.as_ptr(),
        None => i.unhashed = 1,
    }
    if with(|k| k.nameless) {
        (i.path, i.called, i.unsure) = (text(b"/tmp/link"), text(b"/tmp/link"), 1);
    }
    Some(act(&i))
}

// hooks.h
double! {
    fn wss_hooks_path(buf: *mut c_char) -> usize {
        unlocked("a path is looked up");
        let path = with(|k| k.procs.get(&here().1).map(|p| p.path.clone())).unwrap_or_default();
        // SAFETY: it has PATH_MAX bytes.
        unsafe { put(buf.cast(), path.as_bytes()) };
        path.len()
    }
    fn wss_hooks_pids(pids: *mut u32, room: u32, making: *mut bool) -> u32 {
        locked("processes are listed");
        // SAFETY: it is one.
        unsafe { *making = false };
        let all: Vec<u32> = with(|k| k.procs.keys().copied().filter(|p| *p != 1).collect());
        for (n, pid) in all.iter().take(room as usize).enumerate() {
            // SAFETY: within the room.
            unsafe { *pids.add(n) = *pid };
        }
        all.len() as u32
    }
    fn wss_hooks_hash() {
        unlocked("what runs is hashed");
        with(|k| k.hashed += 1);
    }
    fn wss_hooks_forks(all: bool) {
        locked("forks are told");
        with(|k| k.all_forks = all);
    }
    fn wss_hooks_running(pid: u32, context: *mut c_void) -> c_int {
        locked("a process is looked at");
        with(|k| k.fork_meanwhile(pid));
        // SAFETY: the context is the one that Rust gave.
        let show = |i: &WssImage| unsafe {
            wss_kern::intercept::sweep::wss_rs_running(context, pid, i);
        };
        image(pid, show).map_or(ESRCH, |()| 0)
    }
}

// proc.h
double! {
    fn wss_proc_tid() -> u32 { here().0 }
    fn wss_proc_pid(tid: u32, pid: *mut u32) -> c_int {
        match with(|k| k.process(tid)) {
            Some(p) => {
                // SAFETY: it is one.
                unsafe { *pid = p };
                0
            }
            None => ESRCH,
        }
    }
    fn wss_proc_creds(tid: u32, creds: *mut WssCreds) -> c_int {
        let found = with(|k| k.process(tid).and_then(|p| k.procs.get(&p).cloned()));
        let Some(p) = found else { return ESRCH };
        let (uid, gid) = (p.uid, p.uid);
        // SAFETY: it is one.
        unsafe { *creds = WssCreds { ppid: p.ppid, uid, euid: uid, gid, egid: gid, jail: 0 } };
        0
    }
    fn wss_proc_kill(tid: u32, signal: c_int) -> c_int {
        with(|k| match k.process(tid).and_then(|p| k.procs.get_mut(&p)) {
            Some(p) => {
                p.killed.push(signal as u8);
                0
            }
            None => ESRCH,
        })
    }
    fn wss_proc_time(_monotonic: bool) -> u64 { kernel::time() }
}

// user.h
double! {
    fn wss_user_read(addr: u64, buf: *mut c_void, len: usize, done: *mut usize) -> c_int {
        with(|k| {
            let Some(bytes) = k.read(addr, len) else { return EFAULT };
            // SAFETY: the buffer has `len` bytes, and these are no more.
            unsafe {
                put(buf, bytes);
                *done = bytes.len();
            }
            0
        })
    }
    fn wss_user_write(addr: u64, buf: *const c_void, len: usize) -> c_int {
        // SAFETY: as the header says.
        let bytes = unsafe { bytes(buf, len) };
        if with(|k| k.write(addr, bytes)) { 0 } else { EFAULT }
    }
    fn wss_user_touch(addr: u64, len: usize) {
        unlocked("memory is faulted in");
        with(|k| k.touch(addr, len));
    }
    fn wss_user_touch_str(addr: u64, max: usize) -> usize {
        unlocked("memory is faulted in");
        with(|k| {
            let len = k.strlen(addr, max);
            k.touch(addr, len);
            len
        })
    }
    fn wss_user_touch_vec(addr: u64, max: usize) {
        unlocked("memory is faulted in");
        for n in 0..(max / 8) as u64 {
            let word = with(|k| {
                k.touch(addr + 8 * n, 8);
                k.read(addr + 8 * n, 8).and_then(|b| b.first_chunk().copied())
            });
            match word.map(u64::from_le_bytes) {
                None | Some(0) => return,
                // SAFETY: no condition.
                Some(at) => drop(unsafe { wss_user_touch_str(at, PAGE) }),
            }
        }
        assert!(addr < BASE, "a vector without an end");
    }
}

/// What stands for the native vector.
static ORIGIN: u8 = 0;

fn at<T>(vector: *mut c_void, act: impl FnOnce(&mut Vector) -> T) -> T {
    let find = |k: &mut kernel::Kernel| {
        act(k.vectors.iter_mut().find(|v| v.name() == vector).expect("a vector that there is"))
    };
    with(find)
}

// vector.h
double! {
    fn wss_vector_make(origin: *mut c_void) -> *mut c_void {
        locked("a vector is made");
        assert_eq!(origin.cast_const(), (&raw const ORIGIN).cast());
        with(|k| {
            if let Some(v) = k.vectors.iter_mut().find(|v| !v.taken) {
                v.take();
                return v.name();
            }
            k.vectors.push(Vector::new(0, 0));
            k.vectors.last().expect("it was pushed").name()
        })
    }
    fn wss_vector_call(vector: *mut c_void, nr: u32, word: u32) {
        locked("a vector is changed");
        with(|k| k.stored += 1);
        at(vector, |v| v.set_call(nr, word));
    }
    fn wss_vector_test(vector: *mut c_void, n: u32, test: *const WssTest) {
        locked("a vector is changed");
        // SAFETY: it is one.
        at(vector, |v| v.set_test(n, unsafe { &*test }));
    }
    fn wss_vector_counted(vector: *mut c_void, nr: u32) -> u64 {
        locked("counts are taken");
        at(vector, |v| v.counted(nr))
    }
    fn wss_vector_users(vector: *mut c_void) -> u32 {
        locked("users are counted");
        let plan = at(vector, |v| v.plan);
        let runs = |p: &&kernel::Proc| p.plan.is_some_and(|q| std::ptr::eq(plan, q));
        with(|k| k.procs.values().filter(runs).count() as u32)
    }
    fn wss_vector_drop(vector: *mut c_void) {
        // SAFETY: the same condition.
        assert_eq!(unsafe { wss_vector_users(vector) }, 0, "a vector in use is given back");
        at(vector, |v| {
            v.clear();
            v.taken = false;
        });
    }
    fn wss_vector_origin(pid: u32, origin: *mut *mut c_void) -> bool {
        locked("a process is looked for");
        if with(|k| k.making.take_if(|p| *p == pid)).is_some() {
            return false;
        }
        let Some(native) = with(|k| k.procs.get(&pid).map(|p| p.native)) else { return false };
        let native = if native { (&raw const ORIGIN).cast_mut().cast() } else { std::ptr::null_mut() };
        // SAFETY: it is one.
        unsafe { *origin = native };
        true
    }
    fn wss_vector_install(pid: u32, vector: *mut c_void) -> c_int {
        locked("a vector is installed");
        let plan = if vector.is_null() { None } else { Some(at(vector, |v| v.plan)) };
        with(|k| match k.procs.get_mut(&pid) {
            Some(p) => {
                p.plan = plan;
                0
            }
            None => ESRCH,
        })
    }
    fn wss_vector_child(_proc: *mut c_void) { locked("a child is shown"); }
    fn wss_vector_know(pid: u32, known: bool) {
        locked("a process is known");
        with(|k| k.procs.get_mut(&pid).map(|p| p.known = known));
    }
    fn wss_vector_knows(pid: u32) -> bool {
        with(|k| k.procs.get(&pid).is_some_and(|p| p.known))
    }
    fn wss_vector_watch(execs: bool, hashes: bool) {
        locked("execs are watched");
        with(|k| (k.watch, k.hashes) = (execs, hashes));
    }
    fn wss_vector_current(plan: *const WssPlan) -> bool {
        // SAFETY: a plan, which is permanent.
        kernel::is_current(unsafe { &*plan })
    }
    fn wss_vector_count(plan: *const WssPlan, nr: u32, cell: u64) -> bool {
        // SAFETY: as above.
        let plan = unsafe { &*plan };
        kernel::is_current(plan) && kernel::count(plan, nr, cell)
    }
    fn wss_vector_alive(tid: u32, pid: u32) -> bool {
        with(|k| k.threads.get(&tid) == Some(&pid))
    }
    fn wss_vector_pid() -> u32 { here().1 }
    fn wss_vector_kill(signal: c_int) {
        with(|k| k.procs.get_mut(&here().1).map(|p| p.killed.push(signal as u8)));
    }
    fn wss_vector_lost() { with(|k| k.inside_lost += 1); }
    fn wss_vector_pause() {
        unlocked("a moment passes");
        std::thread::yield_now();
    }
}
