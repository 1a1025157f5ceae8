import { mkdirSync, readdirSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { buttonsFolder, measuresFile, screenshotsFolder } from "./places";

/** Forgets what was measured before, and which buttons were pressed, unless they are only counted once more. */
export default function begin(): void {
  mkdirSync(screenshotsFolder, { recursive: true });
  mkdirSync(buttonsFolder, { recursive: true });
  if (process.env.BERRY_ONLY_MEASURES) rmSync(measuresFile, { force: true });
  if (process.env.BERRY_ONLY_BUTTONS) return;
  for (const name of readdirSync(buttonsFolder)) unlinkSync(join(buttonsFolder, name));
}
