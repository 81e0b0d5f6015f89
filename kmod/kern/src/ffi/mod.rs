//! Mirrors of `kmod/shim/*.h`, one module per header. Names, order and types are the headers'.
pub mod dev;
pub mod file;
pub mod hold;
pub mod hooks;
pub mod jit;
pub mod lock;
pub mod mem;
pub mod proc;
pub mod sysctl;
pub mod user;
pub mod vector;
pub mod watch;
