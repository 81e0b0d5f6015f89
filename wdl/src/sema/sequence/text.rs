//! The automaton as C: what partial matches there are, and for each event a function that moves them
//! on. It is compiled with the wrapper, so that the masks of bits are constants of its code.
//!
//! Levels are gone through from the last to the first, at each one the steps before what must not
//! happen: an event then moves nothing twice, and what it both moves on and ends is moved on.
use super::{Event, Group, Plan, Word};
use std::fmt::Write as _;

/// Name of all that is written here; no program has such names.
pub(super) const PREFIX: &str = "__seq_";

/// The text for a plan; the functions of its events are numbered in the order of their keys.
pub(super) fn text(plan: &Plan<'_>) -> String {
    let mut t = Text { plan, out: String::new(), total: 0 };
    t.total = plan.levels.iter().map(|l| l.words).sum();
    t.state();
    for (n, event) in plan.events.values().enumerate() {
        t.event(n, event);
    }
    t.out
}

struct Text<'p, 'a> {
    plan: &'p Plan<'a>,
    out: String,
    /// Words of all levels.
    total: usize,
}

/// Appends a formatted line.
macro_rules! line {
    ($t:expr, $($format:tt)*) => {{
        // Writing to a string does not fail.
        let _ = writeln!($t.out, $($format)*);
    }};
}

impl Text<'_, '_> {
    fn state(&mut self) {
        let Plan { patterns, events, arity, rows, faults, .. } = self.plan;
        let (total, arity, rows) = (self.total.max(1), *arity, *rows);
        let kept = patterns.iter().flat_map(|p| &p.kept).count();
        let held = events.values().map(|e| e.accumulators).max().unwrap_or(0);
        let done = patterns.len().div_ceil(64);
        line!(self, "typedef unsigned long __seq_word;");
        // Bits that some partial match may have; bits of those that bind nothing; patterns that the
        // event at hand completes; conditions of the event at hand that hold.
        line!(self, "static __seq_word __seq_u[{total}], __seq_z[{total}], __seq_d[{done}];");
        line!(self, "static __seq_word __seq_m[{}];", held.max(1));
        // Values for actions, and when the match they are of began.
        line!(self, "static __seq_word __seq_a[{}], __seq_s[{}];", kept.max(1), patterns.len());
        line!(self, "unsigned long wr_hash(const void *bytes, unsigned long size);");
        line!(self, "unsigned long wr_strlen(const char *s);");
        line!(
            self,
            "static __seq_word __seq_text(const char *s) {{ return s ? wr_hash(s, wr_strlen(s)) : 0; }}"
        );
        if arity == 0 {
            return;
        }
        for f in ["find", "put", "delete", "next", "count"] {
            line!(self, "long wr_table_{f}();");
        }
        line!(self, "void *wr_memset(void *s, int c, unsigned long n);");
        line!(self, "long wr_audit_printf(const char *format, ...);");
        line!(self, "struct __seq_key {{ __seq_word n, v[{arity}]; }};");
        line!(self, "struct __seq_row {{ __seq_word began, b[{total}]; }};");
        let full = if *faults { "fault" } else { "oldest" };
        line!(self, "table struct __seq_row __seq_rows[{rows}] by struct __seq_key full {full};");
        line!(self, "static __seq_word __seq_clock, __seq_lost;");
        line!(self, "static void __seq_begin(struct __seq_row *r) {{");
        line!(self, "    wr_memset(r, 0, sizeof *r);");
        line!(self, "    r->began = ++__seq_clock;");
        if !*faults {
            // Said at the first, second, fourth, eighth ...: loss is not silent, nor a flood.
            line!(self, "    if (wr_table_count(__seq_rows) < {rows}) return;");
            line!(self, "    if ((++__seq_lost & (__seq_lost - 1)) == 0)");
            line!(
                self,
                "        wr_audit_printf(\"sequences: partial matches dropped for want of room so far: %lu\", __seq_lost);"
            );
        }
        line!(self, "}}");
        // With no row left, only what binds nothing is waited for.
        line!(self, "static void __seq_calm(void) {{");
        line!(self, "    if (wr_table_count(__seq_rows) == 0)");
        line!(self, "        for (int i = 0; i < {total}; i++) __seq_u[i] = __seq_z[i];");
        line!(self, "}}");
    }

