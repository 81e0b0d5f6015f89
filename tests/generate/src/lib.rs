//! C programs made of bytes: [`program`] turns any bytes into a program that C (with gcc's
//! `-fwrapv`) defines, so that two compilers must agree on what it returns. After Csmith (Yang et
//! al., PLDI 2011): effects stand in statements, expressions have none, except where C orders them;
//! divisors are not 0, shift counts in range, indexes masked, loops counted.
//!
//! A program has globals of every integer type, arrays, structures with bit-fields, unions, pure
//! functions (called in expressions, by name and by pointer), and procedures that assign. `main`
//! returns 7 bits of a checksum over all of them.
#![forbid(unsafe_code)]
pub mod compare;
mod expr;
mod stmt;
mod types;

use std::fmt::Write;
use types::{INTS, Struct};

/// Decisions, read off bytes; without bytes left, all are 0.
struct Bytes<'a> {
    rest: &'a [u8],
}

impl Bytes<'_> {
    /// A number below `n`, which is at most 256.
    fn below(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        usize::from(*first) % n.max(1)
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 1
    }

    fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let n = self.below(list.len());
        &list[n]
    }
}

/// A variable that an expression may read.
#[derive(Clone)]
struct Var {
    name: String,
    /// It may be assigned.
    target: bool,
}

/// A function without effects.
#[derive(Clone)]
struct Pure {
    name: String,
    params: Vec<&'static str>,
    /// Takes a structure of that number first.
    record: Option<usize>,
}

/// What is being written, and what may be named in it.
struct Gen<'a> {
    bytes: Bytes<'a>,
    out: String,
    structs: Vec<Struct>,
    pures: Vec<Pure>,
    procedures: usize,
    /// Visible scalars, innermost last.
    vars: Vec<Var>,
    /// Structure variables: name and number of the structure.
    records: Vec<(String, usize)>,
    /// Loops around, and names used up.
    loops: usize,
    names: usize,
    /// Statements may assign globals.
    effects: bool,
    indent: usize,
}

/// The program that `bytes` means.
pub fn program(bytes: &[u8]) -> String {
    let mut g = Gen {
        bytes: Bytes { rest: bytes },
        out: String::new(),
        structs: Vec::new(),
        pures: Vec::new(),
        procedures: 0,
        vars: Vec::new(),
        records: Vec::new(),
        loops: 0,
        names: 0,
        effects: true,
        indent: 0,
    };
    g.unit();
    g.out
}

