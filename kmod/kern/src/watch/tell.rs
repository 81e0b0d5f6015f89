//! Events, told to each watcher as it may know them at that moment.
use super::classes::of_number;
use super::condition::{self, Said};
use super::list::Watchers;
use super::table::calls_of;
use super::with;
use crate::ffi::watch::*;
use crate::host::KernelHost;
use alloc::vec::Vec;
use core::ffi::{c_int, c_void};
use core::ptr::null;
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};
use wss_abi::watch::{Exec, Record, What, event, flag, limit};

/// Something that happened to a process.
struct Event<'a> {
    pid: u32,
    tid: u32,
    /// Bit of [`event`].
    kind: u32,
    what: What<'a>,
    /// Flags that every watcher gets.
    flags: u16,
    /// The classes of a call.
    classes: u32,
    /// The image that it will have.
    next: *const c_void,
    time: u64,
}

impl<'a> Event<'a> {
    fn new(pid: u32, tid: u32, kind: u32, what: What<'a>) -> Event<'a> {
        // SAFETY: no condition.
        let time = unsafe { wss_watch_time() };
        Event { pid, tid, kind, what, flags: 0, classes: 0, next: null(), time }
    }

    fn encode(&self, what: What<'a>, seq: u64, udata: u64, flags: u16) -> Option<Vec<u8>> {
        let Event { pid, tid, time, .. } = *self;
        Record { seq, time, udata, pid, tid, flags, what }.encode().ok()
    }

    /// Tells the `n`th watcher of the process, if it wants to know; whether there is one.
    fn tell(&self, w: &mut Watchers, n: usize, more: u16) -> bool {
        let Some(watch) = w.table.of(self.pid).get(n) else { return false };
        let (id, udata) = (watch.by, watch.udata);
        let asked = watch.flags & self.kind != 0 || more & flag::UNFOLLOWED != 0;
        if !asked || self.kind == event::CALL && watch.calls & self.classes == 0 {
            return true;
        }
        // SAFETY: held by the watch; the event is the calling process's, and its image lives.
        let rights = unsafe { wss_watch_rights(watch.cred.at(), self.next) };
        let (sees, debugs) = (rights & WSS_RIGHTS_SEE != 0, rights & WSS_RIGHTS_DEBUG != 0);
        let (mut flags, mut what) = (self.flags | more, self.what);
        match &mut what {
            What::Exec(e) if !sees => {
                (*e, flags) = (Exec::default(), flag::HIDDEN);
            }
            What::Exec(e) if !debugs => {
                (e.envc, e.env_bytes) = (0, 0);
                flags |= flag::NOENV;
            }
            What::Call { .. } if !debugs => return true,
            _ if !sees => flags |= flag::HIDDEN,
            _ => {}
        }
        if debugs {
            let creds = &|| KernelHost::here().own_creds();
            let event = condition::Event { pid: self.pid, creds, what: &self.what };
            match w.asked(id, &event) {
                Said::Tell => {}
                Said::Deny => return true,
                Said::Fault => flags |= flag::FAULT,
            }
        }
        let seq = w.count(id);
        let frame = self.encode(what, seq, udata, flags);
        w.queue(id, frame, (seq, self.time, self.pid));
        true
    }

    fn tell_all(&self, w: &mut Watchers) {
        w.happens();
        for n in 0.. {
            if !self.tell(w, n, 0) {
                break;
            }
        }
    }
}

/// # Safety
/// It points to so many bytes, or to nothing.
unsafe fn bytes<'a>(t: &crate::ffi::hooks::WssText) -> &'a [u8] {
    match t.at.is_null() {
        true => &[],
        // SAFETY: the caller's promise.
        false => unsafe { core::slice::from_raw_parts(t.at.cast(), t.len) },
    }
}

/// The arguments as far as a record holds them, the last one ended by NUL; whether they are cut.
fn arguments(all: &[u8]) -> Result<(Vec<u8>, bool), OutOfMemory> {
    match all.get(..limit::ARGS) {
        Some(some) if all.len() > limit::ARGS => {
            let mut some = try_vec(some.split_last().map_or(&[][..], |(_, s)| s))?;
            some.try_push(0)?;
            Ok((some, true))
        }
        _ => Ok((try_vec(all)?, false)),
    }
}

/// An exec of the calling process; see `shim/watch.h`.
///
/// # Safety
/// `image` and what it points to live for the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wss_rs_watch_exec(
    pid: u32,
    tid: u32,
    image: *const WssWatchImage,
) -> bool {
    // SAFETY: the caller's promise, for all of these.
    let (image, path, all) = unsafe {
        let image = &*image;
        (image, bytes(&image.path), bytes(&image.args))
    };
    let path = path.get(..limit::PATH - 1).unwrap_or(path);
    // Without memory for them there are none.
    let (args, cut) = arguments(all).unwrap_or((Vec::new(), true));
    let exec = Exec {
        argc: image.argc,
        args_bytes: all.len() as u32,
        envc: image.envc,
        env_bytes: image.env,
        path,
        args: &args,
    };
    let mut event = Event::new(pid, tid, event::EXEC, What::Exec(exec));
    event.next = image.next;
    if cut {
        event.flags |= flag::CUT;
    }
    let native = image.native != 0;
    with(|w| {
        let calls = calls_of(pid) != 0;
        if calls && !native {
            event.flags |= flag::FOREIGN;
        }
        event.tell_all(w);
        calls && native
    })
}

/// A child of the calling process; see `shim/watch.h`.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_watch_fork(pid: u32, tid: u32, child: u32) -> bool {
    let event = Event::new(pid, tid, event::FORK, What::Fork { child });
    with(|w| {
        // Of an earlier process with that number nothing is left; should there be, it ends here.
        w.ended(child);
        w.happens();
        for n in 0.. {
            let Some(watch) = w.table.of(pid).get(n) else { break };
            let follow = watch.flags & event::FOLLOW != 0;
            let missed = follow && !w.follow(pid, n, child);
            event.tell(w, n, if missed { flag::UNFOLLOWED } else { 0 });
        }
        calls_of(child) != 0
    })
}

/// The end of the calling process; see `shim/watch.h`.
#[unsafe(no_mangle)]
pub extern "C" fn wss_rs_watch_exit(pid: u32, status: c_int) {
    let event = Event::new(pid, 0, event::EXIT, What::Exit { status: status as u32 });
    with(|w| {
        event.tell_all(w);
        w.ended(pid);
    });
}

/// A call of the calling process, at its entry. Without locks.
// Apart: calls that nobody watches are not to take its stack.
#[inline(never)]
pub fn call(pid: u32, tid: u32, nr: u32, args: &[u64; 8]) {
    let classes = of_number(nr);
    if calls_of(pid) & classes == 0 {
        // It runs by a vector that diverts more than is asked for.
        return;
    }
    let [a, b, c, d, e, f, ..] = *args;
    let what = What::Call { nr, args: [a, b, c, d, e, f] };
    let mut event = Event::new(pid, tid, event::CALL, what);
    event.classes = classes;
    with(|w| event.tell_all(w));
}
