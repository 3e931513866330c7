// A newcomer sets up a programme: from a wish to a number, who started what, and whether it worked.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { start } from "./harness.mjs";

const SITES = 20;
const WEEKS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The readings are asked by a job. */
const ASKED_MS = 20_000;

let network;

before(async () => {
  network = await start();
  await network.add(staff());
});
after(() => network?.stop());
afterEach(() => network.clean());

const site = (at) => `Branch ${String(at + 1).padStart(2, "0")}`;

function staff() {
  const rows = Array.from({ length: SITES * 10 }, (_, at) =>
    [`Pat ${at}`, `P${at}`, site(Math.floor(at / 10)), "frontline"].join(","),
  );
  return ["name,employee_number,site,site_kind", ...rows].join("\n");
}

/** The Monday so many weeks before this one, as 2026-11-16. */
function monday(weeksAgo) {
  const now = new Date();
  const since = (now.getUTCDay() + 6) % 7;
  return new Date(now.getTime() - (since + 7 * weeksAgo) * DAY_MS).toISOString().slice(0, 10);
}

/** Always the same, between -0.5 and 0.5. */
const noise = (at, week) => (((at * 7919 + week * 104729) % 1009) / 1009 - 0.5) * 2;

/** Readings of all branches; what started so many weeks ago is three minutes quicker since. */
function readings(started) {
  const lines = ["unit,period,value"];
  for (let at = 0; at < SITES; at += 1) {
    for (let ago = WEEKS; ago >= 1; ago -= 1) {
      const gain = (started.get(at) ?? 0) >= ago ? 3 : 0;
      const value = 12 + at * 0.2 + noise(at, ago) - gain;
      lines.push(`${site(at)},${monday(ago)},${value.toFixed(2)}`);
    }
  }
  return lines.join("\n");
}

test("a programme stands in a few minutes, and says only what its readings show", async () => {
  const { page } = await network.open(network.people[0]);
  const fill = (name, value) => page.locator(`[name=${name}]`).last().fill(value);
  await page.goto("/indicators");
  await page.getByRole("link", { name: "New indicator" }).first().click();
  await page.locator("[name=wish]").first().fill("Serve customers better");
  await page.getByRole("button", { name: "Check these words" }).click();
  await page.getByText("is a direction, not a number").waitFor();
  await page.getByRole("link", { name: /wait/i }).first().click();
  await page.locator("input[name=quality][value=sound]").check();
  await fill("name", "Minutes a customer waits");
  await fill("unit", "min");
  await fill("definition", "From the greeting to the parcel, median of the week.");
  await fill("source", "Counter tablets");
  await fill("baseline", "14");
  await fill("target", "8");
  await fill("due", "2030-06-30");
  await fill("scope", "All branches");
  await page.getByRole("button", { name: "Create" }).click();
  await page.waitForURL(/\/indicators\/\d+$/);
  const indicator = page.url();

  await page.getByRole("link", { name: "Start an initiative" }).click();
  await fill("name", "Numbered bays");
  await fill("what", "Every parcel has a numbered bay.");
  await page.getByRole("button", { name: "Start the initiative" }).click();
  await page.waitForURL(/\/initiatives\/\d+$/);
  const initiative = page.url();
  await page.getByText("Not yet known").waitFor();
  const starts = (some, weeksAgo) => some.map((at) => `${site(at)},${monday(weeksAgo)}`);
  const record = async (lines) => {
    await page.getByText("Record many at once").click();
    await fill("starts", ["unit,start", ...lines].join("\n"));
    await page.locator("form[action$='/starts.csv'] button").click();
    await page.getByText(/new, .* with another day/).waitFor();
  };
  await record([...starts([0, 1, 2], 18), ...starts([3], 16)]);

  await page.goto(`${indicator}/numbers`);
  const started = new Map([[0, 18], [1, 18], [2, 18], [3, 16], [4, 16], [5, 16]]);
  await fill("readings", readings(started));
  await page.getByRole("button", { name: "Add the table" }).click();
  await page.getByText("600 new").waitFor();
  await page.goto(initiative);
  await until(page, "one more site");
  assert.equal(await page.getByText("95 % interval").count(), 0, "no interval with four");

  await record(starts([4, 5], 16));
  await until(page, "Likely yes");
  assert.match(await page.locator(".said").innerText(), /The 6 sites .* 3(\.\d+)? min better than the 14 others/);
  await page.getByRole("link", { name: "Describe the use case" }).click();
  await fill("name", "A numbered bay for each parcel");
  await fill("purpose", "Whoever stands at the counter finds a parcel without searching.");
  assert.match(await page.locator("[name=indicator] option:checked").innerText(), /Minutes a customer waits/);
  await page.locator("[name=roles]").first().check();
  await fill("steps", "Number the bays\nWrite the number on each parcel");
  await fill("checklist", "Numbers are bought\nEverybody knows them");
  await fill("effort_hours", "6");
  await page.getByRole("button", { name: "Put it into the library" }).click();
  await page.waitForURL(/\/use-cases\/\d+$/);
  const useCase = page.url();

  await page.getByRole("link", { name: "Tell how you did it" }).click();
  await fill("title", "A number on each bay, and nobody searches");
  await fill("why", "Customers left before we had found their parcel.");
  await fill("had", "Parcels lay where there was room.");
  await fill("did", "We numbered the bays in one evening.");
  await fill("changed", "We walk straight to the parcel.");
  await fill("unit", site(0));
  const spans = { before_from: 24, before_to: 19, after_from: 17, after_to: 17 };
  for (const [name, ago] of Object.entries(spans)) await fill(name, monday(ago));
  await fill("after_to", "one of the last weeks");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.getByText("It is not saved yet").waitFor();
  assert.equal(await page.locator("[name=did]").inputValue(), "We numbered the bays in one evening.");
  await fill("after_to", monday(6));
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.waitForURL(/\/stories\/\d+$/);
  await page.locator("form[action$='/publication'] button").first().click();
  await page.getByText("Readings not looked at yet").first().waitFor();
  assert.match(await page.locator("main").innerText(), /Branch 01/);

  await page.goto(useCase);
  await page.getByText("A number on each bay, and nobody searches").first().waitFor();
  await page.getByRole("link", { name: "Start in your team" }).click();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL(/\/replications\/\d+$/);
  await page.getByText("It is started.").waitFor();
  await page.goto(useCase);
  // On the first day at once, and in the list of teams before it.
  for (const text of ["Where it runs", "As it is described"]) await page.getByText(text).first().waitFor();

  await page.goto(indicator);
  for (const text of ["Numbered bays", "A numbered bay for each parcel", "nobody searches"]) {
    await page.getByText(text).first().waitFor();
  }
  await page.getByRole("link", { name: "Roll-out" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Roll-out" }).waitFor();
});

/** The page says so, sooner or later. */
async function until(page, text) {
  for (const end = Date.now() + ASKED_MS; Date.now() < end; ) {
    if ((await page.getByText(text).count()) > 0) return;
    await page.waitForTimeout(300);
    await page.reload();
  }
  assert.fail(`the page does not say “${text}”: ${await page.locator("main").innerText()}`);
}
