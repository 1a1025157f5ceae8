import type { Stand } from "./harness";

/** One at a time, so that the others wait; and one large enough to be stopped in between. */
export const oneAtOnce = {
  sandboxArguments: ["--large-file-bytes", "40000000"],
  environment: { MAX_CONCURRENT_DOWNLOADS: "1" },
};

export interface Task {
  task_id: string;
  filename: string;
  status: string;
  stage?: string;
  queue_position?: number;
  downloaded_size: number;
  total_size: number;
}

export const tasksOf = (stand: Stand) =>
  stand.ask<{ downloads: Task[] }>("/api/models/downloads").then(({ downloads }) => downloads);
export const taskOf = async (stand: Stand, name: string) => {
  const task = (await tasksOf(stand)).find(({ filename }) => filename?.startsWith(name));
  if (!task) throw new Error(`There is no download of ${name}.`);
  return task;
};
export const fault = (stand: Stand, what: object) =>
  fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(what),
  });
export const noFaults = (stand: Stand) => fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, { method: "DELETE" });
/** Of a large file each connection, of which it has several. */
export const slow = (stand: Stand, bytesPerSecond = 15_000) => fault(stand, { host: "storage", bytesPerSecond });
export const begin = (stand: Stand, reference: string) =>
  stand.post<Task>("/api/models/download", { reference, preview: false });

/** Nothing of one test goes on in the next. */
export async function endAll(stand: Stand): Promise<void> {
  await noFaults(stand);
  for (const task of await tasksOf(stand))
    if (!["completed", "failed", "cancelled"].includes(task.status))
      await stand.post(`/api/models/download/${task.task_id}/cancel`);
}
