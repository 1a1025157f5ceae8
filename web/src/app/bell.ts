import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { api, body, type Doc } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { readStored, writeStored } from "@/lib/useFilters";
import { t } from "@/text";
import { useMay } from "./session";

/** Something that happened while nobody looked. */
export interface News {
  /** Names it; those of the server's own notes are numbers. */
  key: string;
  /** Seconds since 1970. */
  at: number;
  message: string;
  isUnseen: boolean;
  isBad: boolean;
  to: string;
  search?: Record<string, string>;
}

type Note = Doc<"NotificationDocument">;
type Download = Doc<"DownloadTask">;

const SHOWN = 30;
export const notesQuery = {
  queryKey: ["notifications", "bell"],
  queryFn: () => body(api.GET("/api/notifications", { params: { query: { limit: SHOWN } } })),
};
const ended = (status: "completed" | "failed") => ({
  queryKey: ["downloads", "bell", status],
  queryFn: () => body(api.GET("/api/models/downloads", { params: { query: { status, limit: SHOWN } } })),
});

/** Where a note of the server leads. */
export function placeOf(note: Pick<Note, "kind" | "model_id" | "details">): Pick<News, "to" | "search"> {
  if (note.model_id) return { to: "/", search: { model: note.model_id } };
  if (note.kind.startsWith("generation_")) return { to: "/generate" };
  const reference = (note.details as { reference?: unknown } | null | undefined)?.reference;
  if (typeof reference === "string") return { to: "/discover", search: { found: reference } };
  if (note.kind.startsWith("subscription_")) return { to: "/settings/subscriptions" };
  if (note.kind.startsWith("webhook_")) return { to: "/settings/webhooks" };
  return { to: "/settings" };
}

const BAD = /_(failed|gone|disabled|upstream)$/;

const noteNews = (note: Note): News => ({
  key: String(note.id),
  at: note.at,
  message: note.message,
  isUnseen: !note.read_at,
  isBad: BAD.test(note.kind),
  ...placeOf(note),
});

/** The sentence for a download that ended. */
export function downloadSentence(
  download: Pick<Download, "status" | "filename" | "reference" | "error_message">,
): string {
  const name = download.filename ?? download.reference;
  return download.status === "completed"
    ? t("bell.downloaded", { name })
    : t("bell.download_failed", { name, why: download.error_message ?? t("unknown") });
}

// One that is tried again is news again.
const keyOf = ({ task_id, attempts }: Download): string => `${task_id}.${attempts}`;

const downloadNews = (download: Download, seen: Seen): News => ({
  key: keyOf(download),
  at: download.updated_at,
  message: downloadSentence(download),
  isUnseen: isUnseen(download, seen),
  isBad: download.status === "failed",
  to: "/downloads",
});

/** Of downloads the server keeps no note, so this browser remembers which were seen. */
interface Seen {
  /** Everything that ended up to then was seen; seconds since 1970. */
  until: number;
  /** Seen by themselves since then. */
  ids: readonly string[];
}
const isUnseen = (download: Download, seen: Seen): boolean =>
  download.updated_at > seen.until && !seen.ids.includes(keyOf(download));
const SEEN = "berry.bell_downloads";
const watchers = new Set<() => void>();

function readSeen(): Seen {
  try {
    const stored = JSON.parse(readStored(SEEN) ?? "") as Partial<Seen>;
    if (typeof stored.until === "number" && Array.isArray(stored.ids)) return stored as Seen;
  } catch {
    // The first time in this browser: what ended before is no news.
  }
  const now = { until: Date.now() / 1000, ids: [] };
  writeStored(SEEN, JSON.stringify(now));
  return now;
}

let known: Seen | undefined;

function writeSeen(next: Seen): void {
  known = next;
  writeStored(SEEN, JSON.stringify(next));
  for (const watcher of watchers) watcher();
}

const currentSeen = (): Seen => {
  known ??= readSeen();
  return known;
};

function watchSeen(watcher: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key !== SEEN) return;
    known = undefined;
    watcher();
  };
  watchers.add(watcher);
  window.addEventListener("storage", onStorage);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", onStorage);
  };
}

/** All that happened, the newest first, with ways to say that it was seen. */
export function useNews(here: string) {
  const client = useQueryClient();
  const may = useMay("write");
  const seen = useSyncExternalStore(watchSeen, currentSeen);
  const notes = useQuery(notesQuery);
  const completed = useQuery(ended("completed"));
  const failed = useQuery(ended("failed"));
  const [isVisible, setVisible] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);

  const downloads = useMemo(
    () => [...(completed.data?.downloads ?? []), ...(failed.data?.downloads ?? [])],
    [completed.data, failed.data],
  );
  const news = useMemo(
    () =>
      [...(notes.data?.notifications ?? []).map(noteNews), ...downloads.map((one) => downloadNews(one, seen))]
        .sort((one, other) => other.at - one.at)
        .slice(0, SHOWN),
    [notes.data, downloads, seen],
  );

  const read = useMutation({
    mutationFn: (ids: number[]) => body(api.POST("/api/notifications/read", { body: { ids } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["notifications"] }),
    onError: (problem) => tellError(problem, t("bell.doing")),
  });

  const seeDownloads = useCallback((keys: readonly string[]) => {
    if (keys.length === 0) return;
    const old = currentSeen();
    writeSeen({ ...old, ids: [...new Set([...old.ids, ...keys])].slice(-200) });
  }, []);
  const markOne = (one: News) => {
    if (!one.isUnseen) return;
    if (!/^\d+$/.test(one.key)) seeDownloads([one.key]);
    else if (may) read.mutate([Number(one.key)]);
  };
  const markAll = () => {
    const last = Math.max(0, ...downloads.map((one) => one.updated_at));
    // By their names as well: what is written about one a moment later makes it no news.
    writeSeen({ until: Math.max(currentSeen().until, last), ids: downloads.map(keyOf).slice(-200) });
    // Without numbers all of them are meant, also those that are not shown.
    if (may && (notes.data?.unread_count ?? 0) > 0) read.mutate([]);
  };

  // Who looks at the page itself has seen what happens there.
  const { mutate } = read;
  useEffect(() => {
    if (!isVisible) return;
    const unseen = news.filter((one) => one.isUnseen && one.to === here);
    if (here === "/downloads") seeDownloads(unseen.filter(({ key }) => !/^\d+$/.test(key)).map(({ key }) => key));
    const ids = unseen.map(({ key }) => Number(key)).filter((id) => !Number.isNaN(id));
    if (here === "/generate" && may && ids.length > 0) mutate(ids);
  }, [isVisible, news, here, may, mutate, seeDownloads]);

  const unseenDownloads = downloads.filter((one) => isUnseen(one, seen));
  return {
    news,
    unseen: (notes.data?.unread_count ?? 0) + unseenDownloads.length,
    error: notes.error ?? completed.error ?? failed.error,
    isPending: notes.isPending || completed.isPending || failed.isPending,
    retry: () => void Promise.all([notes.refetch(), completed.refetch(), failed.refetch()]),
    /** Whether the server lets who looks say that something was seen. */
    may,
    isMarking: read.isPending,
    markOne,
    markAll,
  };
}
