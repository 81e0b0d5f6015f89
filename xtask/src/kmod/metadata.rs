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
