//! The device of the kernel module, as `kmod/include/wss.h` describes it; and ioctls, the only unsafe
//! code of this crate.
use std::fs::File;
use std::io::Read;
use std::os::fd::AsRawFd;
use std::os::raw::c_ulong;
use wss_abi::control::limit;
use wss_abi::device::{
    ABI, IOC_REQUEST, IOC_SUBSCRIBE, IOC_VERSION, NAME_LEN, PATH, Request, Subscribe, VERSION_LEN,
    Version,
};

/// Room for the answers of most requests; longer ones are asked for again. A request that changes
/// something has a short one.
const ROOM: usize = 256 << 10;

/// The opened device.
pub(super) struct Raw(File);

impl Raw {
    /// Opens it, and makes sure that both sides speak of the same things.
    pub(super) fn open() -> Result<Raw, String> {
        let raw = match File::open(PATH) {
            Ok(file) => Raw(file),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(format!(
                    "no {PATH}: the kernel module is not loaded ('kldload wss'), or off by the \
                     loader tunable security.wss.enabled=0"
                ));
            }
            Err(e) => return Err(format!("{PATH}: {e}")),
        };
        let mut v = Version { abi: 0, spare: 0, module: [0; VERSION_LEN] };
        raw.ioctl(IOC_VERSION, &mut v)?;
        let own = env!("CARGO_PKG_VERSION");
        let text = v.module.split(|b| *b == 0).next().unwrap_or_default();
        let module = String::from_utf8_lossy(text);
        if v.abi != ABI {
            return Err(format!(
                "the kernel module is version {module} (interface {}), wssctl version {own} \
                 (interface {ABI}): install both of one version",
                v.abi
            ));
        }
        if module != own {
            eprintln!("wssctl: the kernel module is version {module}, wssctl version {own}");
        }
        Ok(raw)
    }

    fn ioctl<T>(&self, command: u64, parameter: &mut T) -> Result<(), String> {
        ioctl(&self.0, command, parameter).map_err(|e| format!("{PATH}: {e}"))
    }

    /// Puts a request; the answer's bytes.
    pub(super) fn request(
        &self,
        verb: u32,
        input: &[u8],
        changes: bool,
    ) -> Result<Vec<u8>, String> {
        let mut room = ROOM;
        loop {
            let mut output = vec![0u8; room];
            let mut request = Request {
                abi: ABI,
                verb,
                input: input.as_ptr() as u64,
                input_len: input.len() as u64,
                output: output.as_mut_ptr() as u64,
                output_len: room as u64,
            };
            self.ioctl(IOC_REQUEST, &mut request)?;
            let len = usize::try_from(request.output_len).unwrap_or(usize::MAX);
            if len <= room {
                output.truncate(len);
                return Ok(output);
            }
            if changes || len > limit::ANSWER {
                return Err(format!("{PATH}: an answer of {len} bytes"));
            }
            // It may have grown meanwhile.
            room = len.saturating_mul(2);
        }
    }

    /// From now on records can be read.
    pub(super) fn subscribe(&self, wrapper: &str) -> Result<(), String> {
        let mut s = Subscribe { abi: ABI, spare: 0, wrapper: [0; NAME_LEN] };
        if wrapper.len() >= NAME_LEN {
            return Err(format!("{wrapper}: no wrapper has so long a name"));
        }
        for (to, from) in s.wrapper.iter_mut().zip(wrapper.bytes()) {
            *to = from;
        }
        self.ioctl(IOC_SUBSCRIBE, &mut s)
    }

    /// Reads whole records, waiting for the first; none: the device was taken away.
    pub(super) fn read(&mut self, to: &mut [u8]) -> Result<usize, String> {
        loop {
            match self.0.read(to) {
                Ok(n) => return Ok(n),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) if e.raw_os_error() == Some(libc::ENXIO) => return Ok(0),
                Err(e) => return Err(format!("{PATH}: {e}")),
            }
        }
    }
}

/// Makes one of the ioctls of `wss_abi::device` and `wss_abi::watch`, with its structure.
pub(super) fn ioctl<T>(file: &File, command: u64, parameter: &mut T) -> std::io::Result<()> {
    let parameter: *mut T = parameter;
    // SAFETY: each command number states the size of its parameter, which is `T`'s (tests compare the
    // structures with the headers'); the kernel reads and writes that much of it. Addresses in a
    // structure are of buffers that the callers keep until the call returns.
    match unsafe { libc::ioctl(file.as_raw_fd(), command as c_ulong, parameter) } {
        -1 => Err(std::io::Error::last_os_error()),
        _ => Ok(()),
    }
}
