// What is too small for a file of its own: copy buttons, dialogs, kinds of a post, busy buttons, and
// what must not be kept in Turbo's copy of a page.

import { config } from "@hotwired/turbo";
import { toast } from "./announce";
import { OPEN, onPage, shut, text } from "./page";

const MENU = "details.drop[open]";

// A disabled button would lose the focus.
config.forms.submitter = "aria-disabled";

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const copied = target.closest<HTMLElement>("[data-copy]");
  if (copied) void copy(event, copied);
  const opener = target.closest<HTMLElement>("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset["opens"] ?? "");
  if (dialog instanceof HTMLDialogElement) {
    event.preventDefault();
    dialog.showModal();
  }
});

// A menu under its button closes as a popover does: by a press elsewhere and by Escape.
document.addEventListener("click", (event) => closeMenus(event.target as Element));
document.addEventListener("focusin", (event) => closeMenus(event.target as Element));
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector<HTMLDetailsElement>(MENU);
  if (event.key !== "Escape" || !menu) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

// The end of a menu near the lower edge would lie under the bar there.
document.addEventListener(
  "toggle",
  (event) => {
    const menu = (event.target as Element).matches(MENU) && (event.target as Element);
    if (menu) menu.querySelector(".menu")?.scrollIntoView({ block: "nearest" });
  },
  true,
);

function closeMenus(except: Element): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(MENU)) {
    const chosen = except.closest(".menu a, .menu button");
    if (!menu.contains(except) || chosen) menu.open = false;
  }
}

async function copy(event: Event, button: HTMLElement): Promise<void> {
  const link = new URL(button.dataset["copy"] ?? "", location.href).href;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link);
    toast(button.dataset["copied"] ?? text("copied"));
  } catch {
    toast(link);
  }
}

// The kind of a post decides what is asked for: `data-for-kind="praise poll"`.
document.addEventListener("change", (event) => {
  const radio = event.target as HTMLInputElement;
  if (radio.name === "kind" && radio.form) fit(radio.form);
});
onPage(() => {
  for (const part of document.querySelectorAll("form [data-for-kind]")) {
    const form = part.closest("form");
    if (form) fit(form);
  }
});

function fit(form: HTMLFormElement): void {
  const chosen = form.querySelector<HTMLInputElement>("[name=kind]:checked");
  if (!chosen) return;
  for (const part of form.querySelectorAll<HTMLElement>("[data-for-kind]")) {
    const fits = (part.dataset["forKind"] ?? "").split(" ").includes(chosen.value);
    part.hidden = !fits;
    if (part instanceof HTMLFieldSetElement) part.disabled = !fits;
  }
  const area = form.querySelector("textarea");
  const placeholder = chosen.dataset["placeholder"];
  if (area && placeholder) area.placeholder = placeholder;
}

document.addEventListener("turbo:submit-start", (event) => busy(event, true));
document.addEventListener("turbo:submit-end", (event) => busy(event, false));

function busy(event: Event, on: boolean): void {
  const { formSubmission } = (event as CustomEvent<{ formSubmission: { submitter?: Element } }>)
    .detail;
  formSubmission.submitter?.classList.toggle("busy", on);
}

document.addEventListener("turbo:fetch-request-error", () => toast(text("failed")));

document.addEventListener("turbo:before-cache", () => {
  for (const open of document.querySelectorAll(OPEN)) shut(open);
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
  for (const line of document.querySelectorAll<HTMLElement>(".typing")) line.hidden = true;
  for (const box of document.querySelectorAll(".toast")) box.remove();
});
