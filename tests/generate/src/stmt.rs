//! Statements.
use crate::types::INTS;
use crate::{Gen, Var};

impl Gen<'_> {
    /// Declarations and statements of a function.
    pub(crate) fn body(&mut self, most: usize) {
        self.indent = 1;
        for _ in 0..1 + self.bytes.below(3) {
            self.local();
        }
        for _ in 0..1 + self.bytes.below(most) {
            self.stmt(2);
        }
        self.indent = 0;
    }

    fn local(&mut self) {
        match self.bytes.below(4) {
            1 if !self.structs.is_empty() => {
                let n = self.bytes.below(self.structs.len());
                let name = self.fresh("lr");
                let fields = self.structs.get(n).map_or(0, |s| s.fields.len());
                let mut values = Vec::new();
                for i in 0..fields {
                    if self.bytes.below(3) != 1 {
                        values.push(format!(".m{i} = {}", self.expr(1)));
                    }
                }
                let values = if values.is_empty() { "0".to_owned() } else { values.join(", ") };
                self.line(&format!("struct s{n} {name} = {{ {values} }};"));
                self.records.push((name, n));
            }
            2 => {
                let (ty, name) = (*self.bytes.pick(INTS), self.fresh("la"));
                let values: Vec<String> = (0..4).map(|_| self.expr(1)).collect();
                self.line(&format!("{ty} {name}[4] = {{ {} }};", values.join(", ")));
                for i in [0, 3] {
                    self.vars.push(Var { name: format!("{name}[{i}]"), target: true });
                }
            }
            3 => {
                let (ty, name) = (*self.bytes.pick(INTS), self.fresh("l"));
                let value = self.expr(2);
                self.line(&format!("{ty} {name} = {value}, *{name}p = &{name};"));
                self.vars.push(Var { name: format!("*{name}p"), target: true });
                self.vars.push(Var { name, target: true });
            }
            _ => {
                let (ty, name) = (*self.bytes.pick(INTS), self.fresh("l"));
                let value = self.expr(2);
                self.line(&format!("{ty} {name} = {value};"));
                self.vars.push(Var { name, target: true });
            }
        }
    }

    /// Something that may be assigned here.
    fn target(&mut self) -> String {
        let list: Vec<String> =
            self.vars.iter().filter(|v| v.target).map(|v| v.name.clone()).collect();
        if self.effects {
            match self.bytes.below(8) {
                1 => {
                    let n = self.bytes.below(INTS.len());
                    return format!("a{n}[{} & 7]", self.expr(1));
                }
                2 => {
                    if let Some(m) = self.member() {
                        return m;
                    }
                }
                3 => return format!("un.s[{}]", self.bytes.below(4)),
                4 => return "un.l".to_owned(),
                _ => {}
            }
        } else if self.bytes.below(4) == 1
            && let Some((name, n)) = self.records.last().cloned()
            && !name.starts_with("rs")
            && !name.starts_with("ra")
        {
            let fields = self.structs.get(n).map_or(1, |s| s.fields.len());
            return format!("{name}.m{}", self.bytes.below(fields));
        }
        let n = self.bytes.below(list.len());
        list.get(n).cloned().unwrap_or_else(|| "sum".to_owned())
    }

    fn assignment(&mut self) -> String {
        let to = self.target();
        match self.bytes.below(8) {
            0..=2 => format!("{to} = {}", self.expr(3)),
            3 | 4 => {
                let op = *self.bytes.pick(&["+", "-", "*", "&", "|", "^"]);
                format!("{to} {op}= {}", self.expr(2))
            }
            5 => {
                let op = *self.bytes.pick(&["<<", ">>"]);
                format!("{to} {op}= {} & 7", self.expr(1))
            }
            6 => {
                let op = *self.bytes.pick(&["/", "%"]);
                format!("{to} {op}= ({} & 31) + 2", self.expr(1))
            }
            _ => (*self.bytes.pick(&["++", "--"])).to_owned() + &format!("({to})"),
        }
    }

    pub(crate) fn stmt(&mut self, depth: usize) {
        let d = depth.saturating_sub(1);
        match self.bytes.below(if depth == 0 { 6 } else { 14 }) {
            0..=2 => {
                let text = self.assignment();
                self.line(&format!("{text};"));
            }
            3 => {
                let (to, from) = (self.target(), self.target());
                let step = *self.bytes.pick(&["++", "--"]);
                // The value of the step, unless both may be one object.
                if self.effects {
                    self.line(&format!("mix(({from}){step});"));
                } else if to != from && !to.contains('*') && !from.contains('*') {
                    self.line(&format!("{to} = ({from}){step};"));
                }
            }
            4 => self.copy(),
            5 => {
                if self.effects {
                    let value = self.expr(3);
                    self.line(&format!("mix({value});"));
                } else {
                    let text = self.assignment();
                    self.line(&format!("{text};"));
                }
            }
            6 | 7 => {
                let cond = self.expr(2);
                self.line(&format!("if ({cond}) {{"));
                self.block(d);
                if self.bytes.flip() {
                    self.line("} else {");
                    self.block(d);
                }
                self.line("}");
            }
            8 | 9 if self.loops < 2 => self.repeat(d),
            10 => self.choose(d),
            11 => {
                let (cond, label) = (self.expr(1), self.fresh("out"));
                self.line(&format!("if ({cond}) goto {label};"));
                self.block(d);
                self.line(&format!("{label}:;"));
            }
            12 => {
                let (cond, text) = (self.expr(1), self.assignment());
                let other = self.assignment();
                let op = *self.bytes.pick(&["&&", "||"]);
                self.line(&format!("if (({cond}) {op} ({text})) {other};"));
            }
            _ => {
                if self.effects && self.procedures > 0 && self.loops < 2 {
                    let (n, value) = (self.bytes.below(self.procedures), self.expr(2));
                    self.line(&format!("v{n}({value}, &w{n});"));
                } else {
                    let text = self.assignment();
                    self.line(&format!("{text};"));
                }
            }
        }
    }

    /// Statements, one level deeper.
    fn block(&mut self, depth: usize) {
        self.indent += 1;
        let (vars, records) = (self.vars.len(), self.records.len());
        if self.bytes.below(4) == 1 {
            self.local();
        }
        for _ in 0..1 + self.bytes.below(3) {
            self.stmt(depth);
        }
        self.vars.truncate(vars);
        self.records.truncate(records);
        self.indent -= 1;
    }

    /// One structure from another of its type.
    fn copy(&mut self) {
        let n = self.bytes.below(self.records.len());
        let Some((to, number)) = self.records.get(n).cloned() else { return };
        let global = to.starts_with("rs") || to.starts_with("ra");
        if global && !self.effects {
            return;
        }
        let others: Vec<String> = self
            .records
            .iter()
            .filter(|(name, r)| *r == number && *name != to)
            .map(|(name, _)| name.clone())
            .collect();
        let from = self.bytes.below(others.len());
        if let Some(from) = others.get(from) {
            self.line(&format!("{to} = {from};"));
        }
    }

    fn repeat(&mut self, depth: usize) {
        let (name, times) = (self.fresh("i"), 1 + self.bytes.below(5));
        self.loops += 1;
        self.vars.push(Var { name: name.clone(), target: false });
        match self.bytes.below(3) {
            0 => {
                self.line(&format!("for (int {name} = 0; {name} < {times}; {name}++) {{"));
                self.block(depth);
                if self.bytes.below(4) == 1 {
                    let cond = self.expr(1);
                    let what = *self.bytes.pick(&["break", "continue"]);
                    self.line(&format!("    if ({cond}) {what};"));
                    self.block(depth);
                }
                self.line("}");
            }
            1 => {
                self.line(&format!("{{ unsigned {name} = {times}; while ({name}--) {{"));
                self.block(depth);
                self.line("} }");
            }
            _ => {
                self.line(&format!("{{ short {name} = 0; do {{"));
                self.block(depth);
                self.line(&format!("}} while (++{name} < {times}); }}"));
            }
        }
        self.vars.pop();
        self.loops -= 1;
    }

    fn choose(&mut self, depth: usize) {
        let value = self.expr(2);
        self.line(&format!("switch ({value} & 7) {{"));
        let first = self.bytes.below(4);
        for case in first..first + 1 + self.bytes.below(4) {
            self.line(&format!("case {case}:"));
            self.block(depth);
            if self.bytes.below(3) != 1 {
                self.line("    break;");
            }
        }
        if self.bytes.flip() {
            self.line("default:");
            self.block(depth);
        }
        self.line("}");
    }
}
