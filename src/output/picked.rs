//! Some columns of a row, in an order of the user's own.

use super::sheet::{Cell, Column, Row};
use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// Which columns of a row are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    columns: Vec<Column>,
    at: Vec<usize>,
}

impl Choice {
    /// The columns of `all` that are called by `names`, in that order.
    ///
    /// # Errors
    ///
    /// The first name that none of them has.
    pub fn of(all: &[Column], names: &[String]) -> Result<Choice, String> {
        let mut at = Vec::new();
        for name in names {
            let found = all.iter().position(|column| column.name == *name);
            let found = found.ok_or_else(|| name.clone())?;
            if !at.contains(&found) {
                at.push(found);
            }
        }
        let columns = at.iter().map(|i| all[*i].clone()).collect();
        Ok(Choice { columns, at })
    }

    /// The columns that are wanted.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What is wanted of a row.
    pub fn pick<R: Row>(&self, row: R) -> Picked<'_, R> {
        Picked { row, choice: self }
    }
}

/// What is wanted of a row. As JSON it has the keys of the columns, as the whole row has them.
pub struct Picked<'a, R> {
    row: R,
    choice: &'a Choice,
}

impl<R: Row> Row for Picked<'_, R> {
    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells: Vec<Cell> = self.row.cells();
        let at = self.choice.at.iter();
        at.map(|i| {
            let cell = cells.get_mut(*i);
            cell.map_or(Cell::Empty, |cell| std::mem::replace(cell, Cell::Empty))
        })
        .collect()
    }
}

impl<R: Row> Serialize for Picked<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut whole = serde_json::to_value(&self.row).map_err(S::Error::custom)?;
        let mut picked = Map::new();
        for column in &self.choice.columns {
            let value = whole.get_mut(&*column.name).map(Value::take);
            if let Some(value) = value {
                picked.insert(column.name.to_string(), value);
            }
        }
        picked.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Pair {
        a: Vec<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<u8>,
    }

    impl Row for Pair {
        fn cells(&self) -> Vec<Cell<'_>> {
            let b = self.b.map_or(Cell::Empty, |b| Cell::Integer(b.into()));
            vec![Cell::text(format!("{:?}", self.a)), b]
        }
    }

    #[test]
    fn columns_in_the_order_asked_for() {
        let all = Column::texts(&["a", "b"]);
        let names = ["b", "a", "b"].map(str::to_string);
        let choice = Choice::of(&all, &names).unwrap();
        let picked = choice.pick(Pair {
            a: vec![1, 2],
            b: Some(3),
        });
        assert_eq!(picked.cells(), [Cell::Integer(3), Cell::text("[1, 2]")]);
        assert_eq!(
            serde_json::to_string(&picked).unwrap(),
            r#"{"b":3,"a":[1,2]}"#
        );
        let picked = choice.pick(Pair { a: vec![], b: None });
        assert_eq!(serde_json::to_string(&picked).unwrap(), r#"{"a":[]}"#);
        assert_eq!(Choice::of(&all, &["c".to_string()]), Err("c".to_string()));
    }
}
