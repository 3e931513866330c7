// Loads what moves a map, on the page that has one.

import { asset, onPage } from "./page";

let loading: Promise<{ show(): void }> | undefined;

export function start(): void {
  onPage(() => {
    if (!document.querySelector("[data-netmap]")) return;
    loading ??= import(asset("map.js"));
    loading.then((map) => map.show()).catch(() => (loading = undefined));
  });
}
