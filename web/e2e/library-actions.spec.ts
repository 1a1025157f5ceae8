import { existsSync, unlinkSync } from "node:fs";
import { expect, look, test } from "./harness";
import { knowModels, layLibrary, type Model, modelById, modelOf, safetensors, slowServer } from "./library-models";

test.use({
  wishes: { sandbox: false, environment: { BERRY_ALLOW_HOSTS: "127.0.0.1", BERRY_TEST_OF: "library-actions" } },
});
test.beforeAll(({ fileStand }) => layLibrary(fileStand));

// One grey pixel.
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("does things to many at once, and names what did not work", async ({ page, stand }) => {
  await page.goto("/?q=amber");
  await page.getByRole("checkbox", { name: "Select “amber-fox”" }).click();
  await page.getByRole("button", { name: "Clear the selection" }).click();
  await page.getByRole("checkbox", { name: "Select “amber-fox”" }).click();
  await page.getByRole("checkbox", { name: "Select “amber-fox-fp8”" }).click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 selected")).toBeVisible();

  await page.getByRole("button", { name: "Add tags" }).click();
  await page.getByLabel("Tags to add, with commas between").fill("forest, night");
  await page.getByRole("button", { name: "Add to all" }).click();
  await expect(page.getByText("Add tags: 3 of 3 are fine")).toBeVisible();
  await page.getByRole("button", { name: "Add tags" }).click();
  await page.getByLabel("Tags to add, with commas between").fill("moon");
  await page.getByRole("button", { name: "Add to all" }).click();
  await expect.poll(async () => (await modelOf(stand, "amber-fox"))?.tags).toEqual(["forest", "night", "moon"]);
  await page.getByRole("button", { name: "Hide this result" }).click();

  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("Verify: 3 of 3 are fine")).toBeVisible();
  await page.getByRole("button", { name: "Scan", exact: true }).click();
  await expect(page.getByText("Scan: 3 of 3 are fine")).toBeVisible();
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByText(/Look again: \d of 3 are fine/)).toBeVisible();

  // One that is not here cannot be thrown away, and the others are.
  await page.getByRole("searchbox").fill("picture 000");
  await page.getByRole("button", { name: "Select all 1 found" }).click();
  await expect(page.getByText("4 selected")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Select all/ })).toBeHidden();
  await page.getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByText("Move to trash: 3 of 4 are fine")).toBeVisible();
  await expect(page.getByRole("alert").getByText(/^Known Picture 000: /)).toBeVisible();
  const { total_count } = await stand.ask<{ total_count: number }>("/api/models/trash");
  expect(total_count).toBe(3);
  await page.getByRole("button", { name: "Try these again" }).click();
  await expect(page.getByText("Move to trash: 0 of 1 are fine")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(async () => (await modelOf(stand, "amber-fox"))?.status).toBe("local");
  await expect.poll(async () => (await stand.ask<{ total_count: number }>("/api/models/trash")).total_count).toBe(0);

  // Everything that was found, though it is not on the screen; and a way to stop.
  await page.route("**/api/models/known-*", async (route) => {
    await new Promise((done) => setTimeout(done, 300));
    await route.continue();
  });
  await page.getByRole("searchbox").fill("known");
  await page.getByRole("button", { name: "Select all 90 found" }).click();
  await expect(page.getByText(/^9\d selected/)).toBeVisible();
  await page.getByRole("button", { name: "Add tags" }).click();
  await page.getByLabel("Tags to add, with commas between").fill("many");
  await page.getByRole("button", { name: "Add to all" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/Add tags: cancelled after \d+ of 9\d/)).toBeVisible();
  await page.getByRole("button", { name: "Hide this result" }).click();

  // A reload breaks it off, and what is left is done when somebody says so.
  await page.getByRole("button", { name: "Add tags" }).click();
  await page.getByLabel("Tags to add, with commas between").fill("reloaded");
  await page.getByRole("button", { name: "Add to all" }).click();
  await expect(page.getByText(/^Add tags: [1-9]\d* of 9\d$/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^Add tags: broken off by a reload after \d+ of 9\d$/)).toBeVisible();
  await page.unroute("**/api/models/known-*");
  await page.getByRole("button", { name: /^Go on with \d+ left$/ }).click();
  await expect(page.getByText(/^Add tags: (9\d) of \1 are fine$/)).toBeVisible();
  const { models } = await stand.ask<{ models: Model[] }>("/api/models/library");
  const known = models.filter(({ id }) => id.startsWith("known-"));
  expect(known.filter(({ tags }) => tags?.includes("reloaded"))).toHaveLength(90);
});

