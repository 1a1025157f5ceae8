import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, look, type Stand, test } from "./harness";

// One at a time, so that the others wait; and one large enough to be stopped in between.
test.use({
  wishes: {
    sandboxArguments: ["--large-file-bytes", "40000000"],
    environment: { MAX_CONCURRENT_DOWNLOADS: "1" },
  },
});

interface Task {
  task_id: string;
  filename: string;
  status: string;
  stage?: string;
  queue_position?: number;
  downloaded_size: number;
  total_size: number;
}

const tasksOf = (stand: Stand) =>
  stand.ask<{ downloads: Task[] }>("/api/models/downloads").then(({ downloads }) => downloads);
const taskOf = async (stand: Stand, name: string) => {
  const task = (await tasksOf(stand)).find(({ filename }) => filename?.startsWith(name));
  if (!task) throw new Error(`There is no download of ${name}.`);
  return task;
};
const fault = (stand: Stand, what: object) =>
  fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(what),
  });
const noFaults = (stand: Stand) => fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, { method: "DELETE" });
/** Of a large file each connection, of which it has several. */
const slow = (stand: Stand, bytesPerSecond = 15_000) => fault(stand, { host: "storage", bytesPerSecond });
const begin = (stand: Stand, reference: string) =>
  stand.post<Task>("/api/models/download", { reference, preview: false });

/** Notes every step of the bars, to see whether one went back. */
const watchBars = (page: Page) =>
  page.evaluate(() => {
    const seen: number[] = [];
    (window as unknown as { steps: number[] }).steps = seen;
    const note = () => {
      const bar = document.querySelector("[role=progressbar]");
      const value = Number(bar?.getAttribute("aria-valuenow"));
      if (bar && value !== seen.at(-1)) seen.push(value);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, attributes: true, childList: true });
  });
const steps = (page: Page) => page.evaluate(() => (window as unknown as { steps: number[] }).steps);

test.afterEach(async ({ stand }) => {
  await noFaults(stand);
  for (const task of await tasksOf(stand))
    if (!["completed", "failed", "cancelled"].includes(task.status))
      await stand.post(`/api/models/download/${task.task_id}/cancel`);
});

test("those that wait change their order, and the stage of the one that runs is told", async ({ page, stand }) => {
  const order = async () =>
    (await tasksOf(stand))
      .filter(({ status }) => status === "pending")
      .sort((one, other) => (one.queue_position ?? 0) - (other.queue_position ?? 0))
      .map(({ task_id }) => task_id);
  await slow(stand);
  await begin(stand, "257749");
  await stand.until(
    () => taskOf(stand, "juniperToonXL"),
    ({ stage }) => stage === "transfer",
  );
  const ids: string[] = [];
  for (const reference of ["610023", "610041", "610042"]) ids.push((await begin(stand, reference)).task_id);
  const [first, second, third] = ids;
  await page.goto("/downloads");
  const names = new Map((await tasksOf(stand)).map(({ task_id, filename }) => [task_id, filename]));
  const last = page.getByRole("article", { name: names.get(third ?? "") ?? "" });
  await expect(last.getByText("3. in the queue", { exact: true })).toBeVisible();
  await expect(last.getByRole("button", { name: /^Move down/ })).toBeDisabled();

  const asked = page.waitForRequest((request) => request.url().endsWith("/move"));
  await last.getByRole("button", { name: /^Next/ }).click();
  expect((await asked).postDataJSON()).toEqual({ position: 1 });
  await expect(last.getByText("Next in the queue", { exact: true })).toBeVisible();
  expect(await order()).toEqual([third, first, second]);
  await expect(last.getByRole("button", { name: /^Move up/ })).toBeDisabled();
  await last.getByRole("button", { name: /^Move down/ }).click();
  await expect(last.getByText("2. in the queue", { exact: true })).toBeVisible();
  expect(await order()).toEqual([first, third, second]);
  await last.getByRole("button", { name: /^Move up/ }).click();
  await expect(last.getByText("Next in the queue", { exact: true })).toBeVisible();
  expect(await order()).toEqual([third, first, second]);
  await look(page, "downloads-order");

  const running = page.getByRole("article", { name: /juniperToonXL/ });
  const stages = running.getByRole("list", { name: /^Stages of/ });
  await expect(stages.getByRole("listitem")).toHaveText([/Transfer/, /Verify/, /Inspect/, /Publish/]);
  await expect(stages.locator("[aria-current=step]")).toHaveText("Transfer");
  await running.getByRole("button", { name: /^Pause/ }).click();
  await expect(running.getByText("Paused")).toBeVisible();
  await page.reload();
  await expect(stages.locator("[aria-current=step]")).toHaveText("Transfer");
});

