// Says when there is no connection, and keeps the files for the page that says so without one.

import { text } from "./page";

export function start(): void {
  window.addEventListener("offline", show);
  window.addEventListener("online", show);
  document.addEventListener("turbo:load", show);
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/service-worker.js").catch(() => {});
  }
}

function show(): void {
  let bar = document.getElementById("offline");
  if (navigator.onLine) {
    if (bar) bar.hidden = true;
    return;
  }
  if (!bar) {
    bar = document.createElement("p");
    bar.id = "offline";
    bar.className = "offline";
    bar.setAttribute("role", "status");
    bar.setAttribute("data-turbo-temporary", "");
    bar.textContent = text("offline");
    document.body.prepend(bar);
  }
  bar.hidden = false;
}
