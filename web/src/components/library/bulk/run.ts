import { useSyncExternalStore } from "react";

/** Something that is done to many models, one after the other. */
export interface BulkRun {
  title: string;
  total: number;
  done: number;
  failed: readonly Failed[];
  state: "running" | "done" | "cancelled";
  /** Tries those again that failed; absent where that is of no use. */
  again?: () => void;
}

export interface Failed {
  id: string;
  name: string;
  why: string;
}

export type Item = readonly [id: string, name: string];

interface Order {
  title: string;
  items: readonly Item[];
  /** Does it to one. @throws when it cannot; the rest goes on. */
  work: (id: string, signal: AbortSignal) => Promise<void>;
  /** Called when all is done or was cancelled, with what succeeded. */
  onEnd: (done: readonly string[]) => void;
}

// A server answers these while it serves everybody else, too.
const SIDE_BY_SIDE = 3;

let run: BulkRun | undefined;
let ended: AbortController | undefined;
const watchers = new Set<() => void>();

function become(next: BulkRun | undefined): void {
  run = next;
  for (const watcher of watchers) watcher();
}

/** What is under way, or was last; it goes on while somebody looks at another page. */
export function useBulkRun(): BulkRun | undefined {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => run,
  );
}

export function cancelBulk(): void {
  ended?.abort();
}

export function dismissBulk(): void {
  if (run?.state !== "running") become(undefined);
}

/** Does something to each of many; one that fails is named at the end and stops nothing. */
export async function runBulk(order: Order): Promise<void> {
  const { title, items, work, onEnd } = order;
  if (run?.state === "running") return;
  const mine = begin(title, items.length);
  const done: string[] = [];
  const failed: Failed[] = [];
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item && !mine.signal.aborted; item = waiting.shift()) {
      const [id, name] = item;
      try {
        await work(id, mine.signal);
        done.push(id);
      } catch (problem) {
        if (mine.signal.aborted) return;
        failed.push({ id, name, why: problem instanceof Error ? problem.message : String(problem) });
      }
      report({ done: done.length + failed.length, failed: [...failed] });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  const again = () => void runBulk({ ...order, items: failed.map(({ id, name }) => [id, name] as const) });
  report({ state: mine.signal.aborted ? "cancelled" : "done", again: failed.length > 0 ? again : undefined });
  onEnd(done);
}

/** Begins what one job of the server does to all of them. */
export function begin(title: string, total: number): AbortController {
  ended = new AbortController();
  become({ title, total, done: 0, failed: [], state: "running" });
  return ended;
}

export function report(change: Partial<BulkRun>): void {
  if (run) become({ ...run, ...change });
}
