//! `struct wr_stat`, what `wr_stat`, `wr_lstat` and `wr_fstat` fill in (Ko et al. 2000, table 1).
//! The same on every host; little-endian, fixed offsets.

/// Status of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrStat {
    /// Inode number (Ko's `nodeid`), offset 0.
    pub nodeid: u64,
    /// Device the inode is on, offset 8.
    pub dev: u64,
    /// Size in bytes, offset 16.
    pub size: u64,
    /// Device number of a special file, offset 24.
    pub rdev: u64,
    /// Last modification, seconds since the epoch, offset 32.
    pub mtime: i64,
    /// Last status change, seconds since the epoch, offset 40.
    pub ctime: i64,
    /// Type and permission bits as `st_mode`, offset 48.
    pub mode: u32,
    /// Number of links, offset 52.
    pub nlink: u32,
    /// Owner, offset 56.
    pub uid: u32,
    /// Group, offset 60.
    pub gid: u32,
}

impl WrStat {
    /// Size of the structure in a program's memory.
    pub const SIZE: usize = 64;

    /// The bytes as a program sees them.
    #[inline]
    pub fn to_bytes(&self) -> [u8; Self::SIZE] {
        let mut out = [0u8; Self::SIZE];
        let words =
            [self.nodeid, self.dev, self.size, self.rdev, self.mtime as u64, self.ctime as u64];
        let halves = [self.mode, self.nlink, self.uid, self.gid];
        let (first, second) = out.split_at_mut(8 * words.len());
        for (to, word) in first.as_chunks_mut().0.iter_mut().zip(words) {
            *to = word.to_le_bytes();
        }
        for (to, half) in second.as_chunks_mut().0.iter_mut().zip(halves) {
            *to = half.to_le_bytes();
        }
        out
    }
}
