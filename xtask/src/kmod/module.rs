//! Whether FreeBSD's linker would take the object (sys/kern/link_elf_obj.c), whole.
use crate::elf::{Object, members};
use object::Endianness;
use object::elf::{self, ELFOSABI_FREEBSD, EM_X86_64, ET_REL, SHF_ALLOC, SHF_TLS};
use object::read::elf::{FileHeader, SectionHeader};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

/// What the linker refuses or would run without being asked.
pub(crate) fn wrong(object: &Object<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut demand = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    let (header, endian) = (object.file.elf_header(), Endianness::Little);
    demand(header.e_type(endian) == ET_REL, "it is not relocatable".into());
    demand(header.e_machine(endian) == EM_X86_64, "it is not for x86-64".into());
    let abi = header.e_ident().os_abi;
    demand(abi == ELFOSABI_FREEBSD, format!("it is for the system {abi}, not for FreeBSD"));
    let sections = object.file.elf_section_table();
    let tables = sections.iter().filter(|s| s.sh_type(endian) == elf::SHT_SYMTAB).count();
    demand(tables == 1, format!("{tables} symbol tables rather than one"));
    for section in sections.iter() {
        let name = sections.section_name(endian, section).unwrap_or_default();
        let name = String::from_utf8_lossy(name);
        let (kind, flags) = (section.sh_type(endian), section.sh_flags(endian).0);
        let run = [elf::SHT_INIT_ARRAY, elf::SHT_FINI_ARRAY, elf::SHT_PREINIT_ARRAY];
        let old = [".init", ".fini", ".ctors", ".dtors"].contains(&name.as_ref());
        demand(!run.contains(&kind) && !old, format!("functions run by nobody's call: {name}"));
        demand(flags & SHF_TLS.0 == 0, format!("variables of user threads: {name}"));
        let both = SHF_ALLOC.0 | elf::SHF_WRITE.0 | elf::SHF_EXECINSTR.0;
        demand(flags & both != both, format!("both written and executed: {name}"));
    }
    let globals: Vec<String> = object.exports().into_iter().collect();
    demand(globals.is_empty(), format!("names for the whole kernel: {}", globals.join(" ")));
    wrong
}

/// Linker sets of the parts that are not in the module, or not whole: nobody refers to them, so that
/// the linker drops those that kmod/link/wss.ld does not name.
pub(crate) fn lost(
    module: &Object<'_>,
    parts: &[(Cow<'_, str>, Vec<u8>)],
) -> Result<Vec<String>, String> {
    let mut given: BTreeMap<String, u64> = BTreeMap::new();
    for (name, bytes) in parts {
        for (_, bytes) in members(name, bytes)? {
            for (set, size) in Object::parse(bytes)?.linker_sets() {
                *given.entry(set).or_default() += size;
            }
        }
    }
    let kept = module.linker_sets();
    let lost = given.into_iter().filter(|(set, size)| kept.get(set) != Some(size));
    Ok(lost.map(|(set, _)| format!("{set} is not whole: kmod/link/wss.ld must keep it")).collect())
}

/// Folders of whoever built it that are in the module: the same sources would make another module
/// elsewhere.
pub(crate) fn paths(module: &[u8], folders: &[&Path]) -> Vec<String> {
    let held = folders.iter().filter(|f| {
        let bytes = f.as_os_str().as_encoded_bytes();
        module.windows(bytes.len()).any(|w| w == bytes)
    });
    held.map(|f| format!("it names a folder of this machine: {}", f.display())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;
    use object::SectionKind;

    fn said(made: &Made) -> Vec<String> {
        let bytes = made.bytes();
        wrong(&Object::parse(&bytes).unwrap())
    }

    #[test]
    fn what_the_linker_refuses_is_found() {
        let mut made = Made::new();
        made.function("f", false);
        assert_eq!(said(&made), [""; 0]);
        made.function("seen", true);
        made.section(".ctors", SectionKind::Data);
        let threads = made.section(".tdata", SectionKind::Tls);
        made.symbol("t", Some((threads, &[0; 8])));
        assert_eq!(
            said(&made),
            [
                "functions run by nobody's call: .ctors",
                "variables of user threads: .tdata",
                "names for the whole kernel: seen",
            ]
        );
        assert_eq!(said(&Made::new().without_abi()), ["it is for the system 0, not for FreeBSD"]);
    }

    #[test]
    fn a_linker_set_that_is_not_whole_is_found() {
        let with = |sets: &[(&str, usize)]| {
            let mut made = Made::new();
            for (name, size) in sets {
                let section = made.section(name, SectionKind::ReadOnlyData);
                made.symbol("", Some((section, &vec![0; *size])));
            }
            made.bytes()
        };
        let module = with(&[("set_sysinit_set", 16), ("set_sysctl_set", 8)]);
        let module = Object::parse(&module).unwrap();
        let part = |sets| (Cow::Borrowed("part.o"), with(sets));
        let whole = [part(&[("set_sysinit_set", 8), ("set_sysctl_set", 8)])];
        let both = [&whole[..], &[part(&[("set_sysinit_set", 8)])]].concat();
        assert_eq!(lost(&module, &both).unwrap(), [""; 0]);
        let more = [&both[..], &[part(&[("set_sdt_probes_set", 8)])]].concat();
        let said = ["set_sdt_probes_set is not whole: kmod/link/wss.ld must keep it"];
        assert_eq!(lost(&module, &more).unwrap(), said);
    }

    #[test]
    fn a_path_of_the_builder_is_found() {
        let folder = Path::new("/home/builder/wss");
        assert_eq!(paths(b"at kmod/kern/src/lib.rs", &[folder]), [""; 0]);
        let said = ["it names a folder of this machine: /home/builder/wss"];
        assert_eq!(paths(b"at /home/builder/wss/kmod", &[folder]), said);
    }
}
