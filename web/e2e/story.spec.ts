import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, look, type Stand, test } from "./harness";
import { feed, generateButton, generates, input, openForm } from "./harness/generation";
import { writeGguf } from "./settings-parts";

test.describe.configure({ timeout: 240_000 });
test.use({
  actionTimeout: 30_000,
  wishes: { ...generates, environment: { ...generates.environment, BERRY_TEST_OF: "story" } },
});

const LORA = "320501";

/** What the storage behind Civitai sends in a second on each connection; without a number as fast as it can. */
const pace = (stand: Stand, bytesPerSecond?: number) =>
  fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, {
    method: bytesPerSecond ? "POST" : "DELETE",
    headers: { "Content-Type": "application/json" },
    body: bytesPerSecond ? JSON.stringify({ host: "storage", bytesPerSecond }) : undefined,
  });

test("from the first run to a picture in the feed and in the library", async ({ page, stand }) => {
  // A program with one model is on the machine already.
  const comfy = join(stand.home, "ComfyUI");
  mkdirSync(join(comfy, "comfy"), { recursive: true });
  writeFileSync(join(comfy, "main.py"), "");
  writeGguf(join(comfy, "models", "text_encoders", "found-here.gguf"), "Found Here");

  await page.goto("/");
  await page.getByRole("link", { name: "Add your model folders" }).click();
  await page.getByRole("list", { name: "Programs on this machine" }).getByLabel("Downloads may go there").click();
  await page.getByRole("button", { name: /^Add and index: “/ }).click();
  await expect(page.getByText(/1 file seen, /)).toBeVisible({ timeout: 40_000 });
  await page.getByRole("link", { name: "Look at them in the library" }).click();
  await page.getByRole("searchbox", { name: "Search the library" }).fill("found");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("article")).toContainText("found-here");

  // A model from Civitai, whose download is halted, outlives a reload, and goes on.
  await page.getByRole("link", { name: "Discover", exact: true }).first().click();
  await page.getByRole("searchbox", { name: /^Search/ }).fill("amber clay");
  await page
    .getByRole("link", { name: /^Amber Clay/ })
    .first()
    .click();
  const found = page.getByRole("dialog", { name: "Model" });
  await expect(found.getByText(/goes to .*loras/)).toBeVisible({ timeout: 40_000 });
  await pace(stand, 40_000);
  await found.getByRole("button", { name: /^Download / }).click();
  await expect(page.getByText("Download Started")).toBeVisible();
  await page.goto("/downloads");
  const row = page.getByRole("article").first();
  await expect(row.getByText(/· [1-9]\d* %/)).toBeVisible({ timeout: 40_000 });
  await row.getByRole("button", { name: /^Pause/ }).click();
  await expect(row.getByText("Paused")).toBeVisible();
  await page.reload();
  await expect(row.getByText("Paused")).toBeVisible();
  await pace(stand);
  await row.getByRole("button", { name: /^Resume/ }).click();
  const line = page.getByRole("listitem").filter({ hasText: /amber/i });
  await expect(line.getByText("Completed")).toBeVisible({ timeout: 60_000 });
  const { models } = await stand.ask<{ models: { name: string; local_path?: string }[] }>(
    "/api/models/library?status=local&type=lora",
  );
  expect(models).toHaveLength(1);
  expect(existsSync(models[0]?.local_path ?? "")).toBe(true);

  // What it runs on.
  await line.getByRole("button", { name: /^Details of/ }).click();
  await line.getByRole("link", { name: "Open in the library" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("tab", { name: "Compatibility" }).click();
  await expect(drawer.getByText(/\d+ % · /).first()).toBeVisible();
  await look(page, "story-compatibility");
  await page.keyboard.press("Escape");

  // A picture with it.
  await openForm(page, "an amber fox of the whole story");
  await input(page, 'Find a model for "Add-ons"').fill("Amber Clay");
  await page
    .getByRole("option", { name: /Amber Clay/ })
    .first()
    .click();
  await expect(page.getByRole("group", { name: "Amber Clay" })).toBeVisible();
  await expect(generateButton(page)).toHaveText(/Buzz/);
  await generateButton(page).click();
  const entry = page.getByRole("article", { name: "an amber fox of the whole story" });
  await expect(entry.locator("img").first()).toBeVisible({ timeout: 60_000 });
  expect((await feed(stand))[0]?.form.resources).toMatchObject([{ id: Number(LORA) }]);

  // It lies on the disk with what it was made with, so that the gallery and the model know it.
  await page.getByRole("link", { name: "Gallery", exact: true }).first().click();
  await page.getByLabel("Folder on the server's machine").fill(stand.generated);
  await page.getByRole("button", { name: "Add this folder" }).click();
  await expect(page.getByText("1 picture", { exact: true })).toBeVisible({ timeout: 40_000 });
  await page.goto(`/?q=amber`);
  await page
    .getByRole("button", { name: /^Details of/ })
    .first()
    .click();
  await drawer.getByRole("tab", { name: "Used in" }).click();
  await expect(drawer.getByRole("img", { name: "an amber fox of the whole story" })).toBeVisible();
  await drawer.getByRole("link", { name: "Open in the gallery" }).click();
  await expect(page).toHaveURL(/gallery\?.*model=/);
  await expect(page.getByText("1 picture", { exact: true })).toBeVisible();
  await look(page, "story-gallery");
});
