import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { artifacts } from "./places";

/**
 * Prints a figure and keeps it in artifacts/web-measures.txt. A figure above its bound is said, not failed: machines differ,
 * and a timed test would fail for the machine's sake.
 */
export function say(what: string, value: number, unit: string, most?: number): void {
  const bound = most === undefined ? "" : value <= most ? ` (at most ${most})` : ` (ABOVE ${most})`;
  const line = `measure: ${what}: ${value.toFixed(value < 100 ? 1 : 0)} ${unit}${bound}`;
  console.log(line);
  appendFileSync(join(artifacts, "web-measures.txt"), `${line}\n`);
}
