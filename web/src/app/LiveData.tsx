import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "./events";

/**
 * Which answers an event makes old: the first word of the event, and the first words of query keys.
 * It is mounted with the shell, so that a page that is not shown finds nothing stale when it is.
 */
const STALE: Record<string, readonly string[]> = {
  download: ["downloads"],
  job: ["jobs"],
  generation: ["generation"],
  library: ["library", "model", "facets", "providers", "storage"],
  notification: ["notifications"],
  pictures: ["pictures"],
};
const LOUD = /\.progress$/;
// What ends changes more than its own list.
const ENDS: Record<string, readonly string[]> = {
  "job.completed": ["library", "model", "updates", "pictures", "providers", "trash"],
  "download.completed": ["library", "model", "facets"],
  "generation.completed": ["feed"],
};

const PAUSE = 400;

/** Keeps what is on the screen in step with the server. */
export function LiveData() {
  const client = useQueryClient();
  useEffect(() => {
    const refresh = refresher(client);
    return listen(({ kind, body }) => {
      if (kind === "reset") {
        void client.invalidateQueries();
        return;
      }
      const area = kind.split(".")[0] ?? "";
      put(client, area, body as Record<string, unknown>);
      if (!LOUD.test(kind)) for (const key of [...(STALE[area] ?? []), ...(ENDS[kind] ?? [])]) refresh(key);
    });
  }, [client]);
  return null;
}

/** Asks anew at most every `PAUSE` milliseconds, whatever rains in. */
function refresher(client: QueryClient): (key: string) => void {
  const waiting = new Set<string>();
  const refresh = (key: string) => {
    if (waiting.has(key)) return;
    waiting.add(key);
    setTimeout(() => {
      waiting.delete(key);
      // An answer that is on its way is not thrown away, or a rain of events would let none arrive.
      if (client.isFetching({ queryKey: [key] }) > 0) refresh(key);
      else void client.invalidateQueries({ queryKey: [key] });
    }, PAUSE);
  };
  return refresh;
}

/** The list and the id by which an event's body is found in what was asked. */
const ROWS: Record<string, { key: string; list: string; id: string }> = {
  download: { key: "downloads", list: "downloads", id: "task_id" },
  job: { key: "jobs", list: "jobs", id: "id" },
  generation: { key: "generation", list: "generations", id: "id" },
};

/** Puts the body of an event in the place of the row that was there. */
function put(client: QueryClient, area: string, body: Record<string, unknown>): void {
  const rows = ROWS[area];
  if (!rows) return;
  client.setQueriesData<Record<string, unknown>>({ queryKey: [rows.key] }, (old) => {
    const list = old?.[rows.list];
    if (!old || !Array.isArray(list)) return old;
    const at = list.findIndex((row) => row[rows.id] === body[rows.id]);
    return at < 0 ? old : { ...old, [rows.list]: list.with(at, { ...list[at], ...body }) };
  });
}
