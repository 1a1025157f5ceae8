import type { Failed } from "./run";
import { type Item, isKind, type Order } from "./works";

/** A run as it stood when the page went. */
export interface KeptRun extends Omit<Order, "items"> {
  isRunning: boolean;
  total: number;
  done: number;
  failed: readonly Failed[];
  left: readonly Item[];
  /** What it moved into the trash. */
  trashed: readonly string[];
}

const STORE = "berry.library.bulk";

/** Keeps it for this tab. A browser that keeps nothing, or not so much, forgets it with the page. */
export function keepRun(run: KeptRun | undefined): void {
  try {
    if (run) sessionStorage.setItem(STORE, JSON.stringify(run));
    else sessionStorage.removeItem(STORE);
  } catch {
    // What was there before is older than nothing.
    if (run) keepRun(undefined);
  }
}

export function keptRun(): KeptRun | undefined {
  try {
    const run = JSON.parse(sessionStorage.getItem(STORE) ?? "null") as Partial<KeptRun> | null;
    const isWhole = isKind(run?.kind) && [run?.left, run?.failed, run?.trashed].every(Array.isArray);
    return isWhole ? (run as KeptRun) : undefined;
  } catch {
    return undefined;
  }
}
