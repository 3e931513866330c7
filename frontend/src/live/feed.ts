// A feed never moves under a reader: what is new waits in a pill, which says how much it is and, when
// pressed, brings it to the top.

import { visit } from "@hotwired/turbo";
import { say } from "../announce";
import { apply, ask, askAgain, isStream, parse } from "../net";
import { added, counted, write } from "../page";
import type { Change } from "../stream/messages";

/** More than this is a page of its own. */
const MANY = 20;

const waiting = new WeakMap<HTMLElement, Set<string>>();

/** Nothing is fetched until the pill is pressed, however many are told. */
export function arrived(change: Change): void {
  for (const feed of feeds()) if (inScope(feed, change)) wait(feed, [`post-${change.key}`]);
  for (const place of document.querySelectorAll(`[data-place="${change.place}"]`)) {
    if (change.place && !place.matches("[aria-current]")) unread(place);
  }
}

export async function resync(): Promise<void> {
  for (const feed of feeds()) {
    const response = await askAgain(feed.dataset["feedSrc"] ?? "", { accept: "text/html" });
    if (!response?.ok) continue;
    const html = await response.text();
    const found = parse(html.replaceAll(/<\/?(turbo-stream|template)\b[^>]*>/g, ""));
    wait(feed, [...found.querySelectorAll("article[id]")].map((article) => article.id));
  }
}

function feeds(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-feed]")];
}

/** `data-feed-place` is one place, or "home": then the places of `data-feed-places`, or all. */
function inScope(feed: HTMLElement, { place }: Change): boolean {
  const { feedPlace, feedPlaces } = feed.dataset;
  if (feedPlace !== "home") return feedPlace === String(place);
  return feedPlaces === undefined || place === 0 || feedPlaces.split(" ").includes(String(place));
}

function wait(feed: HTMLElement, ids: string[]): void {
  const pill = feed.querySelector<HTMLAnchorElement>(".newpill");
  if (!pill) return;
  const known = waiting.get(feed) ?? new Set();
  waiting.set(feed, known);
  for (const id of ids) if (!document.getElementById(id)) known.add(id);
  if (known.size === 0) return;
  const line = counted(pill, known.size);
  write(pill, line);
  if (pill.hidden) say(line);
  pill.hidden = false;
}

function unread(place: Element): void {
  place.classList.add("unread");
  for (const mark of place.querySelectorAll<HTMLElement>("[data-unread]")) mark.hidden = false;
}

document.addEventListener("click", (event) => {
  const pill = (event.target as Element).closest<HTMLAnchorElement>(".newpill");
  const feed = pill?.closest<HTMLElement>("[data-feed]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!pill || !feed || !plain) return;
  event.preventDefault();
  void show(feed, pill);
});

async function show(feed: HTMLElement, pill: HTMLAnchorElement): Promise<void> {
  const known = waiting.get(feed);
  const response = known && known.size <= MANY && (await ask(feed.dataset["feedSrc"] ?? ""));
  if (!response || !response.ok) return visit(pill.href, { action: "replace" });
  const before = new Set(feed.querySelectorAll("article[id]"));
  if (isStream(response)) await apply(response);
  else prepend(feed, parse(await response.text()));
  waiting.delete(feed);
  pill.hidden = true;
  requestAnimationFrame(() => {
    added();
    feed.scrollIntoView({ block: "start" });
    const first = [...feed.querySelectorAll("article[id]")].find((article) => !before.has(article));
    first?.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  });
}

function prepend(feed: HTMLElement, found: Document): void {
  const items = feed.querySelector("[data-items]") ?? feed;
  const fresh = found.querySelector("[data-items]") ?? found.body;
  items.prepend(...[...fresh.children].filter((item) => !document.getElementById(item.id)));
  const next = found.querySelector<HTMLElement>("[data-feed-src]")?.dataset["feedSrc"];
  if (next) feed.dataset["feedSrc"] = next;
}
