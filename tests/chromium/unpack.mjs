// Unpack the Chromium of @sparticuz/chromium into node_modules/.chromium and print the path that starts it.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "node_modules", ".chromium");
mkdirSync(folder, { recursive: true });
// The package unpacks where temporary files go.
process.env.TMPDIR = folder;
const { inflate } = await import("@sparticuz/chromium");
const packed = join(here, "node_modules", "@sparticuz", "chromium", "bin");
for (const name of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
  await inflate(join(packed, name));
}
// It brings the libraries that a machine without a desktop lacks; the machine's own come first.
const start = join(folder, "start");
writeFileSync(
  start,
  `#!/bin/sh\nLD_LIBRARY_PATH="/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu:/usr/lib64:${folder}/al2023/lib" exec "${folder}/chromium" "$@"\n`,
);
chmodSync(start, 0o755);
console.log(start);
