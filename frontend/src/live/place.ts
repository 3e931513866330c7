// Somebody joined or left the place this page belongs to. If it was the reader who lost it, the page
// does not stay open; whether it was is for the server to say.

import { visit } from "@hotwired/turbo";
import { askAgain, spread } from "../net";
import type { Change } from "../stream/messages";

export function check(change: Change): void {
  const ours = `[data-feed-place="${change.place}"], [data-in-place="${change.place}"]`;
  if (!change.place || !document.querySelector(ours)) return;
  spread(change.spread, "place", async () => {
    const response = await askAgain(location.href, { method: "HEAD" });
    if (response?.status === 404 || response?.status === 403) {
      visit(location.href, { action: "replace" });
    }
  });
}
