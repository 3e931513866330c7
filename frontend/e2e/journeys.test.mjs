// What people come for: signing in, writing, answering, and seeing it in another browser as it
// happens.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { LIVE_MS, card, live, post, reply, signIn, start } from "./harness.mjs";

let network;
let ada;
let bo;
let cy;

before(async () => {
  network = await start();
  [ada, bo, cy] = network.people;
});
after(() => network?.stop());
afterEach(() => network.clean());

const soon = { timeout: LIVE_MS };

test("a wrong password is refused and the right one signs in", async () => {
  const { page } = await network.open(null);
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/signin");
  await page.locator("[name=login]").first().fill(ada.login);
  await page.locator("[name=password]").first().fill("not the password");
  await page.locator("form[action='/signin'] button.primary").click();
  await page.locator("[role=alert], .err-line, .callout").first().waitFor();
  assert.equal(await page.locator("[name=password]").first().inputValue(), "");
  await signIn(page, ada);
  await page.locator("main h1").first().waitFor({ state: "attached" });
});

test("a post waits in another browser's pill until it is asked for", async () => {
  const writer = await network.open(ada);
  const reader = await network.open(bo);
  await reader.page.goto("/");
  await live(reader.page);
  const key = await post(writer.page, "The new price labels are in the back office.");
  await reader.page.locator(".newpill").waitFor(soon);
  assert.equal(await card(reader.page, key).count(), 0, "nothing moves under the reader");
  await reader.page.locator(".newpill").click();
  await card(reader.page, key).waitFor(soon);
});

test("a reaction, an edit and a deletion are seen without a reload", async () => {
  const writer = await network.open(ada);
  const key = await post(writer.page, "Who has the key to the loading bay?");
  await writer.page.goto(`/posts/${key}`);
  await live(writer.page);
  const reader = await network.open(bo);
  await reader.page.goto(`/posts/${key}`);
  await live(reader.page);
  const button = card(reader.page, key).locator("form[data-react] button").first();
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  const counted = card(writer.page, key).locator("form[data-react] .n", { hasText: "1" }).first();
  await counted.waitFor(soon);

  const second = await writer.context.newPage();
  await second.goto(`/posts/${key}/edit`);
  await second.locator("textarea[name=text]").fill("Who has the spare key to the loading bay?");
  await second.locator("form button.primary").first().click();
  await reader.page.getByText("spare key").first().waitFor(soon);

  await second.goto(`/posts/${key}/delete`);
  await second.locator("form button.danger").click();
  await card(reader.page, key).waitFor({ state: "detached", ...soon });
  const answer = await reader.page.request.get(`/posts/${key}`);
  assert.equal(answer.status(), 404);
});

test("in a thread one sees who writes, and then the reply", async () => {
  const asker = await network.open(ada);
  const key = await post(asker.page, "Can parcels be handed over with photo ID?", "question");
  await asker.page.goto(`/posts/${key}`);
  await live(asker.page);
  const helper = await network.open(bo);
  await helper.page.goto(`/posts/${key}`);
  await live(helper.page);
  await reply(helper.page).click();
  await helper.page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  await reply(helper.page).pressSequentially("Yes, if the surname matches.");
  await asker.page.locator(".typing:not([hidden])", { hasText: bo.name ?? "" }).waitFor(soon);
  assert.equal(await helper.page.locator(".typing:not([hidden])").count(), 0, "not oneself");
  await reply(helper.page).press("Control+Enter");
  const shown = asker.page.locator("article.reply", { hasText: "Yes, if the surname matches." });
  await shown.waitFor(soon);
  assert.equal(await helper.page.locator("article.reply").count(), 1, "sent once");
  assert.equal(await reply(helper.page).inputValue(), "");
  await asker.page.locator("[data-bell] .n", { hasText: /\d/ }).waitFor(soon);
});

test("people are offered after @ and the preview shows the text", async () => {
  const { page } = await network.open(ada);
  await page.goto("/posts/new");
  const area = page.locator("form#compose textarea[name=text]");
  await area.click();
  await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  const name = bo.name.split(" ")[0];
  await area.pressSequentially(`Thank you @${name.slice(0, 3)}`);
  await page.getByRole("option").first().waitFor();
  await area.press("Enter");
  assert.match(await area.inputValue(), /Thank you \[@.+\]\(\/people\/\d+\)/);
  await area.pressSequentially("for **everything**");
  await page.locator("form#compose [data-preview-toggle]").click();
  await page.locator("[data-preview] strong", { hasText: "everything" }).waitFor();
});

test("the third page of the feed is found again after reading a thread", async () => {
  const { page } = await network.open(cy);
  await page.goto("/");
  await page.locator("button[name=order][value=latest]").click();
  await page.locator("button[name=order][value=latest][aria-pressed=true]").waitFor();
  const items = page.locator("[data-items] > article");
  const size = await items.count();
  for (let wanted = size + 1; wanted <= 2 * size + 1; wanted += size) {
    await items.last().scrollIntoViewIfNeeded();
    await items.nth(wanted - 1).waitFor({ state: "attached" });
  }
  const third = items.nth(2 * size);
  await third.scrollIntoViewIfNeeded();
  const id = await third.getAttribute("id");
  const top = () => page.locator(`#${id}`).evaluate((item) => item.getBoundingClientRect().top);
  const before = await top();
  await third.locator(`a[href^="/posts/"]`).first().click();
  await page.locator("[data-thread]").waitFor();
  await page.goBack();
  await page.locator(`#${id}`).waitFor();
  await page.waitForFunction(
    ([id, before]) => Math.abs(document.getElementById(id).getBoundingClientRect().top - before) < 5,
    [id, before],
  );
});

