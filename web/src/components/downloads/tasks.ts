import type { Doc } from "@/api/client";

export type DownloadTask = Doc<"DownloadTask">;

export const STATUSES = ["pending", "downloading", "verifying", "paused", "completed", "failed", "cancelled"] as const;
export type DownloadStatus = (typeof STATUSES)[number];

/** Nothing more happens by itself, and nothing can be paused. */
export function isOver(status: string): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}

/** Those under way in the order in which they are done: what runs, what waits in its turn, what was paused. */
export function inOrder(tasks: readonly DownloadTask[]): DownloadTask[] {
  return tasks
    .filter(({ status }) => !isOver(status))
    .sort(
      (one, other) =>
        rank(one) - rank(other) ||
        (one.queue_position ?? 0) - (other.queue_position ?? 0) ||
        one.created_at - other.created_at,
    );
}

const rank = ({ status }: DownloadTask): number => (status === "paused" ? 2 : status === "pending" ? 1 : 0);

/** What to call a download: its file, else where it is from. */
export function nameOf(task: DownloadTask): string {
  return task.filename || task.model_id || task.reference;
}

/** What all of them do together. */
export function totals(tasks: readonly DownloadTask[]) {
  const active = tasks.filter(({ status }) => !isOver(status));
  const running = active.filter(({ status }) => status === "downloading" || status === "verifying");
  return {
    running: running.length,
    waiting: active.filter(({ status }) => status === "pending").length,
    speed: running.reduce((sum, task) => sum + (task.status === "downloading" ? (task.bytes_per_second ?? 0) : 0), 0),
    left: active.reduce((sum, task) => sum + Math.max(0, task.total_size - task.downloaded_size), 0),
  };
}

/**
 * An answer that was under way while an event came may be older than the event: of each download the newer word counts,
 * so that nothing on the screen runs backwards.
 */
export function keepNewer<Answer extends { downloads: DownloadTask[] }>(
  old: Answer | undefined,
  fresh: Answer,
): Answer {
  if (!old) return fresh;
  const known = new Map(old.downloads.map((task) => [task.task_id, task]));
  return {
    ...fresh,
    downloads: fresh.downloads.map((task) => {
      const before = known.get(task.task_id);
      return before && before.updated_at > task.updated_at ? before : task;
    }),
  };
}
