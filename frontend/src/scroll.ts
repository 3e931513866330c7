// Lists that go on: the link to the next page at the end of a list is followed when it comes near,
// and its page's items are added. Turbo's copy of a page brings a grown list back; where it has none
// (a reload, a page that is not kept) the same pages are fetched again and the reader's place found.

import { ask, parse } from "./net";
import { STORED, added, keepsNothing, onPage, session } from "./page";

const MORE = 'a[data-more], [data-pager] a[rel="next"]';
/** Pages that are fetched again at most; beyond them one scrolls. */
const PAGES = 20;

interface Place {
  pages: number;
  /** The item at the top of the window, and how far its top edge is from the window's. */
  item: string;
  offset: number;
}

const ahead = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) void more(target as HTMLAnchorElement);
    }
  },
  { rootMargin: "800px" },
);

const running = new WeakMap<Element, Promise<boolean>>();
let restoring = returned();

export function start(): void {
  document.addEventListener("turbo:visit", (event) => {
    remember();
    restoring = (event as CustomEvent<{ action: string }>).detail.action === "restore";
  });
  window.addEventListener("pagehide", remember);
  document.addEventListener("turbo:load", () => {
    if (restoring) void restore();
    restoring = false;
  });
  const watch = () => {
    for (const link of document.querySelectorAll(MORE)) ahead.observe(link);
  };
  onPage(watch);
  window.addEventListener("online", watch);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(MORE);
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain) return;
    event.preventDefault();
    void moreByHand(link);
  });
}

/** Who pressed the link with a keyboard goes on at the first new item. */
async function moreByHand(link: HTMLAnchorElement): Promise<void> {
  const last = listOf(link)?.lastElementChild;
  if (await more(link)) {
    last?.nextElementSibling?.querySelector<HTMLElement>("a, button")?.focus();
  }
}

function more(link: HTMLAnchorElement): Promise<boolean> {
  const already = running.get(link);
  if (already) return already;
  const adding = add(link).finally(() => running.delete(link));
  running.set(link, adding);
  return adding;
}

/** Adds the next page. The link stays when it could not be fetched. */
async function add(link: HTMLAnchorElement): Promise<boolean> {
  ahead.unobserve(link);
  const list = listOf(link);
  if (!list) return false;
  const response = await ask(link.href, { accept: "text/html" });
  if (!response?.ok) return false;
  const page = parse(await response.text());
  if (!link.isConnected) return false;
  const items = [...(page.querySelector("[data-items]")?.children ?? [])];
  list.append(...items.filter((item) => !item.id || !document.getElementById(item.id)));
  list.dataset["pages"] = String(pagesOf(list) + 1);
  const next = page.querySelector(MORE);
  const end = page.querySelector("[data-end]");
  if (next) link.replaceWith(next);
  else (link.closest("[data-pager]") ?? link).remove();
  if (!next && end && !document.querySelector("[data-end]")) list.after(end);
  added();
  return true;
}

function listOf(link: HTMLElement): HTMLElement | null {
  const id = link.dataset["more"];
  return id ? document.getElementById(id) : document.querySelector("[data-items]");
}

/** Kept on the element, so that Turbo's copy of the page has it too. */
function pagesOf(list: HTMLElement): number {
  return Number(list.dataset["pages"] ?? 0);
}

function remember(): void {
  const list = document.querySelector<HTMLElement>("[data-items]");
  if (!list || !session() || keepsNothing()) return;
  const items = [...list.querySelectorAll(":scope > [id]")];
  const top = items.find((item) => item.getBoundingClientRect().bottom > 0);
  if (!top || window.scrollY === 0) return sessionStorage.removeItem(storageKey());
  const offset = top.getBoundingClientRect().top;
  const place: Place = { pages: pagesOf(list), item: top.id, offset };
  sessionStorage.setItem(storageKey(), JSON.stringify(place));
}

async function restore(): Promise<void> {
  const kept = sessionStorage.getItem(storageKey());
  if (!kept) return;
  const place = JSON.parse(kept) as Place;
  const found = () => document.getElementById(place.item);
  for (let page = 0; page < Math.min(place.pages, PAGES) && !found(); page += 1) {
    const link = document.querySelector<HTMLAnchorElement>(MORE);
    if (!link || !(await more(link))) break;
  }
  const item = found();
  if (item) window.scrollBy(0, item.getBoundingClientRect().top - place.offset);
}

/** Nothing but ids is kept, and nothing after signing out. */
function storageKey(): string {
  return `${STORED}place:${location.pathname}${location.search}`;
}

/** This document was loaded by Back, Forward or a reload. */
function returned(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type === "back_forward" || entry?.type === "reload";
}
