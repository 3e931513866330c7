// The script in a real browser, on an invented site with the real policy. Needs `npm run build` only
// in that it runs it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, person } from "../e2e/browser.mjs";
import { start } from "./site.mjs";

let browser;
let site;
let ada;
let page;

before(async () => {
  execFileSync("node", [fileURLToPath(new URL("../build.mjs", import.meta.url))]);
  browser = await launch();
});
after(() => browser?.close());
beforeEach(async () => {
  site = await start();
  ada = await person(browser, site.url);
  page = ada.page;
  ada.context.setDefaultTimeout(6000);
});
afterEach(async () => {
  await ada.context.close();
  site.stop();
  assert.deepEqual(ada.faults, []);
});

async function until(holds, what) {
  for (let tries = 0; tries < 250; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`not within 5 s: ${what ?? holds}`);
}

async function open(path) {
  await page.goto(path);
  await until(() => site.streams.size > 0, "a stream");
}

const asked = (start) => site.seen.filter((line) => line.startsWith(start)).length;

test("a new post waits in the pill and comes when it is pressed", async () => {
  await open("/");
  const pill = page.locator(".newpill");
  assert.equal(await pill.isVisible(), false);
  for (const title of ["Fresh one", "Fresh two"]) site.tell("post.new", site.add(title).id);
  site.tell("post.new", 999, 8);
  await page.getByText("2 new posts", { exact: true }).first().waitFor();
  assert.equal(await page.getByText("Fresh one").count(), 0, "nothing moves before");
  await pill.click();
  await page.getByRole("heading", { name: "Fresh two" }).waitFor();
  const first = await page.locator("#items article").first().getAttribute("id");
  assert.equal(first, "post-47");
  assert.equal(await pill.isVisible(), false);
});

test("a card is fetched again when it changes and leaves when it is gone", async () => {
  await open("/");
  site.posts[44].title = "Changed title";
  site.tell("post.change", 45);
  await page.getByRole("heading", { name: "Changed title" }).waitFor();
  site.tell("post.gone", 44);
  await page.locator("#post-44").waitFor({ state: "detached" });
  site.posts[35].title = "Out of sight";
  site.tell("post.change", 36);
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(asked("GET /posts/36/card"), 0, "not before it is seen");
  await page.locator("#post-36").scrollIntoViewIfNeeded();
  await page.getByRole("heading", { name: "Out of sight" }).waitFor();
});

test("what reaches many is fetched once, at some moment of the time they are given", async () => {
  await open("/");
  const before = site.seen.length;
  site.posts[44].title = "Said to everyone";
  for (let times = 0; times < 10; times += 1) site.tell("reaction", 45, 7, 1);
  site.tell("post.new", site.add("Fresh one").id, 7, 3600);
  await page.getByText("1 new post", { exact: true }).first().waitFor();
  assert.equal(site.seen.length, before, "the pill needs nothing from the server");
  await page.getByRole("heading", { name: "Said to everyone" }).waitFor();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.equal(asked("GET /posts/45/card"), 1);
});

test("why a card is shown stays when it is fetched again", async () => {
  await open("/");
  const card = page.locator("#post-45");
  for (const title of ["First change", "Second change"]) {
    site.posts[44].title = title;
    site.tell("post.change", 45);
    await page.getByRole("heading", { name: title }).waitFor();
    assert.equal(await card.locator("footer").textContent(), "Shown because it is open");
  }
  await card.locator("button").click();
  await until(() => asked("POST /posts/45/reactions") === 1);
  assert.equal(await card.locator("footer").textContent(), "Shown because it is open");
});

test("a change that comes while another is fetched is not lost", async () => {
  await open("/");
  site.slow = 300;
  for (const title of ["First change", "Second change", "Third change"]) {
    site.posts[44].title = title;
    site.tell("post.change", 45);
    await new Promise((resolve) => setTimeout(resolve, 230));
  }
  await page.getByRole("heading", { name: "Third change" }).waitFor();
});

test("focus stays on the control whose card is exchanged", async () => {
  await open("/");
  await page.locator("#post-45 button").focus();
  site.posts[44].title = "Changed title";
  site.tell("reaction", 45);
  await page.getByRole("heading", { name: "Changed title" }).waitFor();
  await until(() => page.evaluate(() => document.activeElement?.closest("#post-45") !== null));
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BUTTON");
});