    fn event(&mut self, n: usize, event: &Event<'_>) {
        let params: Vec<_> = (0..event.values.len()).map(|v| format!("__seq_word v{v}")).collect();
        let params = if params.is_empty() { "void".to_owned() } else { params.join(", ") };
        line!(self, "static __seq_word __seq_{n}({params}) {{");
        line!(self, "    __seq_word t, done = 0;");
        if self.plan.arity > 0 {
            line!(self, "    struct __seq_key k, q; struct __seq_row r, s; long at;");
        }
        let lasting = event.groups.iter().flat_map(|g| &g.words).filter(|(_, w)| w.last != 0);
        let mut words: Vec<usize> = lasting.map(|(n, _)| *n).collect();
        words.sort_unstable();
        words.dedup();
        for w in words {
            line!(self, "    __seq_d[{w}] = 0;");
        }
        for (j, p) in self.plan.patterns.iter().enumerate() {
            let last = |w: &Word| w.last & (1 << (j % 64)) != 0;
            let ends = event.groups.iter().any(|g| g.words.get(&(j / 64)).is_some_and(last));
            if ends && !p.kept.is_empty() {
                line!(self, "    __seq_s[{j}] = 0;");
            }
        }
        let mut groups: Vec<&Group> = event.groups.iter().collect();
        groups.sort_by_key(|g| (std::cmp::Reverse(g.level), g.ends));
        for g in groups {
            self.group(g);
        }
        line!(self, "    return done;");
        line!(self, "}}");
    }

    /// The bits of a word of a group that hold at this event.
    fn mask(w: &Word) -> String {
        match (w.always, w.held) {
            (always, None) => format!("{always:#x}ul"),
            (0, Some(at)) => format!("__seq_m[{at}]"),
            (always, Some(at)) => format!("({always:#x}ul | __seq_m[{at}])"),
        }
    }

    fn index(&self, level: usize, word: usize) -> usize {
        self.plan.levels.get(level).map_or(0, |l| l.base) + word
    }

    fn group(&mut self, g: &Group) {
        if g.level == 0 {
            line!(self, "    {{");
            let words: Vec<_> = g.words.iter().map(|(n, w)| (*n, Self::mask(w))).collect();
            self.set(g, &words);
            line!(self, "    }}");
            return;
        }
        let waiting: Vec<_> = g
            .words
            .iter()
            .map(|(n, w)| format!("(__seq_u[{}] & {:#x}ul)", self.index(g.level, *n), w.all()))
            .collect();
        line!(self, "    if ({}) {{", waiting.join(" || "));
        if g.given.is_empty() {
            self.nothing_bound(g);
        } else if g.given.iter().all(Option::is_some) {
            self.key("k", g.given.len(), g.given.iter().flatten().copied());
            line!(self, "    if (wr_table_find(__seq_rows, &k, &r) == 0) {{");
            self.row(g);
            line!(self, "    }}");
        } else {
            line!(self, "    at = 0;");
            line!(self, "    while ((at = wr_table_next(__seq_rows, at, &k, &r)) > 0) {{");
            let given = g.given.iter().enumerate().filter_map(|(n, v)| Some((n, (*v)?)));
            let tests: String = given.map(|(n, v)| format!(" || k.v[{n}] != v{v}")).collect();
            line!(self, "    if (k.n != {}{tests}) continue;", g.given.len());
            self.row(g);
            line!(self, "    }}");
        }
        if g.ends && self.plan.arity > 0 {
            line!(self, "    __seq_calm();");
        }
        line!(self, "    }}");
    }

    /// A key of `n` values.
    fn key(&mut self, name: &str, n: usize, values: impl Iterator<Item = usize>) {
        line!(self, "    {name}.n = {n};");
        let mut count = 0;
        for v in values {
            line!(self, "    {name}.v[{count}] = v{v};");
            count += 1;
        }
        for rest in count..self.plan.arity {
            line!(self, "    {name}.v[{rest}] = 0;");
        }
    }

    /// Partial matches that bind nothing.
    fn nothing_bound(&mut self, g: &Group) {
        for (n, w) in &g.words {
            let (at, mask) = (self.index(g.level, *n), Self::mask(w));
            if g.ends {
                line!(self, "    __seq_z[{at}] &= ~{mask};");
                if self.plan.arity == 0 {
                    line!(self, "    __seq_u[{at}] = __seq_z[{at}];");
                }
                continue;
            }
            line!(self, "    t = __seq_z[{at}] & {mask};");
            self.found(g, *n, w);
        }
    }

