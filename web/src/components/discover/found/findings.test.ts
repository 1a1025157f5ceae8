import { expect, test } from "vitest";
import type { DownloadTask } from "@/components/downloads/tasks";
import { findingsOf } from "./findings";
import type { PlannedItem } from "./order";

const order = { reference: "1" };
const refused = (details: object) =>
  ({ reference: "1", file: "a.pt", url: "http://x/a", state: "refused", error: { message: "No.", details } }) as never;
const planned = { reference: "1", file: "a.pt", url: "http://x/a", state: "planned" } as PlannedItem;
const task = (status: string, danger?: string) =>
  ({ status, url: "http://x/a", reference: "1", filename: "a.pt", error: { details: { danger } } }) as never;
const of = (items: PlannedItem[], tasks: DownloadTask[] = []) => findingsOf(order, items, tasks);

test("a danger is the word of the source, or of the scan that stopped the last download", () => {
  expect(of([refused({ danger: "runs programs" })])).toEqual([{ file: "a.pt", danger: "runs programs" }]);
  expect(of([planned], [task("failed", "os.system")])).toEqual([{ file: "a.pt", danger: "os.system" }]);
  // The same file is named once, by whoever said it first.
  expect(of([refused({ danger: "runs programs" })], [task("failed", "os.system")])).toHaveLength(1);
});

test("other refusals and failures offer no such choice", () => {
  expect(of([refused({ deadline: "2027" })])).toEqual([]);
  expect(of([planned], [task("failed")])).toEqual([]);
  // It came since: what was said before counts no more.
  expect(of([planned], [task("completed"), task("failed", "os.system")])).toEqual([]);
});
