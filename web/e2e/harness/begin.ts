import { mkdirSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { buttonsFolder, screenshotsFolder } from "./places";

/** Forgets which buttons were pressed by a run before, unless they are only counted once more. */
export default function begin(): void {
  mkdirSync(screenshotsFolder, { recursive: true });
  mkdirSync(buttonsFolder, { recursive: true });
  if (process.env.BERRY_ONLY_BUTTONS) return;
  for (const name of readdirSync(buttonsFolder)) unlinkSync(join(buttonsFolder, name));
}
