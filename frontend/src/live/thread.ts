// New replies in an open thread are fetched and added at its end.

import { apply, askAgain, isStream, parse, spread } from "../net";
import { added } from "../page";
import type { Change } from "../stream/messages";

const running = new WeakMap<HTMLElement, { again: boolean }>();

/** The key of a new reply is that of the post it belongs to. */
export function arrived(change: Change): void {
  spread(change.spread, `thread:${change.key}`, () => {
    const selector = `[data-thread="${change.key}"]`;
    for (const thread of document.querySelectorAll<HTMLElement>(selector)) void more(thread);
  });
}

export function resync(): void {
  for (const thread of document.querySelectorAll<HTMLElement>("[data-thread]")) {
    void more(thread);
  }
}

async function more(thread: HTMLElement): Promise<void> {
  const other = running.get(thread);
  if (other) {
    other.again = true;
    return;
  }
  const state = { again: false };
  running.set(thread, state);
  do {
    state.again = false;
    const url = new URL(thread.dataset["src"] ?? "", location.href);
    const after = newest(thread);
    if (after) url.searchParams.set("after", String(after));
    const response = await askAgain(url.href);
    if (!response?.ok) break;
    if (isStream(response)) await apply(response);
    else append(thread, parse(await response.text()));
    // Turbo applies a stream with the next frame; until then the newest reply is not known.
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (state.again);
  running.delete(thread);
  added();
}

/** Ids sort by time; 0 when there is no reply yet. */
function newest(thread: HTMLElement): number {
  const ids = [...thread.querySelectorAll('[id^="reply-"]')].map(({ id }) => Number(id.slice(6)));
  return Math.max(0, ...ids.filter(Number.isFinite));
}

function append(thread: HTMLElement, found: Document): void {
  const items = thread.querySelector("[data-items]") ?? thread;
  const fresh = found.querySelector("[data-items]") ?? found.body;
  items.append(...[...fresh.children].filter((item) => !document.getElementById(item.id)));
}
