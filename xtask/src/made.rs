//! Objects made for tests.
use object::elf::{self, RelocationType};
use object::write::{
    Object, Relocation, SectionId, StandardSection, Symbol, SymbolId, SymbolSection,
};
use object::{
    Architecture, BinaryFormat, Endianness, FileFlags, RelocationFlags, SectionKind, SymbolFlags,
    SymbolKind, SymbolScope,
};

/// An object under construction.
pub(crate) struct Made(Object<'static>);

impl Made {
    /// Empty, for FreeBSD.
    pub(crate) fn new() -> Made {
        let mut object = Object::new(BinaryFormat::Elf, Architecture::X86_64, Endianness::Little);
        object.flags = FileFlags::Elf {
            os_abi: elf::ELFOSABI_FREEBSD,
            abi_version: 0,
            e_flags: elf::FileFlags(0),
        };
        Made(object)
    }

    /// For no system in particular.
    pub(crate) fn without_abi(mut self) -> Made {
        self.0.flags = FileFlags::None;
        self
    }

    /// A section of the kernel's own.
    pub(crate) fn section(&mut self, name: &str, kind: SectionKind) -> SectionId {
        self.0.add_section(Vec::new(), name.into(), kind)
    }

    /// A symbol in a section, or, without one, undefined, weak if its name says so; `data` goes to the section's end.
    pub(crate) fn symbol(&mut self, name: &str, place: Option<(SectionId, &[u8])>) -> SymbolId {
        let id = self.0.add_symbol(Symbol {
            name: name.into(),
            value: 0,
            size: 0,
            kind: SymbolKind::Data,
            scope: if place.is_some() { SymbolScope::Compilation } else { SymbolScope::Unknown },
            weak: place.is_none() && name.starts_with("weak"),
            section: SymbolSection::Undefined,
            flags: SymbolFlags::None,
        });
        if let Some((section, data)) = place {
            self.0.add_symbol_data(id, section, data, 8);
        }
        id
    }

    /// A function of 32 bytes that no other object sees; `global`: that all see.
    pub(crate) fn function(&mut self, name: &str, global: bool) -> SymbolId {
        let text = self.0.section_id(StandardSection::Text);
        let id = self.symbol(name, Some((text, &[0x90; 32])));
        if global {
            self.0.symbol_mut(id).scope = SymbolScope::Dynamic;
        }
        id
    }

    /// A relocation `offset` bytes after the beginning of `from`, that wants `to` and `addend`.
    pub(crate) fn relocation(
        &mut self,
        (from, offset): (SymbolId, u64),
        (to, addend): (SymbolId, i64),
        kind: RelocationType,
    ) {
        let from = self.0.symbol(from);
        let Some(section) = from.section.id() else { return };
        let (offset, flags) = (from.value + offset, RelocationFlags::Elf { r_type: kind });
        let relocation = Relocation { offset, symbol: to, addend, flags };
        self.0.add_relocation(section, relocation).expect("a relocation of this format");
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.write().expect("an object of this format")
    }
}
