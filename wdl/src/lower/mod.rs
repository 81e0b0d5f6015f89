//! From the typed tree to IR: functions on demand, clauses with their guards, the layout of data.
mod arguments;
mod branch;
mod build;
mod clause;
mod copy;
pub(crate) mod data;
mod expr;
mod filter;
mod guard;
mod indirect;
mod place;
mod stmt;

use crate::ir;
use crate::sema::typed::{FuncId, FuncKind, GlobalId, Program};
pub(crate) use clause::Lowered as LoweredClause;
pub(crate) use clause::layers;
use data::Layout;
pub(crate) use guard::scalar_only;
use std::collections::HashMap;

/// Lowered program.
pub(crate) struct Lowered {
    /// Functions; clauses and calls refer to them by index.
    pub(crate) funcs: Vec<ir::Func>,
    /// Clauses in source order.
    pub(crate) clauses: Vec<LoweredClause>,
    /// Where the data lies.
    pub(crate) layout: Layout,
    /// Index of the function `main`, for `wrapc exec`.
    pub(crate) main: Option<u32>,
}

/// State of lowering.
pub(crate) struct Lower<'a> {
    program: &'a Program,
    layout: Layout,
    targets: indirect::Targets,
    funcs: Vec<Option<ir::Func>>,
    index: HashMap<FuncId, u32>,
    pending: Vec<(FuncId, u32)>,
}

/// Lowers a program that was checked without errors.
pub(crate) fn lower(program: &Program) -> Lowered {
    let targets = indirect::Targets::new(program);
    let mut l = Lower {
        program,
        layout: data::layout(program, &targets),
        targets,
        funcs: Vec::new(),
        index: HashMap::new(),
        pending: Vec::new(),
    };
    let clauses = clause::lower(&mut l);
    let main = program
        .funcs
        .iter()
        .position(|f| &*f.name == "main" && matches!(f.kind, FuncKind::Defined(_)));
    let main = main.filter(|_| program.clauses.is_empty()).map(|i| l.func(FuncId(i as u32)));
    while let Some((id, at)) = l.pending.pop() {
        let Some(f) = l.program.funcs.get(id.0 as usize) else { continue };
        let lent = (id.0 as usize) < program.lent;
        let func = match &f.kind {
            FuncKind::Defined(body) => build::function(&mut l, &f.name, f.span, body),
            FuncKind::Helper(helper) => indirect::helper(*helper, f),
            FuncKind::Trap(reason) => indirect::trap(*reason, f),
            FuncKind::Declared => continue,
        };
        l.put(at, ir::Func { lent, ..func });
    }
    let funcs = l.funcs.into_iter().map(|f| {
        // Every index that was handed out was filled above.
        f.unwrap_or_else(|| ir::Func::new(String::new(), Default::default()))
    });
    Lowered { funcs: funcs.collect(), clauses, layout: l.layout, main }
}

impl Lower<'_> {
    /// The index of a function of the program, which will be lowered.
    fn func(&mut self, id: FuncId) -> u32 {
        if let Some(at) = self.index.get(&id) {
            return *at;
        }
        let at = self.reserve();
        self.index.insert(id, at);
        self.pending.push((id, at));
        at
    }

    /// An index for a function to come.
    fn reserve(&mut self) -> u32 {
        self.funcs.push(None);
        self.funcs.len() as u32 - 1
    }

    fn put(&mut self, at: u32, func: ir::Func) {
        if let Some(f) = self.funcs.get_mut(at as usize) {
            *f = Some(func);
        }
    }

    fn address(&self, id: GlobalId) -> u64 {
        self.layout.address(id)
    }
}
