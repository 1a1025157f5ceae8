import { useSyncExternalStore } from "react";
import type { Doc } from "@/api/client";
import { isOfDownload, listen } from "@/app/events";

type Task = Doc<"DownloadTask">;

/** What is being downloaded right now, by the model it brings. */
const tasks = new Map<string, Task>();
const watchers = new Set<() => void>();
let stop: (() => void) | undefined;

const UNDER_WAY = new Set(["pending", "downloading", "paused", "verifying"]);

/** Takes in what is known of a download from elsewhere, such as the answer that began it. */
export function noteDownload(task: Task): void {
  if (UNDER_WAY.has(task.status)) tasks.set(task.model_id, task);
  else tasks.delete(task.model_id);
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  stop ??= listen((event) => {
    if (isOfDownload(event) && event.body.model_id) noteDownload(event.body);
  });
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    stop?.();
    stop = undefined;
    tasks.clear();
  };
}

/** The running download of a model; an event of it changes nothing but its own card. */
export function useDownloadOf(id: string): Task | undefined {
  return useSyncExternalStore(watch, () => tasks.get(id));
}
