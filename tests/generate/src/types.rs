//! Types of the programs.
use crate::Bytes;

/// Integer types.
pub(crate) const INTS: &[&str] = &[
    "int",
    "unsigned int",
    "signed char",
    "unsigned char",
    "short",
    "unsigned short",
    "long",
    "unsigned long",
    "long long",
    "_Bool",
];

/// A member.
pub(crate) struct Field {
    pub(crate) name: String,
    declaration: String,
}

/// A structure.
pub(crate) struct Struct {
    pub(crate) number: usize,
    pub(crate) fields: Vec<Field>,
}

impl Struct {
    pub(crate) fn new(number: usize, bytes: &mut Bytes<'_>) -> Struct {
        let count = 1 + bytes.below(7);
        let fields = (0..count).map(|n| {
            let (ty, name) = (*bytes.pick(INTS), format!("m{n}"));
            let bits = match ty {
                "_Bool" => 1,
                "signed char" | "unsigned char" => 8,
                "short" | "unsigned short" => 16,
                "int" | "unsigned int" => 32,
                // gcc computes in the width of a wider bit-field, which C leaves open.
                _ => 31,
            };
            let declaration = match bytes.below(3) {
                1 => format!("{ty} {name} : {};", 1 + bytes.below(bits)),
                2 if bytes.below(4) == 0 => format!("{ty} : 0; {ty} {name} : {};", bits.min(7)),
                _ => format!("{ty} {name};"),
            };
            Field { name, declaration }
        });
        Struct { number, fields: fields.collect() }
    }

    pub(crate) fn declaration(&self) -> String {
        let fields: Vec<&str> = self.fields.iter().map(|f| f.declaration.as_str()).collect();
        format!("struct s{} {{ {} }};", self.number, fields.join(" "))
    }
}
