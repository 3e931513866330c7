//! Pages made of every piece, as an invented company would see them.

use kernel::{Error, Time};
use maud::{Markup, html};
use web::components::*;
use web::layout::{Frame, Made, Me, NavItem, Place, Plain, Shell, Theme};
use web::{Lang, errors, icon, icon_lg, icon_sm, layout};

pub const NOW: Time = Time(1_795_166_400_000_000);

pub fn frame(lang: Lang) -> Made {
    let item = |href: &str, icon, label: &str, mobile| NavItem {
        href: href.to_owned(),
        icon,
        label: label.to_owned(),
        mobile,
    };
    let frame = Frame {
        lang,
        network_name: "Northgate Stores".to_owned(),
        nav: vec![
            item("/", "house", "Home", true),
            item("/questions", "circle-question-mark", "Questions", true),
            item("/notifications", "bell", "Notifications", true),
            item("/people", "users", "People", false),
        ],
        places_title: "My communities".to_owned(),
        places_more: Some(("/communities".to_owned(), "Find a community".to_owned())),
        bell_href: "/notifications".to_owned(),
        compose_href: "/posts/new".to_owned(),
        search: "/search".to_owned(),
        search_label: "Search people, answers, posts".to_owned(),
        more: vec![item("/settings", "settings", "Settings", false)],
        sign_out: "/signout".to_owned(),
    };
    frame.made()
}

pub fn shell(frame: &Made, theme: Theme) -> Shell<'_> {
    let place = |name, hue, unread| Place {
        key: i64::from(hue) + 700,
        href: format!("/communities/{hue}"),
        name,
        hue,
        unread,
    };
    Shell {
        theme,
        current: "/",
        title: "Home",
        me: Some(Me {
            name: "Amara Okafor",
            hue: 3,
            photo: None,
            line: "Counter, Leeds Briggate",
            href: "/people/1".to_owned(),
        }),
        places: vec![
            place("Click & Collect", 23, true),
            place("Leeds Briggate", 17, true),
            place("Footwear experts", 3, false),
            place("Black Friday 2026", 6, true),
            place("Northgate Trade", 10, false),
            place("Ask IT", 13, false),
            place("A community with a name that is much too long", 8, false),
        ],
        bell: 3,
        session: "1f2e3d4c5b6a7988".to_owned(),
        stream: Some("aGVsbG8".to_owned()),
        ..Shell::of(frame)
    }
}

fn face(name: &str, hue: u8) -> Face<'_> {
    Face {
        name,
        hue,
        ..Face::default()
    }
}

