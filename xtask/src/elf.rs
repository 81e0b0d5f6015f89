//! What an object file says of itself: relocations, the symbols it wants and has, and where.
use object::elf::{self, RelocationType, SHF_ALLOC};
use object::read::archive::ArchiveFile;
use object::read::elf::ElfFile64;
use object::{
    Object as _, ObjectSection, ObjectSymbol, RelocationFlags, RelocationTarget, SectionFlags,
};
use std::collections::{BTreeMap, BTreeSet};

/// What link_elf_obj.c of FreeBSD/amd64 (sys/amd64/amd64/elf_machdep.c) applies to a module.
const RELOCATIONS: [RelocationType; 5] = [
    elf::R_X86_64_NONE,
    elf::R_X86_64_64,
    elf::R_X86_64_PC32,
    elf::R_X86_64_PLT32,
    elf::R_X86_64_32S,
];

/// A 64-bit ELF file.
pub(crate) struct Object<'d> {
    pub(crate) file: ElfFile64<'d>,
}

/// A symbol that an object wants from elsewhere.
#[derive(Debug, PartialEq)]
pub(crate) struct Undefined {
    pub(crate) symbol: String,
    /// It may be missing: its address is 0 then.
    pub(crate) weak: bool,
    /// Functions and variables that name it.
    pub(crate) users: BTreeSet<String>,
}

impl<'d> Object<'d> {
    pub(crate) fn parse(bytes: &'d [u8]) -> Result<Self, String> {
        Ok(Object { file: ElfFile64::parse(bytes).map_err(|e| e.to_string())? })
    }

    /// Relocations of loaded sections that the kernel's linker refuses, each kind once per section.
    pub(crate) fn refused_relocations(&self) -> BTreeSet<String> {
        let mut refused = BTreeSet::new();
        for section in self.file.sections().filter(loaded) {
            for (_, relocation) in section.relocations() {
                let RelocationFlags::Elf { r_type } = relocation.flags() else { continue };
                if !RELOCATIONS.contains(&r_type) {
                    let name = section.name().unwrap_or("a section");
                    let kind = elf::NAMES_R_X86_64.name(r_type).unwrap_or("unknown");
                    refused.insert(format!("relocation {kind} ({r_type}) in {name}"));
                }
            }
        }
        refused
    }

    /// Symbols that something in a loaded section wants and the object has not.
    pub(crate) fn undefined(&self) -> Vec<Undefined> {
        let places = self.places();
        let mut all: BTreeMap<String, (bool, BTreeSet<String>)> = BTreeMap::new();
        for section in self.file.sections().filter(loaded) {
            for (offset, relocation) in section.relocations() {
                let RelocationTarget::Symbol(index) = relocation.target() else { continue };
                let Ok(symbol) = self.file.symbol_by_index(index) else { continue };
                if symbol.is_undefined() && !symbol.name_bytes().unwrap_or_default().is_empty() {
                    let name = String::from_utf8_lossy(symbol.name_bytes().unwrap_or_default());
                    let (weak, users) = all.entry(name.into_owned()).or_default();
                    *weak = symbol.is_weak();
                    users.insert(place(&places, &section, offset));
                }
            }
        }
        let all = all.into_iter();
        all.map(|(symbol, (weak, users))| Undefined { symbol, weak, users }).collect()
    }

    /// Names that other objects may use.
    pub(crate) fn exports(&self) -> BTreeSet<String> {
        let symbols = self.file.symbols().chain(self.file.dynamic_symbols());
        // Not is_definition: that leaves out functions that are chosen when the kernel starts (IFUNC).
        let global = symbols.filter(|s| !s.is_undefined() && s.is_global());
        global.filter_map(|s| s.name().ok().map(str::to_string)).collect()
    }

    /// Names of all functions and variables, for whom they may be seen or not.
    pub(crate) fn defines(&self) -> BTreeSet<String> {
        let symbols = self.file.symbols().filter(|s| s.is_definition());
        symbols.filter_map(|s| s.name().ok().map(str::to_string)).collect()
    }

    /// Bytes in each linker set: sections that the kernel finds by their names.
    pub(crate) fn linker_sets(&self) -> BTreeMap<String, u64> {
        let mut sets = BTreeMap::new();
        for section in self.file.sections() {
            if let Some(name) = section.name().ok().filter(|n| n.starts_with("set_")) {
                *sets.entry(name.to_string()).or_default() += section.size();
            }
        }
        sets
    }

    /// A trait's functions by their places in its table, if a table is found that begins with `first`:
    /// `which` is what their names have in common. Before them stand three words about the type.
    pub(crate) fn table(&self, which: &str, first: &str) -> BTreeMap<u64, String> {
        let places = self.places();
        for section in self.file.sections().filter(loaded) {
            let pointers = section.relocations().filter(|(_, r)| is_pointer(r));
            let all: BTreeMap<u64, String> = pointers
                .filter_map(|(offset, r)| Some((offset, places.get(&self.target(&r)?)?.clone())))
                .collect();
            let its = |name: &&String| name.contains(which);
            let Some((start, _)) = all.iter().find(|(_, n)| its(n)) else { continue };
            let Some((end, _)) = all.iter().rfind(|(_, n)| its(n)) else { continue };
            if all.get(start).is_some_and(|n| n.contains(first)) {
                return all.range(start..=end).map(|(o, n)| (o - start + 24, n.clone())).collect();
            }
        }
        BTreeMap::new()
    }

