//! What the test programs share: the *mark*, a system call that a test finds again in the audit,
//! and ways to make a child whose first system call it is. x86-64 Linux only.
pub mod elf;
pub mod raw;
