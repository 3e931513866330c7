// What tabs and the holder of the stream say to each other.

/** Header of what a page asks by itself: what nobody did keeps no session of a shared device open. */
export const UNASKED = "Folkmoot-Unasked";

/** Something changed; the page decides whether it shows it. */
export interface Change {
  kind: string;
  key: number;
  place: number;
  /** Over how many seconds those who are told should fetch what they show of it. */
  spread: number;
}

/** Something that matters only now. */
export interface Signal {
  kind: string;
  key: number;
  place: number;
  text: string;
}

export type FromTab =
  /** A page is shown: `since` is the time at which it was asked for, in ms since 1970. */
  | { type: "page"; after: string; since: number; visible: boolean }
  | { type: "visible"; visible: boolean }
  | { type: "leave" };

export type ToTab =
  | { type: "change"; change: Change; id: string }
  | { type: "signal"; signal: Signal }
  /** Something was missed: look again at everything shown, within so many seconds. */
  | { type: "resync"; id: string; spread: number }
  /** The session is over. */
  | { type: "end" }
  | { type: "state"; connected: boolean }
  /** A new holder: every tab says again what it shows. */
  | { type: "hello" };
