// Keeps what is the same for everyone: bundled files, which carry a hash in their name, and the page
// for being offline. Never a page or an answer of a signed-in person.

export {};

declare const self: ServiceWorkerGlobalScope;

const CACHE = "folkmoot-1";
const OFFLINE = "/offline";
const KEPT_FILES = 60;

self.addEventListener("install", (event) => {
  event.waitUntil(prepare().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(clean().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

/** The offline page with every file it names. */
async function prepare(): Promise<void> {
  const cache = await caches.open(CACHE);
  const response = await fetch(OFFLINE, { credentials: "omit", cache: "reload" });
  if (!response.ok) return;
  const html = await response.clone().text();
  await cache.put(OFFLINE, response);
  const files = [...html.matchAll(/"(\/assets\/[^"]+\.(?:css|woff2|js))"/g)].map((m) => m[1] ?? "");
  await Promise.allSettled(files.map((name) => cache.add(name)));
}

async function clean(): Promise<void> {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  const immutable = response.headers.get("Cache-Control")?.includes("immutable");
  if (response.ok && immutable) {
    await cache.put(request, response.clone());
    const keys = await cache.keys();
    const files = keys.filter((key) => new URL(key.url).pathname !== OFFLINE);
    for (const old of files.slice(0, Math.max(0, files.length - KEPT_FILES))) await cache.delete(old);
  }
  return response;
}

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}
