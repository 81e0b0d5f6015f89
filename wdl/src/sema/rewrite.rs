//! What may be assigned to a `$name`, which rewrites the call's argument.
use super::slots::About;
use super::typed::Expr;
use super::{Sema, codes, konst};
use crate::diag::Diagnostic;
use crate::types::Ty;
use wss_abi::clause::{Phase, Source};

impl Sema<'_> {
    /// Whether `value` may be assigned to a slot; reports if not.
    pub(super) fn slot_assignable(&mut self, slot: u8, value: &Expr) -> bool {
        let Some(slots) = &self.slots else { return false };
        let (phase, about) = (slots.phase, slots.about);
        let Some(param) = slots.params.get(slot as usize).cloned() else { return false };
        let name = &param.name;
        let span = value.span;
        let refuse = |s: &mut Self, text: String, help: &str| {
            let d = Diagnostic::new(codes::BAD_REWRITE, span, text);
            s.diags.push(d.help(help));
            false
        };
        if about != About::Calls {
            let text = format!("`${name}` belongs to an event that is no call");
            return refuse(self, text, "only parameters of calls can be assigned");
        }
        if phase == Phase::Post {
            let text = format!("`${name}` is assigned after the call has run");
            return refuse(self, text, "assign it in a `pre` clause");
        }
        let fixed: Vec<_> = slots
            .members
            .iter()
            .enumerate()
            .filter(|(n, _)| self.action.as_ref().is_none_or(|a| a.concerns(*n)))
            .map(|(_, m)| m)
            .filter(|m| {
                matches!(
                    m.sources.get(slot as usize),
                    Some(Source::Const(_) | Source::Field { .. } | Source::Absent)
                )
            })
            .map(|m| m.call.name)
            .collect();
        if !fixed.is_empty() {
            let list = fixed.iter().take(4).copied().collect::<Vec<_>>().join(", ");
            let text = format!("assignment to `${name}` has no effect in {list}");
            self.report(codes::FIXED_PARAMETER, span, text);
        }
        if !param.captured {
            if value.ty.as_int().is_some()
                || value.ty.pointee().is_some() == param.ty.pointee().is_some()
            {
                return true;
            }
            let text = format!("`${name}` is a number");
            return refuse(self, text, "assign a number");
        }
        let Some(to) = value.ty.pointee() else {
            let text = format!("`${name}` is no number");
            let help = if konst::integer(value) == Some(0) {
                "a pointer parameter cannot be replaced by a null pointer"
            } else {
                "assign a string, or a pointer to an object"
            };
            return refuse(self, text, help);
        };
        let text_param = param.ty == Ty::string();
        let is_text = to.as_int().is_some_and(|i| i.size() == 1);
        if text_param && !is_text {
            let text = format!("`${name}` is a string");
            return refuse(self, text, "assign a string (`const char *`)");
        }
        if !text_param && self.types.size(to).is_err() {
            let text = format!("how many bytes `${name}` would have is not known");
            return refuse(self, text, "assign a pointer to a complete object, or use wr_write");
        }
        true
    }
}