impl Gen<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push_str("    ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    fn unit(&mut self) {
        self.line("static unsigned long sum = 0xcbf29ce484222325;");
        self.line("static void mix(unsigned long v) { sum = (sum ^ v) * 0x100000001b3; sum ^= sum >> 29; }");
        self.globals();
        let pures = 1 + self.bytes.below(4);
        for _ in 0..pures {
            self.pure();
        }
        self.table();
        let procedures = 1 + self.bytes.below(3);
        for _ in 0..procedures {
            self.procedure();
        }
        self.main();
    }

    fn globals(&mut self) {
        self.line("static const char text[8] = \"pq\\0\\377\\x80z~\";");
        self.line("static union { unsigned long l; unsigned u[2]; unsigned short s[4]; signed char c[8]; } un;");
        for n in 0..1 + self.bytes.below(3) {
            let s = Struct::new(n, &mut self.bytes);
            self.line(&s.declaration());
            self.line(&format!("static struct s{n} rs{n}, ra{n}[4];"));
            self.structs.push(s);
            self.records.push((format!("rs{n}"), n));
            self.records.push((format!("ra{n}[2]"), n));
        }
        for (n, ty) in INTS.iter().enumerate() {
            let value = self.constant();
            self.line(&format!("static {ty} g{n} = ({ty}){value};"));
            let values: Vec<String> =
                (0..3).map(|_| format!("({ty}){}", self.constant())).collect();
            self.line(&format!("static {ty} a{n}[8] = {{ {}, [6] = 9 }};", values.join(", ")));
            self.vars.push(Var { name: format!("g{n}"), target: true });
        }
    }

    /// A function that reads globals and assigns its own variables only.
    fn pure(&mut self) {
        let ret = *self.bytes.pick(INTS);
        let record = (self.bytes.below(4) == 1).then(|| self.bytes.below(self.structs.len()));
        let count = 1 + self.bytes.below(7);
        let params: Vec<&'static str> = (0..count).map(|_| *self.bytes.pick(INTS)).collect();
        let name = format!("f{}", self.pures.len());
        let mut list: Vec<String> = record.iter().map(|r| format!("struct s{r} r")).collect();
        list.extend(params.iter().enumerate().map(|(i, p)| format!("{p} p{i}")));
        let (vars, records) = (self.vars.len(), self.records.len());
        // Globals can be read, not assigned.
        let outer: Vec<Var> =
            self.vars.iter().map(|v| Var { target: false, ..v.clone() }).collect();
        let kept = std::mem::replace(&mut self.vars, outer);
        self.vars.extend((0..count).map(|i| Var { name: format!("p{i}"), target: true }));
        if let Some(r) = record {
            self.records.push(("r".to_owned(), r));
        }
        self.effects = false;
        self.line(&format!("static {ret} {name}({}) {{", list.join(", ")));
        self.body(3);
        let value = self.expr(3);
        self.indent = 1;
        self.line(&format!("return {value};"));
        self.indent = 0;
        self.line("}");
        self.effects = true;
        self.vars = kept;
        self.vars.truncate(vars);
        self.records.truncate(records);
        self.pures.push(Pure { name, params, record });
    }

    /// Functions of one type, called through a table.
    fn table(&mut self) {
        let (a, b) = (*self.bytes.pick(INTS), *self.bytes.pick(INTS));
        let ret = *self.bytes.pick(INTS);
        let mut entries = Vec::new();
        for n in 0..4 {
            let kept = self.vars.len();
            self.vars.push(Var { name: "x".into(), target: false });
            self.vars.push(Var { name: "y".into(), target: false });
            let value = self.expr(2);
            self.vars.truncate(kept);
            self.line(&format!("static {ret} t{n}({a} x, {b} y) {{ return {value}; }}"));
            entries.push(format!("t{n}"));
        }
        self.line(&format!("static {ret} (*tab[4])({a}, {b}) = {{ {} }};", entries.join(", ")));
    }

    /// A function called for what it assigns.
    fn procedure(&mut self) {
        let n = self.procedures;
        let ty = *self.bytes.pick(INTS);
        self.line(&format!("static void v{n}({ty} q, {ty} *w) {{"));
        self.indent = 1;
        self.line(&format!("static {ty} calls;"));
        self.line("calls += q;");
        self.indent = 0;
        let (kept, records) = (self.vars.len(), self.records.len());
        self.vars.push(Var { name: "q".into(), target: true });
        self.vars.push(Var { name: "calls".into(), target: true });
        self.vars.push(Var { name: "*w".into(), target: true });
        self.body(5);
        self.vars.truncate(kept);
        self.records.truncate(records);
        self.line("}");
        self.line(&format!("static {ty} w{n} = 5;"));
        self.procedures += 1;
    }

    fn main(&mut self) {
        self.line("int main(void) {");
        self.body(6);
        self.indent = 1;
        for n in 0..self.procedures {
            let value = self.expr(2);
            self.line(&format!("v{n}({value}, &w{n});"));
            self.line(&format!("mix(w{n});"));
        }
        for n in 0..INTS.len() {
            self.line(&format!("mix(g{n});"));
            self.line(&format!("for (int i = 0; i < 8; i++) mix(a{n}[i]);"));
        }
        let mut members = String::new();
        for s in &self.structs {
            for at in [format!("rs{}", s.number), format!("ra{}[2]", s.number)] {
                for f in &s.fields {
                    let _ = write!(members, " mix({at}.{});", f.name);
                }
            }
        }
        self.line(members.trim());
        self.line("mix(un.l);");
        self.line("sum ^= sum >> 32; sum ^= sum >> 16; sum ^= sum >> 7;");
        self.line("return sum & 127;");
        self.indent = 0;
        self.line("}");
    }
}
