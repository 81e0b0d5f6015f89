//! Encoding of objects.
use super::{MAGIC, Object, VERSION, checksum};
use crate::clause::{ArgTest, CallBind, Clause, Len, On, Shape, Source};
use crate::mem::OutOfMemory;
use crate::wire::Writer;
use alloc::vec::Vec;

impl Object {
    /// The bytes of the object file: magic, version, target, checksum of what follows, content.
    pub fn encode(&self) -> Result<Vec<u8>, OutOfMemory> {
        let mut w = Writer::new();
        w.bytes(self.name.as_bytes());
        w.u8(self.on_fault as u8);
        w.u32(self.budget);
        w.list(&self.code, |w, c| w.u64(*c));
        w.list(&self.funcs, |w, f| {
            w.bytes(f.name.as_bytes());
            w.u32(f.entry);
            w.u32(f.len);
            w.u32(f.frame);
        });
        w.bytes(&self.rodata);
        w.bytes(&self.state);
        w.bytes(&self.shared);
        w.u32(self.call_data);
        w.list(&self.vars, |w, v| {
            w.bytes(v.name.as_bytes());
            w.bytes(v.ty.as_bytes());
            w.u32(v.offset);
            w.u32(v.size);
        });
        w.list(&self.tables, |w, t| {
            w.bytes(t.name.as_bytes());
            w.u32(t.key);
            w.u32(t.row);
            w.u32(t.rows);
            w.u8(t.full as u8);
            w.u8(t.shared as u8);
        });
        w.list(&self.events, |w, e| {
            w.bytes(e.name.as_bytes());
            w.list(&e.params, |w, (name, string)| {
                w.bytes(name.as_bytes());
                w.u8(*string as u8);
            });
        });
        w.list(&self.clauses, clause);
        w.list(&self.files, |w, f| w.bytes(f.as_bytes()));
        w.list(&self.lines, |w, l| {
            w.u32(l.insn);
            w.u16(l.file);
            w.u32(l.line);
            w.u16(l.column);
        });
        let content = w.finish()?;
        let mut out = Writer::new();
        out.raw(&MAGIC);
        out.u16(VERSION);
        out.u16(self.target as u16);
        out.u64(checksum(&content));
        out.raw(&content);
        out.finish()
    }
}

fn clause(w: &mut Writer, c: &Clause) {
    w.bytes(c.label.as_bytes());
    w.u32(c.line);
    match &c.on {
        On::Calls(calls) => {
            w.u8(0);
            w.list(calls, call);
        }
        On::Raised { wrapper, event } => {
            w.u8(1);
            w.bytes(wrapper.as_bytes());
            w.bytes(event.as_bytes());
        }
        On::Life(life) => {
            w.u8(2);
            w.u8(*life as u8);
        }
    }
    w.u8(c.phase as u8);
    w.u32(c.guard.unwrap_or(u32::MAX));
    w.u32(c.body);
    w.list(&c.params, |w, p| w.bytes(p.as_bytes()));
    w.u32(c.does);
    w.u16(c.decides);
    w.u16(c.rewrites);
    w.u8(c.unlocked as u8);
}

fn call(w: &mut Writer, c: &CallBind) {
    w.u32(c.nr);
    w.list(&c.sources, |w, s| source(w, *s));
    w.list(&c.filter, |w, list: &Vec<ArgTest>| w.list(list, test));
}

fn test(w: &mut Writer, t: &ArgTest) {
    w.u8(t.arg);
    w.u8(t.wide as u8);
    w.u8(t.op as u8);
    w.u64(t.mask);
    w.u64(t.value);
}

fn source(w: &mut Writer, s: Source) {
    match s {
        Source::Absent => w.u8(0),
        Source::Const(v) => {
            w.u8(1);
            w.u64(v);
        }
        Source::Arg { arg, width } => {
            w.u8(2);
            w.u8(arg);
            w.u8(width as u8);
        }
        Source::Capture { arg, shape, out, dirfd } => {
            w.u8(3);
            w.u8(arg);
            match shape {
                Shape::Path => w.u8(0),
                Shape::Str => w.u8(1),
                Shape::Sockaddr(l) => {
                    w.u8(2);
                    len(w, l);
                }
                Shape::Bytes { len: l, max } => {
                    w.u8(3);
                    len(w, l);
                    w.u32(max);
                }
                Shape::StrVec => w.u8(4),
            }
            w.u8(out as u8);
            w.u8(dirfd.unwrap_or(u8::MAX));
        }
        Source::Field { arg, offset, width } => {
            w.u8(4);
            w.u8(arg);
            w.u16(offset);
            w.u8(width as u8);
        }
    }
}

fn len(w: &mut Writer, l: Len) {
    match l {
        Len::Const(n) => {
            w.u8(0);
            w.u32(n);
        }
        Len::Arg { arg, scale } => {
            w.u8(1);
            w.u8(arg);
            w.u16(scale);
        }
        Len::ArgPtr { arg } => {
            w.u8(2);
            w.u8(arg);
        }
        Len::Result { scale } => {
            w.u8(3);
            w.u16(scale);
        }
    }
}
