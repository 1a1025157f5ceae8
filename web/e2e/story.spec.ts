import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Stand, test } from "./harness";
import { feed, generateButton, generates, openForm, prompt } from "./harness/generation";
import { safetensors } from "./library-models";

// A machine that does much else at the same time, and a story of several pages.
test.describe.configure({ timeout: 240_000 });
test.use({ wishes: { ...generates, sandboxArguments: ["--large-file-bytes", "40000000"] } });

const fault = (stand: Stand, what?: object) =>
  fetch(`${stand.sandbox?.civitai}/_sandbox/faults`, {
    method: what ? "POST" : "DELETE",
    headers: { "Content-Type": "application/json" },
    body: what && JSON.stringify(what),
  });

test("from the first run to a picture", async ({ page, stand }) => {
  // First run: the folder that is there already is named and indexed.
  const own = join(stand.home, "my-models");
  mkdirSync(own);
  writeFileSync(join(own, "amber-fox.safetensors"), safetensors(64, 1));
  await page.goto("/welcome");
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  await page.getByRole("textbox", { name: "Folder" }).fill(own);
  await page.getByRole("button", { name: "Add and index" }).last().click();
  await expect(page.getByText(/1 new in the library/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole("link", { name: "Look at them in the library" }).click();

  // Search, and whether it runs here.
  await page.getByRole("searchbox", { name: "Search the library" }).fill("amber");
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.goto("/?q=amber");
  await page
    .getByRole("article")
    .first()
    .getByRole("button", { name: /^Details/ })
    .click();
  await page.getByRole("tab", { name: "Compatibility" }).click();
  await expect(page.getByRole("tabpanel", { name: "Compatibility" })).toContainText(/score|runs|memory/i);
  await page.keyboard.press("Escape");

  // A reference becomes a plan, and the plan a download that is paused, outlives a reload and goes on.
  await page.goto("/discover");
  await page.getByRole("textbox", { name: "Paste a reference" }).fill("610026");
  await page.keyboard.press("Enter");
  const found = page.getByRole("dialog");
  await expect(found.getByText("Will be fetched").first()).toBeVisible({ timeout: 40_000 });
  await fault(stand, { host: "storage", bytesPerSecond: 300_000 });
  await found
    .getByRole("button", { name: /^Download / })
    .first()
    .click();
  await stand.until(
    () => stand.ask<{ total_count: number }>("/api/models/downloads"),
    ({ total_count }) => total_count === 1,
  );
  await page.goto("/downloads");
  const row = page.getByRole("article", { name: /heavyHeron/ });
  await row.getByRole("button", { name: /^Pause/ }).click();
  await expect(row.getByText("Paused")).toBeVisible();
  await page.reload();
  await expect(row.getByText("Paused")).toBeVisible();
  await fault(stand);
  await row.getByRole("button", { name: /^Resume/ }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "heavyHeron" }).getByText("Completed")).toBeVisible({
    timeout: 60_000,
  });
  expect(existsSync(join(stand.models, "checkpoints", "heavyHeron_v10.safetensors"))).toBe(true);

  // A picture is made, comes into the feed, and lies on the disk.
  await openForm(page, "an amber fox in the snow");
  await expect(generateButton(page)).toHaveText(/Buzz/);
  await prompt(page).press("Control+Enter");
  await expect(page.getByRole("article", { name: "an amber fox in the snow" }).getByRole("img").first()).toBeVisible({
    timeout: 60_000,
  });
  const [entry] = (await feed(stand)) as unknown as { outputs: { path: string }[] }[];
  const path = entry?.outputs[0]?.path ?? "";
  expect(existsSync(path)).toBe(true);
});
