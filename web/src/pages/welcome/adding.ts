import { indexBelow } from "@/components/settings/parts/indexBelow";
import { freeName, previewQuery, putRoot, type RootWish, rootsQuery } from "@/components/settings/parts/roots";

/** Makes a folder a place of the library, and begins to look through it; answers the job. */
export async function addAndIndex(name: string, wish: RootWish & { path: string }): Promise<string> {
  const { roots } = await rootsQuery.queryFn();
  const there = roots.find(({ path }) => path === wish.path);
  if (!there) await putRoot(freeName(name, roots), { ...wish, layout: wish.layout ?? (await findLayout(wish.path)) });
  return indexBelow(wish.path);
}

// A plain folder of models has none of the usual sub-folders: its files are looked for in itself.
const PLAIN = "flat";

async function findLayout(path: string): Promise<string> {
  const { folders } = await previewQuery(path, "").queryFn();
  return folders.some(({ exists }) => exists) ? "" : PLAIN;
}
