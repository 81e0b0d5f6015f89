//! The device goes while it is used: a thread sleeps in read(2), one in poll(2), one in kevent(2), all
//! on descriptors that stay open. Each must come back; the descriptors can be used and closed
//! afterwards. Somebody else unloads the module meanwhile: `fuzz-ioctl gone & kldunload wss; wait`.
use crate::sys;
use std::thread::{sleep, spawn};
use std::time::Duration;
use wss_abi::device::{ABI, IOC_SUBSCRIBE, IOC_VERSION};

/// How long to wait for that, in milliseconds.
const PATIENCE: i32 = 60_000;

/// Sleeps in all three until the device is gone.
pub(crate) fn run() -> Result<(), String> {
    let open = || {
        let file = sys::open(false).map_err(|e| format!("errno {e}"))?;
        match sys::ioctl(&file, IOC_SUBSCRIBE, &mut sys::subscription(ABI, b"nobody")) {
            0 => Ok(file),
            e => Err(format!("errno {e}")),
        }
    };
    let (read, polled, watched) = (open()?, open()?, open()?);
    let queue = sys::Kqueue::new(&watched, libc::EVFILT_READ).map_err(|e| format!("errno {e}"))?;
    let reader = spawn(move || (sys::read(&read, &mut [0; 64]), read));
    let poller = spawn(move || (sys::poll(&polled, PATIENCE), polled));
    println!("sleeping");
    let watcher = spawn(move || (queue.wait(PATIENCE.into()), queue));
    let (got, read) = reader.join().map_err(|_| "the reader panicked")?;
    let (events, polled) = poller.join().map_err(|_| "the poller panicked")?;
    // What the device had in the queue goes with it: told of its end or not, it ends by itself.
    for _ in 0..50 {
        if watcher.is_finished() {
            break;
        }
        sleep(Duration::from_millis(100));
    }
    for file in [&read, &polled, &watched] {
        match sys::ioctl(file, IOC_VERSION, &mut [0; 8192]) {
            0 => return Err("the device is still there".to_owned()),
            libc::ENXIO | libc::ENODEV | libc::ENOTTY | libc::EBADF => {}
            e => return Err(format!("after the device: errno {e}")),
        }
        // Registering anew must not reach what is unloaded.
        if sys::Kqueue::new(file, libc::EVFILT_READ).is_ok() {
            return Err("a kqueue watches what is gone".to_owned());
        }
    }
    println!("read {got:?}, poll {events:#x}, kevent {}", watcher.is_finished());
    match (got, events) {
        (Err(libc::ENXIO), e) if e != 0 => Ok(()),
        _ => Err("they should have been told".to_owned()),
    }
}
