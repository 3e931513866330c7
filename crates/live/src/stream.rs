//! One open answer. Gives ready text; asks for admission again at the moment of sending.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use crate::event::{Admit, Parcel};
use crate::hub::{Shared, resync};
use crate::mailbox::{Ending, Mailbox, Next};

/// The body of a `text/event-stream` answer. Dropping it leaves the hub.
pub struct Stream {
    pub(crate) mailbox: Arc<Mailbox>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) over: bool,
}

/// Waiting frames go out together up to about this many bytes.
const CHUNK: usize = 4096;

impl futures::Stream for Stream {
    type Item = Result<String, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut text = String::new();
        while !self.over && text.len() < CHUNK {
            let next = if text.is_empty() {
                ready!(self.mailbox.poll(cx))
            } else if let Some(next) = self.mailbox.take() {
                next
            } else {
                break;
            };
            match next {
                Next::Notice(notice) => text.push_str(&notice),
                Next::Parcel(parcel) => self.write(&parcel, &mut text),
                Next::End(ending) => {
                    self.over = true;
                    text.push_str(&self.last_word(ending));
                }
            }
        }
        Poll::Ready((!text.is_empty()).then_some(Ok(text)))
    }
}

impl Stream {
    fn write(&self, parcel: &Parcel, text: &mut String) {
        match (self.mailbox.admit)(&parcel.event) {
            Admit::Send if parcel.lasting => {
                text.push_str(&self.id_line(parcel.event.position));
                text.push_str(&parcel.text);
            }
            Admit::Send => text.push_str(&parcel.text),
            Admit::Skip => {}
            Admit::Close => self.mailbox.end(Ending::Gone),
        }
    }

    fn last_word(&self, ending: Ending) -> String {
        match ending {
            Ending::Cut => resync(&self.mailbox.seal, self.shared.newest(), 0),
            Ending::Gone => "event: end\ndata: {}\n\n".to_owned(),
            Ending::Stopped => String::new(),
        }
    }

    fn id_line(&self, position: i64) -> String {
        format!("id: {}\n", self.mailbox.seal.seal(position))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.shared.leave(&self.mailbox);
    }
}
