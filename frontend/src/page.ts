// What the page says about itself: its session, its language, its words, where its files are.
// Everything is read when it is needed, because Turbo exchanges the body under our feet.

/** Everything of ours in the browser's storage begins with this, and goes when one signs out. */
export const STORED = "folkmoot:";

/** Menus and whatever else lies open over the page. */
export const OPEN = ":popover-open, details.drop[open]";

/** A value that belongs to one signed-in session; empty on pages for the signed-out. */
export function session(): string {
  return document.body.dataset["session"] ?? "";
}

/** On a shared device nothing is kept, not even a draft. */
export function keepsNothing(): boolean {
  return "sharedDevice" in document.body.dataset;
}

export function language(): string {
  return document.documentElement.lang || "en";
}

/** The position of the change log at which the page was read, sealed for this session. */
export function position(): string {
  return meta("folkmoot-stream");
}

/** A sentence in the page's language; without one the caller shows nothing. */
export function text(name: string): string {
  return words("folkmoot-texts")[name] ?? "";
}

/** The address of a bundled file, which the server may have given a name with a hash. */
export function asset(name: string): string {
  return words("folkmoot-assets")[name] ?? `/assets/${name}`;
}

/** "1 new post" or "3 new posts": `data-one`, `data-many` and what else the language needs. */
export function counted(element: HTMLElement, n: number): string {
  const form = new Intl.PluralRules(language()).select(n);
  const pattern = element.dataset[form] ?? element.dataset["many"] ?? "{n}";
  return pattern.replace("{n}", new Intl.NumberFormat(language()).format(n));
}

/** Writes into the part of an element meant for text, beside its icons. */
export function write(element: Element, line: string): void {
  let place = element.querySelector("[data-text]");
  if (!place) {
    place = document.createElement("span");
    place.setAttribute("data-text", "");
    element.append(place);
  }
  if (place.textContent !== line) place.textContent = line;
}

export function shut(open: Element): void {
  if (open instanceof HTMLDetailsElement) open.open = false;
  else (open as HTMLElement).hidePopover();
}

export function onPage(run: () => void): void {
  document.addEventListener("turbo:load", run);
  document.addEventListener("turbo:frame-load", run);
  document.addEventListener("folkmoot:added", run);
}

/** Tells the other parts that a list has grown. */
export function added(): void {
  document.dispatchEvent(new Event("folkmoot:added"));
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

function words(name: string): Record<string, string> {
  try {
    return JSON.parse(meta(name) || "{}") as Record<string, string>;
  } catch {
    return {};
  }
}
