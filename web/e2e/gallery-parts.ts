import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parametersOf, writePng } from "./gallery-pictures";
import type { Stand } from "./harness";

export interface Folder {
  id: number;
  path: string;
  pictures: number;
  recursive: boolean;
}
export const foldersOf = async (stand: Stand) =>
  (await stand.ask<{ folders: Folder[] }>("/api/pictures/folders")).folders;
export const listOf = (stand: Stand, query = "") =>
  stand.ask<{ total_count: number; pictures: { id: number; path: string }[] }>(`/api/pictures${query}`);

/** Adds a folder by the API, and waits until it is indexed. */
export async function watch(stand: Stand, folder: string): Promise<void> {
  await stand.post("/api/pictures/folders", { path: folder });
  await stand.until(
    () => foldersOf(stand),
    (all) => all.some((one) => one.path === folder && "indexed_at" in one && one.indexed_at !== null),
  );
}

export function makeFoxes(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < count; at++)
    writePng(join(folder, `fox-${String(at).padStart(3, "0")}.png`), {
      hue: at / count,
      parameters: parametersOf(at % 2 ? `a red fox in snow, number ${at}` : `a blue whale, number ${at}`, 1000 + at),
    });
}

/** Two dozen pictures, whatever test came before. */
export async function foxes(stand: Stand): Promise<string> {
  const folder = join(stand.home, "output");
  if ((await foldersOf(stand)).some(({ path }) => path === folder)) return folder;
  makeFoxes(folder, 24);
  await watch(stand, folder);
  return folder;
}
