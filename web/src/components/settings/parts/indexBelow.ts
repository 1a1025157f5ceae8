import { api, body } from "@/api/client";

/** Begins to look through what the library has in a folder; answers the job. */
export async function indexBelow(path: string): Promise<string> {
  const { folders } = await body(api.GET("/api/models/index"));
  // The library looks through the models folder of an application, which lies in its folder.
  const own = folders.filter(
    (folder) => folder === path || folder.startsWith(`${path}/`) || folder.startsWith(`${path}\\`),
  );
  // One that lies in another of the library's is not among them; none at all would mean every folder.
  const wanted = own.length > 0 ? own : [path];
  const { job_id } = await body(api.POST("/api/models/index", { body: { folders: wanted } }));
  return job_id ?? "";
}
