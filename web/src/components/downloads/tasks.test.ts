import { describe, expect, test } from "vitest";
import { type DownloadTask, inOrder, keepNewer, totals } from "./tasks";

const task = (id: string, rest: Partial<DownloadTask> = {}): DownloadTask => ({
  task_id: id,
  model_id: id,
  reference: id,
  total_size: 1000,
  downloaded_size: 0,
  progress: 0,
  percent: 0,
  status: "pending",
  created_at: 1,
  updated_at: 1,
  attempts: 1,
  files: [],
  ...rest,
});

describe("downloads", () => {
  test("stand in the order in which they are done, and without those that are over", () => {
    const order = inOrder([
      task("over", { status: "failed" }),
      task("paused", { status: "paused" }),
      task("third", { queue_position: 2 }),
      task("second", { queue_position: 1 }),
      task("first", { status: "downloading" }),
    ]);

    expect(order.map(({ task_id }) => task_id)).toEqual(["first", "second", "third", "paused"]);
  });

  test("an answer that is older than an event does not turn progress back", () => {
    const seen = { downloads: [task("a", { downloaded_size: 500, updated_at: 20 })] };
    const late = { downloads: [task("a", { downloaded_size: 400, updated_at: 10 }), task("b")] };

    expect(keepNewer(seen, late).downloads.map(({ downloaded_size }) => downloaded_size)).toEqual([500, 0]);
  });

  test("a newer answer counts, also one that has less", () => {
    const seen = { downloads: [task("a", { downloaded_size: 500, updated_at: 20 })] };
    const later = { downloads: [task("a", { downloaded_size: 0, updated_at: 30 })] };

    expect(keepNewer(seen, later).downloads[0]?.downloaded_size).toBe(0);
  });

  test("only what is transferred has a speed, and what is over is not to come", () => {
    expect(
      totals([
        task("a", { status: "downloading", downloaded_size: 400, bytes_per_second: 100 }),
        task("b", { status: "verifying", downloaded_size: 1000, bytes_per_second: 50 }),
        task("c"),
        task("d", { status: "completed", downloaded_size: 0 }),
      ]),
    ).toEqual({ running: 2, waiting: 1, speed: 100, left: 1600 });
  });
});
