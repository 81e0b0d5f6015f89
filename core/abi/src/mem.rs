//! Fallible allocation. The engine runs in kernels, where an allocation that fails must come back
//! as a value: `core/*` grows collections through these only, so that it builds with
//! `--cfg no_global_oom_handling`, where `Vec::push`, `Vec::clone`, `format!` and their like do not
//! exist. What differs between the two builds stands in [`grow`] and nowhere else.
use alloc::string::String;
use alloc::vec::Vec;

/// Memory could not be had; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl core::fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("out of memory")
    }
}

/// Growth of a vector that reports failure.
pub trait TryVec<T> {
    /// Appends `value`, or leaves the vector as it was.
    fn try_push(&mut self, value: T) -> Result<(), OutOfMemory>;
    /// Appends clones of `values`, or leaves the vector as it was.
    fn try_extend(&mut self, values: &[T]) -> Result<(), OutOfMemory>
    where
        T: Clone;
    /// Appends clones of `value` until there are `len`, or leaves the vector as it was; a vector
    /// that is longer stays so.
    fn try_grow(&mut self, len: usize, value: T) -> Result<(), OutOfMemory>
    where
        T: Clone;
}

impl<T> TryVec<T> for Vec<T> {
    #[inline]
    fn try_push(&mut self, value: T) -> Result<(), OutOfMemory> {
        self.try_reserve(1).map_err(|_| OutOfMemory)?;
        grow::push(self, value);
        Ok(())
    }

    #[inline]
    fn try_extend(&mut self, values: &[T]) -> Result<(), OutOfMemory>
    where
        T: Clone,
    {
        self.try_reserve(values.len()).map_err(|_| OutOfMemory)?;
        grow::extend(self, values);
        Ok(())
    }

    #[inline]
    fn try_grow(&mut self, len: usize, value: T) -> Result<(), OutOfMemory>
    where
        T: Clone,
    {
        if let Some(more) = len.checked_sub(self.len()) {
            self.try_reserve(more).map_err(|_| OutOfMemory)?;
            grow::fill(self, more, value);
        }
        Ok(())
    }
}

/// A vector of `len` copies of `value`.
pub fn try_filled<T: Clone>(len: usize, value: T) -> Result<Vec<T>, OutOfMemory> {
    let mut v = Vec::new();
    v.try_reserve_exact(len).map_err(|_| OutOfMemory)?;
    grow::fill(&mut v, len, value);
    Ok(v)
}

/// A vector that holds clones of `values`.
pub fn try_vec<T: Clone>(values: &[T]) -> Result<Vec<T>, OutOfMemory> {
    grow::copy(values)
}

/// An owned copy of `text`.
pub fn try_string(text: &str) -> Result<String, OutOfMemory> {
    string(try_vec(text.as_bytes())?)
}

/// Text under construction: what `write!` and [`Text::push_str`] add, in memory that can run out.
#[derive(Debug, Default)]
pub struct Text {
    /// Whole characters only.
    bytes: Vec<u8>,
}

impl Text {
    /// No text yet, and room for `len` bytes of it.
    pub fn with_room(len: usize) -> Result<Text, OutOfMemory> {
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(len).map_err(|_| OutOfMemory)?;
        Ok(Text { bytes })
    }

    /// Appends `text`, or leaves what there is as it was.
    pub fn push_str(&mut self, text: &str) -> Result<(), OutOfMemory> {
        self.bytes.try_extend(text.as_bytes())
    }

    /// Appends `c`, or leaves what there is as it was.
    pub fn push(&mut self, c: char) -> Result<(), OutOfMemory> {
        self.push_str(c.encode_utf8(&mut [0; 4]))
    }

    /// The text.
    pub fn finish(self) -> Result<String, OutOfMemory> {
        string(self.bytes)
    }
}

impl core::fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.push_str(text).map_err(|_| core::fmt::Error)
    }
}

/// The text that `bytes` are. They come from `str`s, so that this doesn't fail.
fn string(bytes: Vec<u8>) -> Result<String, OutOfMemory> {
    String::from_utf8(bytes).map_err(|_| OutOfMemory)
}

/// Growth within a capacity that was reserved, with all of the library.
#[cfg(not(no_global_oom_handling))]
mod grow {
    use super::OutOfMemory;
    use alloc::vec::Vec;

    #[inline]
    pub(super) fn push<T>(to: &mut Vec<T>, value: T) {
        to.push(value);
    }

    #[inline]
    pub(super) fn extend<T: Clone>(to: &mut Vec<T>, values: &[T]) {
        to.extend_from_slice(values);
    }

    #[inline]
    pub(super) fn copy<T: Clone>(values: &[T]) -> Result<Vec<T>, OutOfMemory> {
        let mut v = Vec::new();
        v.try_reserve_exact(values.len()).map_err(|_| OutOfMemory)?;
        v.extend_from_slice(values);
        Ok(v)
    }

    #[inline]
    pub(super) fn fill<T: Clone>(to: &mut Vec<T>, more: usize, value: T) {
        to.resize(to.len() + more, value);
    }
}

/// The same in a kernel's build, where nothing else can grow a vector without unsafe code. Each
/// caller reserved before, so that no push is refused.
#[cfg(no_global_oom_handling)]
mod grow {
    use super::OutOfMemory;
    use alloc::boxed::Box;
    use alloc::vec::Vec;

    #[inline]
    pub(super) fn push<T>(to: &mut Vec<T>, value: T) {
        let _ = to.push_within_capacity(value);
    }

    #[inline]
    pub(super) fn extend<T: Clone>(to: &mut Vec<T>, values: &[T]) {
        for value in values {
            let _ = to.push_within_capacity(value.clone());
        }
    }

    #[inline]
    pub(super) fn copy<T: Clone>(values: &[T]) -> Result<Vec<T>, OutOfMemory> {
        Ok(Box::try_clone_from_ref(values).map_err(|_| OutOfMemory)?.into_vec())
    }

    #[inline]
    pub(super) fn fill<T: Clone>(to: &mut Vec<T>, more: usize, value: T) {
        for _ in 0..more {
            let _ = to.push_within_capacity(value.clone());
        }
    }
}

/// Text of bytes that may not be UTF-8.
pub fn lossy(bytes: &[u8]) -> Result<String, OutOfMemory> {
    let mut out = Text::default();
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid())?;
        if !chunk.invalid().is_empty() {
            out.push(char::REPLACEMENT_CHARACTER)?;
        }
    }
    out.finish()
}
