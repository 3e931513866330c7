// Turbo exchanges elements under the reader's hands. Focus goes to the same control of the new form
// of an element, found by its place among the controls; what its foot says of this page alone, why it
// is shown here, stays; and the other parts look at what is new.

import { added } from "./page";

const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";

document.addEventListener("turbo:before-stream-render", (event) => {
  const { detail } = event as TurboStreamRender;
  const render = detail.render;
  detail.render = async (stream) => {
    const active = document.activeElement;
    const host = active?.closest("[id][data-live]");
    const index = host && active ? [...host.querySelectorAll(CONTROLS)].indexOf(active) : -1;
    const form = () => document.getElementById(stream.getAttribute("target") ?? "");
    const kept = form()?.querySelector("footer > [data-keep]");
    await render(stream);
    if (kept && !kept.isConnected) form()?.querySelector("footer")?.append(kept);
    added();
    if (!host || host.isConnected || index < 0) return;
    const same = document.getElementById(host.id)?.querySelectorAll<HTMLElement>(CONTROLS)[index];
    same?.focus({ preventScroll: true });
  };
});
