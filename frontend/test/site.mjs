// A small invented site that keeps the contract of README.md, with the policy of the real one. Tests
// change what it holds and tell its streams.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const STREAM = "text/vnd.turbo-stream.html";
const PAGE = 10;
const TEXTS = { gone: "This was removed.", offline: "No connection.", failed: "Not saved.", copied: "Copied." };

export async function start() {
  const site = new Site();
  const server = createServer((request, response) => void site.answer(request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  site.url = `http://127.0.0.1:${server.address().port}`;
  site.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return site;
}

class Site {
  posts = Array.from({ length: 45 }, (_, n) => post(n + 1));
  streams = new Set();
  log = [];
  seen = [];
  typed = [];
  told = ["Ada replied"];
  session = "first";
  failing = new Set();
  slow = 0;

  /** Into the log and to every stream. */
  tell(kind, key, place = 7, spread = 0) {
    this.log.push({ kind, key, place, spread });
    const event = this.event(this.log.length);
    for (const stream of this.streams) stream.write(event);
  }

  event(position) {
    return `id: s${position}\nevent: change\ndata: ${JSON.stringify(this.log[position - 1])}\n\n`;
  }

  raw(text) {
    for (const stream of this.streams) stream.write(text);
  }

  add(title) {
    const made = post(this.posts.length + 1, title);
    this.posts.push(made);
    return made;
  }

  async answer(request, response) {
    const url = new URL(request.url, "http://x");
    const body = new URLSearchParams(await text(request));
    const send = (status, type, content, headers = {}) => {
      response.writeHead(status, {
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, no-store",
        ...headers,
      });
      response.end(content);
    };
    this.seen.push(`${request.method} ${url.pathname}${url.search}`);
    if (this.slow && !url.pathname.startsWith("/assets")) await new Promise((r) => setTimeout(r, this.slow));
    if (this.failing.has(url.pathname)) return send(500, "text/html", "no");
    const asset = /^\/(?:assets\/)?([a-z-]+\.js)$/.exec(url.pathname);
    if (asset) {
      const file = await readFile(new URL(`../dist/${asset[1]}`, import.meta.url));
      return send(200, "text/javascript", file, { "Cache-Control": "no-cache" });
    }
    if (url.pathname === "/stream") return this.join(request, response, url);
    const [, noun, key, part] = url.pathname.split("/");
    const one = noun === "posts" && this.posts.find(({ id }) => id === Number(key));
    const turbo = (content) => send(200, STREAM, content);
    if (url.pathname === "/") return send(200, "text/html", this.page(this.feed(url)));
    if (url.pathname === "/feed/new") return turbo(this.newer(Number(url.searchParams.get("after"))));
    if (url.pathname === "/notifications/count") return send(200, "application/json", '{"count":4}');
    if (url.pathname === "/notifications") return send(200, "text/html", this.page("<h1>All notifications</h1>"));
    if (url.pathname === "/notifications/panel") return send(200, "text/html", this.panel());
    if (url.pathname === "/people/complete") return send(200, "text/html", people(url));
    if (url.pathname === "/preview") return send(200, "text/html", `<turbo-frame id="preview"><p><b>${body.get("text")}</b></p></turbo-frame>`);
    if (url.pathname === "/signin") return send(200, "text/html", "<!doctype html><title>Sign in</title><h1>Sign in</h1>");
    if (url.pathname === "/signout") return send(303, "text/html", "", { Location: "/signin?left" });
    if (url.pathname === "/offline") return send(200, "text/html", "<!doctype html><title>Offline</title><h1>Offline page</h1>");
    if (one && !part) return send(200, "text/html", this.page(this.thread(one)));
    if (one && part === "card") return turbo(stream("replace", `post-${one.id}`, card(one)));
    if (one && part === "reactions") {
      one.helpful += one.mine ? -1 : 1;
      one.mine = !one.mine;
      return turbo(stream("replace", `post-${one.id}`, card(one)));
    }
    if (one && part === "typing") {
      this.typed.push(one.id);
      return send(204, "text/plain");
    }
    if (one && part === "replies" && request.method === "GET") {
      const after = Number(url.searchParams.get("after"));
      return turbo(one.replies.filter(({ id }) => id > after).map((each) => stream("append", "replies", reply(each))).join(""));
    }
    if (one && part === "replies") {
      const made = { id: one.replies.length + 1000, text: body.get("text"), key: body.get("idempotency_key") };
      one.replies.push(made);
      this.tell("reply.new", one.id);
      return turbo(stream("append", "replies", reply(made)));
    }
    send(404, "text/html", "<!doctype html><title>Not found</title><h1>Not found</h1>");
  }

  join(request, response, url) {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write("retry: 300\n\n");
    const after = request.headers["last-event-id"] ?? url.searchParams.get("after");
    for (let n = Number(after.slice(1)) + 1; n <= this.log.length; n += 1) response.write(this.event(n));
    this.streams.add(response);
    response.on("close", () => this.streams.delete(response));
  }

  feed(url) {
    const before = Number(url.searchParams.get("before") ?? Number.POSITIVE_INFINITY);
    const listed = this.posts.filter(({ id, gone }) => id < before && !gone).reverse().slice(0, PAGE);
    const last = listed.at(-1)?.id ?? 0;
    const newest = this.posts.at(-1).id;
    return `<h1>Home</h1>
<p><a id="away" href="/posts/3">Away</a> <input class="other" aria-label="Other"></p>
<div data-feed data-feed-place="7" data-feed-src="/feed/new?after=${newest}">
<a class="newpill" href="/" hidden data-one="{n} new post" data-many="{n} new posts"></a>
<div data-items id="items">${listed.map(because).join("")}</div>
${last > 1 ? `<a rel="next" data-more href="/?before=${last}">More</a>` : '<p data-end>All caught up</p>'}</div>`;
  }

  newer(after) {
    const fresh = this.posts.filter(({ id }) => id > after).reverse();
    return stream("prepend", "items", fresh.map(card).join(""));
  }

  thread(one) {
    return `<h1>Thread</h1>${card(one, true)}
<section data-thread="${one.id}" data-src="/posts/${one.id}/replies"><div id="replies">${one.replies.map(reply).join("")}</div>
<p class="typing" role="status" hidden><i><b></b></i><span data-text></span></p>
<folkmoot-composer data-place="7" data-typing="/posts/${one.id}/typing"><form class="composer" method="post" action="/posts/${one.id}/replies">
<input type="hidden" name="idempotency_key" value="from-server">
<label><input type="radio" name="kind" value="update" checked data-placeholder="Say it"> Update</label>
<label><input type="radio" name="kind" value="praise" data-placeholder="Thank them"> Praise</label>
<fieldset data-for-kind="praise"><legend>Whom</legend><input name="whom" aria-label="Whom"></fieldset>
<textarea name="text" rows="1" aria-label="Reply"></textarea>
<turbo-frame id="preview" data-preview hidden></turbo-frame>
<button type="button" data-preview-toggle aria-pressed="false" hidden>Preview</button>
<button class="send">Reply</button></form></folkmoot-composer></section>`;
  }

  panel() {
    const lines = this.told.map((line) => `<li><a href="/posts/3">${line}</a></li>`).join("");
    return `<turbo-frame id="notifications-panel" target="_top"><ul>${lines}</ul><a href="/notifications">See all</a></turbo-frame>`;
  }

  page(main) {
    return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Test</title>
<script type="module" src="/assets/app.js"></script>
<meta name="folkmoot-stream" content="s${this.log.length}">
<meta name="folkmoot-texts" content='${JSON.stringify(TEXTS)}'></head>
<body data-session="${this.session}"><header><form class="search"><input type="search" aria-label="Search"></form>
<a class="badge-host" href="/notifications" data-bell data-none="Notifications" data-one="{n} notification" data-many="{n} notifications">Bell</a>
<div id="bell-panel" popover="auto" role="dialog" aria-label="Notifications" tabindex="-1"><turbo-frame id="notifications-panel" src="/notifications/panel" loading="lazy" target="_top">…</turbo-frame></div>
<details class="drop"><summary>Menu</summary><div class="menu"><button type="button" data-copy="/posts/1">Copy</button></div></details>
<form method="post" action="/signout" data-turbo="false"><button class="out">Sign out</button></form></header>
<main id="main">${main}</main></body></html>`;
  }
}

function post(id, title = `Post ${id}`) {
  return { id, title, helpful: 2, mine: false, replies: [] };
}

/** Padded with line breaks, so that a list is long without a style sheet. */
function card(one, subject = false) {
  const { id, title, helpful, mine } = one;
  return `<article id="post-${id}" data-live="post:${id}" data-src="/posts/${id}/card"${subject === true ? " data-subject" : ""}>
<h2><a href="/posts/${id}">${title}</a></h2>${"<br>".repeat(8)}
<form method="post" action="/posts/${id}/reactions/helpful" data-react><button aria-pressed="${mine}">Helpful <span class="n">${helpful || ""}</span></button></form>
<span class="replies-count">${one.replies.length} replies</span> <time datetime="${new Date(Date.now() - 125_000).toISOString()}" data-rel>2</time><footer></footer></article>`;
}

/** As a list shows it. */
function because(one) {
  return card(one).replace("<footer>", "<footer><p data-keep>Shown because it is open</p>");
}

function reply({ id, text: said }) {
  return `<article id="reply-${id}" data-live="reply:${id}"><p>${said}</p></article>`;
}

function stream(action, target, content) {
  return `<turbo-stream action="${action}" target="${target}"><template>${content}</template></turbo-stream>`;
}

function people(url) {
  const names = ["Grace Mbeki", "Grant Low", "Ada Long"];
  const q = url.searchParams.get("q").toLowerCase();
  const options = names
    .filter((name) => name.toLowerCase().startsWith(q))
    .map((name, n) => `<li role="option" id="mention-${n}" data-value="[@${name}](/people/${n})">${name}</li>`);
  return `<ul class="menu suggestions" role="listbox" aria-label="People">${options.join("")}</ul>`;
}

async function text(request) {
  let all = "";
  for await (const chunk of request) all += chunk;
  return all;
}
