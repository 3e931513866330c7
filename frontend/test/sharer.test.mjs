// One stream for all tabs: what a tab that joins later gets, when the stream is let go, and how it
// ends. The clock and the stream are the test's.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "./bundle.mjs";

const { Sharer } = await load("stream/sharer.ts");

/** The streams that were opened, newest last. */
let opened;
let now;
let timers;
let signedOut;

class FakeSource extends EventTarget {
  static CLOSED = 2;
  readyState = 0;
  constructor(url) {
    super();
    this.url = url;
    opened.push(this);
  }
  close() {
    this.readyState = 2;
  }
  say(type, data = {}, lastEventId = "") {
    const event = new Event(type);
    Object.assign(event, { data: JSON.stringify(data), lastEventId });
    this.dispatchEvent(event);
  }
  refuse() {
    this.readyState = 2;
    this.dispatchEvent(new Event("error"));
  }
}

beforeEach(() => {
  opened = [];
  timers = [];
  now = 1_000_000;
  signedOut = false;
  globalThis.EventSource = FakeSource;
  globalThis.fetch = async () => ({ status: signedOut ? 401 : 200, type: "basic" });
  globalThis.setTimeout = (run, ms) => timers.push({ run, at: now + ms }) && timers.at(-1);
  globalThis.clearTimeout = (timer) => (timers = timers.filter((other) => other !== timer));
  Date.now = () => now;
});

function wait(ms) {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { run } of due) run();
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function tab(sharer, name) {
  const got = [];
  const send = (message) => sharer.hear(name, (answer) => got.push(answer), message);
  return {
    show: (after, since = now, visible = true) => send({ type: "page", after, since, visible }),
    visible: (visible) => send({ type: "visible", visible }),
    leave: () => send({ type: "leave" }),
    keys: () => got.filter(({ type }) => type === "change").map(({ change }) => change.key),
    types: () => got.map(({ type }) => type),
    spreads: () => got.map((message) => message.change?.spread ?? message.spread).filter((s) => s >= 0),
  };
}

function change(key) {
  opened.at(-1).say("change", { kind: "post.new", key, place: 7 }, `p${key}`);
}

test("tabs share one stream, and a later tab gets what its page does not show", () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  assert.equal(opened.length, 1);
  assert.equal(opened[0].url, "/stream?after=p0");
  change(1);
  wait(10_000);
  const asked = now;
  wait(100);
  change(2);
  const second = tab(sharer, "2");
  second.show("p1", asked);
  change(3);
  assert.deepEqual(first.keys(), [1, 2, 3]);
  assert.deepEqual(second.keys(), [2, 3], "2 came while the page was on its way; 1 is on it");
  assert.equal(opened.length, 1);
});

test("a page that is older than what is kept looks again", () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  const asked = now;
  wait(60_000);
  for (let key = 1; key <= 201; key += 1) change(key);
  const old = tab(sharer, "2");
  old.show("p0", asked);
  assert.deepEqual(old.types(), ["state", "resync"]);
  wait(5000);
  const fresh = tab(sharer, "3");
  fresh.show("p201");
  assert.deepEqual(fresh.types(), ["state"]);
});

test("how long to wait before fetching comes with what happened", () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  opened[0].say("change", { kind: "reaction", key: 1, place: 7, spread: 15 }, "p1");
  change(2);
  assert.deepEqual(first.spreads(), [15, 0]);
});

test("hidden tabs let go after 30 seconds and go on where they were", () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  change(1);
  first.visible(false);
  wait(29_000);
  assert.equal(opened[0].readyState, 0);
  wait(2000);
  assert.equal(opened[0].readyState, 2);
  first.visible(true);
  assert.equal(opened.length, 2);
  assert.equal(opened[1].url, "/stream?after=p1");
  first.visible(false);
  first.visible(true);
  wait(60_000);
  assert.equal(opened[1].readyState, 0, "looked at again in time");
});

test("a tab that is closed is not waited for", () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  first.leave();
  wait(31_000);
  assert.equal(opened[0].readyState, 2);
});

test("a resync reaches every tab, and later tabs do not get what came before it", () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  change(1);
  const asked = now;
  wait(10_000);
  opened[0].say("resync", {}, "p50");
  assert.deepEqual(first.types(), ["state", "change", "resync"]);
  opened[0].say("resync", { spread: 15 }, "p60");
  assert.deepEqual(first.spreads(), [0, 2, 15], "who must look again is seldom alone");
  const second = tab(sharer, "2");
  second.show("p1", asked);
  assert.deepEqual(second.types(), ["state", "resync"]);
});

test("a refused stream is tried again, and an ended session is not", async () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  opened[0].refuse();
  await settled();
  assert.equal(opened.length, 1);
  wait(4000);
  assert.equal(opened.length, 2);
  signedOut = true;
  opened[1].refuse();
  await settled();
  assert.equal(first.types().at(-1), "end");
  wait(600_000);
  assert.equal(opened.length, 2);
  const second = tab(sharer, "2");
  second.show("p9");
  assert.deepEqual(second.types(), ["end"]);
});

test("the end of a session reaches every tab", () => {
  const sharer = new Sharer();
  const tabs = [tab(sharer, "1"), tab(sharer, "2")];
  for (const each of tabs) each.show("p0");
  opened[0].say("end");
  for (const each of tabs) assert.equal(each.types().at(-1), "end");
  assert.equal(opened[0].readyState, 2);
});

test("signals are passed on and not kept", () => {
  const sharer = new Sharer();
  const first = tab(sharer, "1");
  first.show("p0");
  opened[0].say("typing", { key: 3, place: 7, text: "Ada is writing" });
  const second = tab(sharer, "2");
  second.show("p0");
  assert.deepEqual(first.types(), ["state", "signal"]);
  assert.deepEqual(second.types(), ["state"]);
});
