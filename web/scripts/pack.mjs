// Packed twins beside what is built, so that the server packs nothing while somebody waits.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.env.BERRY_WEB_OUT ?? fileURLToPath(new URL("../../artifacts/web", import.meta.url));
for (const name of readdirSync(folder, { recursive: true })) {
  // index.html is written anew for each request, with its nonce.
  if (!/\.(js|css|svg|json|webmanifest)$/.test(name)) continue;
  const path = join(folder, name);
  const bytes = readFileSync(path);
  if (bytes.length < 1024) continue;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
}
