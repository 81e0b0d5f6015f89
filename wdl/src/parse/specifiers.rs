//! Declaration specifiers: storage classes, qualifiers and base types (C17 section 6.7).
use super::attributes::Attributes;
use super::{Parse, Parser, Reported, words};
use crate::ast::{AlignSpec, Ident, IntType, Quals, Storage, Type, TypeKind};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::Punct;
use crate::span::Span;
use std::sync::Arc;

/// Specifiers of a declaration.
pub(super) struct Specifiers {
    pub(super) storage: Storage,
    pub(super) base: Type,
    pub(super) align: Arc<[AlignSpec]>,
    /// `packed`: of members.
    pub(super) packed: bool,
    /// `__auto_type`, or `auto` without a type: the initialiser says which.
    pub(super) inferred: bool,
    /// No type was written: C of 1989 means `int`.
    pub(super) implicit: bool,
    pub(super) span: Span,
}

/// Words of an integer type, counted.
#[derive(Default)]
struct Words {
    char_: u8,
    short: u8,
    int: u8,
    long: u8,
    signed: u8,
    unsigned: u8,
    bool_: u8,
    void: u8,
}

impl Words {
    fn count(&mut self, word: &str) -> bool {
        let slot = match word {
            "char" => &mut self.char_,
            "short" => &mut self.short,
            "int" => &mut self.int,
            "long" => &mut self.long,
            "signed" | "__signed__" => &mut self.signed,
            "unsigned" => &mut self.unsigned,
            "_Bool" => &mut self.bool_,
            "void" => &mut self.void,
            _ => return false,
        };
        *slot = slot.saturating_add(1);
        true
    }

    fn any(&self) -> bool {
        let Words { char_, short, int, long, signed, unsigned, bool_, void } = self;
        [char_, short, int, long, signed, unsigned, bool_, void].into_iter().any(|n| *n > 0)
    }

    fn kind(&self) -> Option<TypeKind> {
        let Words { char_, short, int, long, signed, unsigned, bool_, void } = *self;
        let int_type = match (char_, short, int, long, signed, unsigned, bool_, void) {
            (0, 0, 0, 0, 0, 0, 0, 1) => return Some(TypeKind::Void),
            (0, 0, 0, 0, 0, 0, 1, 0) => IntType::Bool,
            (1, 0, 0, 0, 0, 0, 0, 0) => IntType::Char,
            (1, 0, 0, 0, 1, 0, 0, 0) => IntType::SChar,
            (1, 0, 0, 0, 0, 1, 0, 0) => IntType::UChar,
            (0, 1, 0 | 1, 0, 0 | 1, 0, 0, 0) => IntType::Short,
            (0, 1, 0 | 1, 0, 0, 1, 0, 0) => IntType::UShort,
            (0, 0, 1, 0, 0 | 1, 0, 0, 0) | (0, 0, 0, 0, 1, 0, 0, 0) => IntType::Int,
            (0, 0, 0 | 1, 0, 0, 1, 0, 0) => IntType::UInt,
            (0, 0, 0 | 1, 1, 0 | 1, 0, 0, 0) => IntType::Long,
            (0, 0, 0 | 1, 1, 0, 1, 0, 0) => IntType::ULong,
            (0, 0, 0 | 1, 2, 0 | 1, 0, 0, 0) => IntType::LongLong,
            (0, 0, 0 | 1, 2, 0, 1, 0, 0) => IntType::ULongLong,
            _ => return None,
        };
        Some(TypeKind::Int(int_type))
    }
}

