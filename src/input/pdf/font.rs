//! The fonts of a PDF as far as its text asks for them: from the codes of a string to characters and widths.

use super::character;
use super::encoding;
use super::stream::Budget;
use super::typeface;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What one code of a string shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// The characters; `None` where the font does not tell them.
    pub text: Option<Rc<str>>,
    /// How far the pen moves, in parts of the font's size.
    pub advance: f64,
    /// Whether it is the single byte 32, which word spacing widens.
    pub is_space: bool,
}

/// A font.
pub(super) struct Font {
    codes: Codes,
    to_unicode: ToUnicode,
    /// Whether lines run from top to bottom.
    pub vertical: bool,
    known: RefCell<FxHashMap<(u32, u8), Shown>>,
}

/// How codes are read.
enum Codes {
    /// One byte each.
    Single {
        chars: Box<[Option<char>; 256]>,
        widths: Box<[f64; 256]>,
    },
    /// One to four bytes each, by a CMap that gives the CIDs.
    Composite {
        cids: Box<CMap>,
        /// Whether the codes are characters in UTF-16 themselves.
        utf_16: bool,
        /// CID to character: of a character collection, or of the embedded font.
        chars: Option<Collection>,
        widths: FxHashMap<u32, f64>,
        default_width: f64,
    },
}

/// What tells the characters of CIDs where the document does not.
enum Collection {
    Named(Box<CMap>),
    Embedded(FxHashMap<u32, char>),
}

/// What the document says of the characters.
enum ToUnicode {
    Nothing,
    Identity,
    Map(Box<CMap>),
}

impl Font {
    /// Reads a font's dictionary. Whatever is missing or damaged, there is a font: one that tells fewer characters.
    pub fn new(dict: &Dict<'_>, budget: &Budget) -> Font {
        let subtype = dict.get::<Name<'_>>("Subtype");
        let composite = subtype.as_deref() == Some(b"Type0");
        let (codes, vertical) = if composite {
            composite_codes(dict, budget)
        } else {
            (single_codes(dict, budget), false)
        };
        Font {
            codes,
            to_unicode: to_unicode(dict, budget),
            vertical,
            known: RefCell::default(),
        }
    }

    /// Calls `show` with what each code of a string shows, in order.
    pub fn show(&self, string: &[u8], mut show: impl FnMut(&Shown)) {
        let mut known = self.known.borrow_mut();
        let mut rest = string;
        while !rest.is_empty() {
            let (code, length) = self.next_code(rest);
            rest = rest.get(usize::from(length)..).unwrap_or_default();
            let shown = known
                .entry((code, length))
                .or_insert_with(|| self.shown(code, length));
            show(shown);
        }
    }

    fn next_code(&self, bytes: &[u8]) -> (u32, u8) {
        let Codes::Composite { cids, .. } = &self.codes else {
            return (bytes.first().copied().unwrap_or(0).into(), 1);
        };
        let mut code = 0;
        for (byte, length) in bytes.iter().take(4).zip(1u8..) {
            code = code << 8 | u32::from(*byte);
            if cids.lookup_cid_code(code, length).is_some() {
                return (code, length);
            }
        }
        // A code outside the map: two bytes, as nearly all of these maps have.
        let pair = bytes.iter().take(2);
        let length = pair.len() as u8;
        (pair.fold(0, |code, b| code << 8 | u32::from(*b)), length)
    }

    fn shown(&self, code: u32, length: u8) -> Shown {
        let (char, width) = match &self.codes {
            Codes::Single { chars, widths } => {
                let at = (code & 0xff) as usize;
                (chars[at].map(String::from), widths[at])
            }
            Codes::Composite {
                cids,
                utf_16,
                chars,
                widths,
                default_width,
            } => {
                let cid = cids.lookup_cid_code(code, length).unwrap_or(0);
                let char = if *utf_16 && length <= 2 {
                    char::from_u32(code).map(String::from)
                } else {
                    chars.as_ref().and_then(|c| c.text(cid))
                };
                (char, widths.get(&cid).copied().unwrap_or(*default_width))
            }
        };
        let text = self.said(code).or(char).map(|text| {
            let mut out = String::new();
            text.chars().for_each(|c| character::push(c, &mut out));
            Rc::from(out)
        });
        Shown {
            text,
            advance: width,
            is_space: length == 1 && code == 32,
        }
    }

