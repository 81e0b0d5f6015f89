//! Keyed tables: declarations, and the library functions that take a table's name.
use super::typed::{Expr, ExprKind, InitPart, InitValue, Place, PlaceKind};
use super::{Sema, Sym, codes, diag};
use crate::ast::{self, ExprKind as A};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::types::{Kind, Ty};
use wss_abi::helper::id;
use wss_abi::object::{TableDef, WhenFull, limit};

/// A declared table.
pub(super) struct Table {
    pub(super) def: TableDef,
    key: Ty,
    row: Ty,
    span: Span,
}

impl<'a> Sema<'a> {
    /// `table ROW NAME[BOUND] by KEY full POLICY;`
    pub(super) fn table_decl(&mut self, t: &'a ast::TableDecl) {
        let (row, key) = (self.ty(&t.row), self.ty(&t.key));
        let rows = self.constant(&t.bound, "the most rows of a table");
        if row.is_error() || key.is_error() {
            return;
        }
        let row_size = self.table_part(&row, t.row.span, "row", u64::from(limit::ROW));
        let key_size = self.table_part(&key, t.key.span, "key", u64::from(limit::KEY));
        if key_size.is_some() && self.key_bytes(&key) != key_size {
            let text = format!("`{}` is no type of a key", self.spell(&key));
            let d = Diagnostic::new(codes::BAD_TABLE, t.key.span, text);
            self.diags.push(d.note(
                "keys are compared by their bytes: an integer, or a structure or array of integers without padding or bit-fields",
            ));
        }
        let Some(rows) = rows else { return };
        let Some(rows) = u32::try_from(rows).ok().filter(|r| (1..=limit::TABLE_ROWS).contains(r))
        else {
            let text = format!("a table has 1 to {} rows", limit::TABLE_ROWS);
            self.report(codes::BAD_TABLE, t.bound.span, text);
            return;
        };
        let full = match t.full.as_ref().map(|f| &*f.name) {
            Some("refuse") => WhenFull::Refuse,
            Some("oldest") => WhenFull::Oldest,
            Some("lru") => WhenFull::Lru,
            _ => WhenFull::Fault,
        };
        let (Some(row_size), Some(key_size)) = (row_size, key_size) else { return };
        let def = TableDef {
            name: t.name.name.to_string(),
            key: key_size as u32,
            row: row_size as u32,
            rows,
            full,
            shared: t.shared,
        };
        self.declare(&t.name, Sym::Table(self.tables.len()));
        self.tables.push(Table { def, key, row, span: t.name.span });
    }

    /// The size of a key or row that can be had.
    fn table_part(&mut self, ty: &Ty, span: Span, what: &str, most: u64) -> Option<u64> {
        if matches!(ty.kind, Kind::Func(_)) || !self.complete(ty, span, what) {
            return None;
        }
        let size = self.types.size(ty).unwrap_or(0);
        if size == 0 || size > most {
            let text = format!("a {what} of {size} bytes: a table's take 1 to {most}");
            self.report(codes::BAD_TABLE, span, text);
            return None;
        }
        Some(size)
    }

    /// How many bytes of a key are integers; `None` of a type that has other parts.
    fn key_bytes(&self, ty: &Ty) -> Option<u64> {
        match &ty.kind {
            Kind::Int(i) => Some(i.size()),
            Kind::Array(elem, Some(n)) => self.key_bytes(elem)?.checked_mul(*n),
            Kind::Record(id) => {
                let record = self.types.record(*id).filter(|r| !r.is_union)?;
                let mut sum = 0u64;
                for f in record.fields.as_ref()? {
                    if f.bits.is_some() {
                        return None;
                    }
                    sum = sum.checked_add(self.key_bytes(&f.ty)?)?;
                }
                Some(sum)
            }
            _ => None,
        }
    }

    /// Reports a table's name that stands where a value is needed.
    pub(super) fn table_as_value(&mut self, name: &str, span: Span) {
        let text = format!("`{name}` is a table, not a value");
        let d = Diagnostic::new(codes::BAD_TABLE, span, text);
        self.diags.push(d.help("give it to `wr_table_find`, `wr_table_put` and their like"));
    }