    /// The partial matches in `r`, of the key `k`.
    fn row(&mut self, g: &Group) {
        if g.ends {
            let mut all = Vec::new();
            for (n, w) in &g.words {
                line!(self, "    r.b[{}] &= ~{};", self.index(g.level, *n), Self::mask(w));
            }
            all.extend((0..self.total).map(|n| format!("r.b[{n}]")));
            line!(self, "    if ({}) wr_table_put(__seq_rows, &k, &r);", all.join(" | "));
            line!(self, "    else wr_table_delete(__seq_rows, &k);");
            return;
        }
        for (n, w) in &g.words {
            line!(self, "    t = r.b[{}] & {};", self.index(g.level, *n), Self::mask(w));
            self.found(g, *n, w);
        }
    }

    /// What to do with the bits in `t`.
    fn found(&mut self, g: &Group, n: usize, w: &Word) {
        line!(self, "    if (t) {{");
        if w.last != 0 {
            if w.last == w.all() {
                line!(self, "    __seq_d[{n}] |= t; done |= t;");
            } else {
                line!(self, "    __seq_d[{n}] |= t & {0:#x}ul; done |= t & {0:#x}ul;", w.last);
            }
            self.values(g, n, w);
        }
        let on = w.all() & !w.last;
        if on != 0 {
            if w.last != 0 {
                line!(self, "    t &= {on:#x}ul;");
            }
            self.set(g, &[(n, "t".to_owned())]);
        }
        line!(self, "    }}");
    }

    /// Keeps the values of a completed match for its action, if it was begun after the one before.
    fn values(&mut self, g: &Group, n: usize, w: &Word) {
        for bit in (0..64).filter(|b| w.last & (1u64 << b) != 0) {
            let j = n * 64 + bit;
            let Some(p) = self.plan.patterns.get(j) else { continue };
            if p.kept.is_empty() || g.given.is_empty() {
                continue;
            }
            let kept: String =
                p.kept.iter().map(|(var, at)| format!(" __seq_a[{at}] = k.v[{var}];")).collect();
            line!(self, "    if (t & {:#x}ul && r.began > __seq_s[{j}]) {{", 1u64 << bit);
            line!(self, "    __seq_s[{j}] = r.began;{kept} }}");
        }
    }

    /// Sets bits of the next level, in the partial matches that bind what `g` binds.
    fn set(&mut self, g: &Group, words: &[(usize, String)]) {
        let bound = g.given.len() + g.new.len();
        let at = |n: usize| self.index(g.level + 1, n);
        let words: Vec<_> = words.iter().map(|(n, bits)| (at(*n), bits)).collect();
        if bound == 0 {
            for (at, bits) in words {
                line!(self, "    __seq_z[{at}] |= {bits}; __seq_u[{at}] |= {bits};");
            }
            return;
        }
        let any: Vec<_> = words.iter().map(|(_, bits)| bits.as_str()).collect();
        line!(self, "    if ({}) {{", any.join(" | "));
        let missing: Vec<_> =
            words.iter().map(|(at, bits)| format!("({bits} & ~s.b[{at}])")).collect();
        if g.new.is_empty() {
            // The same values: `k` and `r` are at hand.
            let missing = missing.join(" | ").replace("s.b", "r.b");
            line!(self, "    if ({missing}) {{");
            for (at, bits) in words {
                line!(self, "    r.b[{at}] |= {bits}; __seq_u[{at}] |= {bits};");
            }
            line!(self, "    wr_table_put(__seq_rows, &k, &r);");
            line!(self, "    }}");
        } else {
            line!(self, "    q.n = {bound};");
            for n in 0..self.plan.arity {
                let value = match n.checked_sub(g.given.len()).map(|n| g.new.get(n)) {
                    None => format!("k.v[{n}]"),
                    Some(Some(v)) => format!("v{v}"),
                    Some(None) => "0".to_owned(),
                };
                line!(self, "    q.v[{n}] = {value};");
            }
            line!(self, "    if (wr_table_find(__seq_rows, &q, &s) != 0) __seq_begin(&s);");
            line!(self, "    if ({}) {{", missing.join(" | "));
            for (at, bits) in words {
                line!(self, "    s.b[{at}] |= {bits}; __seq_u[{at}] |= {bits};");
            }
            line!(self, "    wr_table_put(__seq_rows, &q, &s);");
            line!(self, "    }}");
        }
        line!(self, "    }}");
    }
}