test("shows all of one model, and keeps what is typed", async ({ page, stand, context }) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const model = (await modelOf(stand, "blue-harbor")) as Model;
  await page.goto("/?q=blue");
  await page.getByRole("button", { name: "Details of “blue-harbor”" }).click();
  const drawer = page.getByRole("dialog", { name: "blue-harbor" });
  await drawer.getByLabel("Notes").fill("Use it at 0.7");
  await drawer.getByLabel("Tags", { exact: true }).fill("harbor");
  await page.keyboard.press("Enter");
  await page.reload();
  await expect(drawer.getByLabel("Notes")).toHaveValue("Use it at 0.7");
  await expect(drawer.getByText("Not saved yet; kept in this browser.")).toBeVisible();
  await drawer.getByRole("button", { name: "Save", exact: true }).click();
  await expect(drawer.getByText("Saved", { exact: true })).toBeVisible();
  expect(await modelOf(stand, "blue-harbor")).toMatchObject({ notes: "Use it at 0.7", tags: ["harbor"] });
  await drawer.getByLabel("Notes").fill("no");
  await drawer.getByRole("button", { name: "Discard" }).click();
  await expect(drawer.getByLabel("Notes")).toHaveValue("Use it at 0.7");
  const choosing = page.waitForEvent("filechooser");
  await drawer.getByRole("button", { name: "Choose a preview" }).click();
  await (await choosing).setFiles({ name: "own.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
  await expect.poll(async () => (await modelOf(stand, "blue-harbor"))?.has_preview).toBe(true);
  await drawer.getByRole("button", { name: "Remove my preview" }).click();
  await expect.poll(async () => (await modelOf(stand, "blue-harbor"))?.has_preview).toBe(false);
  await look(page, "library-drawer");

  await drawer.getByRole("tab", { name: "Versions" }).click();
  await drawer.getByRole("button", { name: "Check for updates" }).click();
  await expect(drawer.getByText(/Looked at/)).toBeVisible();
  // Nobody knows where it came from: there are no updates to wish about.
  await expect(drawer.getByText("Its source is not known")).toBeVisible();
  await expect(drawer.getByRole("switch")).toHaveCount(0);

  await drawer.getByRole("tab", { name: "Files" }).click();
  await drawer.getByRole("button", { name: "Copy path" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(model.local_path);
  await drawer.getByRole("tab", { name: "Compatibility" }).click();
  await expect(drawer.getByRole("progressbar").first()).toBeVisible();
  await look(page, "library-compatibility");
  await drawer.getByRole("tab", { name: "Storage" }).click();
  await expect(drawer.getByText("Times used")).toBeVisible();

  await drawer.getByRole("tab", { name: "Safety" }).click();
  await drawer.getByRole("button", { name: "Scan for code" }).click();
  await expect(drawer.getByText("Scan: clean")).toBeVisible();
  await drawer.getByRole("button", { name: "Verify the hash" }).click();
  await expect(drawer.getByText("Its bytes are as recorded.")).toBeVisible();
  await drawer.getByLabel("Reason").fill("from a stranger");
  await drawer.getByRole("button", { name: "Put into quarantine" }).click();
  await expect.poll(() => existsSync(model.local_path ?? "")).toBe(false);
  await drawer.getByRole("button", { name: "Release from quarantine" }).click();
  await expect.poll(() => existsSync(model.local_path ?? "")).toBe(true);

  await drawer.getByRole("tab", { name: "History" }).click();
  await expect(drawer.getByText("scanned").first()).toBeVisible();
  await drawer.getByRole("tab", { name: "Used in" }).click();
  await expect(drawer.getByText("No picture of the watched folders was made with it.")).toBeVisible();
  await drawer.getByRole("tab", { name: "Overview" }).click();
  await drawer.getByRole("button", { name: "Close the details" }).click();
  await expect(drawer).toBeHidden();

  // From one variant to another.
  const fox = (await modelOf(stand, "amber-fox")) as Model;
  await page.goto(`/?q=amber&model=${fox.id}&tab=versions`);
  await page.getByRole("dialog").getByRole("button", { name: "Details of “amber-fox-fp16”" }).click();
  await expect(page.getByRole("dialog", { name: "amber-fox-fp16" })).toBeVisible();
});

test("deletes to the trash, from where everything comes back or goes for good", async ({ page, stand }) => {
  const path = (await modelOf(stand, "cosmic-owl"))?.local_path ?? "";
  await page.goto("/?q=cosmic");
  await page.getByRole("button", { name: "Delete “cosmic-owl”" }).click();
  await expect.poll(() => existsSync(path)).toBe(false);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  // The file is back a moment before the library knows of it.
  await expect.poll(async () => (await modelOf(stand, "cosmic-owl"))?.status).toBe("local");
  const owl = (await modelOf(stand, "cosmic-owl")) as Model;
  await page.goto(`/?model=${owl.id}`);
  await page.getByRole("dialog").getByRole("button", { name: "Delete “cosmic-owl”" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.getByRole("button", { name: "Trash" }).click();
  await expect(page.getByText("cosmic-owl.safetensors", { exact: true })).toBeVisible();
  await look(page, "library-trash");
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.getByRole("button", { name: "Back to the library" }).click();

  await expect.poll(async () => (await modelOf(stand, "cosmic-owl"))?.status).toBe("local");
  for (const name of ["cosmic-owl", "dusty-lamp"])
    await stand.post(`/api/models/${(await modelOf(stand, name))?.id}`, {}, "DELETE");
  await page.getByRole("button", { name: "Trash" }).click();
  await page.getByRole("checkbox", { name: "Select “cosmic-owl.safetensors”" }).click();
  await page.getByRole("button", { name: "Restore 1 selected" }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  await page.getByRole("checkbox", { name: "Select “dusty-lamp.safetensors”" }).click();
  await page.getByRole("button", { name: "Delete 1 selected for good" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect((await stand.ask<{ total_count: number }>("/api/models/trash")).total_count).toBe(1);
  await page.getByRole("checkbox", { name: "Select “dusty-lamp.safetensors”" }).click();
  await page.getByRole("button", { name: "Empty the trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  const left = async () => (await stand.ask<{ total_count: number }>("/api/models/trash")).total_count;
  expect(await left()).toBe(1);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(page.getByText("dusty-lamp.safetensors", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Empty the trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  // Who leaves the page takes nothing back any more.
  await page.reload();
  await expect.poll(left).toBe(0);
});

test("downloads a model, from the card, the table and the details", async ({ page, stand }) => {
  test.slow();
  const source = await slowServer(safetensors(400_000, 7), 40, 100);
  await knowModels(
    stand,
    ["card", "row", "details"].map((name) => ({
      id: `slow-${name}`,
      name: `Slow ${name}`,
      model_type: "lora",
      download_url: `${source.url}/${name}.safetensors`,
    })),
  );
  const local = (id: string) =>
    expect.poll(async () => (await modelById(stand, id))?.status, { timeout: 40_000 }).toBe("local");
  await page.goto("/?q=slow");
  await page.getByRole("button", { name: "Download “Slow card”" }).click();
  await expect(page.getByText("Download Started")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Download of “Slow card”" })).toBeVisible();
  await local("slow-card");
  await expect(page.getByRole("button", { name: "Delete “Slow card”" })).toBeVisible();
  await page.getByRole("button", { name: "Show as a table" }).click();
  await page.getByRole("button", { name: "Download “Slow row”" }).click();
  await local("slow-row");
  await page.getByRole("button", { name: "Delete “Slow row”" }).click();
  await expect.poll(async () => (await modelById(stand, "slow-row"))?.status).not.toBe("local");
  await page.goto("/?q=slow&model=slow-details");
  await page.getByRole("dialog").getByRole("button", { name: "Download “Slow details”" }).click();
  await local("slow-details");

  // One whose file somebody deleted is fetched again.
  unlinkSync((await modelById(stand, "slow-card"))?.local_path ?? "");
  await stand.index();
  await expect.poll(async () => (await modelById(stand, "slow-card"))?.status).toBe("error");
  await page.goto("/?q=slow");
  await page.getByRole("button", { name: "Download “Slow card” again" }).click();
  await local("slow-card");
  source.close();
});
