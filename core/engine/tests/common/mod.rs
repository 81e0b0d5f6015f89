//! What the tests of the engine share: a host of a few lines, and wrappers from assembler text.
#![allow(dead_code)]
pub(crate) mod asking;

use wss_abi::audit::{Kind, Record};
use wss_abi::clause::Clause;
use wss_abi::object::Object;
use wss_abi::stat::WrStat;
use wss_abi::target::Target;
use wss_engine::host::{At, Creds, Errno, Host, Image, Tid};
use wss_engine::{Criterion, Engine, LoadOptions};

/// Memory from address 0x1000 on; nothing else.
#[derive(Default)]
pub(crate) struct Bare {
    pub(crate) memory: Vec<u8>,
    pub(crate) killed: Vec<(Tid, u8)>,
    pub(crate) reads: usize,
    /// What a clause asks is answered later.
    pub(crate) later: bool,
    /// Threads of processes to come are numbered from here on.
    pub(crate) apart: u32,
}

impl Host for Bare {
    fn later(&self) -> bool {
        self.later
    }
    fn read(&mut self, _: Tid, addr: u64, buf: &mut [u8]) -> Result<usize, Errno> {
        self.reads += 1;
        let from = addr.checked_sub(0x1000).ok_or(Errno(14))? as usize;
        let there = self.memory.get(from..).filter(|m| !m.is_empty()).ok_or(Errno(14))?;
        let n = there.len().min(buf.len());
        buf[..n].copy_from_slice(&there[..n]);
        Ok(n)
    }
    fn write(&mut self, _: Tid, _: u64, _: &[u8]) -> Result<(), Errno> {
        Err(Errno(14))
    }
    fn stat(&mut self, _: Tid, _: At<'_>) -> Result<WrStat, Errno> {
        Err(Errno(2))
    }
    fn fstat(&mut self, _: Tid, _: i32) -> Result<WrStat, Errno> {
        Err(Errno(9))
    }
    fn sockaddr(&mut self, _: Tid, _: i32, _: bool) -> Result<Vec<u8>, Errno> {
        Err(Errno(9))
    }
    fn resolve(&mut self, _: Tid, _: At<'_>) -> Result<Vec<u8>, Errno> {
        Err(Errno(2))
    }
    fn fd_path(&mut self, _: Tid, _: i32) -> Result<Vec<u8>, Errno> {
        Err(Errno(9))
    }
    fn exe(&mut self, _: Tid, _: u32) -> Result<Vec<u8>, Errno> {
        Err(Errno(3))
    }
    fn readlink(&mut self, _: Tid, _: At<'_>) -> Result<Vec<u8>, Errno> {
        Err(Errno(2))
    }
    fn pread(&mut self, _: Tid, _: i32, _: &mut [u8], _: u64) -> Result<usize, Errno> {
        Err(Errno(9))
    }
    fn now(&mut self, _: bool) -> u64 {
        1
    }
    fn kill(&mut self, tid: Tid, signal: u8) -> Result<(), Errno> {
        self.killed.push((tid, signal));
        Ok(())
    }
    fn creds(&mut self, _: Tid) -> Creds {
        Creds { uid: 7, ..Creds::default() }
    }
    fn pid(&mut self, tid: Tid) -> u32 {
        tid - self.apart
    }
}

/// A wrapper whose functions are `text`.
pub(crate) fn wrapper(name: &str, text: &str, clauses: Vec<Clause>) -> Object {
    let object = wss_vm::asm::object(name, text).unwrap();
    Object { clauses, budget: 10_000, ..object }
}

/// An engine with these wrappers bound to thread 10, and its host.
pub(crate) fn engine(objects: Vec<Object>) -> (Engine, Bare) {
    let mut e = Engine::new(Target::LinuxX86_64);
    let mut host = Bare { memory: b"/etc/passwd\0".to_vec(), ..Bare::default() };
    let options = LoadOptions { activate: vec![Criterion::always()], ..LoadOptions::default() };
    let units = objects.into_iter().map(|o| (o, options.clone())).collect();
    let prepared = e.prepare(units).unwrap();
    e.commit(prepared).unwrap();
    e.exec(&mut host, 10, &Image { path: b"/bin/prog".to_vec(), ..Image::default() });
    (e, host)
}

/// Records but those of activations.
pub(crate) fn records(e: &mut Engine) -> Vec<Record> {
    std::iter::from_fn(|| e.pop_record()).filter(|r| r.kind != Kind::Activate).collect()
}
