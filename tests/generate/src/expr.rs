//! Expressions without effects, of some integer type.
use crate::Gen;
use crate::types::INTS;

const CONSTANTS: &[&str] = &[
    "0",
    "1",
    "2",
    "-1",
    "3",
    "7",
    "10",
    "100",
    "127",
    "128",
    "-128",
    "255",
    "256",
    "32767",
    "-32768",
    "65535",
    "65536",
    "2147483647",
    "(-2147483647 - 1)",
    "2147483648",
    "4294967295",
    "0xffffffff",
    "0x80000000",
    "1u",
    "4294967295u",
    "1l",
    "-1l",
    "0x7fffffffffffffff",
    "(-0x7fffffffffffffff - 1)",
    "0x8000000000000000",
    "18446744073709551615u",
    "'a'",
    "'\\377'",
    "0x12345678",
    "0x0123456789abcdef",
    "1ull << 40",
    "sizeof(long)",
    "0777",
];

impl Gen<'_> {
    pub(crate) fn constant(&mut self) -> String {
        format!("({})", self.bytes.pick(CONSTANTS))
    }

    /// Something that can be read, or a constant.
    pub(crate) fn leaf(&mut self) -> String {
        match self.bytes.below(12) {
            0 => self.constant(),
            1..=4 => {
                let n = self.bytes.below(self.vars.len());
                self.vars.get(n).map_or_else(|| "1".to_owned(), |v| v.name.clone())
            }
            5 => self.member().unwrap_or_else(|| "2".to_owned()),
            6 => format!("un.u[{}]", self.bytes.below(2)),
            7 => format!("un.c[{}]", self.bytes.below(8)),
            8 => "un.l".to_owned(),
            9 => format!("text[{}]", self.bytes.below(8)),
            _ => format!("a{}[{}]", self.bytes.below(INTS.len()), self.bytes.below(8)),
        }
    }

    /// A member of a structure that is there.
    pub(crate) fn member(&mut self) -> Option<String> {
        let n = self.bytes.below(self.records.len());
        let (name, number) = self.records.get(n)?.clone();
        let fields = self.structs.get(number)?.fields.len();
        Some(format!("{name}.m{}", self.bytes.below(fields)))
    }

    pub(crate) fn expr(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        let d = depth - 1;
        match self.bytes.below(24) {
            0 | 1 => self.leaf(),
            2..=5 => {
                let op = *self.bytes.pick(&["+", "-", "*", "&", "|", "^"]);
                format!("({} {op} {})", self.expr(d), self.expr(d))
            }
            6 | 7 => {
                let op = *self.bytes.pick(&["==", "!=", "<", "<=", ">", ">="]);
                format!("({} {op} {})", self.expr(d), self.expr(d))
            }
            8 => {
                let op = *self.bytes.pick(&["/", "%"]);
                let by = *self.bytes.pick(&["& 15) + 1", "& 0x7fff) + 3", "& 255) + 2"]);
                format!("({} {op} (({} {by}))", self.expr(d), self.expr(d))
            }
            9 => {
                let op = *self.bytes.pick(&["/", "%"]);
                format!("({} {op} -(int)(({} & 63) + 2))", self.expr(d), self.expr(d))
            }
            10 => {
                let op = *self.bytes.pick(&["<<", ">>"]);
                format!("({} {op} ({} & 31))", self.expr(d), self.expr(d))
            }
            11 => {
                let op = *self.bytes.pick(&["<<", ">>"]);
                let ty = *self.bytes.pick(&["long", "unsigned long", "long long"]);
                format!("(({ty}){} {op} ({} & 63))", self.expr(d), self.expr(d))
            }
            12 => {
                let op = *self.bytes.pick(&["-", "~", "!", "+"]);
                format!("({op}{})", self.expr(d))
            }
            13 | 14 => {
                let ty = *self.bytes.pick(INTS);
                format!("(({ty}){})", self.expr(d))
            }
            15 => {
                let op = *self.bytes.pick(&["&&", "||"]);
                format!("({} {op} {})", self.expr(d), self.expr(d))
            }
            16 => format!("({} ? {} : {})", self.expr(d), self.expr(d), self.expr(d)),
            17 => {
                let n = self.bytes.below(INTS.len());
                format!("a{n}[{} & 7]", self.expr(d))
            }
            18 => {
                let (n, at) = (self.bytes.below(INTS.len()), self.bytes.below(5));
                format!("*(&a{n}[{at}] + ({} & 3))", self.expr(d))
            }
            19 if self.loops < 2 => self.call(d),
            20 if self.loops < 2 && self.names < 200 => self.through_table(d),
            21 => format!("({}, {})", self.expr(0), self.expr(d)),
            22 => {
                let n = self.bytes.below(INTS.len());
                let (x, y) = (self.expr(d), self.expr(d));
                let (x, y) = (format!("&a{n}[{x} & 7]"), format!("&a{n}[{y} & 7]"));
                let op = *self.bytes.pick(&["-", "==", "<", ">="]);
                format!("({x} {op} {y})")
            }
            _ => {
                let ty = *self.bytes.pick(INTS);
                format!("((struct {{ {ty} a, b; }}){{ {} }}.a)", self.expr(d))
            }
        }
    }

    fn call(&mut self, depth: usize) -> String {
        let n = self.bytes.below(self.pures.len());
        let Some(f) = self.pures.get(n).cloned() else { return self.leaf() };
        let mut args = Vec::new();
        if let Some(r) = f.record {
            let fits = self.records.iter().rev().find(|(_, n)| *n == r);
            args.push(fits.map_or_else(|| format!("rs{r}"), |(name, _)| name.clone()));
        }
        let depth = depth.min(1);
        args.extend(f.params.iter().map(|_| self.expr(depth)));
        format!("{}({})", f.name, args.join(", "))
    }

    fn through_table(&mut self, depth: usize) -> String {
        // Functions before the table cannot name it.
        if self.procedures == 0 && !self.out.contains("(*tab[4])") {
            return self.call(depth);
        }
        let d = depth.min(1);
        format!("tab[{} & 3]({}, {})", self.expr(d), self.expr(d), self.expr(d))
    }
}
