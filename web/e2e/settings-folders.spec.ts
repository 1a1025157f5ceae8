import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, look, test } from "./harness";
import { dropWord } from "./settings-parts";

test.setTimeout(150_000);
test.use({ actionTimeout: 20_000 });
test.use({ wishes: { environment: { BERRY_TEST_OF: "settings-folders" } } });

interface Roots {
  roots: { name: string; path: string; types: string[]; templates: Record<string, string>; read_only: boolean }[];
}

test("a folder is added with a look at what goes where, indexed, changed, forgotten, brought back", async ({
  page,
  stand,
}) => {
  const folder = join(stand.home, "ComfyUI");
  mkdirSync(join(folder, "models", "loras"), { recursive: true });
  const roots = async () => (await stand.ask<Roots>("/api/settings/roots")).roots;
  await page.goto("/settings/folders");
  const path = page.getByRole("textbox", { name: "Path" });
  await path.fill("models");
  await page.getByRole("button", { name: "Add the folder" }).click();
  await expect(page.getByText(/must be a whole one/).first()).toBeVisible();
  await expect(path).toBeFocused();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await path.fill("s3://bucket/models");
  await expect(page.getByRole("textbox", { name: "Profile" })).toBeVisible();
  await path.fill(folder);
  await page.getByLabel("Whose folders they are").selectOption("comfyui");
  await expect(page.getByRole("cell", { name: new RegExp(`${folder}/models/loras there`) })).toBeVisible();
  await page.getByRole("combobox", { name: "Takes only" }).click();
  await page.getByRole("listbox").getByRole("option", { name: "loras", exact: true }).click();
  await page.getByRole("listbox").getByRole("option", { name: "vae", exact: true }).click();
  await page.getByRole("heading", { name: "Add a folder" }).click();
  await dropWord(page, "vae");
  await page.getByLabel("Kind of folder").selectOption("loras");
  await page.getByRole("button", { name: "Add a sub-folder" }).click();
  await page.getByRole("button", { name: "No sub-folder in “loras”" }).click();
  await page.getByLabel("Kind of folder").selectOption("loras");
  await page.getByRole("button", { name: "Add a sub-folder" }).click();
  await look(page, "settings-folders-new");
  await page.getByRole("button", { name: "Add the folder" }).click();
  await expect
    .poll(roots)
    .toMatchObject([
      { name: "comfyui", path: folder, types: ["loras"], templates: { loras: "{base_model}" }, read_only: false },
    ]);

  const asked = page.waitForResponse(
    (answer) => answer.url().includes("models/index") && answer.request().method() === "POST",
  );
  await page.getByRole("button", { name: "Index: “comfyui”" }).click();
  expect((await asked).ok()).toBe(true);
  const row = page.getByRole("list", { name: "Folders" }).getByRole("listitem").filter({ hasText: folder });
  await row.getByRole("button", { name: "Change: “comfyui”" }).click();
  await row.getByRole("checkbox", { name: /Only read there/ }).click();
  await row.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await roots())[0]?.read_only).toBe(true);
  await page.getByRole("button", { name: "Forget: “comfyui”" }).click();
  await expect.poll(roots).toEqual([]);
  expect(existsSync(folder)).toBe(true);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await roots())[0]?.types).toEqual(["loras"]);
  await page.getByRole("link", { name: "Downloads", exact: true }).last().click();
  await page.getByRole("link", { name: "Change it with the folder" }).click();
  await expect(page).toHaveURL(/settings\/folders/);
});

test("keys of sources are stored, never shown, and removed", async ({ page, stand }) => {
  interface Keys {
    keys: { source: string; stored: boolean; masked?: string }[];
  }
  const stored = async () =>
    (await stand.ask<Keys>("/api/settings/keys")).keys.filter((key) => key.stored).map(({ source }) => source);
  await page.goto("/settings/sources");
  const row = page.getByRole("listitem").filter({ hasText: "Key for Civitai" });
  const field = row.getByLabel("Key for Civitai");
  await field.fill("not a key");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText(/That is no key for Civitai/)).toBeVisible();
  await expect(field).toBeFocused();
  await row.getByRole("button", { name: "Discard changes" }).click();
  // The source is asked: one that it rejects is stored only when somebody wants that all the same.
  await field.fill("0123456789abcdef0123456789abcdef");
  await row.getByRole("button", { name: "Show the key" }).click();
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText(/Civitai does not accept this key/)).toBeVisible();
  await expect(field).toBeFocused();
  expect(await stored()).toEqual([]);
  await look(page, "settings-sources-rejected");
  await row.getByRole("button", { name: "Store it all the same" }).click();
  await expect(row.getByText("***cdef")).toBeVisible();
  expect(await stored()).toEqual(["civitai"]);
  await field.fill("sandbox-key");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText(/Civitai accepts the key/)).toBeVisible();
  await expect(row.getByRole("button", { name: "Store it all the same" })).toBeHidden();
  await expect(field).toHaveValue("");
  await look(page, "settings-sources");
  await row.getByRole("button", { name: "Remove: “Civitai”" }).click();
  await page.getByRole("button", { name: "Leave it" }).click();
  await row.getByRole("button", { name: "Remove: “Civitai”" }).click();
  await page.getByRole("button", { name: "Delete the key" }).click();
  await expect.poll(stored).toEqual([]);
});
