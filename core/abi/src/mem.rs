//! Fallible allocation. The engine runs in kernels, where an allocation that fails must come back
//! as a value: `core/*` grows collections through these only, so that a build with
//! `--cfg no_global_oom_handling` (where `Vec::push` and its like do not exist) stays possible.
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
}

impl<T> TryVec<T> for Vec<T> {
    fn try_push(&mut self, value: T) -> Result<(), OutOfMemory> {
        self.try_reserve(1).map_err(|_| OutOfMemory)?;
        self.push(value);
        Ok(())
    }

    fn try_extend(&mut self, values: &[T]) -> Result<(), OutOfMemory>
    where
        T: Clone,
    {
        self.try_reserve(values.len()).map_err(|_| OutOfMemory)?;
        self.extend_from_slice(values);
        Ok(())
    }
}

/// A vector of `len` copies of `value`.
pub fn try_filled<T: Clone>(len: usize, value: T) -> Result<Vec<T>, OutOfMemory> {
    let mut v = Vec::new();
    v.try_reserve_exact(len).map_err(|_| OutOfMemory)?;
    v.resize(len, value);
    Ok(v)
}

/// A vector that holds clones of `values`.
pub fn try_vec<T: Clone>(values: &[T]) -> Result<Vec<T>, OutOfMemory> {
    let mut v = Vec::new();
    v.try_extend(values)?;
    Ok(v)
}

/// An owned copy of `text`.
pub fn try_string(text: &str) -> Result<String, OutOfMemory> {
    let mut s = String::new();
    s.try_reserve_exact(text.len()).map_err(|_| OutOfMemory)?;
    s.push_str(text);
    Ok(s)
}
