// People after "@": only whom the readers of the place may be, as the server says.

interface Change extends Event {
  detail: { key: string; text: string; provide(found: Promise<Provided>): void };
}

interface Provided {
  matched: boolean;
  fragment?: HTMLElement;
}

const LONGEST = 40;

export function completePeople(
  area: HTMLTextAreaElement,
  place: () => string,
  signal: AbortSignal,
): void {
  const expander = area.closest("text-expander") ?? wrap(area);
  let latest = new AbortController();
  // These events do not bubble.
  expander.addEventListener(
    "text-expander-change",
    (event) => {
      const { text, provide } = (event as Change).detail;
      latest.abort();
      latest = new AbortController();
      if (text.length <= LONGEST) provide(find(text, place(), latest.signal));
    },
    { signal },
  );
  expander.addEventListener(
    "text-expander-value",
    (event) => {
      const { detail } = event as CustomEvent<{ item: HTMLElement; value: string | null }>;
      detail.value = detail.item.dataset["value"] ?? null;
    },
    { signal },
  );
  // A field of several lines may not be called a combobox; what is offered is told all the same.
  expander.addEventListener(
    "text-expander-activate",
    () =>
      queueMicrotask(() => {
        area.removeAttribute("role");
        area.ariaExpanded = null;
      }),
    { signal },
  );
}

async function find(text: string, place: string, signal: AbortSignal): Promise<Provided> {
  const url = `/people/complete?${new URLSearchParams({ q: text, place }).toString()}`;
  try {
    const response = await fetch(url, { signal, headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return { matched: false };
    const found = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = found.querySelector<HTMLElement>("[role=listbox]");
    return list?.firstElementChild ? { matched: true, fragment: list } : { matched: false };
  } catch {
    return { matched: false };
  }
}

/** Moving the field takes the focus from it, so it is given back. */
function wrap(area: HTMLTextAreaElement): Element {
  const expander = document.createElement("text-expander");
  expander.setAttribute("keys", "@");
  const focused = document.activeElement === area;
  const { selectionStart, selectionEnd } = area;
  // The element looks for its field at the moment it is connected.
  const gap = document.createComment("");
  area.replaceWith(gap);
  expander.append(area);
  gap.replaceWith(expander);
  if (focused) {
    area.focus({ preventScroll: true });
    area.setSelectionRange(selectionStart, selectionEnd);
  }
  return expander;
}
