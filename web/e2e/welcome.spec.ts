import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, look, test } from "./harness";
import { writeGguf } from "./settings-parts";

test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });
test.use({ wishes: { environment: { BERRY_TEST_OF: "welcome" } } });

interface Roots {
  roots: { name: string; path: string; layout?: string; read_only: boolean }[];
}
interface Models {
  models: { name: string; status: string }[];
}

test("a first run finds ComfyUI, takes its models into the library where they lie, and leads on", async ({
  page,
  stand,
}) => {
  const comfy = join(stand.home, "ComfyUI");
  mkdirSync(join(comfy, "comfy"), { recursive: true });
  writeFileSync(join(comfy, "main.py"), "");
  writeGguf(join(comfy, "models", "text_encoders", "found-here.gguf"), "Found Here");
  const local = async () =>
    (await stand.ask<Models>("/api/models/library?status=local")).models.map(({ name }) => name).sort();
  await page.goto("/welcome");
  await expect(page.getByText(join(comfy, "models"))).toBeVisible();
  await look(page, "welcome");
  await page.getByRole("list", { name: "Programs on this machine" }).getByLabel("Downloads may go there").click();
  await page.getByRole("button", { name: /^Add and index: “/ }).click();
  await expect(page.getByText(/files? seen, .* in /)).toBeVisible({ timeout: 40_000 });
  expect((await stand.ask<Roots>("/api/settings/roots")).roots).toMatchObject([
    { name: "comfyui", path: comfy, layout: "comfyui", read_only: false },
  ]);
  await expect.poll(local).toEqual(["found-here"]);
  await expect(page.getByText("in the library", { exact: true })).toBeVisible();
  // The run is found again after a reload.
  await page.reload();
  await expect(page.getByText(/files? seen, .* in /)).toBeVisible();
  const again = page.waitForResponse((answer) => answer.request().method() === "POST" && /index/.test(answer.url()));
  await page.getByRole("button", { name: /^Index: “/ }).click();
  expect((await again).ok()).toBe(true);

  // Ollama comes beside it meanwhile.
  mkdirSync(join(stand.home, ".ollama", "models", "manifests"), { recursive: true });
  mkdirSync(join(stand.home, ".ollama", "models", "blobs"));
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Ollama" })).toBeVisible();

  const folder = page.getByRole("textbox", { name: "Folder" });
  await folder.fill("relative/folder");
  await page.getByRole("button", { name: "Add and index", exact: true }).click();
  await expect(page.getByText(/must be a whole one/)).toBeVisible();
  await expect(folder).toBeFocused();
  await page.getByRole("button", { name: "Discard changes" }).click();
  const own = join(stand.home, "my models");
  writeGguf(join(own, "by-hand.gguf"), "By Hand");
  await folder.fill(own);
  await page.getByLabel("Downloads may go there as well").last().click();
  await page.getByLabel("Downloads may go there as well").last().click();
  await page.getByRole("button", { name: "Add and index", exact: true }).click();
  await expect.poll(local, { timeout: 40_000 }).toEqual(["by-hand", "found-here"]);
  await look(page, "welcome-indexed");

  await page.getByRole("link", { name: "Look at them in the library" }).click();
  await expect(page).toHaveTitle(/Library/);
  await page.goto("/welcome");
  await page.locator("main").getByRole("link", { name: "Discover" }).click();
  await expect(page).toHaveTitle(/Discover/);
});

test("the first page is usable at the width of a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/welcome");
  await expect(page.getByRole("textbox", { name: "Folder" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await look(page, "phone-welcome");
});
