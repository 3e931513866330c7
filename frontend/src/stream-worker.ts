// The shared worker: one stream for all tabs of one session. Its name is the session's, so that a
// worker of an earlier session never speaks to a page of the next.

import type { FromTab, ToTab } from "./stream/messages";
import { Sharer } from "./stream/sharer";

declare const self: SharedWorkerGlobalScope;

const sharer = new Sharer();
let count = 0;

self.addEventListener("connect", (event) => {
  const port = event.ports[0];
  if (!port) return;
  const name = String((count += 1));
  const post = (message: ToTab) => port.postMessage(message);
  port.addEventListener("message", (event: MessageEvent<FromTab>) => {
    sharer.hear(name, post, event.data);
  });
  port.start();
});
