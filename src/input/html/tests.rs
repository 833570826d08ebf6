//! Pages and what is read of them.

use super::*;

fn read_page(html: &str) -> String {
    match read(html.as_bytes(), None) {
        Ok(page) => page.text,
        Err(_) => panic!("refused: {html}"),
    }
}
