// Joins the stream and hands each message to the part of the page it concerns.

import { reload, spread } from "../net";
import { onPage, position, session } from "../page";
import { leave } from "../signout";
import { connect, type Link } from "../stream/link";
import type { Change, ToTab } from "../stream/messages";
import * as bell from "./bell";
import * as cards from "./cards";
import * as feed from "./feed";
import * as place from "./place";
import * as thread from "./thread";
import * as typing from "./typing";

let link: Link | undefined;
let of = "";

/** When the page now shown was asked for; Turbo asks without loading the document. */
let asked = performance.timeOrigin;
let sending = false;

/** Until when a page was kept up to date, for the copy of it that Turbo brings back. */
const upToDate = new Map<string, number>();
const REMEMBERED = 30;

export function start(): void {
  document.addEventListener("turbo:submit-start", () => {
    asked = Date.now();
    sending = true;
  });
  document.addEventListener("turbo:submit-end", () => (sending = false));
  document.addEventListener("turbo:visit", () => {
    if (!sending) asked = Date.now();
  });
  document.addEventListener("turbo:before-cache", () => {
    upToDate.set(pageKey(), Date.now());
    for (const key of upToDate.keys()) if (upToDate.size > REMEMBERED) upToDate.delete(key);
  });
  // A page fetched ahead would be older than we think, and would count as seen.
  document.addEventListener("turbo:before-prefetch", (event) => event.preventDefault());
  document.addEventListener("turbo:load", arrive);
  document.addEventListener("visibilitychange", () => {
    link?.send({ type: "visible", visible: visible() });
  });
  window.addEventListener("pagehide", () => link?.send({ type: "leave" }));
  onPage(cards.observe);
}

function arrive(): void {
  if (of !== session()) {
    link?.close();
    link = undefined;
    of = session();
  }
  if (!of || !position()) return;
  link ??= connect(of, hear);
  const since = Math.min(upToDate.get(pageKey()) ?? asked, asked);
  link.send({ type: "page", after: position(), since, visible: visible() });
}

/** The same address read at the same position shows the same. */
function pageKey(): string {
  return `${location.href} ${position()}`;
}

function visible(): boolean {
  return document.visibilityState === "visible";
}

function hear(message: ToTab): void {
  switch (message.type) {
    case "change":
      return change(message.change);
    case "signal":
      return typing.show(message.signal);
    case "resync":
      return spread(message.spread, "resync", resync);
    case "end":
      return leave();
    case "state":
      document.body.toggleAttribute("data-connected", message.connected);
      return;
    case "hello":
      return arrive();
  }
}

function change(change: Change): void {
  const [noun = "", verb] = change.kind.split(".");
  if (change.kind === "session.gone") return leave();
  if (verb === "gone") return cards.gone(noun, change.key);
  if (change.kind === "post.new") feed.arrived(change);
  if (change.kind === "reply.new") thread.arrived(change);
  if (noun === "notification") bell.ring(change);
  if (noun === "membership") place.check(change);
  cards.changed(noun, change);
}

/** Something was missed, and nobody knows what: every part looks again. */
function resync(): void {
  cards.resync();
  void feed.resync();
  thread.resync();
  bell.resync();
  for (const frame of document.querySelectorAll<TurboFrameElement>("turbo-frame[src]")) {
    void reload(frame);
  }
}
