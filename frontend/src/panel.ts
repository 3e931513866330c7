// The panel under the bell: what is newest, without leaving the page. The markup is the server's;
// without this the bell is a link to the same list.

import { visit } from "@hotwired/turbo";
import { reload } from "./net";

/** Whether it was open when the press began: at the click the browser has closed it already. */
let wasOpen = false;
/** Whether the focus was in it when it closed. */
let wasInside = false;

/** What is shown is old: fetched again. */
export async function refresh(): Promise<void> {
  const panel = found();
  const frame = panel?.querySelector<TurboFrameElement>("turbo-frame");
  if (frame && isOpen(panel)) await reload(frame);
}

document.addEventListener("turbo:load", () => {
  const [panel, bell] = [found(), theBell()];
  if (!panel || !bell) return;
  bell.role = "button";
  bell.setAttribute("aria-haspopup", "dialog");
  bell.setAttribute("aria-controls", panel.id);
  bell.ariaExpanded = "false";
});

document.addEventListener("pointerdown", () => (wasOpen = isOpen(found())), true);

document.addEventListener("click", (event) => {
  const panel = found();
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!panel || elsewhere || !theBell()?.contains(event.target as Node)) return;
  event.preventDefault();
  // A key presses too, and has no pointer.
  const open = event.detail ? wasOpen : isOpen(panel);
  if (open) panel.hidePopover();
  else panel.showPopover();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.target !== theBell() || !found()) return;
  event.preventDefault();
  theBell()?.click();
});

document.addEventListener("beforetoggle", ({ target }) => {
  const panel = found();
  if (target === panel) wasInside = panel?.contains(document.activeElement) ?? false;
}, true);

document.addEventListener("toggle", ({ target }) => {
  const [panel, bell] = [found(), theBell()];
  if (target !== panel || !panel || !bell) return;
  const open = isOpen(panel);
  bell.ariaExpanded = String(open);
  if (!open) return wasInside && nobodyHasFocus() ? bell.focus({ preventScroll: true }) : undefined;
  panel.focus({ preventScroll: true });
  // The first time it loads by being seen.
  void panel.querySelector<TurboFrameElement>("turbo-frame[complete]")?.reload();
}, true);

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const panel = found();
  const next = relatedTarget as Node | null;
  if (!panel || !next || !panel.contains(target as Node)) return;
  if (!panel.contains(next) && !theBell()?.contains(next)) panel.hidePopover();
});

// Drawn anew, the focus stays on its link; a button that was pressed may be gone.
document.addEventListener("turbo:before-frame-render", (event) => {
  const panel = found();
  if (!panel?.contains(event.target as Node)) return;
  const { detail } = event as TurboFrameRender;
  const { render } = detail;
  detail.render = (now, next) => {
    const at = links(panel).indexOf(document.activeElement as HTMLElement);
    render(now, next);
    if (isOpen(panel) && nobodyHasFocus()) (links(panel)[at] ?? panel).focus({ preventScroll: true });
  };
});

// What was answered is no panel: the page says what is the matter.
document.addEventListener("turbo:frame-missing", (event) => {
  const href = theBell()?.getAttribute("href");
  if (!href || !found()?.contains(event.target as Node)) return;
  event.preventDefault();
  visit(href);
});

function found(): HTMLElement | null {
  return document.getElementById("bell-panel");
}

function theBell(): HTMLAnchorElement | null {
  return document.querySelector("a[data-bell]");
}

function isOpen(panel: HTMLElement | null): boolean {
  return panel?.matches(":popover-open") ?? false;
}

function nobodyHasFocus(): boolean {
  return !document.activeElement || document.activeElement === document.body;
}

function links(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>("a[href]")];
}
