// Holds the one stream of a browser for all its tabs. Runs in a shared worker, in the tab that holds
// the lock, or in each tab for itself; it knows no page and no way to reach one.
//
// Positions are sealed and cannot be compared, so what a tab has missed is decided by time: a page
// that was asked for at some moment shows everything that had arrived here before it.

import { type Change, type FromTab, type Signal, type ToTab, UNASKED } from "./messages";

export type Post = (message: ToTab) => void;

interface Tab {
  post: Post;
  visible: boolean;
}

interface Kept {
  at: number;
  message: ToTab;
}

const KEPT_EVENTS = 200;
const HIDDEN_MS = 30_000;
/** A page may have been read a little before it was asked for, by a node that was behind. */
const MARGIN_MS = 2000;
/** Who must look at everything again is seldom alone. */
const RESYNC_S = 2;
const RETRY_MS = [2000, 5000, 15_000, 30_000, 60_000];
const SIGNALS = ["typing"];

export class Sharer {
  private readonly tabs = new Map<string, Tab>();
  private kept: Kept[] = [];
  /** Everything that arrived after this time is kept. */
  private covered = Number.POSITIVE_INFINITY;
  private last = "";
  private source: EventSource | undefined;
  private connected = false;
  private hidden: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private over = false;

  hear(name: string, post: Post, message: FromTab): void {
    if (message.type === "leave") {
      this.tabs.delete(name);
    } else if (message.type === "visible") {
      const tab = this.tabs.get(name);
      if (tab) tab.visible = message.visible;
    } else {
      this.tabs.set(name, { post, visible: message.visible });
      this.show(post, message.after, message.since - MARGIN_MS);
    }
    this.settle();
  }

  private show(post: Post, after: string, since: number): void {
    if (this.over) return post({ type: "end" });
    post({ type: "state", connected: this.connected });
    if (!this.last) {
      this.last = after;
      this.covered = since;
    } else if (since < this.covered) {
      post({ type: "resync", id: this.last, spread: 0 });
    } else {
      for (const { at, message } of this.kept) if (at >= since) post(message);
    }
  }

  /** Open while somebody looks, and for a while after. */
  private settle(): void {
    const seen = [...this.tabs.values()].some((tab) => tab.visible);
    if (seen) {
      clearTimeout(this.hidden);
      this.hidden = undefined;
      if (!this.source && !this.retry && this.last && !this.over) this.open();
    } else {
      this.hidden ??= setTimeout(() => this.close(), HIDDEN_MS);
    }
  }

  private open(): void {
    const source = new EventSource(`/stream?after=${encodeURIComponent(this.last)}`);
    this.source = source;
    source.addEventListener("open", () => {
      this.failures = 0;
      this.state(true);
    });
    source.addEventListener("change", (event) => {
      this.last = event.lastEventId;
      const change = { spread: 0, ...(JSON.parse(event.data as string) as Partial<Change>) } as Change;
      this.keep({ type: "change", change, id: this.last });
    });
    for (const kind of SIGNALS) {
      source.addEventListener(kind, (event) => {
        const said = JSON.parse((event as MessageEvent<string>).data) as Omit<Signal, "kind">;
        this.tell({ type: "signal", signal: { ...said, kind } });
      });
    }
    source.addEventListener("resync", (event) => {
      this.last = event.lastEventId;
      this.kept = [];
      this.covered = Date.now();
      const said = JSON.parse(event.data as string) as { spread?: number };
      const spread = Math.max(said.spread ?? 0, RESYNC_S);
      this.tell({ type: "resync", id: this.last, spread });
    });
    source.addEventListener("end", () => this.finish());
    source.addEventListener("error", () => {
      this.state(false);
      if (source.readyState === EventSource.CLOSED) void this.refused();
    });
  }

  /** The server answered, but not with a stream: full for now, or nobody is signed in any more. */
  private async refused(): Promise<void> {
    this.drop();
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 60_000;
    this.failures += 1;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.settle();
    }, wait * (1 + Math.random()));
    if (await signedOut()) this.finish();
  }

  private keep(message: ToTab): void {
    this.kept.push({ at: Date.now(), message });
    if (this.kept.length > KEPT_EVENTS) {
      const first = this.kept.shift();
      if (first) this.covered = Math.max(this.covered, first.at + 1);
    }
    this.tell(message);
  }

  private finish(): void {
    this.over = true;
    this.close();
    this.kept = [];
    this.tell({ type: "end" });
  }

  private close(): void {
    clearTimeout(this.hidden);
    clearTimeout(this.retry);
    this.hidden = this.retry = undefined;
    this.drop();
  }

  private drop(): void {
    this.source?.close();
    this.source = undefined;
  }

  private state(connected: boolean): void {
    if (connected === this.connected) return;
    this.connected = connected;
    this.tell({ type: "state", connected });
  }

  private tell(message: ToTab): void {
    for (const tab of this.tabs.values()) tab.post(message);
  }
}

async function signedOut(): Promise<boolean> {
  try {
    const answer = await fetch("/notifications/count", {
      redirect: "manual",
      headers: { [UNASKED]: "1" },
    });
    return answer.status === 401 || answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}
