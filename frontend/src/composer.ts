// <folkmoot-composer>: around an ordinary form, which works without it. Adds a field that grows, a
// draft that survives, Ctrl+Enter, a preview, people after "@", and "is writing" to others.

import "@github/text-expander-element";
import { Draft } from "./composer/draft";
import { completePeople } from "./composer/people";
import { Preview } from "./composer/preview";

const TYPING_MS = 3000;
const MAX_ROWS = 18;

class Composer extends HTMLElement {
  private stop = new AbortController();
  private draft: Draft | undefined;
  private told = 0;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const area = this.querySelector("textarea");
    if (!form || !area) return;
    this.stop = new AbortController();
    const { signal } = this.stop;
    const rows = area.rows;
    const fit = () => grow(area, rows);

    completePeople(area, () => placeOf(this, form), signal);
    new Preview(this, form, area, signal);
    this.draft = new Draft(this.dataset["draft"] ?? new URL(form.action).pathname, form, area);
    void this.draft.restore().then(fit);

    area.addEventListener("input", () => this.wrote(fit), { signal });
    form.addEventListener("change", () => this.draft?.keep(), { signal });
    form.addEventListener("keydown", (event) => send(event, form), { signal });
    form.addEventListener("turbo:submit-end", (event) => this.sent(event, form, fit), { signal });
    fit();
  }

  disconnectedCallback(): void {
    this.stop.abort();
  }

  private wrote(fit: () => void): void {
    fit();
    this.draft?.keep();
    const url = this.dataset["typing"];
    const now = Date.now();
    if (!url || now - this.told < TYPING_MS) return;
    this.told = now;
    void fetch(url, { method: "POST", keepalive: true }).catch(() => {});
  }

  private sent(event: Event, form: HTMLFormElement, fit: () => void): void {
    const { success } = (event as CustomEvent<{ success: boolean }>).detail;
    if (!success) return;
    this.draft?.drop();
    this.told = 0;
    // When the answer was a stream the form stays, and must not send the same post again.
    form.reset();
    for (const part of form.querySelectorAll("[data-once]")) part.remove();
    for (const key of form.querySelectorAll<HTMLInputElement>("input[name^=idempotency]")) {
      key.value = crypto.randomUUID();
    }
    fit();
  }
}

/** A select of the form, or what the page says. */
function placeOf(composer: HTMLElement, form: HTMLFormElement): string {
  const chosen = form.querySelector<HTMLSelectElement>("select[name=place]");
  return chosen?.value ?? composer.dataset["place"] ?? "";
}

/** By rows and not by style, which the page's policy leaves to style sheets. */
function grow(area: HTMLTextAreaElement, rows: number): void {
  area.rows = rows;
  while (area.scrollHeight > area.clientHeight && area.rows < MAX_ROWS) area.rows += 1;
}

function send(event: KeyboardEvent, form: HTMLFormElement): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
}

customElements.define("folkmoot-composer", Composer);
