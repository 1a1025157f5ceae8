import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { begin, endAll, fault, noFaults, oneAtOnce, slow, taskOf, tasksOf } from "./downloads-parts";
import { expect, look, test } from "./harness";

test.use({ wishes: oneAtOnce });

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

test.afterEach(({ stand }) => endAll(stand));

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
