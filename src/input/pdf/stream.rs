//! Unpacking the streams of a PDF within a budget: a small file may unpack to any length.

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use hayro_syntax::object::dict::keys::{DECODE_PARMS, DP};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::inflate::{DecompressError, TINFLStatus, decompress_to_vec_with_limit};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};
use std::borrow::Cow;
use std::cell::Cell;

/// How many bytes all streams of a document may unpack to. Text of a thousand pages unpacks to some 50 MB.
const UNPACKED: usize = 512 << 20;

/// How many bytes the streams that hold objects (compressed structure) may unpack to.
const OBJECTS: usize = 256 << 20;

/// The most that one byte of a packed stream unpacks to (deflate 1,032, LZW less than 1,400).
const EXPANSION: usize = 1_400;

/// What is left of the bytes to unpack, and whether what was unpacked is whole.
pub(super) struct Budget {
    left: Cell<usize>,
    damaged: Cell<bool>,
}

impl Budget {
    /// A whole budget.
    pub fn new() -> Budget {
        Budget {
            left: Cell::new(UNPACKED),
            damaged: Cell::new(false),
        }
    }

    /// Whether nothing is left.
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Whether some stream could not be read to its end.
    pub fn is_damaged(&self) -> bool {
        self.damaged.get()
    }

    /// Notes that something is missing.
    pub fn miss(&self) {
        self.damaged.set(true);
    }

    /// The content of a stream, as much of it as can be read; `None` for an image, an unknown filter, or where the budget
    /// does not reach.
    pub fn unpack(&self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        let filters = stream.filters();
        let unpacks = |f: &&Filter| {
            matches!(
                f,
                Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode
            )
        };
        let plain = !stream.dict().contains_key(DECODE_PARMS) && !stream.dict().contains_key(DP);
        let content = match (filters.as_slice(), filters.iter().filter(unpacks).count()) {
            ([Filter::FlateDecode], _) if plain => self.inflate(&stream.raw_data())?,
            (_, 0) => self.decoded(stream)?,
            (_, 1) if stream.raw_data().len().saturating_mul(EXPANSION) <= self.left.get() => {
                self.decoded(stream)?
            }
            // A stream packed twice is none that a program for office work writes.
            _ => return None,
        };
        let Some(left) = self.left.get().checked_sub(content.len()) else {
            self.left.set(0);
            return None;
        };
        self.left.set(left);
        Some(content)
    }

    fn decoded(&self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        let content = stream.decoded_data().ok();
        self.damaged.set(self.damaged.get() || content.is_none());
        content.map(Cow::into_owned)
    }

    /// Deflated data with or without its head, up to where it is damaged. A wrong checksum behind it is no damage, nor is
    /// none at all.
    fn inflate(&self, data: &[u8]) -> Option<Vec<u8>> {
        let limit = self.left.get();
        let has_head = |h: &[u8; 2]| h[0] & 15 == 8 && u16::from_be_bytes(*h).is_multiple_of(31);
        let body = match data.first_chunk::<2>() {
            Some(head) if has_head(head) => &data[2..],
            _ => data,
        };
        let content = match decompress_to_vec_with_limit(body, limit) {
            Ok(content) => content,
            Err(DecompressError { status, output }) => {
                if status != TINFLStatus::HasMoreOutput {
                    self.damaged.set(true);
                }
                output
            }
        };
        if content.len() >= limit {
            self.left.set(0);
            return None;
        }
        Some(content)
    }
}

/// Whether the streams that hold objects of the file unpack to more than can be meant. The parser unpacks them whole as it
/// opens the file, so that this is asked before.
pub(super) fn is_bomb(bytes: &[u8]) -> bool {
    let mut left = OBJECTS;
    let mut last = 0;
    for name in [&b"/ObjStm"[..], b"/XRef"] {
        for at in places(bytes, name) {
            let near = &bytes[at..bytes.len().min(at + 2_000)];
            let Some(start) = places(near, b"stream").next() else {
                continue;
            };
            let dict = &bytes[at.saturating_sub(1_000).max(last)..at + start];
            let others = ["/LZWDecode", "/RunLengthDecode"];
            let twice = places(dict, b"/FlateDecode").count() > 1;
            if twice && places(dict, b"obj").count() < 2
                || others
                    .iter()
                    .any(|f| places(dict, f.as_bytes()).next().is_some())
            {
                return true;
            }
            let data = bytes[at + start + 6..].trim_ascii_start();
            last = at + start;
            match left.checked_sub(unpacked_length(data, left)) {
                None | Some(0) => return true,
                Some(rest) => left = rest,
            }
        }
    }
    false
}

/// How long deflated data is when unpacked, at most `limit`; 0 for other data.
fn unpacked_length(data: &[u8], limit: usize) -> usize {
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let mut out = vec![0; 1 << 16];
    let (mut read, mut length) = (0, 0);
    while length < limit {
        let step = inflate(&mut state, &data[read..], &mut out, MZFlush::None);
        read += step.bytes_consumed;
        length += step.bytes_written;
        let stuck = step.bytes_consumed == 0 && step.bytes_written == 0;
        match step.status {
            Ok(MZStatus::Ok) if !stuck => {}
            Err(MZError::Buf) if !stuck => {}
            _ => return length,
        }
    }
    limit
}

/// Where `name` stands in `bytes`.
fn places<'a>(bytes: &'a [u8], name: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = name.first().copied().unwrap_or(b'/');
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(next) = bytes.get(from..)?.iter().position(|b| *b == first) {
            let at = from + next;
            from = at + 1;
            if bytes[at..].starts_with(name) {
                return Some(at);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    #[test]
    fn data_without_head_or_checksum_is_whole_and_cut_data_is_not() {
        let text = "全年粮食产量稳步提高。".repeat(40).into_bytes();
        let packed = compress_to_vec_zlib(&text, 6);
        let of = |data: &[u8]| {
            let budget = Budget::new();
            let content = budget.inflate(data).unwrap();
            (content == text, budget.is_damaged())
        };
        assert_eq!(of(&packed), (true, false));
        assert_eq!(of(&packed[..packed.len() - 4]), (true, false));
        assert_eq!(of(&compress_to_vec(&text, 6)), (true, false));
        assert_eq!(of(&packed[..packed.len() - 9]), (false, true));
    }

    #[test]
    fn objects_that_unpack_without_end_are_told_before() {
        let file = |length: usize| {
            let mut out = b"1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n".to_vec();
            out.extend(compress_to_vec_zlib(&vec![b' '; length], 1));
            out
        };
        assert!(!is_bomb(&file(1 << 20)));
        assert!(is_bomb(&file(OBJECTS + 1)));
        assert!(is_bomb(
            b"<</Type/ObjStm/Filter[/FlateDecode/FlateDecode]>>stream\n"
        ));
        assert!(!is_bomb(b"%PDF-1.7\n1 0 obj<</Type/XRef"));
    }
}
