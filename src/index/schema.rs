//! The fields of the index: two kinds of entries, a sentence and a claim.

use super::chars::chars;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token, TokenStream, Tokenizer};

/// The value of [`Fields::entry`] for a sentence.
pub const SENTENCE: &str = "sentence";
/// The value of [`Fields::entry`] for a claim.
pub const CLAIM: &str = "claim";

/// The name under which the tokenizer of single characters is known to the index.
pub const CHARS_TOKENIZER: &str = "zhishu_chars";

/// The fields, by name of what they hold.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Whether the entry is a [`SENTENCE`] or a [`CLAIM`].
    pub entry: Field,
    /// The document's id.
    pub document: Field,
    /// Document id and sentence number, the same for a sentence and its claims.
    pub sentence_key: Field,
    /// The number of the sentence in its document.
    pub sentence: Field,
    /// Where the sentence or claim starts in its document, in scalar values.
    pub start: Field,
    /// What is handed out: the sentence's text and place, or the claim's record; JSON.
    pub stored: Field,
    /// The words of a sentence, long ones and those inside them.
    pub words: Field,
    /// The single characters of a sentence.
    pub chars: Field,
    /// The single characters of what the claims of a sentence measure: a sentence that counts what was asked for goes before
    /// one that only speaks of it.
    pub measured: Field,
    /// The single characters of the sentence that a claim stands in.
    pub claim_chars: Field,
    /// The heading of the section.
    pub section: Field,
    /// The year of the document.
    pub year: Field,
    /// The place of the document.
    pub place: Field,
    /// The place a claim speaks of; of a sentence those of all its claims.
    pub area: Field,
    /// The unit, folded.
    pub unit: Field,
    /// The unit's dimension.
    pub dimension: Field,
    /// The base unit of the dimension.
    pub base_unit: Field,
    /// The kind of claim.
    pub kind: Field,
    /// Up or down.
    pub direction: Field,
    /// Actual, target or estimate.
    pub status: Field,
    /// How the number bounds the value.
    pub bound: Field,
    /// The time the claim speaks of.
    pub period: Field,
    /// The thing measured.
    pub indicator: Field,
    /// The canonical id of the thing measured.
    pub indicator_id: Field,
    /// The lower end of the value in the base unit, as a float for sorting and ranges only.
    pub lower: Field,
    /// The upper end of the value in the base unit, as a float for sorting and ranges only.
    pub upper: Field,
    /// How many in a hundred such claims are right.
    pub confidence: Field,
}

/// The schema, and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut b = Schema::builder();
    let facet = STRING | FAST;
    let positions = |tokenizer: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let fields = Fields {
        entry: b.add_text_field("entry", STRING),
        document: b.add_text_field("document", facet.clone()),
        sentence_key: b.add_text_field("sentence_key", STRING),
        sentence: b.add_u64_field("sentence", FAST),
        start: b.add_u64_field("start", FAST),
        stored: b.add_text_field("stored", STORED),
        words: b.add_text_field("words", positions("raw")),
        chars: b.add_text_field("chars", positions(CHARS_TOKENIZER)),
        measured: b.add_text_field("measured", positions(CHARS_TOKENIZER)),
        claim_chars: b.add_text_field("claim_chars", positions(CHARS_TOKENIZER)),
        section: b.add_text_field("section", facet.clone()),
        year: b.add_text_field("year", facet.clone()),
        place: b.add_text_field("place", facet.clone()),
        area: b.add_text_field("area", facet.clone()),
        unit: b.add_text_field("unit", facet.clone()),
        dimension: b.add_text_field("dimension", facet.clone()),
        base_unit: b.add_text_field("base_unit", facet.clone()),
        kind: b.add_text_field("kind", facet.clone()),
        direction: b.add_text_field("direction", facet.clone()),
        status: b.add_text_field("status", facet.clone()),
        bound: b.add_text_field("bound", facet.clone()),
        period: b.add_text_field("period", facet.clone()),
        indicator: b.add_text_field("indicator", facet.clone()),
        indicator_id: b.add_text_field("indicator_id", facet),
        lower: b.add_f64_field("lower", FAST | INDEXED),
        upper: b.add_f64_field("upper", FAST | INDEXED),
        confidence: b.add_u64_field("confidence", FAST | INDEXED),
    };
    (b.build(), fields)
}

/// Words that were cut beforehand, in the form that a field takes.
pub fn pre_tokenized<'a>(words: impl Iterator<Item = (usize, &'a str)>) -> PreTokenizedString {
    let tokens = words
        .map(|(position, word)| Token {
            position,
            text: word.to_string(),
            ..Token::default()
        })
        .collect();
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}

/// Cuts a text into the single characters of [`chars`].
#[derive(Clone)]
pub struct CharsTokenizer;

impl Tokenizer for CharsTokenizer {
    type TokenStream<'a> = CharsStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CharsStream {
        CharsStream {
            chars: chars(text).into_iter(),
            token: Token::default(),
        }
    }
}

/// The single characters of one text.
pub struct CharsStream {
    chars: std::vec::IntoIter<super::chars::Char>,
    token: Token,
}

impl TokenStream for CharsStream {
    fn advance(&mut self) -> bool {
        let Some(c) = self.chars.next() else {
            return false;
        };
        self.token.reset();
        self.token.text.push(c.value);
        self.token.position = c.position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
