//! What readers see, through the hub's own door.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use futures::{FutureExt, StreamExt};
use kernel::{Clock, Time};

use crate::{Admit, Event, Hub, Join, Joined, Limits, Seal, Signal, Stream, Tag};

const ADA: Tag = Tag {
    session: 1,
    person: 10,
};
const BO: Tag = Tag {
    session: 2,
    person: 20,
};

fn hub() -> Hub {
    Hub::new(Limits::default(), Clock::fixed(Time(0)), 0)
}

fn seal() -> Seal {
    Seal::new([7; 32])
}

fn join(tag: Tag, after: Option<i64>) -> Join {
    Join {
        tag,
        after,
        seal: seal(),
        admit: Arc::new(|_| Admit::Send),
    }
}

fn live(hub: &Hub, join: Join) -> Stream {
    match hub.join(join) {
        Joined::Live(stream) => stream,
        Joined::Full => panic!("refused"),
    }
}

fn event(position: i64) -> Event {
    Event {
        position,
        kind: "thing.new".into(),
        key: 900 + position,
        place: 5,
        reach: usize::MAX,
    }
}

/// Everything that can be read without waiting.
fn waiting(stream: &mut Stream) -> String {
    let mut text = String::new();
    while let Some(Some(Ok(chunk))) = stream.next().now_or_never() {
        text.push_str(&chunk);
    }
    text
}

fn positions(text: &str) -> Vec<i64> {
    let ids = text.lines().filter_map(|line| line.strip_prefix("id: "));
    ids.map(|id| seal().open(id).unwrap()).collect()
}

#[tokio::test]
async fn a_frame_names_what_changed_and_hides_the_position() {
    let hub = hub();
    let mut stream = live(&hub, join(ADA, None));
    hub.publish(&[event(4711)]);
    let text = waiting(&mut stream);
    let id = seal().seal(4711);
    let data = r#"{"kind":"thing.new","key":5611,"place":5,"spread":0}"#;
    assert_eq!(
        text,
        format!("retry: 1000\n\nid: {id}\nevent: change\ndata: {data}\n\n")
    );
    assert!(!text.contains("4711"));
}

#[tokio::test]
async fn a_reader_goes_on_after_its_position_and_gets_nothing_twice() {
    let hub = hub();
    hub.publish(&[event(1), event(2), event(3)]);
    let mut stream = live(&hub, join(ADA, Some(1)));
    hub.publish(&[event(3), event(4)]);
    hub.publish(&[event(4)]);
    assert_eq!(positions(&waiting(&mut stream)), [2, 3, 4]);
    let mut ahead = live(&hub, join(ADA, Some(6)));
    hub.publish(&[event(5), event(6), event(7)]);
    assert_eq!(
        positions(&waiting(&mut ahead)),
        [7],
        "the page was read at 6"
    );
}

#[tokio::test]
async fn what_is_too_old_to_replay_is_a_resync() {
    let clock = Clock::fixed(Time(0));
    let hub = Hub::new(
        Limits {
            ring_events: 3,
            ..Limits::default()
        },
        clock.clone(),
        100,
    );
    let mut before = live(&hub, join(ADA, Some(99)));
    assert!(
        waiting(&mut before).contains("event: resync"),
        "nothing is known before 100"
    );
    hub.publish(&[event(101), event(102), event(103), event(104)]);
    let mut kept = live(&hub, join(ADA, Some(101)));
    assert_eq!(positions(&waiting(&mut kept)), [102, 103, 104]);
    let mut lost = live(&hub, join(ADA, Some(100)));
    let text = waiting(&mut lost);
    assert!(
        text.contains("event: resync") && !text.contains("change"),
        "{text}"
    );
    assert_eq!(positions(&text), [104], "and goes on from here");
    clock.advance(601 * Time::SECOND_US);
    let mut late = live(&hub, join(ADA, Some(103)));
    assert!(
        waiting(&mut late).contains("resync"),
        "older than ten minutes"
    );
    let mut current = live(&hub, join(ADA, Some(104)));
    assert!(!waiting(&mut current).contains("resync"));
    assert_eq!(hub.stats().resynced, 3);
}

