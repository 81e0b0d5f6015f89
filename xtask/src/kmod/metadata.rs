//! The module's metadata (sys/sys/module.h): its name, its version and the kernel it is for. The
//! kernel's linker reads it before it runs anything.
use crate::elf::Object;
use object::{Object as _, ObjectSection, ObjectSymbol, RelocationTarget, SectionIndex};

/// The section that points to each piece.
const SET: &str = "set_modmetadata_set";

/// Kinds of pieces: MDT_DEPEND, MDT_MODULE, MDT_VERSION.
const DEPEND: u32 = 1;
const MODULE: u32 = 2;
const VERSION: u32 = 3;

/// A piece of metadata.
#[derive(Debug, PartialEq)]
struct Piece {
    kind: u32,
    /// What it is about.
    name: String,
    /// The numbers it holds: a version; of a dependency the least, the preferred and the largest.
    numbers: Vec<u32>,
}

/// What the module's metadata lacks.
pub(crate) fn check(object: &Object<'_>) -> Vec<String> {
    let pieces = match pieces(object) {
        Ok(pieces) => pieces,
        Err(why) => return vec![why],
    };
    for p in &pieces {
        println!("{}", p.say());
    }
    wrong(&pieces)
}

fn wrong(pieces: &[Piece]) -> Vec<String> {
    let has = |kind: u32, name: &str| pieces.iter().any(|p| p.kind == kind && p.name == name);
    let demands = [
        (has(MODULE, "wss"), "no DECLARE_MODULE of wss"),
        (has(VERSION, "wss"), "no MODULE_VERSION of wss"),
        (has(DEPEND, "kernel"), "it does not say for which kernel it is"),
    ];
    demands.into_iter().filter(|(held, _)| !held).map(|(_, what)| what.to_string()).collect()
}

impl Piece {
    fn say(&self) -> String {
        let numbers: Vec<String> = self.numbers.iter().map(u32::to_string).collect();
        match self.kind {
            DEPEND => format!("depends on {} {}", self.name, numbers.join("..")),
            MODULE => format!("module {}", self.name),
            VERSION => format!("version {} of {}", numbers.concat(), self.name),
            kind => format!("metadata of kind {kind}: {}", self.name),
        }
    }
}

/// All pieces, in the order in which they stand.
fn pieces(object: &Object<'_>) -> Result<Vec<Piece>, String> {
    let set = object.file.section_by_name(SET).ok_or(format!("no section {SET}"))?;
    let mut pieces = Vec::new();
    for offset in (0..set.size()).step_by(8) {
        let piece = follow(object, (set.index(), offset)).and_then(|at| piece(object, at));
        pieces.push(piece.ok_or(format!("{SET} can't be read at {offset}"))?);
    }
    Ok(pieces)
}

/// struct mod_metadata: version, kind, data, name.
fn piece(object: &Object<'_>, at: At) -> Option<Piece> {
    let (section, offset) = at;
    let kind = word(object, (section, offset + 4))?;
    let data = follow(object, (section, offset + 8));
    let name = text(object, follow(object, (section, offset + 16))?)?;
    let words = match kind {
        DEPEND => 3,
        VERSION => 1,
        _ => 0,
    };
    let words = 0..words;
    let numbers = words.map(|i| data.and_then(|(s, o)| word(object, (s, o + 4 * i))));
    Some(Piece { kind, name, numbers: numbers.collect::<Option<_>>()? })
}

/// A place in the object.
type At = (SectionIndex, u64);

/// Where the pointer at a place leads.
fn follow(object: &Object<'_>, at: At) -> Option<At> {
    let section = object.file.section_by_index(at.0).ok()?;
    let (_, relocation) = section.relocations().find(|(offset, _)| *offset == at.1)?;
    let RelocationTarget::Symbol(index) = relocation.target() else { return None };
    let symbol = object.file.symbol_by_index(index).ok()?;
    Some((symbol.section_index()?, symbol.address().checked_add_signed(relocation.addend())?))
}

fn word(object: &Object<'_>, at: At) -> Option<u32> {
    let bytes = bytes(object, at)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

fn text(object: &Object<'_>, at: At) -> Option<String> {
    let bytes = bytes(object, at)?.split(|b| *b == 0).next()?;
    String::from_utf8(bytes.to_vec()).ok()
}

fn bytes<'d>(object: &Object<'d>, at: At) -> Option<&'d [u8]> {
    let data = object.file.section_by_index(at.0).ok()?.data().ok()?;
    data.get(usize::try_from(at.1).ok()?..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;
    use object::SectionKind;
    use object::elf::R_X86_64_64;

    /// A module with a piece of metadata of each kind, name and numbers given.
    fn module(given: &[(u32, &str, &[u32])]) -> Vec<u8> {
        let mut made = Made::new();
        let data = made.section(".data", SectionKind::Data);
        let set = made.section(SET, SectionKind::ReadOnlyData);
        for (kind, name, numbers) in given {
            let numbers: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
            let numbers = made.symbol("numbers", Some((data, &numbers)));
            let name = made.symbol("name", Some((data, format!("..{name}\0").as_bytes())));
            let mut piece = [0; 24];
            piece[4..8].copy_from_slice(&kind.to_le_bytes());
            let piece = made.symbol("piece", Some((data, &piece)));
            let entry = made.symbol("entry", Some((set, &[0; 8])));
            made.relocation((piece, 8), (numbers, 0), R_X86_64_64);
            made.relocation((piece, 16), (name, 2), R_X86_64_64);
            made.relocation((entry, 0), (piece, 0), R_X86_64_64);
        }
        made.bytes()
    }

    #[test]
    fn metadata_is_read_and_what_it_lacks_is_said() {
        let kernel: (u32, &str, &[u32]) = (DEPEND, "kernel", &[1500068, 1500068, 1599999]);
        let given = [kernel, (MODULE, "wss", &[]), (VERSION, "wss", &[1])];
        let bytes = module(&given);
        let found = pieces(&Object::parse(&bytes).unwrap()).unwrap();
        let said: Vec<String> = found.iter().map(Piece::say).collect();
        let expected =
            ["depends on kernel 1500068..1500068..1599999", "module wss", "version 1 of wss"];
        assert_eq!(said, expected);
        assert_eq!(wrong(&found), [""; 0]);

        let bytes = module(&[kernel, (MODULE, "other", &[])]);
        let found = pieces(&Object::parse(&bytes).unwrap()).unwrap();
        assert_eq!(wrong(&found), ["no DECLARE_MODULE of wss", "no MODULE_VERSION of wss"]);
        let bytes = module(&given[1..]);
        let found = pieces(&Object::parse(&bytes).unwrap()).unwrap();
        assert_eq!(wrong(&found), ["it does not say for which kernel it is"]);
    }

    #[test]
    fn a_module_without_metadata_is_refused() {
        let bytes = Made::new().bytes();
        assert_eq!(check(&Object::parse(&bytes).unwrap()), ["no section set_modmetadata_set"]);
        let mut made = Made::new();
        let set = made.section(SET, SectionKind::ReadOnlyData);
        made.symbol("entry", Some((set, &[0; 8])));
        let said = check(&Object::parse(&made.bytes()).unwrap());
        assert_eq!(said, ["set_modmetadata_set can't be read at 0"]);
    }
}