    /// What the document says that a code means.
    fn said(&self, code: u32) -> Option<String> {
        let text = match &self.to_unicode {
            ToUnicode::Nothing => return None,
            ToUnicode::Identity => char::from_u32(code)?.to_string(),
            ToUnicode::Map(map) => text_of(map, code)?,
        };
        let tells = |c: char| c != '\0' && c != '\u{fffd}';
        (!text.is_empty() && text.chars().any(tells)).then_some(text)
    }
}

impl Collection {
    fn text(&self, cid: u32) -> Option<String> {
        match self {
            Collection::Named(map) => text_of(map, cid),
            Collection::Embedded(chars) => chars.get(&cid).map(|c| c.to_string()),
        }
    }
}

fn text_of(map: &CMap, code: u32) -> Option<String> {
    match map.lookup_bf_string(code)? {
        BfString::Char(c) => Some(c.to_string()),
        BfString::String(text) => Some(text),
    }
}

fn to_unicode(dict: &Dict<'_>, budget: &Budget) -> ToUnicode {
    match dict.get::<Object<'_>>("ToUnicode") {
        Some(Object::Stream(stream)) => budget
            .unpack(&stream)
            .and_then(|data| CMap::parse(&data, load_embedded))
            .map_or(ToUnicode::Nothing, |map| ToUnicode::Map(Box::new(map))),
        Some(Object::Name(name)) if name.starts_with(b"Identity") => ToUnicode::Identity,
        _ => ToUnicode::Nothing,
    }
}

