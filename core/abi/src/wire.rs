//! Bounded little-endian encoding, shared by objects and audit records.
use crate::mem::{OutOfMemory, TryVec, try_string, try_vec};
use alloc::string::String;
use alloc::vec::Vec;

/// Why bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireError {
    /// The input ends inside a value, at this offset.
    Short(usize),
    /// A value is not one that its field can have; the field's name.
    Bad(&'static str),
    /// A length or count exceeds its limit; the field's name.
    TooMany(&'static str),
    /// Memory could not be had.
    OutOfMemory,
}

impl From<OutOfMemory> for WireError {
    fn from(_: OutOfMemory) -> Self {
        WireError::OutOfMemory
    }
}

impl core::fmt::Display for WireError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            WireError::Short(at) => write!(f, "ends inside a value at byte {at}"),
            WireError::Bad(what) => write!(f, "{what} has a value that is not allowed"),
            WireError::TooMany(what) => write!(f, "{what} exceeds its limit"),
            WireError::OutOfMemory => f.write_str("out of memory"),
        }
    }
}

/// Reads values from a byte slice.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0 }
    }

    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], WireError> {
        let end = self.at.checked_add(n).ok_or(WireError::Short(self.at))?;
        let out = self.bytes.get(self.at..end).ok_or(WireError::Short(self.at))?;
        self.at = end;
        Ok(out)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let at = self.at;
        self.take(N)?.try_into().map_err(|_| WireError::Short(at))
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8, WireError> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    /// Two bytes.
    pub fn u16(&mut self) -> Result<u16, WireError> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    /// Four bytes.
    pub fn u32(&mut self) -> Result<u32, WireError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// Eight bytes.
    pub fn u64(&mut self) -> Result<u64, WireError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// A flag: 0 or 1.
    pub fn bool(&mut self, what: &'static str) -> Result<bool, WireError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(WireError::Bad(what)),
        }
    }

    /// A count (`u32`) of at most `max`. Each counted thing takes at least one byte, so a count
    /// larger than what is left is refused before any memory is asked for.
    pub fn count(&mut self, max: usize, what: &'static str) -> Result<usize, WireError> {
        let n = self.u32()? as usize;
        if n > max {
            return Err(WireError::TooMany(what));
        }
        if n > self.bytes.len().saturating_sub(self.at) {
            return Err(WireError::Short(self.at));
        }
        Ok(n)
    }

    /// Counted bytes.
    pub fn bytes(&mut self, max: usize, what: &'static str) -> Result<Vec<u8>, WireError> {
        let n = self.count(max, what)?;
        Ok(try_vec(self.take(n)?)?)
    }

    /// Counted UTF-8 text.
    pub fn string(&mut self, max: usize, what: &'static str) -> Result<String, WireError> {
        let n = self.count(max, what)?;
        let text = core::str::from_utf8(self.take(n)?).map_err(|_| WireError::Bad(what))?;
        Ok(try_string(text)?)
    }

    /// A counted list, each item read by `item`.
    pub fn list<T>(
        &mut self,
        max: usize,
        what: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let n = self.count(max, what)?;
        let mut out = Vec::new();
        for _ in 0..n {
            let value = item(self)?;
            out.try_push(value)?;
        }
        Ok(out)
    }
}

/// Appends values to a byte vector. Failure to grow is kept and told by [`Writer::finish`].
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    failed: bool,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Writer::default()
    }

    /// What was written.
    pub fn finish(self) -> Result<Vec<u8>, OutOfMemory> {
        if self.failed { Err(OutOfMemory) } else { Ok(self.bytes) }
    }

    /// Raw bytes, uncounted.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.failed |= self.bytes.try_extend(bytes).is_err();
    }

    /// One byte.
    pub fn u8(&mut self, v: u8) {
        self.raw(&[v]);
    }

    /// Two bytes.
    pub fn u16(&mut self, v: u16) {
        self.raw(&v.to_le_bytes());
    }

    /// Four bytes.
    pub fn u32(&mut self, v: u32) {
        self.raw(&v.to_le_bytes());
    }

    /// Eight bytes.
    pub fn u64(&mut self, v: u64) {
        self.raw(&v.to_le_bytes());
    }

    /// Counted bytes.
    pub fn bytes(&mut self, v: &[u8]) {
        self.u32(v.len() as u32);
        self.raw(v);
    }

    /// A counted list.
    pub fn list<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        self.u32(items.len() as u32);
        for i in items {
            item(self, i);
        }
    }
}
