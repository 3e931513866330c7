//! What travels: events, signals, and the answer whether one may be sent. No content, no names.

use std::sync::Arc;

/// Something changed. Positions come from the change log and are given in its order.
#[derive(Clone, Debug)]
pub struct Event {
    pub position: i64,
    pub kind: Arc<str>,
    pub key: i64,
    /// Where it happened, as far as the kind has a place; 0 means everywhere.
    pub place: i64,
    /// How many people may know of it at most.
    pub reach: usize,
}

impl Event {
    /// Whether both tell of the same thing; how far it reaches may have changed meanwhile.
    pub(crate) fn is(&self, other: &Event) -> bool {
        let name = |event: &Event| (event.position, event.key, event.place);
        name(self) == name(other) && self.kind == other.kind
    }
}

/// Something that matters only now (somebody is typing): never kept, never replayed, dropped first
/// when a reader is slow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    pub kind: Arc<str>,
    pub key: i64,
    pub place: i64,
    /// The person whose doing it is; their own streams do not get it.
    pub from: Option<i64>,
    pub text: String,
}

/// Whose stream it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    pub session: i64,
    pub person: i64,
}

/// Whether an event may go out on a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admit {
    Send,
    Skip,
    /// The session itself is over: the stream ends.
    Close,
}

/// An event or signal with the text that is the same for every stream, made once.
#[derive(Debug)]
pub(crate) struct Parcel {
    pub event: Event,
    pub lasting: bool,
    /// Not for this person's streams.
    pub from: Option<i64>,
    pub text: String,
}

/// The line `id: …` of a frame, in bytes.
const ID_LINE: usize = 27;

impl Parcel {
    /// As it would be on the wire.
    pub fn bytes(&self) -> usize {
        self.text.len() + ID_LINE
    }

    /// `spread_s`: over how many seconds its readers should fetch what they show of it.
    pub fn of_event(event: Event, spread_s: usize) -> Parcel {
        let kind = quoted(&event.kind);
        let (key, place) = (event.key, event.place);
        let data = format!(r#"{{"kind":{kind},"key":{key},"place":{place},"spread":{spread_s}}}"#);
        let text = format!("event: change\ndata: {data}\n\n");
        Parcel {
            event,
            lasting: true,
            from: None,
            text,
        }
    }

    /// A signal is admitted like an event of the same kind, key and place.
    pub fn of_signal(signal: Signal) -> Parcel {
        let Signal {
            kind,
            key,
            place,
            from,
            text,
        } = signal;
        let data = format!(
            r#"{{"key":{key},"place":{place},"text":{}}}"#,
            quoted(&text)
        );
        let text = format!("event: {kind}\ndata: {data}\n\n");
        let event = Event {
            position: 0,
            kind,
            key,
            place,
            reach: 0,
        };
        Parcel {
            event,
            lasting: false,
            from,
            text,
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string has a JSON form")
}
