//! Which characters the glyphs of an embedded TrueType font draw, by the font's own `cmap` table. It is asked where the
//! document itself does not tell.

use rustc_hash::FxHashMap;

/// The most glyphs that a font has.
const GLYPHS: usize = 65_536;

/// The character of each glyph, the first one where it draws several.
pub(super) fn characters(font: &[u8]) -> FxHashMap<u32, char> {
    let mut chars = FxHashMap::default();
    for (platform, encoding, table) in subtables(font) {
        if platform == 0 || platform == 3 && matches!(encoding, 1 | 10) {
            each(table, |code, glyph| {
                if let Some(c) = char::from_u32(code) {
                    chars.entry(glyph).or_insert(c);
                }
            });
        }
    }
    chars
}

/// The character of each byte in a symbol font: its table names the glyphs by U+F000 and the byte, and where another
/// table knows the same glyph as a character, it is that one.
pub(super) fn symbols(font: &[u8]) -> Vec<(u8, char)> {
    let chars = characters(font);
    let mut out = Vec::new();
    for (platform, encoding, table) in subtables(font) {
        if (platform, encoding) == (3, 0) || platform == 1 {
            each(table, |code, glyph| {
                let byte = (code & 0xff) as u8;
                if (code < 0x100 || code & 0xff00 == 0xf000)
                    && let Some(c) = chars.get(&glyph)
                {
                    out.push((byte, *c));
                }
            });
        }
    }
    out
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(bytes, at)?) << 16 | u32::from(u16_at(bytes, at.checked_add(2)?)?))
}

/// The tables that map codes to glyphs, each with its platform and encoding.
fn subtables(font: &[u8]) -> Vec<(u16, u16, &[u8])> {
    let tables = usize::from(u16_at(font, 4).unwrap_or(0));
    let cmap = (0..tables)
        .map(|i| 12 + 16 * i)
        .find(|at| font.get(*at..at + 4) == Some(b"cmap"))
        .and_then(|at| font.get(u32_at(font, at + 8)? as usize..));
    let Some(cmap) = cmap else {
        return Vec::new();
    };
    let count = usize::from(u16_at(cmap, 2).unwrap_or(0)).min(64);
    (0..count)
        .filter_map(|i| {
            let at = 4 + 8 * i;
            let table = cmap.get(u32_at(cmap, at + 4)? as usize..)?;
            Some((u16_at(cmap, at)?, u16_at(cmap, at + 2)?, table))
        })
        .collect()
}

/// Calls `with` for each code and its glyph in a table of format 0, 4, 6 or 12; others and damaged ones give less.
fn each(table: &[u8], mut with: impl FnMut(u32, u32)) {
    match u16_at(table, 0) {
        Some(0) => {
            let glyphs = table.get(6..).unwrap_or_default().iter().take(256);
            for (code, glyph) in (0..).zip(glyphs) {
                with(code, u32::from(*glyph));
            }
        }
        Some(4) => _ = segments(table, with),
        Some(6) => {
            let (first, count) = (u16_at(table, 6).unwrap_or(0), u16_at(table, 8).unwrap_or(0));
            for i in 0..count {
                if let Some(glyph) = u16_at(table, 10 + 2 * usize::from(i)) {
                    with(u32::from(first) + u32::from(i), u32::from(glyph));
                }
            }
        }
        Some(12) => {
            let groups = u32_at(table, 12).unwrap_or(0);
            let mut left = GLYPHS;
            for i in 0..groups as usize {
                let at = 16 + 12 * i;
                let (Some(first), Some(last), Some(glyph)) = (
                    u32_at(table, at),
                    u32_at(table, at + 4),
                    u32_at(table, at + 8),
                ) else {
                    return;
                };
                for code in first..=last {
                    if left == 0 {
                        return;
                    }
                    left -= 1;
                    with(code, glyph.saturating_add(code - first));
                }
            }
        }
        _ => {}
    }
}

/// Format 4: segments of codes, each with a distance to the glyphs or a place in a list of them.
fn segments(table: &[u8], mut with: impl FnMut(u32, u32)) -> Option<()> {
    let count = usize::from(u16_at(table, 6)? / 2);
    let mut left = GLYPHS;
    for i in 0..count {
        let last = u16_at(table, 14 + 2 * i)?;
        let first = u16_at(table, 16 + 2 * (count + i))?;
        let delta = u16_at(table, 16 + 2 * (2 * count + i))?;
        let at = 16 + 2 * (3 * count + i);
        let offset = u16_at(table, at)?;
        for code in first..=last {
            left = left.checked_sub(1)?;
            let glyph = if offset == 0 {
                code.wrapping_add(delta)
            } else {
                let place = at + usize::from(offset) + 2 * usize::from(code - first);
                match u16_at(table, place) {
                    Some(0) | None => continue,
                    Some(glyph) => glyph.wrapping_add(delta),
                }
            };
            if code != 0xffff {
                with(code.into(), glyph.into());
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of nothing but one table of format 4 that maps 中 and 国 to glyphs 3 and 4.
    fn font(platform: u16, encoding: u16, first: u16) -> Vec<u8> {
        let words = |w: &[u16]| w.iter().flat_map(|w| w.to_be_bytes()).collect::<Vec<u8>>();
        let delta = 3u16.wrapping_sub(first);
        let segments = words(&[
            4,
            32,
            0,
            4,
            0,
            0,
            0,
            first + 1,
            0xffff,
            0,
            first,
            0xffff,
            delta,
            1,
            0,
            0,
        ]);
        let mut font = words(&[0, 1, 1, 0, 0, 0]);
        font.extend(b"cmap\0\0\0\0\0\0\0\x1c\0\0\0\x40");
        font.extend(words(&[0, 1, platform, encoding, 0, 12]));
        font.extend(segments);
        font
    }

    #[test]
    fn glyphs_have_the_characters_that_the_font_says() {
        let chars = characters(&font(3, 1, 0x4e2d));
        assert_eq!((chars.get(&3), chars.get(&4)), (Some(&'中'), Some(&'丮')));
        assert!(characters(&font(1, 0, 0x4e2d)).is_empty());
    }

    #[test]
    fn a_damaged_font_says_less() {
        let font = font(3, 1, 0x4e2d);
        for end in 0..font.len() {
            assert!(characters(&font[..end]).len() <= 2);
            assert!(symbols(&font[..end]).is_empty());
        }
    }
}
