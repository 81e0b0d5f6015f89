//! A target's table and its look-ups. All are binary searches over sorted static slices, except
//! where said.
use crate::types::{CallDesc, Const, Errno, Set, SetKind, Struct};
use wss_abi::target::Target;

/// The characterisation of one target.
#[derive(Debug)]
pub struct Table {
    pub(crate) target: Target,
    pub(crate) calls: &'static [CallDesc],
    pub(crate) names: &'static [(&'static str, u16)],
    pub(crate) families: &'static [(&'static str, &'static [u16])],
    pub(crate) aliases: &'static [(&'static str, &'static str)],
    pub(crate) tags: &'static [(&'static str, &'static [u16])],
    pub(crate) consts: &'static [(&'static str, u64)],
    pub(crate) sets: &'static [&'static Set],
    pub(crate) structs: &'static [&'static Struct],
    pub(crate) errnos: &'static [Errno],
}

fn find<T: Copy>(list: &[(&'static str, T)], name: &str) -> Option<T> {
    let at = list.binary_search_by(|(n, _)| (*n).cmp(name)).ok()?;
    list.get(at).map(|(_, v)| *v)
}

impl Table {
    /// Whose characterisation it is.
    pub const fn target(&self) -> Target {
        self.target
    }

    /// Every call, by number.
    pub const fn calls(&self) -> &'static [CallDesc] {
        self.calls
    }

    /// The call with this native number.
    pub fn by_nr(&self, nr: u32) -> Option<&'static CallDesc> {
        self.calls.binary_search_by_key(&nr, |c| c.nr).ok().and_then(|i| self.calls.get(i))
    }

    /// The one call with this native name.
    pub fn by_name(&self, name: &str) -> Option<&'static CallDesc> {
        self.calls.get(usize::from(find(self.names, name)?))
    }

    /// Name of the family that an event name means: the family of that name, else the family of
    /// the call of that name, else what the name is an alias of (names of other systems and of the
    /// C library: `umount`, `fexecve`, `sigaction`).
    pub fn family_name(&self, name: &str) -> Option<&'static str> {
        if let Ok(at) = self.families.binary_search_by(|(n, _)| (*n).cmp(name)) {
            return self.families.get(at).map(|(n, _)| *n);
        }
        if let Some(call) = self.by_name(name) {
            return Some(call.family);
        }
        find(self.aliases, name)
    }

    /// All members of the family that an event name means (see [`Table::family_name`]), by number;
    /// empty when there is no such name. A member's condition: [`CallDesc::member_of`].
    pub fn family(&self, name: &str) -> impl Iterator<Item = &'static CallDesc> + use<> {
        let members = self.family_name(name).and_then(|f| find(self.families, f)).unwrap_or(&[]);
        self.pick(members)
    }

    /// All calls with this tag, by number; empty when there is no such tag.
    pub fn tagged(&self, tag: &str) -> impl Iterator<Item = &'static CallDesc> + use<> {
        self.pick(find(self.tags, tag).unwrap_or(&[]))
    }

    fn pick(&self, at: &'static [u16]) -> impl Iterator<Item = &'static CallDesc> + use<> {
        let calls = self.calls;
        at.iter().filter_map(move |i| calls.get(usize::from(*i)))
    }

    /// Every name that means an event: families, calls and aliases. A name may come twice.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (families, names, aliases) = (self.families, self.names, self.aliases);
        let families = families.iter().map(|(n, _)| *n);
        families.chain(names.iter().map(|(n, _)| *n)).chain(aliases.iter().map(|(n, _)| *n))
    }

    /// Names of families.
    pub fn families(&self) -> impl Iterator<Item = &'static str> + use<> {
        let families = self.families;
        families.iter().map(|(n, _)| *n)
    }

    /// Every tag.
    pub fn tags(&self) -> impl Iterator<Item = &'static str> + use<> {
        let tags = self.tags;
        tags.iter().map(|(n, _)| *n)
    }

    /// Value of a constant of the system's headers (`O_RDONLY`, `S_IFREG`, `AF_INET`, `EPERM`),
    /// negative ones sign-extended.
    pub fn constant(&self, name: &str) -> Option<u64> {
        find(self.consts, name)
    }

    /// Names and values of all constants, by name.
    pub const fn constants(&self) -> &'static [(&'static str, u64)] {
        self.consts
    }

    /// Number of an errno, by name (linear).
    pub fn errno(&self, name: &str) -> Option<u16> {
        self.errnos.iter().find(|e| e.name == name).map(|e| e.nr)
    }

    /// Name of an errno.
    pub fn errno_name(&self, nr: u16) -> Option<&'static str> {
        self.errno_desc(nr).map(|e| e.name)
    }

    /// Name and message of an errno.
    pub fn errno_desc(&self, nr: u16) -> Option<&'static Errno> {
        self.errnos.binary_search_by_key(&nr, |e| e.nr).ok().and_then(|i| self.errnos.get(i))
    }

    /// The set of that name (linear).
    pub fn set(&self, name: &str) -> Option<&'static Set> {
        self.sets.iter().copied().find(|s| s.name == name)
    }

    /// All sets.
    pub const fn sets(&self) -> &'static [&'static Set] {
        self.sets
    }

    /// The structure of that name (linear).
    pub fn structure(&self, name: &str) -> Option<&'static Struct> {
        self.structs.iter().copied().find(|s| s.name == name)
    }

    /// All structures.
    pub const fn structs(&self) -> &'static [&'static Struct] {
        self.structs
    }

    /// Name of the member of `set` whose value is `value` (linear).
    pub fn value_name(&self, set: &str, value: u64) -> Option<&'static str> {
        self.set(set)?.name_of(value)
    }
}

impl Set {
    /// The member that equals `value`.
    pub fn name_of(&self, value: u64) -> Option<&'static str> {
        self.member(value).map(|c| c.name)
    }

    fn member(&self, value: u64) -> Option<&'static Const> {
        self.members.iter().find(|c| match self.kind {
            SetKind::Enum | SetKind::Consts => c.value == value,
            SetKind::Flags => c.value == value && c.mask != 0,
        })
    }
}
