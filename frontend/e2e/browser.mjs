// Debian's Chromium, driven by playwright-core. Every page is watched: a violation of the pages'
// policy or an error in a script fails the test that caused it.

import { chromium } from "playwright-core";

const path = process.env.FOLKMOOT_CHROMIUM ?? "/usr/bin/chromium";
const ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium's own sandbox does not work for root. */
export function launch() {
  const args = process.getuid?.() === 0 ? [...ARGS, "--no-sandbox"] : ARGS;
  return chromium.launch({ executablePath: path, args });
}

/** A browser of one person. `faults` gathers what no page may do; see `assertClean`. */
export async function person(browser, base, options = {}) {
  const context = await browser.newContext({
    baseURL: base,
    locale: "en-GB",
    reducedMotion: "reduce",
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const faults = [];
  await context.exposeFunction("folkmootViolation", (text) => faults.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
      window.folkmootViolation(
        `policy ${violatedDirective} at ${location.pathname}: ${blockedURI} ${sourceFile}:${lineNumber}`,
      );
    });
  });
  context.on("weberror", (error) => faults.push(`script error: ${error.error().stack}`));
  const page = await context.newPage();
  return { context, page, faults };
}
