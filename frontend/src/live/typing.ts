// "Grace is writing": shown for five seconds after the last sign of it.

import { counted, write } from "../page";
import type { Signal } from "../stream/messages";

const SHOWN_MS = 5000;

/** For each line on the page: who writes, and until when that is shown. */
const writing = new WeakMap<HTMLElement, Map<string, number>>();

export function show({ key, text }: Signal): void {
  const thread = document.querySelector(`[data-thread="${key}"]`);
  const line = thread?.querySelector<HTMLElement>(".typing");
  if (!line) return;
  const names = writing.get(line) ?? new Map<string, number>();
  writing.set(line, names);
  names.set(text, Date.now() + SHOWN_MS);
  update(line, names);
  setTimeout(() => update(line, names), SHOWN_MS + 50);
}

/** With `data-one`, `data-many` on the line a signal carries one name, without them a sentence. */
function update(line: HTMLElement, names: Map<string, number>): void {
  const now = Date.now();
  for (const [name, until] of names) if (until <= now) names.delete(name);
  const last = [...names.keys()].at(-1);
  line.hidden = last === undefined;
  if (last === undefined) return write(line, "");
  const pattern = "many" in line.dataset ? counted(line, names.size) : "{name}";
  write(line, pattern.replace("{name}", last));
}
