import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { renderAlone } from "../../../test/render";
import { lastRequest, requests, serve } from "../../../test/server";
import DownloadManager from "./DownloadManager";

const task = (rest: object = {}) =>
  ({
    task_id: "t1",
    model_id: "tinyllama",
    filename: "tinyllama.gguf",
    reference: "hf:a/b",
    total_size: 1000,
    downloaded_size: 450,
    progress: 0.45,
    percent: 45,
    status: "downloading",
    bytes_per_second: 100,
    estimated_time_remaining: 5.5,
    created_at: 1,
    updated_at: 1,
    attempts: 1,
    files: [],
    ...rest,
  }) as never;
const disk = {
  total_models_usage_bytes: 0,
  total_models_usage_gb: 0,
  available_space_bytes: 100,
  available_space_gb: 0,
};

test("a key that may only read is told so, and offered nothing that would be refused", async () => {
  serve({
    "GET /api/access/session": { name: "guest", scope: "read", key_needed: true, csrf_token: null },
    "GET /api/models/downloads": { downloads: [task(), task({ task_id: "t2", filename: "b" })], total_count: 2 },
    "GET /api/models/disk-usage": disk,
  });
  renderAlone(<DownloadManager />);
  const row = await screen.findByRole("article", { name: "tinyllama.gguf" });
  expect(await screen.findByRole("note")).toHaveTextContent("one of scope write");
  expect(within(row).queryByRole("button", { name: /^(Pause|Cancel)/ })).toBeNull();
  expect(screen.queryByRole("button", { name: /^Pause/ })).toBeNull();
});

test("shows what it is given and tells what was pressed, without asking the server for downloads", async () => {
  serve({ "GET /api/models/disk-usage": disk });
  const [onPause, onCancel, onResume] = [vi.fn(), vi.fn(), vi.fn()];
  renderAlone(
    <DownloadManager
      downloads={[task(), task({ task_id: "t2", filename: "b", status: "paused" })]}
      onPause={onPause}
      onCancel={onCancel}
      onResume={onResume}
    />,
  );
  const row = await screen.findByRole("article", { name: "tinyllama.gguf" });
  expect(row).toHaveTextContent("450 B of 1000 B · 45 % · 100 B/s · 6 s left");
  expect(within(row).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "45");

  await userEvent.click(within(row).getByRole("button", { name: 'Pause "tinyllama.gguf"' }));
  await userEvent.click(screen.getByRole("button", { name: 'Resume "b"' }));
  await userEvent.click(within(row).getByRole("button", { name: 'Cancel "tinyllama.gguf"' }));
  await userEvent.click(await screen.findByText("Cancel the download", {}, { timeout: 5000 }));

  expect(onPause).toHaveBeenCalledWith("t1");
  expect(onResume).toHaveBeenCalledWith("t2");
  expect(onCancel).toHaveBeenCalledWith("t1");
  expect(requests().some((asked) => asked.includes("/download/") || asked.includes("/downloads"))).toBe(false);
});

test("alone it asks the server, says why one failed and what to do, and warns of a disk that is too small", async () => {
  const error = {
    type: "SecurityError",
    message: "Put a token into HF_TOKEN.",
    details: {},
    resolution_steps: ["Make a token."],
    code: "auth",
    retryable: false,
  };
  const downloads = [task(), task({ task_id: "t3", filename: "gated", status: "failed", error })];
  serve({
    "GET /api/models/disk-usage": disk,
    "GET /api/models/downloads": { downloads, total_count: 2 },
    "POST /api/models/download/t3/retry": task({ task_id: "t3", status: "pending" }),
  });
  renderAlone(<DownloadManager />);

  expect(await screen.findByText("Put a token into HF_TOKEN.")).toBeVisible();
  expect(screen.getByText("Make a token.")).toBeVisible();
  expect(screen.getByRole("link", { name: "Add or change the key" })).toHaveAttribute("href", "/settings/sources");
  expect(await screen.findByText(/450 B too little/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: 'Try "gated" again' }));
  expect(lastRequest("POST /api/models/download/t3/retry")).toBeDefined();
});

test("a server that fails is told, with a way to try again", async () => {
  let isAway = true;
  serve({
    "GET /api/models/disk-usage": disk,
    "GET /api/models/downloads": () =>
      isAway
        ? Response.json({ error: { message: "The database is away.", code: "failed" } }, { status: 500 })
        : { downloads: [], total_count: 0 },
  });
  renderAlone(<DownloadManager />);
  await screen.findByText("The database is away.");

  isAway = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByText("Nothing is being downloaded")).toBeVisible();
});

test("one that waits is moved, and only where there is a place", async () => {
  const waiting = (id: string, queue_position: number) =>
    task({ task_id: id, filename: id, status: "pending", downloaded_size: 0, queue_position });
  serve({
    "GET /api/models/disk-usage": disk,
    "GET /api/models/downloads": { downloads: [waiting("b", 2), waiting("a", 1), waiting("c", 3)], total_count: 3 },
    "POST /api/models/download/b/move": waiting("b", 1),
    "POST /api/models/download/c/move": waiting("c", 2),
  });
  renderAlone(<DownloadManager />);

  await userEvent.click(await screen.findByRole("button", { name: 'Next: "b"' }));
  expect(await lastRequest("POST /api/models/download/b/move")?.json()).toEqual({ position: 1 });
  expect(await screen.findByText('"b" is 1. in the queue now')).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: 'Move up "c"' }));
  expect(await lastRequest("POST /api/models/download/c/move")?.json()).toEqual({ position: 2 });
  expect(screen.getByRole("button", { name: 'Move up "a"' })).toBeDisabled();
  expect(screen.getByRole("button", { name: 'Move down "c"' })).toBeDisabled();
});

test("the stage is the server's own word, also where the status says less", async () => {
  serve({ "GET /api/models/disk-usage": disk });
  renderAlone(
    <DownloadManager
      downloads={[
        task({
          status: "verifying",
          stage: "inspect",
          files: [
            { name: "x", size: 1, downloaded: 1, status: "verifying", stage: "publish" },
            { name: "y", size: 1, downloaded: 1, status: "verifying", stage: "inspect" },
          ],
        }),
      ]}
    />,
  );

  const stages = within(await screen.findByRole("list", { name: 'Stages of "tinyllama.gguf"' }));
  expect(stages.getAllByRole("listitem").map((item) => item.getAttribute("aria-current"))).toEqual([
    null,
    null,
    "step",
    null,
  ]);
  expect(stages.getAllByText("done")).toHaveLength(2);
  expect(screen.getByText(/The hash holds/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: /^Files of/ }));
  expect(await screen.findByText(/· Publish/)).toBeInTheDocument();
});
