//! Helpers: what a program may call by number (`call imm`, RFC 9669 section 4.3.1). WDL's library
//! (Ko et al. 2000, table 1, and later additions) is made of these; the table is the one place
//! that says their numbers, argument kinds and limits. A helper returns a value >= 0 or a
//! negative errno of the host in r0, unless it says otherwise; a bad address faults the clause.

/// What an argument register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    /// A number.
    Scalar,
    /// Address of a NUL-terminated string of at most [`crate::ctx::MAX_STRING`] bytes.
    CStr,
    /// Address of memory read by the helper; its length is in the argument of that index (r1 is 0).
    In(u8),
    /// Address of memory written by the helper; its length is in the argument of that index (r1 is 0).
    Out(u8),
    /// Address of a `struct wr_stat` written by the helper.
    OutStat,
    /// An address in the wrapped process: never dereferenced by the machine.
    UserAddr,
    /// Address of memory as long as a key of the table in r1.
    OutKey,
    /// Address of memory as long as a row of the table in r1.
    OutRow,
}

/// One helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Helper {
    /// Number in `imm`.
    pub id: u16,
    /// Name in WDL and in dumps.
    pub name: &'static str,
    /// Argument registers r1.. in order.
    pub args: &'static [ArgKind],
    /// What it does, its errors and limits, in one or two sentences.
    pub doc: &'static str,
}