/// Pages, every other one of them old, are joined while another thread writes: what a page does not show comes by the
/// stream, each position once and in order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_between_reading_a_page_and_joining() {
    const LAST: i64 = 400;
    let limits = Limits {
        slice: 100,
        pause: Duration::from_micros(50),
        ..Limits::default()
    };
    let hub = Hub::new(limits, Clock::system(), 0);
    let (table, done) = (
        Arc::new(AtomicI64::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let writer = {
        let (hub, table, done) = (hub.clone(), table.clone(), done.clone());
        std::thread::spawn(move || {
            for position in 1..=LAST {
                table.store(position, Ordering::SeqCst);
                hub.publish(&[event(position)]);
                std::thread::sleep(Duration::from_micros(20));
            }
            done.store(true, Ordering::SeqCst);
        })
    };
    let mut readers = Vec::new();
    while !done.load(Ordering::SeqCst) && readers.len() < 150 {
        let page = table.load(Ordering::SeqCst) - 100 * (readers.len() as i64 % 2);
        let page = page.max(0);
        let tag = Tag {
            session: readers.len() as i64,
            person: 1,
        };
        readers.push((page, live(&hub, join(tag, Some(page)))));
        std::thread::sleep(Duration::from_micros(50));
    }
    writer.join().unwrap();
    for (page, stream) in &mut readers {
        let text = waiting(stream);
        assert_eq!(positions(&text), (*page + 1..=LAST).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_slow_reader_is_cut_at_its_bound_and_told_to_look_again() {
    let hub = hub();
    let (mut slow, mut quick) = (live(&hub, join(ADA, None)), live(&hub, join(BO, None)));
    let mut read = 0;
    for position in 1..=1000 {
        hub.publish(&[event(position)]);
        read += positions(&waiting(&mut quick)).len();
    }
    assert_eq!(read, 1000);
    let text = waiting(&mut slow);
    assert_eq!(positions(&text), [1000]);
    assert!(
        text.ends_with("event: resync\ndata: {\"spread\":0}\n\n"),
        "{text}"
    );
    assert!(slow.next().await.is_none(), "and the stream has ended");
    assert_eq!(hub.stats().cut, 1);
}

#[tokio::test]
async fn a_reader_within_its_bound_is_not_cut() {
    let hub = hub();
    let mut stream = live(&hub, join(ADA, None));
    let all: Vec<_> = (1..=500).map(event).collect();
    hub.publish(&all);
    assert_eq!(positions(&waiting(&mut stream)).len(), 500);
}

#[tokio::test]
async fn closing_ends_the_named_streams_at_once() {
    let hub = hub();
    let (ada, mut bo) = (live(&hub, join(ADA, None)), live(&hub, join(BO, None)));
    let reader = tokio::spawn(ada.map(Result::unwrap).collect::<Vec<_>>());
    tokio::task::yield_now().await;
    hub.publish(&[event(1)]);
    hub.close(|tag| tag.person == ADA.person);
    let text = tokio::time::timeout(Duration::from_secs(1), reader)
        .await
        .unwrap()
        .unwrap();
    assert!(
        text.concat().ends_with("event: end\ndata: {}\n\n"),
        "{text:?}"
    );
    assert!(
        !text.concat().contains("change"),
        "what waits is not sent: {text:?}"
    );
    hub.publish(&[event(2)]);
    assert_eq!(positions(&waiting(&mut bo)), [1, 2]);
    assert_eq!(hub.stats().open, 1);
}

#[tokio::test]
async fn rights_are_asked_again_when_an_event_is_sent() {
    let hub = hub();
    let (member, asked) = (
        Arc::new(AtomicBool::new(true)),
        Arc::new(AtomicUsize::new(0)),
    );
    let admit = {
        let (member, asked) = (member.clone(), asked.clone());
        move |event: &Event| {
            asked.fetch_add(1, Ordering::SeqCst);
            match event.place {
                5 if !member.load(Ordering::SeqCst) => Admit::Skip,
                6 => Admit::Close,
                _ => Admit::Send,
            }
        }
    };
    let mut stream = live(
        &hub,
        Join {
            admit: Arc::new(admit),
            ..join(ADA, None)
        },
    );
    hub.publish(&[event(1)]);
    member.store(false, Ordering::SeqCst);
    assert!(
        positions(&waiting(&mut stream)).is_empty(),
        "removed while the event waited"
    );
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    member.store(true, Ordering::SeqCst);
    hub.publish(&[event(2)]);
    assert_eq!(positions(&waiting(&mut stream)), [2]);
    hub.publish(&[Event {
        place: 6,
        ..event(3)
    }]);
    assert_eq!(waiting(&mut stream), "event: end\ndata: {}\n\n");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_signal_reaches_the_others_present_and_is_never_replayed() {
    let hub = hub();
    let (mut ada, mut bo) = (
        live(&hub, join(ADA, Some(0))),
        live(&hub, join(BO, Some(0))),
    );
    waiting(&mut ada);
    waiting(&mut bo);
    let text = "Ada \"the\nfirst\" writes".to_owned();
    let from = Some(ADA.person);
    let signal = Signal {
        kind: "typing".into(),
        key: 3,
        place: 5,
        from,
        text,
    };
    hub.signal(signal);
    let data = r#"{"key":3,"place":5,"text":"Ada \"the\nfirst\" writes"}"#;
    assert_eq!(waiting(&mut bo), format!("event: typing\ndata: {data}\n\n"));
    assert_eq!(waiting(&mut ada), "", "one knows that one writes");
    let mut later = live(&hub, join(BO, Some(0)));
    assert!(!waiting(&mut later).contains("typing"));
}

#[tokio::test]
async fn signals_never_cut_a_reader() {
    let hub = hub();
    let mut stream = live(&hub, join(ADA, None));
    for _ in 0..1000 {
        let text = "x".repeat(200);
        hub.signal(Signal {
            kind: "typing".into(),
            key: 3,
            place: 5,
            from: None,
            text,
        });
    }
    hub.publish(&[event(1)]);
    assert_eq!(positions(&waiting(&mut stream)), [1]);
    assert_eq!(hub.stats().cut, 0);
}

#[tokio::test]
async fn an_event_says_over_how_long_its_readers_should_fetch() {
    let limits = Limits {
        fetches_per_second: 2,
        ..Limits::default()
    };
    let hub = Hub::new(limits, Clock::fixed(Time(0)), 100);
    let mut streams: Vec<_> = (0..7).map(|_| live(&hub, join(ADA, None))).collect();
    hub.publish(&[event(101)]);
    hub.publish(&[Event {
        reach: 4,
        ..event(102)
    }]);
    hub.publish(&[Event {
        reach: 1,
        ..event(103)
    }]);
    for stream in &mut streams {
        let text = waiting(stream);
        let spread: Vec<_> = text.split("\"spread\":").skip(1).collect();
        let spread: Vec<_> = spread.iter().map(|rest| &rest[..1]).collect();
        assert_eq!(spread, ["3", "2", "0"], "{text}");
    }
    let mut lost = live(&hub, join(ADA, Some(1)));
    let text = waiting(&mut lost);
    assert!(
        text.contains("event: resync\ndata: {\"spread\":3}"),
        "{text}"
    );
}

#[tokio::test]
async fn a_signal_that_would_reach_too_many_reaches_nobody() {
    let limits = Limits {
        signal_reach: 2,
        ..Limits::default()
    };
    let hub = Hub::new(limits, Clock::fixed(Time(0)), 0);
    let typing = || Signal {
        kind: "typing".into(),
        key: 3,
        place: 5,
        from: Some(ADA.person),
        text: "Ada writes".to_owned(),
    };
    let mut streams: Vec<_> = [ADA, BO, BO].map(|tag| live(&hub, join(tag, None))).into();
    streams.iter_mut().for_each(|stream| drop(waiting(stream)));
    hub.signal(typing());
    assert!(waiting(&mut streams[1]).contains("Ada writes"));
    assert!(waiting(&mut streams[2]).contains("Ada writes"));
    streams.push(live(&hub, join(BO, None)));
    hub.signal(typing());
    assert!(!waiting(&mut streams[1]).contains("Ada writes"));
}

/// Whoever joins while many are told waits for none of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn joining_does_not_wait_until_everybody_is_told() {
    let limits = Limits {
        slice: 1,
        pause: Duration::from_secs(3_600),
        ..Limits::default()
    };
    let hub = Hub::new(limits, Clock::fixed(Time(0)), 0);
    let told: Vec<_> = (0..2).map(|_| live(&hub, join(ADA, None))).collect();
    let publishing = hub.clone();
    std::thread::spawn(move || publishing.publish(&[event(1)]));
    while hub.newest() < 1 {
        tokio::task::yield_now().await;
    }
    let mut late = live(&hub, join(BO, Some(0)));
    assert_eq!(positions(&waiting(&mut late)), [1]);
    drop(told);
}

#[tokio::test]
async fn too_many_streams_are_refused_until_one_ends() {
    let limits = Limits {
        streams: 3,
        streams_per_session: 2,
        ..Limits::default()
    };
    let hub = Hub::new(limits, Clock::fixed(Time(0)), 0);
    let first = live(&hub, join(ADA, None));
    let _second = live(&hub, join(ADA, None));
    assert!(
        matches!(hub.join(join(ADA, None)), Joined::Full),
        "of one session"
    );
    let _third = live(&hub, join(BO, None));
    assert!(
        matches!(hub.join(join(BO, None)), Joined::Full),
        "of the node"
    );
    drop(first);
    let _again = live(&hub, join(BO, None));
    let stats = hub.stats();
    assert_eq!((stats.open, stats.joined, stats.refused), (3, 4, 2));
}

#[tokio::test]
async fn the_more_readers_there_are_the_longer_they_take_to_come_back() {
    let limits = Limits {
        streams_per_session: 20_000,
        ..Limits::default()
    };
    let hub = Hub::new(limits, Clock::fixed(Time(0)), 0);
    let mut streams: Vec<_> = (0..10_000).map(|_| live(&hub, join(ADA, None))).collect();
    let mut by_second = [0; 12];
    for stream in &mut streams {
        let text = waiting(stream);
        let retry_ms: usize = text["retry: ".len()..].trim().parse().unwrap();
        by_second[retry_ms / 1_000] += 1;
    }
    assert_eq!(by_second[0], 0);
    // The first few thousand did not know how many would follow.
    assert!(
        by_second.iter().all(|count| *count < 2_000),
        "{by_second:?}"
    );
    assert!(by_second[9] > 100, "{by_second:?}");
}

#[tokio::test]
async fn a_stopping_node_ends_streams_without_a_word() {
    let hub = hub();
    let mut stream = live(&hub, join(ADA, None));
    waiting(&mut stream);
    hub.stop();
    assert!(stream.next().await.is_none());
    assert!(matches!(hub.join(join(ADA, None)), Joined::Full));
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_shows_a_sign_of_life() {
    let hub = hub();
    let mut streams: Vec<_> = (0..30)
        .map(|n| {
            live(
                &hub,
                join(
                    Tag {
                        session: n,
                        person: 1,
                    },
                    None,
                ),
            )
        })
        .collect();
    for stream in &mut streams {
        waiting(stream);
    }
    tokio::time::sleep(Duration::from_millis(25_500)).await;
    for stream in &mut streams {
        assert_eq!(waiting(stream), ":\n\n");
    }
}

#[test]
fn a_sealed_position_opens_for_its_session_only() {
    let (mine, other) = (Seal::new([1; 32]), Seal::new([2; 32]));
    let mut seen = BTreeSet::new();
    for position in [0, 1, 2, 3, 1000, i64::MAX, -1] {
        let text = mine.seal(position);
        assert_eq!(mine.open(&text), Some(position));
        assert_eq!(other.open(&text), None);
        let mut altered = text.clone().into_bytes();
        altered[3] = if altered[3] == b'A' { b'B' } else { b'A' };
        assert_eq!(mine.open(std::str::from_utf8(&altered).unwrap()), None);
        assert!(
            seen.insert(text[..6].to_owned()),
            "neighbours do not look alike"
        );
    }
    for nonsense in [
        "",
        "1",
        "42",
        "not a position",
        &"A".repeat(22),
        &"A".repeat(400),
    ] {
        assert_eq!(mine.open(nonsense), None, "{nonsense}");
    }
}

#[tokio::test]
async fn an_idle_stream_is_small() {
    let hub = hub();
    let mut stream = live(&hub, join(ADA, None));
    hub.publish(&(1..=400).map(event).collect::<Vec<_>>());
    waiting(&mut stream);
    let fixed = size_of::<Stream>() + size_of::<crate::mailbox::Mailbox>();
    assert!(fixed < 1024, "{fixed} bytes");
    assert_eq!(
        stream.mailbox.kept_bytes(),
        0,
        "the queue of a busy moment is given back"
    );
}
