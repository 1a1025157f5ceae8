import { api, body } from "@/api/client";
import { freeName, putRoot, type RootWish, rootsQuery } from "@/components/settings/parts/roots";

/** Makes a folder a place of the library, and begins to look through it; answers the job. */
export async function addAndIndex(name: string, wish: RootWish & { path: string }): Promise<string> {
  const { roots } = await rootsQuery.queryFn();
  const there = roots.find(({ path }) => path === wish.path);
  if (!there) await putRoot(freeName(name, roots), wish);
  return indexBelow(wish.path);
}

/** Begins to look through what the library has in a folder; answers the job. */
export async function indexBelow(path: string): Promise<string> {
  const { folders } = await body(api.GET("/api/models/index"));
  // The library looks through the models folder of an application, which lies in its folder.
  const own = folders.filter(
    (folder) => folder === path || folder.startsWith(`${path}/`) || folder.startsWith(`${path}\\`),
  );
  const { job_id } = await body(api.POST("/api/models/index", { body: { folders: own } }));
  return job_id ?? "";
}
