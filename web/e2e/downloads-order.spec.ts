import { begin, endAll, oneAtOnce, slow, type Task, taskOf, tasksOf } from "./downloads-parts";
import { expect, look, test } from "./harness";

test.use({
  wishes: { ...oneAtOnce, environment: { ...oneAtOnce.environment, BERRY_TEST_OF: "downloads-order" } },
});

test.afterEach(({ stand }) => endAll(stand));

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
