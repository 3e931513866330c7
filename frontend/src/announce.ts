// Short lines for people: a toast to see, a status line to hear. One region, polite.

import { write } from "./page";

const SHOWN_MS = 6000;

/** Shows a line for a few seconds. */
export function toast(line: string): void {
  if (!line) return;
  const box = document.createElement("div");
  box.className = "toast";
  write(box, line);
  region("toasts", "toasts").append(box);
  const remove = () => (box.matches(":hover, :focus-within") ? later() : box.remove());
  const later = () => setTimeout(remove, SHOWN_MS);
  later();
}

/** Says a line without showing it. */
export function say(line: string): void {
  write(region("said", "vh"), line);
}

function region(id: string, className: string): HTMLElement {
  const found = document.getElementById(id);
  if (found) return found;
  const made = document.createElement("div");
  made.id = id;
  made.className = className;
  made.setAttribute("role", "status");
  made.setAttribute("data-turbo-temporary", "");
  document.body.append(made);
  return made;
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest(".toast [data-dismiss]");
  button?.closest(".toast")?.remove();
});