test("a reaction shows at once and is taken back on an error", async () => {
  await open("/");
  site.slow = 300;
  const button = page.locator("#post-45 button");
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  assert.equal(await button.locator(".n").textContent(), "3");
  await until(() => site.posts[44].mine);
  site.slow = 0;
  site.failing.add("/posts/44/reactions/helpful");
  const other = page.locator("#post-44 button");
  await other.click();
  await page.getByText("Not saved.").waitFor();
  assert.equal(await other.getAttribute("aria-pressed"), "false");
  assert.equal(await other.locator(".n").textContent(), "2");
});

test("tabs share one stream and each hears everything", async () => {
  await open("/");
  const second = await ada.context.newPage();
  await second.goto(`${site.url}/posts/45`);
  await second.locator("[data-connected]").waitFor({ state: "attached" });
  assert.equal(site.streams.size, 1);
  site.posts[44].title = "For both";
  site.tell("post.change", 45);
  await second.getByRole("heading", { name: "For both" }).waitFor();
  await page.getByRole("heading", { name: "For both" }).waitFor();
});

for (const [missing, how] of [
  [["SharedWorker"], "a lock"],
  [["SharedWorker", "BroadcastChannel"], "a stream each"],
]) {
  test(`without a shared worker tabs use ${how}`, async () => {
    await ada.context.addInitScript((names) => {
      for (const name of names) delete window[name];
    }, missing);
    await open("/");
    const second = await ada.context.newPage();
    await second.goto(`${site.url}/posts/45`);
    await second.locator("[data-connected]").waitFor({ state: "attached" });
    const alone = missing.length > 1;
    assert.equal(site.streams.size, alone ? 2 : 1);
    site.posts[44].title = "For both";
    site.tell("post.change", 45);
    await second.getByRole("heading", { name: "For both" }).waitFor();
    await page.getByRole("heading", { name: "For both" }).waitFor();
    const before = asked("GET /stream?");
    await page.close();
    const taken = () => asked("GET /stream?") > before || alone;
    await until(() => site.streams.size === 1 && taken(), "the other tab takes over");
    site.posts[44].title = "For one";
    site.tell("post.change", 45);
    await second.getByRole("heading", { name: "For one" }).waitFor();
  });
}

test("what happened on the way to a page, and while it was away, is shown", async () => {
  await open("/");
  site.slow = 500;
  const going = page.locator("#away").click();
  await until(() => asked("GET /posts/3") > 0);
  site.slow = 0;
  const thread = site.posts[2];
  await going;
  await page.getByRole("heading", { name: "Thread" }).waitFor();
  thread.replies.push({ id: 2000, text: "While you were away" });
  site.posts[44].title = "Changed meanwhile";
  site.tell("post.change", 45);
  site.tell("reply.new", 3);
  await page.getByText("While you were away").waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Changed meanwhile" }).waitFor();
});

test("after a resync everything shown is looked at again", async () => {
  await open("/");
  site.posts[44].title = "Missed change";
  site.add("Missed post");
  site.raw("id: s0\nevent: resync\ndata: {}\n\n");
  await page.getByRole("heading", { name: "Missed change" }).waitFor();
  await page.getByText("1 new post", { exact: true }).first().waitFor();
  await until(async () => (await page.locator("[data-bell] .n").textContent()) === "4");
});

test("the bell counts and says so", async () => {
  await open("/");
  site.tell("notification", 1, 1);
  await page.getByRole("button", { name: "4 notifications" }).waitFor();
});

test("a thread grows, shows who writes, and sends a reply once", async () => {
  await open("/posts/3");
  site.raw('event: typing\ndata: {"key":3,"place":7,"text":"Grace is writing"}\n\n');
  await page.getByText("Grace is writing").waitFor();
  const area = page.getByLabel("Reply", { exact: true });
  await area.fill("First");
  await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  await area.pressSequentially(" answer");
  await until(() => site.typed.length === 1, "others are told once");
  await area.press("Control+Enter");
  await page.locator("#reply-1000").waitFor();
  assert.equal(await area.inputValue(), "");
  await area.fill("Second answer");
  await page.locator(".send").click();
  await page.locator("#reply-1001").waitFor();
  const [one, two] = site.posts[2].replies;
  assert.notEqual(one.key, two.key, "another post has another key");
  await until(async () => (await page.locator("#replies article").count()) === 2);
  await page.getByText("Grace is writing").waitFor({ state: "hidden" });
});

