// Things on the page that are fetched again when they change: `data-live="post:123"` names what an
// element shows (`data-live="notification"`: all of a kind), `data-src` where its newest form is.
// What is out of sight waits until it is seen.

import { say } from "../announce";
import { apply, askAgain, spread } from "../net";
import { OPEN, text } from "../page";
import type { Change } from "../stream/messages";

/** Several changes in this time are one fetch. */
const GATHER_MS = 150;

const stale = new WeakSet<Element>();
const busy = new Map<string, { again: boolean }>();
const sight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) near.add(target);
      else near.delete(target);
      if (isIntersecting && stale.delete(target)) touch(target as HTMLElement);
    }
  },
  { rootMargin: "400px" },
);
const near = new WeakSet<Element>();

/** Takes notice of what is on the page now. */
export function observe(): void {
  for (const element of all("[data-live][data-src]")) sight.observe(element);
}

export function changed(noun: string, change: Change): void {
  spread(change.spread, `${noun}:${change.key}`, () => {
    for (const element of showing(noun, change.key)) touch(element);
    for (const list of all(`[data-live~="${noun}"]`)) touch(list);
  });
}

export function resync(): void {
  for (const element of all("[data-live][data-src]")) touch(element);
  for (const { dataset } of all("[data-resync]")) void fetchInto(dataset["resync"] ?? "");
}

export function gone(noun: string, key: number): void {
  for (const element of showing(noun, key)) remove(element);
}

/** A reaction or a new reply changes what its post, or the reply it belongs to, shows. */
function showing(noun: string, key: number): HTMLElement[] {
  const names = noun === "reaction" || noun === "reply" ? ["post", "reply"] : [noun];
  return all(names.map((name) => `[data-live~="${name}:${key}"]`).join());
}

function all(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)];
}

function touch(element: HTMLElement): void {
  const url = element.dataset["src"];
  if (!url) return;
  if (near.has(element)) void refresh(url);
  else stale.add(element);
}

/** By address and not by element, because the element is exchanged. */
async function refresh(url: string): Promise<void> {
  const running = busy.get(url);
  if (running) {
    running.again = true;
    return;
  }
  const state = { again: true };
  busy.set(url, state);
  while (state.again) {
    await pause(GATHER_MS);
    await written(url);
    state.again = false;
    const shown = at(url);
    if (shown.length > 0 && (await fetchInto(url)) === "gone") for (const one of at(url)) remove(one);
  }
  busy.delete(url);
}

function at(url: string): HTMLElement[] {
  return all(`[data-live][data-src="${CSS.escape(url)}"]`);
}

async function fetchInto(url: string): Promise<"shown" | "gone" | "failed"> {
  const response = await askAgain(url);
  if (!response) return "failed";
  if (response.status === 404 || response.status === 410) return "gone";
  return (await apply(response)) ? "shown" : "failed";
}

/** Somebody writing, or choosing from a menu, is not disturbed; it is brought up to date afterwards. */
async function written(url: string): Promise<void> {
  const active = document.activeElement;
  const inside = active && at(url).some((element) => element.contains(active));
  if (inside && active.matches("textarea, input, select")) {
    await new Promise((resolve) => active.addEventListener("blur", resolve, { once: true }));
  }
  for (const element of at(url)) {
    const menu = element.querySelector(OPEN);
    if (menu) await new Promise((resolve) => menu.addEventListener("toggle", resolve, { once: true }));
  }
}

/** Who was reading it gets a quiet line in its place, and keeps the place. */
function remove(element: HTMLElement): void {
  const inner = element.querySelector("[data-live]");
  if (inner) return empty(element, inner);
  const watched = element.contains(document.activeElement) || element.matches("[data-subject]");
  if (!watched) return element.remove();
  const line = document.createElement("p");
  line.className = "callout quiet";
  line.tabIndex = -1;
  line.textContent = text("gone");
  element.replaceWith(line);
  line.focus({ preventScroll: true });
  say(text("gone"));
}

/** What stands under a reply that was removed stays. */
function empty(element: HTMLElement, inner: Element): void {
  for (const child of [...element.children]) if (!child.contains(inner)) child.remove();
  const line = document.createElement("p");
  line.className = "muted";
  line.textContent = text("gone");
  element.prepend(line);
  element.classList.add("gone");
  element.removeAttribute("data-live");
  element.removeAttribute("data-src");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
