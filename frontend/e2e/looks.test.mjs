// Every page: nothing for axe to find, in light and dark, wide and narrow; no page scrolls sideways
// at 320 pixels; the first load is within its budget.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { addresses, first, post, start } from "./harness.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SOURCE = await readFile(AXE, "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIGNED_OUT = ["/signin", "/claim", "/offline", "/no-such-page", "/api"];
const FROM = ["/", "/communities", "/people", "/questions", "/notifications", "/settings/profile"];

let network;
let found;

before(async () => {
  network = await start();
  const { page } = await network.open(network.people[0]);
  const key = await post(page, "A question with an answer", "question");
  found = await addresses(page, [...FROM, `/posts/${key}`, "/posts/new", "/signout"]);
  await network.clean();
});
after(() => network?.stop());
afterEach(() => network.clean());

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing in ${colorScheme} at ${width} pixels`, async () => {
      const look = { colorScheme, viewport: { width, height: 900 } };
      const signedIn = await network.open(network.people[0], look);
      const faults = [];
      for (const path of found) faults.push(...(await audit(signedIn.page, path)));
      const signedOut = await network.open(null, look);
      for (const path of SIGNED_OUT) faults.push(...(await audit(signedOut.page, path)));
      assert.deepEqual(faults, []);
    });
  }
}

test("axe finds nothing where the first administrator begins, in German too", async () => {
  const fresh = await first();
  try {
    const { page } = await network.open(null, { locale: "de-DE" });
    assert.deepEqual(await audit(page, fresh.link), []);
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
  } finally {
    await fresh.stop();
  }
});

test("axe finds nothing in what opens, and in a form that was refused", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await network.open(network.people[0], { colorScheme });
    const faults = [];
    // What lies under an open menu is covered, and nobody is meant to press it.
    const look = async (what, within) => faults.push(...(await audited(page, what, within)));
    await page.goto("/");
    for (const menu of [".post-head details.drop", ".post-foot details.drop"]) {
      await page.locator(`article ${menu} > summary`).first().click();
      await look(menu, `article ${menu}[open]`);
      await page.keyboard.press("Escape");
    }
    await page.locator("button[popovertarget=more-menu]:visible").click();
    await look("the reader's own menu", "#more-menu");
    await page.keyboard.press("Escape");
    await page.locator("[data-bell]").click();
    await page.locator(".panel a").first().waitFor();
    await look("the panel");
    await page.keyboard.press("Escape");
    const area = page.locator("form#compose textarea");
    await area.click();
    await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
    await area.pressSequentially("Thanks @a");
    await page.getByRole("option").first().waitFor();
    await look("people after @");
    await page.keyboard.press("Escape");
    await page.locator("form#compose label:has(input[value=praise])").click();
    await page.locator("form#compose [data-preview-toggle]").click();
    await page.locator("[data-preview] p").waitFor();
    await look("praise with a preview");
    await page.locator("form#compose button.primary").click();
    await page.locator("form#compose [aria-invalid=true]").first().waitFor();
    await look("praise for nobody");
    assert.deepEqual(faults, []);
  }
});

async function audit(page, path) {
  await page.goto(path);
  return audited(page, path);
}

/** Run by the debugger's protocol, which the pages' policy does not concern. */
async function audited(page, path, within = "html") {
  await page.evaluate(SOURCE);
  const results = await page.evaluate(
    ([within, values]) => window.axe.run(within, { runOnly: { type: "tag", values } }),
    [within, RULES],
  );
  return results.violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${path}: ${id} (${nodes.length}): ${first.html.slice(0, 160)} ${first.failureSummary}`;
  });
}

test("no page scrolls sideways at 320 pixels", async () => {
  const { page } = await network.open(network.people[0], { viewport: { width: 320, height: 640 } });
  const wide = [];
  for (const path of found) {
    await page.goto(path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wide.push(`${path}: ${over} px`);
  }
  assert.deepEqual(wide, []);
});

test("the first load is within its budget", async () => {
  const { page } = await network.open(network.people[0]);
  const sizes = { document: 0, stylesheet: 0, script: 0 };
  const bodies = [];
  page.on("response", (response) => {
    const type = response.request().resourceType();
    if (type in sizes && response.status() === 200) {
      bodies.push(response.body().then((body) => (sizes[type] += gzipSync(body).length)));
    }
  });
  await page.goto("/", { waitUntil: "load" });
  await Promise.all(bodies);
  for (const [type, kilobytes] of [["document", 40], ["stylesheet", 20], ["script", 40]]) {
    assert.ok(sizes[type] > 0, `no ${type}`);
    assert.ok(sizes[type] <= kilobytes * 1024, `${type}: ${sizes[type]} bytes`);
  }
});
