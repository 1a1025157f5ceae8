import { appendFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { measuresFile } from "./places";
import type { Stand } from "./stand";

/**
 * Prints a figure and keeps it in artifacts/web-measures.txt. A figure above its bound is said, not failed: machines differ,
 * and a timed test would fail for the machine's sake.
 */
export function say(what: string, value: number, unit: string, most?: number): void {
  const bound = most === undefined ? "" : value <= most ? ` (at most ${most})` : ` (ABOVE ${most})`;
  const line = `measure: ${what}: ${value.toFixed(value < 100 ? 1 : 0)} ${unit}${bound}`;
  console.log(line);
  appendFileSync(measuresFile, `${line}\n`);
}

/** The one at a part of the way from the lowest to the highest: 0.5 is the one in the middle. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** A page that nobody watches: what notes the buttons for the other tests takes time of its own. */
export async function plainPage(browser: Browser, stand: Stand): Promise<Page> {
  const context = await browser.newContext({ baseURL: stand.url });
  return context.newPage();
}

/** What the server told of a download while it was on the screen. */
interface Told {
  progress: number;
  downloaded_size: number;
  total_size: number;
  updated_at: number;
}

/**
 * How long the progress of a download takes from the change at the server, by the moment in the event itself, to the
 * frame that shows it; and how many events no frame showed.
 * @param selector Of the element that shows it, in an attribute.
 * @param saidOf What that attribute says of an event.
 */
export async function progressLags(
  page: Page,
  { selector, attribute }: { selector: string; attribute: string },
  saidOf: (told: Told) => number,
): Promise<{ lags: number[]; unseen: number }> {
  const EVENTS = 12;
  const { heard, shown } = await page.evaluate(
    async ({ selector, attribute, events }) => {
      const heard: Told[] = [];
      const shown = new Map<number, number>();
      // The page tells its other tabs what it hears.
      const channel = new BroadcastChannel("berryaigen.events");
      channel.onmessage = ({ data }) => {
        if (data.event?.kind === "download.progress") heard.push(data.event.body);
      };
      const observer = new MutationObserver(() =>
        requestAnimationFrame(() => {
          const value = Number(document.querySelector(selector)?.getAttribute(attribute) ?? Number.NaN);
          // After the frame.
          setTimeout(() => shown.has(value) || shown.set(value, Date.now()));
        }),
      );
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: [attribute],
      });
      const pause = (time: number) => new Promise((done) => setTimeout(done, time));
      for (let waited = 0; heard.length < events && waited < 40_000; waited += 100) await pause(100);
      // The last one is shown after it was heard.
      await pause(1000);
      observer.disconnect();
      channel.close();
      return { heard, shown: [...shown] };
    },
    { selector, attribute, events: EVENTS },
  );

  const seen = new Map(shown);
  // What says the same as the one before changes nothing on the screen.
  const first = new Map(heard.toReversed().map((told) => [saidOf(told), told.updated_at * 1000]));
  first.delete(0);
  const lags = [...first].flatMap(([value, at]) => {
    const then = seen.get(value);
    return then === undefined ? [] : [then - at];
  });
  return { lags, unseen: first.size - lags.length };
}

/** Prints what `progressLags` found. */
export function sayLags(where: string, { lags, unseen }: { lags: readonly number[]; unseen: number }): void {
  const all = lags.length + unseen;
  say(
    `progress of a download, from the server's change to ${where}, median of ${lags.length}`,
    quantile(lags, 0.5),
    "ms",
    300,
  );
  say(`progress of a download, from the server's change to ${where}, slowest`, Math.max(...lags), "ms", 300);
  say(`progress events that never reached ${where}`, unseen, `of ${all}`);
}
