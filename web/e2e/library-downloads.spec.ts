import { existsSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { tasksOf } from "./downloads-parts";
import { expect, look, test } from "./harness";
import { knowModels, modelById, safetensors, slowServer } from "./library-models";

test.use({
  wishes: { sandbox: false, environment: { BERRY_ALLOW_HOSTS: "127.0.0.1", BERRY_TEST_OF: "library-downloads" } },
});
test.describe.configure({ timeout: 150_000 });

const pressed = (inside: Locator, name: RegExp) => inside.getByRole("button", { name }).click();

test("the card of a model pauses, resumes and cancels its download in place", async ({ page, stand }) => {
  const source = await slowServer(safetensors(400_000, 7), 160, 100);
  await knowModels(
    stand,
    ["card", "row", "details"].map((name) => ({
      id: `long-${name}`,
      name: `Long ${name}`,
      model_type: "lora",
      download_url: `${source.url}/long-${name}.safetensors`,
    })),
  );
  const task = async (name: string) =>
    (await tasksOf(stand)).find(({ filename, status }) => filename.startsWith(name) && status !== "failed");
  const isNow = (name: string, status: string) =>
    stand.until(
      () => task(name),
      (seen) => seen?.status === status,
    );

  await page.goto("/?q=long");
  const card = page.getByRole("gridcell", { name: "Long card" });
  await pressed(card, /^Download/);
  await stand.until(
    () => task("long-card"),
    (seen) => (seen?.downloaded_size ?? 0) > 0,
  );
  await pressed(card, /^Pause/);
  const half = await isNow("long-card", "paused");
  await expect(card.getByText("Paused")).toBeVisible();
  await look(page, "library-download");

  // What was paused before the page was there can be resumed all the same.
  await page.reload();
  await pressed(card, /^Resume/);
  await isNow("long-card", "downloading");
  await expect(card.getByRole("button", { name: /^Pause/ })).toBeVisible();

  // Bytes would be lost: it asks first, in place, and a press in the question opens nothing.
  await pressed(card, /^Cancel/);
  const question = page.getByRole("dialog");
  await question.getByText(/that arrived\?/).click();
  await expect(page).not.toHaveURL(/model=/);
  await question.getByRole("button", { name: "Keep it" }).click();
  expect((await task("long-card"))?.status).toBe("downloading");
  await pressed(card, /^Cancel/);
  await question.getByRole("button", { name: "Cancel the download" }).click();
  await isNow("long-card", "cancelled");
  await expect(card.getByRole("button", { name: "Download “Long card”" })).toBeVisible();
  expect(half?.downloaded_size).toBeGreaterThan(0);

  // And the way back.
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await expect(card.getByRole("progressbar")).toBeVisible();
  await expect.poll(async () => (await modelById(stand, "long-card"))?.status, { timeout: 60_000 }).toBe("local");
  expect(existsSync((await modelById(stand, "long-card"))?.local_path ?? "")).toBe(true);
  await expect(card.getByRole("button", { name: "Delete “Long card”" })).toBeVisible();

  await page.getByRole("button", { name: "Show as a table" }).click();
  const row = page.getByRole("row", { name: /Long row/ });
  await pressed(row, /^Download/);
  await pressed(row, /^Pause/);
  await isNow("long-row", "paused");
  await look(page, "library-download-table");
  await pressed(row, /^Resume/);
  await isNow("long-row", "downloading");

  await page.goto("/?q=long&model=long-details");
  const details = page.getByRole("dialog", { name: "Long details" });
  await pressed(details, /^Download/);
  await pressed(details, /^Pause/);
  await isNow("long-details", "paused");
  await pressed(details, /^Resume/);
  await isNow("long-details", "downloading");
  for (const name of ["long-row", "long-details"])
    await stand.post(`/api/models/download/${(await task(name))?.task_id}/cancel`);
  source.close();
});
