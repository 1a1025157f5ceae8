// Types of the server's answers, from its own description; made anew when that is newer.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import openapi, { astToString } from "openapi-typescript";

const description = new URL("../../docs/openapi.json", import.meta.url);
const target = new URL("../src/api/types.ts", import.meta.url);
if (!existsSync(target) || statSync(target).mtimeMs < statSync(description).mtimeMs) {
  const document = JSON.parse(readFileSync(description, "utf8"));
  writeFileSync(target, astToString(await openapi(document)));
}