impl Parser<'_> {
    /// Whether a declaration begins here.
    pub(super) fn at_declaration(&self) -> bool {
        self.begins_type_at(0) || self.at_wdl_storage()
    }

    /// `shared` or `percall` in front of a type.
    pub(super) fn at_wdl_storage(&self) -> bool {
        let storage = self.is_word("shared") || self.is_word("percall");
        storage && !self.is_typedef(&self.peek().spelling()) && self.begins_type_at(1)
    }

    /// Specifiers; at least one token must be there.
    pub(super) fn specifiers(&mut self) -> Parse<Specifiers> {
        let start = self.span();
        let mut storage = (Storage::None, start);
        let mut quals = Quals::default();
        let mut counted = Words::default();
        let mut named: Option<TypeKind> = None;
        let mut align = Vec::new();
        let (mut inferred, mut said_auto) = (false, false);
        let mut mode = Attributes::default();
        loop {
            let token = self.peek().clone();
            if self.at_brackets(0) {
                let attributes = self.attributes()?;
                mode.packed |= attributes.packed;
                align.extend(attributes.align);
                continue;
            }
            let Some(word) = token.ident().cloned() else { break };
            let span = token.span;
            if self.at_wdl_storage() {
                let class = if &*word == "shared" { Storage::Shared } else { Storage::PerCall };
                self.set_storage(&mut storage, class, span);
                self.bump();
                continue;
            }
            let typed = counted.any() || named.is_some();
            match &*word {
                "typedef" => self.set_storage(&mut storage, Storage::Typedef, span),
                "static" => self.set_storage(&mut storage, Storage::Static, span),
                "extern" => self.set_storage(&mut storage, Storage::Extern, span),
                "__auto_type" => {
                    self.one_type(typed, span);
                    inferred = true;
                    named = Some(TypeKind::Error);
                }
                "auto" | "register" => {
                    said_auto |= &*word == "auto";
                    self.set_storage(&mut storage, Storage::Auto, span);
                }
                "inline" | "__inline" | "__inline__" | "_Noreturn" | "__extension__"
                | "_Thread_local" | "__thread" => {}
                "_Atomic" => {
                    if self.peek_at(1).is(Punct::LParen) {
                        self.bump();
                        let open = self.bump().span;
                        let inner = self.nested(Self::type_name)?;
                        self.expect_close(Punct::RParen, open)?;
                        named = Some(TypeKind::TypeofType(Arc::new(inner)));
                        continue;
                    }
                }
                "__attribute__" => {
                    let attributes = self.attributes()?;
                    mode.mode = attributes.mode.or(mode.mode);
                    mode.packed |= attributes.packed;
                    align.extend(attributes.align);
                    continue;
                }
                "_Alignas" | "alignas"
                    if &*word == "_Alignas" || !typed && self.is_new("alignas") =>
                {
                    self.bump();
                    let to = self.align_to()?;
                    align.push(AlignSpec { to, keyword: Some(span) });
                    continue;
                }
                "struct" | "union" => {
                    self.one_type(typed, span);
                    named = Some(self.nested(Self::record)?);
                    continue;
                }
                "enum" => {
                    self.one_type(typed, span);
                    named = Some(self.nested(Self::enumeration)?);
                    continue;
                }
                "typeof" | "__typeof__" => {
                    self.one_type(typed, span);
                    named = Some(self.nested(Self::typeof_)?);
                    continue;
                }
                "typeof_unqual" if !typed && self.is_new("typeof_unqual") => {
                    let kind = self.nested(Self::typeof_)?;
                    let inner = Type { kind, quals: Quals::default(), span };
                    named = Some(TypeKind::Unqualified(Arc::new(inner)));
                    continue;
                }
                word if quals.add(word) => {}
                _ if words::FLOATS.contains(&&*word) => {
                    self.float(span, &format!("type `{word}`"));
                    named = Some(TypeKind::Error);
                    counted = Words::default();
                }
                "__int128" => {
                    let text = "integers have at most 64 bits";
                    self.refuse(code::NOT_WDL, span, text);
                    named = Some(TypeKind::Error);
                }
                _ if matches!(named, Some(TypeKind::Error)) && counted.count(&word) => {
                    counted = Words::default();
                }
                _ if counted.count(&word) => {
                    if named.is_some() {
                        self.one_type(true, span);
                    }
                }
                "bool" if !typed && self.is_new("bool") => _ = counted.count("_Bool"),
                "thread_local" if self.specifies("thread_local") => {}
                "constexpr" if self.specifies("constexpr") => {
                    let text = "`constexpr` is not part of WDL: constants are named with `enum` or `#define`";
                    self.refuse(code::NOT_WDL, span, text);
                    quals.is_const = true;
                }
                "_BitInt" => {
                    let text = "integers have 8, 16, 32 or 64 bits";
                    self.refuse(code::NOT_WDL, span, text);
                    return Err(Reported);
                }
                _ if !typed && self.is_typedef(&word) => {
                    named = Some(TypeKind::Named(Ident { name: word.clone(), span }));
                }
                _ => break,
            }
            self.bump();
        }
        let span = start.to(self.last_span());
        let implicit = named.is_none() && !counted.any();
        inferred |= implicit && said_auto;
        let kind = match named {
            Some(kind) => kind,
            None if implicit => TypeKind::Int(IntType::Int),
            None => counted.kind().unwrap_or_else(|| {
                self.refuse(code::BAD_TYPE, span, "these words do not make a type together");
                TypeKind::Error
            }),
        };
        let base = mode.moded(Type { kind, quals, span });
        let (packed, align) = (mode.packed, align.into());
        Ok(Specifiers { storage: storage.0, base, align, packed, inferred, implicit, span })
    }

    /// Whether a word of C23 is a specifier here, and no name being declared.
    fn specifies(&self, word: &str) -> bool {
        self.is_new(word) && self.peek_at(1).ident().is_some()
    }

    fn set_storage(&mut self, storage: &mut (Storage, Span), class: Storage, span: Span) {
        if storage.0 != Storage::None {
            let text = "a declaration has one storage class at most";
            let label = "the first stands here";
            let diagnostic = Diagnostic::new(code::BAD_SPECIFIER, span, text);
            self.diags.push(diagnostic.label(storage.1, label));
        } else {
            *storage = (class, span);
        }
    }

    fn one_type(&mut self, already: bool, span: Span) {
        if already {
            let text = "a second type in one declaration: expected a name or `;`";
            let mut diagnostic = Diagnostic::new(code::BAD_TYPE, span, text);
            if self.peek().starts_line {
                let behind = self.behind();
                diagnostic.primary.span = behind;
                diagnostic = diagnostic.here("expected a name or `;`");
                diagnostic = diagnostic.suggest(behind, ";", "add the missing semicolon");
            }
            self.diags.push(diagnostic);
        }
    }

    fn typeof_(&mut self) -> Parse<TypeKind> {
        let word = self.bump().spelling();
        let open = self.expect(Punct::LParen, &format!("after `{word}`"))?;
        let kind = if self.begins_type_at(0) {
            TypeKind::TypeofType(Arc::new(self.type_name()?))
        } else {
            TypeKind::TypeofExpr(Arc::new(self.expression()?))
        };
        self.expect_close(Punct::RParen, open)?;
        Ok(kind)
    }

    /// Complains where a type must stand: of an unknown name if one stands there.
    pub(super) fn unknown_type<T>(&mut self, what: &str) -> Parse<T> {
        let token = self.peek().clone();
        let next = self.peek_at(1);
        let named = next.ident().is_some_and(|w| !words::is_keyword(w)) || next.is(Punct::Star);
        let Some(name) = token.ident().filter(|w| named && !words::is_keyword(w)) else {
            return self.expected(what);
        };
        let mut diagnostic =
            Diagnostic::new(code::UNKNOWN_TYPE, token.span, format!("unknown type name `{name}`"))
                .here("no type of this name is known here");
        if let Some(near) = self.nearest_type(name) {
            diagnostic = diagnostic.suggest(token.span, near, "a similar type is named");
        }
        let diagnostic = self.hint(diagnostic);
        self.diags.push(diagnostic);
        Err(Reported)
    }

    /// A type without a name being declared: `sizeof(type)`, casts.
    pub(super) fn type_name(&mut self) -> Parse<Type> {
        if !self.begins_type_at(0) {
            return self.unknown_type("a type");
        }
        let specifiers = self.specifiers()?;
        if specifiers.storage != Storage::None {
            let text = "a storage class has no meaning here";
            self.refuse(code::BAD_SPECIFIER, specifiers.span, text);
        }
        self.no_alignas(&specifiers.align, "types alone");
        let (name, ty) = self.declarator(specifiers.base, true)?;
        self.idle_attributes()?;
        if let Some(name) = name {
            let text = format!("expected a type alone, found the name `{}`", name.name);
            self.refuse(code::BAD_TYPE, name.span, text);
        }
        Ok(ty)
    }
}
