// The real program with a small invented network in a folder of its own. What it is called, what it
// prints and which fields its forms have stands here and nowhere else in these tests.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { launch, person } from "./browser.mjs";

const START_MS = 60_000;
/** What is live is seen within a second; the rest is for a busy machine. */
export const LIVE_MS = 5000;

/** Makes a network, serves it and opens a browser; `stop` ends both and removes the network. */
export async function start() {
  const program = process.env.FOLKMOOT_BIN;
  assert.ok(program, "FOLKMOOT_BIN names the program to be tried");
  const folder = await mkdtemp(join(tmpdir(), "folkmoot-e2e-"));
  const data = join(folder, "data");
  const report = join(folder, "people.json");
  const demo = ["demo", "--data", data, "--people", "60", "--small", "--report", report];
  await promisify(execFile)(program, demo);
  const people = peopleOf(JSON.parse(await readFile(report, "utf8")));
  const server = await serve(program, data);
  const browser = await launch();
  const opened = [];
  return {
    url: server.url,
    people,
    /** Adds the people of a table, as somebody at the machine does. */
    async add(csv) {
      const file = join(folder, "staff.csv");
      await writeFile(file, csv);
      await promisify(execFile)(program, ["people", "import", file, "--data", data]);
    },
    /** A browser of its own, signed in as one of the people unless told otherwise. */
    async open(who, options) {
      const one = await person(browser, server.url, options);
      one.context.setDefaultTimeout(10_000);
      opened.push(one);
      if (who) await signIn(one.page, who);
      return one;
    },
    /** After each test: nothing broke the pages' policy, no script failed. */
    async clean() {
      const faults = opened.flatMap((one) => one.faults);
      for (const { context } of opened.splice(0)) await context.close();
      assert.deepEqual(faults, []);
    },
    async stop() {
      await browser.close();
      server.child.kill("SIGTERM");
      await server.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `{login, password, name}` of everybody the report names, an administrator first. */
function peopleOf(report) {
  const list = Array.isArray(report) ? report : (report.people ?? report.sign_in);
  const people = list
    .map((one) => ({ ...one, login: one.login ?? one.mail ?? one.employee_number }))
    .filter(({ login, password }) => login && password);
  assert.ok(people.length >= 3, "the demo names at least three people with their passwords");
  const rank = ({ role }) => (role === "administrator" ? 0 : 1);
  return people.sort((a, b) => rank(a) - rank(b));
}

/** A program in which nobody is yet, and the link that its first administrator follows. */
export async function first() {
  const folder = await mkdtemp(join(tmpdir(), "folkmoot-e2e-"));
  const { child, ended, said } = await serve(process.env.FOLKMOOT_BIN, join(folder, "data"));
  const link = said.map((line) => /http\S+\/setup\?\S+/.exec(line)?.[0]).find(Boolean);
  assert.ok(link, "the start prints a link");
  return {
    link,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serve(program, data) {
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const said = [];
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no address was printed")), START_MS);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/i.exec(line);
        if (!found) return;
        clearTimeout(timer);
        resolve(found[1]);
      });
    }
    child.once("exit", () => reject(new Error(`the server ended:\n${said.join("\n")}`)));
  });
  return { child, ended, said, url };
}

export async function signIn(page, { login, password }) {
  await page.goto("/signin");
  await page.locator("[name=login]").first().fill(login);
  await page.locator("[name=password]").first().fill(password);
  await page.locator("form[action='/signin'] button.primary").click();
  await page.waitForURL((url) => url.pathname !== "/signin");
}

/** The page hears what happens from now on. */
export const live = (page) => page.locator("body[data-connected]").waitFor({ state: "attached" });

/** Writes a post where everybody reads it and an administrator may write; gives its key. */
export async function post(page, text, kind = "update") {
  await page.goto("/posts/new");
  const form = page.locator("form#compose");
  await form.locator(`label:has(input[name=kind][value=${kind}])`).click();
  await form.locator("textarea[name=text]").fill(text);
  const network = await page.locator("a.ws .ws-name").evaluate((name) => name.firstChild.data);
  await form.locator("select[name=place]").selectOption({ label: network });
  await form.locator("button.primary").click();
  await page.waitForURL(/posted=/);
  return new URL(page.url()).searchParams.get("posted");
}

export const card = (page, key) => page.locator(`#post-${key}`);
export const reply = (page) => page.locator("form#reply textarea");

/** Every address that the pages reachable from `from` link to, one of each kind. */
export async function addresses(page, from) {
  const kinds = new Map();
  const toLook = [...from];
  for (let looked = 0; toLook.length > 0 && looked < 80; looked += 1) {
    const path = toLook.shift();
    const response = await page.goto(path);
    assert.ok(response.ok(), `${path} answers ${response.status()}`);
    kinds.set(kindOf(path), path);
    const links = await page.evaluate(() =>
      [...document.links].filter((a) => a.origin === location.origin).map((a) => a.pathname),
    );
    for (const link of links) {
      const kind = kindOf(link);
      const page = !/^\/(assets|api|signout|stream)|\.\w+$/.test(link);
      if (page && !kinds.has(kind)) kinds.set(kind, link) && toLook.push(link);
    }
  }
  return [...kinds.values()];
}

const kindOf = (path) => path.replace(/\/\d+/g, "/{id}").replace(/^\/topics\/.*/, "/topics/{topic}");
