#![no_std]
#![forbid(unsafe_code)]
//! What the FreeBSD kernel host can hold, and what it does not tell of: a crate of its own, since `wssctl` checks wrappers with it
//! where no kernel is asked.
use wss_engine::{
    Held,
    HeldKind::{self, Bytes, Path, Strings},
    Life,
};

const fn held(nr: u16, arg: u8, kind: HeldKind) -> Held {
    Held { nr, arg, kind }
}

/// What wrappers are not told of, for [`wss_engine::Engine::set_untold`]: a kernel delivers a signal
/// with locks held under which no clause can run, and those that are not caught pass no place that a
/// private vector has.
pub static UNTOLD: &[Life] = &[Life::Signal];

/// What can be held: for [`wss_engine::Engine::set_holds`].
pub static HELD: &[Held] = &[
    held(5, 0, Path),      // open
    held(499, 1, Path),    // openat
    held(8, 0, Path),      // ocreat
    held(33, 0, Path),     // access
    held(489, 1, Path),    // faccessat
    held(376, 0, Path),    // eaccess
    held(552, 1, Path),    // fstatat
    held(188, 0, Path),    // freebsd11_stat
    held(190, 0, Path),    // freebsd11_lstat
    held(493, 1, Path),    // freebsd11_fstatat
    held(278, 0, Path),    // freebsd11_nstat
    held(280, 0, Path),    // freebsd11_nlstat
    held(38, 0, Path),     // ostat
    held(40, 0, Path),     // olstat
    held(555, 0, Path),    // statfs
    held(396, 0, Path),    // freebsd11_statfs
    held(157, 0, Path),    // freebsd4_statfs
    held(191, 0, Path),    // pathconf
    held(513, 0, Path),    // lpathconf
    held(58, 0, Path),     // readlink
    held(500, 1, Path),    // readlinkat
    held(9, 0, Path),      // link
    held(9, 1, Path),      // link
    held(495, 1, Path),    // linkat
    held(495, 3, Path),    // linkat
    held(57, 0, Path),     // symlink
    held(57, 1, Path),     // symlink
    held(502, 0, Path),    // symlinkat
    held(502, 2, Path),    // symlinkat
    held(128, 0, Path),    // rename
    held(128, 1, Path),    // rename
    held(501, 1, Path),    // renameat
    held(501, 3, Path),    // renameat
    held(10, 0, Path),     // unlink
    held(503, 1, Path),    // unlinkat
    held(568, 1, Path),    // funlinkat
    held(137, 0, Path),    // rmdir
    held(136, 0, Path),    // mkdir
    held(496, 1, Path),    // mkdirat
    held(132, 0, Path),    // mkfifo
    held(497, 1, Path),    // mkfifoat
    held(559, 1, Path),    // mknodat
    held(14, 0, Path),     // freebsd11_mknod
    held(498, 1, Path),    // freebsd11_mknodat
    held(15, 0, Path),     // chmod
    held(490, 1, Path),    // fchmodat
    held(274, 0, Path),    // lchmod
    held(16, 0, Path),     // chown
    held(491, 1, Path),    // fchownat
    held(254, 0, Path),    // lchown
    held(138, 0, Path),    // utimes
    held(138, 1, Bytes),   // utimes
    held(494, 1, Path),    // futimesat
    held(494, 2, Bytes),   // futimesat
    held(276, 0, Path),    // lutimes
    held(276, 1, Bytes),   // lutimes
    held(206, 1, Bytes),   // futimes
    held(547, 1, Path),    // utimensat
    held(547, 2, Bytes),   // utimensat
    held(546, 1, Bytes),   // futimens
    held(479, 0, Path),    // truncate
    held(200, 0, Path),    // freebsd6_truncate
    held(129, 0, Path),    // otruncate
    held(12, 0, Path),     // chdir
    held(160, 0, Path),    // lgetfh
    held(161, 0, Path),    // getfh
    held(564, 1, Path),    // getfhat
    held(304, 0, Path),    // kldload
    held(356, 0, Path),    // extattr_set_file
    held(356, 2, Path),    // extattr_set_file
    held(412, 0, Path),    // extattr_set_link
    held(412, 2, Path),    // extattr_set_link
    held(357, 0, Path),    // extattr_get_file
    held(357, 2, Path),    // extattr_get_file
    held(413, 0, Path),    // extattr_get_link
    held(413, 2, Path),    // extattr_get_link
    held(358, 0, Path),    // extattr_delete_file
    held(358, 2, Path),    // extattr_delete_file
    held(414, 0, Path),    // extattr_delete_link
    held(414, 2, Path),    // extattr_delete_link
    held(438, 0, Path),    // extattr_list_file
    held(439, 0, Path),    // extattr_list_link
    held(371, 2, Path),    // extattr_set_fd
    held(372, 2, Path),    // extattr_get_fd
    held(373, 2, Path),    // extattr_delete_fd
    held(4, 1, Bytes),     // write
    held(476, 1, Bytes),   // pwrite
    held(174, 1, Bytes),   // freebsd6_pwrite
    held(120, 1, Bytes),   // readv
    held(289, 1, Bytes),   // preadv
    held(121, 1, Bytes),   // writev
    held(290, 1, Bytes),   // pwritev
    held(104, 1, Bytes),   // bind
    held(538, 2, Bytes),   // bindat
    held(98, 1, Bytes),    // connect
    held(539, 2, Bytes),   // connectat
    held(133, 1, Bytes),   // sendto
    held(133, 4, Bytes),   // sendto
    held(28, 1, Bytes),    // sendmsg
    held(596, 1, Bytes),   // setgroups
    held(80, 1, Bytes),    // freebsd14_setgroups
    held(195, 1, Bytes),   // setrlimit
    held(233, 1, Bytes),   // clock_settime
    held(122, 0, Bytes),   // settimeofday
    held(122, 1, Bytes),   // settimeofday
    held(140, 0, Bytes),   // adjtime
    held(202, 0, Bytes),   // __sysctl
    held(378, 0, Bytes),   // nmount
    held(507, 0, Bytes),   // jail_set
    held(506, 0, Bytes),   // jail_get
    held(59, 0, Path),     // execve
    held(59, 1, Strings),  // execve
    held(59, 2, Strings),  // execve
    held(492, 1, Strings), // fexecve
    held(492, 2, Strings), // fexecve
    held(415, 0, Path),    // __mac_execve
    held(415, 1, Strings), // __mac_execve
    held(415, 2, Strings), // __mac_execve
];
