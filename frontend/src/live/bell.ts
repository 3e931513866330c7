// The number at the bell.

import { STREAM, apply, askAgain, isStream, spread } from "../net";
import { counted } from "../page";
import { refresh } from "../panel";
import type { Change } from "../stream/messages";

const GATHER_MS = 300;
let soon: ReturnType<typeof setTimeout> | undefined;

export function ring(change: Change): void {
  spread(change.spread, "bell", () => (soon ??= setTimeout(() => void count(), GATHER_MS)));
}

export function resync(): void {
  void count();
}

async function count(): Promise<void> {
  soon = undefined;
  if (!document.querySelector("[data-bell]")) return;
  void refresh();
  const response = await askAgain("/notifications/count", { accept: `${STREAM}, application/json` });
  if (!response?.ok) return;
  if (isStream(response)) return void (await apply(response));
  const text = await response.text();
  // `{"count":3}`, or a number by itself.
  const count = Number(/\d+/.exec(text)?.[0] ?? 0);
  for (const bell of document.querySelectorAll<HTMLElement>("[data-bell]")) set(bell, count);
}

function set(bell: HTMLElement, count: number): void {
  const n = bell.querySelector<HTMLElement>(".n") ?? document.createElement("span");
  n.className = "n";
  n.hidden = count === 0;
  n.textContent = count > 99 ? "99+" : String(count);
  bell.append(n);
  const none = bell.dataset["none"];
  if (none) bell.setAttribute("aria-label", count ? counted(bell, count) : none);
}
