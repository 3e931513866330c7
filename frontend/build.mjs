// Bundles src/ and the fonts into dist/, which the Rust build embeds. Names carry no hash: the server
// gives them one. `node build.mjs` says how large the result is and fails above its budget.

import { build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = here("dist/");
const APP_GZIP_BYTES = 40 * 1024;

await rm(dist, { recursive: true, force: true });
await mkdir(`${dist}fonts`, { recursive: true });

const common = {
  bundle: true,
  minify: true,
  target: "es2022",
  outdir: dist,
  legalComments: "none",
  logLevel: "warning",
};
await build({
  ...common,
  entryPoints: [here("src/app.ts"), here("src/composer.ts"), here("src/map.ts")],
  format: "esm",
});
await build({
  ...common,
  entryPoints: [here("src/stream-worker.ts"), here("src/service-worker.ts")],
  format: "iife",
});

for (const family of ["bricolage-grotesque", "hanken-grotesk"]) {
  const from = here(`node_modules/@fontsource-variable/${family}/`);
  for (const subset of ["latin", "latin-ext"]) {
    const name = `${family}-${subset}-wght-normal.woff2`;
    await cp(`${from}files/${name}`, `${dist}fonts/${name}`);
  }
  await cp(`${from}LICENSE`, `${dist}fonts/LICENSE-${family}.txt`);
}

// Turbo's package carries no licence text of its own.
const licences = { "@hotwired/turbo": here("licences/turbo.txt") };
for (const name of ["@github/text-expander-element", "@github/combobox-nav", "dom-input-range"]) {
  licences[name] = here(`node_modules/${name}/LICENSE`);
}
for (const name of ["graphology", "graphology-utils", "sigma", "events"]) {
  licences[name] = here(`node_modules/${name}/${name === "events" ? "LICENSE" : "LICENSE.txt"}`);
}
const texts = Object.entries(licences).map(async ([name, path]) => {
  return `${name}\n\n${await readFile(path, "utf8")}`;
});
await writeFile(`${dist}LICENSES.txt`, (await Promise.all(texts)).join("\n\n\n"));

let failed = false;
for (const name of ["app.js", "composer.js", "map.js", "stream-worker.js", "service-worker.js"]) {
  const size = gzipSync(await readFile(dist + name), { level: 9 }).length;
  console.log(`${name.padEnd(20)} ${(size / 1024).toFixed(1).padStart(6)} KB gzip`);
  failed ||= name === "app.js" && size > APP_GZIP_BYTES;
}
if (failed) {
  console.error(`app.js is larger than ${APP_GZIP_BYTES / 1024} KB`);
  process.exit(1);
}
