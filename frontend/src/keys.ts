// Keys: `/` searches, `n` begins a post. Not while writing, and not over the browser's own.

const WRITING = "input, textarea, select, [contenteditable], [role=textbox]";

document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (modified || event.defaultPrevented || (event.target as Element).closest(WRITING)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "/") go(event, ".search input");
  if (event.key === "n") go(event, "#compose textarea, [data-new-post]");
});

function go(event: Event, selector: string): void {
  const found = [...document.querySelectorAll<HTMLElement>(selector)];
  const target = found.find((element) => element.offsetParent !== null);
  if (!target) return;
  event.preventDefault();
  if (target.matches("a")) target.click();
  else target.focus();
}
