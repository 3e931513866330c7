// Leaving: nothing that was shown or written stays behind on this device.

import { cache } from "@hotwired/turbo";
import { STORED, session } from "./page";

/** The reader signs out in this tab; its answer clears more than we can, and must not be cut off. */
let leaving = false;
const ANSWERED_MS = 10_000;

/** The session is over: a full load, so that no page of it is left in memory. */
export function leave(): void {
  if (!session() || leaving) return;
  forget();
  location.assign("/signin");
}

export function forget(): void {
  cache.clear();
  for (const storage of [sessionStorage, localStorage]) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(STORED)) storage.removeItem(key);
    }
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (new URL(form.action).pathname !== "/signout") return;
  forget();
  leaving = true;
  setTimeout(() => (leaving = false), ANSWERED_MS);
});

// The browser may bring a page of an ended session back from memory.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && session()) location.reload();
});
