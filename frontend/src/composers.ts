// Loads the composer when somebody turns to one, or left a draft in one.

import { STORED, asset, onPage } from "./page";

const COMPOSER = "folkmoot-composer";
let loading: Promise<unknown> | undefined;

export function start(): void {
  for (const type of ["focusin", "pointerdown"]) {
    document.addEventListener(type, (event) => {
      if ((event.target as Element).closest(COMPOSER)) load();
    });
  }
  onPage(() => {
    const drafts = Object.keys(sessionStorage).some((key) => key.startsWith(`${STORED}draft:`));
    if (drafts && document.querySelector(COMPOSER)) load();
  });
}

function load(): void {
  loading ??= import(asset("composer.js")).catch(() => (loading = undefined));
}
