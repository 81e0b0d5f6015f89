//! A call as a wrap set's dispatch table has it: the clauses that catch it, by layer, and whether it can be told
//! from its arguments that none has to be run.
use crate::capture::bytes_of;
use crate::keys::{Keys, Tests};
use crate::pick::Pick;
use alloc::vec::Vec;
use wss_abi::clause::{ArgTest, Len, Shape, Source};
use wss_abi::mem::{OutOfMemory, TryVec};

/// The clauses of one layer on one call, in source order.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    pub(crate) layer: u16,
    /// Bytes of its wrapper's per-call variables.
    pub(crate) data: u32,
    /// Some clause after the call looks at more of it than registers.
    pub(crate) gathers: bool,
    pub(crate) pre: Vec<Pick>,
    pub(crate) post: Vec<Pick>,
}

/// Clauses of which it can be told from the arguments whether one has to be run, and what they ask.
pub(crate) type Light<'s> = (&'s [(u32, Pick)], Option<&'s Keys>);

/// A call as the set's dispatch table has it.
#[derive(Debug, Default)]
pub(crate) struct Caught {
    pub(crate) layers: Vec<Layer>,
    /// If each clause is light or has necessary conditions, so that it can be told from the
    /// arguments whether one has to be run: those that may have to, then the light ones, each with
    /// its wrapper.
    light: Option<Vec<(u32, Pick)>>,
    /// Conditions on arguments that some of these have; of none, the call passes.
    keys: Option<Keys>,
    /// Arguments whose memory may be looked at when it is entered.
    pub(crate) touches: Vec<(u8, Shape)>,
}

impl Caught {
    /// The clauses of which it can be told from the arguments whether one has to be run:
    /// first those that may have to, then the light ones, each with its wrapper. And what they ask
    /// of the arguments, unless it is nothing.
    #[inline]
    pub(crate) fn light(&self) -> Option<Light<'_>> {
        self.light.as_deref().map(|light| (light, self.keys.as_ref()))
    }

    /// `tests`: those of its trap.
    pub(crate) fn find_light(
        &mut self,
        wrappers: &[u32],
        tests: &mut [Vec<ArgTest>],
    ) -> Result<(), OutOfMemory> {
        let mut found = Vec::new();
        for light in [false, true] {
            for layer in &self.layers {
                let Some(wrapper) = wrappers.get(usize::from(layer.layer)) else { continue };
                for pick in layer.pre.iter().chain(&layer.post).filter(|p| p.light == light) {
                    if !light && pick.tests == Tests::None {
                        return Ok(());
                    }
                    found.try_push((*wrapper, *pick))?;
                }
            }
        }
        if found.iter().any(|(_, pick)| pick.tests != Tests::None) {
            self.keys = Some(Keys::sort(tests)?);
        }
        self.light = Some(found);
        Ok(())
    }

    /// Whether no clause of the call has to be run, and each has to do with whatever passes the call's
    /// tests: there are none, or one list that is every clause's.
    pub(crate) fn is_counted(&self, lists: usize) -> bool {
        let mut clauses = self.light.iter().flatten();
        let plain = self.keys.is_none();
        let same = |p: &Pick| p.light && (plain || p.tests != Tests::None);
        self.light.is_some() && clauses.all(|(_, p)| same(p)) && (plain || lists == 1)
    }

    pub(crate) fn touch(&mut self, source: Source) -> Result<(), OutOfMemory> {
        let touched = match source {
            Source::Capture { arg, shape, out: false, .. } => (arg, shape),
            Source::Field { arg, offset, width } => {
                let max = u32::from(offset) + bytes_of(width) as u32;
                (arg, Shape::Bytes { len: Len::Const(max), max })
            }
            _ => return Ok(()),
        };
        if self.touches.contains(&touched) { Ok(()) } else { self.touches.try_push(touched) }
    }
}
