//! The claims of a question as a file, sent while it is made: memory does not grow with their number.

use super::answer::Answer;
use super::ask::{Ask, Form};
use super::pages::{CLAIM_ORDERS, columns_asked};
use super::problem::Problem;
use super::routes::{answered, asked};
use super::site::Site;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use hyper::body::{Bytes, Frame};
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zhishu::{Format, Head, Record, Window, claims as find, write_rows};

/// How many bytes are sent at once.
const PIECE: usize = 64 * 1024;

/// How many pieces wait for a client that reads slowly.
const AHEAD: usize = 4;

/// How long a client may read nothing before it is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The files that there are: the end of the address, the form of the rows, and the type.
const FORMS: [(&str, Format, &str); 2] = [
    (".csv", Format::Csv, "text/csv; charset=utf-8"),
    (
        ".xlsx",
        Format::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
];

/// How many claims are asked of the index at once.
const AT_ONCE: usize = 2_000;

/// The claims of a question, in the columns and the order that are asked for: so many as `limit` says, or with 0 all.
pub async fn claims(State(site): State<Arc<Site>>, request: Request) -> Answer {
    let path = request.uri().path();
    let form = FORMS.into_iter().find(|(end, ..)| path.ends_with(end));
    let (ask, _) = asked(site.clone(), &request, Form::of(&request));
    let Some((end, format, kind)) = form else {
        return ask.failed(&Problem::no_page());
    };
    let Ok(permit) = site.downloads.clone().try_acquire_owned() else {
        return ask.failed(&Problem::busy());
    };
    let (sender, receiver) = channel(AHEAD);
    let out = Pieces {
        to: sender,
        runtime: Handle::current(),
        held: Vec::with_capacity(PIECE),
    };
    // What is wrong with the question is told before the first byte.
    let answer = answered(ask, move |ask| {
        let rows = Rows::asked(ask)?;
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            rows.write(format, out)
        });
        axum::http::Response::builder()
            .header(CONTENT_TYPE, kind)
            .header(CACHE_CONTROL, "no-cache")
            .header(
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"claims{end}\""),
            )
            .body(Body::new(Sent(receiver)))
            .map_err(|e| Problem::fault(e.to_string()))
    });
    answer.await
}

/// The rows of a download.
struct Rows {
    snapshot: Arc<super::site::Snapshot>,
    question: zhishu::Question<'static>,
    sort: (zhishu::ClaimSort, bool),
    columns: zhishu::Choice,
    offset: usize,
    end: usize,
    total: usize,
}

impl Rows {
    /// What a request asks for.
    fn asked(ask: &mut Ask) -> Result<Rows, Problem> {
        ask.takes_question_and(&["sort", "columns"])?;
        let question = ask.question()?;
        let sort = ask.sort(&CLAIM_ORDERS)?;
        let columns = columns_asked(ask.params())?;
        let offset = ask.params().count("offset", 0, usize::MAX)?;
        let limit = match ask.params().count("limit", 0, usize::MAX)? {
            0 => usize::MAX,
            limit => limit,
        };
        let snapshot = ask.snapshot()?;
        let none = Window {
            offset: 0,
            limit: Some(0),
        };
        let found = find(&snapshot.reader, &question, sort.0, sort.1, none);
        let total = found.map_err(|e| ask.blamed(e))?.total;
        Ok(Rows {
            snapshot,
            question,
            sort,
            columns,
            offset,
            end: offset.saturating_add(limit).min(total),
            total,
        })
    }

    /// Writes them; a client that went away ends it.
    fn write(self, format: Format, mut out: Pieces) {
        let head = Head {
            total: self.total,
            offset: self.offset,
            ..Head::default()
        };
        let parts = (self.offset..self.end).step_by(AT_ONCE);
        let rows = parts.flat_map(|offset| match self.part(offset) {
            Ok(records) => records.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        });
        let rows = rows.map(|row| row.map(|record| self.columns.pick(record)));
        let written = write_rows(&head, self.columns.columns(), rows, format, &mut out);
        if let Err(error) = written.and_then(|_| out.flush()) {
            // The answer has begun: all that can be told is that it is not whole.
            out.fail(error);
        }
    }

    fn part(&self, offset: usize) -> io::Result<Vec<Record>> {
        let window = Window {
            offset,
            limit: Some(AT_ONCE.min(self.end - offset)),
        };
        let (sort, descending) = self.sort;
        let hits = find(
            &self.snapshot.reader,
            &self.question,
            sort,
            descending,
            window,
        );
        let hits = hits.map_err(io::Error::other)?;
        let records = hits.items.iter().map(Record::from_hit);
        Ok(records.collect::<Result<_, _>>()?)
    }
}

/// The way of what is written to the client, in pieces.
struct Pieces {
    to: Sender<io::Result<Bytes>>,
    runtime: Handle,
    held: Vec<u8>,
}

impl Pieces {
    fn send(&mut self, piece: io::Result<Bytes>) -> io::Result<()> {
        let sent = self.to.send_timeout(piece, PATIENCE);
        let sent = self.runtime.block_on(sent);
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }

    fn fail(&mut self, error: io::Error) {
        let _ = self.send(Err(error));
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.held, Vec::with_capacity(PIECE));
        self.send(Ok(piece.into()))
    }
}

/// The body of an answer that comes in pieces.
struct Sent(Receiver<io::Result<Bytes>>);

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = self.0.poll_recv(context);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
