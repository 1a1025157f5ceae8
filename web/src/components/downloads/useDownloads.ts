import "@/text/en/downloads";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { type TextKey, t } from "@/text";
import { type DownloadTask, keepNewer, nameOf } from "./tasks";

const STEP = 200;

/** The newest downloads, kept in step by events; of what is under way all, however old. */
export function useDownloads(enabled: boolean) {
  const [limit, setLimit] = useState(STEP);
  const query = useQuery({
    queryKey: ["downloads", "list", limit],
    queryFn: () => read(limit),
    structuralSharing: (old, fresh) =>
      keepNewer(old as { downloads: DownloadTask[] } | undefined, fresh as { downloads: DownloadTask[] }),
    placeholderData: keepPreviousData,
    enabled,
  });
  const hasOlder = (query.data?.total_count ?? 0) > limit;
  return { ...query, tasks: query.data?.downloads ?? [], hasOlder, showOlder: () => setLimit(limit + STEP) };
}

async function read(limit: number) {
  const newest = await body(api.GET("/api/models/downloads", { params: { query: { limit } } }));
  if (newest.total_count <= limit) return newest;
  // A paused one waits for a person for ever, behind any number of later ones.
  const unfinished = await Promise.all(
    ["pending", "downloading", "verifying", "paused"].map((status) =>
      body(api.GET("/api/models/downloads", { params: { query: { status } } })),
    ),
  );
  const known = new Set(newest.downloads.map(({ task_id }) => task_id));
  const older = unfinished.flatMap(({ downloads }) => downloads).filter(({ task_id }) => !known.has(task_id));
  return { ...newest, downloads: [...newest.downloads, ...older] };
}

export type DownloadAction = "pause" | "resume" | "cancel" | "retry";
const DOING: Record<DownloadAction, TextKey> = {
  pause: "downloads.pausing",
  resume: "downloads.resuming",
  cancel: "downloads.cancelling",
  retry: "downloads.retrying",
};

const ask = (task: string, action: DownloadAction) => {
  const where = { params: { path: { task } } };
  return body(
    action === "pause"
      ? api.POST("/api/models/download/{task}/pause", where)
      : action === "resume"
        ? api.POST("/api/models/download/{task}/resume", where)
        : action === "cancel"
          ? api.POST("/api/models/download/{task}/cancel", where)
          : api.POST("/api/models/download/{task}/retry", where),
  );
};

/** What a person does with one download. The server's answer takes the place of the row that was there. */
export function useDownloadAction(task: DownloadTask) {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (action: DownloadAction) => ask(task.task_id, action),
    onSuccess: (_, action) => {
      if (action === "cancel")
        offerUndo(t("downloads.cancelled_undo", { name: nameOf(task) }), async () => {
          await ask(task.task_id, "retry");
          await client.invalidateQueries({ queryKey: ["downloads"] });
        });
    },
    onError: (problem, action) => tellError(problem, t(DOING[action])),
    onSettled: () => client.invalidateQueries({ queryKey: ["downloads"] }),
  });
  return act;
}

/** Gives one that waits another place. */
export function useMove(task: DownloadTask) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (position: number) =>
      body(
        api.POST("/api/models/download/{task}/move", {
          params: { path: { task: task.task_id } },
          body: { position },
        }),
      ),
    onError: (problem) => tellError(problem, t("downloads.moving")),
    onSettled: () => client.invalidateQueries({ queryKey: ["downloads"] }),
  });
}

/** The same for several at once; one that fails stops no other. */
export function useActOnAll(action: "pause" | "resume") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (tasks: readonly DownloadTask[]) => {
      const answers = await Promise.allSettled(tasks.map(({ task_id }) => ask(task_id, action)));
      const failed = answers.find((answer) => answer.status === "rejected");
      if (failed) throw failed.reason;
    },
    onError: (problem) => tellError(problem, t(DOING[action])),
    onSettled: () => client.invalidateQueries({ queryKey: ["downloads"] }),
  });
}
