//! The control device of the FreeBSD kernel host: the mirror of `kmod/include/wss.h`, which says
//! what everything means. A test compares the two by way of the C compiler.

/// Version of this interface; differing sides don't talk.
pub const ABI: u32 = 2;
/// Path of the device.
pub const PATH: &str = "/dev/wss";
/// Bytes of the version's text, terminating NUL included.
pub const VERSION_LEN: usize = 56;
/// Bytes of a wrapper's name, terminating NUL included.
pub const NAME_LEN: usize = 256;

/// `struct wss_version`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
#[allow(missing_docs)]
pub struct Version {
    pub abi: u32,
    pub spare: u32,
    pub module: [u8; VERSION_LEN],
}

/// `struct wss_request`.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
#[allow(missing_docs)]
pub struct Request {
    pub abi: u32,
    pub verb: u32,
    pub input: u64,
    pub input_len: u64,
    pub output: u64,
    pub output_len: u64,
}

/// `struct wss_subscribe`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
#[allow(missing_docs)]
pub struct Subscribe {
    pub abi: u32,
    pub spare: u32,
    pub wrapper: [u8; NAME_LEN],
}

pub(crate) const IN: u64 = 0x8000_0000;
pub(crate) const OUT: u64 = 0x4000_0000;
const GROUP: u64 = b'W' as u64;

/// The command number of an ioctl, as FreeBSD's `sys/ioccom.h` makes it: direction, length of the
/// parameter (13 bits), group, number.
pub(crate) const fn command(direction: u64, number: u64, len: usize) -> u64 {
    direction | (len as u64 & 0x1fff) << 16 | GROUP << 8 | number
}

/// `WSSIOC_VERSION`.
pub const IOC_VERSION: u64 = command(OUT, 1, size_of::<Version>());
/// `WSSIOC_REQUEST`.
pub const IOC_REQUEST: u64 = command(IN | OUT, 2, size_of::<Request>());
/// `WSSIOC_SUBSCRIBE`.
pub const IOC_SUBSCRIBE: u64 = command(IN, 3, size_of::<Subscribe>());