test("a download is paused, outlives a reload, goes on where it was, and lies on the disk", async ({ page, stand }) => {
  test.slow();
  await slow(stand, 300_000);
  await begin(stand, "610026");
  await page.goto("/downloads");
  const row = page.getByRole("article", { name: /heavyHeron/ });
  await expect(row.getByText("Transferring")).toBeVisible();
  await expect(row.getByText(/of 64\.0 MiB · [1-9]\d* %.*\/s.*left/)).toBeVisible({ timeout: 40_000 });
  await watchBars(page);
  await expect.poll(async () => (await steps(page)).length, { timeout: 20_000 }).toBeGreaterThan(3);
  const before = await steps(page);
  expect(before).toEqual([...before].sort((one, other) => one - other));
  await look(page, "downloads");

  await row.getByRole("button", { name: /^Pause/ }).click();
  await expect(row.getByText("Paused")).toBeVisible();
  const paused = await taskOf(stand, "heavyHeron");
  expect(paused.status).toBe("paused");
  expect(paused.downloaded_size).toBeGreaterThan(0);

  await page.reload();
  await expect(row.getByText("Paused")).toBeVisible();
  await expect(row.getByRole("progressbar")).toHaveAttribute(
    "aria-valuenow",
    String((paused.downloaded_size / paused.total_size) * 100),
  );

  await noFaults(stand);
  await row.getByRole("button", { name: /^Resume/ }).click();
  const line = page.getByRole("listitem").filter({ hasText: "heavyHeron" });
  await expect(line.getByText("Completed")).toBeVisible({ timeout: 40_000 });
  expect(existsSync(join(stand.models, "checkpoints", "heavyHeron_v10.safetensors"))).toBe(true);

  await line.getByRole("button", { name: /^Details of/ }).click();
  await expect(line.getByText(/sha256/)).toBeVisible();
  await expect(line.getByRole("cell", { name: /checkpoints\/heavyHeron_v10\.safetensors/ })).toBeVisible();
  await line.getByRole("link", { name: "Open in the library" }).click();
  await expect(page).toHaveURL(/model=heavyheron/);
});

test("a failure says why, and trying again brings the file", async ({ page, stand }) => {
  await fault(stand, { host: "storage", wrongByteAt: 5000 });
  await begin(stand, "82098");
  await page.goto("/downloads");
  const line = page.getByRole("listitem").filter({ hasText: "more_detail_slider" }).first();
  await expect(line.getByText("Failed")).toBeVisible();
  await expect(line.getByRole("alert")).not.toBeEmpty();
  await expect(line.getByText("It came as far as: Verify.")).toBeVisible();
  expect((await taskOf(stand, "more_detail")).stage).toBe("verify");
  await look(page, "downloads-failed");

  await noFaults(stand);
  await line.getByRole("button", { name: /^Try/ }).click();
  await expect(line.getByText("Completed")).toBeVisible();
  expect((await taskOf(stand, "more_detail")).status).toBe("completed");
});

