import { api, body, type Doc } from "@/api/client";

const PAUSE = 400;

/** Waits for a job of the server; giving up cancels it. */
export async function waitForJob(
  id: string,
  onChange: (job: Doc<"JobDocument">) => void,
  signal?: AbortSignal,
): Promise<Doc<"JobDocument">> {
  const path = { params: { path: { job: id } } };
  let isCancelled = false;
  while (true) {
    if (signal?.aborted && !isCancelled) {
      isCancelled = true;
      await body(api.POST("/api/jobs/{job}/cancel", path));
    }
    const job = await body(api.GET("/api/jobs/{job}", path));
    onChange(job);
    if (job.state === "completed" || job.state === "failed" || job.state === "cancelled") return job;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}