fn single_codes(dict: &Dict<'_>, budget: &Budget) -> Codes {
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let base = dict.get::<Name<'_>>("BaseFont");
    let base = base.as_ref().map_or("", |n| n.as_str());
    let type_3 = dict.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type3");

    let encoding = dict.get::<Object<'_>>("Encoding");
    let (name, differences) = match &encoding {
        Some(Object::Name(name)) => (Some(name.clone()), None),
        Some(Object::Dict(encoding)) => (
            encoding.get::<Name<'_>>("BaseEncoding"),
            encoding.get::<Array<'_>>("Differences"),
        ),
        _ => (None, None),
    };
    // The codes of a symbolic font that is embedded without an encoding mean what the font says, not what is common.
    let flags = descriptor.get::<i32>("Flags").unwrap_or(0);
    let embedded = ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| descriptor.contains_key(key));
    let own = type_3 || embedded && flags & 4 != 0;
    let named = name.and_then(|n| encoding::named(&n));
    let mut chars = Box::new([None; 256]);
    if named.is_some() || !own {
        let of = named.unwrap_or(encoding::standard);
        (0u8..=255)
            .zip(chars.iter_mut())
            .for_each(|(code, c)| *c = of(code));
    } else if let Some(file) = descriptor.get::<Stream<'_>>("FontFile2")
        && let Some(data) = budget.unpack(&file)
    {
        for (code, c) in typeface::symbols(&data) {
            chars[usize::from(code)] = Some(c);
        }
    }
    let mut code = 0usize;
    for item in differences.iter().flat_map(Array::iter::<Object<'_>>) {
        match item {
            Object::Number(n) => code = usize::try_from(n.as_i64()).unwrap_or(0),
            Object::Name(name) => {
                if let Some(c) = chars.get_mut(code) {
                    *c = encoding::glyph(name.as_str());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }

    let missing = descriptor.get::<f32>("MissingWidth").map(f64::from);
    let usual = if base.contains("Courier") {
        600.0
    } else {
        500.0
    };
    let listed = dict.get::<Array<'_>>("Widths");
    let default = missing.unwrap_or(if listed.is_some() { 0.0 } else { usual });
    // The widths of a Type 3 font are in a space of its own.
    let scale = if type_3 {
        let matrix = dict.get::<Array<'_>>("FontMatrix");
        let first = matrix.and_then(|m| m.iter::<f32>().next());
        f64::from(first.unwrap_or(0.001)).abs()
    } else {
        0.001
    };
    let mut widths = Box::new([default * scale; 256]);
    let first = dict.get::<i32>("FirstChar").unwrap_or(0);
    let from = usize::try_from(first).unwrap_or(0).min(256);
    let listed = listed.iter().flat_map(Array::iter::<f32>);
    for (width, listed) in widths[from..].iter_mut().zip(listed) {
        *width = f64::from(listed) * scale;
    }
    Codes::Single { chars, widths }
}

/// The codes of a composite font, and whether it is written from top to bottom.
fn composite_codes(dict: &Dict<'_>, budget: &Budget) -> (Codes, bool) {
    let descendants = dict.get::<Array<'_>>("DescendantFonts");
    let descendant = descendants.and_then(|a| a.iter::<Dict<'_>>().next());
    let descendant = descendant.unwrap_or_default();

    let mut utf_16 = false;
    let cids = match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(name)) => {
            utf_16 = name.windows(4).any(|w| w == b"UCS2" || w == b"UTF1");
            match CMapName::from_bytes(&name) {
                CMapName::IdentityH => None,
                CMapName::IdentityV => Some(CMap::identity_v()),
                name => load_embedded(name).and_then(|data| CMap::parse(data, load_embedded)),
            }
        }
        Some(Object::Stream(stream)) => budget
            .unpack(&stream)
            .and_then(|data| CMap::parse(&data, load_embedded)),
        _ => None,
    };
    let cids = cids.unwrap_or_else(CMap::identity_h);
    let vertical = cids.metadata().writing_mode == Some(WritingMode::Vertical);

    let chars = collection(&descendant, &cids, dict.contains_key("ToUnicode"), budget);
    let default_width = descendant.get::<f32>("DW").unwrap_or(1000.0);
    let codes = Codes::Composite {
        cids: Box::new(cids),
        utf_16,
        chars,
        widths: composite_widths(&descendant),
        default_width: f64::from(default_width) * 0.001,
    };
    (codes, vertical)
}

/// What tells the characters of a composite font: its character collection, or the font that is embedded.
fn collection(
    descendant: &Dict<'_>,
    cids: &CMap,
    is_told: bool,
    budget: &Budget,
) -> Option<Collection> {
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo");
    let ordering = info
        .as_ref()
        .and_then(|i| i.get::<hayro_syntax::object::String<'_>>("Ordering"));
    let ordering = ordering.as_ref().map_or(&b""[..], |o| o.as_bytes());
    let family = cids.metadata().character_collection.as_ref();
    let name = match (ordering, family.map(|c| &c.family)) {
        (b"GB1", _) | (_, Some(CidFamily::AdobeGB1)) => CMapName::AdobeGb1Ucs2,
        (b"CNS1", _) | (_, Some(CidFamily::AdobeCNS1)) => CMapName::AdobeCns1Ucs2,
        (b"Japan1", _) | (_, Some(CidFamily::AdobeJapan1)) => CMapName::AdobeJapan1Ucs2,
        (b"Korea1", _) | (_, Some(CidFamily::AdobeKorea1)) => CMapName::AdobeKorea1Ucs2,
        _ if is_told => return None,
        _ => {
            let descriptor = descendant.get::<Dict<'_>>("FontDescriptor")?;
            let file = descriptor.get::<Stream<'_>>("FontFile2")?;
            let chars = typeface::characters(&budget.unpack(&file)?);
            let glyphs = descendant.get::<Stream<'_>>("CIDToGIDMap");
            let glyphs = glyphs.and_then(|stream| budget.unpack(&stream));
            return Some(Collection::Embedded(match glyphs {
                None => chars,
                Some(map) => (0u32..)
                    .zip(map.chunks_exact(2))
                    .filter_map(|(cid, glyph)| {
                        let glyph = u16::from_be_bytes([glyph[0], glyph[1]]);
                        Some((cid, *chars.get(&glyph.into())?))
                    })
                    .collect(),
            }));
        }
    };
    let data = load_embedded(name)?;
    CMap::parse(data, load_embedded).map(|map| Collection::Named(Box::new(map)))
}

/// The widths that a composite font lists, by CID: `first [w w w]` or `first last w`.
fn composite_widths(descendant: &Dict<'_>) -> FxHashMap<u32, f64> {
    let mut widths = FxHashMap::default();
    let listed = descendant.get::<Array<'_>>("W");
    let mut items = listed.iter().flat_map(Array::iter::<Object<'_>>);
    let number = |object: Option<Object<'_>>| match object {
        Some(Object::Number(n)) => Some(n.as_f64()),
        _ => None,
    };
    while let Some(first) = number(items.next()) {
        let first = first.max(0.0) as u32;
        match items.next() {
            Some(Object::Array(each)) => {
                for (cid, width) in (first..=0xffff).zip(each.iter::<f32>()) {
                    widths.insert(cid, f64::from(width) * 0.001);
                }
            }
            Some(Object::Number(last)) => {
                let Some(width) = number(items.next()) else {
                    break;
                };
                let last = (last.as_f64().max(0.0) as u32).min(0xffff);
                for cid in first..=last {
                    widths.insert(cid, width * 0.001);
                }
            }
            _ => break,
        }
    }
    widths
}
