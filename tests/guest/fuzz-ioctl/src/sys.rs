//! The device, called as anybody could call it: with any number and any address.
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::raw::{c_int, c_ulong};
use std::os::unix::fs::OpenOptionsExt;
use wss_abi::control::{Answer, Ask, Request};
use wss_abi::device;

/// The errno of the last call.
pub(crate) fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Opens the device.
pub(crate) fn open(nonblock: bool) -> Result<File, i32> {
    open_at(device::PATH, nonblock)
}

/// Opens either device.
pub(crate) fn open_at(path: &str, nonblock: bool) -> Result<File, i32> {
    let flags = if nonblock { libc::O_NONBLOCK } else { 0 };
    let file = File::options().read(true).custom_flags(flags).open(path);
    file.map_err(|e| e.raw_os_error().unwrap_or(0))
}

/// Any ioctl on a block of memory as large as a parameter can be; the errno, 0 for success.
pub(crate) fn ioctl(file: &File, command: u64, parameter: &mut [u8; 8192]) -> i32 {
    // SAFETY: a parameter has at most 8191 bytes (13 bits of the command), which the block holds.
    // What addresses inside it the kernel writes to is the caller's to choose: buffers of its own.
    let r = unsafe { libc::ioctl(file.as_raw_fd(), command as c_ulong, parameter.as_mut_ptr()) };
    if r == -1 { errno() } else { 0 }
}

/// The bytes of a request's parameter.
pub(crate) fn parameter(request: &device::Request) -> Box<[u8; 8192]> {
    let mut block = Box::new([0; 8192]);
    let words = [request.input, request.input_len, request.output, request.output_len];
    let halves = [request.abi, request.verb].into_iter().flat_map(u32::to_le_bytes);
    let bytes = halves.chain(words.into_iter().flat_map(u64::to_le_bytes));
    for (to, from) in block.iter_mut().zip(bytes) {
        *to = from;
    }
    block
}

/// A well-formed request.
pub(crate) fn ask(file: &File, ask: Ask) -> Result<Answer, String> {
    let verb = ask.verb();
    let request = Request { confirmed: true, ask };
    let input = request.encode().map_err(|e| e.to_string())?;
    let mut output = vec![0u8; 1 << 20];
    let mut block = parameter(&device::Request {
        abi: device::ABI,
        verb,
        input: input.as_ptr() as u64,
        input_len: input.len() as u64,
        output: output.as_mut_ptr() as u64,
        output_len: output.len() as u64,
    });
    match ioctl(file, device::IOC_REQUEST, &mut block) {
        0 => {
            let len = block.get(32..40).and_then(|b| b.first_chunk()).copied().unwrap_or_default();
            let answer = output.get(..u64::from_le_bytes(len) as usize).unwrap_or(&output);
            Answer::decode(answer).map_err(|e| format!("the answer: {e}"))
        }
        e => Err(format!("errno {e}")),
    }
}

/// A subscription's parameter.
pub(crate) fn subscription(abi: u32, wrapper: &[u8]) -> Box<[u8; 8192]> {
    let mut block = Box::new([0; 8192]);
    let bytes = abi.to_le_bytes().into_iter().chain([0; 4]).chain(wrapper.iter().copied());
    for (to, from) in block.iter_mut().zip(bytes) {
        *to = from;
    }
    block
}

/// read(2) with the length given, which may exceed the buffer's: the kernel is told the smaller.
pub(crate) fn read(file: &File, to: &mut [u8]) -> Result<usize, i32> {
    // SAFETY: the buffer has that length.
    let n = unsafe { libc::read(file.as_raw_fd(), to.as_mut_ptr().cast(), to.len()) };
    usize::try_from(n).map_err(|_| errno())
}

/// poll(2) for reading: what it says.
pub(crate) fn poll(file: &File, milliseconds: c_int) -> i16 {
    let mut p = libc::pollfd { fd: file.as_raw_fd(), events: libc::POLLIN, revents: 0 };
    // SAFETY: one structure.
    unsafe { libc::poll(&mut p, 1, milliseconds) };
    p.revents
}

/// select(2) for reading: whether it can be read.
pub(crate) fn select(file: &File, milliseconds: i64) -> bool {
    let fd = file.as_raw_fd();
    let mut wait =
        libc::timeval { tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000 };
    // SAFETY: all zero is an empty set; the descriptor is far below FD_SETSIZE.
    unsafe {
        let mut set: libc::fd_set = std::mem::zeroed();
        libc::FD_SET(fd, &mut set);
        libc::select(fd + 1, &mut set, std::ptr::null_mut(), std::ptr::null_mut(), &mut wait) == 1
    }
}

/// A kqueue that watches the device for reading.
pub(crate) struct Kqueue(c_int);

impl Kqueue {
    /// Begins watching.
    pub(crate) fn new(file: &File, filter: i16) -> Result<Kqueue, i32> {
        // SAFETY: no condition.
        let queue = Kqueue(unsafe { libc::kqueue() });
        // SAFETY: all zero is an event.
        let mut change: libc::kevent = unsafe { std::mem::zeroed() };
        change.ident = file.as_raw_fd() as usize;
        change.filter = filter;
        change.flags = libc::EV_ADD;
        let none = std::ptr::null_mut();
        // SAFETY: one change, no room for events.
        match unsafe { libc::kevent(queue.0, &change, 1, none, 0, std::ptr::null()) } {
            0 => Ok(queue),
            _ => Err(errno()),
        }
    }

    /// How many bytes wait, when some do within the time.
    pub(crate) fn wait(&self, milliseconds: i64) -> Option<i64> {
        let time = libc::timespec {
            tv_sec: milliseconds / 1000,
            tv_nsec: milliseconds % 1000 * 1_000_000,
        };
        // SAFETY: all zero is an event.
        let mut event: libc::kevent = unsafe { std::mem::zeroed() };
        // SAFETY: no changes, room for one event.
        let n = unsafe { libc::kevent(self.0, std::ptr::null(), 0, &mut event, 1, &time) };
        (n == 1).then_some(event.data)
    }
}

impl Drop for Kqueue {
    fn drop(&mut self) {
        // SAFETY: its own descriptor.
        unsafe { libc::close(self.0) };
    }
}