test("cancelling asks where bytes would be lost, and can be undone", async ({ page, stand }) => {
  await slow(stand);
  await begin(stand, "257749");
  await page.goto("/downloads");
  const row = page.getByRole("article", { name: /juniperToonXL/ });
  await expect(row.getByText(/· [1-9]\d* %/)).toBeVisible();
  await row.getByRole("button", { name: /^Cancel/ }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  expect((await taskOf(stand, "juniperToonXL")).status).not.toBe("cancelled");

  await row.getByRole("button", { name: /^Cancel/ }).click();
  await page.getByRole("button", { name: "Cancel the download" }).click();
  await expect(row).toBeHidden();
  expect((await taskOf(stand, "juniperToonXL")).status).toBe("cancelled");

  await noFaults(stand);
  await page.getByRole("button", { name: "Undo" }).click();
  await stand.until(
    () => taskOf(stand, "juniperToonXL"),
    ({ status }) => status === "completed",
  );
});

test("those that wait say their turn, all are paused at once, and each file of several is told", async ({
  page,
  stand,
}) => {
  await slow(stand);
  await begin(stand, "610034");
  await begin(stand, "hf:sandbox-labs/tiny-diffusion");
  await begin(stand, "128713");
  await page.goto("/downloads");
  await expect(page.getByText("1 running, 2 waiting")).toBeVisible();
  await expect(page.getByText("Next in the queue", { exact: true })).toBeVisible();
  await expect(page.getByText("2. in the queue", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Pause all" }).click();
  await expect(page.getByRole("article").getByText("Paused")).toHaveCount(3);
  await page.getByRole("button", { name: /^Files of/ }).click();
  await expect(page.getByText("diffusion_pytorch_model.safetensors").first()).toBeVisible();

  await noFaults(stand);
  await page.getByRole("button", { name: "Resume all" }).click();
  await stand.until(
    () => tasksOf(stand),
    (tasks) => tasks.every(({ status }) => status !== "paused" && status !== "pending" && status !== "downloading"),
  );
  await expect(page.getByText("Nothing is being downloaded")).toBeVisible();
  await page.getByRole("link", { name: "Go to Discover" }).click();
  await expect(page).toHaveURL(/discover/);
});

test("history is filtered in the address, and forgotten when somebody says so", async ({ page, stand }) => {
  await begin(stand, "7808");
  await stand.until(
    () => taskOf(stand, "calm"),
    ({ status }) => status === "completed",
  );
  await page.goto("/downloads?status=failed");
  await expect(page.getByText("There is none of this kind.")).toBeVisible();
  await page.getByRole("combobox", { name: "Show" }).click();
  await page.getByRole("option", { name: "Completed" }).click();
  await expect(page).toHaveURL(/status=completed/);
  await page.getByRole("button", { name: "Forget finished" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect((await tasksOf(stand)).length).toBeGreaterThan(0);

  await page.getByRole("button", { name: "Forget finished" }).click();
  await page.getByRole("button", { name: "Forget them" }).click();
  await expect(page.getByText(/forgotten/)).toBeVisible();
  expect((await tasksOf(stand)).filter(({ status }) => status === "completed")).toEqual([]);
});

test("a server that is offline says so, and one that fails offers to try again", async ({ page, stand }) => {
  await stand.post("/api/settings/network", { offline: true }, "PUT");
  await page.goto("/downloads");
  await expect(page.getByText("This server asks nobody for anything")).toBeVisible();
  await stand.post("/api/settings/network", { offline: false }, "PUT");

  await page.route("**/api/models/downloads*", (route) =>
    route.fulfill({ status: 500, json: { error: { message: "The database is away.", code: "failed" } } }),
  );
  await page.reload();
  await expect(page.getByText("The database is away.")).toBeVisible();
  await page.unroute("**/api/models/downloads*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
  await page.getByRole("link", { name: "Network settings" }).click();
  await expect(page).toHaveURL(/settings\/network/);
});

test("is whole on a phone", async ({ page, stand }) => {
  await slow(stand);
  await begin(stand, "4201");
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/downloads");
  await expect(page.getByRole("article", { name: /graniteRealistic/ })).toBeVisible();
  await look(page, "downloads-phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("a limit that is set in the settings is in force, and told on the page", async ({ page, stand }) => {
  test.slow();
  interface Network {
    downloads: {
      bytes_per_second?: number;
      at_once?: number;
      in_force: { bytes_per_second?: number; at_once: number };
    };
  }
  const limits = async () => (await stand.ask<Network>("/api/settings/network")).downloads;
  await page.goto("/downloads");
  await expect(page.getByText("No limit of speed, 1 at once.")).toBeVisible();
  await page.getByRole("link", { name: "Network settings" }).click();
  const atOnce = page.getByRole("textbox", { name: "Downloads at once" });
  await atOnce.fill("40");
  await page.getByRole("button", { name: "Save the limits" }).click();
  await expect(page.getByText(/at_once is 1 to 16/)).toBeVisible();
  await expect(atOnce).toBeFocused();
  expect((await limits()).in_force.at_once).toBe(1);
  await page.getByRole("button", { name: "Discard changes" }).click();

  await page.getByRole("textbox", { name: "Speed of all together" }).fill("0.01");
  await atOnce.fill("2");
  await page.getByRole("button", { name: "Save the limits" }).click();
  await expect(page.getByText("Saved. In force: 10.2 KiB a second, 2 at once.")).toBeVisible();
  expect((await limits()).in_force).toEqual({ bytes_per_second: 10486, at_once: 2 });
  await look(page, "settings-limits");

  const { task_id: large } = await begin(stand, "990001");
  await begin(stand, "610024");
  await page.goto("/downloads");
  await expect(page.getByText("At most 10.2 KiB/s for all together, 2 at once.")).toBeVisible();
  await expect(page.getByRole("article").getByText("Transferring")).toHaveCount(2, { timeout: 20_000 });

  await page.getByRole("link", { name: "Network settings" }).click();
  await page.getByRole("textbox", { name: "Speed of all together" }).fill("");
  await atOnce.fill("");
  await page.getByRole("button", { name: "Save the limits" }).click();
  await expect(page.getByText("Saved. In force: no limit of speed, 1 at once.")).toBeVisible();
  expect((await limits()).at_once).toBeUndefined();
  // What runs is let go.
  await stand.until(
    () => stand.ask<Task>(`/api/models/download/${large}`),
    ({ status }) => status === "completed",
  );
});