/// The home page of the mock, as far as the parts exist.
pub fn home() -> Markup {
    html! {
        h1 class="vh" { "Home" }
        div class="cols" {
            div class="stack feed" {
                (composer())
                div class="row between" { (seg("Order", &orders())) span class="live only-desktop" { "Live" } }
                a class="newpill" href="/" {
                    "3 new posts" (icon_sm("arrow-up"))
                }
                (question())
                (praise())
                (pager("older", "/?cursor=x", "Older posts"))
                (deletion())
            }
            aside class="aside" aria-label="For you" {
                section class="sec" {
                    div class="sec-head" { h2 { "People you could help" } a href="/questions" { "All" } }
                    ul class="rows trim card" {
                        li {
                            (avatar(&face("Callum Reid", 17), Size::Sm, None))
                            div class="grow" {
                                a class="t" href="/posts/1" { "How do you label tall parcels?" }
                                span class="m" { "Callum, Edinburgh · no answer for 3 h" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn orders() -> Vec<Tab> {
    ["For you", "Latest", "Unanswered"]
        .iter()
        .enumerate()
        .map(|(at, label)| Tab {
            href: format!("/?order={at}"),
            label: (*label).to_owned(),
            count: (at == 2).then(|| "4".to_owned()),
            current: at == 0,
        })
        .collect()
}

fn composer() -> Markup {
    let kinds = [
        ("update", "pen-line", "Update"),
        ("question", "circle-question-mark", "Question"),
        ("praise", "award", "Praise"),
    ];
    html! {
        form class="composer" id="compose" aria-label="New post" method="post" action="/posts" {
            div class="in" {
                (avatar(&face("Amara Okafor", 3), Size::Md, None))
                textarea rows="1" name="text" aria-label="Write a post"
                    placeholder="Ask, share or thank someone" {}
            }
            div class="bar" {
                div class="kinds" role="radiogroup" aria-label="Kind of post" {
                    @for (value, name, label) in kinds {
                        label class={ "k-" (value) } {
                            input class="vh" type="radio" name="kind" value=(value) checked[value == "update"];
                            (icon(name)) (label)
                        }
                    }
                }
                div class="row push" { button class="btn primary sm" { "Post" } }
            }
            (idempotency_key("a1b2c3"))
        }
    }
}

fn post_menu() -> Markup {
    menu(
        "More for this post",
        "ellipsis",
        html! {
            a href="/posts/1/history" { (icon("history")) "Earlier versions" }
            a href="/posts/1/edit" { (icon("pencil")) "Edit" }
            hr;
            button type="button" class="bad" popovertarget="delete-1" { (icon("trash-2")) "Delete" }
        },
    )
}

fn question() -> Markup {
    let zone = zone("Europe/London").unwrap();
    html! {
        article class="post" aria-labelledby="p2" {
            header class="post-head" {
                (avatar(&face("Chloe Dunn", 19), Size::Md, Some(("k-question", "?"))))
                div class="who" {
                    a href="/people/2" { "Chloe Dunn" }
                    span class="m" {
                        a href="/communities/1" { "Click & Collect" } " · "
                        (time(Time(NOW.0 - 34 * Time::MINUTE_US), NOW, Lang::En, &zone))
                    }
                }
                (post_menu())
            }
            h2 class="post-title" id="p2" {
                a href="/posts/1" { "A customer has the e-mail but no code. Can I hand the parcel over with photo ID?" }
            }
            div class="answer" {
                (tag(Tone::Good, Some("check"), "Accepted answer"))
                p { "Yes, if the surname and the postcode match the order. Press " b { "No code" } " on the handheld, scan the parcel, type the last three characters of the postcode." }
                div class="row small muted" {
                    (avatar(&face("Sofia Lindqvist", 1), Size::Xs, None))
                    span { "Sofia Lindqvist answered in 6 min" }
                }
            }
            footer class="post-foot" {
                button class="btn ghost sm" aria-pressed="false" { (icon("hand")) "Same question " span class="n" { "19" } }
                a class="btn ghost sm" href="/posts/1" { (icon("message-circle")) span class="n" { "7" } " replies" }
                span class="seen" { "Seen by " (count(406, Lang::En)) }
            }
        }
    }
}

fn praise() -> Markup {
    html! {
        article class="post" {
            header class="post-head" {
                (avatar(&face("Priya Raman", 19), Size::Md, Some(("k-praise", "award"))))
                div class="who" {
                    a href="/people/3" { "Priya Raman" } " praised " a href="/people/4" { "Marek Nowak" }
                    span class="m" { a href="/communities/2" { "Leeds Briggate" } " · 1 h" }
                }
            }
            div class="praise-card" {
                (icon_lg("award"))
                div {
                    p class="display" { "Found 38 lost parcels in one night" }
                    p class="soft" { "Marek re-sorted the whole back shelf by surname before the delivery." }
                }
            }
            div class="reacts" {
                button class="react" aria-pressed="true" { (icon("heart")) "23" }
                button class="react" aria-pressed="false" { (icon("sparkles")) "9" }
            }
            footer class="post-foot" {
                button class="btn ghost sm" aria-pressed="true" { (icon("party-popper")) "Celebrate " span class="n" { "64" } }
                a class="btn ghost sm" href="/posts/2" { (icon("message-circle")) span class="n" { "12" } " replies" }
            }
        }
    }
}

/// Every piece that the home page does not show.
pub fn pieces() -> Markup {
    let error = Error::invalid("name", "blank");
    let wrong = errors::about(Lang::En, Some(&error), "name");
    html! {
        (crumbs(Lang::En, &[("/communities", "Communities"), ("/communities/new", "New community")]))
        div class="page-head" {
            div class="grow" { h1 { "Every piece" } p { "As it looks alone, in light and in dark." } }
            button class="btn" { (icon("copy")) "Save as a draft" }
            button class="btn primary" { "Create for 1,962 people" }
        }
        section class="hero" {
            div class="band" { (band(42)) }
            div class="in" {
                (avatar(&Face { name: "Click & Collect", hue: 23, photo: None, square: true }, Size::Xl, None))
                div class="grow" { h2 { "Click & Collect" } p class="soft" { "Everyone who hands over an order." } }
                button class="btn" { (icon("user-plus")) "Invite" }
            }
            (tabs("Community", &orders()))
        }
        div class="grid2" {
            form class="card stack" aria-label="Sample" {
                (error_line("Something in the form needs another look."))
                (field(&Field { label: "Name", name: "name", hint: Some("As people call it"), error: wrong.as_deref(), required: true, max_chars: Some(80), ..Field::default() }))
                (field(&Field { label: "Purpose", name: "purpose", value: "\nFirst line is empty", rows: Some(3), ..Field::default() }))
                (select(&Select { label: "Language", name: "language", options: &[("en", "English"), ("de", "Deutsch")], selected: "de", ..Select::default() }))
                (choices("Who may read", "access", &[
                    Choice { value: "open", label: "Open", text: "everyone reads, members post", icon: Some("globe") },
                    Choice { value: "closed", label: "Closed", text: "all can find it, members read", icon: Some("lock") },
                    Choice { value: "secret", label: "Secret", text: "only members can find it", icon: Some("eye-off") },
                ], "open"))
                (check(&Check { name: "shared", label: "This is a shared till or tablet", checked: true, value: "" }))
                (hidden("from", "gallery"))
                div class="row" { button class="btn primary" { "Save" } (sheet_button("delete-1", "btn danger", html! { "Delete" })) }
            }
            div class="stack" {
                (callout(Tone::Info, "info", "Good to know", html! { p { "Stockroom, nights has a similar purpose." } }))
                (callout(Tone::Warn, "triangle-alert", "", html! { p { "This cannot be undone." } }))
                div class="row wrap" {
                    @for (tone, word) in [(Tone::Plain, "plain"), (Tone::Good, "good"), (Tone::Warn, "warn"), (Tone::Bad, "bad"), (Tone::Violet, "question"), (Tone::Gold, "praise"), (Tone::Brand, "new")] {
                        (tag(tone, None, word))
                    }
                }
                div class="row wrap" {
                    @for hue in 0..24 { (avatar(&face("Ada Lovelace", hue), Size::Sm, None)) }
                }
                div class="card" {
                    (empty_state("Nothing here yet", "The first post is the hardest. Say what you are working on.", Some(&Action { href: "/posts/new", label: "Write it".to_owned() })))
                }
                (toast("Saved"))
            }
        }
        (deletion())
    }
}

fn deletion() -> Markup {
    confirm(&Confirm {
        id: "delete-1",
        action: "/posts/1/delete",
        title: "Delete this post?",
        text: "It goes from every page at once, with its 7 replies.",
        yes: "Delete the post",
        no: "Keep it",
        fields: &[("reason", "")],
        key: "k1",
    })
}

pub fn signin() -> Markup {
    let plain = Plain {
        lang: Lang::En,
        title: "Sign in".to_owned(),
        network_name: "Northgate Stores".to_owned(),
        ..Plain::default()
    };
    let main = html! {
        div class="signin" {
            div class="form" {
                div {
                    a class="ws" href="/" { (logo()) span class="ws-name" { "Northgate Stores" span { "Folkmoot" } } }
                    h1 class="mt2" { "Good morning. Come on in." }
                    form class="stack" method="post" {
                        (field(&Field { label: "Mail or employee number", name: "who", autocomplete: Some("username"), ..Field::default() }))
                        (field(&Field { label: "Password", name: "password", kind: "password", autocomplete: Some("current-password"), error: Some("That password does not fit."), ..Field::default() }))
                        button class="btn primary wide" { "Sign in" }
                    }
                    p class="or" { "no password yet?" }
                    a class="btn wide" href="/claim" { (icon("key-round")) "Use an access code" }
                }
            }
            div class="scene" {
                (scene())
                div { p class="claim" { "Where 31,400 of us meet." } p { "Ask what you need, share what works." } }
            }
        }
    };
    layout::plain(&plain, main)
}
