//! The fields of the index: two kinds of rows, a sentence and right behind it the claims found in it.

use super::chars::Grams;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The value of [`Fields::row`] for a sentence; a claim has none.
pub const SENTENCE: &str = "sentence";

/// Stands between the headings of [`Fields::section`].
pub const BELOW: char = '\u{1f}';

/// Stands behind each of the words of [`Fields::words`].
const BETWEEN: char = '\u{1f}';

/// The name under which the tokenizer of words that were cut beforehand is known to the index.
const WORDS_TOKENIZER: &str = "zhishu_words";

/// The name under which the tokenizer of pairs of characters is known to the index.
const GRAMS_TOKENIZER: &str = "zhishu_grams";

/// The fields, by name of what they hold.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Whether the row is a [`SENTENCE`].
    pub row: Field,
    /// The document's id.
    pub document: Field,
    /// What is handed out: the sentence's text and place, or the claim's record; JSON.
    pub stored: Field,
    /// The words of a sentence, long ones and those inside them.
    pub words: Field,
    /// The pairs of characters of a sentence.
    pub text: Field,
    /// The pairs of characters of what a claim measures: a sentence that counts what was asked for goes before one that only
    /// speaks of it.
    pub measured: Field,
    /// The headings of the section that a sentence stands in, the outermost first, [`BELOW`] between them.
    pub section: Field,
    /// The place a claim speaks of.
    pub area: Field,
    /// The unit, folded.
    pub unit: Field,
    /// The unit's dimension.
    pub dimension: Field,
    /// The base unit of the dimension; of an unknown unit the unit itself.
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
    /// The lower end of the value in the base unit, as a float; exact where [`Fields::exact`] is absent.
    pub lower: Field,
    /// The upper end of the value in the base unit where it is another than the lower, as a float; exact where [`Fields::exact`] is
    /// absent.
    pub upper: Field,
    /// Where the value has more digits than a float tells apart: lower and upper end as decimals, a blank between them.
    pub exact: Field,
    /// How many in a hundred such claims are right.
    pub confidence: Field,
}

/// The schema, and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut b = Schema::builder();
    let text = |tokenizer: &str, option, norms| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_fieldnorms(norms)
                .set_index_option(option),
        )
    };
    let value = text("raw", IndexRecordOption::Basic, false);
    let facet = value.clone() | FAST;
    let grams = text(
        GRAMS_TOKENIZER,
        IndexRecordOption::WithFreqsAndPositions,
        false,
    );
    let fields = Fields {
        row: b.add_text_field("row", value),
        document: b.add_text_field("document", facet.clone()),
        stored: b.add_text_field("stored", STORED),
        words: b.add_text_field(
            "words",
            text(WORDS_TOKENIZER, IndexRecordOption::WithFreqs, true),
        ),
        text: b.add_text_field("text", grams.clone()),
        measured: b.add_text_field("measured", grams),
        section: b.add_text_field("section", facet.clone()),
        area: b.add_text_field("area", facet.clone()),
        unit: b.add_text_field("unit", facet.clone()),
        dimension: b.add_text_field("dimension", facet.clone()),
        base_unit: b.add_text_field("base_unit", facet.clone()),
        kind: b.add_text_field("kind", facet.clone()),
        direction: b.add_text_field("direction", facet.clone()),
        status: b.add_text_field("status", facet.clone()),
        bound: b.add_text_field("bound", facet.clone()),
        period: b.add_text_field("period", facet.clone()),
        indicator: b.add_text_field("indicator", TextOptions::from(FAST)),
        indicator_id: b.add_text_field("indicator_id", facet),
        lower: b.add_f64_field("lower", FAST),
        upper: b.add_f64_field("upper", FAST),
        exact: b.add_text_field("exact", TextOptions::from(FAST)),
        confidence: b.add_u64_field("confidence", FAST),
    };
    (b.build(), fields)
}

/// Makes the tokenizers of the fields known to an index.
pub fn register(index: &tantivy::Index) {
    let known = index.tokenizers();
    known.register(WORDS_TOKENIZER, WordsTokenizer);
    known.register(GRAMS_TOKENIZER, GramsTokenizer);
}

/// Words that were cut beforehand as one text, for [`WordsTokenizer`].
pub fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for word in words {
        joined.push_str(word);
        joined.push(BETWEEN);
    }
    joined
}

/// Cuts a text into the words that it was [`joined`] of.
#[derive(Clone)]
pub struct WordsTokenizer;

impl Tokenizer for WordsTokenizer {
    type TokenStream<'a> = WordsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordsStream<'a> {
        WordsStream {
            words: text.split_terminator(BETWEEN),
            token: Token::default(),
        }
    }
}

/// The words of one text.
pub struct WordsStream<'a> {
    words: std::str::SplitTerminator<'a, char>,
    token: Token,
}

impl TokenStream for WordsStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(word);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Cuts a text that was [`super::chars::spread`] into its grams.
#[derive(Clone)]
pub struct GramsTokenizer;

impl Tokenizer for GramsTokenizer {
    type TokenStream<'a> = GramsStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramsStream<'a> {
        GramsStream {
            grams: Grams::of(text),
            token: Token::default(),
        }
    }
}

/// The grams of one text.
pub struct GramsStream<'a> {
    grams: Grams<'a>,
    token: Token,
}

impl TokenStream for GramsStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, first, second)) = self.grams.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push(first);
        self.token.text.extend(second);
        self.token.position = position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_they_were_joined() {
        let joined = joined(["高速", "公路", "高速公路"].into_iter());
        let mut stream = WordsTokenizer;
        let mut stream = stream.token_stream(&joined);
        let mut words = Vec::new();
        while stream.advance() {
            words.push(stream.token().text.clone());
        }
        assert_eq!(words, ["高速", "公路", "高速公路"]);
    }
}
