// A tab's way to the stream: a shared worker where there is one, else the tab that holds a lock, else
// a stream of its own. The rest of the page does not know which.

import { asset } from "../page";
import type { FromTab, ToTab } from "./messages";
import { Sharer } from "./sharer";

export interface Link {
  send(message: FromTab): void;
  close(): void;
}

export function connect(session: string, hear: (message: ToTab) => void): Link {
  if ("SharedWorker" in window) {
    try {
      return byWorker(session, hear);
    } catch {
      // Blocked by the browser's settings: the next way.
    }
  }
  return elsewhere(session, hear);
}

function byWorker(session: string, hear: (message: ToTab) => void): Link {
  const worker = new SharedWorker(asset("stream-worker.js"), { name: session });
  let spoken: FromTab | undefined;
  let other: Link | undefined;
  worker.port.addEventListener("message", (event: MessageEvent<ToTab>) => hear(event.data));
  worker.port.start();
  worker.addEventListener("error", () => {
    other ??= elsewhere(session, hear);
    if (spoken) other.send(spoken);
  });
  return {
    send(message) {
      if (message.type === "page") spoken = message;
      if (other) other.send(message);
      else worker.port.postMessage(message);
    },
    close() {
      this.send({ type: "leave" });
      other?.close();
      worker.port.close();
    },
  };
}

function elsewhere(session: string, hear: (message: ToTab) => void): Link {
  const shared = "locks" in navigator && "BroadcastChannel" in window;
  return shared ? byLock(session, hear) : alone(hear);
}

function alone(hear: (message: ToTab) => void): Link {
  const sharer = new Sharer();
  return {
    send: (message) => sharer.hear("", hear, message),
    close: () => sharer.hear("", hear, { type: "leave" }),
  };
}

type Envelope =
  | { to: "holder"; from: string; message: FromTab }
  | { to: string; message: ToTab };

/** Messages go over one channel; whoever has the lock answers those to the holder. */
function byLock(session: string, hear: (message: ToTab) => void): Link {
  const me = crypto.randomUUID();
  const channel = new BroadcastChannel(`folkmoot:${session}`);
  const stop = new AbortController();
  let release = () => {};
  let sharer: Sharer | undefined;

  const take = (from: string, message: FromTab) => {
    const post = (answer: ToTab) => {
      if (from === me) hear(answer);
      else channel.postMessage({ to: from, message: answer } satisfies Envelope);
    };
    sharer?.hear(from, post, message);
  };
  channel.addEventListener("message", (event: MessageEvent<Envelope>) => {
    const envelope = event.data;
    if ("from" in envelope) take(envelope.from, envelope.message);
    else if (envelope.to === me || envelope.to === "all") hear(envelope.message);
  });
  const hold = () => {
    sharer = new Sharer();
    channel.postMessage({ to: "all", message: { type: "hello" } } satisfies Envelope);
    hear({ type: "hello" });
    return new Promise<void>((resolve) => (release = resolve));
  };
  navigator.locks.request(`folkmoot:${session}`, { signal: stop.signal }, hold).catch(() => {});

  return {
    send(message) {
      if (sharer) take(me, message);
      else channel.postMessage({ to: "holder", from: me, message } satisfies Envelope);
    },
    close() {
      this.send({ type: "leave" });
      stop.abort();
      release();
      channel.close();
    },
  };
}