macro_rules! helpers {
    ($($id:literal $konst:ident $name:literal [$($arg:expr),*] $doc:literal;)*) => {
        /// Helper numbers by name.
        pub mod id {
            $(#[doc = $doc] pub const $konst: u16 = $id;)*
        }
        /// Every helper, by rising number.
        pub const HELPERS: &[Helper] = &[
            $(Helper { id: $id, name: $name, args: &[$($arg),*], doc: $doc },)*
        ];
    };
}

use ArgKind::{CStr, In, Out, OutKey, OutRow, OutStat, Scalar, UserAddr};

helpers! {
    // The event itself.
    1 SET_ARG "wr_set_arg" [Scalar, Scalar] "Assignment to a scalar $parameter: slot, value. The call runs with the new value; layers further in see it.";
    2 SET_ARG_BYTES "wr_set_arg_bytes" [Scalar, In(2), Scalar] "Assignment to a $parameter that is a path, string or buffer: slot, bytes, length (strings: without NUL).";
    3 SET_RET "wr_set_ret" [Scalar] "Assignment to $ret: the result the caller sees; clears $errno.";
    4 SET_ERRNO "wr_set_errno" [Scalar] "Assignment to $errno: the call fails with it; 0 leaves $ret.";
    5 RAISE "wr_raise" [Scalar, In(2), Scalar] "Raises event number r1 of this object; r2 points to r3 bytes: one u64 per parameter (scalars, or addresses of strings).";
    6 VIOLATION "violation" [CStr] "Raises `warning` and audits a violation with this message (an empty one is allowed); never denies by itself.";
    // Audit (Ko, table 1).
    10 AUDIT "wr_audit" [In(1), Scalar] "Delivers r2 bytes (at most 4096) as an audit record's message.";
    11 AUDIT_PRINTF "wr_audit_printf" [CStr, In(2), Scalar] "As wr_audit, formatted: format, argument array, its bytes (8 each). %d %i %u %x %X %o %c %s %p %% with flags, width, precision and l, ll, z, h, hh.";
    12 AUDIT_EVENT "wr_audit_event" [CStr] "Audits the event with all its characterised parameters and this message.";
    // System state (Ko, table 1).
    20 STAT "wr_stat" [CStr, OutStat] "Status of the file at a path, as the wrapped process would find it (a captured $path is resolved as its call would, from its directory descriptor); follows links.";
    21 LSTAT "wr_lstat" [CStr, OutStat] "As wr_stat, of a link itself.";
    22 FSTAT "wr_fstat" [Scalar, OutStat] "Status of the file behind a descriptor of the process.";
    23 GET_ADDR "wr_get_addr" [Scalar, Out(2), Scalar] "Socket address of a descriptor: the peer's if connected, else the local one; returns its length.";
    24 GETPEERNAME "wr_getpeername" [Scalar, Out(2), Scalar] "Address of the peer of a socket; returns its length.";
    25 GETSOCKNAME "wr_getsockname" [Scalar, Out(2), Scalar] "Local address of a socket; returns its length.";
    26 PATH "wr_path" [CStr, Out(2), Scalar] "Absolute path, links resolved, of a path as the process would find it; returns its length without NUL.";
    27 FD_PATH "wr_fd_path" [Scalar, Out(2), Scalar] "Path of the file behind a descriptor; returns its length without NUL.";
    28 READLINK "wr_readlink" [CStr, Out(2), Scalar] "Target of a symbolic link; returns its length without NUL.";
    29 PREAD "wr_pread" [Scalar, Out(2), Scalar, Scalar] "Reads a regular file behind a descriptor of the process: fd, buffer, length, offset; returns bytes read.";
    30 TIME "wr_time" [Scalar] "Nanoseconds: 0 = since the epoch, 1 = monotonic.";
    31 READ "wr_read" [UserAddr, Out(2), Scalar] "Reads the process's memory at a pointer parameter; returns bytes read. From a copy: another thread may change the original.";
    32 WRITE "wr_write" [UserAddr, In(2), Scalar] "Writes the process's memory at a pointer parameter; returns bytes written.";
    33 EXE "wr_exe" [Out(1), Scalar] "Path of the process's executable; returns its length without NUL.";
    34 PID_EXE "wr_pid_exe" [Scalar, Out(2), Scalar] "As wr_exe, of any process: id (of a process or a thread), as the wrapped process would name it; returns its length without NUL. -ESRCH: there is none that it may see; -ENOENT: it runs no program; -EACCES: what it runs is hidden, or has no name.";
    // Control.
    40 KILL "wr_kill" [Scalar] "Sends a signal to the wrapped process.";
    41 SWITCH "wr_switch" [CStr] "Replaces this binding by the loaded wrapper of that name, from this event on; state of the same name and type is carried over. 0, or -ENOENT.";
    42 LOCK "wr_lock" [Scalar] "Asks that parameter slot r1 be held against other threads (Jain and Sekar 2000, section 3): 0, or -EOPNOTSUPP where this host cannot.";
    43 RECORD_AS "wr_record_as" [Scalar] "What is recorded of this run from here on is said to be of clause r1 of the wrapper, which counts a hit: that of a sequence, which catches nothing itself. 0, or -EINVAL. The compiler's own.";
    // Tables.
    50 TABLE_FIND "wr_table_find" [Scalar, In(3), Out(4), Scalar, Scalar] "Copies the row of a key: table, key, row, key bytes, row bytes. 0, or -ENOENT.";
    51 TABLE_PUT "wr_table_put" [Scalar, In(3), In(4), Scalar, Scalar] "Inserts or updates a row: table, key, row, key bytes, row bytes. 0; full: as the table's policy says.";
    52 TABLE_DELETE "wr_table_delete" [Scalar, In(2), Scalar] "Deletes a row: table, key, key bytes. 0, or -ENOENT.";
    53 TABLE_NEXT "wr_table_next" [Scalar, Scalar, OutKey, OutRow] "Iterates: table, cursor (0 first), key, row. Next cursor (> 0), or 0 at the end.";
    54 TABLE_COUNT "wr_table_count" [Scalar] "Rows in a table.";
    55 TABLE_INSERT "wr_table_insert" [Scalar, In(3), In(4), Scalar, Scalar] "As wr_table_put, but a row that is there already stays as it is: -EEXIST.";
    56 TABLE_UPDATE "wr_table_update" [Scalar, In(3), In(4), Scalar, Scalar] "As wr_table_put, but only a row that is there already is written: else -ENOENT.";
    57 HASH "wr_hash" [In(1), Scalar] "Keyed hash of r2 bytes: equal bytes have equal hashes, and whoever does not know the engine's secret cannot find other bytes with the same. All 64 bits count: never a negative errno.";
    // Memory and strings: charged to the budget, one instruction per 8 bytes.
    60 MEMCPY "wr_memcpy" [Out(2), In(2), Scalar] "Copies r3 bytes; the areas may overlap.";
    61 MEMSET "wr_memset" [Out(2), Scalar, Scalar] "Fills r3 bytes with the low byte of r2.";
    62 MEMCMP "wr_memcmp" [In(2), In(2), Scalar] "Compares r3 bytes: <0, 0 or >0.";
    63 STRLEN "wr_strlen" [CStr] "Length of a string without NUL.";
    64 STRCMP "wr_strcmp" [CStr, CStr] "Compares strings: <0, 0 or >0.";
    65 STRNCMP "wr_strncmp" [CStr, CStr, Scalar] "Compares at most r3 bytes of strings: <0, 0 or >0.";
    66 STRSTR "wr_strstr" [CStr, CStr] "Address of the first occurrence of r2 in r1, or 0.";
    67 STRCHR "wr_strchr" [CStr, Scalar] "Address of the first occurrence of the byte r2 in r1, or 0.";
    68 GLOB "wr_glob" [CStr, CStr] "1 if string r2 matches shell pattern r1 (* ? [] \\, * does not cross /, ** does), else 0.";
    69 TRAP "wr_trap" [Scalar, Scalar] "Faults for reason r1 of `trap`; r2 is the status of an exit, else 0.";
}

/// Reasons of [`id::TRAP`].
pub mod trap {
    /// `abort` was called.
    pub const ABORT: u64 = 0;
    /// A call through a pointer that is no function of the type called.
    pub const FUNCTION: u64 = 1;
    /// What the program says can not be reached was reached.
    pub const UNREACHABLE: u64 = 2;
    /// `exit` was called; the status is in r2.
    pub const EXIT: u64 = 3;

    /// A jump to an address that is no label of the function.
    pub const LABEL: u64 = 4;

    /// What to tell people.
    pub fn text(reason: u64) -> &'static str {
        match reason {
            ABORT => "the program aborted",
            FUNCTION => "bad function pointer",
            UNREACHABLE => "unreachable code was reached",
            EXIT => "the program called exit",
            LABEL => "bad address of a label",
            _ => "trap",
        }
    }
}

/// The helper of that number.
pub fn by_id(id: i32) -> Option<&'static Helper> {
    let id = u16::try_from(id).ok()?;
    HELPERS.binary_search_by_key(&id, |h| h.id).ok().and_then(|i| HELPERS.get(i))
}

/// The helper of that name.
pub fn by_name(name: &str) -> Option<&'static Helper> {
    HELPERS.iter().find(|h| h.name == name)
}