test("everything that matters works without script", async () => {
  const { page } = await network.open(ada, { javaScriptEnabled: false });
  await page.goto("/");
  assert.ok((await page.locator("[data-items] > article").count()) > 5);
  const key = await post(page, "Written without script.");
  await page.goto(`/posts/${key}`);
  await card(page, key).locator("form[data-react] button").first().click();
  await page.goto(`/posts/${key}`);
  const button = card(page, key).locator("form[data-react] button").first();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  await reply(page).fill("Answered without script.");
  await page.locator("form#reply button.primary").click();
  await page.getByText("Answered without script.").first().waitFor();
  await page.goto("/");
  await page.locator("a[rel=next]").first().click();
  assert.ok((await page.locator("[data-items] > article").count()) > 0);
});

test("a keyboard alone is enough", async () => {
  const { page } = await network.open(ada);
  const key = await post(page, "Is the kettle in the break room back?", "question");
  await page.goto(`/posts/${key}`);
  await live(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#main$/);
  const press = async (locator, press) => {
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press("Tab");
      const there = await locator.evaluate((element) => element === document.activeElement);
      if (there) return page.keyboard.press(press);
    }
    assert.fail(`not reached: ${locator}`);
  };
  await press(card(page, key).locator(".post-head summary"), "Enter");
  await card(page, key).locator(".post-head .menu").waitFor();
  await page.keyboard.press("Escape");
  const button = card(page, key).locator("form[data-react] button").first();
  await press(button, "Space");
  await card(page, key).locator("form[data-react] button[aria-pressed=true]").first().waitFor();
  await press(reply(page), "End");
  await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  await page.keyboard.type("It is back, and it is blue.");
  await press(page.locator("form#reply button.primary"), "Enter");
  await page.locator("article.reply", { hasText: "it is blue" }).waitFor(soon);
});

test("an answer to a reply stands under it, for others too", async () => {
  const one = await network.open(ada);
  const key = await post(one.page, "Which door opens at six?", "question");
  const other = await network.open(bo);
  for (const { page } of [one, other]) {
    await page.goto(`/posts/${key}`);
    await live(page);
  }
  await reply(one.page).fill("The one at the loading bay.");
  await one.page.locator("form#reply button.primary").click();
  const top = other.page.locator("article.reply", { hasText: "loading bay" });
  await top.waitFor(soon);
  await top.locator(".reacts a", { hasText: /\S/ }).first().click();
  await other.page.locator("form#reply [data-once]").waitFor();
  await reply(other.page).fill("Thank you, found it.");
  await other.page.locator("form#reply button.primary").click();
  const nested = one.page.locator("article.reply .replies article", { hasText: "found it" });
  await nested.waitFor(soon);
  await other.page.locator("form#reply [data-once]").waitFor({ state: "detached" });
  await one.page.locator(".reacts form[data-react] button").first().click();
  await nested.waitFor(soon);
});

test("after signing out Back shows nothing, and the next person starts afresh", async () => {
  const { page } = await network.open(ada);
  const key = await post(page, "For colleagues' eyes.");
  await page.goto(`/posts/${key}`);
  await reply(page).click();
  await page.evaluate(() => customElements.whenDefined("folkmoot-composer"));
  await reply(page).pressSequentially("A draft of Ada's");
  const path = "/signout";
  if ((await page.locator(`form[action='${path}']`).count()) === 0) await page.goto(path);
  await page.evaluate((path) => {
    document.querySelector(`form[action='${path}'] button`).click();
  }, path);
  await page.waitForURL(/\/signin/);
  await page.goBack();
  await page.waitForURL(/\/signin/);
  assert.equal(await page.getByText("For colleagues' eyes.").count(), 0);
  await signIn(page, bo);
  await page.goto(`/posts/${key}`);
  assert.equal(await reply(page).inputValue(), "");
  const kept = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
  assert.doesNotMatch(kept, /draft/);
});

test("the stream of a signed-out browser ends, and its other tabs leave", async () => {
  const { context, page } = await network.open(ada);
  await page.goto("/");
  await live(page);
  const other = await context.newPage();
  await other.goto("/people");
  await live(other);
  if ((await page.locator("form[action='/signout']").count()) === 0) await page.goto("/signout");
  await page.evaluate(() => document.querySelector("form[action='/signout'] button").click());
  await other.waitForURL(/\/signin/, soon);
  await page.waitForURL(/\/signin/, soon);
});

test("without a connection there is a page that says so", async () => {
  const { context, page } = await network.open(ada);
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => caches.match("/offline").then(Boolean));
  await context.setOffline(true);
  await page.locator("#offline:not([hidden])").waitFor();
  const kept = await page.evaluate(async () => {
    const requests = await (await caches.open("folkmoot-1")).keys();
    return requests.map(({ url }) => new URL(url).pathname);
  });
  const strange = kept.filter((path) => path !== "/offline" && !path.startsWith("/assets/"));
  assert.deepEqual(strange, [], "no page of a person is kept");
});
