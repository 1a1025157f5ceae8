import "@/text/en/library";
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError } from "@/api/client";
import { tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { refresh, restore } from "../actions";
import { type KeptRun, keepRun, keptRun } from "./kept";
import { type Order, workOn } from "./works";

/** Something that is done to many models, one after the other. */
export interface BulkRun {
  title: string;
  total: number;
  done: number;
  failed: readonly Failed[];
  /** `broken`: the page went while it ran. */
  state: "running" | "done" | "cancelled" | "broken";
  /** Tries those again that failed; absent where that is of no use. */
  again?: (client: QueryClient) => void;
  /** Does what a reload left undone. */
  goOn?: { left: number; act: (client: QueryClient) => void };
  /** Takes back what was done before a reload, with the message that offered it. */
  undo?: (client: QueryClient) => void;
}

export interface Failed {
  id: string;
  name: string;
  why: string;
}

// A server answers these while it serves everybody else, too.
const SIDE_BY_SIDE = 3;
const SAVING = 1000;
const STAYING = 10_000;

/** What is kept of the run, as it changes. */
interface Under {
  order: Order;
  left: Map<string, string>;
  trashed: string[];
}

let under: Under | undefined;
let ended: AbortController | undefined;
const watchers = new Set<() => void>();
let run = recall();

function become(next: BulkRun | undefined): void {
  run = next;
  for (const watcher of watchers) watcher();
  // Of many thousands it would be slow to keep each step.
  saving ??= setTimeout(save, SAVING);
}

let saving: ReturnType<typeof setTimeout> | undefined;
function save(): void {
  clearTimeout(saving);
  saving = undefined;
  const isWorth =
    run &&
    under &&
    (run.state === "running" || run.state === "broken" || run.failed.length > 0 || under.trashed.length > 0);
  keepRun(
    run && under && isWorth
      ? {
          kind: under.order.kind,
          tags: under.order.tags,
          isRunning: run.state === "running" || run.state === "broken",
          total: run.total,
          done: run.done,
          failed: run.failed,
          left: [...under.left],
          trashed: under.trashed,
        }
      : undefined,
  );
}
window.addEventListener("pagehide", save);

// Told before what is asked is broken off; somebody may stay after all.
let leaving: Promise<void> | undefined;
window.addEventListener("beforeunload", () => {
  leaving = new Promise((done) => setTimeout(done, STAYING));
});
const goneOrStayed = () => leaving ?? Promise.resolve();

/** What was under way before a reload, or had ended with something that is still to be said. */
function recall(): BulkRun | undefined {
  const kept = keptRun();
  if (!kept) return undefined;
  const { kind, tags, isRunning, total, done, failed, left, trashed } = kept;
  under = { order: { kind, tags, items: left }, left: new Map(left), trashed: [...trashed] };
  const act = (client: QueryClient) => void runBulk(client, { kind, tags, items: left }, undefined, kept);
  return {
    title: t(`library.bulk_${kind}`),
    total,
    done,
    failed,
    state: isRunning ? "broken" : "done",
    again: isRunning ? undefined : againOf({ kind, tags }, failed),
    goOn: isRunning && left.length > 0 ? { left: left.length, act } : undefined,
    undo: trashed.length > 0 ? (client) => void undo(client) : undefined,
  };
}

async function undo(client: QueryClient): Promise<void> {
  const items = under?.trashed ?? [];
  forgetTrashed(under);
  report({ undo: undefined });
  await restore(client, items).catch((problem) => tellError(problem, t("undo.doing")));
}

/** What came back from the trash is not brought back twice. */
function forgetTrashed(of: Under | undefined): void {
  if (of) of.trashed = [];
  save();
}

function againOf(order: Omit<Order, "items">, failed: readonly Failed[]): BulkRun["again"] {
  if (failed.length === 0) return undefined;
  return (client) => void runBulk(client, { ...order, items: failed.map(({ id, name }) => [id, name]) });
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
  if (run?.state === "running") return;
  under = undefined;
  become(undefined);
  save();
}

/**
 * Does something to each of many; one that fails is named at the end and stops nothing.
 * @param onEnd Called when all is done or was cancelled, with what succeeded.
 * @param before What a reload broke off, when this goes on with it.
 */
export async function runBulk(
  client: QueryClient,
  order: Order,
  onEnd?: (done: readonly string[]) => void,
  before?: KeptRun,
): Promise<void> {
  if (run?.state === "running") return;
  const mine = begin(t(`library.bulk_${order.kind}`), before?.total ?? order.items.length);
  const my: Under = { order, left: new Map(order.items), trashed: [...(before?.trashed ?? [])] };
  under = my;
  const done: string[] = [];
  const failed: Failed[] = [...(before?.failed ?? [])];
  const count = () => ({ done: (before?.done ?? 0) + order.items.length - my.left.size, failed: [...failed] });
  report(count());
  const waiting = [...order.items];
  const worker = async () => {
    for (let item = waiting.shift(); item && !mine.signal.aborted; item = waiting.shift()) {
      const [id, name] = item;
      try {
        const trashed = await workOn(id, order, mine.signal);
        if (trashed) my.trashed.push(trashed);
        done.push(id);
      } catch (problem) {
        // A page that goes breaks off what it asks, and nothing of it failed: it is still left.
        if (problem instanceof ApiError && problem.status === 0) await goneOrStayed();
        if (mine.signal.aborted) return;
        failed.push({ id, name, why: problem instanceof Error ? problem.message : String(problem) });
      }
      my.left.delete(id);
      report(count());
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  report({ state: mine.signal.aborted ? "cancelled" : "done", again: againOf(order, failed) });
  onEnd?.(done);
  refresh(client);
  save();
  // What was moved before somebody cancelled can be brought back as well.
  const items = my.trashed;
  if (items.length > 0)
    offerUndo(t("library.trashed_many", { count: items.length }), () => {
      forgetTrashed(my);
      return restore(client, items);
    });
}

/** Begins what is done to all of them, here or by one job of the server. */
export function begin(title: string, total: number): AbortController {
  ended = new AbortController();
  under = undefined;
  become({ title, total, done: 0, failed: [], state: "running" });
  return ended;
}

export function report(change: Partial<BulkRun>): void {
  if (run) become({ ...run, ...change });
}