test("a draft survives a reload, and nobody else can read it", async () => {
  await open("/posts/3");
  const area = page.getByLabel("Reply", { exact: true });
  await page.getByLabel("Praise").check();
  assert.equal(await area.getAttribute("placeholder"), "Thank them");
  assert.equal(await page.getByLabel("Whom").isVisible(), true);
  await area.fill("Half a thought");
  await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  await area.press("!");
  const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));
  await until(async () => (await kept()).includes("folkmoot:draft:"));
  assert.doesNotMatch(await kept(), /Half|thought|first/);
  await page.reload();
  await until(async () => (await area.inputValue()) === "Half a thought!");
  assert.equal(await page.getByLabel("Praise").isChecked(), true);
  site.session = "second";
  await page.reload();
  await until(() => site.streams.size > 0);
  await area.focus();
  await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  assert.equal(await area.inputValue(), "");
});

test("people are offered after @, by key", async () => {
  await open("/posts/3");
  const area = page.getByLabel("Reply", { exact: true });
  await area.focus();
  await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  await area.pressSequentially("Ask @Gr");
  await page.getByRole("option", { name: "Grant Low" }).waitFor();
  await area.press("ArrowDown");
  await area.press("Enter");
  assert.equal(await area.inputValue(), "Ask [@Grant Low](/people/1) ");
});

test("the preview follows what is written", async () => {
  await open("/posts/3");
  const area = page.getByLabel("Reply", { exact: true });
  await area.fill("Bold words");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator("#preview b", { hasText: "Bold words" }).waitFor();
  await area.press("!");
  await page.locator("#preview b", { hasText: "Bold words!" }).waitFor();
});

async function toThirdPage() {
  for (const id of [36, 26, 16]) await page.locator(`#post-${id}`).scrollIntoViewIfNeeded();
  await page.locator("#post-20").scrollIntoViewIfNeeded();
  return page.evaluate(() => document.getElementById("post-20").getBoundingClientRect().top);
}

const place = () =>
  page.evaluate(() => document.getElementById("post-20")?.getBoundingClientRect().top ?? null);

test("the list goes on, and Back comes to the same place", async () => {
  await open("/");
  const top = await toThirdPage();
  await page.locator("#post-20 h2 a").click();
  await page.getByRole("heading", { name: "Thread" }).waitFor();
  await page.goBack();
  await until(async () => Math.abs((await place()) - top) < 3, "the same place");
  assert.equal(asked("GET /?before=36"), 1, "from memory");
});

test("a reload comes to the same place", async () => {
  await open("/");
  const top = await toThirdPage();
  await page.reload();
  await until(async () => Math.abs(((await place()) ?? 1e6) - top) < 3, "the same place");
});

test("Back to a page of which no copy is kept comes to the same place", async () => {
  await open("/");
  const top = await toThirdPage();
  await page.evaluate(() => {
    const meta = document.createElement("meta");
    meta.name = "turbo-cache-control";
    meta.content = "no-cache";
    document.head.append(meta);
  });
  await page.locator("#post-20 h2 a").click();
  await page.getByRole("heading", { name: "Thread" }).waitFor();
  await page.goBack();
  await until(async () => Math.abs(((await place()) ?? 1e6) - top) < 3, "the same place");
});

