import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { readStored, writeStored } from "@/lib/useFilters";
import { type TextKey, t } from "@/text";

export type Job = Doc<"JobDocument">;

// Downloads and generations have pages of their own; steps of workflows belong to generations.
const ELSEWHERE = /^(download|generation|workflow.*)$/;
export const isShown = ({ kind }: Pick<Job, "kind">): boolean => !ELSEWHERE.test(kind);

const ACTIVE = ["running", "queued", "paused"] as const;
const ENDED = new Set(["completed", "failed", "cancelled"]);

/** What this server has under way, and what is still to come. Nobody tells of a job's progress, so it is asked for. */
export const activeJobsQuery = {
  queryKey: ["jobs", "active"],
  queryFn: async () => {
    const lists = await Promise.all(
      ACTIVE.map((state) => body(api.GET("/api/jobs", { params: { query: { state } } }))),
    );
    return { jobs: lists.flatMap(({ jobs }) => jobs) };
  },
  refetchInterval: ({ state }: { state: { data?: { jobs: readonly Job[] } } }) =>
    state.data?.jobs.some((job) => job.state === "running" && isShown(job)) ? 1500 : (false as const),
};

const endedJobsQuery = {
  queryKey: ["jobs", "ended"],
  queryFn: () => body(api.GET("/api/jobs", { params: { query: { limit: 100 } } })),
};

const SEEN = "berry.jobs_seen";
const SHOWN = 8;

/** What runs and waits, and what ended since somebody looked. */
export function useJobs() {
  const active = useQuery(activeJobsQuery);
  const ended = useQuery(endedJobsQuery);
  const [seen, setSeen] = useState(() => {
    const stored = Number(readStored(SEEN));
    if (stored) return stored;
    // The first time in this browser: what ended before is no news.
    const now = Date.now() / 1000;
    writeStored(SEEN, String(now));
    return now;
  });
  const running = (active.data?.jobs ?? []).filter((job) => isShown(job) && !ENDED.has(job.state));
  const past = (ended.data?.jobs ?? [])
    .filter((job) => isShown(job) && ENDED.has(job.state) && (job.finished_at ?? 0) > seen)
    .slice(0, SHOWN);
  return {
    running,
    past,
    error: active.error ?? ended.error,
    retry: () => void Promise.all([active.refetch(), ended.refetch()]),
    markSeen: () => {
      const last = Math.max(seen, ...past.map((job) => job.finished_at ?? 0));
      writeStored(SEEN, String(last));
      setSeen(last);
    },
  };
}

const NAMED = new Set([
  "index",
  "picture_index",
  "verify",
  "convert",
  "import",
  "refresh",
  "update_check",
  "update",
  "subscription_check",
  "ollama-import",
]);

/** What a kind of job is called. */
export function jobName(kind: string): string {
  if (NAMED.has(kind)) return t(`jobkind.${kind}` as TextKey);
  const words = kind.replaceAll(/[._-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const RESULTS = new Set(["index", "picture_index", "verify", "refresh", "update_check", "subscription_check"]);

/** What came of a job, in one sentence; undefined where there is nothing to tell. */
export function resultOf(job: Pick<Job, "kind" | "result">): string | undefined {
  const result = job.result as Record<string, unknown> | null | undefined;
  if (!result || typeof result !== "object") return undefined;
  if (RESULTS.has(job.kind))
    return t(
      `job.result.${job.kind}` as TextKey,
      Object.fromEntries(
        Object.entries(result).map(([name, value]) => [name, Array.isArray(value) ? value.length : Number(value)]),
      ),
    );
  return typeof result.path === "string" ? t("job.result.path", { path: result.path }) : undefined;
}
