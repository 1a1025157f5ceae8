import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const artifacts = join(root, "artifacts");
/** The built page. */
export const webFolder = join(artifacts, "web");
/** What the pages look like, light and dark. */
export const screenshotsFolder = join(artifacts, "screenshots");
/** Which buttons each test saw and pressed. */
export const buttonsFolder = join(artifacts, "web-buttons");

/** What the measures of the last run found. */
export const measuresFile = join(artifacts, "web-measures.txt");

/** A program of the build, or another one of the same sources that a variable names. */
export function program(name: string, variable: string): string {
  return process.env[variable] ?? join(artifacts, "bin", name, "release", name);
}
