// A reaction shows at once and is taken back when the server does not take it. Without script it is
// an ordinary form.

import { toast } from "./announce";
import { apply, ask } from "./net";
import { OPEN, language, shut, text } from "./page";

const sending = new WeakSet<HTMLFormElement>();

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-react]")) return;
  event.preventDefault();
  void react(form, event.submitter);
});

async function react(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const button = form.querySelector<HTMLElement>("[aria-pressed]");
  if (!button || sending.has(form)) return;
  sending.add(form);
  const undo = press(button);
  const menu = form.closest(OPEN);
  if (menu) shut(menu);
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value));
  const response = await ask(form.action, { method: "POST", body });
  sending.delete(form);
  if (response?.ok) {
    if (!(await apply(response))) refresh(form);
  } else {
    undo();
    toast(text("failed"));
  }
}

/** Turns the button over; returns the way back. */
function press(button: HTMLElement): () => void {
  const pressed = button.getAttribute("aria-pressed") === "true";
  const n = button.querySelector(".n");
  const before = n?.textContent ?? "";
  const count = Number(before.replaceAll(/\D/g, ""));
  // A rounded number such as "1.2k" stays as it is.
  const plain = /^[\d.,\s\u00a0\u202f]*$/.test(before) && Number.isSafeInteger(count);
  button.setAttribute("aria-pressed", String(!pressed));
  if (n && plain) {
    const next = Math.max(0, count + (pressed ? -1 : 1));
    n.textContent = next ? new Intl.NumberFormat(language()).format(next) : "";
  }
  return () => {
    button.setAttribute("aria-pressed", String(pressed));
    if (n) n.textContent = before;
  };
}

/** The answer was a page: the next press needs the newest form of the card. */
async function refresh(form: HTMLFormElement): Promise<void> {
  const src = form.closest<HTMLElement>("[data-src]")?.dataset["src"];
  const response = src && (await ask(src));
  if (response) await apply(response);
}
