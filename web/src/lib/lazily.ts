import { type ComponentType, type LazyExoticComponent, lazy } from "react";

const PAUSE = 2000;
const RELOADED = "berry.reloaded";
/** A page that lost a part again so soon would reload for ever. */
const AGAIN = 60_000;

/**
 * React's `lazy` for a server that is updated and restarted while the page is open: see `fetchPart`. React keeps a failure for
 * good, so one is thrown only when nothing helps.
 */
// biome-ignore lint/suspicious/noExplicitAny: as React's own
export function lazily<Part extends ComponentType<any>>(
  load: () => Promise<{ default: Part }>,
): LazyExoticComponent<Part> {
  return lazy(() => fetchPart(load));
}

/**
 * Fetches a part of the page. While the server is away it tries on; after an update, which has the part under another name, the
 * page is loaded anew, once.
 * @throws what failed, when the server answers and a new page did not help.
 */
export async function fetchPart<Part>(load: () => Promise<Part>, reload = () => location.reload()): Promise<Part> {
  for (let times = 0; ; times++) {
    try {
      return await load();
    } catch (problem) {
      const isThere = await answers();
      // It may have come back a moment ago.
      if (isThere && times > 0) {
        if (!mayReload()) throw problem;
        reload();
        return new Promise(() => {});
      }
      if (!isThere) await new Promise((done) => setTimeout(done, PAUSE));
    }
  }
}

/** Whether a failure is that of a part that could not be fetched, which only a new page helps. */
export function isLostPart(problem: unknown): boolean {
  return problem instanceof Error && /imported module|module script|preload CSS/i.test(problem.message);
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch("/", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

function mayReload(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED)) < AGAIN) return false;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    return true;
  } catch {
    // Without memory nobody knows how often it was done.
    return false;
  }
}
