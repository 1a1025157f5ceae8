import { useEffect, useSyncExternalStore } from "react";
import { api, body, type Doc } from "@/api/client";
import { isOfDownload, listen } from "@/app/events";

type Task = Doc<"DownloadTask">;

/** What is being downloaded right now, by the model it brings. */
const tasks = new Map<string, Task>();
/** What ended since it was asked: an answer that is older than that does not bring it back. */
const over = new Set<string>();
const watchers = new Set<() => void>();
let stop: (() => void) | undefined;
let asking: Promise<unknown> | undefined;

const UNDER_WAY = ["pending", "downloading", "paused", "verifying"];

/** Takes in what is known of a download from elsewhere, such as the answer that began it. */
export function noteDownload(task: Task): void {
  if (UNDER_WAY.includes(task.status)) {
    tasks.set(task.model_id, task);
    over.delete(task.task_id);
  } else {
    // A former attempt that is forgotten is not the one that runs.
    if (tasks.get(task.model_id)?.task_id === task.task_id) tasks.delete(task.model_id);
    over.add(task.task_id);
  }
  tell();
}

function tell(): void {
  for (const watcher of watchers) watcher();
}

/** Events tell what happens from now on; what was paused before is asked for, once for all cards. */
function ask(): void {
  if (asking) return;
  const mine = Promise.all(
    UNDER_WAY.map((status) => body(api.GET("/api/models/downloads", { params: { query: { status } } }))),
  );
  asking = mine;
  mine.then(
    (answers) => {
      // One that comes after everything was forgotten is of a time that is over.
      if (asking !== mine) return;
      for (const task of answers.flatMap(({ downloads }) => downloads)) {
        const known = tasks.get(task.model_id);
        if (!over.has(task.task_id) && (!known || known.updated_at <= task.updated_at)) tasks.set(task.model_id, task);
      }
      tell();
    },
    // The card shows how far it is all the same; the next one asks again.
    () => {
      if (asking === mine) asking = undefined;
    },
  );
}

function forget(): void {
  asking = undefined;
  tasks.clear();
  over.clear();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  stop ??= listen((event) => {
    if (isOfDownload(event) && event.body.model_id) noteDownload(event.body);
    else if (event.kind === "reset") {
      forget();
      tell();
      ask();
    }
  });
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    stop?.();
    stop = undefined;
    forget();
  };
}

/**
 * The running download of a model; an event of it changes nothing but its own card.
 * @param isUnderWay Whether the library says that it is being downloaded, which may have begun before anybody listened.
 */
export function useDownloadOf(id: string, isUnderWay = false): Task | undefined {
  const task = useSyncExternalStore(watch, () => tasks.get(id));
  const isMissing = isUnderWay && task === undefined;
  useEffect(() => {
    if (isMissing) ask();
  }, [isMissing]);
  return task;
}
