//! Types as people write them: for diagnostics, and canonically (layouts expanded) for
//! `wss_abi::object::Var`, where equal text means equal layout.
use super::{Int, Kind, RecordId, Ty, Types};

impl Int {
    /// As written in C.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Int::Bool => "_Bool",
            Int::Char => "char",
            Int::SChar => "signed char",
            Int::UChar => "unsigned char",
            Int::Short => "short",
            Int::UShort => "unsigned short",
            Int::Int => "int",
            Int::UInt => "unsigned int",
            Int::Long => "long",
            Int::ULong => "unsigned long",
            Int::LongLong => "long long",
            Int::ULongLong => "unsigned long long",
        }
    }
}

impl Types {
    /// The type as C writes it.
    pub(crate) fn spell(&self, ty: &Ty) -> String {
        self.declare_as(ty, String::new(), false)
    }

    /// As [`Types::spell`], with structures replaced by their members.
    pub(crate) fn canonical(&self, ty: &Ty) -> String {
        self.declare_as(ty, String::new(), true)
    }

    fn declare_as(&self, ty: &Ty, inner: String, expand: bool) -> String {
        let konst = if ty.konst && !expand { "const " } else { "" };
        let volatile = if ty.volatile && !expand { "volatile " } else { "" };
        let spaced = |base: String, inner: String| match inner.is_empty() {
            true => format!("{konst}{volatile}{base}"),
            false if inner.starts_with('[') => format!("{konst}{volatile}{base}{inner}"),
            false => format!("{konst}{volatile}{base} {inner}"),
        };
        match &ty.kind {
            Kind::Error => spaced("<error>".into(), inner),
            Kind::Void => spaced("void".into(), inner),
            Kind::Int(i) => spaced(i.text().into(), inner),
            Kind::Record(id) => spaced(self.record_text(*id, expand), inner),
            Kind::Ptr(to) => {
                let inner = format!("*{konst}{volatile}{inner}").trim_end().to_owned();
                // Expanded pointees could be endless, and their layout does not matter.
                let wrap = matches!(to.kind, Kind::Array(..) | Kind::Func(_));
                self.declare_as(to, if wrap { format!("({inner})") } else { inner }, false)
            }
            Kind::Array(elem, len) => {
                let len = len.map(|n| n.to_string()).unwrap_or_default();
                self.declare_as(elem, format!("{inner}[{len}]"), expand)
            }
            Kind::Func(f) => {
                let mut params: Vec<_> = f.params.iter().map(|p| self.spell(p)).collect();
                if f.variadic {
                    params.push("...".into());
                } else if params.is_empty() && !f.unprototyped {
                    params.push("void".into());
                }
                self.declare_as(&f.ret, format!("{inner}({})", params.join(", ")), false)
            }
        }
    }

    fn record_text(&self, id: RecordId, expand: bool) -> String {
        let Some(r) = self.record(id) else { return "struct".into() };
        let word = if r.is_union { "union" } else { "struct" };
        if let (true, Some(fields)) = (expand, &r.fields) {
            let members: Vec<_> = fields
                .iter()
                .map(|f| {
                    let name = f.name.as_deref().unwrap_or_default().to_owned();
                    let text = self.declare_as(&f.ty, name, true);
                    match f.bits {
                        Some(b) => format!("{text}:{}@{}.{}", b.width, f.offset, b.at),
                        None => format!("{text}@{}", f.offset),
                    }
                })
                .collect();
            return format!("{word} {}{{{}}}", r.size, members.join(";"));
        }
        match &r.tag {
            Some(tag) => format!("{word} {tag}"),
            None => format!("{word} <anonymous>"),
        }
    }
}