    /// The section and the place in it that a relocation means.
    fn target(&self, relocation: &object::Relocation) -> Option<(usize, u64)> {
        let RelocationTarget::Symbol(index) = relocation.target() else { return None };
        let symbol = self.file.symbol_by_index(index).ok()?;
        let place = symbol.address().checked_add_signed(relocation.addend())?;
        Some((symbol.section_index()?.0, place))
    }

    /// What stands where: functions and variables by section and first byte.
    fn places(&self) -> BTreeMap<(usize, u64), String> {
        let symbols = self.file.symbols().filter(|s| s.is_definition());
        let named = symbols.filter_map(|s| {
            let name = s.name().ok().filter(|n| !n.is_empty())?;
            Some(((s.section_index()?.0, s.address()), name.to_string()))
        });
        named.collect()
    }
}

fn is_pointer(relocation: &object::Relocation) -> bool {
    matches!(relocation.flags(), RelocationFlags::Elf { r_type: elf::R_X86_64_64 })
}

/// The function or variable at an offset of a section, else the section.
fn place<'d>(
    places: &BTreeMap<(usize, u64), String>,
    section: &impl ObjectSection<'d>,
    offset: u64,
) -> String {
    let index = section.index().0;
    let before = places.range((index, 0)..=(index, offset)).next_back();
    before.map_or_else(|| section.name().unwrap_or("?").to_string(), |(_, name)| name.clone())
}

/// Whether a section takes memory at run time; notes on the code do not.
fn loaded<'d>(section: &impl ObjectSection<'d>) -> bool {
    let SectionFlags::Elf { sh_flags, .. } = section.flags() else { return false };
    let notes = [".eh_frame", ".llvmbc"].iter().any(|n| section.name() == Ok(n));
    sh_flags.0 & SHF_ALLOC.0 != 0 && !notes
}

/// Objects of an archive, with their names, or the file itself if it is none.
pub(crate) fn members<'d>(name: &str, bytes: &'d [u8]) -> Result<Vec<(String, &'d [u8])>, String> {
    if !bytes.starts_with(b"!<arch>\n") {
        return Ok(vec![(name.to_string(), bytes)]);
    }
    let why = |e: object::read::Error| format!("{name}: {e}");
    let mut all = Vec::new();
    for member in ArchiveFile::parse(bytes).map_err(why)?.members() {
        let member = member.map_err(why)?;
        let data = member.data(bytes).map_err(why)?;
        if data.starts_with(b"\x7fELF") {
            all.push((format!("{name}({})", String::from_utf8_lossy(member.name())), data));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;

    #[test]
    fn only_relocations_that_the_kernel_knows_pass() {
        let mut made = Made::new();
        let (f, g) = (made.function("f", false), made.symbol("g", None));
        made.relocation((f, 1), (g, -4), elf::R_X86_64_PLT32);
        let notes = made.section(".debug_info", object::SectionKind::Debug);
        let note = made.symbol("note", Some((notes, &[0; 4])));
        made.relocation((note, 0), (g, 0), elf::R_X86_64_32);
        let bytes = made.bytes();
        assert!(Object::parse(&bytes).unwrap().refused_relocations().is_empty());
        made.relocation((f, 6), (g, -4), elf::R_X86_64_REX_GOTPCRELX);
        let bytes = made.bytes();
        let refused = Object::parse(&bytes).unwrap().refused_relocations();
        assert_eq!(refused, ["relocation R_X86_64_REX_GOTPCRELX (42) in .text".into()].into());
    }

    #[test]
    fn undefined_symbols_are_found_with_whoever_wants_them() {
        let mut made = Made::new();
        let (f, h) = (made.function("f", false), made.function("h", true));
        let (g, _unused) = (made.symbol("g", None), made.symbol("unused", None));
        made.relocation((f, 3), (g, -4), elf::R_X86_64_PLT32);
        made.relocation((h, 9), (g, -4), elf::R_X86_64_PLT32);
        made.relocation((h, 14), (f, -4), elf::R_X86_64_PLT32);
        let bytes = made.bytes();
        let object = Object::parse(&bytes).unwrap();
        let users = ["f", "h"].map(String::from).into();
        assert_eq!(object.undefined(), [Undefined { symbol: "g".into(), weak: false, users }]);
        assert_eq!(object.exports(), ["h".to_string()].into());
        assert!(object.defines().is_superset(&["f", "h"].map(String::from).into()));
    }

    #[test]
    fn the_table_of_a_trait_is_found() {
        let mut made = Made::new();
        let data = made.section(".data.rel.ro", object::SectionKind::Data);
        let [read, other, stat] =
            ["x4Host4read", "merged", "x4Host4stat"].map(|name| made.function(name, false));
        let table = made.symbol("table", Some((data, &[0; 64])));
        for (place, f) in [(8, other), (32, read), (40, other), (48, stat), (56, other)] {
            made.relocation((table, place), (f, 0), elf::R_X86_64_64);
        }
        let bytes = made.bytes();
        let object = Object::parse(&bytes).unwrap();
        let found: Vec<_> = object.table("x4Host", "4read").into_iter().collect();
        let expected = [(24, "x4Host4read"), (32, "merged"), (40, "x4Host4stat")];
        assert_eq!(found, expected.map(|(place, name)| (place, name.to_string())));
        assert!(object.table("x4Host", "5first").is_empty());
    }
}