    /// A call of one of the table functions.
    pub(super) fn table_call(
        &mut self,
        number: u16,
        name: &str,
        args: &'a [ast::Expr],
        ret: Ty,
        span: Span,
    ) -> Expr {
        let usage = match number {
            id::TABLE_COUNT => "wr_table_count(table)",
            id::TABLE_DELETE => "wr_table_delete(table, key)",
            id::TABLE_NEXT => "wr_table_next(table, cursor, &key, &row)",
            id::TABLE_FIND => "wr_table_find(table, key, &row)",
            id::TABLE_INSERT => "wr_table_insert(table, key, &row)",
            id::TABLE_UPDATE => "wr_table_update(table, key, &row)",
            _ => "wr_table_put(table, key, &row)",
        };
        let wanted = usage.matches(',').count() + 1;
        if args.len() != wanted {
            let text = format!("`{name}` takes {wanted} argument(s), but {} given", args.len());
            let d = Diagnostic::new(codes::ARGUMENTS, span, text);
            self.diags.push(d.help(format!("it is called `{usage}`")));
            return Expr::error(span);
        }
        let Some((table, rest)) = args.split_first() else { return Expr::error(span) };
        let Some(at) = self.table_named(table) else {
            for a in rest {
                self.value(a);
            }
            return Expr::error(span);
        };
        let Some((key, row, def)) =
            self.tables.get(at).map(|t| (t.key.clone(), t.row.clone(), t.def.clone()))
        else {
            return Expr::error(span);
        };
        let size = |n: u32| Expr::constant(i64::from(n), Ty::ulong(), span);
        let mut values = vec![Expr::constant(at as i64, Ty::ulong(), table.span)];
        match (number, rest) {
            (id::TABLE_DELETE, [k]) => {
                values.push(self.table_key(k, &key, at));
                values.push(size(def.key));
            }
            (id::TABLE_NEXT, [cursor, k, r]) => {
                let c = self.value(cursor);
                values.push(self.assign_to(c, &Ty::ulong(), "cursor"));
                values.push(self.table_out(k, &key, "key", at));
                values.push(self.table_out(r, &row, "row", at));
            }
            (_, [k, r]) => {
                values.push(self.table_key(k, &key, at));
                values.push(match number {
                    id::TABLE_FIND => self.table_out(r, &row, "row", at),
                    _ => self.table_row(r, &row, at),
                });
                values.push(size(def.key));
                values.push(size(def.row));
            }
            _ => {}
        }
        if values.iter().any(|v| v.ty.is_error()) {
            return Expr::error(span);
        }
        Expr { kind: ExprKind::Helper(number, values), ty: ret, span }
    }

    /// The table that an argument names.
    fn table_named(&mut self, e: &'a ast::Expr) -> Option<usize> {
        if let A::Ident(name) = &e.kind {
            match self.lookup(name) {
                Some((Sym::Table(at), _)) => return Some(*at),
                Some(_) => {}
                None => {
                    let text = format!("table `{name}` is not declared");
                    let mut d = Diagnostic::new(codes::BAD_TABLE, e.span, text);
                    let known = self.tables.iter().map(|t| t.def.name.as_str());
                    if let Some(near) = diag::nearest(name, known) {
                        d = d.suggest(e.span, near, "a table with a similar name exists");
                    }
                    self.diags.push(d);
                    return None;
                }
            }
        }
        self.report(codes::BAD_TABLE, e.span, "the first argument is not the name of a table");
        None
    }

    /// The address of a key: of a copy, if a key is given rather than a pointer to one.
    fn table_key(&mut self, e: &'a ast::Expr, key: &Ty, table: usize) -> Expr {
        let v = self.value(e);
        if v.ty.is_error() {
            return v;
        }
        if v.ty.pointee().is_some() {
            return self.table_pointer(v, key, "key", false, table);
        }
        let span = e.span;
        let fits = match (&key.kind, &v.ty.kind) {
            (Kind::Int(_), Kind::Int(_)) => true,
            (Kind::Record(a), Kind::Record(b)) => a == b,
            _ => false,
        };
        if !fits {
            return self.wrong_part(&v, key, "key", table);
        }
        let v = self.assign_to(v, key, "key");
        let local = self.local(key.bare(), 0);
        if let Some(l) = self.current.body.locals.get_mut(local.0 as usize) {
            l.memory = true;
        }
        let parts = vec![InitPart { offset: 0, bits: None, value: InitValue::Expr(v) }];
        let place = Place { kind: PlaceKind::Literal(local, parts), ty: key.bare(), span };
        Expr { kind: ExprKind::Addr(Box::new(place)), ty: key.bare().constant().ptr(), span }
    }

    /// A pointer to a row that is read.
    fn table_row(&mut self, e: &'a ast::Expr, row: &Ty, table: usize) -> Expr {
        let v = self.value(e);
        self.table_pointer(v, row, "row", false, table)
    }

    /// A pointer to a key or row that is written.
    fn table_out(&mut self, e: &'a ast::Expr, ty: &Ty, what: &str, table: usize) -> Expr {
        let v = self.value(e);
        self.table_pointer(v, ty, what, true, table)
    }

    fn table_pointer(&mut self, v: Expr, ty: &Ty, what: &str, out: bool, table: usize) -> Expr {
        if v.ty.is_error() {
            return v;
        }
        let fits = v.ty.pointee().is_some_and(|to| to.bare() == ty.bare());
        if !fits {
            return self.wrong_part(&v, ty, what, table);
        }
        if out && v.ty.pointee().is_some_and(|to| to.konst) {
            let text = format!("the {what} is written, but this points to a constant");
            self.report(codes::BAD_TABLE, v.span, text);
            return Expr::error(v.span);
        }
        v
    }

    fn wrong_part(&mut self, v: &Expr, ty: &Ty, what: &str, table: usize) -> Expr {
        let name = self.tables.get(table).map(|t| (t.def.name.clone(), t.span));
        let (name, declared) = name.unwrap_or_default();
        let text = format!(
            "`{name}` has {what}s of type `{}`, but this is `{}`",
            self.spell(ty),
            self.spell(&v.ty)
        );
        let d = Diagnostic::new(codes::BAD_TABLE, v.span, text).label(declared, "declared here");
        self.diags.push(d.help(format!("give a pointer: `&{what}`")));
        Expr::error(v.span)
    }
}