test("a click on Home begins at the top", async () => {
  await open("/");
  await toThirdPage();
  await page.evaluate(() => document.getElementById("away").click());
  await page.getByRole("heading", { name: "Thread" }).waitFor();
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "/";
    document.body.append(link);
    link.click();
  });
  await page.getByRole("heading", { name: "Home" }).waitFor();
  // Turbo shows the kept copy, with the older posts, until the answer has come.
  await until(async () => (await page.locator("#post-20").count()) === 0, "only the newest posts");
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test("the end of a session leaves nothing open", async () => {
  await open("/");
  const second = await ada.context.newPage();
  await second.goto(`${site.url}/posts/45`);
  await second.locator("[data-connected]").waitFor({ state: "attached" });
  site.raw("event: end\ndata: {}\n\n");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await second.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("a menu closes by Escape, by a press elsewhere and by a choice", async () => {
  await open("/");
  const menu = page.locator("details.drop");
  const isOpen = () => menu.evaluate((element) => element.open);
  await page.getByText("Menu").click();
  assert.equal(await isOpen(), true);
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(), false);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Menu");
  for (const elsewhere of ["h1", "[data-copy]"]) {
    await page.getByText("Menu").click();
    await page.locator(elsewhere).click();
    await until(async () => !(await isOpen()), `closed by ${elsewhere}`);
  }
});

test("the bell opens a panel, which keys can use and leave", async () => {
  await open("/");
  assert.equal(asked("GET /notifications/panel"), 0, "only when it is wanted");
  const bell = page.locator("[data-bell][role=button]");
  const panel = page.getByRole("dialog", { name: "Notifications" });
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  for (const key of ["Enter", "Space"]) {
    await bell.press(key);
    await panel.getByText("Ada replied").waitFor();
    await page.locator("[data-bell][aria-expanded=true]").waitFor();
    await page.keyboard.press("Tab");
    await until(async () => (await focused()) === "Ada replied", "the focus in the panel");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    await until(async () => (await focused()).startsWith("Bell"), "the focus back on the bell");
    await page.locator("[data-bell][aria-expanded=false]").waitFor();
  }
  await bell.press("Enter");
  await page.locator("[data-bell][aria-expanded=true]").waitFor();
  await panel.getByText("See all").focus();
  await page.keyboard.press("Tab");
  await panel.waitFor({ state: "hidden" });
  assert.equal(await focused(), "Menu");
});

test("a press on the bell opens the panel, the next one closes it, one elsewhere too", async () => {
  await open("/");
  const bell = page.locator("[data-bell]");
  const panel = page.getByRole("dialog");
  for (const elsewhere of ["[data-bell]", "h1"]) {
    await bell.click();
    await panel.getByText("Ada replied").waitFor();
    await page.locator(elsewhere).click();
    await panel.waitFor({ state: "hidden" });
  }
  const [tab] = await Promise.all([
    ada.context.waitForEvent("page"),
    bell.click({ modifiers: ["Control"] }),
  ]);
  await tab.getByRole("heading", { name: "All notifications" }).waitFor();
});

test("the open panel shows what comes, and the focus stays", async () => {
  await open("/");
  await page.locator("[data-bell]").click();
  const panel = page.getByRole("dialog");
  await panel.getByText("Ada replied").focus();
  site.told.unshift("Ben praised you");
  site.tell("notification", 1, 1);
  await panel.getByText("Ben praised you").waitFor();
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await until(async () => (await focused()) === "Ben praised you", "the focus on the first line");
  await panel.getByText("Ben praised you").click();
  await page.waitForURL("/posts/3");
  assert.equal(await page.getByRole("dialog").isVisible(), false);
});

test("a panel that cannot be had leads to the page", async () => {
  await open("/");
  site.failing.add("/notifications/panel");
  await page.locator("[data-bell]").click();
  await page.getByRole("heading", { name: "All notifications" }).waitFor();
});

test("signing out drops what was kept", async () => {
  await open("/");
  await toThirdPage();
  await page.evaluate(() => dispatchEvent(new Event("pagehide")));
  assert.notEqual(await page.evaluate(() => sessionStorage.length), 0);
  await page.locator(".out").click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  const kept = () => page.evaluate(() => Object.keys(sessionStorage).join());
  assert.doesNotMatch(await kept(), /folkmoot/);
});

test("the end of the session does not cut off the answer to signing out", async () => {
  await open("/");
  site.slow = 400;
  await page.locator(".out").click({ noWaitAfter: true });
  await until(() => asked("POST /signout") === 1);
  site.tell("session.gone", 1, 0);
  await page.waitForURL("/signin?left");
});

test("keys find the search, and leave writing alone", async () => {
  await open("/posts/3");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.type("a/n");
  assert.equal(await page.getByRole("searchbox").inputValue(), "a/n");
});

test("times are kept fresh", async () => {
  await open("/");
  assert.match(await page.locator("#post-45 time").textContent(), /^2\D*min/);
});

test("without a connection there is a line, and a page of its own", async () => {
  await open("/");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => asked("GET /offline") > 0);
  await until(() => page.evaluate(() => caches.match("/offline").then(Boolean)));
  await ada.context.setOffline(true);
  await page.getByText("No connection.").waitFor();
  const keys = await page.evaluate(async () => {
    const requests = await (await caches.open("folkmoot-1")).keys();
    return requests.map(({ url }) => new URL(url).pathname);
  });
  assert.deepEqual(keys, ["/offline"], "no page of a person");
  await ada.context.setOffline(false);
  await page.getByText("No connection.").waitFor({ state: "hidden" });
});
